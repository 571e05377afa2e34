"""Hold back small counts of a table, and as many others as it takes that nobody computes them from its totals."""

from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from pilots.privacy.joint import Joint
from pilots.privacy.pattern import Mask, Secrets, least_loss
from pilots.privacy.simplex import Floats


def suppress(counts: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Say which cells of a table of people must be held back.

    Primary: every count from 1 to `threshold` - 1. Complementary: the further cells that lose the fewest people, until
    the row totals, the column totals and the cells that are shown leave each held-back cell an interval of `threshold`, or as
    wide as the totals alone allow, and in each row and column the held-back cells are two at least and hold `threshold` people
    together (where there are so many). Cells of nobody are held back only where others lose more. The totals are taken to be
    shown; whether they may be is for the caller to say. A single column is one list with its total. Where the totals alone give a
    small count away, all cells are held back.

    Parameters
    ----------
    counts
        People by row and column; missing counts as 0.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    DataFrame of bool
        True where a cell must be held back; rows and columns as in `counts`.

    Notes
    -----
    Of all patterns that protect, the one with the least sum of (count + 1): see `pattern.least_loss`. A cell of nobody costs as
    much as the largest cell, as a reader may know that nobody is there.

    References
    ----------
    Fischetti & Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints.
    Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.

    Examples
    --------
    >>> table = pd.DataFrame({"nl": [30, 25, 40], "fr": [3, 12, 15]}, index=["a", "b", "c"])
    >>> suppress(table, 10)
          nl     fr
    a   True   True
    b   True   True
    c  False  False
    """
    table = counts.fillna(0).to_numpy(dtype="float64")
    hidden = _hidden(table.tobytes(), table.shape[0], table.shape[1], threshold)
    return pd.DataFrame(hidden.copy(), index=counts.index, columns=counts.columns)


@lru_cache(maxsize=4096)
def _hidden(cells: bytes, height: int, width: int, threshold: int) -> Mask:
    """The pattern of a table; the same tables come again in every language."""
    table = np.frombuffer(cells).reshape(height, width)
    small: Mask = (table > 0) & (table < threshold)
    if not small.any():
        return small
    lines, widest = _lines(height, width), _widest(table)
    if (widest[small] <= 0).any():
        return np.ones_like(small)
    people = table.ravel()
    totals = lines @ people
    none = np.zeros(len(totals))
    counted = np.concatenate([people, totals])
    # of patterns that lose the same, the one that comes first
    order = np.arange(people.size) / (10 * people.size**2)
    secrets = Secrets(
        tables=Joint(
            cells=csr_array(np.vstack([np.eye(table.size), lines])),
            links=csr_array((0, table.size)),
            table=np.zeros(len(counted), dtype="intp"),
        ),
        low=counted,
        high=counted,
        least=np.zeros(len(counted)),
        most=np.full(len(counted), np.inf),
        must=np.concatenate([small.ravel(), none > 0]),
        need=np.concatenate([np.minimum(widest.ravel(), threshold), none]),
        cost=np.concatenate([np.where(people > 0, people, people.max()) + 1 + order, none + np.inf]),
        rules=np.column_stack([_rules(lines, people, threshold), np.zeros((2 * int(lines.sum()), len(totals)))]),
    )
    held = least_loss(secrets, whole=bool((people == np.round(people)).all()))
    return held[: table.size].reshape(table.shape)


def _lines(height: int, width: int) -> Floats:
    """The rows and columns that have a total of their own, as sums of cells."""
    cells = np.arange(height * width).reshape(height, width)
    own = [*(cells if width > 1 else []), *(cells.T if height > 1 else [])]
    lines = np.zeros((len(own), cells.size))
    for at, line in enumerate(own):
        lines[at, line] = 1.0
    return lines


def _widest(table: Floats) -> Floats:
    """How wide the interval of each cell is when all are held back, by the bounds of Fréchet."""
    total = table.sum()
    if 1 in table.shape:
        return np.full(table.shape, total if table.size > 1 else 0.0)
    rows, columns = table.sum(axis=1)[:, None], table.sum(axis=0)[None, :]
    widest: Floats = np.minimum(rows, columns) - np.maximum(0.0, rows + columns - total)
    return widest


def _rules(lines: Floats, people: Floats, threshold: int) -> Floats:
    """With a cell that is held back, another one of its line is, and together they are enough people."""
    rules = []
    for line in lines:
        enough = min(threshold, float(line @ people))
        for cell in np.flatnonzero(line):
            for together in (line * np.minimum(people, enough), line):
                rule = together.copy()
                rule[cell] = min(people[cell], enough) - enough if together is not line else -1.0
                rules.append(rule)
    return np.array(rules)
