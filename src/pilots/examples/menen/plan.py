"""The co-created plan: needs, candidate actions, votes, Delphi rounds, decisions, indicators and adjustments."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pilots.examples.draws import Draws
from pilots.examples.menen.codebooks import texts
from pilots.examples.workbooks import save, sheet

SEED = 2022
_POINTS = 5
_GROUPS = ("parents", "staff", "partners")


def write_actions(folder: Path) -> None:
    """Write actions/actions.xlsx."""
    source = texts("actions")
    sheets = [sheet(name, source[name]) for name in ("needs", "actions")]
    actions = [row["action"] for row in source["actions"]]
    sheets += [sheet("votes", _votes(actions)), sheet("delphi", _delphi(actions)), sheet("decisions", _decisions())]
    doing = texts("doing")
    sheets += [sheet("indicators", source["indicators"]), sheet("cycles", [*source["cycles"], *doing["cycles"]])]
    sheets += [sheet(name, doing[name]) for name in ("progress", "claims", "evidence")]
    save(folder / "actions" / "actions.xlsx", sheets)


def _votes(actions: Sequence[str]) -> list[dict[str, str]]:
    """Each voter divides five dots."""
    draws = Draws(SEED, "votes")
    rows = []
    for group, about in texts("actions")["votes"].items():
        for voter in range(1, about["voters"] + 1):
            given = [draws.choice(actions, about["weights"]) for _ in range(_POINTS)]
            rows += [
                {"voter": f"{group}-{voter:02d}", "group": group, "action": action, "points": str(given.count(action))}
                | {"form": "dots"}
                for action in actions
                if action in given
            ]
    return rows


def _delphi(actions: Sequence[str]) -> list[dict[str, str]]:
    """A panel rates each action in rounds; some move to what the panel thinks, and the last to join leave first."""
    about, draws = texts("actions")["delphi"], Draws(SEED, "delphi")
    panel = [(group, voter) for group in _GROUPS for voter in range(1, about[group] + 1)]
    joined = draws.shuffled(panel)
    rows = []
    for action, mean, spread in zip(actions, about["means"], about["spreads"], strict=True):
        rated = {person: _level(mean + spread * draws.normal(), about["levels"]) for person in panel}
        for number, (pull, left) in enumerate(zip(about["pulls"], about["left"], strict=True), 1):
            moves = {person: draws.chance(pull) for person in panel}
            rated = {it: _level((now + mean) / 2, about["levels"]) if moves[it] else now for it, now in rated.items()}
            staying = joined[: len(joined) - left]
            rows += [
                {"round": str(number), "voter": f"{group}-{voter:02d}", "group": group, "action": action}
                | {"rating": str(rated[group, voter]), "levels": str(about["levels"])}
                for group, voter in panel
                if (group, voter) in staying
            ]
    return sorted(rows, key=lambda row: (row["round"], row["action"]))


def _level(value: float, levels: int) -> int:
    return min(max(int(value + 0.5), 1), levels)


def _decisions() -> list[dict[str, Any]]:
    """A row a decision and group."""
    return [
        {name: row[name] for name in ("decision", "date", "what")}
        | {"group": group, "decided": row[group]["decided"]}
        | {name: str(row[group][name]) for name in ("invited", "present")}
        for row in texts("actions")["decisions"]
        for group in _GROUPS
    ]
