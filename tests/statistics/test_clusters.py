import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import Method, design_effect, icc, intraclass


def nested(*schools):
    labels = [f"s{k}" for k, school in enumerate(schools) for _ in school]
    return pd.DataFrame({"x": [value for school in schools for value in school], "school": labels})


def row(data, statistic="icc"):
    return icc(data, "x", clusters="school").set_index("statistic").loc[statistic]


def test_equal_schools_are_the_one_way_form_of_shrout_and_fleiss():
    schools = np.random.default_rng(1).normal(size=(6, 4)) + np.arange(6)[:, None]
    one_way = intraclass(pd.DataFrame(schools, columns=list("abcd")), list("abcd")).iloc[0]
    found = row(nested(*schools))
    for column in ("estimate", "ci_low", "ci_high", "p_value"):
        assert found[column] == pytest.approx(one_way[column], rel=1e-9)


def test_unequal_schools_hold_the_level_of_their_interval():
    generator, hits = np.random.default_rng(2), 0
    for _ in range(100):
        schools = [generator.normal() * 0.5 + generator.normal(size=n) for n in (3, 5, 20, 40)]
        found = row(nested(*schools))
        hits += found["ci_low"] <= 0.2 <= found["ci_high"]
    assert 89 <= hits <= 99


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 1), st.integers(1, 40), st.integers(1, 9))
def test_equal_schools_have_the_plain_design_effect(rho, size, schools):
    assert design_effect(rho, [size] * schools) == pytest.approx(1 + (size - 1) * rho)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.01, 1), st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_unequal_schools_never_have_a_smaller_design_effect(rho, sizes):
    assert design_effect(rho, sizes) >= design_effect(rho, [np.mean(sizes)]) - 1e-12


def test_effective_n_is_n_divided_by_the_design_effect():
    data = nested([1, 2, 2], [3, 4], [4, 5, 6, 6])
    assert row(data, "effective_n")["estimate"] == pytest.approx(9 / row(data, "design_effect")["estimate"])


@pytest.mark.parametrize(
    ("schools", "method"),
    [
        ([[]], Method.NO_ANSWERS),
        ([[1, 2, 3]], Method.ONE_SCHOOL),
        ([[1], [2], [3]], Method.ONE_EACH),
        ([[1, 1], [1, 1]], Method.NO_VARIANCE),
    ],
)
def test_where_schools_tell_nothing_the_reason_stands_there(schools, method):
    found = row(nested(*schools))
    assert np.isnan(found["estimate"])
    assert found["method"] == method


def test_schools_of_one_mind_each_have_a_correlation_of_one_and_no_interval():
    found = row(nested([1, 1], [2, 2], [3, 3]))
    assert found["estimate"] == 1
    assert found["method"] == Method.SAME_WITHIN


def test_answers_without_a_school_are_missing():
    assert row(nested([1, 2], [3, 4]).assign(school=["a", "a", "b", None]))["n_missing"] == 1


def test_schools_without_respondents_are_no_schools():
    with pytest.raises(PilotsError, match="schools with respondents"):
        design_effect(0.1, [3, 0])


def test_one_rater_agrees_with_nobody():
    with pytest.raises(PilotsError, match="two raters"):
        intraclass(pd.DataFrame({"a": [1, 2]}), ["a"])
