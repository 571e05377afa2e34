"""What keeps the files of a survey from being one."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.survey.crosswalk.conftest import PLAIN, ROWS
from tests.survey.crosswalk.conftest import book as book
from tests.survey.crosswalk.conftest import make as make

from pilots.codebook import build
from pilots.pilot import Pilot
from pilots.survey.harmonise import FINDINGS, as_text, report

Make = Callable[..., Pilot]


@pytest.fixture
def found(make: Make) -> pd.DataFrame:
    rows = [*ROWS["values"], ("", "welcome", "nooit gezegd", "1", "")]
    return report(make(PLAIN + "3,nl,,misschien,am,\n", values=rows), "parents")


def kinds(findings: pd.DataFrame, kind: str) -> list[tuple[object, ...]]:
    own = findings.loc[findings["kind"] == kind, ["source", "variable", "language", "n"]]
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in own.values.tolist()]


def test_it_has_its_columns(found: pd.DataFrame) -> None:
    assert list(found.columns) == [column.name for column in FINDINGS]


def test_choices_without_a_label_in_a_language_that_was_answered_in(found: pd.DataFrame) -> None:
    assert kinds(found, "untranslated") == [("w0-vlam", "welcome", "fr", 2), ("w0-vlam", "moments", "fr", 2)]


def test_answers_that_the_crosswalk_mapped_are_counted(found: pd.DataFrame) -> None:
    assert [n for *_, n in kinds(found, "recoded")] == [1, 1, 1, 2, 1, 1]


def test_answers_that_nobody_knows_are_extra(found: pd.DataFrame) -> None:
    assert kinds(found, "extra") == [("w0-prins", "welcome", None, 1)]


def test_variables_that_were_not_asked_are_absent(found: pd.DataFrame) -> None:
    assert kinds(found, "absent") == [("w0-prins", "children", None, 3)]


def test_rows_that_found_nothing_are_unused(found: pd.DataFrame) -> None:
    unused = found.loc[found["kind"] == "unused", "what"].tolist()

    assert unused == ["crosswalk.xlsx, sheet values, row 8"]


def test_no_answer_is_told(found: pd.DataFrame) -> None:
    assert "misschien" not in found.to_csv()
    assert "misschien" not in as_text(found)


TOML = """
name = "w"
title = "W"
synthetic = true
[[surveys]]
name = "parents"
group = "parents"
codebook = "book.xlsx"
[[surveys.waves]]
wave = 0
file = "w0.csv"
language = "nl"
[[surveys.waves]]
wave = 1
file = "w1.sav"
language = "nl"
"""


def waves(folder: Path, label: str, values: dict[float, str], data: list[float]) -> pd.DataFrame:
    """A first wave that asks as the codebook does, and a second as an SPSS file with labels of its own."""
    import pyreadstat

    place = folder / "data" / "raw" / "w"
    place.mkdir(parents=True)
    build(
        pd.DataFrame(
            {
                "type": ["select_one yn"],
                "name": ["q"],
                "label::nl": ["Voelt u zich welkom op school?"],
                "heading": ["vraag"],
            }
        ),
        pd.DataFrame({"list_name": "yn", "name": ["1", "2"], "label::nl": ["ja", "nee"]}),
    ).write(place / "book.xlsx")
    (place / "w0.csv").write_text("id,Voelt u zich welkom op school?\n1,ja\n2,Nee\n", encoding="utf-8")
    pyreadstat.write_sav(
        pd.DataFrame({"q": data}),
        str(place / "w1.sav"),
        column_labels={"q": label},
        variable_value_labels={"q": values},
    )
    (place / "pilot.toml").write_text(TOML, encoding="utf-8")
    return report(Pilot.read(place / "pilot.toml"), "parents")


def test_waves_that_ask_alike_differ_in_nothing(tmp_path: Path) -> None:
    assert waves(tmp_path, "Voelt u zich welkom op school", {1.0: "Ja", 2.0: "Nee"}, [1.0, 2.0]).empty


def test_a_question_that_was_reworded_is_told_with_its_likeness(tmp_path: Path) -> None:
    found = waves(tmp_path, "Voelt uw kind zich welkom op school?", {1.0: "ja", 2.0: "nee"}, [1.0, 2.0])

    assert found[["source", "variable", "kind", "n"]].values.tolist() == [["w1", "q", "reworded", 2]]
    assert 0.8 < found["similarity"].item() < 0.95


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({1.0: "nee", 2.0: "ja"}, "choices in another order than in the codebook"),
        ({1.0: "ja", 2.0: "nee", 3.0: "soms"}, "3 choices, in the codebook 2"),
    ],
)
def test_choices_that_differ_are_told(tmp_path: Path, values: dict[float, str], what: str) -> None:
    found = waves(tmp_path, "Voelt u zich welkom op school?", values, [1.0, 2.0])

    assert found.loc[found["kind"] == "other choices", "what"].tolist() == [what]
