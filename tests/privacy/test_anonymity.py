"""How alone people are in a data set."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.privacy.anonymise import anonymise
from pilots.privacy.anonymity import class_sizes, diversity, individual_risk, publishable, unique_sets

QUASI = ["site", "language", "age"]


@st.composite
def people(draw, least=6):
    size = draw(st.integers(least, 25))
    answers = {
        name: draw(st.lists(st.sampled_from(list("abc")), min_size=size, max_size=size)) for name in [*QUASI, "trust"]
    }
    return pd.DataFrame(answers)


BANDS = {"age": [{"a": "ab", "b": "ab"}, {"a": "any", "b": "any", "c": "any"}]}


@settings(max_examples=8)
@given(people(), st.integers(2, 4))
def test_what_was_anonymised_is_k_anonymous(data, k):
    found = anonymise(data, QUASI, k, levels=BANDS).data
    assert (class_sizes(found, QUASI) >= k).all()
    assert (class_sizes(found, QUASI, wildcard=True) >= k).all()


@settings(max_examples=8)
@given(people().filter(lambda data: data["trust"].value_counts(normalize=True).pow(2).sum() < 0.4))
def test_what_was_anonymised_is_diverse(data):
    assert publishable(anonymise(data, QUASI, 2, sensitive=["trust"], l=1.8).data, QUASI, ["trust"], 2, 1.8) == []


@settings(max_examples=8)
@given(people())
def test_anonymising_keeps_rows_answers_and_loses_nothing_where_nobody_is_alone(data):
    twice = pd.concat([data, data], ignore_index=True)
    found = anonymise(twice, QUASI, 2, levels=BANDS)
    pd.testing.assert_frame_equal(found.data, twice)
    assert found.loss["loss"].sum() == 0


def test_coarser_values_are_taken_where_they_lose_less_than_blanks():
    data = pd.DataFrame({"site": ["s"] * 6, "language": ["n"] * 6, "age": list("abcabc")})
    found = anonymise(
        data, QUASI, 3, levels={"age": [{"a": "ac", "b": "any", "c": "any"}, dict.fromkeys("abc", "any")]}
    )
    assert found.data["age"].to_list() == ["any"] * 6


def test_one_person_alone_loses_one_value():
    data = pd.DataFrame({"site": list("aaabbb"), "language": ["nl"] * 5 + ["fr"]})
    found = anonymise(data, ["site", "language"], 2)
    assert found.loss["blank"].sum() <= 4
    assert (class_sizes(found.data, ["site", "language"]) >= 2).all()


def test_too_few_people_can_not_leave():
    with pytest.raises(PilotsError, match="too few"):
        anonymise(pd.DataFrame({"site": ["a", "b"]}), ["site"], 3)


def test_a_missing_key_agrees_with_all_or_with_none():
    data = pd.DataFrame({"site": ["a", "a", None]})
    assert class_sizes(data, ["site"]).to_list() == [2, 2, 1]
    assert class_sizes(data, ["site"], wildcard=True).to_list() == [3, 3, 3]


def test_a_class_like_everybody_is_at_no_distance():
    data = pd.DataFrame({"site": list("aabb"), "trust": ["low", "high"] * 2})
    assert diversity(data, ["site"], "trust")["distance"].to_list() == [0, 0]


def test_recursive_diversity_counts_from_the_rarest():
    data = pd.DataFrame({"site": ["a"] * 10, "trust": ["x"] * 6 + ["y"] * 3 + ["z"]})
    found = [diversity(data, ["site"], "trust", c=c)["recursive"].iloc[0] for c in (1, 2, 7)]
    assert found == [1, 2, 3]


def test_a_missing_answer_is_no_value():
    data = pd.DataFrame({"site": ["a", "a"], "trust": ["low", None]})
    assert diversity(data, ["site"], "trust")["distinct"].to_list() == [1]


def test_a_set_of_columns_is_named_only_when_no_part_of_it_is_unique():
    data = pd.DataFrame({"site": list("abbb"), "language": ["nl", "nl", "nl", "nl"]})
    assert unique_sets(data, ["site", "language"])["columns"].to_list() == [("site",)]


@settings(max_examples=8)
@given(people())
def test_who_is_unique_is_unique_by_some_set(data):
    found = unique_sets(data, QUASI)
    assert len(found) == 0 if (class_sizes(data, QUASI) > 1).all() else found["people"].max() >= 1


@settings(max_examples=8)
@given(people())
def test_risk_is_one_over_the_class_when_everybody_is_in_the_sample(data):
    risk = individual_risk(data, QUASI, pd.Series(np.ones(len(data))))
    np.testing.assert_allclose(risk, 1 / class_sizes(data, QUASI))


def test_findings_name_columns_and_no_value():
    data = pd.DataFrame({"site": ["vlam", "vlam", "prins"], "trust": ["laag", "laag", "hoog"]})
    found = publishable(data, ["site"], ["trust"], 2, 2, where="parents.csv")
    assert [finding.rule for finding in found] == ["k-anonymity", "l-diversity"]
    assert not any(value in str(found) for value in ("vlam", "prins", "laag", "hoog"))


def test_an_empty_data_set_tells_nothing():
    assert publishable(pd.DataFrame({"site": [], "trust": []}), ["site"], ["trust"], 2, 2) == []
