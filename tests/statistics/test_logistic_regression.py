from math import log

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import firth_regression, logistic_regression
from pilots.statistics.methods import Method


def table(no: int, yes: int, other_no: int, other_yes: int) -> pd.DataFrame:
    """Two schools, a and b, and how many there said no and yes."""
    came = [0] * no + [1] * yes + [0] * other_no + [1] * other_yes
    return pd.DataFrame({"came": came, "school": ["a"] * (no + yes) + ["b"] * (other_no + other_yes)})


def parents(n: int = 40) -> pd.DataFrame:
    draws = np.random.default_rng(4)
    age, hours = draws.normal(40, 8, n), draws.normal(size=n)
    return pd.DataFrame({"came": (draws.logistic(size=n) < hours - 0.5).astype(int), "age": age, "hours": hours})


def first(found: pd.DataFrame, name: str = "estimate", statistic: str = "coefficient") -> float:
    return float(found.loc[found["statistic"] == statistic, name].iloc[0])


def test_estimates_are_those_of_statsmodels() -> None:
    data = parents()
    theirs = sm.Logit(data["came"], sm.add_constant(data[["age", "hours"]])).fit(disp=0, tol=1e-12)
    found = logistic_regression(data, "came", ["age", "hours"])
    ours = found.loc[found["statistic"].isin(["coefficient", "intercept"]), "estimate"].tolist()
    assert ours == pytest.approx(np.roll(theirs.params, -1), rel=1e-7)
    assert first(found, statistic="log_likelihood") == pytest.approx(theirs.llf, rel=1e-10)


def test_the_p_of_a_single_predictor_is_that_against_the_empty_model() -> None:
    data = parents()
    theirs = sm.Logit(data["came"], sm.add_constant(data[["hours"]])).fit(disp=0, tol=1e-12)
    assert first(logistic_regression(data, "came", "hours"), "p_value") == pytest.approx(theirs.llr_pvalue, rel=1e-7)


@settings(max_examples=15)
@given(*[st.integers(0, 12)] * 4)
def test_firth_with_one_group_is_half_a_person_more_in_every_cell(a: int, b: int, c: int, d: int) -> None:
    found = firth_regression(table(a, b, c, d), "came", "school")
    if a + b and c + d and a + c and b + d and a + b + c + d > 2:
        assert first(found) == pytest.approx(log((d + 0.5) * (a + 0.5) / (c + 0.5) / (b + 0.5)), rel=1e-8, abs=1e-9)
        assert first(found, "ci_low") < first(found) < first(found, "ci_high")
    else:
        assert np.isnan(first(found))


def test_the_intercept_of_firth_is_that_of_the_base_category() -> None:
    found = firth_regression(table(6, 2, 3, 7), "came", "school")
    assert first(found, statistic="intercept") == pytest.approx(log(2.5 / 6.5), rel=1e-9)


def test_firth_shrinks_toward_no_effect_and_less_so_with_more_people() -> None:
    data = parents()
    small, large = (
        first(firth_regression(many, "came", "hours")) / first(logistic_regression(many, "came", "hours"))
        for many in (data, pd.concat([data] * 20))
    )
    assert 0.8 < small < 0.98 < large < 1


def test_separation_is_refused_and_points_to_firth() -> None:
    found = logistic_regression(table(3, 2, 0, 6), "came", "school")
    assert set(found["method"]) == {Method.SEPARATED.value}
    assert found["estimate"].isna().all()
    assert np.isfinite(first(firth_regression(table(3, 2, 0, 6), "came", "school"), "ci_high"))


def test_a_number_that_separates_is_found_too() -> None:
    data = pd.DataFrame({"came": [0] * 5 + [1] * 5, "age": range(10)})
    assert set(logistic_regression(data, "came", "age")["method"]) == {Method.SEPARATED.value}
    mixed = data.assign(came=[0, 0, 0, 0, 1, 0, 1, 1, 1, 1])
    assert np.isfinite(first(logistic_regression(mixed, "came", "age")))


def test_the_limits_are_where_the_test_is_at_its_level() -> None:
    found = firth_regression(parents(), "came", ["hours", "age"], ci=0.9)
    p = first(found, "p_value")
    on_the_edge = firth_regression(parents(), "came", ["hours", "age"], ci=1 - p)
    assert first(on_the_edge, "ci_low") == pytest.approx(0, abs=1e-6)


def test_categories_name_the_answer_that_is_explained() -> None:
    data = table(6, 2, 3, 7)
    named = data.assign(came=np.where(data["came"] == 1, "yes", "no"))
    assert first(logistic_regression(named, "came", "school")) == first(logistic_regression(data, "came", "school"))


def test_three_answers_are_refused() -> None:
    with pytest.raises(PilotsError, match="3 different answers"):
        logistic_regression(table(1, 2, 3, 4).assign(came=list("abcabcabca")), "came", "school")


def test_a_predictor_that_follows_from_another_is_told() -> None:
    data = parents().assign(twice=lambda data: 2 * data["age"] + 1)
    assert set(firth_regression(data, "came", ["age", "twice"])["method"]) == {Method.NOT_IDENTIFIED.value}
