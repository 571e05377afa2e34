"""The project of the real survey, copied so that nothing is written beside it."""

import shutil
from pathlib import Path

import pytest

from pilots import Pilot

RAW = Path(__file__).parent / "data"
FAR = "../../../../../../shared"


@pytest.fixture(scope="session")
def pfi_project(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder that holds the pilot; the answers are still read where they lie."""
    project = tmp_path_factory.mktemp("real")
    shutil.copytree(RAW / "raw" / "pfi2016", project / "data" / "raw" / "pfi2016")
    description = project / "data" / "raw" / "pfi2016" / "pilot.toml"
    text = description.read_text(encoding="utf-8")
    description.write_text(text.replace(FAR, shared.resolve().as_posix()), encoding="utf-8")
    return project


@pytest.fixture(scope="session")
def pfi(pfi_project: Path) -> Pilot:
    """The pilot of that project."""
    return Pilot.find("pfi2016", pfi_project)
