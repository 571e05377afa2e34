"""Hold back counts that contain each other: of the people who came so far, so many came farther."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Counts = NDArray[np.float64]
Mask = NDArray[np.bool_]
EVERYONE = "all"
"""The row of all groups together."""


def nested(counts: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Say which counts must be held back, so that neither they nor their differences tell of too few.

    Parameters
    ----------
    counts
        People by group (rows) and stage (columns); in each row no stage has more than the one before. Missing counts
        as 0. A row "all" is of all groups together, and shown with them; without it the groups stand alone.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    DataFrame of bool
        True where a count must be held back; rows and columns as in `counts`.

    Notes
    -----
    In a row the shown counts, and the steps between them, are 0 or at least the threshold. In a column, what the shown
    groups leave of the total is of two groups at least and, like its steps between stages at which the same groups are held
    back, 0 or at least the threshold. Groups may share people, as actions do: those outside a shown group, and what the groups
    together count more than the total, which is how many are counted twice, are 0 or at least the threshold too.

    Examples
    --------
    >>> funnel = pd.DataFrame({"met": [40, 30], "asked": [38, 20], "helped": [20, 4]}, index=["a", "b"])
    >>> nested(funnel, 5)
         met  asked  helped
    a  False   True   False
    b  False  False    True
    """
    rows = counts.fillna(0).to_numpy("float64")
    found: Mask = np.array([_row(row, np.zeros(len(row), dtype="bool"), threshold) for row in rows], dtype="bool")
    found = found.reshape(rows.shape)
    names = [str(name) for name in counts.index]
    if EVERYONE in names:
        whole = names.index(EVERYONE)
        groups = np.arange(len(rows)) != whole
        found[groups] = _beside(rows[groups], found[groups], rows[whole], found[whole], threshold)
    return pd.DataFrame(found, index=counts.index, columns=counts.columns)


def _beside(table: Counts, hidden: Mask, whole: Counts, top: Mask, threshold: int) -> Mask:
    """What else must be held back of groups that are shown beside all together."""
    while True:
        before = hidden.copy()
        for stage in np.flatnonzero(~top):
            _outside(table, hidden, whole, int(stage), threshold)
            _second(table, hidden, whole, int(stage), threshold)
        rest = np.maximum(whole - np.where(hidden, 0, table).sum(axis=0), 0)
        for pattern in np.unique(hidden, axis=1).T:
            # steps are of the same people only where the same groups are held back
            alike = (hidden == pattern[:, None]).all(axis=0) & ~top
            hidden |= _row(rest, ~alike, threshold) & alike
        if (hidden == before).all():
            return hidden


def _row(row: Counts, skipped: Mask, threshold: int) -> Mask:
    """Which counts of one row are small, or too near to one that is shown; the first and last are shown before others."""
    hidden, shown = skipped.copy(), list[float]()
    places = np.flatnonzero(~skipped)
    for at in [*places[:1], *places[-1:], *places[1:-1]] if len(places) > 1 else places:
        near = any(0 < abs(row[at] - other) < threshold for other in shown)
        if 0 < row[at] < threshold or near:
            hidden[at] = True
        else:
            shown.append(float(row[at]))
    return hidden


def _outside(table: Counts, hidden: Mask, whole: Counts, stage: int, threshold: int) -> None:
    """Hold back groups that all but few belong to, and one of those that share few."""
    beyond = whole[stage] - table[:, stage]
    hidden[(beyond > 0) & (beyond < threshold), stage] = True
    twice = table[:, stage].sum() - whole[stage]
    if 0 < twice < threshold and not hidden[:, stage].any():
        hidden[np.where(table[:, stage] > 0, table[:, stage], np.inf).argmin(), stage] = True


def _second(table: Counts, hidden: Mask, whole: Counts, stage: int, threshold: int) -> None:
    """Hold back further groups, the smallest first, until what is held back at a stage can't be computed."""
    while hidden[:, stage].any() and not hidden[:, stage].all():
        left = whole[stage] - table[~hidden[:, stage], stage].sum()
        if hidden[:, stage].sum() > 1 and not 0 < left < threshold:
            return
        free = np.flatnonzero(~hidden[:, stage])
        filled = [row for row in free if table[row, stage] > 0] or list(free)
        hidden[min(filled, key=lambda row: table[row, stage]), stage] = True
