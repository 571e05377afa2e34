"""Menen, written anew into a project of its own."""

import pytest

from pilots import survey
from pilots.examples import write_example
from pilots.pilot import Pilot
from pilots.survey import Survey


@pytest.fixture(scope="session")
def menen(tmp_path_factory: pytest.TempPathFactory) -> Pilot:
    raw = write_example("menen", tmp_path_factory.mktemp("project"))
    return Pilot.read(raw / "pilot.toml")


@pytest.fixture(scope="session")
def raw(menen: Pilot) -> dict[str, Survey]:
    return {source.name: survey.load_raw(menen, source.name) for source in menen.surveys}


@pytest.fixture(scope="session")
def cleaned(menen: Pilot, raw: dict[str, Survey]) -> dict[str, Survey]:
    reviewed = {name: survey.read_review(menen.folder / "decisions" / f"{name}.xlsx") for name in raw}
    return {name: survey.clean(answers, reviewed[name]) for name, answers in raw.items()}
