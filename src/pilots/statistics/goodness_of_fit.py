"""Whether the counts of a sample are those of a population whose shares are known: the multinomial test."""

from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pilots.statistics.samples import Values

MOST_SAMPLES = 200_000
"""Possible samples, up to which all are gone through."""
DRAWS = 9_999
"""Random samples, beyond that."""
_SAME = 1e-7
"""Samples whose probabilities differ relatively by less are equally likely."""


class Fit(NamedTuple):
    """The p of the multinomial test, and whether all samples were gone through."""

    p: float
    exact: bool


def multinomial_test(counts: "NDArray[np.int64]", shares: Values, *, seed: int = 0) -> Fit:
    """The probability of all samples of this size that are not likelier than the one observed.

    With two categories it is the two-sided binomial test of R's binom.test and scipy's binomtest. Where there are more than
    200,000 samples to go through, 9,999 random ones are drawn instead, and the observed one counts as one of them.

    Parameters
    ----------
    counts
        Respondents by category.
    shares
        Of the population, in the same order, above 0; they add up to 1.
    seed
        Of the random samples.

    Notes
    -----
    Read, T. R. C. & Cressie, N. A. C. (1988). Goodness-of-Fit Statistics for Discrete Multivariate Data. Springer.

    Examples
    --------
    >>> round(multinomial_test(np.array([7, 2, 1]), np.array([0.4, 0.3, 0.3])).p, 6)
    0.197264
    """
    from scipy.special import gammaln

    n, kinds = int(counts.sum()), len(counts)
    logs = np.log(shares)

    def likelihood(samples: Values) -> Values:
        values: Values = gammaln(n + 1) + (samples * logs - gammaln(samples + 1)).sum(axis=1)
        return values

    observed = float(likelihood(counts[None, :].astype("float64"))[0]) + _SAME
    if comb(n + kinds - 1, kinds - 1) <= MOST_SAMPLES:
        every = likelihood(_samples(n, kinds))
        return Fit(min(float(np.exp(every[every <= observed]).sum()), 1.0), True)
    drawn = np.random.default_rng(seed).multinomial(n, shares, size=DRAWS)
    return Fit((int((likelihood(drawn.astype("float64")) <= observed).sum()) + 1) / (DRAWS + 1), False)


def _samples(n: int, kinds: int) -> Values:
    """All ways to share n respondents out over the categories, a row each."""
    found = np.arange(n + 1, dtype="float64")[:, None]
    for _ in range(kinds - 2):
        left = (n - found.sum(axis=1)).astype(np.intp)
        rows = np.repeat(found, left + 1, axis=0)
        starts = np.repeat(np.cumsum(left + 1) - (left + 1), left + 1)
        found = np.column_stack([rows, np.arange(len(rows)) - starts])
    return np.column_stack([found, n - found.sum(axis=1)]) if kinds > 1 else np.full((1, 1), float(n))
