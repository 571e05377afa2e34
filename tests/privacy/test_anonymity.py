"""How alone people are in a data set."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.privacy.anonymity import class_sizes, diversity, publishable

QUASI = ["site", "language"]


@st.composite
def people(draw):
    size = draw(st.integers(1, 20))
    return pd.DataFrame(
        {
            name: draw(st.lists(st.sampled_from(["a", "b", None]), min_size=size, max_size=size))
            for name in [*QUASI, "trust"]
        }
    )


@settings(max_examples=20)
@given(people())
def test_everybody_is_counted_once_in_a_class(data):
    sizes = class_sizes(data, QUASI)
    assert (1 / sizes).sum().round(9) == len(data.drop_duplicates(QUASI))


@settings(max_examples=20)
@given(people(), st.integers(1, 4))
def test_the_data_may_leave_when_the_least_class_and_the_least_answers_are_enough(data, k):
    enough = class_sizes(data, QUASI).min() >= k and diversity(data, QUASI, "trust").min() >= 2
    assert (publishable(data, QUASI, k) == []) == enough


def test_without_anything_that_others_know_all_are_alike():
    data = pd.DataFrame({"trust": ["low", "high", "low"]})
    assert class_sizes(data, []).to_list() == [3, 3, 3]
    assert publishable(data, [], 3) == []
    assert [one.rule for one in publishable(data, [], 4)] == ["k-anonymity"]


def test_a_blank_may_be_another_answer():
    data = pd.DataFrame({"site": ["a", "a"], "trust": ["low", None]})
    assert diversity(data, ["site"], "trust").to_list() == [2, 2]


def test_findings_name_columns_and_no_value():
    data = pd.DataFrame({"site": ["vlam", "vlam", "prins"], "trust": ["laag", "laag", "hoog"]})
    found = publishable(data, ["site"], 2, where="parents.csv")
    assert [finding.rule for finding in found] == ["k-anonymity", "l-diversity"]
    assert not any(value in str(found) for value in ("vlam", "prins", "laag", "hoog"))


def test_an_empty_data_set_tells_nothing():
    assert publishable(pd.DataFrame({"site": [], "trust": []}), ["site"], 2) == []
