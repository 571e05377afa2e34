"""Who brought whom, in counts: nobody's place in the network can be told from them."""

from collections.abc import Iterator

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.privacy import suppress
from pilots.privacy.counts import Count
from pilots.privacy.nested import nested
from pilots.tables.assemble import assemble
from pilots.told import BROUGHT, open_value, told
from pilots.vocabulary import UNKNOWN


def spread(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-spread") -> Table:
    """How many came through another, how many brought somebody, and how.

    Parameters
    ----------
    found
        As `actions.spread` gives it.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Who", "People", "Share", "95% interval")]
    hidden = held_people(found, pilot)
    rows = [
        [
            said(cell, row["what"], row["name"]),
            "·" if held else cell.number(row["people"], 0),
            "·" if held else cell.share(row["share"]) if pd.notna(row["share"]) else "–",
            "·" if held else cell.interval(row["ci_low"], row["ci_high"], share=True),
        ]
        for (_, row), held in zip(found.iterrows(), hidden, strict=True)
    ]
    few = bool(len(found)) and cell.few(found["people"].iloc[0])
    return assemble(
        cell,
        heads,
        [] if few else rows,
        caption=cell.say("Who came through another"),
        label=label,
        method=cell.say("Counted in the registration of who brought whom; Wilson's interval."),
        empty=cell.people_note() if few else cell.say("Nobody registered who brought whom."),
        notes=[
            cell.say("Ambassadors: people who brought at least one other. Shares of how are of those who were brought."),
            *([cell.held_note()] if any(hidden) else []),
        ],
        numeric=heads[1:],
        counts=_told(found, hidden),
    )  # fmt: skip


def _told(found: pd.DataFrame, hidden: list[bool]) -> Iterator[Count]:
    """Everybody, who was brought and how, who brought another, and who came through so many others in a row."""
    for at, ((_, row), held) in enumerate(zip(found.iterrows(), hidden, strict=True)):
        where = {
            "people": {},
            "brought": {"brought": "yes"},
            "ambassadors": {"ambassador": "yes"},
            "how": {"brought": "yes", "how": str(row["name"])},
            "generation": {f"generation: {row['name']}": "yes"},
        }[str(row["what"])]
        yield told(BROUGHT, where, row["people"], 1, held=held, row=at, column=1)
        if row["what"] == "generation":
            before = f"generation: {int(row['name']) - 1}" if str(row["name"]) != "2" else "brought"
            yield Count(BROUGHT, where | {before: "no"}, 0, 0)
    yield from (
        Count(BROUGHT, {"brought": "no", "how": str(name)}, 0, 0) for name in found.loc[found["what"] == "how", "name"]
    )
    yield open_value(BROUGHT, {"brought": "no", "how": UNKNOWN})


def held_people(found: pd.DataFrame, pilot: Pilot) -> list[bool]:
    """Which rows must be held back: chains contain each other, and ways add up to those who were brought."""
    threshold = pilot.privacy.threshold
    held = pd.Series(False, index=found.index)
    chained = found["what"].isin(["people", "brought", "generation"])
    row = found.loc[chained, "people"].astype("float64").to_frame().T
    held[chained] = nested(row, threshold).to_numpy()[0]
    brought = found["what"] == "brought"
    for at in found.index[found["what"] == "ambassadors"]:
        held[at] = bool(Cells(pilot, "nl").tells(found["people"][at], found["of"][at]))
    ways = found["what"] == "how"
    if ways.any():
        small = suppress(found.loc[ways, ["people"]].astype("float64"), threshold)["people"]
        held[ways] = small.to_numpy() | bool(held[brought].any())
    return [bool(hidden) for hidden in held]


def said(cell: Cells, what: str, name: str) -> str:
    """Who is counted, in the reader's words."""
    if what == "how":
        return cell.say("brought: {how}", how=cell.say(f"how:{name}") if name in _HOW else name)
    if what == "generation":
        return cell.say("came through at least {n} {n:other|others in a row}", n=name)
    return cell.say({"people": "everybody", "brought": "came through another", "ambassadors": "brought another (ambassadors)"}[what])  # fmt: skip


_HOW = ("trust", "invitation", "school", "unknown")
