"""What exhibits tell of how many."""

import json

import pandas as pd

from pilots import figures, sentences, survey, tables
from pilots.exhibits import MIME
from pilots.mixed.conversations import told as conversations
from pilots.privacy.counts import Count
from pilots.survey.changes import moved_few
from pilots.told import group_of, rounded, told, told_answered
from pilots.told_deciding import told_approval, told_panel, told_present, told_votes
from pilots.told_findings import told_changes, told_codes_of, told_number


def counted(exhibit):
    return {(one.of, tuple(sorted(one.where.items()))): one for one in exhibit.counts}


def test_a_count_below_the_threshold_is_told_as_a_range():
    assert (told("a", {}, 3, 5).low, told("a", {}, 3, 5).high) == (1, 4)


def test_a_count_that_is_held_back_never_carries_its_value():
    assert told("a", {}, 37, 5, held=True).low == 0


def test_a_percentage_tells_every_count_that_rounds_to_it():
    assert (rounded("a", {}, 67, 400).low, rounded("a", {}, 67, 400).high) == (66, 70)


def test_groups_of_two_variables_are_no_group():
    assert group_of("language/nl - role/care", frozenset()) is None


def test_who_did_not_answer_is_left_open():
    assert told_answered("a", "trust", 20, 5)[1] == Count("a", {"answered:trust": "no"}, 0)


def test_a_cell_says_where_it_stands(pilot, parents):
    table = tables.respondents({"parents": parents}, pilot)
    held = counted(table)["parents/0", (("language", "ar"), ("site", "prins"))]
    assert table.data.iat[held.row, held.column] == "·"


def test_every_cell_of_respondents_is_accounted_for(pilot, parents):
    table = tables.respondents({"parents": parents}, pilot)
    cells = {(one.row, one.column) for one in table.counts}
    assert cells == {(row, column) for row in range(2) for column in range(2, 6)}


def test_what_is_told_exactly_is_what_stands_there(pilot, parents):
    table = tables.respondents({"parents": parents}, pilot, language="en")
    exact = [one for one in table.counts if one.low == one.high]
    assert [table.data.iat[one.row, one.column] for one in exact] == [f"{one.low:g}" for one in exact]


def test_counts_travel_with_the_exhibit(pilot, parents):
    said = sentences.analysed({"parents": parents}, pilot)
    assert said._repr_mimebundle_()[MIME]["counts"] == [Count("parents/0", {}, 23, 23).to_json()]


def test_frames_of_a_wave_remember_it(parents):
    assert survey.multiple_response({"parents": parents}, wave=0).attrs == {"wave": 0}


def test_joined_answers_are_told_together_and_held_apart(pilot, parents):
    answers = ["1"] * 2 + ["2"] * 9 + ["3"] * 12
    asked = type(parents)("parents", "parents", parents.responses.assign(welcome=answers, heard="2"), parents.codebook)
    figure, *_ = figures.likert(survey.likert({"parents": asked}, wave=0), {"parents": asked}, pilot)
    found = counted(figure)
    assert found["parents/0", (("welcome", "1|2"),)].low == 11
    assert found["parents/0", (("welcome", "1"),)].held


def test_removals_and_the_analysed_are_forms_that_came_in(pilot):
    rows = [("sent", 40), ("received", 30), ("removed: empty response", 2), ("analysed", 28)]
    stages = pd.DataFrame(rows, columns=["stage", "n"]).assign(survey="parents", wave=0)
    found = counted(tables.flow(stages, pilot))
    assert found["parents/0 received", (("form", "analysed"),)].low == 28


def test_people_of_several_actions_are_told_as_coming_to_both(pilot, plan):
    both = pd.DataFrame([[30, 10], [10, 25]], index=["A1", "A2"], columns=["A1", "A2"])
    told_both = [
        one
        for one in tables.overlap(both, plan, pilot).counts
        if dict(one.where) == {"came: A1": "yes", "came: A2": "yes"}
    ]
    assert max(one.low for one in told_both) == 10


def test_voters_are_told_under_one_name_in_votes_and_approval():
    kept = {"staff": frozenset({"A1"})}
    votes = [(one.of, tuple(one.where.items()), one.held) for one in told_votes(pd.Series({"staff": 12}), kept, 5)]
    rows = pd.DataFrame({"group": ["staff"], "variable": ["A1"], "n": [12], "estimate": [0.75]})
    approved = {(one.of, tuple(one.where.items()), one.held) for one in told_approval(rows, [True], 5)}
    assert votes[1] in approved


def test_who_was_invited_and_did_not_come_is_told_as_well():
    own = pd.DataFrame({"decision": ["D1"], "group": ["staff"], "invited": [20], "present": [12]})
    assert [one.low for one in told_present(own, [False], 5, 0)] == [20, 12, 12, 8]


def test_who_dropped_out_of_a_panel_links_two_rounds():
    rounds = pd.DataFrame({"round": [1, 2], "voters": [20, 14], "dropped": [pd.NA, 6], "joined": [pd.NA, 0]})
    found = list(told_panel(rounds, [["1", "20", "–", "–"], ["2", "14", "6", "0"]], 5))
    assert Count("panel", {"round 1": "yes", "round 2": "no"}, 6, 6, row=1, column=2) in found


def test_a_share_of_few_is_held_on_both_sides(parents):
    number = pd.Series({"variable": "welcome", "statistic": "share", "estimate": 0.9, "n": 20})
    found = list(told_number("parents/0", parents.codebook, number, 5, shown=False))
    assert [dict(one.where) for one in found if one.held] == [{"welcome": "3"}, {"welcome": "1|2"}]


def test_how_many_answered_in_either_wave_is_held_where_few_came_new(pilot):
    rows = pd.DataFrame({"variable": "staff.climate", "group": "vlam", "n": [27], "n_before": [24], "n_after": [23]})
    near = moved_few(rows, 5)
    assert [one.held for one in told_changes(rows, near, pilot)] == [True]


def test_how_many_answered_in_either_wave_is_told_where_many_came_and_left(pilot):
    rows = pd.DataFrame({"variable": "staff.climate", "group": "vlam", "n": [30], "n_before": [20], "n_after": [20]})
    assert not moved_few(rows, 5).any()


def test_conversations_of_several_codes_are_told_beside_each_code():
    found = list(told_codes_of(["a", "b"], conversations(12, 30, 5), 1))
    assert Count("conversations", {"a (phase 1)": "yes", "a or b (phase 1)": "no"}, 0, 0) in found


def test_what_is_told_of_changes_can_be_sent_by_any_kernel(pilot):
    rows = pd.DataFrame({"variable": "staff.climate", "group": "vlam", "n": [27], "n_before": [24], "n_after": [23]})
    told_of = [one.to_json() for one in told_changes(rows, moved_few(rows, 5), pilot)]
    assert json.loads(json.dumps(told_of)) == told_of
