"""Do coders agree? All coefficients of one set of ratings beside each other, because no single one tells all."""

from collections.abc import Sequence

import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.agreement_bootstrap import RESAMPLES
from pilots.statistics.agreement_rows import OF_MORE, OF_TWO, Drawing, Row, asked, estimated
from pilots.statistics.ratings import categories_of, of_frame
from pilots.statistics.samples import as_list, groups, require


def agreement(
    data: pd.DataFrame,
    coders: Sequence[str],
    *,
    coefficients: Sequence[str] | None = None,
    weights: str = "unweighted",
    categories: Sequence[object] | None = None,
    by: str | None = None,
    name: str = "ratings",
    interval: str = "t",
    resamples: int = RESAMPLES,
    ci: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Agreement of two coders or more: in percent, and beyond what chance gives, by each coefficient in use.

    Parameters
    ----------
    data
        One row a unit: a passage, an answer, a child.
    coders
        The columns with the ratings, one a coder; an empty cell is a unit that the coder did not rate.
    coefficients
        Which: `cohen_kappa` and `scott_pi` (two coders), `conger_kappa`, `light_kappa` and `fleiss_kappa` (two or more), `krippendorff_alpha`,
        `gwet_ac` (AC1, with weights AC2), `brennan_prediger`. Left out, all that suit the number of coders.
    weights
        How much two categories agree that are not the same: `unweighted` (nothing), `linear`, `quadratic`, `ordinal`, `radical`, `ratio`,
        `circular` or `bipolar`; see `agreement_weights`.
    categories
        All that could be given, in their order: numbers, or words, which are equally far apart. Left out, those that were given, as numbers where
        they are and no ordered categories: then a level that nobody used counts neither for the weights nor for Gwet's AC and Brennan and
        Prediger's kappa.
    by
        A column that splits the units in groups.
    name
        What the ratings are called in the column `variable`.
    interval
        `t`, or `bootstrap`: percentiles over drawn units.
    resamples, seed
        Of the bootstrap.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame. First `percent_agreement`: how often two coders agree, the mean over units that two or more rated; with weights also
        `weighted_agreement`; then the coefficients. p: of a coefficient of 0, by the same t. n counts units that two or more rated (for Cohen's, Scott's
        and Light's: that all rated), n_missing the others. Where only one value occurs a coefficient is not defined, and with agreement that is the
        same on every unit, such as full agreement, it has no interval; `method` says so.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, there is no such coefficient, weights or interval, a rating is none of the categories, or Cohen's
        kappa or Scott's pi is asked of more than two coders.

    Notes
    -----
    Coefficient = (pₐ - pₑ) / (1 - pₑ), pₐ the (weighted) agreement. What chance gives, pₑ: two draws from the shares of the categories over all
    coders (Scott 1955, Fleiss 1971, Krippendorff 1970), from each coder's own shares (Cohen 1960, Conger 1980; Light 1971 is the mean
    of Cohen's kappas), from all categories alike (Brennan & Prediger 1981), or only on units that are hard to tell (Gwet 2008). Percent hangs on how many
    categories there are, the kappas fall where one category prevails (Feinstein & Cicchetti 1990), AC and Brennan-Prediger do not.

    Missing ratings: a unit counts in pₐ where two or more rated it and, but for alpha, in pₑ where one did, as in irrCAC; irr leaves out every unit
    with a gap, and so do we for Cohen's, Scott's and Light's coefficients. The standard error is that over units for just these coders, with t and n - 1
    degrees of freedom, as irrCAC's functions of raw ratings (Gwet 2014, Handbook of inter-rater reliability). Alpha with `ordinal` or `linear` weights is
    Gwet's; with `quadratic` it is Krippendorff's for intervals. `krippendorff_alpha` has his own ordinal and ratio distances. irr's kappa2
    spaces the categories that occur alike, here numbers keep their distances; give ordered categories, or words for `categories`, for that way.

    Examples
    --------
    >>> codes = pd.DataFrame({"ann": ["a", "a", "b", "b", "c", "c", "a", "b"], "bo": ["a", "a", "b", "c", "c", "c", "a", "b"]})
    >>> agreement(codes, ["ann", "bo"])[["statistic", "estimate", "ci_low", "ci_high", "n"]].round(2).head(3)
               statistic  estimate  ci_low  ci_high  n
    0  percent_agreement      0.88    0.58      1.0  8
    1        cohen_kappa      0.81    0.39      1.0  8
    2           scott_pi      0.81    0.37      1.0  8
    """
    columns = as_list(coders)
    require(data, [*columns, *([by] if by else [])], ci=ci)
    names = asked(coefficients or (OF_TWO if len(columns) == 2 else OF_MORE), {*OF_TWO, *OF_MORE})
    if len(columns) > 2 and (two := {"cohen_kappa", "scott_pi"} & set(names)):
        raise PilotsError(
            f"{min(two)} is for two coders",
            mend="Take conger_kappa or light_kappa for Cohen's, fleiss_kappa for Scott's.",
        )
    drawing, possible = Drawing(interval, resamples, ci, seed), categories_of(data, columns, categories)
    rows: list[Row] = []
    for group, part in groups(data, by).items():
        found = estimated(of_frame(part, columns, possible), names, weights, drawing)
        rows += [{"variable": name, "group": group} | row for row in found]
    return vocabulary.estimates(rows)
