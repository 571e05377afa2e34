"""Files are whole or as they were."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pilots.errors import WorkflowError
from pilots.files import PART, content_hash, folder_hashes, lock, read_json, replace


def test_replace_writes_text_as_utf8(tmp_path: Path) -> None:
    replace(tmp_path / "deep" / "report.html", "één\n")

    assert (tmp_path / "deep" / "report.html").read_bytes() == "één\n".encode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_leaves_the_earlier_file(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    replace(report, "earlier")
    (tmp_path / f".report.html.{os.getpid()}{PART}").symlink_to("/dev/full")

    with pytest.raises(OSError, match="No space left") as caught:
        replace(report, "new")

    assert (caught.value.errno, report.read_text()) == (errno.ENOSPC, "earlier")


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()

    with pytest.raises(OSError, match="directory"):
        replace(tmp_path / "report", "new")

    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_what_systems_leave_about_is_passed_over(tmp_path: Path) -> None:
    for name in ("data.csv", "~$data.xlsx", ".DS_Store", "Thumbs.db"):
        (tmp_path / name).write_text("x")

    assert list(folder_hashes(tmp_path)) == ["data.csv"]


def test_a_hash_follows_content_alone(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("same")

    assert content_hash(tmp_path / "a") == content_hash(tmp_path / "b") != content_hash(tmp_path / "c")


def test_spoilt_json_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")

    assert read_json(tmp_path / "manifest.json") == {}


def test_a_second_run_is_told_that_one_is_busy(tmp_path: Path) -> None:
    with (
        lock(tmp_path / ".lock", "menen"),
        pytest.raises(WorkflowError, match="another run is busy with 'menen'"),
        lock(tmp_path / ".lock", "menen"),
    ):
        pass


def test_the_lock_of_a_dead_run_is_taken_over(tmp_path: Path) -> None:
    code = """
import os, sys
from pathlib import Path
from pilots.files import lock
with lock(Path(sys.argv[1]), "menen"):
    os._exit(7)
"""
    died = subprocess.run([sys.executable, "-c", code, str(tmp_path / ".lock")])

    with lock(tmp_path / ".lock", "menen"):
        assert died.returncode == 7
