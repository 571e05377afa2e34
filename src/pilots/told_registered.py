"""What exhibits tell of people whom actions reached: who came to sessions, who scored goals, on whom targets rest, who judged."""

from collections.abc import Collection, Iterator, Sequence

import pandas as pd

from pilots.actions.indicators import MOMENTS
from pilots.actions.measures import tells_of_few
from pilots.actions.reach import EVERYONE
from pilots.privacy.counts import Count
from pilots.told import BETWEEN, FAMILIES, PEOPLE, REFERRED, base, came, open_value, rounded, told, told_answered
from pilots.vocabulary import SITE, WAVE

GOALS = "people with goals"
"""Who set goals of their own."""
RATERS = "raters"
"""Who judged what actions may bring and what they ask."""
_WHERE = {"reach": PEOPLE, "families": FAMILIES, "cost": FAMILIES}


def told_goals(found: pd.DataFrame, held: Sequence[bool]) -> Iterator[Count]:
    """How many people had goals scored at each moment, or at two of them.

    Parameters
    ----------
    found
        As `actions.attainment` gives it, a row a row of the table; n stands in its third column.
    held
        Row by row, whether a dot stands there.
    """
    for at, (hide, (_, row)) in enumerate(zip(held, found.iterrows(), strict=True)):
        where = _scored(str(row["variable"]), str(row["group"]))
        yield told(GOALS, where, row["n"], 1, held=bool(hide), row=at, column=2)
        moments = str(row["group"]).split(BETWEEN)
        if len(moments) > 1:
            yield from (open_value(GOALS, where | {_at(moment): "no"}) for moment in moments)


def told_targets(results: pd.DataFrame, threshold: int, label: str, *, column: int = -1) -> Iterator[Count]:
    """Of how many people or families each result is; weeks, sessions and what was counted otherwise are no people.

    Parameters
    ----------
    results
        As `actions.evaluate` gives them, a row a row of the table.
    column
        That of n.
    """
    waves, moments = (results.attrs.get(name, {}) for name in (WAVE, MOMENTS))
    for at, (_, row) in enumerate(results.iterrows()):
        kind, _, what = str(row["measure"]).partition(":")
        if pd.isna(row["n"]):
            continue
        held, place = tells_of_few(row, threshold), {"row": at, "column": column}
        site = row["site"] if isinstance(row["site"], str) else ""
        if kind == "scale":
            survey, _, scale = what.partition(".")
            group = {SITE: site} if site else {}
            yield from told_answered(base(survey, waves.get(survey, label)), scale, row["n"], threshold, group=group, held=held, **place)  # fmt: skip
        elif kind in _WHERE:
            yield told(_WHERE[kind], _came_at(what, site), row["n"], 1, held=held, **place)
            yield from (Count(_WHERE[kind], _came_at(what, site) | {f"came: {name}": "no"}, 0, 0) for name in (what, site) if name and site)  # fmt: skip
        elif kind == "gas":
            whom = " at ".join(filter(None, (what, site))) or EVERYONE
            yield told(GOALS, _scored(whom, moments.get(what, label)), row["n"], 1, held=held, **place)
        elif kind == "funnel":
            yield from _of_stages(row, what, site, held=held, **place)


def _of_stages(result: "pd.Series", stage: str, site: str, *, held: bool, **place: int) -> Iterator[Count]:
    """How many families came as far; of a share, how many of those who were met, and how many these are."""
    own = {f"referred: {site}": "yes"} if site else {}
    met, there = own | {"stage: met": "yes"}, {f"stage: {stage}": "yes"}
    if pd.isna(result["ci_low"]):
        yield told(REFERRED, own | there, result["n"], 1, held=held, **place)
        return
    yield told(REFERRED, met, result["n"], 1, held=held, **place)
    if not held:
        yield rounded(REFERRED, met | there, result["result"] / 100 * result["n"], result["n"], **place)


def told_sessions(drawn: pd.DataFrame, action: str) -> Iterator[Count]:
    """How many came to each session that is drawn, of how many who could have come; weeks of half days are no people.

    Parameters
    ----------
    drawn
        The points of `actions.monitor` that are drawn.
    action
        Of which action.
    """
    for _, row in drawn.loc[drawn["people"].isna()].iterrows():
        of = f"visits to {action} at {row['site']} on {row['date']:%Y-%m-%d}, {row['sessions']:g} in all"
        yield told(of, {"present": "yes"}, row["present"], 1)
        if pd.notna(row["possible"]):
            yield told(of, {}, row["possible"], 1)
            yield open_value(of, {"present": "no"})


def told_outputs(reached: pd.DataFrame, held: Sequence[bool], actions: Collection[str], threshold: int) -> Iterator[Count]:  # fmt: skip
    """How many people came to each action that is drawn with them.

    Parameters
    ----------
    reached
        As `actions.reach` gives it.
    held
        Row by row, whether the number is left out unless it is too small, which is told as that.
    actions
        Those that are drawn.
    """
    for hide, (_, row) in zip(held, reached.iterrows(), strict=True):
        if row["name"] in actions and row["people"] > 0:
            few = row["people"] < threshold
            yield told(PEOPLE, came(str(row["name"])), row["people"], threshold, held=bool(hide) and not few)


def told_raters(judged: pd.DataFrame, threshold: int) -> Iterator[Count]:
    """That enough people judged each action that is drawn, and too few each that is left out.

    Parameters
    ----------
    judged
        As `actions.impact_effort` gives it.
    """
    for _, row in judged.dropna(subset=["raters"]).iterrows():
        where = {f"judged {row['action']}": "yes"}
        few = 0 < row["raters"] < threshold
        yield told(RATERS, where, row["raters"], threshold) if few else Count(RATERS, where, min(int(row["raters"]), threshold))  # fmt: skip


def _scored(whom: str, moment: str) -> dict[str, str]:
    """Whose goals were scored at a moment, at all of them, or at two."""
    own = {} if whom == EVERYONE else {f"goals: {whom}": "yes"}
    return own | {_at(one): "yes" for one in moment.split(BETWEEN) if one != EVERYONE}


def _at(moment: str) -> str:
    return f"scored at {moment}"


def _came_at(action: str, site: str) -> dict[str, str]:
    return {f"came: {action} at {site}": "yes"} if site else came(action)
