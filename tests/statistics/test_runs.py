import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.statistics.runs import run_rules


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
