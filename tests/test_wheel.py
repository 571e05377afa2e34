"""The wheel, alone in an empty environment outside the repository, publishes Menen."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

REPORTS = ["1_context_analysis.html", "2_action_plan.html", "3_evaluation.html"]


class Ended(NamedTuple):
    """How the commands of the wheel ended, and where its reports should be."""

    said: str
    codes: list[int]
    project: Path
    bin: Path


def _uv(*arguments: object) -> str:
    """uv without network; what it complains of."""
    command = [sys.executable, "-m", "uv", *map(str, arguments), "--offline", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stderr if done.returncode else ""


def _install(python: Path, built: Path, lock: Path) -> str:
    """Install the wheel with what it requires and no more, in the versions of the lock: from uv's cache, else by pip."""
    wrong = _uv("pip", "install", "--python", python, "--constraint", lock, built)
    if not wrong:
        return ""
    pins = built.with_name("pins.txt")
    pins.write_text("\n".join(re.findall(r"^[\w.-]+==[^\\\n]+", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)))
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--constraint", pins, built]
    done = subprocess.run(list(map(str, pip)), capture_output=True, text=True)
    return f"{wrong}\n{done.stderr}" if done.returncode else ""


def _give_up(wrong: str) -> None:
    """Skip where packages can't be had; where the project is guarded that is a failure."""
    reason = f"neither uv nor pip could do this: {wrong.strip()[-600:]}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def wheel(project: Path) -> Iterator[Ended]:
    # no project lies above it
    with tempfile.TemporaryDirectory(prefix="wheel-") as place:
        folder = Path(place)
        wrong = _uv(
            "build", "--no-build-isolation", "--python", sys.executable, "--wheel", "--out-dir", folder, project
        )
        wrong = wrong or _uv("venv", "--python", sys.executable, folder / "empty")
        python = folder / "empty" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        wrong = wrong or _install(python, next(folder.glob("*.whl")), project / "requirements.lock")
        if wrong:
            _give_up(wrong)
        done = [_typed(python, folder, *command) for command in COMMANDS]
        yield Ended(
            "\n".join(f"{one.stdout}{one.stderr}" for one in done),
            [one.returncode for one in done],
            folder / "een map",
            python.parent,
        )


COMMANDS = (("example", "menen", "een map"), ("run", "--project", "een map"), ("list", "--project", "een map"))


def _typed(python: Path, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PILOTS_", "PYTHON", "VIRTUAL_"))}
    return subprocess.run([python.with_name("pilots"), *arguments], cwd=folder, env=own, capture_output=True, text=True)


def test_all_commands_end_well(wheel):
    assert wheel.codes == [0] * len(COMMANDS), wheel.said


def test_it_publishes_the_three_reports(wheel):
    made = sorted((wheel.project / "reports" / "menen").glob("*.html"))
    assert [path.name for path in made] == REPORTS
    assert all("Synthetische data" in path.read_text(encoding="utf-8") for path in made)


def test_its_example_is_the_one_of_the_repository(wheel, project):
    for path in (project / "data" / "raw" / "menen").rglob("*"):
        if path.is_file():
            inside = path.relative_to(project)
            assert (wheel.project / inside).read_bytes() == path.read_bytes(), inside


def test_it_brings_its_exporter_along(wheel):
    about = next(wheel.bin.parent.rglob("pilots-*.dist-info/entry_points.txt")).read_text(encoding="utf-8")
    assert "pilots-html = pilots.publish.html:PilotsHTMLExporter" in about
