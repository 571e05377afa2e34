import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pilots.errors import PilotError
from pilots.examples import EXAMPLES, write_example
from pilots.pilot import Pilot


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_what_is_committed_is_what_is_written(name: str, tmp_path: Path, project: Path) -> None:
    committed, written = contents(project / "data" / "raw" / name), contents(write_example(name, tmp_path))
    assert sorted(committed) == sorted(written)
    assert [name for name in written if committed[name] != written[name]] == []


def test_the_bytes_depend_on_no_hash_seed_locale_or_time_zone(menen: Pilot, tmp_path: Path) -> None:
    script = f"from pathlib import Path; from pilots.examples import write_example; write_example('menen', Path({str(tmp_path)!r}))"
    elsewhere = os.environ | {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", script], env=elsewhere, check=True)
    assert contents(tmp_path / "data" / "raw" / "menen") == contents(menen.folder)


def test_writing_again_changes_nothing(menen: Pilot) -> None:
    before = contents(menen.folder)
    assert write_example("menen", menen.project) == menen.folder
    assert contents(menen.folder) == before


def test_a_file_changed_by_hand_is_never_overwritten(tmp_path: Path) -> None:
    mine = tmp_path / "data" / "raw" / "menen" / "pilot.toml"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    with pytest.raises(PilotError, match="1 files of the example were changed"):
        write_example("menen", tmp_path)
    assert contents(tmp_path) == {"data/raw/menen/pilot.toml": b"mine"}


def test_an_unknown_example_is_told_with_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(PilotError, match="menen"):
        write_example("meenen", tmp_path)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_example_says_that_it_is_synthetic(name: str, project: Path) -> None:
    raw = project / "data" / "raw" / name
    assert Pilot.read(raw / "pilot.toml").synthetic
    assert "synthetisch" in (raw / "README.md").read_text(encoding="utf-8")


def test_archives_hold_no_time_of_making_and_no_compression(menen: Pilot) -> None:
    for path in [*menen.folder.rglob("*.xlsx"), *menen.folder.rglob("*.qdpx")]:
        entries = zipfile.ZipFile(path).infolist()
        assert {(one.date_time, one.compress_type, one.create_system) for one in entries} == {
            ((2018, 7, 2, 9, 0, 0), 0, 3)
        }
