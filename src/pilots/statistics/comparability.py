"""Whether a scale is the same scale in two languages: items that people with the same total answer differently (DIF)."""

from collections.abc import Sequence
from math import nan, sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots import vocabulary
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.samples import Values, groups, numbers, require, rescaled

COMPARABLE, NOT_COMPARABLE, CANNOT_TELL = "comparable", "not comparable", "cannot tell"
LARGE = 0.25
"""Standardised mean difference of an item from which DIF is large (ETS's rule for items with several answers)."""
_ALPHA, _POWER = 0.05, 0.80


def comparability(data: pd.DataFrame, items: Sequence[str], *, by: str, ci: float = 0.95) -> pd.DataFrame:
    """How differently each item is answered in each language, by people with the same total on the scale.

    Parameters
    ----------
    data
        One row a respondent.
    items
        The items of a scale as numbers, reverse-keyed ones turned round.
    by
        The column of the languages, or of other groups. The largest (the first of several) is the one that the others
        are held against.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame. Per item and other language "b - a" (a the largest) the rows `dif`, the standardised mean
        difference at equal totals, with Mantel's test, and `detectable_dif`, the smallest that this sample would show
        with a power of 0.8 after correction. n counts the respondents who have someone with the same total in the other
        language, n_missing those of both who left an item open. p_adjusted: Holm over all items and languages.

    Raises
    ------
    PilotsError
        When a column is missing or occurs twice.

    Notes
    -----
    Within the people of each total, the means of both languages are compared; the differences are averaged with the
    other language's people as weights and divided by the item's standard deviation. The variance is that of drawing
    the other language at random from each total (hypergeometric), which holds for a handful of people and needs no
    model; ordinal logistic regression, with more parameters than some pilots have respondents, doesn't converge there.
    The total includes the item: leaving it out makes languages that differ on the whole scale look as if its items did
    (Zwick, 1990). It finds items that are easier or harder to agree with throughout, not those that only tell people
    apart less.

    References
    ----------
    Mantel, N. (1963). Chi-square tests with one degree of freedom. JASA, 58(303), 690-700.
    Zwick, R., & Thayer, D. T. (1996). Evaluating the magnitude of differential item functioning in polytomous items.
    Journal of Educational and Behavioral Statistics, 21(3), 187-201.
    Zwick, R. (1990). When do item response function and Mantel-Haenszel definitions of differential item functioning
    coincide? Journal of Educational Statistics, 15(3), 185-197.

    Examples
    --------
    >>> answers = pd.DataFrame({"language": ["nl", "fr"] * 3, "a": [1, 2, 3, 3, 4, 4], "b": [2, 1, 3, 3, 4, 4]})
    >>> found = comparability(answers, ["a", "b"], by="language")
    >>> found.loc[found["statistic"] == "dif", ["variable", "group", "estimate", "n"]].round(2)
      variable    group  estimate  n
    0        a  nl - fr     -0.29  6
    2        b  nl - fr      0.29  6
    """
    from scipy.stats import norm

    require(data, [*items, by], ci=ci)
    answers = numbers(data, list(items)).assign(**{by: data[by]})
    complete = answers.loc[answers[list(items)].notna().all(axis=1)]
    parts = groups(complete, by)
    if not parts or len(items) < 2:
        return vocabulary.estimates()
    base = max(parts, key=lambda label: len(parts[label]))
    others = [label for label in parts if label != base]
    asked = groups(answers, by)
    critical = norm.isf(_ALPHA / 2 / max(len(items) * len(others), 1)) + norm.isf(1 - _POWER)
    rows: list[dict[str, object]] = []
    for other in others:
        answered = rescaled(np.concatenate([parts[label][list(items)].to_numpy() for label in (base, other)]))[0]
        theirs = np.repeat([0.0, 1.0], [len(parts[base]), len(parts[other])])
        _, total = np.unique(answered.sum(axis=1).round(12), return_inverse=True)
        for item, answer in zip(items, answered.T, strict=True):
            effect, error, p_value, n = _dif(answer, theirs, total)
            told, half = error > 0, norm.isf((1 - ci) / 2) * error
            common = {
                "variable": item,
                "group": f"{other} - {base}",
                "n": n,
                "n_missing": len(asked[base]) + len(asked[other]) - len(answered),
                "method": (Method.DIF if told else Method.NO_EQUAL_TOTALS).value,
            }
            limits = {"ci_low": effect - half, "ci_high": effect + half, "ci_level": ci} if told else {}
            rows.append({**common, **limits, "statistic": "dif", "estimate": effect, "p_value": p_value})
            rows.append({**common, "statistic": "detectable_dif", "estimate": critical * error if told else nan})
    return with_holm(vocabulary.estimates(rows))


def differing(estimates: pd.DataFrame) -> pd.DataFrame:
    """The items that people with the same total answer differently.

    Parameters
    ----------
    estimates
        As `comparability` gives them.

    Returns
    -------
    DataFrame
        The rows `dif` that are large (0.25 standard deviations or more) with a corrected p below 0.05.
    """
    dif = estimates.loc[estimates["statistic"] == "dif"]
    return dif.loc[(dif["p_adjusted"] < _ALPHA) & (dif["estimate"].abs() >= LARGE)]


def verdict(estimates: pd.DataFrame) -> str:
    """Whether a scale can be compared over languages.

    Parameters
    ----------
    estimates
        As `comparability` gives them, of one scale.

    Returns
    -------
    str
        "not comparable" when an item has large DIF (0.25 standard deviations or more) and a corrected p below 0.05; else
        "cannot tell" when, of an item, DIF of this size could have gone unseen; else "comparable".
    """
    least = estimates.loc[estimates["statistic"] == "detectable_dif"]
    if len(differing(estimates)):
        return NOT_COMPARABLE
    if least.empty or not (least["estimate"] <= LARGE).all():
        return CANNOT_TELL
    return COMPARABLE


def _dif(answer: Values, theirs: Values, total: "NDArray[np.intp]") -> tuple[float, float, float, int]:
    """Standardised mean difference, its standard error, Mantel's p and the number of respondents it rests on."""
    from scipy.stats import chi2

    n, focal = np.bincount(total), np.bincount(total, theirs)
    used = (focal > 0) & (focal < n)
    spread = float(answer.std(ddof=1)) if len(answer) > 1 else 0.0
    if not used.any() or not spread > 0:
        return nan, 0.0, nan, 0
    n, focal = n[used], focal[used]
    rest = n - focal
    sums, squares, own = (np.bincount(total, values)[used] for values in (answer, answer**2, answer * theirs))
    variance = np.maximum(squares / n - (sums / n) ** 2, 0) * n / (n - 1)
    chance = float((focal * rest / n * variance).sum())
    if not chance > 1e-12:
        return nan, 0.0, nan, 0
    weight = focal / focal.sum()
    effect = float((weight * (own / focal - (sums - own) / rest)).sum()) / spread
    error = sqrt(float((weight**2 * variance * n / (focal * rest)).sum())) / spread
    surprise = float((own - focal * sums / n).sum())
    return effect, error, float(chi2.sf(surprise**2 / chance, 1)), int(n.sum())
