import numpy as np
import pytest

from pilots.statistics import resampling
from pilots.statistics.resampling import pool

ONE = np.array([[1.0], [2], [2], [5]])
TWO = np.array([[2.0], [3], [3]])
NONE = [np.zeros(4, dtype=int), np.zeros(3, dtype=int)]


def lines(found, draws=4000):
    return np.concatenate(list(found.drawn(draws, 1)))


def test_every_drawn_sample_is_as_large_as_the_sample():
    first, second = (found := pool([ONE, TWO], NONE, [])).of_groups(lines(found))
    assert (first.sum(axis=1) == 4).all()
    assert (second.sum(axis=1) == 3).all()


def test_answers_are_drawn_as_often_as_they_were_given():
    found = pool([ONE, TWO], NONE, [])
    assert lines(found).mean(axis=0) == pytest.approx(found.observed()[0], abs=0.06)
    assert lines(found).var(axis=0) == pytest.approx([3 / 4, 1, 3 / 4, 2 / 3, 2 / 3], abs=0.06)


def test_strata_keep_their_sizes():
    found = pool([ONE], [np.array([0, 0, 1, 1])], [])
    assert [stratum.size for stratum in found.strata] == [2, 2]
    assert (lines(found)[:, :2].sum(axis=1) == 2).all()


def test_clusters_come_with_everyone_in_them():
    found = pool([ONE], [NONE[0]], [np.array([7, 7, 9, 9])])
    drawn = {tuple(line) for line in lines(found).astype(int).tolist()}
    assert drawn == {(2, 2, 0), (1, 2, 1), (0, 2, 2)}


def test_a_cluster_in_both_groups_is_drawn_with_its_people_in_both():
    found = pool([ONE, TWO], NONE, [np.array([1, 1, 2, 2]), np.array([1, 2, 2])])
    first, second = found.of_groups(lines(found))
    assert len(found.strata) == 1
    assert (first[:, 0] == second[:, 0]).all()


def test_clusters_of_one_group_are_drawn_apart():
    found = pool([ONE, TWO], NONE, [np.array([1, 1, 2, 2]), np.array([3, 4, 5])])
    assert [stratum.size for stratum in found.strata] == [2, 3]


def test_each_unit_is_left_out_once():
    found = pool([ONE], [NONE[0]], [])
    without = np.concatenate(list(found.without_one(found.strata[0])))
    assert without.tolist() == [[0, 2, 1], [1, 1, 1], [1, 2, 0]]
    assert found.strata[0].alike.tolist() == [1, 2, 1]


def test_many_kinds_are_drawn_as_few_are(monkeypatch):
    found = pool([ONE, TWO], NONE, [])
    monkeypatch.setattr(resampling, "_FEW", 0)
    assert lines(found).mean(axis=0) == pytest.approx(found.observed()[0], abs=0.06)
    assert lines(found).var(axis=0) == pytest.approx([3 / 4, 1, 3 / 4, 2 / 3, 2 / 3], abs=0.06)
