import numpy as np
import pytest
from scipy import stats

from pilots.statistics import cliffs_delta
from pilots.statistics.van_elteren import VanElteren

LABELS = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1])
ONE = np.zeros(9, dtype="int64")
VALUES = np.array([1.0, 2, 2, 4, 3, 3, 4, 5, 1])


def seen(values, labels, strata):
    return VanElteren(values, labels, strata).dominances(labels.astype(np.int8)[None, :])


def test_one_stratum_is_brunner_and_munzel():
    found = seen(VALUES, LABELS, ONE)
    theirs = stats.brunnermunzel(VALUES[LABELS == 0], VALUES[LABELS == 1]).statistic
    assert found.delta[0] / np.sqrt(found.variance[0]) == pytest.approx(-theirs)


def test_one_stratum_has_cliffs_delta():
    expected = cliffs_delta(np.sort(VALUES[LABELS == 0]), np.sort(VALUES[LABELS == 1])).delta
    assert seen(VALUES, LABELS, ONE).delta[0] == pytest.approx(expected)


def test_strata_are_weighted_as_by_van_elteren():
    values, labels = np.concatenate([VALUES, [1.0, 2, 3]]), np.concatenate([LABELS, [0, 1, 1]])
    strata = np.concatenate([ONE, [1, 1, 1]])
    first, second = 4 * 5 / 10, 1 * 2 / 4
    expected = (first * seen(VALUES, LABELS, ONE).delta[0] - second) / (first + second)
    assert seen(values, labels, strata).delta[0] == pytest.approx(expected)


def test_what_a_stratum_is_shifted_by_does_not_count():
    values, labels = np.concatenate([VALUES, VALUES]), np.concatenate([LABELS, LABELS])
    strata = np.concatenate([ONE, ONE + 1])
    assert seen(values + 10 * strata, labels, strata).delta[0] == seen(VALUES, LABELS, ONE).delta[0]
