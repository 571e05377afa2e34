"""Tests that allow for weights, clusters and strata: of two variables in one table (Rao-Scott, Wald), of known shares."""

from math import nan, sqrt
from typing import NamedTuple

import numpy as np

from pilots.statistics.design import SampleDesign
from pilots.statistics.design_stages import Codes, Mask
from pilots.statistics.samples import Values


class RaoScott(NamedTuple):
    """A chi-square of weighted shares, and what the design makes of it.

    Parameters
    ----------
    chi_square
        Pearson's, of the weighted shares and the number of respondents, uncorrected.
    df
        Its degrees of freedom without a design.
    f, f_df, p
        Second order (Rao & Scott 1984): F with its two degrees of freedom, and p.
    p_first
        First order: the chi-square over the mean design effect, on `df`.
    """

    chi_square: float
    df: int
    f: float
    f_df: tuple[float, float]
    p: float
    p_first: float


class Wald(NamedTuple):
    """Wald's test: the statistic per degree of freedom, with degrees of freedom and p, plain and adjusted.

    The adjusted one (Fellegi) is F on `df` and `design df - df + 1`; the plain one is too liberal with few clusters.
    """

    f: float
    f_df: tuple[float, float]
    p: float
    adjusted: float
    adjusted_df: tuple[float, float]
    adjusted_p: float


class Table(NamedTuple):
    """A two-way table of weighted shares, with the influence values of its cells.

    Parameters
    ----------
    shares
        By row and column; they add up to 1.
    influence
        By respondent, and cell of the table in reading order.
    part
        By respondent: the share of all weights.
    n
        Respondents.
    df
        Degrees of freedom of the design.
    """

    shares: Values
    influence: Values
    part: Values
    n: int
    df: float


def table(design: SampleDesign, rows: Codes, columns: Codes, who: Mask) -> Table:
    """The table of two codes (from 0; -1 where there is none) among some respondents."""
    height, width = int(rows[who].max()) + 1, int(columns[who].max()) + 1
    part = design.parts(who)
    cells = (rows * width + columns)[:, None] == np.arange(height * width)
    share = part @ cells
    influence = (cells - share) * part[:, None]
    return Table(share.reshape(height, width), influence, part, int(who.sum()), design.df(who))


def rao_scott(design: SampleDesign, found: Table) -> RaoScott:
    """Whether rows and columns of a table have to do with each other: Pearson's chi-square, corrected for the design.

    R's svychisq with statistic="F" (second order, its default) and "Chisq" (first order). Rows and columns in which nobody
    is must have been left out; where so many cells are empty that their contrasts can't be told apart, there is no p.

    Notes
    -----
    Rao, J. N. K. & Scott, A. J. (1984). On chi-squared tests for multiway contingency tables with cell proportions
    estimated from survey data. Annals of Statistics 12(1), 46-60.
    """
    height, width = found.shares.shape
    p = found.shares.ravel()
    expected = np.outer(found.shares.sum(1), found.shares.sum(0)).ravel()
    inverse = np.divide(1, p, out=np.zeros_like(p), where=p > 0)
    contrasts = np.kron(_contrasts(height), _contrasts(width))
    spread = (inverse[:, None] * contrasts).T @ design.variance(found.influence) @ (inverse[:, None] * contrasts)
    simple = contrasts.T @ (inverse[:, None] * contrasts) / found.n
    told = np.linalg.matrix_rank(simple) == len(simple)
    ratio = np.linalg.solve(simple, spread) if told else np.full_like(spread, nan)
    return corrected(found.n * float(((p - expected) ** 2 / expected).sum()), ratio, found.df)


def wald(design: SampleDesign, found: Table) -> Wald:
    """Whether rows and columns have to do with each other: Wald's test of all cells against the product of margins.

    R's svychisq with statistic="Wald" and "adjWald", which takes totals, not shares, for what departs. It needs more degrees of freedom of the design than the table has,
    and no stratum of one cluster; missing otherwise.
    """
    shares = found.shares
    height, width = shares.shape
    cell = found.influence.reshape(-1, height, width)
    row, column = cell.sum(2), cell.sum(1)
    apart = shares - np.outer(shares.sum(1), shares.sum(0))
    moved = cell - row[:, :, None] * shares.sum(0) - shares.sum(1)[:, None] * column[:, None, :]
    moved = moved + found.part[:, None, None] * apart
    return _wald(apart[1:, 1:].ravel(), design.variance(moved[:, 1:, 1:].reshape(len(cell), -1)), found.df)


def known_shares(design: SampleDesign, codes: Codes, who: Mask, shares: Values) -> RaoScott:
    """Whether shares are those of a population: Pearson's chi-square against known shares, corrected for the design."""
    part = design.parts(who)
    cells = codes[:, None] == np.arange(len(shares))
    found = part @ cells
    variance = design.variance((cells - found) * part[:, None])[1:, 1:]
    simple = (np.diag(shares) - np.outer(shares, shares))[1:, 1:] / who.sum()
    return corrected(
        int(who.sum()) * float(((found - shares) ** 2 / shares).sum()),
        np.linalg.solve(simple, variance),
        design.df(who),
    )


def cramers_v(found: Table) -> float:
    """Cramér's V of the weighted shares."""
    expected = np.outer(found.shares.sum(1), found.shares.sum(0))
    return sqrt(float(((found.shares - expected) ** 2 / expected).sum()) / (min(found.shares.shape) - 1))


def corrected(chi_square: float, effects: Values, df: float) -> RaoScott:
    """A quadratic form in estimates, referred to what the matrix of its design effects makes of its distribution."""
    from scipy.special import chdtrc, fdtrc

    count, trace, squared = len(effects), float(np.trace(effects)), float(np.trace(effects @ effects))
    if not (trace > 0 and df > 0):
        return RaoScott(chi_square, count, nan, (nan, nan), nan, nan)
    first = trace**2 / squared
    f = chi_square / trace
    return RaoScott(
        chi_square, count, f, (first, first * df), float(fdtrc(first, first * df, f)),
        float(chdtrc(count, chi_square * count / trace)),
    )  # fmt: skip


def _wald(apart: Values, variance: Values, df: float) -> Wald:
    from scipy.special import fdtrc

    count = len(apart)
    left = df - count + 1
    if not np.isfinite(variance).all() or np.linalg.matrix_rank(variance) < count or left < 1:
        return Wald(nan, (nan, nan), nan, nan, (nan, nan), nan)
    f = float(apart @ np.linalg.solve(variance, apart)) / count
    adjusted = f * left / df
    return Wald(
        f, (count, df), float(fdtrc(count, df, f)), adjusted, (count, left), float(fdtrc(count, left, adjusted))
    )


def _contrasts(size: int) -> Values:
    """Columns that add up to 0 and span all such vectors."""
    return np.eye(size)[:, 1:] - 1 / size
