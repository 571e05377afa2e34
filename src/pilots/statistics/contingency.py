"""Answers without an order, by group: whether and how closely the two go together, and where the table differs."""

from collections.abc import Sequence
from math import nan
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.effect_sizes import EffectSize
from pilots.statistics.fisher import Counts, FisherTest, fisher_exact
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_correction
from pilots.statistics.odds import conditional_odds_ratio, odds_ratio, phi, risk_difference, risk_ratio
from pilots.statistics.samples import EVERYONE, Values, as_list, groups, pairs, require
from pilots.statistics.variance_shares import corrected_v, cramers_v
from pilots.vocabulary import OPTION

Row = dict[str, object]


class Independence(NamedTuple):
    """Pearson's χ² and the likelihood ratio G of a table, their p-values, and the smallest expected count."""

    chi_squared: float
    g: float
    df: int
    p: float
    p_g: float
    least_expected: float


def independence(table: Counts) -> Independence:
    """Pearson's χ² and G of a table without empty rows and columns, without continuity correction.

    Examples
    --------
    >>> [round(x, 4) for x in independence(np.array([[29, 7, 7], [13, 7, 21]]))]
    [13.055, 13.5298, 2, 0.0015, 0.0012, 6.8333]
    """
    from scipy.special import chdtrc, xlogy

    table = np.asarray(table, dtype="float64")
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    chi_squared = float(((table - expected) ** 2 / expected).sum())
    g = 2 * float(xlogy(table, table / expected).sum())
    df = (table.shape[0] - 1) * (table.shape[1] - 1)
    p, p_g = (float(chdtrc(df, max(value, 0.0))) if df else nan for value in (chi_squared, g))
    return Independence(chi_squared, g, df, p, p_g, float(expected.min()))


def adjusted_residuals(table: Counts) -> Values:
    """How far each cell is from what the margins alone make it, in standard errors (Haberman 1973).

    (n_ij - e_ij) / √(e_ij (1 - row share) (1 - column share)), e_ij the expected count.

    Examples
    --------
    >>> adjusted_residuals(np.array([[3, 1], [1, 3]])).round(3).tolist()
    [[1.414, -1.414], [-1.414, 1.414]]
    """
    table = np.asarray(table, dtype="float64")
    n = table.sum()
    rows, columns = table.sum(axis=1) / n, table.sum(axis=0) / n
    expected = n * np.outer(rows, columns)
    return np.asarray((table - expected) / np.sqrt(expected * np.outer(1 - rows, 1 - columns)))


def contingency(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str,
    event: str | None = None,
    ci: float = 0.95,
    correction: str = "holm",
    seed: int = 0,
) -> pd.DataFrame:
    """Whether the answers to questions without an order go together with a group, and how closely.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Columns of categories; an empty cell is missing, a category called "None" is a category.
    by
        The column of the groups.
    event
        The answer that counts as happening, set against all others in the rows of pairs of groups. Left out, and with
        two answers: 1 where these are 0 and 1, else the first; with more answers there are no such rows.
    ci
        Level of the intervals.
    correction
        For the number of columns and pairs: "holm" or "fdr_bh".
    seed
        Of random tables, where all tables are too many.

    Returns
    -------
    DataFrame
        An estimates frame. Per column, with group "all":

        - `cramers_v` (interval of the noncentral χ²) and `cramers_v_corrected` (Bergsma's, without the part that chance
          adds), p of Fisher's exact test; of two groups and two answers `phi`, signed;
        - `chi_squared` (Pearson's) and `likelihood_ratio` (G), each with the p of its χ², right only in larger tables.

        Per pair of groups "a - b", with variable `column/event`, p of Fisher's exact test of the pair:
        `share_difference` (share in a minus share in b, Newcombe's interval), `risk_ratio` (Koopman's), `odds_ratio`
        (of the sample, Woolf's; 0.5 added to all cells where one is empty) and `odds_ratio_conditional` (Fisher's
        exact interval).

    Raises
    ------
    PilotsError
        When a column is not there or twice there, nobody gave the event as an answer, or there is no such correction.

    Examples
    --------
    >>> data = pd.DataFrame({"who": list("pppppppsssssss"), "came": list("yyyyyynnnnnyyn")})
    >>> found = contingency(data, "came", by="who", event="y")
    >>> found[["group", "statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
       group               statistic  estimate  ci_low  ci_high  p_value
    0    all               cramers_v     0.577   0.000    1.000    0.103
    1    all     cramers_v_corrected     0.527     NaN      NaN    0.103
    2    all                     phi    -0.577  -0.848   -0.067    0.103
    3    all             chi_squared     4.667     NaN      NaN    0.031
    4    all        likelihood_ratio     5.004     NaN      NaN    0.025
    5  p - s        share_difference     0.571   0.058    0.806    0.103
    6  p - s              risk_ratio     3.000   1.103   10.666    0.103
    7  p - s              odds_ratio    15.000   1.031  218.300    0.103
    8  p - s  odds_ratio_conditional    11.714   0.720  823.980    0.103
    """
    require(data, [*as_list(columns), by], ci=ci)
    rows: list[Row] = []
    for column in as_list(columns):
        table = crosstable(data, column, by=by)
        asked = int(data[by].notna().sum())
        n = int(table.to_numpy().sum())
        common: Row = {"variable": column, "group": EVERYONE, "ci_level": ci, "n": n, "n_missing": asked - n}
        rows += [common | row for row in _together(table.to_numpy(), ci, seed)]
        happened = event_of(table, column, event)
        if happened is not None:
            rows += _pairs(table, groups(data, by), f"{column}{OPTION}{happened}", happened, ci)
    return with_correction(vocabulary.estimates(rows), correction)


def cell_residuals(
    data: pd.DataFrame, columns: str | Sequence[str], *, by: str, correction: str = "holm"
) -> pd.DataFrame:
    """Which answers which group gave more or less often than the others: adjusted residuals, cell by cell.

    Parameters
    ----------
    data, columns, by
        As for `contingency`.
    correction
        For the number of cells: "holm" or "fdr_bh".

    Returns
    -------
    DataFrame
        An estimates frame: per column, answer and group a row `adjusted_residual` with variable `column/answer`, its
        two-sided normal p, and n of the table. A single cell says little unless `contingency` says that there is
        something to find.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or there is no such correction.

    Examples
    --------
    >>> data = pd.DataFrame({"who": list("pppppppsssssss"), "came": list("yyyyyynnnnnyyn")})
    >>> found = cell_residuals(data, "came", by="who")
    >>> found[["variable", "group", "estimate", "p_adjusted"]].round(3)
      variable group  estimate  p_adjusted
    0   came/n     p     -2.16       0.123
    1   came/y     p      2.16       0.123
    2   came/n     s      2.16       0.123
    3   came/y     s     -2.16       0.123
    """
    from scipy.special import ndtr

    require(data, [*as_list(columns), by])
    rows: list[Row] = []
    for column in as_list(columns):
        table = crosstable(data, column, by=by)
        n = int(table.to_numpy().sum())
        told = min(table.shape) > 1
        residuals = adjusted_residuals(table.to_numpy()) if told else np.full(table.shape, nan)
        for (place, group), (at, answer) in ((g, a) for g in enumerate(table.index) for a in enumerate(table.columns)):
            value = float(residuals[place, at])
            method = Method.RESIDUAL if told else Method.ONE_CATEGORY
            rows.append(
                {
                    "variable": f"{column}{OPTION}{answer}", "group": group, "statistic": "adjusted_residual",
                    "estimate": value, "p_value": float(2 * ndtr(-abs(value))), "n": n,
                    "n_missing": int(data[by].notna().sum()) - n, "method": method.value,
                }
            )  # fmt: skip
    return with_correction(vocabulary.estimates(rows), correction)


def crosstable(data: pd.DataFrame, column: str, *, by: str) -> pd.DataFrame:
    """Groups down, answers across, each in its own order, without the empty ones."""
    given = data.assign(**{column: _codes(data[column])}) if by != column else data
    answers = list(groups(given.loc[given[by].notna()], column))
    counts = {group: part[column].dropna().astype("str").value_counts() for group, part in groups(given, by).items()}
    table = pd.DataFrame(
        [[int(count.get(answer, 0)) for answer in answers] for count in counts.values()],
        index=list(counts), columns=answers, dtype="int64",
    )  # fmt: skip
    return table.loc[table.sum(axis=1) > 0]


def _codes(answers: "pd.Series[Any]") -> "pd.Series[Any]":
    """Whole numbers that pandas holds as floats, for the sake of a missing one, as whole numbers: 1, not 1.0."""
    if not pd.api.types.is_float_dtype(answers.dtype) or not (answers.dropna() % 1 == 0).all():
        return answers
    return answers.where(answers.abs() < 2**53).astype("Int64")


def event_of(table: pd.DataFrame, column: str, event: str | None) -> str | None:
    """The answer that counts as happening, as `contingency` says; None where there is no such thing."""
    answers = list(table.columns)
    if event is not None:
        if event not in answers and answers:
            raise PilotsError(f"nobody answered '{event}' to '{column}'", mend=did_you_mean(event, answers))
        return event if len(answers) > 1 else None
    if len(answers) != 2:
        return None
    return answers[1] if answers == ["0", "1"] else answers[0]


def _together(table: Counts, ci: float, seed: int) -> list[Row]:
    names = ["cramers_v", "cramers_v_corrected", "chi_squared", "likelihood_ratio"]
    if min(table.shape) < 2:
        reason = Method.NO_ANSWERS if not table.sum() else Method.ONE_CATEGORY
        return [{"statistic": name, "method": reason.value} for name in names]
    n = int(table.sum())
    found, fisher = independence(table), fisher_exact(table, seed=seed)
    tested: Row = {"p_value": fisher.p, "method": _fisher(fisher).value}
    rows: list[Row] = [
        {"statistic": "cramers_v", **_sized(cramers_v(found.chi_squared, n, *table.shape, ci=ci)), **tested},
        {"statistic": "cramers_v_corrected", "estimate": corrected_v(found.chi_squared, n, *table.shape), **tested},
        {"statistic": "chi_squared", "estimate": found.chi_squared, "p_value": found.p, "method": Method.CHI_SQUARED.value},
        {"statistic": "likelihood_ratio", "estimate": max(found.g, 0.0), "p_value": found.p_g, "method": Method.G_TEST.value},
    ]  # fmt: skip
    if table.shape == (2, 2):
        rows.insert(2, {"statistic": "phi", **_sized(phi(table, ci=ci)), **tested})
    return rows


def _fisher(found: FisherTest) -> Method:
    return Method.FISHER if found.exact else Method.FISHER_RANDOM


def _pairs(table: pd.DataFrame, asked: dict[str, pd.DataFrame], variable: str, event: str, ci: float) -> list[Row]:
    measures = {
        "share_difference": (risk_difference, Method.NEWCOMBE), "risk_ratio": (risk_ratio, Method.KOOPMAN),
        "odds_ratio": (odds_ratio, Method.WOOLF), "odds_ratio_conditional": (conditional_odds_ratio, Method.CONDITIONAL),
    }  # fmt: skip
    rows: list[Row] = []
    yes, everyone = table[event], table.sum(axis=1)
    for a, b in pairs(table.index):
        cells = [[int(yes[group]), int(everyone[group] - yes[group])] for group in (a, b)]
        n = sum(map(sum, cells))
        p = fisher_exact(np.array(cells)).p
        for name, (measure, method) in measures.items():
            size = measure(cells, ci=ci)
            if name == "odds_ratio" and 0 in cells[0] + cells[1]:
                method = Method.HALDANE
            if size.estimate != size.estimate:
                method = Method.EMPTY_CELL
            rows.append(
                {
                    "variable": variable, "group": f"{a} - {b}", "statistic": name, **_sized(size), "ci_level": ci,
                    "p_value": p, "n": n, "n_missing": len(asked[a]) + len(asked[b]) - n, "method": method.value,
                }
            )  # fmt: skip
    return rows


def _sized(size: EffectSize) -> Row:
    return size._asdict()
