"""The co-created plan: needs, candidate actions, votes, indicators and adjustments."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.formats.archive import settle
from pilots.examples.menen.codebooks import texts
from pilots.workbook import Sheet, write

SEED = 2022
_POINTS = 5


def write_actions(folder: Path) -> None:
    """Write actions/actions.xlsx."""
    source = texts("actions")
    sheets = [sheet(name, source[name]) for name in ("needs", "actions")]
    sheets.append(sheet("votes", _votes([row["action"] for row in source["actions"]])))
    sheets += [sheet(name, source[name]) for name in ("indicators", "cycles")]
    save(folder / "actions" / "actions.xlsx", sheets)


def sheet(name: str, rows: Sequence[Mapping[str, str | Mapping[str, str]]]) -> Sheet:
    """A sheet of rows; a text by language becomes a column a language, such as `title::nl`."""
    import pandas as pd

    flat = [
        {f"{key}::{code}" if code else key: text for key, value in row.items() for code, text in _by_language(value)}
        for row in rows
    ]
    columns = dict.fromkeys(key for row in flat for key in row)
    table = pd.DataFrame({key: pd.Series([row.get(key) for row in flat], dtype="str") for key in columns})
    return Sheet(name, table, widths={key: 44 for key in columns if "::" in key})


def save(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook with the same bytes everywhere."""
    write(path, sheets)
    settle(path)


def _by_language(value: str | Mapping[str, str]) -> list[tuple[str, str]]:
    return list(value.items()) if isinstance(value, Mapping) else [("", value)]


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
