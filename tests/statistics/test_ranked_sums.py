import numpy as np
import pytest

from pilots.statistics import ranked_sums
from pilots.statistics.shifts import hodges_lehmann


@pytest.mark.parametrize("decimals", [0, 3, 15])
@pytest.mark.parametrize("once", [False, True])
def test_counting_gives_the_sums_that_writing_them_out_gives(monkeypatch, decimals, once):
    draws = np.random.default_rng(1).normal(size=(2, 40)).round(decimals)
    first, second = (draws[0], draws[0]) if once else draws
    places = [1, 2, 300, 410, 411, 820]
    written = ranked_sums.ranked_sums(first, second, places, once=once)
    monkeypatch.setattr(ranked_sums, "_LARGE", 0)
    assert ranked_sums.ranked_sums(first, second, places, once=once) == pytest.approx(written, abs=1e-12)


def test_a_hundred_thousand_people_have_a_shift():
    answers = np.random.default_rng(1).normal(size=(2, 50_000)).round(3)
    shift, low, high = hodges_lehmann(answers[0] + 1, answers[1])
    assert low < 1 < high < low + 0.05
    assert low < shift < high
