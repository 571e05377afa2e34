"""Who was reached, how often, and by what besides; nobody can be counted out."""

from collections.abc import Callable, Iterator
from itertools import combinations, product

import pandas as pd

from pilots.actions import ActionPlan
from pilots.actions.withheld_reach import held_bases, held_overlap, held_people, tells_quartiles
from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.privacy import suppress
from pilots.privacy.counts import Count
from pilots.privacy.nested import nested
from pilots.tables.assemble import assemble
from pilots.told import FAMILIES, PEOPLE, absent, came, open_value, rounded, told
from pilots.vocabulary import UNKNOWN

ALL = "all"
_BANDS = ("once", "some", "often")


def reach(
    found: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-reach"
) -> Table:
    """How many different people and families were reached, of how many who could have been.

    Parameters
    ----------
    found
        As `actions.reach` gives it.
    plan
        For the titles of actions.
    """
    cell = Cells(pilot, language)
    heads = [
        cell.say(text)
        for text in ("Whom", "People", "Families", "Could have come", "Share reached", "95% interval", "Not reached")
    ]
    people, bases = (held(found, pilot.privacy.threshold) for held in (held_people, held_bases))
    families = (
        nested(found.set_index("name")[["families"]].astype("float64"), pilot.privacy.threshold)["families"] | people
    )
    rows = []
    for _, row in found.iterrows():
        hidden, unsaid = bool(people[row["name"]]), bool(bases[row["name"]])
        share = ["–"] * 3 if pd.isna(row["of"]) else ["·"] * 3
        if not hidden and not unsaid and not pd.isna(row["of"]):
            share = [cell.share(row["share"]), cell.interval(row["ci_low"], row["ci_high"], share=True)]
            share.append(cell.number(row["of"] - row["people"], 0))
        unknown = pd.isna(row["families"])
        counted = "–" if unknown else "·" if families[row["name"]] else cell.number(row["families"], 0)
        base = "–" if pd.isna(row["of"]) else "·" if unsaid else cell.number(row["of"], 0)
        who = "·" if hidden else cell.number(row["people"], 0)
        rows.append([named(cell, plan)(row["name"]), who, counted, base, *share])
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Who was reached"),
        label=label,
        method=cell.say("Different people and families counted in the registrations; Wilson's interval."),
        empty=cell.say("Nobody registered who came."),
        notes=[
            *([] if found["share"].isna().all() else [cell.say("Everybody who came was counted: the interval tells what share to expect of another year of the same kind.")]),
            *([cell.held_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=heads[1:],
        optional=heads[2:],
        counts=_reached(found, people, families, bases),
    )  # fmt: skip


def _reached(
    found: pd.DataFrame, people: "pd.Series[bool]", families: "pd.Series[bool]", bases: "pd.Series[bool]"
) -> Iterator[Count]:
    """Who came, in people and in families, and of how many who could have come: they came or did not."""
    for at, (_, row) in enumerate(found.iterrows()):
        name = str(row["name"])
        hidden, unsaid = bool(people[name]), bool(bases[name])
        yield told(PEOPLE, came(name), row["people"], 1, held=hidden, row=at, column=1)
        if pd.notna(row["families"]):
            yield told(FAMILIES, came(name), row["families"], 1, held=bool(families[name]), row=at, column=2)
        if pd.notna(row["of"]):
            could, share = f"{PEOPLE} could have come: {name}", hidden or unsaid
            yield told(could, {}, row["of"], 1, held=unsaid, row=at, column=3)
            yield told(could, {"came": "yes"}, row["people"], 1, held=hidden, row=at, column=1)
            yield told(could, {"came": "no"}, row["of"] - row["people"], 1, held=share, row=at, column=6)


def dose(
    found: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-dose"
) -> Table:
    """How often people came and how long, and how many came just once.

    Parameters
    ----------
    found
        As `actions.dose` gives it.
    plan
        For the titles of actions.
    """
    cell = Cells(pilot, language)
    texts = ("Whom", "People", "Sessions (median)", "Hours (median)", "Once", "2 to 4 times", "5 times or more", "Share who came once")  # fmt: skip
    heads = [cell.say(text) for text in texts]
    people = held_people(found, pilot.privacy.threshold)
    bands = _bands(found, people, pilot.privacy.threshold)
    rows = []
    for _, row in found.iterrows():
        name, hidden = named(cell, plan)(row["name"]), bool(people[row["name"]])
        held = bands.loc[row["name"]]
        counts = ["·" if held[band] else cell.number(row[band], 0) for band in _BANDS]
        once = "·"
        if not held["once"] and not cell.tells(row["once"], row["people"]):
            interval = cell.interval(row["once_low"], row["once_high"], share=True)
            once = f"{cell.share(row['share_once'])} ({interval})"
        if hidden:
            rows.append([name, "·", "·", "·", *counts, once])
            continue
        secret = [
            bool(held.any()) and tells_quartiles(row, what, pilot.privacy.threshold) for what in ("sessions", "hours")
        ]
        spread = [
            "·" if hide else _quartiles(cell, row, what)
            for what, hide in zip(("sessions", "hours"), secret, strict=True)
        ]
        rows.append([name, cell.number(row["people"], 0), *spread, *counts, once])
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("How often people came"),
        label=label,
        method=cell.say("Sessions and hours a person, from the registrations; median with quartiles, Wilson's interval."),
        empty=cell.say("Nobody registered who came."),
        notes=[
            cell.say("In brackets the quartiles: half of the people lie between them. Behind a share its 95% interval."),
            *([cell.held_note()] if people.any() or bands.any(axis=None) else []),
        ],
        numeric=heads[1:],
        counts=_doses(found, people, bands, rows),
    )  # fmt: skip


def _doses(
    found: pd.DataFrame, people: "pd.Series[bool]", bands: pd.DataFrame, rows: list[list[str]]
) -> Iterator[Count]:
    """How many came, and how often: everybody who came to it came once, some times or often."""
    for at, (_, row) in enumerate(found.iterrows()):
        name = str(row["name"])
        times = f"times: {name}"
        yield told(PEOPLE, came(name), row["people"], 1, held=bool(people[name]), row=at, column=1)
        for place, band in enumerate(_BANDS, start=4):
            yield told(PEOPLE, {times: band}, row[band], 1, held=bool(bands.loc[name, band]), row=at, column=place)
            yield from (Count(PEOPLE, other | {times: band}, 0, 0) for other in absent(name))
        if came(name):
            yield from (Count(PEOPLE, came(name) | {times: UNKNOWN}, 0, 0) for _ in (0,))
        if rows[at][7] != "·":
            yield rounded(PEOPLE, {times: "once"}, row["once"], row["people"], row=at, column=7)


def overlap(
    found: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-overlap"
) -> Table:
    """How many people of each action came to each other.

    Parameters
    ----------
    found
        As `actions.overlap` gives it.
    plan
        For the titles of actions.
    """
    cell = Cells(pilot, language)
    names, counts = [str(name) for name in found.index], found.to_numpy("float64")
    held = held_overlap(found, pilot.privacy.threshold)
    rows = []
    for at, name in enumerate(names):
        said = [
            "·" if hide else cell.number(both, 0)
            for hide, both in zip(held.iloc[at].tolist(), counts[at].tolist(), strict=True)
        ]
        rows.append([named(cell, plan)(name), *said])
    return assemble(
        cell,
        [cell.say("Whom"), *names],
        rows,
        caption=cell.say("Who came to both"),
        label=label,
        method=cell.say("Different people counted in the registrations."),
        empty=cell.say("Nobody registered who came."),
        notes=[
            cell.say("On the diagonal: everybody who came to it."),
            *([cell.held_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=names,
        counts=_both(found, held),
    )


def _both(found: pd.DataFrame, held: pd.DataFrame) -> Iterator[Count]:
    """Who came to each and to both; and of three or four together that their number is not told, but must not follow either."""
    names, counts = [str(name) for name in found.index], found.to_numpy("float64")
    if ALL in found.attrs:
        yield told(PEOPLE, {}, found.attrs[ALL], 1)
    for a, b in product(range(len(names)), repeat=2):
        hide = bool(held.iloc[a, b])
        yield told(PEOPLE, came(names[a]) | came(names[b]), counts[a, b], 1, held=hide, row=a, column=b + 1)
    for size in (2, 3, 4):
        for some in combinations(names, size):
            for sides in product((came, _stayed_away), repeat=size):
                yield open_value(
                    PEOPLE, dict(pair for name, side in zip(some, sides, strict=True) for pair in side(name).items())
                )


def _stayed_away(name: str) -> dict[str, str]:
    return absent(name)[0]


def named(cell: Cells, plan: ActionPlan) -> Callable[[str], str]:
    """What an action, a school or a group is called."""
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    return lambda name: cell.titled(name, titles[name]) if name in titles else cell.group(name) if name else "–"


def _bands(found: pd.DataFrame, people: "pd.Series[bool]", threshold: int) -> pd.DataFrame:
    """Which bands of which name must be held back, and all of a name that is."""
    table = found.set_index("name")[list(_BANDS)].astype("float64")
    parts = table.drop(index=ALL, errors="ignore")
    held = pd.concat([suppress(parts, threshold), suppress(table.loc[[ALL]].T, threshold).T]) if ALL in table.index else suppress(parts, threshold)  # fmt: skip
    return held.reindex(table.index) | people.reindex(table.index).to_numpy()[:, None]


def _quartiles(cell: Cells, row: "pd.Series", what: str) -> str:
    if pd.isna(row[what]):
        return "–"
    digits = [
        0 if what == "sessions" or float(row[name]).is_integer() else 1 for name in (f"{what}_low", f"{what}_high")
    ]
    middle = cell.number(row[what], 0 if float(row[what]).is_integer() else 1)
    low, high = (cell.number(row[f"{what}_{end}"], to) for end, to in zip(("low", "high"), digits, strict=True))
    return cell.say("{middle} ({low} to {high})", middle=middle, low=low, high=high)
