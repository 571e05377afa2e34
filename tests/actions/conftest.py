"""A small pilot with a workbook of actions."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pilots.pilot import Pilot
from pilots.workbook import Sheet, write

TOML = """
name = "a"
title = "A"
synthetic = true
actions = "actions.xlsx"

[[sites]]
id = "vlam"
name = "VBS VLAM"

[[surveys]]
name = "parents"
group = "parents"
codebook = "parents.xlsx"
waves = [{ wave = 0, file = "w0.csv" }]

[[registrations]]
name = "attendance"
file = "attendance.csv"
"""
SHEETS = {
    "needs": [
        {"need": "N1", "title::nl": "Welkom", "title::fr": "Accueil", "findings": "F1 F2", "kind": "strength"},
        {"need": "N2", "title::nl": "Taal", "kind": "problem"},
    ],
    "actions": [
        {"action": "A1", "needs": "N1", "title": "Koffie", "impact": "4", "effort": "2", "chosen": "yes",
         "responsible": "brugfiguur", "start": "2017-09-25", "end": "30/06/2018"},
        {"action": "A2", "needs": "N1;N2", "title": "Tolken", "impact": "5", "effort": "5", "chosen": "no"},
    ],
    "votes": [
        {"voter": "1", "group": "parents", "action": "A1", "points": "2"},
        {"voter": "1", "group": "parents", "action": "A2", "points": "1"},
    ],
    "indicators": [
        {"indicator": "I1", "action": "A1", "title": "Onthaal", "measure": "scale:parents.welcome", "direction": "up",
         "baseline": "3,2", "target": "3.5"},
    ],
    "cycles": [
        {"cycle": "C1", "action": "A1", "site": "vlam", "date": "2017-11-20", "step": "act", "what": "Ander uur",
         "adjusted": "ja", "reason::nl": "Weinig volk", "agreed_by": "parents"},
    ],
}  # fmt: skip
Change = Callable[..., Pilot]


@pytest.fixture
def pilot_with(tmp_path: Path) -> Change:
    """A pilot whose workbook differs in some cells: pilot_with(("votes", 0, "action", "A9"))."""

    def make(*changes: tuple[str, int, str, str], leave_out: str = "") -> Pilot:
        sheets = {name: [dict(row) for row in rows] for name, rows in SHEETS.items() if name != leave_out}
        for sheet, row, column, value in changes:
            sheets[sheet][row][column] = value
        folder = tmp_path / "a"
        folder.mkdir(exist_ok=True)
        (folder / "pilot.toml").write_text(TOML)
        write(folder / "actions.xlsx", [Sheet(name, pd.DataFrame(rows)) for name, rows in sheets.items()])
        return Pilot.read(folder / "pilot.toml")

    return make
