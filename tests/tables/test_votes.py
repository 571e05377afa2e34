import pandas as pd

from pilots import actions, tables
from pilots.actions import ActionPlan
from pilots.vocabulary import estimates


def voted(plan, *, second=5, **voters):
    """Groups of so many voters, who all gave a point to A1; the first five (`second`) of them one to A2 too."""
    rows = [
        {"voter": f"{group}{number}", "group": group, "action": action, "points": 1.0}
        for group, many in voters.items()
        for number in range(many)
        for action in (["A1", "A2"] if number < second else ["A1"])
    ]
    return ActionPlan(plan.needs, plan.actions, pd.DataFrame(rows), plan.indicators, plan.cycles)


def votes(plan, pilot, **voters):
    given = voted(plan, **voters)
    return tables.votes(actions.priorities(given), given, pilot)


def test_each_group_has_its_voice_beside_the_equal_voice(plan, pilot):
    shown = votes(plan, pilot, parents=9, staff=9).data
    assert shown.columns.tolist() == [
        "Rang",
        "Actie",
        "Ouders (n\xa0=\xa09)",
        "Schoolteam (n\xa0=\xa09)",
        "Gelijke stem",
    ]
    assert shown.iloc[0].tolist() == ["1", "A1. Koffie", *["64\N{NO-BREAK SPACE}%"] * 3]


def test_points_of_a_few_voters_are_held_back_with_what_they_could_be_computed_from(plan, pilot):
    given = voted(plan, second=2, parents=9)
    shown = tables.votes(actions.priorities(given), given, pilot).data
    assert shown.iloc[:, 2:].to_numpy().tolist() == [["·", "·"], ["·", "·"]]


def test_a_group_with_few_voters_is_held_back_and_named(plan, pilot):
    table = votes(plan, pilot, parents=9, staff=3)
    assert not any("Schoolteam" in head for head in table.data)
    assert "Schoolteam" in table.notes[-1]


def test_the_shares_of_a_held_back_group_can_not_be_computed_from_the_mean(plan, pilot):
    table = votes(plan, pilot, parents=9, staff=3)
    assert table.data.columns.tolist() == ["Rang", "Actie", "Ouders (n\xa0=\xa09)"]


def test_without_votes_the_table_says_so(pilot):
    none = ActionPlan()
    assert "niet gestemd" in tables.votes(actions.priorities(none), none, pilot).to_html().casefold()


def test_agreement_within_a_small_group_is_held_back(pilot):
    rows = [{"group": group, "statistic": "kendall_w", "estimate": 0.6, "p_value": 0.04, "n": n} for group, n in [("groups", 3), ("parents", 9), ("staff", 3)]]  # fmt: skip
    shown = tables.consensus(estimates(rows), pilot).data
    assert shown.iloc[:, 2:].to_numpy().tolist() == [["3", "0,60", "0,040"], ["9", "0,60", "0,040"], ["< 5", "–", "–"]]


def test_without_votes_there_is_no_consensus(pilot):
    assert tables.consensus(estimates(), pilot).data.empty
