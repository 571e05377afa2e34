from string import Formatter

import pandas as pd
import pytest

from pilots.exhibits import Figure, Table
from pilots.language import LANGUAGES, catalogue, translate
from pilots.plain import PLAIN, in_plain_words, speak_plainly
from pilots.privacy.counts import Count


@pytest.fixture
def table() -> Table:
    return Table(pd.DataFrame({"Thema": ["taal"]}), "Thema's", "tbl-themes", notes=("Wilson.",), language="fr")


def test_the_caption_is_said_in_the_language_of_the_exhibit(table):
    assert in_plain_words(table, "What people talked about").caption == "De quoi les gens ont parlé"


def test_its_own_notes_stay_unless_others_are_given(table):
    assert in_plain_words(table, "What people talked about").notes == ("Wilson.",)
    assert in_plain_words(table, "What people talked about", notes=()).notes == ()


def test_columns_that_say_nothing_to_these_readers_are_left_out(table):
    assert list(in_plain_words(table, "What people talked about", leave_out=("Step",)).data) == ["Thema"]
    steps = Table(pd.DataFrame({"Date": ["1"], "Step": ["act"]}), "Steps", "tbl-steps", language="en")
    assert list(in_plain_words(steps, "What people talked about", leave_out=("Step",)).data) == ["Date"]


def test_what_is_shown_and_counted_stays(table):
    counted = Table(table.data, table.caption, table.label, counts=(Count("parents/0", {}, 9, 9),))
    told = in_plain_words(counted, "What people talked about", notes=())
    assert (told.data is counted.data, told.label, told.counts) == (True, counted.label, counted.counts)


def test_a_figure_that_is_not_there_still_says_why():
    absent = Figure.absent("Niets verzameld.", caption="Thema's", label="fig-themes", language="nl")
    assert "Niets verzameld." in in_plain_words(absent, "What people talked about").to_html()


@pytest.fixture
def plainly(monkeypatch):
    monkeypatch.setattr("pilots.language._INSTEAD", {})
    speak_plainly()


def test_terms_of_research_are_said_plainly_in_all_languages(plainly):
    said = [translate("Share that agrees with 95% interval", language) for language in LANGUAGES]
    assert said == [translate("How many agree; the line shows how sure we are", language) for language in LANGUAGES]
    assert "95" not in "".join(said)


def test_plain_words_are_translated_and_fill_in_the_same_values():
    known = catalogue()
    assert [term for term, plain in PLAIN.items() if {term, plain} - set(known)] == []
    # a number for an id, or neither; what can't be told may go with it
    assert {name for term, plain in PLAIN.items() for name in fields(plain) - fields(term)} == {"n"}
    assert {name for term, plain in PLAIN.items() for name in fields(term) - fields(plain)} == {"id", "wave", "said"}


def test_terms_that_stand_beside_each_other_stay_apart():
    assert len(set(PLAIN.values())) == len(PLAIN)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
