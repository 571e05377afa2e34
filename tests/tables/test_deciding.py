"""Who took part in deciding and what a Delphi panel thought, without anybody to be seen in it."""

import pandas as pd

from pilots import actions, tables
from pilots.actions import ActionPlan
from pilots.actions.plan import DECISIONS
from pilots.vocabulary import frame


def decided(plan, *groups):
    rows = [
        {"decision": "d1", "group": group, "invited": invited, "present": present, "decided": True, "what": {"nl": "Wat eerst"}}
        for group, invited, present in groups
    ]  # fmt: skip
    return ActionPlan(plan.needs, plan.actions, decisions=frame(DECISIONS, rows))


def took_part(plan, pilot, *groups):
    given = decided(plan, *groups)
    return tables.took_part(actions.took_part(given, pilot), given, pilot)


def rated(plan, *rounds):
    rows = [
        {"round": number, "voter": str(voter), "group": "staff", "action": "A1", "rating": float(rating), "levels": 9}
        for number, ratings in enumerate(rounds, 1)
        for voter, rating in enumerate(ratings)
    ]
    return ActionPlan(plan.needs, plan.actions, delphi=pd.DataFrame(rows))


def delphi(plan, pilot, *rounds):
    given = rated(plan, *rounds)
    return tables.delphi(actions.delphi(given), given, pilot).data


def test_who_was_invited_came_and_decided(plan, pilot):
    shown = took_part(plan, pilot, ("parents", 40, 20), ("staff", 30, 20)).data
    assert shown.iloc[0, :5].tolist() == ["Wat eerst", "Ouders", "40", "20", "50\N{NO-BREAK SPACE}%"]
    assert shown["Van wie besliste"].tolist() == ["50\N{NO-BREAK SPACE}%"] * 2


def test_a_few_present_or_absent_are_not_counted_nor_is_what_they_follow_from(plan, pilot):
    shown = took_part(plan, pilot, ("parents", 40, 20), ("staff", 30, 27)).data
    assert shown.iloc[1, 3:6].tolist() == ["·"] * 3
    assert shown["Van wie besliste"].tolist() == ["·", "·"]


def test_without_decisions_it_says_so(plan, pilot):
    assert "niet bijgehouden" in took_part(plan, pilot).to_html()


def test_consensus_and_stability_make_the_verdict(plan, pilot):
    ratings = [8, 8, 7, 9, 8, 7, 8, 3, 2, 3, 4, 8, 8, 7, 9, 8, 7, 8, 9, 9, 9, 8, 5]
    shown = delphi(plan, pilot, ratings, ratings)
    assert shown["Oordeel"].tolist()[1] == "uitgemaakt"
    assert shown.iloc[0, 3:6].tolist() == [
        "8,0",
        "7,0 tot 8,0",
        "78\N{NO-BREAK SPACE}% (58\N{NO-BREAK SPACE}% tot 90\N{NO-BREAK SPACE}%)",
    ]


def test_a_panel_of_few_is_held_back(plan, pilot):
    assert (delphi(plan, pilot, [8, 8, 9, 7]).iloc[0, 3:7] == "·").all()


def test_a_few_who_are_not_in_favour_are_not_counted(plan, pilot):
    assert delphi(plan, pilot, [8, 8, 9, 7, 8, 9, 2]).iloc[0, 5] == "·"


def test_ratings_that_are_all_alike_tell_what_each_thinks(plan, pilot):
    assert delphi(plan, pilot, [8] * 9).iloc[0, 3:5].tolist() == ["·", "·"]


def test_a_few_who_dropped_out_do_not_follow_from_the_numbers_of_voters(plan, pilot):
    table = tables.panel(actions.panel(rated(plan, [8] * 9, [8] * 8)), pilot)
    assert table.data.iloc[:, 1:4].to_numpy().tolist() == [["9", "–", "–"], ["·", "·", "·"]]


def test_without_rounds_both_say_so(plan, pilot):
    assert "geen Delphi" in tables.delphi(actions.delphi(plan), plan, pilot).to_html()
    assert "geen Delphi" in tables.panel(actions.panel(plan), pilot).to_html()


def test_who_rated_in_one_round_only_does_not_follow_from_the_table_of_ratings(plan, pilot):
    data = delphi(plan, pilot, [8, 2, 7, 5] * 5, [8, 2, 7, 5] * 4 + [8, 3])
    assert data.iloc[:, 2].tolist() == ["20", "·"]
    assert "tot" in data.iloc[0, 6]
    assert "tot" not in data.iloc[1, 6]


def test_a_few_present_of_nobody_knows_how_many_do_not_follow_from_their_part(plan, pilot):
    shown = took_part(plan, pilot, ("parents", None, 3), ("staff", 30, 10), ("partners", 30, 12)).data
    assert shown.iloc[:, 7].tolist() == ["·"] * 3
