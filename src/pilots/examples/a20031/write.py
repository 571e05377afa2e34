"""Everything of A20031, in its raw folder."""

from pathlib import Path

from pilots.examples.a20031.registrations import write_registrations
from pilots.examples.texts import Texts
from pilots.examples.workbooks import save, sheet

TEXTS = Texts("pilots.examples.a20031")
_SHEETS = ("needs", "actions", "indicators", "cycles", "decisions", "progress", "claims", "evidence")


def write_a20031(folder: Path) -> None:
    """Write A20031's raw data into an empty folder called `a20031`."""
    for name in ("pilot.toml", "README.md"):
        TEXTS.copy(name, folder / name)
    actions = TEXTS.read("actions")
    save(folder / "actions" / "actions.xlsx", [sheet(name, actions[name]) for name in _SHEETS])
    save(folder / "registrations" / "timeline.xlsx", [sheet("timeline", TEXTS.read("timeline")["steps"])])
    write_registrations(folder / "registrations")
