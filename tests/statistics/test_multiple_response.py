import numpy as np
import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.statistics import Method, multiple_response

ANSWERS = pd.DataFrame(
    {
        "needs/time": [1, 1, 0, 1, 0, 0, None, 1],
        "needs/money": [0, 1, 1, 1, 0, 1, None, 0],
        "needs/other": [0, 0, 0, 0, 0, 0, None, 0],
        "who": ["parent"] * 4 + ["staff"] * 4,
        "school": list("abcdefgh"),
    }
)


def rows(frame, **where):
    """The rows of an estimates frame with these cells."""
    for column, value in where.items():
        frame = frame[frame[column] == value]
    return frame.reset_index(drop=True)


def test_shares_are_of_who_was_asked_whether_they_ticked_or_not():
    found = rows(multiple_response(ANSWERS, "needs"), statistic="share")
    assert found["estimate"].tolist() == pytest.approx([4 / 7, 4 / 7, 0])
    assert found["n"].tolist() == [7, 7, 7]
    assert found["n_missing"].tolist() == [1, 1, 1]


def test_shares_of_answers_add_up_to_one():
    found = rows(multiple_response(ANSWERS, "needs", by="who"), statistic="share_of_answers")
    assert found.groupby("group")["estimate"].sum().tolist() == pytest.approx([1, 1])


def test_an_option_may_have_been_asked_of_some_only():
    data = ANSWERS.assign(**{"needs/other": [1, None, None, None, 0, 0, None, 0]})
    found = rows(multiple_response(data, "needs"), statistic="share", variable="needs/other")
    assert (found["estimate"][0], found["n"][0], found["n_missing"][0]) == (0.25, 4, 4)


def test_options_are_tested_by_fisher_and_corrected_for_their_number():
    from scipy.stats import fisher_exact

    found = rows(multiple_response(ANSWERS, "needs", by="who"), statistic="cramers_v", variable="needs/time")
    assert found["p_value"][0] == pytest.approx(fisher_exact([[3, 1], [1, 2]]).pvalue)
    assert found["p_adjusted"][0] == pytest.approx(min(2 * found["p_value"][0], 1))


def test_an_option_that_nobody_ticked_is_not_tested_but_kept():
    found = multiple_response(ANSWERS, "needs", by="who")
    assert rows(found, statistic="cramers_v", variable="needs/other")["method"][0] == Method.NO_VARIANCE
    assert rows(found, statistic="count", variable="needs/other")["estimate"].tolist() == [0, 0]


def test_the_whole_question_is_the_sum_of_the_chi_squares_of_its_options():
    found = multiple_response(ANSWERS, "needs", by="who")
    v = rows(found, statistic="cramers_v")["estimate"].dropna()
    assert rows(found, statistic="chi_squared")["estimate"][0] == pytest.approx((7 * v**2).sum())


def test_few_respondents_are_permuted_in_all_ways():
    found = rows(multiple_response(ANSWERS, "needs", by="who"), statistic="chi_squared")
    assert found["method"][0] == Method.OPTIONS_EXACT
    assert found["p_value"][0] * 35 == pytest.approx(round(found["p_value"][0] * 35))


def test_one_option_permuted_is_nearly_fishers_test():
    rng = np.random.default_rng(5)
    data = pd.DataFrame({"q/a": rng.integers(0, 2, 60), "who": ["x", "y"] * 30})
    found = multiple_response(data, "q", by="who")
    p = rows(found, statistic="chi_squared")["p_value"][0], rows(found, statistic="cramers_v")["p_value"][0]
    assert p[0] == pytest.approx(p[1], abs=0.02)


def test_the_seed_decides_the_permutations():
    rng = np.random.default_rng(1)
    data = pd.DataFrame({"q/a": rng.integers(0, 2, 40), "q/b": rng.integers(0, 2, 40), "who": ["x", "y"] * 20})
    first, same = (multiple_response(data, "q", by="who", seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(first, same)


def test_schools_make_the_test_design_based():
    found = multiple_response(ANSWERS, "needs", by="who", clusters="school")
    assert rows(found, statistic="chi_squared")["method"][0] == Method.OPTIONS_RAO_SCOTT
    assert rows(found, statistic="chi_squared")["p_value"][0] <= 1


def test_two_schools_are_not_tested():
    found = multiple_response(ANSWERS.assign(school=["a", "b"] * 4), "needs", by="who", clusters="school")
    assert found["p_value"].isna().all()


def test_anything_but_ticked_or_not_is_refused():
    with pytest.raises(PilotsError, match="other than 1, 0"):
        multiple_response(ANSWERS.assign(**{"needs/time": 2}), "needs")


def test_a_question_that_is_not_there_is_named():
    with pytest.raises(PilotsError, match="need'"):
        multiple_response(ANSWERS, "need")
