"""The covariances of a scale's items with what answers there are, and how sure a figure made of them is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import Literal

import numpy as np
import pandas as pd

from pilots.statistics.incomplete_normal import fit_incomplete, inverses
from pilots.statistics.methods import Method
from pilots.statistics.samples import Values, numbers, rescaled

Mask = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
Missing = Literal["listwise", "pairwise", "ml"]
FEWEST = 3
"""People who answered the items (pairwise: two of them), below which their covariance says nothing."""
_MOST_PATTERNS = 1000
_BLOCK = 32_768
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
        patterns, counts = _thinned(self.patterns, self.counts)
        if self.how == "ml":
            return small * _inverse_information(C, G, patterns, counts)
        H = G / ((self.patterns.T * self.counts) @ self.patterns)
        cut = (H * (patterns[:, :, None] * patterns[:, None, :])) @ C
        return small * float(2 * (counts * np.einsum("mab,mba->m", cut, cut)).sum())


def covariances(data: pd.DataFrame, columns: Sequence[str], missing: Missing) -> Covariances:
    """The covariances of the columns over complete answers, pair by pair, or by maximum likelihood.

    Sums of products over blocks of rows, centred first, so a million rows take a tenth of a second and numbers
    far from zero lose nothing; missing answers are grouped by pattern, not gone through person by person.
    """
    k = len(columns)
    answers = [_numbers(data, column) for column in columns]
    plain = _plain(answers, missing)
    if plain is not None:
        products, n = plain
        return Covariances(products / (n - 1), 1.0, n, missing, np.ones((1, k)), np.array([float(n)]))
    table = np.array(answers, dtype="float64").reshape(k, len(data))
    mask = np.isfinite(table)
    ends = [np.max(table, where=mask, initial=0.0), np.min(table, where=mask, initial=0.0)]
    unit = rescaled(np.array(ends))[1]
    if not mask.all():
        table[~mask] = nan
    table /= unit
    if missing != "listwise" and not mask.all():
        return _incomplete(table, mask, unit, missing)
    complete = table[:, mask.all(axis=0)]
    n = complete.shape[1]
    none = Covariances(np.full((k, k), nan), unit, n, missing, np.ones((1, k)), np.array([float(n)]))
    if k < 2 or n < FEWEST:
        return replace(none, reason=Method.ONE_ITEM if k < 2 else Method.FEW_COMPLETE)
    centred = complete - complete.mean(axis=1, keepdims=True)
    return replace(none, matrix=_still(centred @ centred.T / (n - 1), complete))


def correlations(covariance: Values) -> Values:
    """A matrix of covariances as one of correlations; missing where an item does not vary."""
    sd = np.sqrt(np.where(np.diag(covariance) > 0, np.diag(covariance), nan))
    matrix: Values = covariance / np.outer(sd, sd)
    np.fill_diagonal(matrix, np.where(np.isnan(sd), nan, 1.0))
    return matrix


def _numbers(data: pd.DataFrame, column: str) -> Values:
    """A column as numbers; one of numbers is not copied."""
    known = data[column].dtype
    if isinstance(known, np.dtype) and known.kind in "fiu":
        return data[column].to_numpy()
    if pd.api.types.is_numeric_dtype(known) and not pd.api.types.is_bool_dtype(known):
        return data[column].to_numpy(dtype="float64", na_value=nan)
    return numbers(data, [column])[column].to_numpy()


def _plain(answers: Sequence[Values], missing: Missing) -> tuple[Values, int] | None:
    """Sums of products about the means over the complete answers, in one go, and how many these are.

    None where one has to look closer: answers are missing and shall be used, an item does not vary, or squares are out
    of reach of double precision.
    """
    k, rows = len(answers), len(answers[0]) if answers else 0
    if k < 2 or rows < FEWEST:
        return None
    with np.errstate(all="ignore"):
        first = np.array([np.where(np.isfinite(v), v, 0.0).mean() for v in (values[:_BLOCK] for values in answers)])
        # the last row of ones adds up sums and people
        gram, block = np.zeros((k + 1, k + 1)), np.ones((k + 1, min(_BLOCK, rows)))
        for start in range(0, rows, _BLOCK):
            part = block[:, : min(_BLOCK, rows - start)]
            for row, values, centre in zip(part, answers, first, strict=False):
                np.subtract(values[start : start + _BLOCK], centre, out=row)
            found = part @ part.T
            if not np.isfinite(found).all():
                if missing != "listwise":
                    return None
                part = part[:, np.isfinite(part.sum(axis=0))]
                found = part @ part.T
            gram += found
        n, sums = int(gram[k, k]), gram[k, :k]
        products = gram[:k, :k] - np.outer(sums, sums) / max(n, 1)
        own = np.diag(products)
        ordinary = (own > 1e-200) & (own < 1e200) & (own > 1e-12 * np.diag(gram)[:k]) & (own > 1e-16 * n * first**2)
    return (products, n) if n >= FEWEST and ordinary.all() else None


def _still(matrix: Values, table: Values) -> Values:
    """The matrix, free of rounding error where an item does not vary."""
    same = np.nanmin(table, axis=1) == np.nanmax(table, axis=1)
    return np.where(same[:, None] | same, 0.0, matrix)


def _incomplete(table: Values, mask: Mask, unit: float, missing: Missing) -> Covariances:
    """By maximum likelihood, or pair by pair; items by people."""
    answered = mask.any(axis=0)
    if not answered.all():
        table, mask = table[:, answered], mask[:, answered]
    k, n = table.shape
    patterns, counts = _patterns(mask)
    pairs = (patterns.T * counts) @ patterns
    none = Covariances(np.full((k, k), nan), unit, n, missing, patterns, counts)
    if k < 2:
        return replace(none, reason=Method.ONE_ITEM)
    if n < FEWEST or pairs.min() < FEWEST:
        return replace(none, reason=Method.FEW_TOGETHER)
    if missing == "ml":
        if (np.nanmin(table, axis=1) == np.nanmax(table, axis=1)).any():
            return replace(none, reason=Method.SAME_ITEM)
        fit = fit_incomplete(table.T)
        return replace(none, matrix=fit.covariance * n / (n - 1)) if fit else replace(none, reason=Method.NO_LIKELIHOOD)
    means = np.nanmean(table, axis=1, keepdims=True)
    gram = np.zeros((2 * k, 2 * k))
    for start in range(0, n, _BLOCK):
        part = slice(start, start + _BLOCK)
        both = np.concatenate([np.where(mask[:, part], table[:, part] - means, 0.0), mask[:, part]])
        gram += both @ both.T
    products, sums = gram[:k, :k], gram[:k, k:]
    return replace(none, matrix=_still((products - sums * sums.T / pairs) / (pairs - 1), table))


def _patterns(mask: Mask) -> tuple[Values, Values]:
    """The patterns of answered items, each once, and how many people have it; items by people."""
    packed = np.packbits(mask, axis=0)
    words = np.zeros((mask.shape[1], -(-len(packed) // 8) * 8), dtype=np.uint8)
    words[:, : len(packed)] = packed.T
    keys = words.view(np.uint64)
    keys = keys[:, 0] if keys.shape[1] == 1 else keys.view([("", np.uint64)] * keys.shape[1])[:, 0]
    _, first, counts = np.unique(keys, return_index=True, return_counts=True)
    return mask[:, first].T.astype("float64"), counts.astype("float64")


def _thinned(patterns: Values, counts: Values) -> tuple[Values, Values]:
    """A thousand people at equal distances among all, in the order of their patterns: enough for a standard error."""
    if len(counts) <= _MOST_PATTERNS:
        return patterns, counts
    people = (np.arange(_MOST_PATTERNS) + 0.5) * counts.sum() / _MOST_PATTERNS
    chosen = np.searchsorted(np.cumsum(counts), people)
    return patterns[chosen], np.full(_MOST_PATTERNS, counts.sum() / _MOST_PATTERNS)


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
