from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilots.codebook import Codebook, build
from pilots.errors import PilotsError
from pilots.survey.score import score, scoring
from pilots.survey.survey import Survey

Make = Callable[..., Survey]


def test_a_reverse_keyed_item_is_turned_round(make: Make) -> None:
    assert score(make({"q1": "5", "q2": "4", "q3": "1"})).scores["welcome"].tolist() == [pytest.approx((5 + 4 + 5) / 3)]


def test_too_few_items_give_no_score(make: Make) -> None:
    assert score(make({"q1": "5", "q2": None, "q3": None})).scores["welcome"].isna().all()


def test_scores_stand_beside_responses(make: Make) -> None:
    scores = score(make({"school": None}, {"wave": 1, "school": "prins"})).scores
    assert scores.columns.tolist() == ["respondent_id", "wave", "site", "welcome"]
    assert scores["site"].tolist() == ["vlam", "prins"]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[st.sampled_from("12345")] * 3), min_size=1, max_size=6))
def test_the_order_of_rows_is_irrelevant(make: Make, answers: list[tuple[str, str, str]]) -> None:
    rows = [dict(zip(("q1", "q2", "q3"), answer, strict=True)) for answer in answers]
    assert score(make(*rows)).scores["welcome"].tolist() == score(make(*rows[::-1])).scores["welcome"].tolist()[::-1]


ANSWERS = [("5", "4", "1"), ("5", None, "2"), ("5", None, None)]


def scale(kind: str | None, least: str | None) -> Codebook:
    survey = pd.DataFrame(
        {"type": "select_one agree", "name": ["a", "b", "c"], "reverse": [None, None, "yes"], "missing": "9=refused"}
    )
    choices = pd.DataFrame({"list_name": "agree", "name": [*"12345", "9"]})
    row = {
        "scale": ["welcome"],
        "items": ["a b c"],
        "score": [kind],
        "minimum_items": [least],
        "citation": ["Zelf (2017)"],
    }
    return build(survey, choices, pd.DataFrame(row))


def answered(book: Codebook) -> Survey:
    frame = pd.DataFrame(ANSWERS, columns=["a", "b", "c"], dtype="str")
    return Survey("parents", "parents", frame.assign(respondent_id=["1", "2", "3"], wave=0), book)


@pytest.mark.parametrize(
    ("kind", "least", "scores"),
    [
        ("mean", None, [14 / 3, None, None]),
        ("mean", "2", [14 / 3, 4.5, None]),
        ("sum", None, [14, None, None]),
        ("sum", "2", [14, 13.5, None]),
        (None, "1", [14 / 3, 4.5, 5]),
    ],
)
def test_a_sum_of_fewer_than_all_items_is_prorated(
    kind: str | None, least: str | None, scores: list[float | None]
) -> None:
    expected = pytest.approx([float("nan") if score is None else score for score in scores], nan_ok=True)
    assert score(answered(scale(kind, least))).scores["welcome"].tolist() == expected


@pytest.mark.parametrize(
    ("kind", "least", "words", "counts"),
    [
        ("mean", None, "mean of all items", [1, 0, 2]),
        ("mean", "1", "mean of the answered items", [1, 2, 0]),
        ("sum", None, "sum of all items", [1, 0, 2]),
        ("sum", "2", "sum, prorated: mean of the answered items times the number of items", [1, 1, 1]),
    ],
)
def test_how_a_scale_was_scored_is_told(kind: str, least: str | None, words: str, counts: list[int]) -> None:
    (told,) = scoring(answered(scale(kind, least))).to_dict("records")
    assert told["score"] == words
    assert [told["n_all"], told["n_enough"], told["n_few"]] == counts
    assert (told["reversed"], told["citation"]) == (("c",), "Zelf (2017)")


@pytest.mark.parametrize(
    "row", [{"items": ["a a"]}, {"minimum_items": ["1.5"]}, {"minimum_items": ["4"]}, {"score": ["median"]}]
)
def test_a_scale_that_can_not_be_scored_is_refused(row: dict[str, list[str]]) -> None:
    survey = pd.DataFrame({"type": "integer", "name": ["a", "b"]})
    with pytest.raises(PilotsError):
        build(survey, pd.DataFrame(), pd.DataFrame({"scale": ["welcome"], "items": ["a b"], **row}))
