"""The co-created plan: needs, candidate actions, votes, indicators and adjustments."""

from collections.abc import Sequence
from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.menen.codebooks import texts
from pilots.examples.workbooks import save, sheet

SEED = 2022
_POINTS = 5


def write_actions(folder: Path) -> None:
    """Write actions/actions.xlsx."""
    source = texts("actions")
    sheets = [sheet(name, source[name]) for name in ("needs", "actions")]
    sheets.append(sheet("votes", _votes([row["action"] for row in source["actions"]])))
    sheets += [sheet(name, source[name]) for name in ("indicators", "cycles")]
    save(folder / "actions" / "actions.xlsx", sheets)


def _votes(actions: Sequence[str]) -> list[dict[str, str]]:
    """Each voter divides five points."""
    draws = Draws(SEED, "votes")
    rows = []
    for group, about in texts("actions")["votes"].items():
        for voter in range(1, about["voters"] + 1):
            given = [draws.choice(actions, about["weights"]) for _ in range(_POINTS)]
            rows += [
                {"voter": f"{group}-{voter:02d}", "group": group, "action": action, "points": str(given.count(action))}
                for action in actions
                if action in given
            ]
    return rows
