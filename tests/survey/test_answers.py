"""Labels become codes and ticks become 1 and 0."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.codebook import build
from pilots.survey.answers import chosen, coded, ticked, unknown

BOOK = build(
    pd.DataFrame(
        {
            "type": ["select_one agree", "select_multiple when", "select_one yesno"],
            "name": ["welcome", "when", "consent"],
        }
    ),
    pd.DataFrame(
        [
            ("agree", "1", "Oneens", "Pas d'accord"),
            ("agree", "2", "Eens", "D'accord"),
            ("when", "a", "Ochtend, voor school", "Matin"),
            ("when", "b", "Middag; in de refter", "Midi"),
            ("when", "c", "Avond", "Soir"),
            ("when", "d", "Andere:", "Autre"),
            ("yesno", "agreed", "Ja, ik doe mee", "Oui"),
            ("yesno", "refused", "Nee", "Non"),
        ],
        columns=["list_name", "name", "label::nl", "label::fr"],
    ),
)
LABELS = {"a": "Ochtend, voor school", "b": "Middag; in de refter", "c": "Avond"}


def text(*cells: str | None) -> "pd.Series[str]":
    return pd.Series(list(cells), dtype="str")


@pytest.mark.parametrize("said", ["2", " EENS", "eens.", "D’accord", "d'accord\u00a0"])
def test_a_label_in_any_language_becomes_its_code(said: str) -> None:
    assert coded(text(said), BOOK, "welcome").tolist() == ["2"]


@pytest.mark.parametrize(("said", "code"), [("Y", "agreed"), ("oui", "agreed"), ("N", "refused"), ("false", "refused")])
def test_yes_and_no_in_any_word(said: str, code: str) -> None:
    assert coded(text(said), BOOK, "consent").tolist() == [code]


def test_what_is_no_choice_stays_and_is_known() -> None:
    codes = coded(text("misschien", "1", None), BOOK, "welcome")
    assert codes.tolist()[:2] == ["misschien", "1"]
    assert unknown(codes, BOOK, "welcome").notna().tolist() == [True, False, False]


def test_leading_zeros_stay() -> None:
    assert coded(text("002"), BOOK, "welcome").tolist() == ["002"]


@given(st.lists(st.sampled_from("abc"), unique=True, min_size=1), st.sampled_from([";", ",", "|", "\n", "; "]))
def test_joined_labels_come_apart_although_they_hold_the_separator(codes: list[str], separator: str) -> None:
    options, rest = chosen(text(separator.join(LABELS[code] for code in codes)), BOOK, "when")
    assert {code for code in "abc" if options[code][0] == "1"} == set(codes)
    assert rest.isna().all()


def test_joined_codes() -> None:
    options, _ = chosen(text("a c", "b"), BOOK, "when")
    assert [options[code].tolist() for code in "abc"] == [["1", "0"], ["0", "1"], ["1", "0"]]


def test_another_text_counts_as_other() -> None:
    options, rest = chosen(text("Avond;bij ons thuis"), BOOK, "when")
    assert (options["c"][0], options["d"][0], rest[0]) == ("1", "1", "bij ons thuis")


@pytest.mark.parametrize(
    ("yes", "no"), [("Y", ""), ("1", "0"), ("Ja", "Nee"), ("1", "2"), ("1.0", "0.0"), ("TRUE", "FALSE")]
)
def test_every_way_to_tick(yes: str, no: str) -> None:
    columns = {"a": text(yes, no or None, yes), "c": text(no or None, yes, yes)}
    options, rest = ticked(columns, BOOK, "when")
    assert [options[code].tolist() for code in "ac"] == [["1", "0", "1"], ["0", "1", "1"]]
    assert rest.isna().all()


def test_label_of_the_option_is_a_tick() -> None:
    options, _ = ticked({"a": text("Ochtend, voor school"), "c": text(None)}, BOOK, "when")
    assert [options[code][0] for code in "ac"] == ["1", "0"]


def test_nothing_ticked_is_not_answered() -> None:
    options, _ = ticked({"a": text(None), "c": text(None)}, BOOK, "when")
    assert all(option.isna().all() for option in options.values())


def test_a_text_in_a_box_that_is_not_other_is_no_tick() -> None:
    options, rest = ticked({"a": text("soms"), "c": text("Y")}, BOOK, "when")
    assert (options["a"][0], rest[0]) == ("0", "soms")
