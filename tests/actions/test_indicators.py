"""Reached, not reached, or cannot tell."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pilots import vocabulary
from pilots.actions import ActionPlan, evaluate
from pilots.actions.attendance import ATTENDANCE
from pilots.actions.plan import INDICATORS
from pilots.codebook import empty
from pilots.survey.survey import Survey

SCORES = np.array([3.0, 3.5, 4.0, 4.5, 4.0, 3.5])


def plan_of(threshold=3, **cells):
    row = {"indicator": "I1", "action": "A1", "titles": {}, "measure": "scale:parents.welcome", "site": "", "unit": ""}
    table = vocabulary.frame(INDICATORS, [row | {"direction": "up", "target": 3.5} | cells])
    return ActionPlan(indicators=table, threshold=threshold)


def parents(values=SCORES, wave=1):
    n = len(values)
    about = {"respondent_id": [str(i) for i in range(n)], "wave": wave}
    scores = pd.DataFrame({**about, "site": ["vlam", "prins"] * (n // 2) + ["vlam"] * (n % 2), "welcome": values})
    return {"parents": Survey("parents", "parents", pd.DataFrame(about), empty(), scores=scores)}


def weeks(shares, possible=100, site="vlam"):
    table = pd.DataFrame(
        {"present": [round(share * possible) for share in shares], "possible": possible, "children": 20}
    )
    table["week"] = pd.date_range("2017-09-04", periods=len(shares), freq="7D")
    return table.assign(site=site, share=table["present"] / table["possible"])


def result(plan, changes=None, attendance=None, surveys=None):
    nothing = vocabulary.frame(ATTENDANCE)
    changes = vocabulary.estimates() if changes is None else changes
    return evaluate(plan, changes, nothing if attendance is None else attendance, surveys or {}).iloc[0]


def test_a_scale_is_its_mean_with_a_t_interval():
    row = result(plan_of(), surveys=parents())
    expected = stats.t.interval(0.95, 5, SCORES.mean(), stats.sem(SCORES))
    assert (row["result"], row["ci_low"], row["ci_high"], row["n"]) == pytest.approx((3.75, *expected, 6))


@pytest.mark.parametrize(
    ("target", "direction", "verdict"),
    [(3.0, "up", "reached"), (5.0, "up", "not reached"), (3.75, "up", "cannot tell"),
     (5.0, "down", "reached"), (3.0, "down", "not reached"), (3.75, "down", "cannot tell")],
)  # fmt: skip
def test_the_verdict_is_by_the_whole_interval(target, direction, verdict):
    assert result(plan_of(target=target, direction=direction), surveys=parents())["verdict"] == verdict


@given(st.floats(1, 5), st.floats(0.5, 2), st.floats(-3, 3))
def test_another_unit_gives_the_same_verdict(target, factor, shift):
    first = result(plan_of(target=target), surveys=parents())
    other = result(plan_of(target=target * factor + shift), surveys=parents(SCORES * factor + shift))
    near = min(abs(target - first["ci_low"]), abs(target - first["ci_high"])) < 1e-9
    assert near or first["verdict"] == other["verdict"]


def test_a_site_is_measured_alone():
    row = result(plan_of(site="vlam"), surveys=parents(np.repeat(SCORES, 2)))
    assert row["n"] == 6


@pytest.mark.parametrize(
    ("surveys", "reason"),
    [({}, "the scale was not measured"), (parents(wave=0), "the survey was not repeated"),
     (parents(SCORES[:4]), "too few answers"), (parents(np.full(9, 4.0)), "all answers are the same")],
)  # fmt: skip
def test_without_a_usable_result_it_cannot_be_told(surveys, reason):
    row = result(plan_of(), surveys=surveys)
    assert (row["verdict"], row["reason"]) == ("cannot tell", reason)


def test_without_a_target_it_cannot_be_told():
    assert result(plan_of(target=None), surveys=parents())["reason"] == "no target was set"


def test_attendance_is_that_of_the_last_school_year_in_percent():
    before = weeks([0.1] * 9).assign(week=pd.date_range("2017-05-01", periods=9, freq="7D"))
    registered = pd.concat([before, weeks([0.88, 0.92] * 20)])
    row = result(plan_of(measure="attendance", unit="%", target=85), attendance=registered)
    assert (row["result"], row["n"], row["verdict"]) == (pytest.approx(90), 40, "reached")
    assert row["period"] == "2017-09-04/2018-06-04"


def test_with_equal_weeks_the_interval_is_that_of_the_mean_of_shares():
    shares = [0.8, 0.9, 0.85, 0.95, 0.7, 0.9]
    row = result(plan_of(measure="attendance", target=0.9), attendance=weeks(shares))
    expected = stats.t.interval(0.95, 5, np.mean(shares), stats.sem(shares))
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((expected[0], min(expected[1], 1)))


def test_too_few_weeks_cannot_tell():
    assert result(plan_of(measure="attendance", target=0.5), attendance=weeks([0.9] * 4))["reason"] == "too few weeks"


@pytest.mark.parametrize(("count", "verdict"), [(12, "reached"), (11, "not reached"), (None, "cannot tell")])
def test_a_count_is_known_exactly(count, verdict):
    row = result(plan_of(measure="count", target=12, result=count))
    assert (row["verdict"], pd.isna(row["ci_low"])) == (verdict, True)


def test_the_change_of_a_scale_stands_beside_it():
    about = {"statistic": "mean_difference", "estimate": 0.4, "ci_low": 0.1, "ci_high": 0.7, "group": "all"}
    changes = vocabulary.estimates([about | {"variable": "parents.welcome"}])
    assert result(plan_of(), changes, surveys=parents())["change"] == 0.4


def test_a_plan_without_indicators_has_no_results():
    assert evaluate(ActionPlan(), vocabulary.estimates(), vocabulary.frame(ATTENDANCE), {}).empty
