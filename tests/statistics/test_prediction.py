import numpy as np
import pytest

from pilots.statistics.pooling import pool_random
from pilots.statistics.prediction import prediction_interval

VARIANCES = np.array([0.02, 0.05, 0.03, 0.04])


@pytest.mark.parametrize("effects", [[0.1, 0.9, 0.4, 0.2], [0.3, 0.3, 0.3, 0.3], [-2, 2, 5, 8]])
def test_it_holds_the_interval_of_the_mean(effects):
    low, high = prediction_interval(np.array(effects), VARIANCES)
    mean = pool_random(np.array(effects), VARIANCES).interval()
    assert low <= mean[0] + 1e-3
    assert high >= mean[1] - 1e-3


def test_of_many_studies_it_comes_to_the_usual_one():
    effects, variances = np.random.default_rng(1).normal(0, 0.5, 300), np.full(300, 0.01)
    usual = pool_random(effects, variances).prediction()
    assert prediction_interval(effects, variances) == pytest.approx(usual, abs=0.02)


def test_a_higher_level_is_wider():
    effects = np.array([0.1, 0.9, 0.4, 0.2])
    narrow, wide = (prediction_interval(effects, VARIANCES, ci=ci) for ci in (0.8, 0.99))
    assert wide[0] < narrow[0] < narrow[1] < wide[1]
