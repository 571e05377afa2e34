"""Four quadrants, and dots that do not lie over each other."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots import figures
from pilots.actions import ActionPlan, impact_effort
from pilots.figures.impact_effort import _spread


def drawn(plan, pilot):
    return figures.impact_effort(impact_effort(plan), plan, pilot)


def test_each_action_stands_with_its_quadrant(plan, pilot):
    data = drawn(plan, pilot).data
    assert data.to_numpy().tolist() == [
        ["A1. Koffie", "4", "2", "snel resultaat", "ja"],
        ["A2. Tolk", "5", "5", "grote werf", "nee"],
    ]


def test_the_text_alternative_names_the_quadrants_and_what_was_chosen(plan, pilot):
    assert "snel resultaat: A1; grote werf: A2. Gekozen: A1." in drawn(plan, pilot).alt


@pytest.mark.parametrize(("raters", "shown"), [(4, False), (5, True)])
def test_what_a_few_raters_judged_is_left_out(plan, pilot, raters, shown):
    rows = [{"voter": str(n), "group": "staff", "action": "A1", "points": 1.0, "impact": 4.0 + n % 2, "effort": 2.0} for n in range(raters)]  # fmt: skip
    judged = ActionPlan(plan.needs, plan.actions, pd.DataFrame(rows))
    assert ("A1. Koffie" in drawn(judged, pilot).data["Actie"].tolist()) is shown


def test_an_interval_stands_behind_the_mean_of_raters(plan, pilot):
    rows = [{"voter": str(n), "group": "staff", "action": "A1", "points": 1.0, "impact": 4.0 + n % 2, "effort": 2.0} for n in range(8)]  # fmt: skip
    data = drawn(ActionPlan(plan.needs, plan.actions, pd.DataFrame(rows)), pilot).data
    assert data.iloc[0, 1] == "4,5 (4,1 tot 4,9)"


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=15))
@settings(max_examples=20)
def test_dots_do_not_overlap(judged):
    places = _spread(np.array(judged, dtype="float64"))
    gaps = np.hypot(*np.moveaxis(places[:, None] - places[None, :], 2, 0)) + 9 * np.eye(len(places))
    assert gaps.min() > 0.25


def test_without_actions_it_says_so(pilot):
    assert "nog geen voorgestelde acties" in drawn(ActionPlan(), pilot).to_html()
