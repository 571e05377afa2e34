"""Counts that tell too much by themselves, whatever else is told."""

from collections.abc import Collection

import pandas as pd


def primary(counts: pd.DataFrame, threshold: int, *, known: Collection[str] = ()) -> "pd.Series[bool]":
    """Say which counts are of too few people, of all but too few, or of everybody in a group.

    Parameters
    ----------
    counts
        As `counts_frame` gives them; the rule looks at those that are told exactly (`low` equals `high`).
    threshold
        The least number of people that may be shown.
    known
        Characteristics that are no secret where everybody in a group shares them, such as site or language.

    Returns
    -------
    Series of bool
        True where a count is sensitive.

    Notes
    -----
    A count :math:`n` is sensitive where :math:`0 < n < t`. A group is the same people but for one characteristic; with
    :math:`N` of them, the count is sensitive where :math:`0 < N - n < t`, and where :math:`n = N > 0` while the characteristic
    has other values that were named: it then tells what every one of them said. A count of nobody is not sensitive by itself.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.2.

    Examples
    --------
    >>> from pilots.privacy.counts import Count, counts_frame
    >>> yes = [Count("parents/0", {"site": site, "trust": "yes"}, n, n) for site, n in [("a", 12), ("b", 28), ("c", 20)]]
    >>> no = [Count("parents/0", {"site": site, "trust": "no"}, n, n) for site, n in [("a", 0), ("b", 2), ("c", 10)]]
    >>> sites = [Count("parents/0", {"site": site}, n, n) for site, n in [("a", 12), ("b", 30), ("c", 30)]]
    >>> primary(counts_frame([*yes, *no, *sites]), 5).to_list()
    [True, True, False, False, True, False, False, False, False]
    """
    exact = counts.loc[counts["low"] == counts["high"]]
    people = {(of, where): float(n) for of, where, n in zip(exact["of"], exact["where"], exact["low"], strict=True)}
    named: dict[tuple[str, str], set[str]] = {}
    for of, where in zip(counts["of"], counts["where"], strict=True):
        for name, value in where:
            named.setdefault((of, name), set()).add(value)
    found = pd.Series(False, index=counts.index)
    for at, of, where, n in zip(exact.index, exact["of"], exact["where"], exact["low"], strict=True):
        small = 0 < n < threshold
        for pair in where:
            rest = people.get((of, tuple(other for other in where if other != pair)), float("nan")) - n
            alike = rest == 0 < n and pair[0] not in known and len(named[of, pair[0]]) > 1
            small = small or alike or 0 < rest < threshold
        found[at] = small
    return found
