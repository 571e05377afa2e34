"""Coefficients of agreement: identities, and what they say where nothing can be told."""

import warnings
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import (
    agreement,
    agreement_counts,
    agreement_table,
    agreement_weights,
    benchmark,
    kappa_by_category,
    percent_agreement,
)
from pilots.statistics.agreement_rows import OF_COUNTS, OF_TWO
from pilots.statistics.agreement_weights import SCHEMES

RATING = st.sampled_from([1, 2, 3, None])


def ratings(coders, *, rating=RATING, least=2):
    """Frames of ratings: a row a unit, a column a coder."""
    row = st.tuples(*[rating] * coders)
    return st.lists(row, min_size=least, max_size=12).map(
        lambda rows: pd.DataFrame(rows, columns=[f"c{k}" for k in range(coders)], dtype="float64")
    )


COMPLETE = ratings(2, rating=st.sampled_from([1, 2, 3]))


def by_statistic(found: pd.DataFrame) -> dict[str, float]:
    return dict(zip(found["statistic"], found["estimate"], strict=True))


def coefficient(data: pd.DataFrame, name: str, **how) -> float:
    return by_statistic(agreement(data, list(data), coefficients=[name], **how))[name]


@given(COMPLETE)
def test_cohen_s_kappa_is_that_of_statsmodels(data):
    from statsmodels.stats.inter_rater import cohens_kappa

    if data.nunique().max() == 1 and len(np.unique(data)) == 1:
        return
    table = pd.crosstab(data["c0"], data["c1"]).reindex(index=[1, 2, 3], columns=[1, 2, 3], fill_value=0)
    assert coefficient(data, "cohen_kappa") == pytest.approx(
        cohens_kappa(table.to_numpy(), return_results=False), abs=1e-9
    )


def test_the_error_of_a_table_is_that_of_statsmodels():
    from statsmodels.stats.inter_rater import cohens_kappa

    table = pd.DataFrame([[20, 5, 1], [3, 15, 4], [2, 2, 9]])
    row = agreement_table(table).set_index("statistic").loc["cohen_kappa"]
    from scipy.special import stdtrit

    half = stdtrit(table.to_numpy().sum() - 1, 0.975) * cohens_kappa(table.to_numpy()).std_kappa
    assert row["estimate"] - row["ci_low"] == pytest.approx(half)


@given(ratings(3, rating=st.sampled_from([1, 2, 3])))
def test_fleiss_kappa_is_that_of_statsmodels(data):
    from statsmodels.stats.inter_rater import fleiss_kappa

    if len(np.unique(data)) == 1:
        return
    counts = np.array([(data == value).sum(axis=1) for value in (1, 2, 3)]).T
    assert coefficient(data, "fleiss_kappa") == pytest.approx(fleiss_kappa(counts), abs=1e-9)


@given(COMPLETE)
def test_for_two_coders_who_rate_all_fleiss_is_scott_and_conger_is_light_is_cohen(data):
    names = ["cohen_kappa", "conger_kappa", "light_kappa", "scott_pi", "fleiss_kappa"]
    found = by_statistic(agreement(data, list(data), coefficients=names))
    for others, name in {("conger_kappa", "light_kappa"): "cohen_kappa", ("fleiss_kappa",): "scott_pi"}.items():
        assert [found[other] for other in others] == pytest.approx([found[name]] * len(others), nan_ok=True)


@given(ratings(3), st.sampled_from(sorted(SCHEMES)))
def test_the_order_of_coders_and_units_changes_nothing(data, weights):
    names = ["conger_kappa", "light_kappa", *OF_COUNTS]
    first = agreement(data, list(data), coefficients=names, weights=weights, categories=[1, 2, 3])
    turned = data.iloc[::-1, ::-1]
    second = agreement(turned, list(turned), coefficients=names, weights=weights, categories=[1, 2, 3])
    pd.testing.assert_frame_equal(first, second, rtol=1e-9, atol=1e-12)


@given(ratings(3))
def test_counts_of_coders_say_the_same_as_their_ratings(data):
    counts = pd.DataFrame({str(value): (data == value).sum(axis=1) for value in (1, 2, 3)})
    first = agreement(data, list(data), coefficients=list(OF_COUNTS), categories=[1, 2, 3])
    second = agreement_counts(counts, ["1", "2", "3"])
    pd.testing.assert_frame_equal(first.drop(columns="n_missing"), second.drop(columns="n_missing"), rtol=1e-9)


@given(COMPLETE, st.sampled_from(["linear", "quadratic", "ordinal"]))
def test_a_table_says_the_same_as_the_ratings_it_counts(data, weights):
    table = pd.crosstab(data["c0"], data["c1"]).reindex(index=[1, 2, 3], columns=[1, 2, 3], fill_value=0)
    first = by_statistic(agreement(data, list(data), weights=weights, categories=[1, 2, 3]))
    second = by_statistic(agreement_table(table, weights=weights))
    assert first == pytest.approx(second, nan_ok=True)


@given(ratings(2, rating=st.sampled_from([1, 2])))
def test_quadratic_weights_of_two_categories_are_none(data):
    names = list(OF_TWO)
    plain = agreement(data, list(data), coefficients=names, categories=[1, 2])
    weighed = agreement(data, list(data), coefficients=names, categories=[1, 2], weights="quadratic")
    both = (
        plain.loc[plain["statistic"].isin(names), "estimate"],
        weighed.loc[weighed["statistic"].isin(names), "estimate"],
    )
    assert both[0].tolist() == pytest.approx(both[1].tolist(), nan_ok=True)


def test_quadratic_kappa_of_many_units_nears_the_intraclass_correlation():
    from pilots.statistics import intraclass

    rng = np.random.default_rng(1)
    truth = rng.integers(1, 8, 4_000)
    data = pd.DataFrame({"a": truth + rng.integers(-1, 2, 4_000), "b": truth + rng.integers(-1, 2, 4_000)})
    icc = intraclass(data, ["a", "b"]).set_index("statistic").at["icc2", "estimate"]
    assert coefficient(data, "cohen_kappa", weights="quadratic") == pytest.approx(icc, abs=1e-3)


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_weights_are_symmetric_1_for_the_same_and_0_for_the_farthest(scheme):
    weights = agreement_weights(scheme, np.array([1.0, 2, 4, 5]))
    assert (weights == weights.T).all()
    assert (np.diag(weights) == 1).all()
    assert weights.min() == pytest.approx(0)


def test_circular_weights_put_the_last_beside_the_first():
    weights = agreement_weights("circular", np.arange(1.0, 8))
    assert weights[0, 6] == pytest.approx(weights[0, 1])


def test_a_level_that_nobody_used_counts_if_it_is_named():
    data = pd.DataFrame({"a": [1, 2, 2, 1, 2], "b": [1, 2, 1, 1, 2]})
    assert coefficient(data, "brennan_prediger") == pytest.approx(0.6)
    assert coefficient(data, "brennan_prediger", categories=[1, 2, 3]) == pytest.approx(0.7)


def test_ordered_categories_are_equally_far_apart_and_numbers_are_not():
    data = pd.DataFrame({"a": [1, 2, 9, 1, 2], "b": [1, 9, 9, 1, 2]})
    ordered = data.astype(pd.CategoricalDtype([1, 2, 9], ordered=True))
    linear = {"weights": "linear"}
    assert coefficient(ordered, "cohen_kappa", **linear) != pytest.approx(coefficient(data, "cohen_kappa", **linear))
    words = data.replace({1: "low", 2: "middle", 9: "high"})
    found = coefficient(words, "cohen_kappa", categories=["low", "middle", "high"], **linear)
    assert found == pytest.approx(coefficient(ordered, "cohen_kappa", **linear))


EDGES = {
    "one category": ([1, 1, 1], [1, 1, 1]),
    "full agreement": ([1, 2, 3], [1, 2, 3]),
    "a constant coder": ([1, 1, 1], [1, 2, 1]),
    "all missing": ([None, None], [None, None]),
    "nothing rated twice": ([1, None], [None, 2]),
    "one unit": ([1], [2]),
    "no unit": ([], []),
}


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("interval", ["t", "bootstrap"])
def test_it_says_what_can_be_said_without_a_warning(edge, interval):
    first, second = EDGES[edge]
    data = pd.DataFrame({"a": pd.Series(first, dtype="float64"), "b": pd.Series(second, dtype="float64")})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = agreement(data, ["a", "b"], weights="quadratic", interval=interval, resamples=100)
        percent_agreement(data, ["a", "b"], tolerance=1)
        kappa_by_category(data, ["a", "b"])
        agreement(data, ["a"])
    missing = found.loc[found["estimate"].isna(), "method"]
    assert all(method.startswith("cannot tell") for method in missing)


def test_full_agreement_is_1_without_interval_and_one_category_is_not_defined():
    full = agreement(pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3]}), ["a", "b"])
    assert full["estimate"].tolist() == [1.0] * 6
    assert set(full["method"]) == {"no interval: the coders agree equally well on every unit"}
    same = by_statistic(agreement(pd.DataFrame({"a": [1, 1], "b": [1, 1]}), ["a", "b"]))
    assert same.pop("percent_agreement") == 1
    assert np.isnan(list(same.values())).all()


def test_one_category_of_several_named_leaves_room_for_gwet_and_brennan_prediger():
    found = by_statistic(agreement(pd.DataFrame({"a": [1, 1], "b": [1, 1]}), ["a", "b"], categories=[1, 2]))
    assert (found["gwet_ac"], found["brennan_prediger"]) == (1, 1)
    assert np.isnan(found["cohen_kappa"])


def test_where_chance_rules_kappa_s_interval_holds_nought():
    rng = np.random.default_rng(3)
    held = []
    for _ in range(200):
        data = pd.DataFrame(rng.integers(1, 4, (40, 3)), columns=list("abc"))
        row = agreement(data, list("abc"), coefficients=["fleiss_kappa"]).iloc[-1]
        held.append(row["ci_low"] <= 0 <= row["ci_high"])
    assert 0.89 <= np.mean(held) <= 0.99


def test_bootstrap_and_t_agree_where_units_are_many():
    rng = np.random.default_rng(4)
    truth = rng.integers(1, 4, 400)
    data = pd.DataFrame({c: np.where(rng.random(400) < 0.7, truth, rng.integers(1, 4, 400)) for c in "abc"})
    t = agreement(data, list("abc"))
    drawn = agreement(data, list("abc"), interval="bootstrap")
    assert drawn["estimate"].tolist() == t["estimate"].tolist()
    assert drawn["ci_low"].tolist() == pytest.approx(t["ci_low"].tolist(), abs=0.01)


def test_a_category_s_kappa_is_that_of_it_against_the_others():
    data = pd.DataFrame({"a": list("aabbccab"), "b": list("aabcccab"), "c": list("abbbccaa")})
    found = kappa_by_category(data, list("abc")).set_index("variable")["estimate"]
    for label in "abc":
        assert found[f"ratings/{label}"] == pytest.approx(coefficient(data == label, "fleiss_kappa"))


def test_kappa_by_chance_is_judged_by_the_variance_of_chance():
    rng = np.random.default_rng(5)
    p = [
        kappa_by_category(pd.DataFrame(rng.integers(1, 4, (30, 3)), columns=list("abc")), list("abc"))["p_value"].iloc[
            0
        ]
        for _ in range(200)
    ]
    assert 0.01 <= np.mean(np.array(p) < 0.05) <= 0.10


def test_percent_with_a_tolerance_by_hand():
    data = pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 2, 5, 4], "c": [3, 2, 4, None]})
    found = percent_agreement(data, list("abc"), tolerance=1)
    assert by_statistic(found) == pytest.approx(
        {"full_agreement": 1 / 3, "percent_agreement": (2 / 3 + 1 + 2 / 3 + 1) / 4}
    )
    assert found["n"].tolist() == [3, 4]


WRONG = {
    "coefficient": {"coefficients": ["kappa"]},
    "weights": {"weights": "square"},
    "interval": {"interval": "wald"},
    "categories": {"categories": [1, 2]},
    "twice": {"categories": [1, 1, 2, 3]},
    "two coders": {"coefficients": ["cohen_kappa"]},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_can_t_be_is_refused(wrong):
    data = pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3], "c": [3, 2, 1]})
    with pytest.raises(PilotsError):
        agreement(data, list("abc"), **WRONG[wrong])


def test_ratios_of_negative_numbers_counts_below_nought_and_tables_that_are_not_square_are_refused():
    with pytest.raises(PilotsError, match="ratios"):
        agreement(pd.DataFrame({"a": [-1, 2], "b": [1, 2]}), ["a", "b"], weights="ratio")
    with pytest.raises(PilotsError, match="negative"):
        agreement_counts(pd.DataFrame({"x": [-1], "y": [2]}), ["x", "y"])
    with pytest.raises(PilotsError, match="square"):
        agreement_table(pd.DataFrame([[1, 2, 3], [1, 2, 3]]))


def test_gwet_s_benchmark_takes_the_first_word_with_95_percent_certainty():
    found = benchmark(0.70, 0.08, "landis1977")
    assert found.loc[found["deserved"], "word"].tolist() == ["moderate"]
    assert found["cumulative"].iloc[-1] == pytest.approx(1)
    from scipy.stats import truncnorm

    law = truncnorm((-1 - 0.7) / 0.08, (1 - 0.7) / 0.08, loc=0.7, scale=0.08)
    assert found["cumulative"].tolist() == pytest.approx([law.sf(low) for low in found["from"]])


def test_the_mean_of_cohen_s_kappas_over_pairs_is_light_s():
    data = pd.DataFrame({"a": [1, 2, 3, 1, 2], "b": [1, 2, 2, 1, 2], "c": [1, 3, 3, 2, 2]})
    pairs = {frozenset(pair) for pair in permutations("abc", 2)}
    mean = np.mean([coefficient(data[sorted(pair)], "cohen_kappa") for pair in pairs])
    assert coefficient(data, "light_kappa") == pytest.approx(mean)


def test_categories_may_be_an_array_and_a_gap_is_none_of_them():
    data = pd.DataFrame({"a": [1, 2, 2, 1, 2], "b": [1, 2, 1, 1, None]})
    for categories in (np.array([1, 2, 3]), pd.Series([3, 1, 2, None]), pd.Index([1, 2, 3])):
        assert coefficient(data, "brennan_prediger", categories=categories) == pytest.approx(0.625)


def test_a_table_without_labels_counts_its_categories_from_1():
    table = pd.DataFrame([[20, 5, 1], [3, 15, 4], [2, 2, 9]])
    labelled = table.set_axis([1, 2, 3], axis=0).set_axis([1, 2, 3], axis=1)
    for first, second in (
        (agreement_table(table, weights="ratio"), agreement_table(labelled, weights="ratio")),
        (agreement_counts(table, [0, 1, 2], weights="ratio"), agreement_counts(labelled, [1, 2, 3], weights="ratio")),
    ):
        pd.testing.assert_frame_equal(first, second)


def test_a_kappa_of_nought_up_to_rounding_has_no_interval_of_rounding():
    row = agreement(pd.DataFrame({"a": [True, False, True], "b": [True] * 3}), ["a", "b"]).set_index("statistic")
    assert row.at["cohen_kappa", "estimate"] == pytest.approx(0, abs=1e-12)
    assert row.loc["cohen_kappa", ["ci_low", "ci_high", "p_value"]].isna().all()


def test_where_a_coder_rated_nothing_conger_s_kappa_says_so():
    data = pd.DataFrame({"a": [1, 2, 1], "b": [1, 2, 2], "c": [np.nan] * 3})
    found = agreement(data, list("abc")).set_index("statistic")["method"]
    assert found["conger_kappa"] == "cannot tell: no unit was rated by all coders"
