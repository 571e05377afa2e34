"""How it was decided, in sentences."""

import pandas as pd

from pilots import actions, sentences
from pilots.actions import ActionPlan
from pilots.actions.plan import DECISIONS
from pilots.vocabulary import frame


def ranking(plan, pilot, **voters):
    rows = [
        {"voter": f"{group}{number}", "group": group, "action": "A1" if number % 3 else "A2", "points": 1.0}
        for group, many in voters.items()
        for number in range(many)
    ]
    voted = ActionPlan(plan.needs, plan.actions, pd.DataFrame(rows)) if rows else plan
    found = actions.sensitivity(voted), actions.turns(voted), actions.hangs_on_one_voter(voted)
    return sentences.ranking(*found, voted, pilot, language="en").text


def test_what_ranks_first_and_how_firmly(plan, pilot):
    text = ranking(plan, pilot, parents=30, staff=30)
    assert text == (
        "When every group weighs the same, this ranks first: Koffie. However the groups are weighed, these stay in the "
        "top 1: Koffie. No other weights of the groups change which actions are in the top 1. No single voter "
        "decides that alone."
    )


def test_of_few_voters_nothing_is_said(plan, pilot):
    assert ranking(plan, pilot, parents=30, staff=3).startswith("Not shown")


def test_without_votes_there_is_no_ranking(plan, pilot):
    assert ranking(plan, pilot) == "No votes were cast in this pilot."


def rated(plan, *rounds):
    rows = [
        {"round": number, "voter": str(voter), "group": "staff", "action": "A1", "rating": float(rating), "levels": 9}
        for number, ratings in enumerate(rounds, 1)
        for voter, rating in enumerate(ratings)
    ]
    return ActionPlan(plan.needs, plan.actions, delphi=pd.DataFrame(rows))


def test_what_the_panel_settled_is_counted(plan, pilot):
    given = rated(plan, [8] * 9, [8] * 9)
    said = sentences.delphi(actions.delphi(given), given, pilot, language="en")
    assert said.text == "Rounds: 2. Actions that the panel settled: 1 of 1."


def test_what_it_did_not_settle_is_named(plan, pilot):
    given = rated(plan, [1, 1, 1, 9, 9, 9], [1, 1, 1, 9, 9, 9])
    assert sentences.delphi(actions.delphi(given), given, pilot, language="en").text.endswith(
        "Stable, without consensus: Koffie."
    )


def test_of_a_panel_of_few_nothing_is_said(plan, pilot):
    given = rated(plan, [8] * 3)
    assert "settled" not in sentences.delphi(actions.delphi(given), given, pilot, language="en").text


def test_who_had_a_say_in_how_many_decisions(pilot):
    rows = [
        {"decision": name, "group": "parents", "invited": 40, "present": 20, "decided": name == "d1"}
        for name in ("d1", "d2")
    ]
    attended = actions.took_part(ActionPlan(decisions=frame(DECISIONS, rows)), pilot, sizes={"parents": 90})
    text = sentences.had_a_say(attended, pilot, language="en").text
    assert text == "Parents: had a say in 1 of 2 decisions. Part of all people who were asked in the surveys: 100%."


def test_without_rounds_or_decisions_that_is_said(plan, pilot):
    assert sentences.delphi(actions.delphi(plan), plan, pilot, language="en").text.startswith("No Delphi")
    assert "not recorded" in sentences.had_a_say(actions.took_part(plan, pilot), pilot, language="en").text
