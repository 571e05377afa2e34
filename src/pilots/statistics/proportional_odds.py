"""Whether one effect of a predictor fits all thresholds of an ordered answer: the check of proportional odds."""

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from pilots.statistics.methods import Method
from pilots.statistics.model_frame import Row, finished, refused
from pilots.statistics.ordinal_regression import ordered_answers

FEWEST = 50
"""Respondents below which the distribution of the test is not known well enough (measured: see Notes)."""


def proportional_odds(
    data: pd.DataFrame,
    outcome: str,
    predictors: str | Sequence[str],
    *,
    link: Literal["logit", "probit", "cloglog"] = "logit",
    weights: str | None = None,
) -> pd.DataFrame:
    """Test, predictor by predictor, whether its effect is the same at every threshold of the answer.

    Parameters
    ----------
    data
        One row a respondent.
    outcome, predictors, link, weights
        As for `ordinal_regression`.

    Returns
    -------
    DataFrame
        An estimates frame. Per predictor (all categories of one together) the rows `likelihood_ratio`, twice the growth of the
        log-likelihood when its effect may differ by threshold, with its p (from 50 respondents up) and Holm's, and `degrees_of_freedom`, how many effects
        were added. With two categories there is nothing to test.

    Raises
    ------
    PilotsError
        As `ordinal_regression`.

    Notes
    -----
    The likelihood-ratio test against partial proportional odds (Peterson & Harrell 1990), as R's `ordinal::nominal_test`, but for
    one thing: there the thresholds of a group may cross in a category that nobody of it gave, so that shares add up to more than
    1 and, in samples of 15 with five categories, half of the tests are false alarms. Here they may not. Where an effect at a
    threshold grows for ever, the upper bound of the likelihood is taken. Below 50 respondents there is no p: of tests at 5 %
    some 10 % are false alarms even so. A large p does not show that the odds are proportional: below some 100 respondents only
    gross departures are found. A small p in a large sample may concern a departure too small to matter.

    References
    ----------
    Peterson, B., & Harrell, F. E. (1990). Partial proportional odds models for ordinal response variables. Applied Statistics,
    39(2), 205-217.

    Examples
    --------
    >>> answers = pd.DataFrame({"welcome": [1, 2, 2, 3, 1, 3, 2, 3, 3, 2] * 6, "school": list("aaaaabbbbb") * 6})
    >>> proportional_odds(answers, "welcome", "school")[["variable", "statistic", "estimate", "p_value"]].round(2)
      variable           statistic  estimate  p_value
    0   school    likelihood_ratio      5.09     0.02
    1   school  degrees_of_freedom      1.00      NaN
    """
    from scipy.stats import chi2

    answers = ordered_answers(data, outcome, predictors, weights, ci=0.95)
    terms = list(dict.fromkeys(answers.design.terms))
    common: Row = {"n": answers.n, "n_missing": answers.design.n_missing, "method": Method.NOMINAL_EFFECTS.value}
    statistics = ["likelihood_ratio", "degrees_of_freedom"]
    reason = answers.reason or (Method.TWO_CATEGORIES if len(answers.labels) < 3 else None)
    if reason:
        return finished(refused(terms, statistics, reason), common)
    one = answers.cells(link).maximum()
    rows: list[Row] = []
    for term in terms:
        columns = tuple(k for k, owner in enumerate(answers.design.terms) if owner == term)
        free = answers.cells(link, columns).bounded_maximum()
        if not (one.found and free.found):
            rows += refused([term], statistics, Method.NO_MAXIMUM)
            continue
        ratio = max(2 * (free.log_likelihood - one.log_likelihood), 0.0)
        df = len(columns) * (len(answers.labels) - 2)
        few = answers.n < FEWEST
        test: Row = {"method": Method.FEW_FOR_CHECK.value} if few else {"p_value": float(chi2.sf(ratio, df))}
        rows.append({"variable": term, "statistic": "likelihood_ratio", "estimate": ratio} | test)
        rows.append({"variable": term, "statistic": "degrees_of_freedom", "estimate": df})
    return finished(rows, common)
