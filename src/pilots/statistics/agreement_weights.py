"""How much two different categories agree: from 1 for the same to 0 for the farthest apart."""

from collections.abc import Callable

import numpy as np

from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.samples import Values, at_most, rescaled

_MOST = 2_000
"""Categories of which every pair is weighed."""


def agreement_weights(scheme: str, scores: Values) -> Values:
    """The weight of each pair of categories.

    Parameters
    ----------
    scheme
        A name of `SCHEMES`: `unweighted` (only the same agrees), `linear`, `quadratic`, `radical` (by distance, its square or its root),
        `ordinal` (by how many categories lie between), `ratio` (by distance relative to size), `circular` (the last is next to the
        first) or `bipolar` (a step near an end counts for more than one in the middle).
    scores
        The categories as numbers, ascending.

    Returns
    -------
    ndarray
        Symmetric, a row and a column a category, 1 on the diagonal, else 0 to 1.

    Raises
    ------
    PilotsError
        When there is no such scheme, or `ratio` is asked for numbers below 0.

    Notes
    -----
    The weights of Gwet, K. L. (2014). *Handbook of inter-rater reliability* (4th ed.), chapter 3, as irrCAC has them. The range is that
    of the categories given here: a level that nobody used counts only if it is among them. irr's kappa2 takes the categories that
    occur, as 1, 2, 3 …, whatever their values.

    Examples
    --------
    >>> agreement_weights("quadratic", np.array([1.0, 2, 3]))
    array([[1.  , 0.75, 0.  ],
           [0.75, 1.  , 0.75],
           [0.  , 0.75, 1.  ]])
    """
    if scheme not in SCHEMES:
        raise PilotsError(f"there are no weights '{scheme}'", mend=did_you_mean(scheme, SCHEMES))
    at_most(len(scores), _MOST, "different ratings")
    if scheme == "unweighted" or len(scores) < 2:
        return np.eye(len(scores))
    apart = SCHEMES[scheme](scores)
    farthest = float(apart.max())
    weights: Values = 1 - apart / farthest if farthest > 0 else np.ones_like(apart)
    return weights


def within(tolerance: float, scores: Values) -> Values:
    """1 for two categories no farther apart than `tolerance`, else 0."""
    slack = 1e-9 * float(np.abs(scores).max(initial=0.0))
    return (np.abs(scores[:, None] - scores[None, :]) <= tolerance + slack).astype("float64")


def _different(scores: Values) -> Values:
    return 1 - np.eye(len(scores))


def _linear(scores: Values) -> Values:
    small, _ = rescaled(scores)
    apart: Values = np.abs(small[:, None] - small)
    return apart


def _quadratic(scores: Values) -> Values:
    squared: Values = _linear(scores) ** 2
    return squared


def _radical(scores: Values) -> Values:
    root: Values = np.sqrt(_linear(scores))
    return root


def _ordinal(scores: Values) -> Values:
    places = np.arange(1.0, len(scores) + 1)
    spanned = np.abs(places[:, None] - places) + 1
    apart: Values = spanned * (spanned - 1) / 2
    return apart


def ratio_distance(scores: Values) -> Values:
    """((a - b) / (a + b))²; two zeros are the same.

    Raises
    ------
    PilotsError
        When there are numbers below 0.
    """
    if scores.min(initial=0.0) < 0:
        raise PilotsError("ratios of numbers below 0 say nothing", mend="Take interval (quadratic) instead of ratio.")
    small, _ = rescaled(scores)
    total = small[:, None] + small
    relative: Values = np.divide(small[:, None] - small, total, out=np.zeros_like(total), where=total > 0) ** 2
    return relative


def _circular(scores: Values) -> Values:
    squared: Values = np.sin(np.pi * (scores[:, None] - scores) / (scores.max() - scores.min() + 1)) ** 2
    return squared


def _bipolar(scores: Values) -> Values:
    small, _ = rescaled(scores)
    total = small[:, None] + small
    room = (total - 2 * small.min()) * (2 * small.max() - total)
    squared = (small[:, None] - small) ** 2
    apart: Values = np.divide(squared, room, out=np.zeros_like(squared), where=~np.eye(len(small), dtype=bool))
    return apart


SCHEMES: dict[str, Callable[[Values], Values]] = {
    "unweighted": _different,
    "linear": _linear,
    "quadratic": _quadratic,
    "radical": _radical,
    "ordinal": _ordinal,
    "ratio": ratio_distance,
    "circular": _circular,
    "bipolar": _bipolar,
}
"""How far categories lie apart, by the name of the weights; only the proportions count."""
