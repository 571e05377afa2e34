"""Impact against effort, stated once or judged by several raters."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pilots.actions import ActionPlan
from pilots.actions.effort import impact_effort
from pilots.actions.plan import ACTIONS
from pilots.vocabulary import frame


def judged(impact=None, effort=None, ratings=()):
    actions = frame(ACTIONS, [{"action": "A1", "impact": impact, "effort": effort, "chosen": False}])
    rows = [{"voter": str(n), "group": group, "action": "A1", "points": 1.0, "impact": up, "effort": cost} for n, (group, up, cost) in enumerate(ratings)]  # fmt: skip
    return impact_effort(
        ActionPlan(
            actions=actions,
            votes=pd.DataFrame(rows, columns=["voter", "group", "action", "points", "impact", "effort"]),
        )
    )


@pytest.mark.parametrize(
    ("impact", "effort", "quadrant"),
    [(5, 1, "quick win"), (4, 4, "big project"), (2, 2, "small extra"), (1, 5, "much work for little"),
     (3, 1, "in between"), (5, 3, "in between")],
)  # fmt: skip
def test_each_quadrant_has_its_name(impact, effort, quadrant):
    assert judged(impact, effort)["quadrant"].tolist() == [quadrant]


def test_one_number_has_no_interval_and_no_raters():
    row = judged(4, 2).iloc[0]
    assert row[["impact_low", "effort_high", "raters"]].isna().all()


def test_an_action_that_was_not_judged_is_left_out():
    assert judged(4, None).empty


def test_raters_of_one_group_have_the_t_interval_of_their_mean():
    row = judged(1, 1, [("staff", value, 2) for value in (3, 4, 5, 4)]).iloc[0]
    expected = stats.t.interval(0.95, 3, 4, stats.sem([3, 4, 5, 4]))
    assert (row["impact"], row["impact_low"], row["impact_high"]) == pytest.approx((4, expected[0], 5))
    assert row["raters"] == 4


def test_each_group_of_raters_weighs_the_same():
    ratings = [("parents", 5, 1)] * 9 + [("staff", 3, 1)] * 2
    assert judged(1, 1, ratings).iloc[0]["impact"] == 4


def test_an_interval_over_the_middle_is_in_between():
    assert judged(5, 1, [("staff", value, 1) for value in (2, 5, 4)]).iloc[0]["quadrant"] == "in between"


def test_a_single_rater_of_a_group_leaves_no_interval():
    row = judged(1, 1, [("parents", 4, 1), ("staff", 5, 1), ("staff", 4, 1)]).iloc[0]
    assert np.isnan(row["impact_low"])
