"""Everything of Sterk Onderwijs, in its raw folder."""

from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.interviews import write_conversations
from pilots.examples.sterk_onderwijs.codebooks import TEXTS
from pilots.examples.sterk_onderwijs.parents import parent_decisions, write_parents
from pilots.examples.sterk_onderwijs.sessions import write_sessions
from pilots.examples.sterk_onderwijs.staff import staff_decisions, write_staff
from pilots.examples.workbooks import save, save_decisions, sheet

SEED = 2044
_POINTS = 3


def write_sterk_onderwijs(folder: Path) -> None:
    """Write the raw data of Sterk Onderwijs into an empty folder called `sterk-onderwijs`."""
    for name in ("pilot.toml", "README.md"):
        TEXTS.copy(name, folder / name)
    TEXTS.write_codebooks(folder, "staff", "parents")
    write_staff(folder)
    write_parents(folder)
    save_decisions(folder / "decisions" / "staff.xlsx", staff_decisions())
    save_decisions(folder / "decisions" / "parents.xlsx", parent_decisions())
    write_conversations(
        folder / "qualitative" / "conversations.qdpx",
        TEXTS,
        Draws(SEED, "conversations"),
        title="Sterk Onderwijs: gesprekken (synthetisch voorbeeld)",
        coders=("codeur A", "codeur B"),
        dates=("2025-06-10T14:00:00Z", "2025-06-17T09:30:00Z", "2025-06-20T10:00:00Z"),
    )
    _write_actions(folder)
    findings = TEXTS.read("findings")
    save(
        folder / "integration" / "findings.xlsx",
        [sheet(name, findings[name]) for name in ("findings", "quotes", "codes")],
    )
    write_sessions(folder)


def _write_actions(folder: Path) -> None:
    source = TEXTS.read("actions")
    sheets = [sheet(name, source[name]) for name in ("needs", "actions")]
    sheets.append(sheet("votes", _votes([row["action"] for row in source["actions"]])))
    rest = ("indicators", "cycles", "decisions", "progress", "claims", "evidence")
    save(folder / "actions" / "actions.xlsx", [*sheets, *(sheet(name, source[name]) for name in rest)])


def _votes(actions: list[str]) -> list[dict[str, str]]:
    """Each voter puts three dots."""
    draws = Draws(SEED, "votes")
    rows = []
    for group, about in TEXTS.read("actions")["votes"].items():
        for voter in range(1, about["voters"] + 1):
            given = [draws.choice(actions, about["weights"]) for _ in range(_POINTS)]
            rows += [
                {
                    "voter": f"{group}-{voter:02d}",
                    "group": group,
                    "action": action,
                    "points": str(given.count(action)),
                    "form": "dots",
                }
                for action in actions
                if action in given
            ]
    return rows
