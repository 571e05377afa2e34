"""Which column holds which variable."""

from pathlib import Path

import pandas as pd
import pytest

from pilots.codebook import Codebook, build
from pilots.survey.headings import Match, match_headings, other_option, other_text
from pilots.survey.read import read_survey


def book(*rows: tuple[str, str, str, str], labels: tuple[str, str] = ("Tijd", "Andere")) -> Codebook:
    return build(
        pd.DataFrame(list(rows), columns=["type", "name", "heading", "label::nl"]),
        pd.DataFrame({"list_name": "why", "name": ["time", "other"], "label::nl": list(labels)}),
    )


def match(tmp_path: Path, heads: list[str], codebook: Codebook) -> Match:
    quoted = ["\t".join(f'"{cell}"' for cell in row) for row in (["id", *heads], ["1"] + ["1"] * len(heads))]
    (tmp_path / "a.csv").write_text("\n".join(quoted), encoding="utf-8")
    return match_headings(read_survey(tmp_path / "a.csv"), codebook, 0, Path("codebook.xlsx"))


@pytest.mark.parametrize("shape", ["why[{}]", "why_{}", "why/{}", "why.{}", "WHY_{}", "Q7_{}", "Waarom niet? [{}]"])
def test_options_under_every_shape_of_heading(tmp_path: Path, shape: str) -> None:
    asked = book(("select_multiple why", "why", "Q7", "Waarom niet?"))
    found = match(tmp_path, [shape.format("time"), shape.format("other")], asked)
    assert list(found.columns) == ["why/time", "why/other"]
    assert found.problems == []


@pytest.mark.parametrize("heading", ["q", "Q1", "Voelt u zich  <b>welkom</b>?", "voelt u zich welkom?"])
def test_a_variable_by_name_heading_or_label(tmp_path: Path, heading: str) -> None:
    found = match(tmp_path, [heading], book(("integer", "q", "Q1", "Voelt u zich welkom?")))
    assert list(found.columns) == ["q"]


def test_names_come_before_labels(tmp_path: Path) -> None:
    found = match(tmp_path, ["b", "a"], book(("integer", "a", "", "b"), ("integer", "b", "", "a")))
    assert found.columns == {"a": "a", "b": "b"}


def test_one_label_for_two_variables_tells_nothing(tmp_path: Path) -> None:
    found = match(tmp_path, ["zelfde"], book(("integer", "a", "", "zelfde"), ("integer", "b", "", "zelfde")))
    assert found.columns == {}
    assert len(found.problems) == 3


def test_two_columns_for_one_variable_are_a_problem(tmp_path: Path) -> None:
    found = match(tmp_path, ["A.1", "a_1"], book(("integer", "A-1", "", "")))
    assert "may be any of these columns of a.csv: 'A.1', 'a_1'" in str(found.problems[0])


def test_a_lacking_option_is_told(tmp_path: Path) -> None:
    found = match(tmp_path, ["why_time"], book(("select_multiple why", "why", "", "")))
    assert "'why/other' is in no column" in str(found.problems[0])


def test_one_column_for_the_tick_and_the_text_of_other(tmp_path: Path) -> None:
    asked = book(("select_multiple why", "why", "", ""), ("text", "why_other", "why[other]", ""))
    found = match(tmp_path, ["why[time]", "why[other]"], asked)
    assert found.columns["why/other"] == found.columns["why_other"] == "why[other]"
    assert found.problems == []


def test_two_columns_for_the_tick_and_the_text_of_other(tmp_path: Path) -> None:
    asked = book(("select_multiple why", "why", "Q7", ""), ("text", "why_other", "Q7_9_TEXT", ""))
    found = match(tmp_path, ["Q7_time", "Q7_other", "Q7_9_TEXT"], asked)
    assert found.columns == {"why/time": "Q7_time", "why/other": "Q7_other", "why_other": "Q7_9_TEXT"}


def test_other_is_known_by_code_or_label() -> None:
    assert other_option(book(("select_one why", "why", "", "")), "why") == "other"
    asked = book(("select_one why", "why", "", ""), ("text", "why_other", "", ""), labels=("Andere, namelijk", "x"))
    assert other_option(asked, "why") == "time"
    assert other_text(asked, "why") == "why_other"


def test_long_headings_are_shortened_in_messages(tmp_path: Path) -> None:
    found = match(tmp_path, ["woord " * 40], book())
    assert len(str(found.problems[0])) < 300


def test_a_column_named_so_comes_before_one_of_the_tools_own_that_was_headed_so(tmp_path: Path) -> None:
    found = match(tmp_path, ["id", "q"], book(("integer", "id", "", "Nummer"), ("integer", "q", "", "Vraag")))
    assert (found.columns, found.problems) == ({"id": "id", "q": "q"}, [])
