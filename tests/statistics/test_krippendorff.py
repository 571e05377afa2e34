"""Krippendorff's alpha against its definition and another library, and the samples it is drawn from."""

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import krippendorff_alpha
from pilots.statistics.agreement_bootstrap import drawn_units
from pilots.statistics.krippendorff import Alpha
from pilots.statistics.ratings import categories_of, of_frame

LEVELS = ["nominal", "ordinal", "interval", "ratio"]
UNITS = st.lists(st.tuples(*[st.sampled_from([0, 1, 2, 5, None])] * 3), min_size=1, max_size=10)


def frame(units) -> pd.DataFrame:
    return pd.DataFrame(units, columns=list("abc"), dtype="float64")


def exact(data: pd.DataFrame, level: str) -> float:
    alpha = Alpha(of_frame(data, list(data), categories_of(data, list(data))), level)
    return float(alpha(alpha.alike[None])[0])


def by_definition(data: pd.DataFrame, level: str) -> float:
    """Pair by pair, as the book has it."""
    units = [row[~np.isnan(row)] for row in data.to_numpy()]
    units = [unit for unit in units if len(unit) > 1]
    values = np.concatenate([[], *units])

    def squared(c, k):
        low, high = min(c, k), max(c, k)
        between = ((values > low) & (values < high)).sum() + ((values == low).sum() + (values == high).sum()) / 2
        return {
            "nominal": float(c != k), "ordinal": between**2 if c != k else 0.0, "interval": (c - k) ** 2,
            "ratio": ((c - k) / (c + k)) ** 2 if c + k else 0.0,
        }[level]  # fmt: skip

    within = sum(squared(c, k) / (len(unit) - 1) for unit in units for c in unit for k in unit)
    over_all = sum(squared(c, k) for c in values for k in values)
    return 1 - (len(values) - 1) * within / over_all if over_all else np.nan


@given(UNITS, st.sampled_from(LEVELS))
def test_alpha_is_that_of_the_definition(units, level):
    assert exact(frame(units), level) == pytest.approx(by_definition(frame(units), level), nan_ok=True, abs=1e-9)


@pytest.mark.parametrize("level", LEVELS)
def test_alpha_of_many_different_numbers_is_that_of_krippendorff(level):
    rng = np.random.default_rng(1)
    truth = rng.uniform(1, 9, 60)
    data = pd.DataFrame({c: (truth + rng.normal(scale=0.5, size=60)).round(2).clip(0.1) for c in "abc"})
    expected = krippendorff.alpha(data.to_numpy().T, level_of_measurement=level)
    assert exact(data, level) == pytest.approx(expected)


@given(UNITS, st.sampled_from(LEVELS), st.integers(0, 5))
def test_a_line_is_the_exact_alpha_of_the_units_it_counts(units, level, seed):
    data = frame(units)
    ratings = of_frame(data, list("abc"), [0, 1, 2, 5])
    alpha = Alpha(ratings, level)
    line = np.random.default_rng(seed).integers(0, 4, len(alpha.alike))
    drawn = pd.DataFrame(
        [
            np.pad(np.repeat([0.0, 1, 2, 5], kind.astype(int)), (0, 3 - int(kind.sum())), constant_values=np.nan)
            for kind, times in zip(alpha.counts, line, strict=True)
            for _ in range(times)
        ],
        columns=list("abc"),
        dtype="float64",
    )
    assert alpha(line[None].astype(float))[0] == pytest.approx(by_definition(drawn, level), nan_ok=True, abs=1e-9)


@pytest.mark.parametrize("alike", [[30, 70, 900, 3, 40], [1, 1, 2, 1]])
def test_drawn_units_are_multinomial(alike):
    units = np.array(alike, dtype="float64")
    lines = np.concatenate(list(drawn_units(units, 20_000, seed=1)))
    n, share = units.sum(), units / units.sum()
    assert (lines.sum(axis=1) == n).all()
    assert lines.mean(axis=0) == pytest.approx(units, rel=0.03)
    assert np.cov(lines.T) == pytest.approx(n * (np.diag(share) - np.outer(share, share)), rel=0.1, abs=n * 2e-3)


def test_the_interval_is_that_of_a_loop_over_units():
    rng = np.random.default_rng(2)
    truth = rng.integers(1, 4, 40)
    data = pd.DataFrame({c: np.where(rng.random(40) < 0.7, truth, rng.integers(1, 4, 40)) for c in "abc"})
    looped = [
        krippendorff.alpha(data.to_numpy()[rng.integers(0, 40, 40)].T, level_of_measurement="ordinal")
        for _ in range(1_000)
    ]
    row = krippendorff_alpha(data, list("abc"), level="ordinal", resamples=5_000).iloc[0]
    assert [row["ci_low"], row["ci_high"]] == pytest.approx(np.quantile(looped, [0.025, 0.975]), abs=0.03)


@given(UNITS)
def test_who_gave_what_does_not_matter(units):
    data = frame(units)
    turned = data.iloc[::-1, ::-1]
    first, second = (krippendorff_alpha(one, list("abc"), resamples=100) for one in (data, turned))
    pd.testing.assert_frame_equal(first, second)


def test_words_have_the_order_of_the_categories_named():
    data = pd.DataFrame({"a": ["low", "high", "middle", "low"], "b": ["low", "high", "high", "middle"]})
    numbers = data.replace({"low": 1, "middle": 2, "high": 3}).astype(int)
    found = krippendorff_alpha(data, ["a", "b"], level="ordinal", categories=["low", "middle", "high"], resamples=100)
    assert found["estimate"].iloc[0] == pytest.approx(exact(numbers, "ordinal"))


def test_groups_have_an_alpha_each():
    data = pd.DataFrame({"a": [1, 2, 1, 2], "b": [1, 2, 2, 2], "site": ["x", "x", "y", "y"]})
    found = krippendorff_alpha(data, ["a", "b"], by="site", resamples=100).set_index("group")
    assert found["estimate"].to_dict() == {"x": 1.0, "y": pytest.approx(0.0)}


@pytest.mark.parametrize("wrong", [{"level": "metric"}, {"resamples": 5}, {"resamples": 10**6}])
def test_what_can_t_be_is_refused(wrong):
    with pytest.raises(PilotsError):
        krippendorff_alpha(pd.DataFrame({"a": [1, 2], "b": [1, 2]}), ["a", "b"], **wrong)
