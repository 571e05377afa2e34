"""The sample report, shared by the tests of publishing."""

import runpy
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

MAKE = runpy.run_path(str(Path(__file__).with_name("sample.py")))


@pytest.fixture(scope="session")
def executed_once() -> Any:
    """The sample report's notebook, executed."""
    return MAKE["sample"]()


@pytest.fixture
def notebook(executed_once: Any) -> Any:
    """The sample report's notebook, executed; a test may change it."""
    return deepcopy(executed_once)


@pytest.fixture
def showing() -> Any:
    """A function that makes a code cell that shows an exhibit."""
    return MAKE["showing"]


@pytest.fixture
def pilot(tmp_path: Path) -> Any:
    """A small pilot in a project of its own."""
    from pilots.pilot import Pilot

    folder = tmp_path / "data" / "raw" / "klein"
    folder.mkdir(parents=True)
    (folder / "pilot.toml").write_text(
        """
        name = "klein"
        title = { nl = "Kleine proeftuin", fr = "Petit projet" }
        synthetic = true
        sites = [{ id = "vlam", name = "VBS VLAM" }]
        phases = [
          { number = 1, title = "Contextanalyse", start = 2017-01-09, end = 2017-06-30 },
          { number = 2, title = "Actieplan", start = 2017-09-01, end = 2018-06-30 },
        ]
        authors = [{ name = "An Auteur", affiliation = "VIVES" }]
        """
    )
    return Pilot.read(folder / "pilot.toml")
