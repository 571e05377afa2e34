import numpy as np
import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.statistics import Method, interrupted_series

NOISE = np.random.default_rng(2).normal(size=24)
COEFFICIENTS = ["level_before", "slope_before", "level_change", "slope_change"]


def told(points, start=13, **options):
    data = pd.DataFrame({"week": range(1, len(points) + 1), "x": points})
    return interrupted_series(data, "x", time="week", start=start, **options).set_index("statistic")


def broken(level, slope, noise=0.0):
    week = np.arange(1, 25)
    return 10 + 0.5 * week + level * (week > 12) + slope * np.maximum(0, week - 12) + noise * NOISE


def test_points_on_two_lines_give_the_lines():
    found = told(broken(3, -1))
    assert found["estimate"][COEFFICIENTS].tolist() == pytest.approx([10, 0.5, 3, -1])
    assert set(found["method"]) == {Method.PERFECT_FIT}


def test_a_jump_is_found():
    found = told(broken(8, 0, noise=1)).loc["level_change"]
    assert found["ci_low"] < 8 < found["ci_high"]
    assert found["p_value"] < 0.01


def test_few_points_give_estimates_without_intervals():
    found = told(broken(3, 0, noise=1)[5:20], start=8)
    assert found["estimate"].notna().all()
    assert found["ci_low"].isna().all()
    assert set(found["method"]) == {Method.FEW_SEGMENT_POINTS}


def test_two_points_before_tell_nothing():
    assert set(told(broken(3, 0, noise=1), start=3)["method"]) == {Method.TOO_FEW_SEGMENT_POINTS}


def test_where_the_times_begin_changes_nothing():
    points = broken(3, 1, noise=1)
    later = pd.DataFrame({"week": np.arange(2001, 2025), "x": points})
    found = interrupted_series(later, "x", time="week", start=2013)
    pd.testing.assert_frame_equal(found.set_index("statistic"), told(points))


def test_dates_are_taken_in_their_order():
    points = broken(3, 1, noise=1)
    months = pd.DataFrame({"month": pd.date_range("2024-01-01", periods=24, freq="MS"), "x": points})
    found = interrupted_series(months, "x", time="month", start=pd.Timestamp("2025-01-01"))
    pd.testing.assert_frame_equal(found.set_index("statistic"), told(points))


@pytest.mark.parametrize("errors", ["autoregression", "newey-west", "independent"])
def test_the_estimates_in_other_units_are_those_times_the_unit(errors):
    points = broken(3, 1, noise=1)
    found, larger = told(points, errors=errors), told(points * 1e100, errors=errors)
    columns = ["estimate", "ci_low", "ci_high"]
    both = [frame.loc[COEFFICIENTS, columns].to_numpy() for frame in (found, larger)]
    assert both[1] / 1e100 == pytest.approx(both[0], rel=1e-6)


def test_a_start_of_another_kind_is_refused():
    with pytest.raises(PilotsError, match="start"):
        told(broken(3, 1), start="May")


def test_unknown_errors_are_refused():
    with pytest.raises(PilotsError, match="no errors are"):
        told(broken(3, 1), errors="newey")
