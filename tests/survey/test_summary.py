import numpy as np
import pandas as pd
import pytest

from pilots import vocabulary
from pilots.statistics import Method, cronbach_alpha, wilson
from pilots.survey.summary import agreement_shares, likert, multiple_response, reliability

ANSWERS = [("4", "5", "2"), ("3", "3", "4"), ("5", "4", "1"), ("2", "1", "5"), ("4", None, "1")]


@pytest.fixture
def surveys(make):
    rows = [{"wave": 0, "q1": q1, "q2": q2, "q3": q3} for q1, q2, q3 in ANSWERS]
    return {"parents": make(*rows, {"wave": 1})}


def test_alpha_turns_reverse_keyed_items_round(surveys):
    found = reliability(surveys, wave=0).iloc[0]
    turned = pd.DataFrame([(float(a), float(b), 6 - float(c)) for a, b, c in ANSWERS if b], columns=["q1", "q2", "q3"])
    assert found["estimate"] == pytest.approx(cronbach_alpha(turned, ["q1", "q2", "q3"])["estimate"][0])
    assert (found["variable"], found["group"], found["n"], found["n_missing"]) == ("welcome", "parents", 4, 1)


def test_likert_keeps_the_answer_that_nobody_gave(surveys):
    found = likert(surveys, wave=0).query("variable == 'q2'")
    assert found["n"].tolist() == [1, 0, 1, 1, 1]
    assert found["position"].tolist() == [1, 2, 3, 4, 5]
    assert (found["base"] == 4).all()
    assert (found["n_missing"] == 1).all()


def test_likert_leaves_out_items_of_no_scale(surveys):
    assert likert(surveys, wave=0)["variable"].unique().tolist() == ["q1", "q2", "q3"]


def test_options_are_counted_among_who_answered(make):
    rows = [
        {"help/talk": "1", "help/other": "1"},
        {"help/talk": "0", "help/other": "1"},
        {"help/talk": None, "help/other": None, "help/none": None},
        {"help/talk": "0", "help/other": "0", "help/none": "1"},
    ]
    found = multiple_response({"parents": make(*rows)}, wave=0).set_index("option")
    assert found["n"].to_dict() == {"talk": 1, "other": 2}
    assert (found["base"] == 2).all()


def test_who_agrees_answers_above_the_middle(surveys):
    found = agreement_shares(surveys, wave=0).set_index("variable").loc["q1"]
    assert (found["estimate"], found["n"]) == (3 / 5, 5)
    assert (found["ci_low"], found["ci_high"]) == wilson(3, 5)


def test_agreement_is_with_the_words_of_a_reverse_keyed_item(surveys):
    found = agreement_shares(surveys, wave=0).set_index("variable").loc["q3"]
    assert (found["estimate"], found["method"]) == (2 / 5, Method.WILSON_REVERSED)


def test_an_item_without_answers_has_no_share(make):
    found = agreement_shares({"parents": make({"q1": None})}, wave=0).set_index("variable").loc["q1"]
    assert np.isnan(found["estimate"])
    assert found["method"] == Method.NO_ANSWERS


@pytest.mark.parametrize("summarise", [reliability, likert, multiple_response, agreement_shares])
def test_a_wave_that_was_not_held_gives_an_empty_frame_with_its_columns(surveys, summarise):
    held, empty = summarise(surveys, wave=0), summarise(surveys, wave=7)
    assert empty.empty
    assert (empty.dtypes == held.dtypes).all()


@pytest.mark.parametrize("summarise", [reliability, likert, multiple_response, agreement_shares])
def test_row_order_is_irrelevant_to_a_summary(make, summarise):
    rows = [{"q1": q1, "q2": q2, "q3": q3} for q1, q2, q3 in ANSWERS]
    there, back = (summarise({"parents": make(*order)}, wave=0) for order in (rows, rows[::-1]))
    pd.testing.assert_frame_equal(there, back, rtol=0)


def test_reliability_is_an_estimates_frame(surveys):
    assert (reliability(surveys, wave=0).dtypes == vocabulary.estimates().dtypes).all()
