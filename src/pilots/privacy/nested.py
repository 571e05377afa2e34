"""Hold back counts that contain each other: of the people who came so far, so many came farther."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Counts = NDArray[np.float64]
Mask = NDArray[np.bool_]


def nested(counts: pd.DataFrame, threshold: int, *, total: "pd.Series[float] | None" = None) -> pd.DataFrame:
    """Say which counts must be held back, so that neither they nor their differences tell of too few.

    Parameters
    ----------
    counts
        People by group (rows) and stage (columns); in each row no stage has more than the one before. Missing counts
        as 0.
    threshold
        The least number of people that may be shown.
    total
        People of all groups together by stage, which are shown with them; left out, the groups stand alone. Its own
        small numbers are held back as those of a group are.

    Returns
    -------
    DataFrame of bool
        True where a count must be held back; rows and columns as in `counts`, and a last row "all" where a total is
        given.

    Notes
    -----
    In a row the shown counts, and the steps between them, are 0 or at least the threshold. In a column, what the shown
    groups leave of the total is of two groups at least and, like its steps between stages at which the same groups are held
    back, 0 or at least the threshold.

    Examples
    --------
    >>> funnel = pd.DataFrame({"met": [40, 30], "asked": [38, 20], "helped": [20, 4]}, index=["a", "b"])
    >>> nested(funnel, 5)
         met  asked  helped
    a  False   True   False
    b  False  False    True
    """
    table = counts.fillna(0).to_numpy("float64")
    hidden: Mask = np.array([_row(row, np.zeros(len(row), dtype="bool"), threshold) for row in table], dtype="bool")
    hidden = hidden.reshape(table.shape)
    if total is None:
        return pd.DataFrame(hidden, index=counts.index, columns=counts.columns)
    whole: Counts = np.asarray(total.reindex(counts.columns).fillna(0), dtype="float64")
    top = _row(whole, np.zeros(len(whole), dtype="bool"), threshold)
    while True:
        before = hidden.copy()
        for stage in np.flatnonzero(~top):
            _second(table, hidden, whole, int(stage), threshold)
        rest = np.maximum(whole - np.where(hidden, 0, table).sum(axis=0), 0)
        for pattern in np.unique(hidden, axis=1).T:
            # steps are of the same people only where the same groups are held back
            alike = (hidden == pattern[:, None]).all(axis=0) & ~top
            hidden |= _row(rest, ~alike, threshold) & alike
        if (hidden == before).all():
            break
    return pd.DataFrame(np.vstack([hidden, top]), index=[*counts.index, "all"], columns=counts.columns)


def _row(row: Counts, skipped: Mask, threshold: int) -> Mask:
    """Which counts of one row are small, or too near to the last one that is shown; skipped ones are not shown anyway."""
    hidden, last = skipped.copy(), None
    for at in np.flatnonzero(~skipped):
        if 0 < row[at] < threshold or (last is not None and 0 < abs(last - row[at]) < threshold):
            hidden[at] = True
        else:
            last = row[at]
    return hidden


def _second(table: Counts, hidden: Mask, whole: Counts, stage: int, threshold: int) -> None:
    """Hold back further groups, the smallest first, until what is held back at a stage can't be computed."""
    while hidden[:, stage].any() and not hidden[:, stage].all():
        left = whole[stage] - table[~hidden[:, stage], stage].sum()
        if hidden[:, stage].sum() > 1 and not 0 < left < threshold:
            return
        free = np.flatnonzero(~hidden[:, stage])
        filled = [row for row in free if table[row, stage] > 0] or list(free)
        hidden[min(filled, key=lambda row: table[row, stage]), stage] = True
