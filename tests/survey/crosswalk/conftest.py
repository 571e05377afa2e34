"""A wave held twice, with a French form of Microsoft at one school and a plain Dutch file at the other."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pilots.codebook import Codebook, build
from pilots.pilot import Pilot
from pilots.workbook import Sheet, write

PILOT = """
name = "twee"
title = "Twee"
synthetic = true
sites = [{{ id = "vlam", name = "VLAM" }}, {{ id = "prins", name = "De Prins" }}]
[[surveys]]
name = "parents"
group = "parents"
codebook = "book.xlsx"
crosswalk = "{crosswalk}"
[[surveys.waves]]
wave = 0
source = "vlam"
file = "vlam.xlsx"
sites = ["vlam"]
language = "fr"
sent = 10
[[surveys.waves]]
wave = 0
source = "prins"
file = "prins.csv"
sites = ["prins"]
sent = 5
"""
FORMS = pd.DataFrame(
    [
        ["1", "2018-05-02 10:00:00", "2018-05-02 10:05:00", "anonymous", "D'accord", "le soir;le matin;", "oui", "9"],
        ["2", "2018-05-02 11:00:00", "2018-05-02 11:05:00", "anonymous", "Sans avis", "le matin;", None, "3"],
        ["3", "2018-05-02 12:00:00", "2018-05-02 12:05:00", "anonymous", "Pas d'accord", None, "non", None],
    ],
    columns=["ID", "Start time", "Completion time", "Email", "Je me sens bienvenu", "Quand?", "Remarque", "Enfants"],
)
PLAIN = "id,taal,welkom_jongen,welkom_meisje,moment,remark\n1,nl,eens,,am,\n2,nl,,oneens,pm,goed\n"
ROWS = {
    "variables": [
        ("vlam", "Je me sens bienvenu", "welcome"),
        ("vlam", "Quand?", "moments"),
        ("vlam", "Remarque", "remark"),
        ("vlam", "Enfants", "children"),
        ("prins", "welkom_jongen", "welcome"),
        ("prins", "welkom_meisje", "welcome"),
        ("prins", "moment", "moments"),
        ("w0-prins", "", "children"),
    ],
    "values": [
        ("vlam", "welcome", "d'accord", "2", ""),
        ("vlam", "welcome", "pas d'accord", "oneens", ""),
        ("vlam", "welcome", "sans avis", "", "don't know"),
        ("vlam", "moments", "le matin", "am", ""),
        ("vlam", "moments", "le soir", "pm", ""),
        ("vlam", "children", "9", "", "refused"),
    ],
}
HEADS = {"variables": ["source", "from", "to"], "values": ["source", "variable", "from", "to", "missing"]}


@pytest.fixture
def book() -> Codebook:
    survey = pd.DataFrame(
        [
            ("select_one agree", "welcome"),
            ("select_multiple when", "moments"),
            ("text", "remark"),
            ("integer", "children"),
        ],
        columns=["type", "name"],
    )
    choices = [("agree", "1", "oneens"), ("agree", "2", "eens"), ("when", "am", "voormiddag"), ("when", "pm", "avond")]
    return build(survey, pd.DataFrame(choices, columns=["list_name", "name", "label::nl"]))


@pytest.fixture
def make(tmp_path: Path, book: Codebook) -> Callable[..., Pilot]:
    """The pilot, with more (or other) rows in its crosswalk."""

    def made(plain: str = PLAIN, csv: str = "", **rows: list[tuple[str, ...]]) -> Pilot:
        folder = tmp_path / "data" / "raw" / "twee"
        folder.mkdir(parents=True, exist_ok=True)
        book.write(folder / "book.xlsx")
        write(folder / "vlam.xlsx", [Sheet("Form1", FORMS)])
        (folder / "prins.csv").write_text(plain, encoding="utf-8")
        sheets = [Sheet(name, pd.DataFrame(rows.get(name, ROWS[name]), columns=HEADS[name])) for name in ROWS]
        write(folder / "crosswalk.xlsx", sheets)
        (folder / "crosswalk.csv").write_text(csv, encoding="utf-8")
        text = PILOT.format(crosswalk="crosswalk.csv" if csv else "crosswalk.xlsx")
        (folder / "pilot.toml").write_text(text, encoding="utf-8")
        return Pilot.read(folder / "pilot.toml")

    return made
