"""What an export holds, told without anybody's own words."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilots.errors import ReadError
from pilots.survey.inspect import Inspection, as_text, inspect
from pilots.survey.read import read_survey

KEYS = [
    "file", "tool", "sign", "respondents", "cells", "codebook", "languages", "waves", "admin", "identifiers", "variables",
    "repeats", "oddities",
]  # fmt: skip
SECRETS = (
    "Zwevegem",
    "an@example.org",
    "0474123456",
    "moeilijke thuissituatie",
    "Xhosa",
    "1971-03-09",
    "Peeters",
    "87",
)


@pytest.fixture
def told(tmp_path: Path) -> Inspection:
    """A file in which a few people wrote what nobody else may see."""
    head = "id;taal;submitdate;welkom;woonplaats;thuistaal;born;age;mail;naam;opmerking;wanneer"
    rows = [
        f"{n};nl;2018-0{5 if n < 8 else 9}-0{n % 9 + 1} 10:00;{'eens' if n < 7 else 'oneens'};Menen;Nederlands;1980-01-0{n % 9 + 1};"
        f"{20 + n};p{n}@example.org;An Peeters;de koffie is lekker;{chr(34)}{'am;pm' if n % 2 else 'am'}{chr(34)}"
        for n in range(1, 12)
    ]
    rows.append(
        "12;qu;2018-09-02 10:00;weet niet;Zwevegem;Xhosa;1971-03-09;87;an@example.org;Jo Peeters;"
        "moeilijke thuissituatie, bel 0474123456;am"
    )
    (tmp_path / "a.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    return inspect(read_survey(tmp_path / "a.csv"))


def variable(told: Inspection, name: str) -> dict[str, object]:
    return next(one for one in told.variables if one["name"] == name)


def test_the_keys_stay_the_same(told: Inspection) -> None:
    assert list(told.as_dict()) == KEYS
    assert list(told.variables[0]) == [
        "name", "heading", "label", "type", "role", "answered", "missing", "share_missing", "reasons", "missing_codes",
        "distinct", "choices", "others",
    ]  # fmt: skip
    assert list(told.as_dict()["oddities"][0]) == ["kind", "what", "variable", "n", "rows"]


def test_choices_are_counted_where_five_people_made_them(told: Inspection) -> None:
    assert variable(told, "wanneer")["choices"][0] == {"code": "am", "label": "am", "n": 12}


def test_the_choice_of_few_can_not_be_computed_from_the_rest(told: Inspection) -> None:
    assert variable(told, "welkom")["choices"] == [{"code": "eens", "label": "eens", "n": 6}]
    assert variable(told, "welkom")["others"] == 6


def test_codes_for_no_answer_are_told_with_their_reason(told: Inspection) -> None:
    assert variable(told, "welkom")["missing_codes"] == {"98": "don't know"}


def test_numbers_leave_out_the_four_lowest_and_highest(told: Inspection) -> None:
    age = variable(told, "age")

    assert (age["low"], age["median"], age["high"]) == (25, 26.5, 28)


def test_answers_joined_in_a_cell_are_counted_apart(told: Inspection) -> None:
    assert variable(told, "wanneer")["choices"] == [
        {"code": "am", "label": "am", "n": 12},
        {"code": "pm", "label": "pm", "n": 6},
    ]


def test_waves_show_in_the_months_of_the_answers(told: Inspection) -> None:
    assert told.waves["periods"] == [
        {"from": "2018-05", "to": "2018-05", "n": 7},
        {"from": "2018-09", "to": "2018-09", "n": 5},
    ]


def test_a_language_of_few_is_not_named(told: Inspection) -> None:
    assert told.languages == {"responses": {"nl": 11}, "others": 1, "labels": ["unknown"]}


def test_numbers_of_people_are_not_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "id;dossier\n" + "".join(f"{n};{812345 + n * 7}\n" for n in range(12)), encoding="utf-8"
    )
    told = inspect(read_survey(tmp_path / "a.csv"))

    assert "8123" not in as_text(told) + json.dumps(told.as_dict())


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["1", "-1", "99", "32/13/2020", "2020-02-31", "0000-01-01", "9" * 30, "1e400", ";", "a;b"]),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12), head=st.tuples(CELLS, CELLS, CELLS))
def test_whatever_stands_in_a_file_it_is_told(
    tmp_path: Path, rows: list[tuple[str, ...]], head: tuple[str, ...]
) -> None:
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    try:
        reading = read_survey(tmp_path / "a.csv")
    except ReadError:
        return
    told = inspect(reading)

    assert told.cells == int(reading.responses.notna().to_numpy().sum())
    assert max(map(len, as_text(told).splitlines())) <= 80


@pytest.mark.parametrize("secret", SECRETS)
def test_nobodys_own_words_are_told(told: Inspection, secret: str) -> None:
    assert secret not in as_text(told)
    assert secret not in json.dumps(told.as_dict(), ensure_ascii=False)


def test_headings_that_are_answers_are_not_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Jo Zwevegem,34,jo@example.org\nAn,35,an@example.org\n", encoding="utf-8")
    told = inspect(read_survey(tmp_path / "a.csv"))

    assert "Zwevegem" not in as_text(told) + json.dumps(told.as_dict())


def test_lines_fit_a_screen(shared: Path) -> None:
    told = inspect(read_survey(shared / "data" / "qualtrics-mixed-proctoring" / "responses.csv"))

    assert max(map(len, as_text(told).splitlines())) <= 80


def test_a_structure_alone_can_be_looked_at(shared: Path) -> None:
    told = inspect(read_survey(shared / "data" / "limesurvey-structure" / "survey.lss"))

    assert (told.respondents, told.codebook) == (0, "stated")
    assert as_text(told)
