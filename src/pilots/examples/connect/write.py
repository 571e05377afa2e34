"""Everything of Connect, in its raw folder."""

from pathlib import Path

from pilots.examples.connect.families import write_registrations
from pilots.examples.connect.parents import write_parents
from pilots.examples.texts import Texts
from pilots.examples.workbooks import save, save_decisions, sheet

TEXTS = Texts("pilots.examples.connect")
_SHEETS = ("needs", "actions", "votes", "indicators", "cycles", "decisions", "progress", "claims", "evidence")


def write_connect(folder: Path) -> None:
    """Write Connect's raw data into an empty folder called `connect`."""
    for name in ("pilot.toml", "README.md"):
        TEXTS.copy(name, folder / name)
    TEXTS.write_codebooks(folder, "parents")
    write_parents(folder / "surveys", TEXTS)
    save_decisions(folder / "decisions" / "parents.xlsx", TEXTS.read("decisions")["parents"])
    actions, findings = TEXTS.read("actions"), TEXTS.read("findings")
    save(folder / "actions" / "actions.xlsx", [sheet(name, actions[name]) for name in _SHEETS])
    save(folder / "integration" / "findings.xlsx", [sheet("findings", findings["findings"])])
    write_registrations(folder / "registrations")
