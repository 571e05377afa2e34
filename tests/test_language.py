import datetime

import pytest

from pilots.errors import PilotsError
from pilots.language import date, listed, number, percent, pick, require, translate


def test_values_are_filled_in():
    assert translate("{low} to {high}", "nl", low=1, high=2) == "1 tot 2"


def test_an_unknown_language_is_refused():
    with pytest.raises(PilotsError, match="There is: nl, fr, en"):
        require("de")


def test_what_rounds_to_zero_has_no_sign():
    assert number(-0.001, "nl", 2) == "0,00"


def test_missing_numbers_are_a_dash():
    assert (number(float("nan"), "nl"), percent(float("nan"), "fr")) == ("–", "–")


def test_a_label_falls_back_on_what_there_is():
    assert pick({"ar": "أهل"}, "nl") == "أهل"


@pytest.mark.parametrize(
    ("n", "said"), [(0, "séance"), (1, "séance"), (2, "séances"), ("1", "séance"), ("< 5", "séances")]
)
def test_a_word_goes_with_its_number_by_the_rules_of_the_language(n, said):
    assert translate("{n} {n:session|sessions}", "fr", n=n) == f"{n} {said}"


@pytest.mark.parametrize(("language", "said"), [("nl", "0 bijeenkomsten"), ("en", "0 sessions")])
def test_none_is_many_but_in_french(language, said):
    assert translate("{n} {n:session|sessions}", language, n=0) == said


@pytest.mark.parametrize(("language", "said"), [("nl", "a, b en c"), ("fr", "a, b et c"), ("en", "a, b and c")])
def test_several_things_are_joined_as_the_reader_does(language, said):
    assert listed(iter("abc"), language) == said


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "1 februari 2018"), ("fr", "1er février 2018"), ("en", "1 February 2018")]
)
def test_a_day_is_written_as_the_reader_does(language, said):
    assert date(datetime.date(2018, 2, 1), language) == said


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "1.234,5 / 26\N{NO-BREAK SPACE}%"), ("fr", "1\N{NARROW NO-BREAK SPACE}234,5 / 26\N{NO-BREAK SPACE}%"), ("en", "1,234.5 / 26%")]
)  # fmt: skip
def test_numbers_are_written_as_the_reader_does(language, said):
    assert f"{number(1234.5, language)} / {percent(0.26, language)}" == said
