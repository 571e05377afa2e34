"""What exhibits that hold numbers beside words tell of how many: who is behind each number, and in how many conversations a finding is."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from pilots.codebook import Codebook
from pilots.mixed.conversations import Told, told_beside
from pilots.mixed.numbers import Number, may_be_shown
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.privacy.gathered import EITHER
from pilots.survey import Survey
from pilots.told import ANSWERED, CONVERSATIONS, base, open_value, rounded, told, told_answered
from pilots.told_themes import in_phase, of_phase, told_range
from pilots.vocabulary import OPTION, SITE, UNKNOWN

_GROUP = "group"
_WAVES = (("yes", "yes"), ("yes", "no"), ("no", "yes"))


def sides(book: Codebook, item: str) -> tuple[str, str]:
    """The codes of who agrees with an item, and of who does not, as the values of one characteristic."""
    codes = book.codes(item)
    numbers = pd.to_numeric(pd.Series(codes, dtype="object"), errors="coerce").astype("float64")
    above = (numbers > (numbers.min() + numbers.max()) / 2).tolist()
    agree, other = ([code for code, high in zip(codes, above, strict=True) if high is side] for side in (True, False))
    return EITHER.join(agree), EITHER.join(other)


def told_changes(
    shown: pd.DataFrame, held: "pd.Series[bool]", pilot: Pilot, *, column: int = -1, last: bool = True
) -> Iterator[Count]:
    """How many answered a scale in either of two waves, in the first and in the last: who did in one only, or in both, is left open.

    Parameters
    ----------
    shown
        As `survey.changes.told_once` gives them, in the order of the exhibit.
    held
        Row by row, whether a dot stands in place of n.
    column
        Of n; left out, they stand in no cell.
    last
        Whether the second is the last wave; else column `wave` says which.
    """
    sites, threshold = {site.id for site in pilot.sites}, pilot.privacy.threshold
    for at, (hide, (_, row)) in enumerate(zip(held.tolist(), shown.iterrows(), strict=True)):
        of = f"{row['variable']} in {'either wave' if last else 'the first wave or wave {}'.format(row['wave'])}"
        same = shown["variable"].eq(row["variable"]) & shown["group"].isin(sites) & shown["n_before"].gt(0)
        followed = EITHER.join(shown.loc[same & shown["n_after"].gt(0), "group"])
        name = row["group"] if row["group"] in sites else followed
        own = {SITE: name} if name else {}
        yield told(of, own, row["n"], threshold, held=hide, row=at if column >= 0 else -1, column=column)
        if hide or pd.isna(row["n_before"]) or pd.isna(row["n_after"]):
            continue
        yield told(of, own | {"first": "yes"}, row["n_before"], threshold)
        yield told(of, own | {"last": "yes"}, row["n_after"], threshold)
        yield Count(of, {"first": "no", "last": "no"}, 0, 0)
        yield from (open_value(of, own | dict(zip(("first", "last"), said, strict=True))) for said in _WAVES)


def told_display(
    findings: pd.DataFrame, surveys: Mapping[str, Survey], pilot: Pilot, *, columns: tuple[int, int] = (-1, -1)
) -> Iterator[Count]:
    """What a joint display tells: of whom each number is, and in how many conversations each finding is.

    Parameters
    ----------
    findings
        As `mixed.joint_display` gives them, in the order of the exhibit.
    columns
        Of a table, those of the numbers and of the conversations; left out, they stand in no cell.
    """
    sites, threshold = {site.id for site in pilot.sites}, pilot.privacy.threshold
    for at, (_, row) in enumerate(findings.iterrows()):
        place, (number_column, column) = at if max(columns) >= 0 else -1, columns
        group = row["group"] if isinstance(row["group"], str) else ""
        own = {SITE: group} if group in sites else {}
        if isinstance(row["survey"], str) and (own or not group):
            n, least = (None if pd.isna(row[name]) else int(row[name]) for name in ("n", "n_least"))
            number = Number(row["statistic"], row["estimate"], low=row["ci_low"], n=n, n_least=least)
            shown = not pd.isna(row["estimate"]) and may_be_shown(number, threshold)
            survey = surveys.get(row["survey"])
            of, book = base(row["survey"], row["wave"]), survey.codebook if survey else None
            yield from told_number(of, book, row, threshold, group=own, shown=shown, row=place, column=number_column)
        said = told_beside(row, threshold)
        yield from told_codes_of(row["codes"], said, row["phase"], row=place, column=column)


def told_number(
    of: str,
    book: Codebook | None,
    number: "pd.Series",
    threshold: int,
    *,
    group: Mapping[str, str] | None = None,
    shown: bool = True,
    row: int = -1,
    column: int = -1,
) -> Iterator[Count]:
    """How many respondents a number is of, and of a share how many are on either side of it.

    Parameters
    ----------
    of
        Of whom it is, as `told.base` says it; of a change, which is of two waves, nothing is told here.
    book
        Says which answers agree; without it only that some do and others do not.
    number
        variable, statistic, estimate and n, as `mixed.joint_display` gives them.
    threshold
        The least number of people that may be shown.
    group
        Characteristic to value, of the group that it is of; left out, everyone.
    shown
        Whether it is; else a dash or dot stands there.
    row, column
        See `Count`.
    """
    if pd.isna(number["estimate"]) or not of.rpartition("/")[2].isdigit():
        return
    variable, own = str(number["variable"]), dict(group or {})
    n = 0 if pd.isna(number["n"]) else int(number["n"])
    if shown or n < threshold:
        asked = variable.partition(OPTION)[0]
        yield from told_answered(of, asked, n, threshold, group=own, held=not shown, row=row, column=column)
    if number["statistic"] != "share":
        return
    said = variable if book or OPTION in variable else f"agrees: {variable}"
    pair = ("1", "0") if OPTION in variable else sides(book, variable) if book else ("yes", "no")
    if not all(pair):
        return
    people = round(float(number["estimate"]) * n)
    for value, count in zip(pair, (people, n - people), strict=True):
        where = own | {said: value}
        if OPTION in variable and value == "0":
            where |= {f"{ANSWERED}{asked}": "yes"} if shown else {}
        held = Count(of, where, 0, held=True, row=row, column=column)
        yield rounded(of, where, count, n, row=row, column=column) if shown else held
    if OPTION not in variable:
        yield open_value(of, {said: UNKNOWN})


def told_codes_of(
    codes: Sequence[str],
    said: Told | None,
    phase: object,
    *,
    group: str = "",
    row: int = -1,
    column: int = -1,
) -> Iterator[Count]:
    """In how many conversations of a phase, or of a group in it, any of some codes comes up, as far as it is told.

    Parameters
    ----------
    codes
        Their names.
    said
        What is told of them; None where nothing is.
    phase, group
        Of which conversations; left out, all groups.
    row, column
        See `Count`.

    Examples
    --------
    >>> from pilots.mixed.conversations import told
    >>> [dict(one.where) for one in told_codes_of(["welcome"], told(12, 30, 5), 1)][0]
    {'welcome (phase 1)': 'yes', 'phase 1': 'yes'}
    """
    if said is None or not codes:
        return
    among = {of_phase(str(phase)): "yes"} | ({_GROUP: group} if group else {})
    low, high = told_range(said)
    any_of = in_phase(" or ".join(sorted(codes)), str(phase))
    yield Count(CONVERSATIONS, {any_of: "yes"} | among, low, high, not said.exact, row, column)
    if said.base >= said.threshold:
        yield Count(CONVERSATIONS, among, said.base, said.base)
    yield open_value(CONVERSATIONS, {any_of: "no"} | among)
    if group or len(codes) < 2:
        return
    for code in codes:
        yield Count(CONVERSATIONS, {in_phase(code, str(phase)): "yes", any_of: "no"}, 0, 0)
    yield Count(CONVERSATIONS, {any_of: "yes"} | {in_phase(code, str(phase)): "no" for code in codes}, 0, 0)
