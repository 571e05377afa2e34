"""How many cases use a word."""

from dataclasses import replace

import pytest
from scipy.stats import binomtest
from tests.qualitative.projects import project

from pilots.qualitative import word_counts


@pytest.fixture
def spoken():
    made = project(
        [None], 4, [(0, 0, "whole"), (0, 1, "whole"), (1, 2, "whole")], [], languages=("nl", "nl", "nl", "fr")
    )
    texts = {"d0": "De koffie, koffie!", "d1": "Koffie en thee", "d2": "thee van Fatima", "d3": "l'école de Lille"}
    return replace(made, texts=texts)


def test_cases_are_counted_once(spoken):
    found = word_counts(spoken, language="nl").set_index("word")
    assert found[["cases", "base", "mentions"]].to_dict("index") == {
        "koffie": {"cases": 1, "base": 2, "mentions": 3},
        "thee": {"cases": 2, "base": 2, "mentions": 2},
        "fatima": {"cases": 1, "base": 2, "mentions": 1},
    }


def test_the_interval_is_wilsons(spoken):
    row = word_counts(spoken).set_index("word").loc["koffie"]
    interval = binomtest(1, 2).proportion_ci(method="wilson")
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((interval.low, interval.high))


def test_languages_stand_apart(spoken):
    assert word_counts(spoken).groupby("language")["word"].agg(set)["fr"] == {"école", "lille"}


def test_function_words_on_demand(spoken):
    assert {"de", "en", "van"} <= set(word_counts(spoken, language="nl", function_words=True)["word"])


def test_words_of_the_questions_can_be_left_out(spoken):
    assert "koffie" not in set(word_counts(spoken, without=["Koffie"])["word"])


def test_capitals_are_counted(spoken):
    found = word_counts(spoken, language="nl").set_index("word")["capitals"]
    assert found.to_dict() == {"koffie": 1, "thee": 0, "fatima": 1}


def test_the_language_of_documents_that_do_not_say_it(spoken):
    unknown = replace(spoken, documents=spoken.documents.assign(language=""))
    assert "de" in set(word_counts(unknown)["word"])
    assert "de" not in set(word_counts(unknown, otherwise="nl")["word"])
    assert word_counts(unknown, language="nl").empty
