"""Other ways to count and to weigh, held back where few people voted in a group."""

import pandas as pd

from pilots import actions, tables
from pilots.actions import ActionPlan
from pilots.actions.withheld import withheld


def voted(plan, form="points", **voters):
    rows = [
        {"voter": f"{group}{number}", "group": group, "action": action, "points": 1.0, "form": form}
        for group, many in voters.items()
        for number in range(many)
        for action in (["A1", "A2"] if number % 2 else ["A1"])
    ]
    return ActionPlan(plan.needs, plan.actions, pd.DataFrame(rows))


def test_best_and_worst_rank_stand_beside_the_rank(plan, pilot):
    given = voted(plan, parents=9, staff=8)
    shown = tables.sensitivity(actions.sensitivity(given), given, pilot).data
    assert shown.iloc[0].tolist() == ["A1. Koffie", "1", "1", "altijd", "–"]


def test_a_duel_is_told_with_who_beats_all(plan, pilot):
    given = voted(plan, parents=9, staff=8)
    table = tables.duels(actions.duels(given), given, pilot)
    assert table.data.iloc[0].tolist() == ["1", "A1. Koffie", "1", "0", "0"]
    assert table.notes[0] == "A1 wint van elke andere actie."


def test_with_a_group_of_few_voters_neither_is_shown(plan, pilot):
    given = voted(plan, parents=9, staff=2)
    for table in (
        tables.sensitivity(actions.sensitivity(given), given, pilot),
        tables.duels(actions.duels(given), given, pilot),
    ):
        assert table.data.empty
        assert "zo weinig mensen" in table.to_html()


def test_approval_is_a_share_with_its_interval_unless_few_approve_or_do_not(plan, pilot):
    given = voted(plan, "approval", parents=20)
    shown = tables.approval(actions.approval(given), given, pilot).data
    assert shown["Keurt goed"].tolist() == ["·", "50\N{NO-BREAK SPACE}%"]
    few = voted(plan, "approval", parents=8)
    assert tables.approval(actions.approval(few), few, pilot).data["Keurt goed"].tolist()[1] == "·"


def test_approval_holds_back_what_the_votes_do(plan, pilot):
    given = voted(plan, "approval", parents=20)
    rows = {"voter": ["parents0", "parents2"], "group": "parents", "action": "A3", "points": 1.0, "form": "approval"}
    given = ActionPlan(given.needs, given.actions, pd.concat([given.votes, pd.DataFrame(rows)]))
    hidden = withheld(given, 5).actions["parents"]
    shown = tables.approval(actions.approval(given), given, pilot).data
    held = {name.split(".")[0] for name in shown.loc[shown["Keurt goed"] == "·", "Actie"]}
    assert len(hidden) == 2
    assert hidden <= held


def test_without_votes_they_say_so(plan, pilot):
    assert "niet gestemd" in tables.sensitivity(actions.sensitivity(plan), plan, pilot).to_html()
    assert "goed te keuren" in tables.approval(actions.approval(plan), plan, pilot).to_html()
