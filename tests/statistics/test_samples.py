import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.statistics.samples import groups, pairs


def test_schools_are_ordered_as_numbers_where_they_are():
    assert list(groups(pd.DataFrame({"school": ["10", "9", "VLAM", "9"]}), "school")) == ["9", "10", "VLAM"]


def test_who_has_no_group_is_left_out():
    parts = groups(pd.DataFrame({"school": ["a", None]}), "school")
    assert {group: len(part) for group, part in parts.items()} == {"a": 1}


def test_an_empty_category_is_no_group():
    assert list(groups(pd.DataFrame({"school": pd.Categorical(["b"], categories=["a", "b"])}), "school")) == ["b"]


def test_groups_of_which_there_are_hundreds_are_not_held_against_each_other():
    with pytest.raises(PilotsError, match="200 groups are more"):
        pairs(range(200))
