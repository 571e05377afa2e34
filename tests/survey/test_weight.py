from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pilots import tables
from pilots.errors import CodebookError, PilotsError, ReadError
from pilots.pilot import Pilot
from pilots.survey.survey import Survey
from pilots.survey.weight import read_margins, weight
from pilots.workbook import Sheet, write

SCHOOLS = [("school", "VLAM", "60"), ("school", "prins", "40")]
LANGUAGES = [("language", "nl", "0,5"), ("language", "fr", "0,5")]


def table(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["variable", "category", "value"]).assign(source="the schools, 1 March 2017")


@pytest.fixture
def known(pilot: Pilot) -> Callable[..., pd.DataFrame]:
    """Write a margins workbook and read it as the pilot's own."""

    def written(sheet: pd.DataFrame) -> pd.DataFrame:
        path = pilot.folder / "pilot.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace('group = "parents"', 'group = "parents"\nmargins = "margins.xlsx"'), encoding="utf-8"
        )
        write(pilot.folder / "margins.xlsx", [Sheet("margins", sheet)])
        return read_margins(Pilot.read(path), "parents")

    return written


@pytest.fixture
def parents(make: Callable[..., Survey]) -> Survey:
    return make(
        *({"language": "nl"} for _ in range(12)),
        *({"language": "fr", "school": "prins"} for _ in range(6)),
        *({"language": "nl", "school": "prins"} for _ in range(6)),
        {"language": "fr"},
    )


def test_a_wave_is_weighted_to_margins_by_code_or_label(known: Callable[..., pd.DataFrame], parents: Survey) -> None:
    found = weight(parents, known(table(*SCHOOLS, *LANGUAGES)), wave=0)
    assert found.weights.index.tolist() == parents.responses["respondent_id"].tolist()
    schools = found.weights.groupby(parents.responses["school"].to_numpy()).sum() / found.weights.sum()
    assert schools.to_dict() == pytest.approx({"vlam": 0.6, "prins": 0.4})


def test_the_table_shows_the_sample_the_known_and_the_weighted(
    known: Callable[..., pd.DataFrame], parents: Survey, pilot: Pilot
) -> None:
    margins = known(table(*SCHOOLS))
    shown = tables.weights(weight(parents, margins, wave=0), margins, parents, pilot)
    assert shown.data.iloc[0].tolist() == [
        "school",
        "VLAM",
        "13",
        "52\N{NO-BREAK SPACE}%",
        *["60\N{NO-BREAK SPACE}%"] * 2,
    ]
    assert any("Bronnen: the schools, 1 March 2017." in note for note in shown.notes)


def test_few_are_held_back_with_another(known: Callable[..., pd.DataFrame], parents: Survey, pilot: Pilot) -> None:
    margins = known(table(*LANGUAGES))
    shown = tables.weights(weight(parents, margins, wave=0), margins, parents, pilot)
    assert shown.data.iloc[:, 2:4].to_numpy().tolist() == [["·", "·"]] * 2


def test_no_margins_are_none(pilot: Pilot) -> None:
    assert read_margins(pilot, "parents").empty


@pytest.mark.parametrize(
    ("sheet", "error", "message"),
    [
        (table(("school", "vlam", "many")), PilotsError, "row 2: 'value' is not a number"),
        (table(*SCHOOLS, SCHOOLS[0]), PilotsError, "row 4: variable and category stand in an earlier row"),
        (table(*SCHOOLS).drop(columns="source"), ReadError, "columns are missing: source"),
        (table(*SCHOOLS).assign(source=None), PilotsError, "row 2: the column 'source' is empty"),
    ],
)
def test_a_workbook_that_is_none_is_told_by_row(
    known: Callable[..., pd.DataFrame], sheet: pd.DataFrame, error: type[PilotsError], message: str
) -> None:
    with pytest.raises(error) as caught:
        known(sheet)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("remark", "x", "1")], "a margin names 'remark', which is no closed question"),
        ([("school", "vlamm", "60"), ("school", "prins", "40")], "has no category 'vlamm'. Did you mean 'vlam'?"),
    ],
)
def test_margins_that_the_codebook_does_not_know_are_named(
    known: Callable[..., pd.DataFrame], parents: Survey, rows: list[tuple[str, str, str]], message: str
) -> None:
    with pytest.raises(CodebookError) as caught:
        weight(parents, known(table(*rows)), wave=0)
    assert message in str(caught.value)


def test_a_margin_that_cannot_be_met_is_named(known: Callable[..., pd.DataFrame], parents: Survey) -> None:
    with pytest.raises(PilotsError, match="margin 'language': nobody answered in: ar"):
        weight(
            parents, known(table(("language", "nl", "50"), ("language", "fr", "40"), ("language", "ar", "10"))), wave=0
        )


def test_the_margins_are_part_of_what_processed_data_rest_on(known: Callable[..., pd.DataFrame], pilot: Pilot) -> None:
    from pilots.survey.stale import inputs

    known(table(*SCHOOLS))
    assert "margins.xlsx" in inputs(Pilot.read(Path(pilot.folder) / "pilot.toml"))
