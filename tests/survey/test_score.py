from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilots.survey.score import score
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
