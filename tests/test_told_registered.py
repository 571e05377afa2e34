"""What exhibits tell of people whom actions reached, under the names that the table of reach uses."""

import pandas as pd

from pilots.actions.indicators import MOMENTS
from pilots.privacy.counts import Count
from pilots.told_registered import told_goals, told_outputs, told_raters, told_sessions, told_targets
from pilots.vocabulary import WAVE


def result(measure, n=20, **more):
    found = pd.DataFrame(
        [{"indicator": "I1", "measure": measure, "site": "", "n": n, "result": 20.0, "ci_low": None} | more]
    )
    found.attrs |= {WAVE: {"parents": 1}, MOMENTS: {"A1": "2"}}
    return [(one.of, dict(one.where), one.low) for one in told_targets(found, 5, "tbl-targets") if one.low]


def test_a_target_of_reach_tells_what_the_table_of_reach_tells():
    assert result("reach:A1") == [("reach people", {"came: A1": "yes"}, 20)]


def test_a_target_of_a_scale_tells_who_answered_it_in_the_last_wave():
    assert result("scale:parents.climate", site="vlam") == [
        ("parents/1", {"site": "vlam", "answered:climate": "yes"}, 20)
    ]


def test_a_target_of_goals_tells_who_scored_them_last():
    assert result("gas:A1") == [("people with goals", {"goals: A1": "yes", "scored at 2": "yes"}, 20)]


def test_a_target_in_percent_of_a_funnel_tells_who_was_met_and_who_came_as_far():
    told = result("funnel:helped", n=40, result=50.0, ci_low=35.0)
    assert [(where, low) for _, where, low in told] == [
        ({"stage: met": "yes"}, 40),
        ({"stage: met": "yes", "stage: helped": "yes"}, 20),
    ]


def test_weeks_and_sessions_are_no_people():
    assert result("attendance") == result("sessions:A1") == []


def test_a_change_of_goals_is_of_who_scored_at_both_moments():
    rows = pd.DataFrame({"variable": ["all"], "group": ["1 - 0"], "n": [12]})
    assert Count("people with goals", {"scored at 1": "yes", "scored at 0": "yes"}, 12, 12, row=0, column=2) in list(
        told_goals(rows, [False])
    )


def test_a_session_tells_who_came_of_who_could():
    points = pd.DataFrame({"date": pd.to_datetime(["2018-01-08"]), "site": "vlam", "sessions": 1.0, "people": None, "present": 12, "possible": 20.0})  # fmt: skip
    assert [one.low for one in told_sessions(points, "A1")] == [12, 20, 0]


def test_too_few_people_of_an_action_are_told_as_that():
    reached = pd.DataFrame({"name": ["A1", "A2", "A3"], "people": [12, 3, 20]})
    told = list(told_outputs(reached, [True, True, False], ["A1", "A2", "A3"], 5))
    assert [(one.low, one.high, one.held) for one in told] == [(0, float("inf"), True), (1, 4, True), (20, 20, False)]


def test_of_raters_only_that_they_are_enough_is_told():
    judged = pd.DataFrame({"action": ["A1", "A2"], "raters": pd.array([12, 3], dtype="Int64")})
    assert [(one.low, one.high) for one in told_raters(judged, 5)] == [(5, float("inf")), (1, 4)]
