"""Gwet's benchmarking: which word a coefficient of agreement deserves with 95 % certainty."""

import numpy as np
import pandas as pd

from pilots.errors import PilotsError
from pilots.statistics.rules import named


def benchmark(value: float, standard_error: float, rule: str, *, certainty: float = 0.95) -> pd.DataFrame:
    """How probable it is that a coefficient of agreement deserves a word of a rule, or a better one.

    Parameters
    ----------
    value, standard_error
        Of the coefficient; see `statistics.agreement_coefficients.coefficient`.
    rule
        A name of `RULES` that speaks of agreement: `landis1977`, `altman1991`, `fleiss1981` or `krippendorff2019`.
    certainty
        From which probability on the word is deserved.

    Returns
    -------
    DataFrame
        A row a word, the best first: word, from, to (within -1 and 1), probability (of this word), cumulative (of this word or a better one) and
        deserved: true for the first whose cumulative probability reaches `certainty`.

    Raises
    ------
    PilotsError
        When there is no such rule, the rule speaks of something else, or the standard error is not above 0.

    Notes
    -----
    The coefficient is taken as normal about its value, cut off at -1 and 1. Gwet, K. L. (2014). Handbook of inter-rater reliability (4th ed.),
    chapter 6; as irrCAC's `landis.koch.bf`, which counts a coefficient below 0 as one word from -1 on.

    Examples
    --------
    >>> benchmark(0.70, 0.08, "landis1977")[["word", "cumulative", "deserved"]].round(3).head(3)
                 word  cumulative  deserved
    0  almost perfect       0.106     False
    1     substantial       0.894     False
    2        moderate       1.000      True
    """
    from scipy.special import ndtr

    known = named(rule)
    if "krippendorff_alpha" not in known.statistics:
        raise PilotsError(
            f"the rule '{rule}' does not speak of agreement",
            mend="Take landis1977, altman1991, fleiss1981 or krippendorff2019.",
        )
    if not (np.isfinite(value) and standard_error > 0):
        raise PilotsError("a word needs a coefficient with a standard error above 0")
    cuts = np.array([-1.0, *known.cuts, 1.0])
    upto = ndtr((cuts - value) / standard_error)
    share = np.diff(upto) / (upto[-1] - upto[0])
    cumulative = np.cumsum(share[::-1])
    first = int(np.argmax(cumulative >= certainty - 1e-12))
    return pd.DataFrame(
        {
            "word": known.words[::-1], "from": cuts[-2::-1], "to": cuts[:0:-1], "probability": share[::-1],
            "cumulative": cumulative, "deserved": np.arange(len(cumulative)) == first,
        }
    )  # fmt: skip
