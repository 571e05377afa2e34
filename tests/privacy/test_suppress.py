"""Small counts are held back and can't be computed."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from pilots.privacy import suppress

TABLES = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 30))
)


def feasible(table: np.ndarray, hidden: np.ndarray, cell: tuple[int, int]) -> tuple[float, float]:
    """The least and greatest value of a held-back cell that the totals allow, by linear programming."""
    cells = list(zip(*np.nonzero(hidden), strict=True))
    rows = [[float(r == row) for r, _ in cells] for row in range(table.shape[0])]
    columns = [[float(c == column) for _, c in cells] for column in range(table.shape[1])]
    totals = np.concatenate([(table * hidden).sum(axis=1), (table * hidden).sum(axis=0)])
    aim = np.array([float(other == tuple(cell)) for other in cells])
    low, high = (linprog(sign * aim, A_eq=np.array(rows + columns), b_eq=totals) for sign in (1, -1))
    return low.fun, -high.fun


@settings(max_examples=10)
@given(TABLES, st.integers(3, 10))
def test_no_held_back_cell_follows_from_the_totals_unless_all_are_held_back(table, threshold):
    hidden = suppress(pd.DataFrame(table), threshold).to_numpy()
    ranges = [feasible(table, hidden, cell) for cell in zip(*np.nonzero(hidden), strict=True)]
    assert hidden.all() or all(high - low > 0.5 for low, high in ranges)


@settings(max_examples=10)
@given(TABLES, st.integers(3, 10))
def test_every_small_count_is_held_back(table, threshold):
    hidden = suppress(pd.DataFrame(table), threshold).to_numpy()
    assert hidden[(table > 0) & (table < threshold)].all()


@settings(max_examples=10)
@given(TABLES, st.integers(3, 10))
def test_what_is_held_back_in_a_line_is_many_people_or_all_of_them(table, threshold):
    hidden = suppress(pd.DataFrame(table), threshold).to_numpy()
    lines = [*zip(table, hidden, strict=True), *zip(table.T, hidden.T, strict=True)]
    assert all(not held.any() or counts[held].sum() >= min(threshold, counts.sum()) for counts, held in lines)


@settings(max_examples=10)
@given(TABLES, st.integers(3, 10))
def test_a_line_holds_back_no_cell_alone(table, threshold):
    hidden = suppress(pd.DataFrame(table), threshold).to_numpy()
    assert not (hidden.sum(axis=0) == 1).any()
    assert not (hidden.sum(axis=1) == 1).any()


@given(TABLES)
def test_large_counts_are_all_shown(table):
    assert not suppress(pd.DataFrame(table + 10), 10).any(axis=None)


def test_a_list_holds_back_a_second_count():
    assert suppress(pd.DataFrame({"n": [3, 12, 40]}), 10)["n"].tolist() == [True, True, False]


def cheapest(table, threshold):
    """What the cheapest pattern of a small table costs, by trying all."""
    small = (table > 0) & (table < threshold)
    others = np.argwhere(~small)
    best = np.inf
    for chosen in product([False, True], repeat=len(others)):
        hidden = small.copy()
        hidden[tuple(others[list(chosen)].T)] = True
        cost = (table + 1)[hidden].sum()
        if cost < best and all(
            np.diff(feasible(table, hidden, cell))[0] >= threshold - 1e-6 for cell in np.argwhere(hidden)
        ):
            best = cost
    return best


@pytest.mark.parametrize("seed", range(2))
def test_no_other_pattern_loses_fewer_people(seed):
    table = np.random.default_rng(seed).integers(1, 25, (3, 3))
    table[0, 0] = 2
    assert (table + 1)[suppress(pd.DataFrame(table), 5).to_numpy()].sum() == cheapest(table, 5)


def test_of_patterns_that_lose_the_same_the_first_is_taken():
    assert suppress(pd.DataFrame({"n": [3, 12, 12]}), 10)["n"].tolist() == [True, True, False]


def test_labels_are_kept():
    table = pd.DataFrame([[3, 20], [15, 30]], index=["vlam", "prins"], columns=["nl", "fr"])
    pd.testing.assert_index_equal(suppress(table, 5).index, table.index)


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (1, 3)])
def test_tables_without_much_in_them(shape):
    assert suppress(pd.DataFrame(np.ones(shape)), 5).to_numpy().all()
