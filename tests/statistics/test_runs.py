import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.statistics.runs import longest_trend, run_rules


@given(st.lists(st.integers(-3, 3), max_size=30))
def test_both_sides_of_the_line_count_alike(distances):
    found, turned = (run_rules(np.array(values, dtype=float)) for values in (distances, [-d for d in distances]))
    assert found == pytest.approx(turned, nan_ok=True)


def test_points_on_the_line_neither_end_a_run_nor_count():
    found = run_rules(np.array([1.0, 0, 2, 0, 3]))
    assert (found["useful_points"], found["longest_run"], found["crossings"]) == (3, 3, 0)


def test_chance_alone_seldom_signals():
    rng = np.random.default_rng(3)
    assert np.mean([run_rules(rng.normal(size=24))["signal"] for _ in range(1000)]) < 0.1


@pytest.mark.parametrize(
    ("points", "longest"),
    [([], 0), ([5], 1), ([3, 3, 3], 1), ([1, 2, 3, 4, 5], 5), ([1, 2, 2, 3], 3), ([5, 4, 6, 7, 8, 1], 4)],
)
def test_a_trend_counts_points_and_leaves_out_equal_ones(points, longest):
    assert longest_trend(np.array(points, dtype="float64")) == longest


@pytest.mark.parametrize(
    ("points", "longest", "crossings"),
    [
        (10, 6, 2), (11, 6, 2), (12, 7, 3), (13, 7, 3), (14, 7, 4), (15, 7, 4), (16, 7, 4), (17, 7, 5), (18, 7, 5), (19, 7, 6),
        (20, 7, 6), (21, 7, 6), (22, 7, 7), (23, 8, 7), (24, 8, 8), (25, 8, 8), (26, 8, 8), (27, 8, 9), (28, 8, 9), (29, 8, 10),
        (30, 8, 10),
    ],
)  # fmt: skip
def test_limits_are_those_of_the_table_that_qicharts2_prints(points, longest, crossings):
    """Anhøj, J. (2021). Quality improvement charts, vignette of the R package qicharts2, appendix: critical values."""
    found = run_rules(np.resize([1.0, -1.0], points))
    assert (found["longest_run_limit"], found["crossings_limit"]) == (longest, crossings)
