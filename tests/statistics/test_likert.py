import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.statistics import likert, medians

ANSWERS = pd.DataFrame({"trust": [1, 2, 4, 4, 5], "safe": [5, 5, 4, None, 2], "w": [1, 1, 1, 1, 2.0]})
LEVELS = [1, 2, 3, 4, 5]


def estimate(found, variable, statistic):
    """The only estimate of a variable and statistic."""
    (value,) = found.loc[(found["variable"] == variable) & (found["statistic"] == statistic), "estimate"]
    return value


def test_a_level_that_nobody_chose_is_kept():
    found = likert(ANSWERS, ["trust", "safe"], codes=LEVELS)
    assert [estimate(found, "trust/3", "share"), estimate(found, "safe/1", "count")] == [0, 0]


def test_each_item_has_its_own_respondents():
    found = likert(ANSWERS, ["trust", "safe"], codes=LEVELS)
    assert set(found.loc[found["variable"] == "safe", "n"]) == {4}
    assert set(found.loc[found["variable"] == "safe", "n_missing"]) == {1}


def test_sides_add_up_to_one():
    found = likert(ANSWERS, "trust", codes=LEVELS)
    assert sum(estimate(found, "trust", f"share_{side}") for side in ("disagreeing", "neutral", "agreeing")) == 1


def test_four_levels_have_no_middle():
    found = likert(pd.DataFrame({"q": [1, 2, 3, 4]}), "q", codes=[1, 2, 3, 4])
    assert "share_neutral" not in set(found["statistic"])
    assert estimate(found, "q", "share_agreeing") == 0.5


def test_levels_left_out_are_those_of_all_items():
    found = likert(ANSWERS, ["trust", "safe"])
    assert estimate(found, "safe/1", "count") == 0
    assert "safe/3" not in set(found["variable"])


def test_levels_in_words_count_as_places():
    found = likert(pd.DataFrame({"q": ["no", "yes", "yes"]}), "q", codes=["no", "perhaps", "yes"], mean=True)
    assert estimate(found, "q", "median") == 3
    assert estimate(found, "q", "mean") == pytest.approx(7 / 3)


def test_the_median_is_that_of_the_codes():
    found = likert(ANSWERS, "trust", codes=LEVELS)
    assert estimate(found, "trust", "median") == medians(ANSWERS, "trust")["estimate"][0]


def test_weights_move_the_shares_and_not_the_counts():
    found = likert(ANSWERS, "trust", codes=LEVELS, weights="w")
    assert estimate(found, "trust/5", "share") == pytest.approx(2 / 6)
    assert estimate(found, "trust/5", "count") == 1


def test_an_answer_outside_the_levels_is_refused():
    with pytest.raises(PilotsError, match="1 answers are none of the levels"):
        likert(ANSWERS, "trust", codes=[1, 2, 3, 4])


def test_a_level_given_twice_is_refused():
    with pytest.raises(PilotsError, match="twice"):
        likert(ANSWERS, "trust", codes=[1, 1, 2])


def test_ordered_categories_bring_their_levels_and_words_alone_have_none():
    words = pd.DataFrame(
        {"q": pd.Categorical(["never", "always", "always"], ["never", "often", "always"], ordered=True)}
    )
    found = likert(words, "q")
    assert estimate(found, "q/often", "count") == 0
    assert estimate(found, "q", "median") == 3
    with pytest.raises(PilotsError, match="words have no order"):
        likert(words.astype("str"), "q")
