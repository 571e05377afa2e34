"""Agreement of coders where units are counted: by category, or in a table of two coders."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.agreement_bootstrap import RESAMPLES
from pilots.statistics.agreement_rows import OF_COUNTS, OF_TWO, Drawing, Row, asked, estimated
from pilots.statistics.ratings import of_codes, of_counts, scores_of
from pilots.statistics.samples import EVERYONE, as_list, groups, numbers, require


def agreement_counts(
    data: pd.DataFrame,
    categories: Sequence[str],
    *,
    coefficients: Sequence[str] = OF_COUNTS,
    weights: str = "unweighted",
    by: str | None = None,
    name: str = "ratings",
    interval: str = "t",
    resamples: int = RESAMPLES,
    ci: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Agreement where it is only known how many coders gave each unit each category; see `agreement`.

    Parameters
    ----------
    data
        One row a unit.
    categories
        The columns with the counts of coders, one a category; where their names are numbers these are its values, else (or in a frame without names) 1, 2, 3 …
    coefficients
        Of `fleiss_kappa`, `krippendorff_alpha`, `gwet_ac`, `brennan_prediger`.
    weights, by, name, interval, resamples, ci, seed
        As for `agreement`.

    Returns
    -------
    DataFrame
        An estimates frame, as `agreement` gives it.

    Raises
    ------
    PilotsError
        As for `agreement`, and when a count is negative or no whole number, or a coefficient asks who gave what.

    Notes
    -----
    irrCAC's `krippen.alpha.dist` takes what a unit adds to chance agreement once instead of twice, so that its standard error differs (0.0824
    instead of 0.0812 for the first 15 units of Fleiss 1971) from that of its own function of raw ratings, which is ours.

    Examples
    --------
    >>> coders = pd.DataFrame({"calm": [3, 0, 2, 3], "tense": [0, 3, 1, 0]})
    >>> agreement_counts(coders, ["calm", "tense"])[["statistic", "estimate"]].round(2).head(2)
               statistic  estimate
    0  percent_agreement      0.83
    1       fleiss_kappa      0.62
    """
    columns = as_list(categories)
    require(data, [*columns, *([by] if by else [])], ci=ci)
    names, drawing = asked(coefficients, OF_COUNTS), Drawing(interval, resamples, ci, seed)
    rows: list[Row] = []
    for group, part in groups(data, by).items():
        found = estimated(of_counts(part, columns), names, weights, drawing)
        rows += [{"variable": name, "group": group} | row for row in found]
    return vocabulary.estimates(rows)


def agreement_table(
    table: pd.DataFrame,
    *,
    coefficients: Sequence[str] = OF_TWO,
    weights: str = "unweighted",
    name: str = "ratings",
    ci: float = 0.95,
) -> pd.DataFrame:
    """Agreement of two coders in a square table that counts units by what the first (rows) and the second (columns) gave.

    Parameters
    ----------
    table
        Rows and columns are the same categories in the same order, as `pandas.crosstab` gives them; without labels they are 1, 2, 3 …
    coefficients, weights, name, ci
        As for `agreement`.

    Returns
    -------
    DataFrame
        An estimates frame, as `agreement` gives it.

    Raises
    ------
    PilotsError
        When the table is not square, or a count is missing, negative or no whole number.

    Notes
    -----
    The variance over units is divided by their number, that of the ratings by their number less one: so the large-sample variance of
    Fleiss, Cohen & Everitt (1969) and irrCAC's functions of tables have it. With 20 units the interval is 3 % narrower.

    Examples
    --------
    >>> table = pd.DataFrame([[40, 9], [6, 45]], index=["yes", "no"], columns=["yes", "no"])
    >>> agreement_table(table)[["statistic", "estimate", "ci_low", "ci_high"]].round(3).head(2)
               statistic  estimate  ci_low  ci_high
    0  percent_agreement      0.85   0.779    0.921
    1        cohen_kappa      0.70   0.558    0.841
    """
    counts = numbers(table.set_axis(range(table.shape[1]), axis=1), range(table.shape[1])).to_numpy()  # type: ignore[arg-type]
    if counts.shape[0] != counts.shape[1]:
        raise PilotsError(
            "the table is not square",
            mend="Give it a row and a column for every category, also those with nothing in them.",
        )
    if not ((counts >= 0) & (counts == np.round(counts))).all():
        raise PilotsError(
            "a count of the table is missing, negative or not a whole number", mend="Count units; write 0 for none."
        )
    require(pd.DataFrame(), [], ci=ci)
    scores = scores_of(table, table.columns)
    scores = scores if (np.diff(scores) > 0).all() else np.arange(1.0, len(counts) + 1)
    filled = np.argwhere(counts > 0)
    ratings = of_codes(filled, counts[counts > 0], scores, [str(label) for label in table.columns])
    found = estimated(ratings, asked(coefficients, OF_TWO), weights, Drawing(ci=ci), sampled=False)
    return vocabulary.estimates({"variable": name, "group": EVERYONE} | row for row in found)
