"""What tests share: the data of others, where they lie, and a small pilot in memory."""

import os
from pathlib import Path

import pandas as pd
import pytest

from pilots.codebook import build
from pilots.pilot import Pilot
from pilots.survey.survey import Survey

PROJECT = Path(__file__).parents[1]
SMALL_PILOT = """
name = "small"
title = "Klein"
synthetic = true
town = "Menen"
[privacy]
threshold = 5
reason = "a test"
[[sites]]
id = "vlam"
name = "VBS VLAM"
[[sites]]
id = "prins"
name = "De Kleine Prins"
"""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with other people's data and reference values, beside the project."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        reason = "the data of others lie beside the project, not in it: ../shared is missing"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project itself."""
    return PROJECT


@pytest.fixture
def pilot(tmp_path: Path) -> Pilot:
    """A small pilot with two schools and a threshold of 5."""
    path = tmp_path / "data" / "raw" / "small" / "pilot.toml"
    path.parent.mkdir(parents=True)
    path.write_text(SMALL_PILOT, encoding="utf-8")
    return Pilot.read(path)


@pytest.fixture
def parents() -> Survey:
    """Its survey: 20 parents at one school and 3 at the other, a scale of two items."""
    book = build(
        pd.DataFrame(
            {
                "type": ["select_one agree", "select_one agree"],
                "name": ["welcome", "heard"],
                "label::nl": ["Ik voel mij welkom", "Men luistert naar mij"],
            }
        ),
        pd.DataFrame({"list_name": "agree", "name": ["1", "2", "3"], "label::nl": ["oneens", "neutraal", "eens"]}),
        pd.DataFrame({"scale": ["climate"], "items": ["welcome heard"], "label::nl": ["Schoolklimaat"]}),
    )
    sites = ["vlam"] * 20 + ["prins"] * 3
    responses = pd.DataFrame(
        {"respondent_id": [f"w0-{n}" for n in range(23)], "wave": 0, "language": ["nl"] * 12 + ["fr"] * 9 + ["ar"] * 2}
    )
    scores = pd.DataFrame({"site": pd.Series(sites, dtype="str"), "climate": 2.0})
    return Survey("parents", "parents", responses, book, scores=scores)
