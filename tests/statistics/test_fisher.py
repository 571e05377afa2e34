from itertools import product
from math import exp, lgamma

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pilots.statistics import fisher, fisher_exact

TABLE = st.tuples(st.integers(2, 3), st.integers(2, 3)).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, 3), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)  # fmt: skip


def by_hand(table):
    """Every table with these margins, one by one."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    inner = [range(min(r, c) + 1) for r in rows[:-1] for c in columns[:-1]]
    weights, own = [], -sum(lgamma(x + 1) for x in table.ravel())
    for cells in product(*inner):
        full = np.zeros(table.shape, dtype=int)
        full[:-1, :-1] = np.reshape(cells, (len(rows) - 1, len(columns) - 1))
        full[:-1, -1] = rows[:-1] - full[:-1].sum(axis=1)
        full[-1] = columns - full.sum(axis=0)
        if (full >= 0).all():
            weights.append(-sum(lgamma(x + 1) for x in full.ravel()))
    chances = np.array([exp(weight) for weight in weights])
    return chances[np.array(weights) <= own + 1e-7].sum() / chances.sum()


@given(TABLE)
def test_it_counts_every_table_with_the_margins(cells):
    table = np.array(cells)
    if (table.sum(axis=0) > 0).sum() > 1 and (table.sum(axis=1) > 0).sum() > 1:
        assert fisher_exact(table).p == pytest.approx(by_hand(table))
    else:
        assert fisher_exact(table).p == 1


def test_two_by_two_is_scipys():
    assert fisher_exact(np.array([[8, 2], [1, 5]])).p == pytest.approx(stats.fisher_exact([[8, 2], [1, 5]]).pvalue)


@given(st.permutations(range(4)), st.permutations(range(3)))
def test_neither_the_order_of_rows_nor_that_of_columns_matters(rows, columns):
    table = np.array([[3, 0, 1], [2, 4, 1], [0, 2, 6], [5, 1, 0]])
    expected = fisher_exact(table).p
    assert fisher_exact(table[rows][:, columns]).p == pytest.approx(expected, rel=1e-9)
    assert fisher_exact(table[rows][:, columns].T).p == pytest.approx(expected, rel=1e-9)


def test_what_is_as_likely_counts_half_in_the_middle_p():
    found = fisher_exact(np.array([[3, 1], [1, 3]]))
    assert (found.p, found.mid_p) == pytest.approx((34 / 70, 18 / 70))


def test_too_many_tables_are_drawn_and_that_is_said(monkeypatch):
    table = np.array([[4, 2, 1], [1, 5, 2], [2, 2, 6]])
    exact = fisher_exact(table)
    monkeypatch.setattr(fisher, "MOST_STEPS", 10)
    drawn = fisher_exact(table, seed=3)
    assert not drawn.exact
    assert drawn.p == pytest.approx(exact.p, abs=4 * drawn.error)
    assert drawn == fisher_exact(table, seed=3)
