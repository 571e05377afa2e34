"""How many conversations may be told of: who was interviewed is often known, so what each said must not follow from a count."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

import pandas as pd

_HALVES = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A count of conversations as it may leave.

    Parameters
    ----------
    text
        In English, a key of the gettext catalogues, with places for `cases`, `base` and `threshold`.
    cases, base, threshold
        What stands in these places; `cases` is a number, or a limit such as "< 5".
    least, most
        The share of conversations, 0 to 1, as far as it is told: equal where the count is.
    """

    text: str
    cases: str
    base: int
    threshold: int
    least: float
    most: float

    @property
    def exact(self) -> bool:
        """Whether the count itself is told."""
        return self.least == self.most

    @property
    def values(self) -> dict[str, object]:
        """What the places of the text hold."""
        return {"cases": self.cases, "base": self.base, "threshold": self.threshold}


def told(cases: int, base: int, threshold: int, *, counted: bool = True) -> Told:
    """What may be told of `cases` among `base` conversations.

    The count is told where as many people as the threshold asks spoke of it, and as many did not. Else a range is
    told, so wide that of nobody it follows whether they did: below the threshold, or above what the threshold leaves; with
    fewer conversations than twice the threshold, where those two meet, fewer than half or at least half. Nobody and everybody
    are within these ranges. Below the threshold only that is told.

    Parameters
    ----------
    cases, base
        How many of how many.
    threshold
        The least number of people that may be shown.
    counted
        Whether the count may be told at all; not where another one that is held back could be computed from it.

    Examples
    --------
    >>> told(6, 7, 5).text, told(6, 7, 5).least
    ('at least half of {base} conversations', 0.5714285714285714)
    >>> told(8, 13, 5).cases, told(2, 13, 5).cases, told(12, 13, 5).cases
    ('8', '< 5', '> 8')
    """
    if base < threshold:
        return Told("fewer than {threshold} conversations", "", base, threshold, 0.0, 1.0)
    if counted and threshold <= cases <= base - threshold:
        return Told(_COUNTED, str(cases), base, threshold, cases / base, cases / base)
    if not counted or base < _HALVES * threshold:
        half = ceil(base / _HALVES)
        if cases < half:
            return Told("fewer than half of {base} conversations", "", base, threshold, 0.0, (half - 1) / base)
        return Told("at least half of {base} conversations", "", base, threshold, half / base, 1.0)
    if cases < threshold:
        return Told(_COUNTED, f"< {threshold}", base, threshold, 0.0, (threshold - 1) / base)
    left = base - threshold
    return Told(_COUNTED, f"> {left}", base, threshold, (left + 1) / base, 1.0)


def told_codes(counted: pd.DataFrame, threshold: int) -> list[Told]:
    """What may be told of each code of a tree.

    Parameters
    ----------
    counted
        level, cases, base: a row a code, each after the one above it, as `qualitative.themes` and `code_tree` give them.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    list of Told
        As `told` gives it. A count is not told either where it differs by few from one above it that is: so few spoke of
        that, but not of this.

    Examples
    --------
    >>> tree = pd.DataFrame({"level": [0, 1, 1], "cases": [12, 10, 6], "base": 30})
    >>> [said.cases or said.text for said in told_codes(tree, 5)]
    ['12', 'fewer than half of {base} conversations', '6']
    """
    found: list[Told] = []
    above: list[tuple[int, int]] = []
    for level, cases, base in counted[["level", "cases", "base"]].astype("int64").itertuples(index=False, name=None):
        above = [(higher, n) for higher, n in above if higher < level]
        found.append(told_under(cases, [n for _, n in above], base, threshold))
        above.append((level, cases))
    return found


def told_under(cases: int, above: Iterable[int] | None, base: int, threshold: int) -> Told:
    """What may be told of one code beside those above it; the same as `told_codes` tells of it in its tree.

    Parameters
    ----------
    cases, base
        How many of how many conversations.
    above
        How many have each code above it, from the top of the tree down; missing for a code at the top.
    threshold
        The least number of people that may be shown.

    Examples
    --------
    >>> told_under(10, [12], 30, 5).exact, told_under(6, [12, 10], 30, 5).exact
    (False, True)
    """
    counted: list[int] = []
    for n in (*(above or ()), cases):
        found = told(n, base, threshold, counted=not any(0 < higher - n < threshold for higher in counted))
        if found.exact:
            counted.append(n)
    return found


def told_beside(row: "pd.Series", threshold: int) -> Told | None:
    """What may be told of conversations with one of some codes, where those of each code are told too.

    Parameters
    ----------
    row
        cases, base and apart (`beside.Beside.apart`), as a finding of `joint_display` or `by_group` has them.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    Told
        None where no conversations are counted.

    Examples
    --------
    >>> told_beside(pd.Series({"cases": 12, "base": 30, "apart": 2}), 5).exact
    False
    """
    if pd.isna(row["cases"]) or pd.isna(row["base"]) or not row["base"]:
        return None
    counted = bool(pd.isna(row["apart"]) or row["apart"] >= threshold)
    return told(int(row["cases"]), int(row["base"]), threshold, counted=counted)


_COUNTED = "{cases} of {base} conversations"
