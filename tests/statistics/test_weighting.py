import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics.margins import NO_ANSWER
from pilots.statistics.weighting import effective_n, poststratify, rake, trim_weights

SAMPLE = pd.DataFrame(
    {"language": ["nl"] * 6 + ["fr"] * 3 + ["ar"], "school": list("aabbbbaabb"), "base": [1.0] * 9 + [2.0]}
)
LANGUAGE = {"nl": 0.5, "fr": 0.3, "ar": 0.2}
SCHOOL = {"a": 0.5, "b": 0.5}


def shares(weights: pd.Series, column: str, data: pd.DataFrame = SAMPLE) -> dict[str, float]:
    return (weights.groupby(data[column]).sum() / weights.sum()).to_dict()


def test_all_margins_hold() -> None:
    found = rake(SAMPLE, {"language": LANGUAGE, "school": SCHOOL})
    assert shares(found.weights, "language") == pytest.approx(LANGUAGE)
    assert shares(found.weights, "school") == pytest.approx(SCHOOL)
    assert found.weights.sum() == pytest.approx(10)
    assert found.gap < 1e-10


def test_counts_give_weights_of_the_population() -> None:
    found = rake(SAMPLE, {"language": {"nl": 50, "fr": 30, "ar": 20}, "school": SCHOOL})
    assert found.weights.sum() == pytest.approx(100)


def test_margins_that_the_sample_has_change_nothing() -> None:
    found = rake(SAMPLE, {"language": SAMPLE["language"].value_counts(normalize=True).to_dict()})
    assert found.weights.tolist() == pytest.approx([1.0] * 10)
    assert found.design_effect == pytest.approx(1)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(10)))
def test_the_order_of_rows_is_irrelevant(order: list[int]) -> None:
    margins = {"language": LANGUAGE, "school": SCHOOL}
    shuffled = rake(SAMPLE.iloc[order], margins).weights.sort_index()
    assert shuffled.tolist() == pytest.approx(rake(SAMPLE, margins).weights.tolist())


def test_crossed_columns_are_post_stratified() -> None:
    cells = {("nl", "a"): 4, ("nl", "b"): 3, ("fr", "a"): 1, ("fr", "b"): 1, ("ar", "b"): 1}
    found = poststratify(SAMPLE, ("language", "school"), cells)
    assert found.weights.iloc[[0, 2]].tolist() == pytest.approx([2, 0.75])
    assert found.margins["category"].tolist()[0] == "nl x a"


def test_base_weight_zero_stays_zero() -> None:
    found = rake(SAMPLE.assign(base=[0.0] + [1.0] * 9), {"language": LANGUAGE}, weights="base")
    assert found.weights.iloc[0] == 0
    assert shares(found.weights, "language") == pytest.approx(LANGUAGE)


def test_who_gave_no_answer_keeps_their_share() -> None:
    data = SAMPLE.assign(language=SAMPLE["language"].mask(SAMPLE.index == 0))
    found = rake(data, {"language": LANGUAGE}, missing="keep")
    assert found.weights.iloc[0] == pytest.approx(1)
    assert shares(found.weights, "language", data)["fr"] == pytest.approx(0.3 * 0.9)
    assert found.margins["category"].iloc[-1] == NO_ANSWER


def test_trimmed_weights_stay_within_their_limits_and_meet_the_margins() -> None:
    margins = {"language": {"nl": 0.55, "fr": 0.3, "ar": 0.15}, "school": {"a": 0.35, "b": 0.65}}
    free, found = (rake(SAMPLE, margins, trim=trim) for trim in (None, (0.85, 1.6)))
    assert free.weights.min() < 0.85
    assert found.weights.between(0.85 - 1e-9, 1.6 + 1e-9).all()
    assert shares(found.weights, "language") == pytest.approx(margins["language"])


@pytest.mark.parametrize(
    ("margins", "message"),
    [
        ({"language": {**LANGUAGE, "tr": 0.1, "nl": 0.4}}, "margin 'language': nobody answered in: tr"),
        ({"language": {"nl": 0.5, "fr": 0.5}}, "margin 'language': respondents are in categories that it lacks: ar"),
        ({"language": {"nl": 5, "fr": 4, "ar": 3}, "school": {"a": 5, "b": 5}}, "'language' 12, 'school' 10"),
        ({"language": LANGUAGE, "school": {"a": 0.95, "b": 0.05}}, "can't be met together.*margin|margin '.*together"),
        ({"language": {"nl": -1, "fr": 1, "ar": 1}}, "below 0"),
        ({"langauge": LANGUAGE}, "Did you mean 'language'"),
        ({}, "no margin"),
    ],
)
def test_margins_that_cannot_be_met_are_named(margins: dict, message: str) -> None:
    with pytest.raises(PilotsError) as caught:
        rake(SAMPLE, margins)
    assert pd.Series([str(caught.value)]).str.contains(message).all(), str(caught.value)


def test_missing_answers_are_refused_with_their_number() -> None:
    with pytest.raises(PilotsError, match="2 respondents gave no answer"):
        rake(SAMPLE.assign(school=SAMPLE["school"].mask(SAMPLE.index < 2)), {"school": SCHOOL})


def test_limits_that_margins_cannot_bear_are_named() -> None:
    with pytest.raises(PilotsError, match="within these limits: ar"):
        rake(SAMPLE, {"language": {"nl": 0.4, "fr": 0.2, "ar": 0.4}}, trim=(0.5, 2))


@pytest.mark.parametrize("base", [[-1.0] + [1.0] * 9, [np.nan] + [1.0] * 9, [0.0] * 10])
def test_base_weights_that_are_none_are_refused(base: list[float]) -> None:
    with pytest.raises(PilotsError, match="weight"):
        rake(SAMPLE.assign(base=base), {"language": LANGUAGE}, weights="base")


def test_strict_trimming_leaves_none_outside() -> None:
    weights = pd.Series([1.0, 4.6, 5.0, 20.0, 1.0])
    trimmed = trim_weights(weights, upper=7, strict=True)
    assert trimmed.max() <= 7
    assert trimmed.sum() == pytest.approx(weights.sum())


def test_impossible_limits_are_refused() -> None:
    with pytest.raises(PilotsError, match="within the limits"):
        trim_weights(pd.Series([1.0, 2.0]), upper=1.2)


def test_equal_weights_cost_nothing() -> None:
    assert effective_n(pd.Series([3.0] * 7)) == pytest.approx(7)
