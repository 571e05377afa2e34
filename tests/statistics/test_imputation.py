import numpy as np
import pandas as pd
import pytest
from tests.statistics.calls import ITEMS, gaps, people

from pilots.errors import PilotsError
from pilots.statistics import cronbach_alpha, imputations, impute, means, rubin


def mean(filled):
    return means(filled, "score")


def of(found, statistic):
    return found.set_index("statistic").loc[statistic]


def test_only_answers_that_somebody_gave_are_filled_in():
    data = gaps(people())
    for filled in imputations(data, ["item1", "score"], m=3):
        assert set(filled["item1"]) <= set(data["item1"].dropna())


def test_answers_that_are_there_stay():
    data = gaps(people())
    there = data["score"].notna()
    assert all((filled["score"][there] == data["score"][there]).all() for filled in imputations(data, ["score"], m=3))


def test_each_frame_is_filled_in_otherwise_and_the_same_seed_alike():
    data = gaps(people())
    first, second = imputations(data, ["score"], m=2)
    assert not first["score"].equals(second["score"])
    pd.testing.assert_frame_equal(first, imputations(data, ["score"], m=2)[0])


def test_without_gaps_almost_the_estimators_own_interval_comes_out():
    data = people()
    pooled, own = of(impute(data, ["score"], mean), "mean"), of(mean(data), "mean")
    assert pooled["estimate"] == pytest.approx(own["estimate"])
    assert pooled["ci_high"] == pytest.approx(own["ci_high"], rel=0.005)


def test_the_interval_is_wider_than_that_of_one_filled_frame():
    data = gaps(people())
    pooled, one = of(impute(data, ["score"], mean), "mean"), of(mean(imputations(data, ["score"], m=2)[0]), "mean")
    assert pooled["ci_high"] - pooled["ci_low"] > one["ci_high"] - one["ci_low"]


def test_the_lost_information_is_told():
    assert 0 < of(impute(gaps(people()), ["score"], mean), "fmi")["estimate"] < 1


def test_a_reliability_is_pooled_on_its_own_scale():
    found = of(impute(gaps(people()), ITEMS, lambda filled: cronbach_alpha(filled, ITEMS)), "cronbach_alpha")
    assert found["ci_low"] < found["estimate"] < found["ci_high"] < 1
    assert found["estimate"] - found["ci_low"] > found["ci_high"] - found["estimate"]


def test_a_column_with_few_answers_is_refused():
    with pytest.raises(PilotsError, match="fewer than 10 answers"):
        imputations(people(12).assign(score=[1.0] + [None] * 11), ["score"])


def test_a_single_imputation_is_refused():
    with pytest.raises(PilotsError, match="say nothing of their uncertainty"):
        imputations(people(), ["score"], m=1)


def test_estimates_of_other_things_each_time_are_refused():
    seen = []

    def changing(filled):
        seen.append(1)
        return means(filled, "score" if len(seen) == 1 else "other")

    with pytest.raises(PilotsError, match="not of the same things"):
        impute(gaps(people()), ["score"], changing, m=2)


def test_an_estimator_that_gives_something_else_is_refused():
    with pytest.raises(PilotsError, match="gives no estimates frame"):
        impute(people(), ["score"], lambda filled: filled["score"].mean(), m=2)


def test_without_difference_between_frames_nothing_is_lost():
    pooled = rubin([1.0, 1.0, 1.0], [0.04, 0.04, 0.04], n=30)
    assert (pooled.se, pooled.between) == (pytest.approx(0.2), 0.0)


def test_gaps_that_hang_on_another_answer_no_longer_pull_the_mean():
    rng = np.random.default_rng(5)
    known = rng.normal(size=400)
    data = pd.DataFrame({"known": known, "score": known + rng.normal(scale=0.5, size=400)})
    data["score"] = data["score"].mask((known > 0) & (rng.random(400) < 0.8))
    pooled = of(impute(data, ["score", "known"], mean, m=5), "mean")["estimate"]
    assert abs(pooled) < 0.2 < abs(of(mean(data), "mean")["estimate"])
