"""What exhibits tell of how many, in one form for all of them: who is counted, by which characteristics, and how much of it is told.

The gate computes with these over a whole publication, so the same people and the same characteristic have one name everywhere:

- `base`: who answered a survey in a wave; "… received" all their forms, "conversations" the interviewed, "reach" who came to actions.
- `site` (a school's id), `language` (a code), a variable by its own name (the codes of its answers, "" for none, "2|3" for either of two).
- "answered:<variable>" (yes, no): who can be counted in a number. How many did not answer a question follows from every n beside the
  number of people asked; it tells nothing of what anybody thinks, and is not held back.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

from pilots.actions.kinds import STAGES
from pilots.actions.reach import EVERYONE
from pilots.cells import Cells
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.privacy.gathered import EITHER, FORMS
from pilots.vocabulary import OPTION, SITE, UNKNOWN, WAVE

ANSWERED = "answered:"
"""Begins the name of the characteristic that somebody can be counted in a number of a variable."""
BETWEEN = " - "
"""Stands between the two groups of a difference."""
PEOPLE, FAMILIES = "reach people", "reach families"
"""Who came to actions."""
REFERRED = "referred families"
"""Of whom a referral was registered."""
BROUGHT = "network"
"""People of whom it was registered who brought them."""
CONVERSATIONS = "conversations"
"""The interviewed, or groups that were talked with."""
FORM = "form"
"""What became of a form that was received."""


def base(survey: object, wave: object) -> str:
    """Who is counted: those who answered a survey in a wave.

    Examples
    --------
    >>> base("parents", 0)
    'parents/0'
    """
    return f"{survey}/{wave}"


def of_frame(survey: object, found: pd.DataFrame, label: str) -> str:
    """Who is counted in a frame about a survey: those of the wave that it remembers in `attrs`; where it does not, only the exhibit's own.

    Examples
    --------
    >>> of_frame("parents", pd.DataFrame(), "tbl-means")
    'parents/tbl-means'
    """
    return base(survey, found.attrs.get(WAVE, label))


def told(
    of: str,
    where: Mapping[str, str],
    n: object,
    threshold: int,
    *,
    held: bool = False,
    row: int = -1,
    column: int = -1,
) -> Count:
    """A number of people as `Cells.n` writes it, or held back.

    Parameters
    ----------
    of, where, row, column
        See `Count`.
    n
        How many; missing where nothing is told.
    threshold
        The least number of people that may be shown: below it is told only that it is so.
    held
        Whether a dot or dash stands in its place.

    Examples
    --------
    >>> one = told("parents/0", {"site": "vlam"}, 3, 5)
    >>> one.low, one.high, one.held
    (1, 4, True)
    >>> told("parents/0", {}, 12, 5, held=True).high
    inf
    """
    if held or pd.isna(n):  # type: ignore[call-overload]
        return Count(of, where, 0, held=held, row=row, column=column)
    count = round(float(n))  # type: ignore[arg-type]
    if 0 < count < threshold:
        return Count(of, where, 1, threshold - 1, held=True, row=row, column=column)
    return Count(of, where, count, count, row=row, column=column)


def open_value(of: str, where: Mapping[str, str]) -> Count:
    """That some people may be so, without telling how many: no number is told of them, and none need be held back."""
    return Count(of, where, 0)


def rounded(of: str, where: Mapping[str, str], count: object, n: object, *, row: int = -1, column: int = -1) -> Count:
    """A count of which the percentage, without decimals, and its base are told.

    Examples
    --------
    >>> one = rounded("parents/0", {"trust": "5"}, 67, 400)
    >>> one.low, one.high
    (66, 70)
    """
    people, size = round(float(count)), float(n)  # type: ignore[arg-type]
    if not size:
        return Count(of, where, 0, 0, row=row, column=column)
    shown = round(100 * people / size)
    fits = [one for one in range(int(size) + 1) if abs(100 * one / size - shown) <= 0.5 + 1e-9]
    return Count(of, where, min([*fits, people]), max([*fits, people]), row=row, column=column)


def group_of(group: str, sites: frozenset[str]) -> dict[str, str] | None:
    """The characteristic that a group of an estimates frame has; None where its name does not say.

    Examples
    --------
    >>> group_of("all", frozenset()), group_of("language/nl", frozenset()), group_of("vlam", frozenset({"vlam"}))
    ({}, {'language': 'nl'}, {'site': 'vlam'})
    >>> group_of("language/nl - language/fr", frozenset())
    {'language': 'nl|fr'}
    """
    if group == "all":
        return {}
    if BETWEEN in group:
        parts = [group_of(part, sites) for part in group.split(BETWEEN)]
        pairs = [pair for part in parts for pair in (part or {}).items()]
        alike = len(pairs) == len(parts) and len({name for name, _ in pairs}) == 1
        return {pairs[0][0]: EITHER.join(value for _, value in pairs)} if alike else None
    if OPTION in group:
        variable, _, code = group.partition(OPTION)
        return {variable: code}
    return {SITE: group} if group in sites else None


def told_stages(cell: Cells, flow: pd.DataFrame, *, in_cells: bool = False) -> tuple[Count, ...]:
    """The stages of each survey and wave as counts: forms that were received are analysed, or removed for one reason.

    Parameters
    ----------
    flow
        As `survey.load_flow` gives it.
    in_cells
        Whether they stand in a table with a column a survey and wave, invited and received on top, analysed below.
    """
    columns = [
        (base(survey, wave), own.groupby("stage", sort=False, observed=True)["n"].sum(min_count=1).dropna())
        for (survey, wave), own in flow.groupby(["survey", "wave"], sort=False)
    ]
    removals = sorted({stage for _, counts in columns for stage in counts.index if stage.startswith("removed")})
    found = []
    for column, (of, counts) in enumerate(columns, start=1):
        hidden = cell.hidden_stages(counts)
        for row, stage in enumerate(["sent", "received", *removals, "analysed"]):
            at, beside = (row, column) if in_cells else (-1, -1)
            if stage in counts.index:
                forms = f"{of} sent" if stage == "sent" else f"{of}{FORMS}"
                where = {} if stage in ("sent", "received") else {FORM: stage}
                found.append(told(forms, where, counts[stage], 1, held=stage in hidden, row=at, column=beside))
            elif stage in removals:
                found.append(told(f"{of}{FORMS}", {FORM: stage}, 0, 1, row=at, column=beside))
    return tuple(found)


def told_answered(
    of: str,
    variable: str,
    n: object,
    threshold: int,
    *,
    group: Mapping[str, str] | None = None,
    held: bool = False,
    row: int = -1,
    column: int = -1,
) -> list[Count]:
    """How many people of a group a number of a variable is of, and that there may be others who did not answer.

    Parameters
    ----------
    group
        Characteristic to value, as `group_of` gives them; left out, everyone.

    Examples
    --------
    >>> [dict(one.where) for one in told_answered("staff/0", "climate", 22, 5)]
    [{'answered:climate': 'yes'}, {'answered:climate': 'no'}]
    """
    own = dict(group or {})
    yes = told(of, {**own, f"{ANSWERED}{variable}": "yes"}, n, threshold, held=held, row=row, column=column)
    others = [{f"{ANSWERED}{variable}": "no"}, *({name: UNKNOWN} for name in own)]
    return [yes, *(open_value(of, other) for other in others)]


def told_means(
    shown: pd.DataFrame,
    surveys: Collection[str],
    pilot: Pilot,
    label: str,
    *,
    column: int = -1,
    held: Sequence[bool] = (),
) -> Iterator[Count]:
    """How many people each row of an estimates frame about scales is of.

    Parameters
    ----------
    shown
        Rows of `survey.compare_groups` (variable a scale, group a survey) or `survey.compare_within` (`survey.scale`, a
        school's id or `variable/code`), in the order of the exhibit.
    surveys
        Their names.
    label
        Of the exhibit; see `of_frame`.
    column
        The exhibit's column of n; left out, they stand in no cell.
    held
        Row by row, whether a dash stands in its place; left out, nowhere.
    """
    sites = frozenset(site.id for site in pilot.sites)
    for at, (_, row) in enumerate(shown.iterrows()):
        survey, _, scale = str(row["variable"]).partition(".")
        group: Mapping[str, str] | None = group_of(str(row["group"]), sites)
        several = not scale and set(str(row["group"]).split(BETWEEN)) <= set(surveys)
        if several:
            survey, scale, group = str(row["group"]).replace(BETWEEN, " or "), str(row["variable"]), {}
        if scale and (several or survey in surveys) and group is not None:
            place = at if column >= 0 else -1
            of = of_frame(survey, shown, label)
            hide, least = bool(held) and held[at], pilot.privacy.threshold
            yield from told_answered(of, scale, row["n"], least, group=group, held=hide, row=place, column=column)


def came(name: str) -> dict[str, str]:
    """Who came to an action, or from a school; everybody where it is "all"."""
    return {} if name == EVERYONE else {f"came: {name}": "yes"}


def absent(name: str) -> list[dict[str, str]]:
    """Who did not come to an action, or from a school: nobody where it is "all"."""
    return [] if name == EVERYONE else [{f"came: {name}": "no"}]


def told_families(found: pd.DataFrame, hidden: pd.DataFrame, *, in_cells: bool = True) -> Iterator[Count]:
    """How many families were reached by what counts as reached: who came once is who came at all.

    Parameters
    ----------
    found
        As `actions.cost_per_family` gives it.
    hidden
        As `actions.withheld_reach.held_families` gives it.
    in_cells
        Whether they stand in a table with a row a row of `found`.
    """
    for at, (_, row) in enumerate(found.iterrows()):
        if pd.isna(row["families"]):
            continue
        name, level = str(row["name"]), str(row["reached"])
        if level in STAGES:
            of, where = (
                REFERRED,
                {f"stage: {level}": "yes"} | ({} if name == EVERYONE else {f"referred: {name}": "yes"}),
            )
        else:
            often = {} if level == "once" else {f"came {level}: {name}": "yes"}
            of, where = FAMILIES, came(name) | often
        held, place = bool(hidden.loc[name, level]), at if in_cells else -1
        yield told(of, where, row["families"], 1, held=held, row=place, column=3 if in_cells else -1)
