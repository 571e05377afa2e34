"""From met to helped: how many families came how far, where they were lost, and how long it took."""

from collections.abc import Iterator

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.privacy.nested import nested
from pilots.tables.assemble import assemble
from pilots.told import REFERRED, rounded, told

ALL = "all"


def funnel(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-funnel") -> Table:
    """How many families came how far, step by step, by school or method and over all.

    Parameters
    ----------
    found
        As `actions.funnel` gives it.
    """
    cell = Cells(pilot, language)
    texts = (
        "Whom",
        "Stage",
        "Families",
        "Lost",
        "Of the stage before",
        "95% interval",
        "Of all met",
        "Days since the stage before",
    )
    heads = [cell.say(text) for text in texts]
    hidden = hidden_stages(found, pilot)
    found = found.assign(first=found.groupby("name", sort=False)["families"].transform("first"))
    rows = [
        [cell.group(str(name)), cell.say(f"stage:{row['stage']}"), *cells(cell, row, hidden, str(name))]
        for name, own in found.groupby("name", sort=False)
        for _, row in own.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("From met to helped"),
        label=label,
        method=cell.say("Families counted stage by stage in the registrations; Wilson's interval."),
        empty=cell.say("No referrals were registered in this pilot."),
        notes=[
            cell.say("Days: median, with the quartiles in brackets. The interval is of the share of the stage before."),
            *skipped(cell, found),
            *([cell.held_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=heads[2:],
        row_groups=heads[0],
        counts=_told(found, hidden, rows),
    )  # fmt: skip


def _told(found: pd.DataFrame, hidden: pd.DataFrame, rows: list[list[str]]) -> Iterator[Count]:
    """How many families reached each stage, were lost since the one before, and were met and reached it."""
    ordered = [(str(name), row) for name, own in found.groupby("name", sort=False) for _, row in own.iterrows()]
    stages = [str(stage) for stage in hidden.columns]
    for at, (name, row) in enumerate(ordered):
        own = {} if name == ALL else {f"referred: {name}": "yes"}
        stage, place = f"stage: {row['stage']}", stages.index(str(row["stage"]))
        held = bool(hidden.loc[name, row["stage"]])
        yield told(REFERRED, own | {stage: "yes"}, row["families"], 1, held=held, row=at, column=2)
        if place:
            before = f"stage: {stages[place - 1]}"
            lost = own | {before: "yes", stage: "no"}
            yield told(REFERRED, lost, row["lost"], 1, held=rows[at][3] == "·", row=at, column=3)
            if rows[at][6] not in ("·", "–"):
                first = own | {f"stage: {stages[0]}": "yes", stage: "yes"}
                yield rounded(REFERRED, first, row["of_first"] * row["first"], row["first"], row=at, column=6)


def hidden_stages(found: pd.DataFrame, pilot: Pilot) -> pd.DataFrame:
    """Which stage of which name must be held back."""
    counts = found.pivot(index="name", columns="stage", values="families").astype("float64")
    counts = counts.reindex(index=found["name"].unique(), columns=found["stage"].unique())
    return nested(counts, pilot.privacy.threshold)


def cells(cell: Cells, row: "pd.Series", hidden: pd.DataFrame, name: str) -> list[str]:
    """Families, lost, step with interval, of all met, days: as they may be shown."""
    held = hidden.loc[name]
    if held[row["stage"]]:
        return ["·"] * 6
    families = cell.number(row["families"], 0)
    if pd.isna(row["before"]):
        return [families, *["–"] * 5]
    earlier = hidden.columns[list(hidden.columns).index(row["stage"]) - 1]
    first = hidden.columns[0]
    lost = ["·"] * 3
    if (
        not held[earlier]
        and not cell.tells(row["before"] - row["lost"], row["before"])
        and not cell.rare(row["skipped"])
    ):
        lost = [
            cell.number(row["lost"], 0),
            cell.share(row["share"]),
            cell.interval(row["ci_low"], row["ci_high"], share=True),
        ]
    whole = "·" if held[first] or _few_of_first(cell, row) else cell.share(row["of_first"])
    days = "–" if pd.isna(row["days"]) or cell.few(row["dated"]) else _days(cell, row)
    return [families, *lost, whole, days]


def _few_of_first(cell: Cells, row: "pd.Series") -> bool:
    """Whether the share of all who were met would tell of few: who came this far, who did not, or who was not met first."""
    both = round(row["of_first"] * row["first"])
    return cell.tells(both, row["first"]) or cell.rare(row["families"] - both)


def skipped(cell: Cells, found: pd.DataFrame) -> list[str]:
    """Stages that were reached though the one before was not registered; not where it would tell how few were lost."""
    everyone = found[(found["name"] == ALL) & (found["skipped"] > 0)]
    both = everyone["families"] - everyone["skipped"]
    everyone = everyone[[not cell.tells(n, before) for n, before in zip(both, everyone["before"], strict=True)]]
    return [
        cell.say(
            "{stage}: {n} {n:family|families} came this far though the stage before was not registered.",
            stage=cell.say(f"stage:{row['stage']}"),
            n=cell.n(row["skipped"]),
        )
        for _, row in everyone.iterrows()
    ]


def _days(cell: Cells, row: "pd.Series") -> str:
    middle, low, high = (cell.number(row[name], 0) for name in ("days", "days_low", "days_high"))
    return cell.say("{middle} ({low} to {high})", middle=middle, low=low, high=high)
