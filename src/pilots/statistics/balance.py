"""Standardised differences: how far apart groups, or a sample and its population, are before anything is compared."""

from collections.abc import Mapping
from math import nan, sqrt

import numpy as np

from pilots.statistics.design import SampleDesign, spread
from pilots.statistics.design_stages import Codes, Mask
from pilots.statistics.methods import Method
from pilots.statistics.samples import Values, pairs, rescaled

Row = dict[str, object]


def distance(first: Values, second: Values) -> float:
    """The standardised difference of two sets of shares: Austin's of two categories, else Yang and Dalton's.

    Examples
    --------
    >>> round(distance(np.array([0.5, 0.5]), np.array([0.3, 0.7])), 3)
    0.417
    """
    there = (first > 0) | (second > 0)
    p, q = first[there], second[there]
    if len(p) < 2:
        return nan
    gap, mean = (p - q)[:-1], ((np.diag(p) - np.outer(p, p)) + (np.diag(q) - np.outer(q, q)))[:-1, :-1] / 2
    if len(p) == 2:
        return float(gap[0]) / sqrt(float(mean[0, 0])) if mean[0, 0] > 0 else nan
    return sqrt(max(float(gap @ np.linalg.pinv(mean) @ gap), 0.0))


def pairs_of_means(design: SampleDesign, values: Values, parts: Mapping[str, Mask]) -> list[Row]:
    """Per pair of groups the standardised difference of their means."""
    small = rescaled(np.where(np.isfinite(values), values, 0.0))[0]
    rows: list[Row] = []
    for a, b in pairs(parts):
        one, two = (design.answered(values) & parts[group] for group in (a, b))
        row = _pair(a, b, parts, one, two)
        if min(one.sum(), two.sum()) > 1:
            variance = (spread(small[one], design.weights[one]) + spread(small[two], design.weights[two])) / 2
            apart = design.mean(small, one).estimate - design.mean(small, two).estimate
            if variance > 1e-24 * float((small**2).max()):
                row |= {"estimate": apart / sqrt(variance), "method": Method.STANDARD_GAP.value}
            else:
                row["method"] = Method.NO_VARIANCE.value
        rows.append(row)
    return rows


def pairs_of_shares(design: SampleDesign, place: Codes, kinds: int, parts: Mapping[str, Mask]) -> list[Row]:
    """Per pair of groups the standardised difference of their shares of `kinds` categories."""
    rows: list[Row] = []
    there = (place >= 0) & (design.weights > 0)
    for a, b in pairs(parts):
        one, two = (there & parts[group] for group in (a, b))
        row = _pair(a, b, parts, one, two)
        if one.any() and two.any():
            cells = place[:, None] == np.arange(kinds)
            found = distance(design.parts(one) @ cells, design.parts(two) @ cells)
            row |= {"estimate": found, "method": (Method.STANDARD_GAP if found == found else Method.NO_VARIANCE).value}
        rows.append(row)
    return rows


def _pair(a: str, b: str, parts: Mapping[str, Mask], one: Mask, two: Mask) -> Row:
    n = int(one.sum() + two.sum())
    return {
        "group": f"{a} - {b}", "statistic": "standardized_difference", "n": n,
        "n_missing": int(parts[a].sum() + parts[b].sum()) - n,
        "method": (Method.ONE_ANSWER if one.any() and two.any() else Method.NO_ANSWERS).value,
    }  # fmt: skip
