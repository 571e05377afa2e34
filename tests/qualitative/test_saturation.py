"""Saturation by the rule, against applying it by hand; the paper's own table is not to hand, its arithmetic is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.qualitative.projects import project, projects, rows

from pilots.errors import PilotsError
from pilots.qualitative import QualitativeProject, saturation


def interviews(*new):
    """A project in which each interview brings so many new codes, beside one that all have."""
    codings = [(0, document, 0, 0, 2) for document in range(len(new))]
    made = 1
    for document, n in enumerate(new):
        codings += [(made + k, document, 0, 0, 2) for k in range(n - (document == 0))]
        made += n - (document == 0)
    return project([None] * made, len(new), [], codings)


def by_hand(new, base, run, threshold):
    for end in range(base, len(new) - run + 1):
        if sum(new[end : end + run]) / sum(new[:base]) <= threshold:
            return end
    return None


@pytest.mark.parametrize(
    ("new", "verdict"),
    [
        # 20 codes in a base of four: 5 and 6 bring 10%, 6 and 7 bring 5%
        ((8, 6, 4, 2, 1, 1, 0, 0), "reached at 5+2"),
        ((8, 6, 4, 2, 1, 0), "reached at 4+2"),
        ((8, 6, 4, 2, 2, 2, 2, 2), "not reached"),
        ((8, 6, 4, 2, 0), "cannot tell"),
    ],
)
def test_the_verdict_names_the_interview_before_the_run(new, verdict):
    assert saturation(interviews(*new)).verdict == verdict


@settings(max_examples=15)
@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=12),
    st.integers(1, 4),
    st.integers(1, 3),
    st.sampled_from([0, 0.05, 0.2]),
)
def test_it_is_reached_where_the_rule_says(more, base, run, threshold):
    new = [3, *more]
    found = saturation(interviews(*new), base_size=base, run_length=run, threshold=threshold, orders=5)
    assert found.curve["new"].tolist() == new
    assert found.reached == by_hand(new, base, run, threshold)


@settings(max_examples=10)
@given(projects())
def test_the_curve_counts_codes_as_they_come(project):
    found = saturation(project, orders=20)
    used = {row["code"] for row in rows(project)}
    assert found.curve["new"].sum() == len(used)
    assert found.interviews == len(project.all_units())
    assert (found.curve["low"].fillna(0) <= found.curve["high"].fillna(0)).all()


def test_the_order_of_the_interviews_counts():
    made = interviews(3, 1, 1)
    turned = saturation(made, order=["d2", "d1", "d0"])
    assert turned.curve["new"].tolist() == [2, 1, 2]


def test_the_mean_over_orders_is_that_of_all_orders():
    # codes in 1, 1 and 3 of three interviews: after the first 1 + 2/3 on average
    found = saturation(interviews(2, 1, 0), orders=4_000)
    assert found.curve["expected"].tolist() == pytest.approx([1 + 2 / 3, 1 + 4 / 3, 3], abs=0.05)


def test_the_same_seed_gives_the_same_band():
    made = interviews(5, 3, 2, 1, 0, 0)
    assert saturation(made).curve.equals(saturation(made).curve)


def test_how_often_it_is_reached_over_orders():
    assert saturation(interviews(1, 0, 0, 0, 0, 0)).reached_in == 1.0


def test_without_interviews_nothing_is_told():
    assert saturation(QualitativeProject()).verdict == "cannot tell"


@pytest.mark.parametrize("ask", [{"base_size": 0}, {"run_length": 0}, {"threshold": 2}, {"order": ["d0"]}])
def test_what_makes_no_sense_is_told(ask):
    with pytest.raises(PilotsError):
        saturation(interviews(1, 1), **ask)
