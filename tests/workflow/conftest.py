"""A small project to run: one pilot without data, and notebooks of a cell or two."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SAY = "from pilots.exhibits import Sentence\nSentence(f'Dit gaat over {pilot}.', language=language)"


def write_notebook(path: Path, source: str = SAY, tag: str = "parameters") -> Path:
    """A notebook with a title, a cell for parameters, and a cell with this source."""
    code: dict[str, object] = {"cell_type": "code", "execution_count": None, "outputs": [], "metadata": {}}
    cells = [
        {"cell_type": "markdown", "metadata": {}, "id": "title", "source": "# Verslag"},
        code | {"id": "given", "source": 'pilot = "x"\nlanguage = "nl"', "metadata": {"tags": [tag]}},
        code | {"id": "shown", "source": source},
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path


def write_project(folder: Path, sources: dict[str, str]) -> Path:
    """A project with the pilot `tiny`, without data, and notebooks: name to the source of their cell."""
    raw = folder / "data" / "raw" / "tiny"
    raw.mkdir(parents=True)
    (raw / "pilot.toml").write_text('name = "tiny"\ntitle = "Klein"\nsynthetic = true\n', encoding="utf-8")
    for name, source in sources.items():
        write_notebook(folder / "notebooks" / f"{name}.ipynb", source)
    return folder


def start_pilots(*arguments: object, cwd: Path, limit: int | None = None) -> "subprocess.Popen[str]":
    """The command `pilots` as one types it, in a process group of its own; no file may grow beyond `limit` bytes."""
    return subprocess.Popen(
        [
            *(["prlimit", f"--fsize={limit}", "--"] if limit else []),
            sys.executable,
            "-m",
            "pilots",
            *map(str, arguments),
        ],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if name != "PILOTS_PROJECT"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def run_pilots(*arguments: object, cwd: Path, limit: int | None = None) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of the command `pilots`."""
    process = start_pilots(*arguments, cwd=cwd, limit=limit)
    out, err = process.communicate()
    return process.returncode, out, err


@pytest.fixture(scope="session")
def notebook() -> Callable[..., Path]:
    """See `write_notebook`."""
    return write_notebook


@pytest.fixture(scope="session")
def start() -> "Callable[..., subprocess.Popen[str]]":
    """See `start_pilots`."""
    return start_pilots


@pytest.fixture(scope="session")
def pilots() -> Callable[..., tuple[int, str, str]]:
    """See `run_pilots`."""
    return run_pilots


@pytest.fixture(scope="session")
def made() -> Callable[..., Path]:
    """See `write_project`."""
    return write_project


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A project with one pilot and two notebooks that say a sentence."""
    return write_project(tmp_path, {"1_first": SAY, "2_second": SAY})
