"""No new row says what a real respondent said: rows that do are changed without changing what the group said."""

from typing import Any

import numpy as np

from pilots.synthetic.copula import Floats

Mask = np.ndarray[Any, np.dtype[np.bool_]]

_ENOUGH = 8
_ROUNDS = 400


def copies(new: Floats, real: Floats, threshold: int) -> Mask:
    """Which new rows equal a real one in all that both answered, at least eight answers or all that the new one has.

    Parameters
    ----------
    new, real
        Rows of codes as numbers; missing where nothing was answered.
    threshold
        What at least so many real respondents said alike is nobody's own.

    Examples
    --------
    >>> real = np.array([[1.0, 2, 3], [1, 2, 4]])
    >>> copies(np.array([[1.0, 2, 3], [2, 2, 2]]), real, 3).tolist()
    [True, False]
    """
    found = np.zeros(len(new), dtype=bool)
    for place, row in enumerate(new):
        both = np.isfinite(row) & np.isfinite(real)
        same = ((row == real) | ~both).all(axis=1)
        enough = both.sum(axis=1) >= min(_ENOUGH, max(int(np.isfinite(row).sum()), 1))
        found[place] = 0 < int((same & enough).sum()) < threshold
    return found


def unlike(new: Floats, real: Floats, parts: Any, threshold: int, rng: np.random.Generator) -> Floats:
    """Exchange answers between new rows until none is a copy; what all say together stays as it was.

    Where so little was asked that nothing else can be said, the answers of the row are left out.

    Parameters
    ----------
    new, real, threshold
        See `copies`.
    parts
        The wave of each new row: answers are exchanged within it only.
    rng
        Chance.
    """
    made = new.copy()
    for _ in range(_ROUNDS):
        alike = np.flatnonzero(copies(made, real, threshold))
        if not len(alike):
            return made
        for row in alike:
            for column in rng.permutation(np.flatnonzero(np.isfinite(made[row])))[:3]:
                others = np.flatnonzero((parts == parts[row]) & np.isfinite(made[:, column]))
                differing = others[made[others, column] != made[row, column]]
                if len(differing):
                    other = rng.choice(differing)
                    made[[row, other], column] = made[[other, row], column]
    made[copies(made, real, threshold)] = np.nan
    return made
