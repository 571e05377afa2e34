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
        "95%-interval",
        "Mogelijke rangen",
    ]
    assert shown.iloc[0, :5].tolist() == ["1", "A1. Koffie", *["72\N{NO-BREAK SPACE}%"] * 3]


def test_points_of_a_few_voters_are_held_back_with_what_they_could_be_computed_from(plan, pilot):
    given = voted(plan, second=2, parents=9)
    shown = tables.votes(actions.priorities(given), given, pilot).data
    assert (shown.iloc[:, 2:] == "·").all(axis=None)


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
    rows = [{"group": group, "statistic": "kendalls_w", "estimate": 0.6, "p_value": 0.04, "n": n} for group, n in [("groups", 3), ("parents", 9), ("staff", 3)]]  # fmt: skip
    shown = tables.consensus(estimates(rows), pilot).data
    assert shown.iloc[:, 2:].to_numpy().tolist() == [
        ["3", "·", "·", "·"],
        ["9", "0,60", "–", "0,040"],
        ["< 5", "·", "·", "·"],
    ]


def test_agreement_among_the_groups_is_told_where_all_are_large(pilot):
    rows = [{"group": group, "statistic": "kendalls_w", "estimate": 0.6, "p_value": 0.04, "n": n} for group, n in [("groups", 2), ("parents", 9), ("staff", 8)]]  # fmt: skip
    assert tables.consensus(estimates(rows), pilot).data.iloc[0].tolist()[2:] == ["2", "0,60", "0,040"]


def test_full_agreement_within_a_group_tells_how_each_voted_and_is_held_back(pilot):
    rows = [{"group": "parents", "statistic": "kendalls_w", "estimate": 1.0, "p_value": 0.001, "n": 9}]
    assert tables.consensus(estimates(rows), pilot).data.iloc[0].tolist()[2:] == ["9", "·", "·", "·"]


def test_an_action_that_nobody_of_a_group_voted_for_is_held_back_too(plan, pilot):
    given = voted(plan, second=0, parents=9)
    assert (tables.votes(actions.priorities(given), given, pilot).data.iloc[:, 2:] == "·").all(axis=None)


def test_the_ranking_is_held_back_where_one_person_voted_in_a_group(plan, pilot):
    table = votes(plan, pilot, parents=9, partners=1)
    assert "Rang" not in table.data
    assert "rangorde" in table.notes[-1]


def test_the_ranking_is_told_where_three_voted_in_a_group(plan, pilot):
    assert "Rang" in votes(plan, pilot, parents=9, partners=3).data


def test_no_share_of_a_hidden_group_follows_from_what_is_shown(plan, pilot):
    """Whatever the hidden group voted, the table is the same."""
    given = voted(plan, parents=9, partners=3)
    other = given.votes.assign(action=given.votes["action"].where(given.votes["group"] == "parents", "A1"))
    other = ActionPlan(plan.needs, plan.actions, other.drop_duplicates(["voter", "action"]))
    first, second = (tables.votes(actions.priorities(each), each, pilot).data for each in (given, other))
    assert first.iloc[:, 1:].to_numpy().tolist() == second.iloc[:, 1:].to_numpy().tolist()


def test_voters_who_gave_more_points_are_told_without_a_number(plan, pilot):
    given = voted(plan, second=9, parents=9)
    given.votes.loc[0, "points"] = 4.0
    notes = tables.votes(actions.priorities(given), given, pilot).notes
    assert any("meer of minder punten" in note for note in notes)


def test_several_forms_are_told(plan, pilot):
    given = voted(plan, parents=9, staff=9)
    given.votes["form"] = ["ranks" if group == "staff" else "dots" for group in given.votes["group"]]
    assert any("rangorde" in note for note in tables.votes(actions.priorities(given), given, pilot).notes)


def test_without_votes_there_is_no_consensus(pilot):
    assert tables.consensus(estimates(), pilot).data.empty
