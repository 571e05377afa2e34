"""Everything of OCB, in its raw folder."""

from pathlib import Path

from pilots.examples.ocb.parents import write_parents
from pilots.examples.ocb.staff import write_staff
from pilots.examples.texts import Texts
from pilots.examples.workbooks import save, save_decisions, sheet

TEXTS = Texts("pilots.examples.ocb")
_SHEETS = ("needs", "actions", "indicators", "cycles", "decisions", "progress", "claims", "evidence")


def write_ocb(folder: Path) -> None:
    """Write OCB's raw data into an empty folder called `ocb`."""
    for name in ("pilot.toml", "README.md"):
        TEXTS.copy(name, folder / name)
    TEXTS.write_codebooks(folder, "parents", "staff")
    write_parents(folder / "surveys", TEXTS)
    write_staff(folder / "surveys", TEXTS)
    for survey, rows in TEXTS.read("decisions").items():
        save_decisions(folder / "decisions" / f"{survey}.xlsx", rows)
    actions, findings = TEXTS.read("actions"), TEXTS.read("findings")
    save(folder / "actions" / "actions.xlsx", [sheet(name, actions[name]) for name in _SHEETS])
    save(folder / "integration" / "findings.xlsx", [sheet("findings", findings["findings"])])
