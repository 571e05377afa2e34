"""Menen and a synthetic copy of it, made once. Look, and change nothing."""

from pathlib import Path
from typing import NamedTuple

import pytest

from pilots.pilot import Pilot
from pilots.synthetic import copy


class Both(NamedTuple):
    real: Pilot
    new: Pilot


@pytest.fixture(scope="session")
def both(menen, tmp_path_factory: pytest.TempPathFactory) -> Both:
    real = Pilot.find("menen", menen.project)
    folder = copy(real, tmp_path_factory.mktemp("synthetic"))
    return Both(real, Pilot.read(Path(folder) / "pilot.toml"))


@pytest.fixture(scope="session")
def surveys(both):
    """The parents' answers, cleaned: the real ones and the new ones."""
    from pilots.survey.store import load

    return load(both.real, "parents"), load(both.new, "parents")
