import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics import Method, frequencies, means, medians

ANSWERS = pd.DataFrame({"item": [1.0, 2, 2, 5, None], "school": ["b", "a", "a", "b", "a"]})


def row(frame: pd.DataFrame, **where: object) -> pd.Series:
    """The only row of an estimates frame with these cells."""
    (found,) = [line for _, line in frame.iterrows() if all(line[key] == value for key, value in where.items())]
    return found


def test_means_by_group_count_what_is_missing():
    found = row(means(ANSWERS, "item", by="school"), group="a", statistic="mean")
    assert (found["estimate"], found["n"], found["n_missing"]) == (2, 2, 1)


def test_every_description_is_an_estimates_frame():
    empty = vocabulary.estimates()
    for found in (means(ANSWERS, "item"), medians(ANSWERS, "item"), frequencies(ANSWERS, "school")):
        assert (found.dtypes == empty.dtypes).all()


@pytest.mark.parametrize(
    ("answers", "method"),
    [([], Method.NO_ANSWERS), ([3], Method.FEW_ANSWERS), ([3, 3, 3], Method.SAME_ANSWERS), (["x"], Method.NO_ANSWERS)],
)
@pytest.mark.parametrize("describe", [means, medians])
def test_where_nothing_varies_there_is_no_interval_but_a_reason(answers, method, describe):
    found = describe(pd.DataFrame({"item": pd.Series(answers, dtype="object")}), "item").iloc[0]
    assert np.isnan(found["ci_low"])
    assert found["method"] == method


def test_an_infinite_answer_is_a_missing_one():
    assert means(pd.DataFrame({"item": [1, 3, np.inf]}), "item")["estimate"][0] == 2


def test_frequencies_keep_the_answer_that_nobody_gave():
    found = frequencies(ANSWERS, "school", codes={"school": ["a", "b", "c"]})
    assert row(found, variable="school/c", statistic="count")["estimate"] == 0
    assert row(found, variable="school/c", statistic="share")["ci_high"] > 0


@given(st.lists(st.sampled_from(["1", "2", "3", None]), max_size=30))
def test_shares_of_those_who_answered_sum_to_one(answers):
    found = frequencies(pd.DataFrame({"q": pd.Series(answers, dtype="object")}), "q", codes={"q": ["1", "2", "3"]})
    shares = found.loc[found["statistic"] == "share", "estimate"]
    assert shares.sum() == pytest.approx(1) or shares.isna().all()


@given(st.permutations(range(5)))
def test_row_order_is_irrelevant_to_descriptions(order):
    moved = ANSWERS.iloc[list(order)]
    pd.testing.assert_frame_equal(means(moved, "item", by="school"), means(ANSWERS, "item", by="school"), rtol=0)
    pd.testing.assert_frame_equal(frequencies(moved, "school"), frequencies(ANSWERS, "school"), rtol=0)


@pytest.mark.parametrize("data", [ANSWERS.rename(columns={"item": "itme"}), pd.concat([ANSWERS, ANSWERS], axis=1)])
def test_a_column_that_is_not_there_once_is_refused(data):
    with pytest.raises(PilotsError, match="item"):
        means(data, "item")


def test_a_level_is_no_percentage():
    with pytest.raises(PilotsError, match="95"):
        means(ANSWERS, "item", ci=95)
