"""Everything of Menen, in its raw folder."""

from pathlib import Path

from pilots.examples.menen.attendance import write_attendance
from pilots.examples.menen.codebooks import TEXTS
from pilots.examples.menen.coffee import write_coffee
from pilots.examples.menen.decisions import write_decisions
from pilots.examples.menen.integration import write_findings
from pilots.examples.menen.interviews import write_interviews
from pilots.examples.menen.mess import write_parents
from pilots.examples.menen.partners import write_partners
from pilots.examples.menen.plan import write_actions
from pilots.examples.menen.staff import write_staff


def write_menen(folder: Path) -> None:
    """Write Menen's raw data into an empty folder called `menen`."""
    for name in ("pilot.toml", "README.md", "references.bib"):
        TEXTS.copy(name, folder / name)
    TEXTS.write_codebooks(folder, "parents", "staff", "partners")
    write_parents(folder)
    write_staff(folder)
    write_partners(folder)
    write_decisions(folder)
    write_interviews(folder)
    write_actions(folder)
    write_findings(folder)
    write_attendance(folder)
    write_coffee(folder)
    TEXTS.copy("figures.csv", folder / "context" / "figures.csv")
