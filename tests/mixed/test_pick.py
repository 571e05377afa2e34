"""Extreme, typical and deviant cases."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.mixed import ByCase, pick_cases

SCORES = {"a": 1.0, "b": 2.0, "c": 3.0, "d": 3.0, "e": 4.0, "f": 9.0}


def linked(scores=SCORES, **themes):
    ids = pd.Index(scores, name="case")
    cases = pd.DataFrame({"documents": [(f"doc-{name}",) for name in ids]}, index=ids)
    return ByCase(
        cases=cases, scores=pd.DataFrame({"parents.x": list(scores.values())}, index=ids),
        themes=pd.DataFrame(themes, index=ids),
    )  # fmt: skip


def picked(rule, n=2, **more):
    return "".join(pick_cases(linked(**more.pop("themes", {})), "parents.x", rule=rule, n=n, **more)["case"])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("highest", "fe"), ("lowest", "ab"), ("typical", "cd"), ("average", "ec"), ("varied", "af")],
)
def test_a_rule_picks_those_that_fit_best(rule, expected):
    assert picked(rule) == expected


def test_maximum_variation_is_even_over_the_scores():
    assert picked("varied", n=3) == "aef"


def test_a_deviant_case_lies_far_from_the_line():
    # on x = 1..6 the line of 1, 2, 3, 3, 4, 9 has slope 46/35 and mean 11/3 (by hand)
    found = pick_cases(linked(x=[1, 2, 3, 4, 5, 6]), "parents.x", rule="deviant", on="x", n=2)
    assert found["case"].tolist() == ["f", "e"]
    assert found["distance"].tolist() == pytest.approx([9 - 11 / 3 - 2.5 * 46 / 35, 4 - 11 / 3 - 1.5 * 46 / 35])


def test_of_a_predictor_that_does_not_vary_the_mean_is_expected():
    assert picked("deviant", n=1, on="x", themes={"x": [1] * 6}) == "f"


def test_documents_come_with_the_case():
    assert pick_cases(linked(), "parents.x", n=1)["documents"].tolist() == [("doc-f",)]


def test_few_cases_have_no_extremes():
    assert pick_cases(linked({"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}), "parents.x").empty


def test_more_than_there_are_gives_all():
    assert (
        len(pick_cases(linked(), "parents.x", n=99)) == len(pick_cases(linked(), "parents.x", rule="varied", n=99)) == 6
    )


@given(st.permutations(list(SCORES)), st.sampled_from(["highest", "lowest", "typical", "average", "varied"]))
def test_ties_are_settled_the_same_way_whatever_the_order(order, rule):
    shuffled = pick_cases(linked({name: SCORES[name] for name in order}), "parents.x", rule=rule, n=4)
    assert shuffled["case"].tolist() == pick_cases(linked(), "parents.x", rule=rule, n=4)["case"].tolist()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"variable": "parents.y"}, "unknown variable"),
        ({"rule": "best"}, "not picked by 'best'"),
        ({"n": 0}, "0 cases"),
        ({"rule": "deviant"}, "unknown predictor"),
        ({"rule": "deviant", "on": "parents.x"}, "unknown predictor"),
    ],
)
def test_what_cannot_be_picked_by_is_told(given, message):
    with pytest.raises(PilotsError, match=message):
        pick_cases(linked(), given.pop("variable", "parents.x"), **given)
