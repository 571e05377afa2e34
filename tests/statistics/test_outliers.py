import numpy as np
import pandas as pd
import pytest

from pilots.statistics import outliers


def flagged(*numbers: float) -> list[float]:
    values = pd.Series(numbers, dtype="float64")
    return values[outliers(values)].tolist()


@pytest.mark.parametrize(
    "numbers",
    [(34, 36, 38, 35, 37, 33, 36, 350), (2, 3, 2, 4, 3, 2, 3, 31), (2, 2, 2, 2, 2, 2, 2, 31), (1.1, 1.2, 1.0, 1.3, 1.2, 1.1, 1.25, 12)],
)  # fmt: skip
def test_one_gross_error_in_eight_is_found(numbers: tuple[float, ...]) -> None:
    assert flagged(*numbers) == [numbers[-1]]


def test_a_number_too_low_is_found() -> None:
    assert flagged(170, 165, 181, 174, 168, 17, 177, 172) == [17]


def test_mean_and_three_sd_would_have_missed_it() -> None:
    values = pd.Series([34, 36, 38, 35, 37, 33, 36, 350.0])
    assert (abs(values - values.mean()) <= 3 * values.std()).all()


@pytest.mark.parametrize(
    "numbers", [(2, 2, 2, 2, 2, 2, 2, 3), (2, 2, 2, 2, 2, 1, 5, 4), (0, 0, 0, 0, 0, 0, 0, 2), (5,) * 20]
)
def test_who_differs_a_little_where_most_agree_is_no_outlier(numbers: tuple[float, ...]) -> None:
    assert flagged(*numbers) == []


def test_fewer_than_eight_say_nothing() -> None:
    assert flagged(2, 2, 2, 3, 2, 2, 1000) == []
    assert flagged() == []


def test_missing_and_endless_numbers_are_no_outliers() -> None:
    assert flagged(34, 36, 38, 35, 37, 33, 36, np.nan, 35, np.inf) == []


@pytest.mark.parametrize("n", [8, 20, 60, 200])
def test_normal_numbers_raise_a_false_alarm_in_a_twentieth_of_samples(n: int) -> None:
    draw = np.random.default_rng(11)
    alarms = np.mean([outliers(pd.Series(draw.normal(100, 15, n))).any() for _ in range(800)])
    assert alarms < 0.075


def test_a_long_tail_is_no_error() -> None:
    draw = np.random.default_rng(12)
    alarms = np.mean([outliers(pd.Series(draw.lognormal(7, 0.7, 60))).any() for _ in range(300)])
    assert alarms < 0.1


def test_counts_of_children_raise_next_to_no_alarm() -> None:
    draw = np.random.default_rng(13)
    alarms = np.mean([outliers(pd.Series(1.0 + draw.poisson(1.2, 40))).any() for _ in range(300)])
    assert alarms < 0.01


def test_a_stricter_limit_finds_less() -> None:
    values = pd.Series([30.0, 31, 32, 33, 34, 35, 36, 37, 38, 60])
    assert outliers(values, alpha=0.2).sum() >= outliers(values, alpha=0.0001).sum()
