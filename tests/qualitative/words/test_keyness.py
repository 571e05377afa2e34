"""Words of a group, against the formula by hand."""

from dataclasses import replace
from math import log

import pytest
from scipy.stats import chi2_contingency
from tests.qualitative.projects import project

from pilots.errors import PilotsError
from pilots.qualitative import keyness
from pilots.qualitative.words.keyness import log_likelihood


@pytest.fixture
def spoken():
    made = project([None], 4, [(n, n, "whole") for n in range(4)], [], languages=("nl",))
    words = ["koffie koffie melk", "thee melk", "koffie thee", "thee thee melk"]
    return replace(made, texts={f"d{n}": text for n, text in enumerate(words)})


def test_counts_of_both_sides(spoken):
    row = keyness(spoken, "group", "g0", language="nl").set_index("word").loc["koffie"]
    counts = ["cases", "base", "mentions", "words", "cases_other", "base_other", "mentions_other", "words_other"]
    assert row[counts].tolist() == [2, 2, 3, 5, 0, 2, 0, 5]
    assert row["log_likelihood"] == pytest.approx(2 * 3 * log(3 / 1.5))
    assert row["log_ratio"] == pytest.approx(log(6, 2))


def test_a_rarity_has_the_log_likelihood_of_a_table():
    # with words that are rare the other words of a table add next to nothing
    table = chi2_contingency([[20, 10**7 - 20], [5, 10**7 - 5]], correction=False, lambda_="log-likelihood")
    assert log_likelihood(20, 10**7, 5, 10**7) == pytest.approx(table.statistic, rel=1e-4)


def test_sides_turned_give_the_same_with_another_sign(spoken):
    one, other = (keyness(spoken, "group", g, language="nl").set_index("word").sort_index() for g in ("g0", "g1"))
    assert one["log_likelihood"].tolist() == pytest.approx(other["log_likelihood"].tolist())
    assert one["log_ratio"].tolist() == pytest.approx((-other["log_ratio"]).tolist())


def test_a_word_of_one_person_is_no_word_of_a_group(spoken):
    assert set(keyness(spoken, "group", "g0", language="nl", least=3)["word"]) == {"melk", "thee"}


def test_an_unknown_group_is_told_without_values(spoken):
    with pytest.raises(PilotsError, match="no case has this value") as error:
        keyness(spoken, "group", "g00", language="nl")
    assert "g0" not in str(error.value)
