"""What a count of conversations may tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.mixed.conversations import told

COUNTS = st.integers(0, 60).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base), st.integers(3, 12)))


def same(count, base, threshold, **more):
    """The counts that a reader can't tell from this one."""
    return [
        other
        for other in range(base + 1)
        if told(other, base, threshold, **more) == told(count, base, threshold, **more)
    ]


@pytest.mark.parametrize(
    ("cases", "base", "said"),
    [
        (8, 13, "8 of 13 conversations"),
        (2, 13, "< 5 of 13 conversations"),
        (12, 13, "> 8 of 13 conversations"),
        (6, 7, "at least half of 7 conversations"),
        (7, 7, "at least half of 7 conversations"),
        (3, 7, "fewer than half of 7 conversations"),
        (0, 7, "fewer than half of 7 conversations"),
        (3, 4, "fewer than 5 conversations"),
    ],
)
def test_six_of_seven_is_not_told_as_one_did_not(cases, base, said):
    found = told(cases, base, 5)
    assert found.text.format(**found.values) == said


@given(COUNTS)
def test_a_count_is_told_only_where_the_threshold_stands_on_both_sides(given):
    cases, base, threshold = given
    assert told(*given).exact == (threshold <= cases <= base - threshold)


@given(COUNTS)
def test_of_nobody_it_follows_whether_they_spoke(given):
    assert told(*given).exact or len(same(*given)) > 1 or given[1] == 0


@given(COUNTS)
def test_the_range_holds_the_count(given):
    cases, base, _ = given
    found = told(*given)
    assert base == 0 or found.least <= cases / base <= found.most


@given(COUNTS)
def test_what_is_not_counted_never_gives_the_count(given):
    assert not told(*given, counted=False).exact
