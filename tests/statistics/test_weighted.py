import numpy as np
import pytest
from scipy import stats

from pilots.statistics import ranks, weighted
from pilots.statistics.effect_sizes import hedges_g
from pilots.statistics.weighted import RESAMPLED, cliffs_delta, own

GENERATOR = np.random.default_rng(5)
ONE, TWO = GENERATOR.integers(1, 6, 12).astype(float), GENERATOR.integers(2, 7, 9).astype(float)
PAIRS = GENERATOR.integers(1, 6, (15, 2)).astype(float)
ITEMS = GENERATOR.integers(1, 6, (20, 4)).astype(float)

SINGLE = {"mean": np.mean, "sd": lambda x: x.std(ddof=1), "median": np.median}
TWOS = {
    "mean_difference": lambda x, y: x.mean() - y.mean(),
    "median_difference": lambda x, y: np.median(x) - np.median(y),
    "hedges_g": lambda x, y: hedges_g(x, y)[0],
    "cliffs_delta": lambda x, y: ranks.cliffs_delta(np.sort(x), np.sort(y)).delta,
}
PAIRED = {
    "pearson": lambda pairs: stats.pearsonr(*pairs.T).statistic,
    "spearman": lambda pairs: stats.spearmanr(*pairs.T).statistic,
    "kendall": lambda pairs: stats.kendalltau(*pairs.T).statistic,
}


def counted(sample, draws=20):
    """The distinct answers of a sample, counts of drawn samples, and those samples themselves."""
    sample = sample.reshape(len(sample), -1)
    distinct = np.unique(sample, axis=0)
    picked = np.random.default_rng(1).integers(0, len(distinct), (draws, len(sample)))
    counts = np.array([np.bincount(line, minlength=len(distinct)) for line in picked], dtype="float64")
    return distinct, counts, [distinct[np.sort(line)] for line in picked]


@pytest.mark.parametrize("name", SINGLE)
def test_a_statistic_of_counts_is_that_of_the_answers(name):
    distinct, counts, drawn = counted(ONE)
    assert RESAMPLED[name].of([distinct], [counts]) == pytest.approx([SINGLE[name](x[:, 0]) for x in drawn])


@pytest.mark.parametrize("name", TWOS)
def test_a_comparison_of_counts_is_that_of_the_answers(name):
    sides = [counted(ONE), counted(TWO)]
    found = RESAMPLED[name].of([side[0] for side in sides], [side[1] for side in sides])
    theirs = [TWOS[name](x[:, 0], y[:, 0]) for x, y in zip(sides[0][2], sides[1][2], strict=True)]
    assert found == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("name", PAIRED)
def test_a_correlation_of_counts_is_that_of_the_answers(name):
    distinct, counts, drawn = counted(PAIRS)
    assert RESAMPLED[name].of([distinct], [counts]) == pytest.approx([PAIRED[name](pairs) for pairs in drawn])


def test_alpha_of_counts_is_that_of_the_answers():
    distinct, counts, drawn = counted(ITEMS)
    theirs = [4 / 3 * (1 - x.var(axis=0).sum() / x.sum(axis=1).var()) for x in drawn]
    assert RESAMPLED["cronbach_alpha"].of([distinct], [counts]) == pytest.approx(theirs)


def test_a_statistic_of_ones_own_gets_the_answers_themselves():
    distinct, counts, drawn = counted(ONE)
    found = own(np.ptp, 1).of([distinct], [counts])
    assert found.tolist() == [np.ptp(x) for x in drawn]


@pytest.mark.parametrize("name", ["hedges_g", "pearson", "spearman", "kendall", "cronbach_alpha"])
def test_what_does_not_vary_is_missing(name):
    known = RESAMPLED[name]
    answers = np.array([[1.0, 2.0], [2.0, 3.0]])[:, : max(known.columns, 1) if known.columns else 2]
    counts = [np.array([[5.0, 0.0]])] * known.groups
    assert np.isnan(known.of([answers] * known.groups, counts)).all()


def test_cliffs_delta_of_many_distinct_answers_is_that_of_few(monkeypatch):
    sides = [counted(ONE), counted(TWO)]
    few = cliffs_delta([side[0] for side in sides], [side[1] for side in sides])
    monkeypatch.setattr(weighted, "_FEW", 0)
    many = cliffs_delta([side[0] for side in sides], [side[1] for side in sides])
    assert many == pytest.approx(few)
