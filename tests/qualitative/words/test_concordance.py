"""Words in context."""

from dataclasses import replace

import pytest
from tests.qualitative.projects import project

from pilots.qualitative import concordance


@pytest.fixture
def spoken():
    made = project([None], 2, [(0, 0, "whole")], [], languages=("nl", "fr"))
    return replace(made, texts={"d0": "De School is groot.\nWij gaan naar school", "d1": "À l’école"})


def test_every_place_is_shown_with_what_stands_around_it(spoken):
    found = concordance(spoken, "school", width=6)
    assert found[["left", "word", "right"]].to_numpy().tolist() == [
        ["De ", "School", " is gr"],
        [" naar ", "school", ""],
    ]
    assert found["case"].tolist() == ["k0", "k0"]


def test_what_was_elided_is_no_part_of_a_word(spoken):
    assert concordance(spoken, "école")[["left", "word", "document"]].to_numpy().tolist() == [["À l’", "école", "d1"]]


@pytest.mark.parametrize(("word", "found"), [("naar school", 1), ("s*", 2), ("schol*", 0), ("", 0)])
def test_several_words_and_any_letters(spoken, word, found):
    assert len(concordance(spoken, word)) == found
