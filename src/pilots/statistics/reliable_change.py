"""Who changed by more than the unreliability of a scale explains, and who crossed over to the range of others."""

from collections.abc import Sequence
from math import nan, sqrt
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.methods import Method
from pilots.statistics.pairing import People, two_waves
from pilots.statistics.proportions import wilson
from pilots.statistics.samples import EVERYONE, Values, as_list, rescaled
from pilots.vocabulary import OPTION

CRITICAL = 1.96
"""Standard errors beyond which a change is reliable (Jacobson & Truax 1991)."""
CLASSES = ("recovered", "improved", "unchanged", "deteriorated")

Row = dict[str, object]


class ReliableChange(NamedTuple):
    """What a change has to be: in the unit of the scale.

    `se` is the standard error of a score, `s_diff` that of a difference between two, `threshold` the smallest
    reliable change.
    """

    se: float
    s_diff: float
    threshold: float

    def rc(self, before: float, after: float) -> float:
        """RC: the change in standard errors of a difference."""
        return (after - before) / self.s_diff if self.s_diff else nan


class CutOffs(NamedTuple):
    """Where the range of others begins: a beyond that of the group concerned, b within that of others, c between."""

    a: float
    b: float
    c: float


def reliable_change_index(sd: float, reliability: float) -> ReliableChange:
    """The standard errors and the smallest reliable change of a scale.

    Parameters
    ----------
    sd
        Standard deviation of the scores before.
    reliability
        Of the scale, 0 to 1: alpha, or better a retest correlation.

    Notes
    -----
    SE = s √(1 - r), S_diff = √2 SE, threshold 1.96 S_diff. Jacobson, N. S. & Truax, P. (1991). Clinical significance.
    Journal of Consulting and Clinical Psychology 59, 12-19.

    Examples
    --------
    >>> found = reliable_change_index(9.2, 0.88)
    >>> round(found.s_diff, 3), round(found.threshold, 3), round(found.rc(28, 18), 3)
    (4.507, 8.834, -2.219)
    """
    if not (0 <= reliability < 1 and sd >= 0):
        raise PilotsError(
            f"a scale can't have the reliability {reliability} and the standard deviation {sd}",
            mend="Give a reliability from 0 to below 1 and a standard deviation from 0.",
        )
    se = sd * sqrt(1 - reliability)
    return ReliableChange(se, sqrt(2) * se, CRITICAL * sqrt(2) * se)


def cut_offs(mean: float, sd: float, norm_mean: float, norm_sd: float) -> CutOffs:
    """Jacobson & Truax's cut-offs between the group concerned and others.

    Parameters
    ----------
    mean, sd
        Of the group concerned, before.
    norm_mean, norm_sd
        Of others, for instance of parents without the problem.

    Notes
    -----
    a lies two standard deviations of the group concerned from its mean, towards the others; b two of theirs from
    their mean, towards the group concerned; c = (s₀ m₁ + s₁ m₀) / (s₀ + s₁) where both are as near.

    Examples
    --------
    >>> [round(cut, 2) for cut in cut_offs(29, 9.2, 12, 6.1)]
    [10.6, 24.2, 18.78]
    """
    towards = 1 if norm_mean >= mean else -1
    part = sd / (sd + norm_sd) if sd + norm_sd > 0 else nan
    return CutOffs(mean + towards * 2 * sd, norm_mean - towards * 2 * norm_sd, mean * (1 - part) + norm_mean * part)


def reliable_change(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    person: str,
    wave: str,
    reliability: float,
    sd: float | None = None,
    norm_mean: float | None = None,
    norm_sd: float | None = None,
    improvement: Literal["increase", "decrease"] = "increase",
    by: str | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """How many linked people changed by more than chance, for the better or for the worse.

    Parameters
    ----------
    data, columns, person, wave, by, ci
        As for `change`.
    reliability
        Of the scale, 0 to below 1.
    sd
        Standard deviation of the scale; left out, that of the scores before, of everyone in the frame.
    norm_mean, norm_sd
        Mean and standard deviation of others, if known: who improves beyond cut-off c counts as recovered.
    improvement
        Whether higher or lower scores are better.

    Returns
    -------
    DataFrame
        An estimates frame. Per column and group the rows `s_diff`, `reliable_change` (the smallest), and with
        norms `cut_off_a`, `cut_off_b`, `cut_off_c`; per class (variable `column/improved`, ...) a row `count` and a
        row `share` with Wilson's interval: "recovered" (only with norms: improved, and over c), "improved",
        "unchanged", "deteriorated". Each linked person is in one class. n counts linked people, n_missing the others.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, someone has two rows in a wave, a reliability or standard
        deviation can't be one, or others have the less good mean.

    Notes
    -----
    See `reliable_change_index` and `cut_offs`. A count of classes has no test: with r = 0.8 and no change at all one
    in twenty changes reliably.

    Examples
    --------
    >>> answers = pd.DataFrame({"wave": [0] * 4 + [1] * 4, "who": [*range(4)] * 2, "worry": [30, 28, 25, 20, 18, 27, 12, 31]})
    >>> found = reliable_change(answers, "worry", person="who", wave="wave", reliability=0.88, sd=9.2,
    ...     norm_mean=12, norm_sd=6.1, improvement="decrease")
    >>> found.loc[found["statistic"] == "count", ["variable", "estimate"]]
                  variable  estimate
    5      worry/recovered       1.0
    7       worry/improved       1.0
    9      worry/unchanged       1.0
    11  worry/deteriorated       1.0
    """
    if improvement not in ("increase", "decrease"):
        raise PilotsError(f"no improvement is '{improvement}'", mend="Take 'increase' or 'decrease'.")
    better = 1 if improvement == "increase" else -1
    everyone = two_waves(data, as_list(columns), person=person, wave=wave, ci=ci)[EVERYONE]
    rows: list[Row] = []
    for group, waves in two_waves(data, as_list(columns), person=person, wave=wave, by=by, ci=ci).items():
        for column in as_list(columns):
            people, before = waves.people(column), everyone.people(column).before
            n = len(people.linked)
            common: Row = {"group": group, "n": n, "n_missing": people.asked - n}
            spread = _sd(before) if sd is None else float(sd)
            reason = waves.missing or (None if n else Method.NO_PAIRS) or (None if spread > 0 else Method.SAME_BEFORE)
            if reason:
                rows.append(common | {"variable": column, "statistic": "reliable_change", "method": reason.value})
                continue
            limits = reliable_change_index(spread, reliability)
            cuts = None
            if norm_mean is not None and norm_sd is not None:
                cuts = _cuts(before, spread, norm_mean, norm_sd, better)
            rows += [common | {"variable": column} | row for row in _limits(limits, cuts)]
            rows += [common | row for row in _classes(column, people, limits, cuts, better, ci)]
    return vocabulary.estimates(rows)


def _sd(before: Values) -> float:
    small, factor = rescaled(before)
    return float(small.std(ddof=1)) * factor if len(before) > 1 and before[0] < before[-1] else 0.0


def _cuts(before: Values, sd: float, norm_mean: float, norm_sd: float, better: int) -> CutOffs:
    small, factor = rescaled(before)
    mean = float(small.mean()) * factor
    if (norm_mean - mean) * better < 0:
        raise PilotsError(
            "the mean of the others is less good than that of this group before",
            mend="Check the mean of the others, or whether an increase or a decrease is the improvement.",
        )
    return cut_offs(mean, sd, norm_mean, norm_sd)


def _limits(limits: ReliableChange, cuts: CutOffs | None) -> list[Row]:
    found = {"s_diff": limits.s_diff, "reliable_change": limits.threshold}
    found |= {f"cut_off_{name}": cut for name, cut in cuts._asdict().items()} if cuts else {}
    return [
        {"statistic": name, "estimate": value, "method": Method.JACOBSON_TRUAX.value} for name, value in found.items()
    ]


def _classes(
    column: str, people: People, limits: ReliableChange, cuts: CutOffs | None, better: int, ci: float
) -> list[Row]:
    before, after = people.linked.T
    moved = (after - before) * better
    up, down = moved > limits.threshold, moved < -limits.threshold
    over = up & (before * better < cuts.c * better) & (after * better >= cuts.c * better) if cuts else np.zeros_like(up)
    members = {"recovered": over, "improved": up & ~over, "unchanged": ~up & ~down, "deteriorated": down}
    n = len(moved)
    rows: list[Row] = []
    for name in CLASSES if cuts else CLASSES[1:]:
        count = int(members[name].sum())
        named: Row = {"variable": f"{column}{OPTION}{name}"}
        low, high = wilson(count, n, ci=ci)
        rows.append(named | {"statistic": "count", "estimate": count, "method": Method.JACOBSON_TRUAX.value})
        rows.append(
            named
            | {"statistic": "share", "estimate": count / n, "ci_low": low, "ci_high": high, "ci_level": ci}
            | {"method": Method.JACOBSON_TRUAX_SHARE.value}
        )
    return rows
