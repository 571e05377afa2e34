"""The covariances of a scale's items with what answers there are, and how sure a figure made of them is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import Literal

import numpy as np
import pandas as pd

from pilots.statistics.incomplete_normal import fit_incomplete, inverses
from pilots.statistics.methods import Method
from pilots.statistics.samples import Values, numbers

Missing = Literal["listwise", "pairwise", "ml"]
FEWEST = 3
"""People who answered the items (pairwise: two of them), below which their covariance says nothing."""
_BLOCK = 8192
"""Rows taken at a time: small enough for the processor's cache."""


@dataclass(frozen=True, slots=True)
class Covariances:
    """Covariances of items, in squares of a power of two (`unit`) that keeps them in reach of double precision.

    Parameters
    ----------
    matrix
        Items by items; missing where `reason` says why.
    unit
        What the answers were divided by.
    n
        People they rest on: with every item answered (listwise), or with any.
    how
        What was done with missing answers.
    patterns, counts
        Which items were answered (1, else 0), each pattern once, and by how many people.
    reason
        Why there are none.
    """

    matrix: Values
    unit: float
    n: int
    how: Missing
    patterns: Values
    counts: Values
    reason: Method | None = None

    def variance(self, gradient: Values) -> float:
        """The sampling variance of a function of the covariances, by its symmetric matrix of derivatives G.

        Normal theory. Complete answers: 2 tr(GCGC) / (n - 1). Pairwise: Σ 2 tr(HCHC) over the people, C and H
        = G / (people of the pair) cut to what the person answered. Maximum likelihood: tr(GX), where X solves
        Σ ½ WXW = G, the information of each person's answers, W the inverse of C cut to those.
        """
        C, G = self.matrix, gradient
        small = self.n / (self.n - 1)
        if len(self.counts) == 1:
            return float(2 * np.trace(G @ C @ G @ C) / (self.n - 1))
        if self.how == "ml":
            return small * _inverse_information(C, G, self.patterns, self.counts)
        H = G / ((self.patterns.T * self.counts) @ self.patterns)
        cut = (H * (self.patterns[:, :, None] * self.patterns[:, None, :])) @ C
        return small * float(2 * (self.counts * np.einsum("mab,mba->m", cut, cut)).sum())


def covariances(data: pd.DataFrame, columns: Sequence[str], missing: Missing) -> Covariances:
    """The covariances of the columns over complete answers, pair by pair, or by maximum likelihood.

    Sums of products over blocks of rows, centred first, so a million rows take a tenth of a second and numbers
    far from zero lose nothing; missing answers are grouped by pattern, not gone through person by person.
    """
    k = len(columns)
    answers = [_floats(data, column) for column in columns]
    complete = not any(len(values) and np.isnan(values.min()) for values in answers)
    mask = np.ones((0, k)) if complete else np.column_stack([~np.isnan(values) for values in answers])
    if not complete and missing == "listwise":
        whole = mask.all(axis=1)
        answers, complete = [values[whole] for values in answers], True
    unit = _unit(answers)
    if complete:
        n = len(answers[0]) if k else 0
        reason = Method.ONE_ITEM if k < 2 else Method.FEW_COMPLETE if n < FEWEST else None
        matrix = np.full((k, k), nan) if reason else _products(answers, unit) / (n - 1)
        return Covariances(matrix, unit, n, missing, np.ones((1, k)), np.array([float(n)]), reason)
    table = np.column_stack(answers) / unit
    return _incomplete(table, mask, unit, missing)


def correlations(covariance: Values) -> Values:
    """A matrix of covariances as one of correlations; missing where an item does not vary."""
    sd = np.sqrt(np.where(np.diag(covariance) > 0, np.diag(covariance), nan))
    matrix: Values = covariance / np.outer(sd, sd)
    np.fill_diagonal(matrix, np.where(np.isnan(sd), nan, 1.0))
    return matrix


def _floats(data: pd.DataFrame, column: str) -> Values:
    """A column as floats; what is no finite number is missing. A column of floats that are all finite is not copied."""
    if not isinstance(data[column].dtype, np.dtype) or data[column].dtype.kind not in "fiu":
        return numbers(data, [column])[column].to_numpy()
    values: Values = data[column].to_numpy(dtype="float64")
    return values if len(values) == 0 or np.isfinite([values.min(), values.max()]).all() else _finite(values)


def _finite(values: Values) -> Values:
    return np.where(np.isfinite(values), values, nan)


def _unit(answers: Sequence[Values]) -> float:
    """The power of two just above the largest of all answers."""
    largest = max((float(np.nanmax(np.abs([v.min(), v.max()]))) for v in map(_present, answers) if len(v)), default=0.0)
    return float(2.0 ** min(np.ceil(np.log2(largest)), 1023)) if largest > 0 else 1.0


def _present(values: Values) -> Values:
    return values if len(values) == 0 or not np.isnan(values.min()) else values[~np.isnan(values)]


def _products(answers: Sequence[Values], unit: float) -> Values:
    """Sums of squares and products about the means."""
    n, k = len(answers[0]), len(answers)
    middle = np.array([(values.min() / 2 + values.max() / 2) / unit for values in answers])
    sums, products = np.zeros(k), np.zeros((k, k))
    block = np.empty((k, min(_BLOCK, n)))
    for start in range(0, n, _BLOCK):
        part = block[:, : min(_BLOCK, n - start)]
        for row, values, centre in zip(part, answers, middle, strict=True):
            np.divide(values[start : start + _BLOCK], unit, out=row)
            row -= centre
        sums += part.sum(axis=1)
        products += part @ part.T
    found: Values = products - np.outer(sums, sums) / n
    # what does not vary has no rounding error either
    still = np.array([values.min() == values.max() for values in answers])
    found[still, :] = 0.0
    found[:, still] = 0.0
    return found


def _incomplete(table: Values, mask: Values, unit: float, missing: Missing) -> Covariances:
    answered = mask.any(axis=1)
    table, mask = table[answered], mask[answered]
    n, k = table.shape
    patterns, counts = _patterns(mask)
    none = Covariances(np.full((k, k), nan), unit, n, missing, patterns, counts)
    pairs = (patterns.T * counts) @ patterns
    if k < 2:
        return replace(none, reason=Method.ONE_ITEM)
    if n < FEWEST or pairs.min() < FEWEST:
        return replace(none, reason=Method.FEW_TOGETHER)
    if missing == "ml":
        fit = fit_incomplete(table)
        if fit is None:
            return replace(none, reason=Method.NO_LIKELIHOOD)
        return replace(none, matrix=fit.covariance * n / (n - 1))
    seen = mask.astype("float64")
    values = np.where(mask, table - np.nanmean(table, axis=0), 0.0)
    sums = values.T @ seen
    return replace(none, matrix=(values.T @ values - sums * sums.T / pairs) / (pairs - 1))


def _patterns(mask: Values) -> tuple[Values, Values]:
    """The patterns of answered items, each once, and how many people have it."""
    packed = np.ascontiguousarray(np.packbits(mask.astype(bool), axis=1))
    keys = packed.view([("", packed.dtype)] * packed.shape[1]).ravel()
    _, first, counts = np.unique(keys, return_index=True, return_counts=True)
    return mask[first].astype("float64"), counts.astype("float64")


def _inverse_information(matrix: Values, gradient: Values, patterns: Values, counts: Values) -> float:
    """tr(GX) with Σ ½ WXW = G over people, by conjugate gradients."""
    W = inverses(matrix, patterns)

    def information(x: Values) -> Values:
        found: Values = (counts[:, None, None] * (W @ x @ W)).sum(axis=0) / 2
        return found

    n = counts.sum()
    x = 2 / n * matrix @ gradient @ matrix
    rest = gradient - information(x)
    way = preconditioned = 2 / n * matrix @ rest @ matrix
    length = float((rest * preconditioned).sum())
    target = 1e-22 * abs(float((gradient * x).sum()))
    for _ in range(10 * len(matrix) ** 2):
        if length <= target:
            break
        ahead = information(way)
        size = length / float((way * ahead).sum())
        x, rest = x + size * way, rest - size * ahead
        preconditioned = 2 / n * matrix @ rest @ matrix
        last, length = length, float((rest * preconditioned).sum())
        way = preconditioned + length / last * way
    return float((gradient * x).sum())
