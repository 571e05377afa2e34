"""A small pilot with findings, a survey and conversations."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pilots import codebook
from pilots.pilot import Pilot
from pilots.qualitative import QualitativeProject
from pilots.qualitative.project import CODES, DOCUMENTS, SEGMENTS
from pilots.survey.survey import Survey
from pilots.vocabulary import frame
from pilots.workbook import Sheet, write

TOML = """
name = "a"
title = "A"
synthetic = true
integration = "findings.xlsx"
privacy = { threshold = 3, reason = "a test" }
phases = [
    { number = 1, title = "Context", start = 2017-01-01, end = 2017-06-30 },
    { number = 3, title = "Evaluatie", start = 2018-06-01, end = 2018-12-21 },
]
sites = [{ id = "vlam", name = "VLAM" }, { id = "prins", name = "De Kleine Prins" }]

[[surveys]]
name = "parents"
group = "parents"
codebook = "parents.xlsx"
site_variable = "school"
waves = [{ wave = 0, file = "w0.csv" }, { wave = 1, phase = 3, file = "w1.csv" }]
"""
FINDING = {"phase": "1", "kind": "strength", "survey": "parents", "wave": "0", "fit": "confirmation", "need": "N1"}
FINDINGS = [
    {"finding": "F1", "title": "Welkom", "title::fr": "Accueil", "variable": "welcome", "codes": "warm", **FINDING},
    {"finding": "F2", "title": "Praten", "variable": "talk", "codes": "warm; cold", **FINDING},
    {
        "finding": "F3",
        "title": "Beter",
        "variable": "welcome",
        "codes": "warm",
        **FINDING,
        "phase": "3",
        "wave": "change",
    },
]
QUOTES = [
    {"finding": "F1", "code": "warm", "text": "Nog niet nagelezen", "speaker": "moeder", "consent": "yes"},
    {"finding": "F1", "code": "warm", "text": "Zonder toestemming", "consent": "no", "approved_by": "LV"},
    {
        "finding": "F1",
        "code": "warm",
        "text": "Iedereen groet",
        "consent": "yes",
        "approved_by": "LV",
        "speaker": "vader",
    },
    {"finding": "F3", "code": "warm", "text": "Bel 0470 12 34 56", "consent": "ja", "approved_by": "LV"},
]
Make = Callable[..., Pilot]


@pytest.fixture
def pilot_with(tmp_path: Path) -> Make:
    """A pilot whose findings differ in some cells: pilot_with((0, "variable", "welcom"))."""

    def make(
        *changes: tuple[int, str, str], quotes: list[dict[str, str]] = QUOTES, **sheets: list[dict[str, str]]
    ) -> Pilot:
        findings = [dict(row) for row in FINDINGS]
        for row, column, value in changes:
            findings[row][column] = value
        folder = tmp_path / "a"
        folder.mkdir(exist_ok=True)
        (folder / "pilot.toml").write_text(TOML)
        made = {"findings": findings, "quotes": quotes} | sheets
        write(folder / "findings.xlsx", [Sheet(name, pd.DataFrame(rows, dtype="str")) for name, rows in made.items()])
        return Pilot.read(folder / "pilot.toml")

    return make


@pytest.fixture
def surveys() -> dict[str, Survey]:
    """Twelve parents of two schools in wave 0: warm to welcome, divided on talk."""
    book = codebook.build(
        pd.DataFrame({"type": ["select_one agree"] * 2 + ["text"], "name": ["welcome_1", "talk", "school"]}),
        pd.DataFrame({"list_name": "agree", "name": ["1", "2", "3", "4", "5"]}),
        pd.DataFrame({"scale": ["welcome", "talking"], "items": ["welcome_1", "talk"]}),
    )
    answers = pd.DataFrame({"respondent_id": [str(n) for n in range(12)], "wave": 0}).astype({"respondent_id": "str"})
    answers["welcome_1"] = pd.Series(["4", "5", "4", "5"] * 3, dtype="str")
    answers["talk"] = pd.Series(["1", "5"] * 6, dtype="str")
    answers["school"] = pd.Series(["vlam"] * 8 + ["prins"] * 4, dtype="str")
    return {"parents": Survey("parents", "parents", answers, book, site_variable="school")}


@pytest.fixture
def project() -> QualitativeProject:
    """Three conversations in phase 1, two of them warm, one in phase 3."""
    given = [("d1", "c1"), ("d1", "c1"), ("d2", "c1"), ("d2", "c2")]
    segments = [{"segment": str(n), "document": d, "code": c} for n, (d, c) in enumerate(given)]
    phases = [("d1", "1"), ("d2", "1"), ("d3", "1"), ("d4", "3")]
    return QualitativeProject(
        documents=frame(DOCUMENTS, [{"document": d, "phase": phase} for d, phase in phases]),
        codes=frame(CODES, [{"code": "c1", "name": "Warm"}, {"code": "c2", "name": "Cold"}]),
        segments=frame(SEGMENTS, segments),
    )
