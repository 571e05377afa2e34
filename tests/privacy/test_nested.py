"""Stages that contain each other: no shown count, step or remainder may be of too few."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.privacy.nested import nested

THRESHOLD = 5


def table(*rows):
    return pd.DataFrame(rows, columns=list("abc")[: len(rows[0])], index=[f"g{at}" for at in range(len(rows))])


def with_all(counts):
    counts.loc["all"] = counts.sum()
    return counts


def test_a_small_step_hides_the_stage_after_it():
    assert nested(table([40, 38, 20]), THRESHOLD).to_numpy().tolist() == [[False, True, False]]


def test_first_and_last_are_shown_before_what_lies_between():
    assert nested(table([40, 30, 28]), THRESHOLD).to_numpy().tolist() == [[False, True, False]]


def test_nobody_lost_may_be_shown():
    assert not nested(table([40, 40, 0]), THRESHOLD).to_numpy().any()


def test_a_group_that_is_held_back_takes_another_with_it():
    hidden = nested(with_all(table([40], [3], [9])), THRESHOLD)
    assert hidden["a"].tolist() == [False, True, True, False]


def test_a_total_of_few_is_held_back():
    assert nested(with_all(table([2], [1])), THRESHOLD)["a"].all()


@pytest.mark.parametrize("rows", [[], [[0, 0, 0]]])
def test_without_people_there_is_nothing_to_hide(rows):
    counts = pd.DataFrame(rows, columns=list("abc"))
    assert not nested(with_all(counts), THRESHOLD).to_numpy().any()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_is_shown_and_what_it_leaves_is_never_of_few(drawn):
    counts = table(*[sorted(row, reverse=True) for row in drawn])
    total = counts.sum()
    hidden = nested(with_all(counts.copy()), THRESHOLD)
    shown = counts.mask(hidden.drop(index="all"))
    groups, top = hidden.drop(index="all"), hidden.loc["all"].to_numpy()
    rest = (total - shown.sum(min_count=0)).to_numpy("float64")
    left = [
        np.where((groups.to_numpy() == own[:, None]).all(axis=0) & ~top, rest, np.nan) for own in groups.to_numpy().T
    ]
    for row in [*shown.to_numpy("float64"), np.where(top, np.nan, total.to_numpy("float64")), *left]:
        seen = row[~np.isnan(row)]
        steps = np.abs(np.subtract.outer(seen, seen))
        assert not ((steps > 0) & (steps < THRESHOLD)).any()
        assert not ((seen > 0) & (seen < THRESHOLD)).any()
    alone = (groups.sum().to_numpy() == 1) & ~top
    assert len(counts) == 1 or not alone.any()


@pytest.mark.parametrize(("first", "second", "total"), [(20, 18, 21), (12, 11, 20), (19, 0, 21)])
def test_who_came_to_one_only_or_to_both_does_not_follow_from_groups_that_share_people(first, second, total):
    hidden = nested(pd.DataFrame({"a": [first, second, total]}, index=["x", "y", "all"]), THRESHOLD)
    assert hidden["a"].tolist() == [True, True, False]


def test_groups_that_share_enough_people_are_shown():
    assert not nested(pd.DataFrame({"a": [20, 18, 28]}, index=["x", "y", "all"]), THRESHOLD).to_numpy().any()
