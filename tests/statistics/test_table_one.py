import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import Method, multinomial_test, table_one
from pilots.statistics.balance import distance

PARENTS = pd.DataFrame(
    {
        "lang": ["nl"] * 9 + ["fr"],
        "age": [30.0, 35, 41, 38, 29, 44, 36, 33, 40, 37],
        "wave": [0, 1] * 5,
        "school": list("aabbccddee"),
    }
)
POPULATION = {"lang": {"nl": 0.6, "fr": 0.3, "ar": 0.1}, "age": 38}


def one(frame: pd.DataFrame, **where: object) -> pd.Series:
    """The only row of an estimates frame with these cells."""
    (found,) = [line for _, line in frame.iterrows() if all(line[key] == value for key, value in where.items())]
    return found


def test_a_share_is_held_against_that_of_the_population():
    found = table_one(PARENTS, "lang", population={"lang": POPULATION["lang"]})
    gap = one(found, variable="lang/nl", statistic="share_difference")
    share = one(found, variable="lang/nl", statistic="share", group="all")
    assert gap["estimate"] == pytest.approx(0.3)
    assert gap["ci_low"] == pytest.approx(share["ci_low"] - 0.6)


def test_a_category_without_respondents_is_kept():
    found = table_one(PARENTS, "lang", population={"lang": POPULATION["lang"]})
    assert one(found, variable="lang/ar", statistic="share", group="all")["estimate"] == 0


def test_counts_of_the_population_are_as_good_as_shares():
    shares, counts = ({"lang": {k: v * f for k, v in POPULATION["lang"].items()}} for f in (1, 1000))
    pd.testing.assert_frame_equal(
        table_one(PARENTS, "lang", population=shares), table_one(PARENTS, "lang", population=counts)
    )


def test_two_categories_are_tested_as_binomial():
    from scipy.stats import binomtest

    found = table_one(PARENTS, "lang", population={"lang": {"nl": 0.6, "fr": 0.4}})
    tested = one(found, variable="lang", statistic="standardized_difference")
    assert tested["p_value"] == pytest.approx(binomtest(9, 10, 0.6).pvalue)
    assert tested["method"] == Method.STANDARD_GAP_EXACT


def test_a_mean_is_tested_as_one_sample():
    from scipy.stats import ttest_1samp

    found = table_one(PARENTS, "age", population={"age": 38})
    assert one(found, statistic="standardized_difference")["p_value"] == pytest.approx(
        ttest_1samp(PARENTS["age"], 38).pvalue
    )
    assert one(found, statistic="mean_difference")["estimate"] == pytest.approx(PARENTS["age"].mean() - 38)


def test_p_is_corrected_for_the_number_of_columns():
    found = table_one(PARENTS, ["lang", "age"], population=POPULATION)
    tested = found[found["statistic"] == "standardized_difference"]
    assert tested["p_adjusted"].max() == pytest.approx(max(2 * tested["p_value"].min(), tested["p_value"].max()))


@given(st.lists(st.integers(0, 6), min_size=2, max_size=4).filter(sum))
def test_the_exact_test_sums_over_all_samples(counts):
    shares = np.arange(1.0, len(counts) + 1)
    found = multinomial_test(np.array(counts), shares / shares.sum())
    assert 0 < found.p <= 1
    assert found.exact


def test_random_samples_come_near_the_exact_test(monkeypatch):
    counts, shares = np.array([12, 9, 4]), np.array([0.5, 0.2, 0.3])
    exact = multinomial_test(counts, shares)
    monkeypatch.setattr("pilots.statistics.goodness_of_fit.MOST_SAMPLES", 0)
    drawn = multinomial_test(counts, shares)
    assert (drawn.exact, drawn.p) == (False, pytest.approx(exact.p, abs=0.01))


def test_equal_shares_are_no_distance_apart():
    assert distance(np.array([0.2, 0.3, 0.5]), np.array([0.2, 0.3, 0.5])) == 0


def test_three_categories_of_which_one_is_empty_are_two():
    assert distance(np.array([0.6, 0.4, 0]), np.array([0.5, 0.5, 0])) == distance(
        np.array([0.6, 0.4]), np.array([0.5, 0.5])
    )


def test_groups_are_compared_without_p():
    found = table_one(PARENTS, ["lang", "age"], by="wave")
    gaps = found[found["statistic"] == "standardized_difference"]
    assert gaps["group"].tolist() == ["0 - 1", "0 - 1"]
    assert gaps["p_value"].isna().all()
    ages = [PARENTS.loc[PARENTS["wave"] == wave, "age"] for wave in (0, 1)]
    expected = (ages[0].mean() - ages[1].mean()) / np.sqrt((ages[0].var() + ages[1].var()) / 2)
    assert gaps["estimate"].iloc[1] == pytest.approx(expected)


def test_schools_make_the_test_design_based():
    found = table_one(PARENTS, "lang", population={"lang": {"nl": 0.6, "fr": 0.4}}, clusters="school")
    assert one(found, statistic="standardized_difference")["method"] == Method.STANDARD_GAP_RAO_SCOTT


@pytest.mark.parametrize(
    ("population", "match"),
    [
        ({"lang": {"nl": 1}}, "categories that the population lacks"),
        ({"lang": {"nl": 0.6, "fr": 0.3}}, "add up to 0.9"),
        ({"language": {"nl": 1}}, "not in the table"),
        ({"lang": {"nl": -1, "fr": 2}}, "below 0"),
    ],
)
def test_a_population_that_does_not_fit_is_refused(population, match):
    with pytest.raises(PilotsError, match=match):
        table_one(PARENTS, "lang", population=population)


def test_a_population_and_groups_are_two_tables():
    with pytest.raises(PilotsError, match="both"):
        table_one(PARENTS, "lang", population={"lang": POPULATION["lang"]}, by="wave")
