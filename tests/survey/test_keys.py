"""The key file."""

from pathlib import Path

import pandas as pd
import pytest

from pilots.errors import ReadError
from pilots.pilot import Pilot
from pilots.privacy import Pseudonymiser
from pilots.survey.keys import key_rows, read_keys, write_keys


def rows(pilot: Pilot, *values: str | None) -> pd.DataFrame:
    who = pd.Series([f"w0-{n}" for n in range(len(values))], dtype="str")
    return key_rows(who, {"name": pd.Series(list(values), dtype="str")}, Pseudonymiser(pilot.keys))


def test_what_is_written_is_read_back(pilot: Pilot) -> None:
    keys = rows(pilot, "Ann, de mama", 'zei "ja"\nen nee', "NA", "007")
    write_keys(pilot, "parents", keys)
    assert read_keys(pilot, "parents").to_numpy().tolist() == keys.to_numpy().tolist()


def test_empty_cells_have_no_row(pilot: Pilot) -> None:
    assert rows(pilot, None, "Ann")["respondent_id"].tolist() == ["w0-1"]


def test_an_unchanged_file_is_left_alone(pilot: Pilot) -> None:
    write_keys(pilot, "parents", rows(pilot, "Ann"))
    before = (pilot.keys / "parents.csv").stat().st_ino
    write_keys(pilot, "parents", rows(pilot, "Ann"))
    assert (pilot.keys / "parents.csv").stat().st_ino == before


def test_nothing_else_is_left_behind(pilot: Pilot) -> None:
    write_keys(pilot, "parents", rows(pilot, "Ann"))
    write_keys(pilot, "parents", rows(pilot, "An"))
    assert sorted(path.name for path in pilot.keys.iterdir()) == ["parents.csv", "pseudonyms.key"]


def test_a_survey_that_was_not_read_has_none(pilot: Pilot) -> None:
    with pytest.raises(ReadError, match="load_raw"):
        read_keys(pilot, "parents")


def test_what_stands_in_the_way_is_told(pilot: Pilot, tmp_path: Path) -> None:
    (pilot.keys / "parents.csv").mkdir(parents=True)
    with pytest.raises(ReadError, match="can't be written"):
        write_keys(pilot, "parents", rows(pilot, "Ann"))
