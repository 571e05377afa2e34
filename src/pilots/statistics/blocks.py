"""Numbers of many respondents, some rows at a time, so that a million of them take little memory."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd

from pilots.statistics.samples import Values, numbers, require

ROWS = 1 << 15
"""Respondents that are worked out at a time."""


def by_blocks(data: pd.DataFrame, columns: Sequence[str], index: Callable[[Values], Values]) -> "pd.Series[float]":
    """An index of each row, worked out from the numbers in its columns."""
    require(data, columns)
    found = [index(block) for block in blocks(data, columns)]
    return pd.Series(np.concatenate([*found, np.empty(0)]), index=data.index)


def blocks(data: pd.DataFrame, columns: Sequence[str]) -> Iterator[Values]:
    """The answers as numbers, some rows at a time; what is no finite number is missing."""
    items = data[list(columns)]
    ready = all(pd.api.types.is_float_dtype(kind) for kind in items.dtypes)
    for start in range(0, len(items), ROWS):
        block = items.iloc[start : start + ROWS]
        answers = block.to_numpy(dtype="float64") if ready else numbers(block, columns).to_numpy()
        yield np.where(np.isfinite(answers), answers, np.nan)


def means(data: pd.DataFrame, columns: Sequence[str]) -> Values:
    """The mean of each column over who answered it."""
    total, n = np.zeros(len(columns)), np.zeros(len(columns))
    for answers in blocks(data, columns):
        total += np.nansum(answers, axis=0)
        n += (~np.isnan(answers)).sum(axis=0)
    return total / np.maximum(n, 1)


def covariance(data: pd.DataFrame, columns: Sequence[str]) -> tuple[Values, Values, Values]:
    """By pair of items, over who answered both: their number, the covariance, and the variance of the first."""
    k = len(columns)
    middle = means(data, columns)
    n, one, square, product = (np.zeros((k, k)) for _ in range(4))
    for answers in blocks(data, columns):
        there = (~np.isnan(answers)).astype("float64")
        x = np.nan_to_num(answers - middle)
        n += there.T @ there
        one += x.T @ there
        square += (x**2).T @ there
        product += x.T @ x
    with np.errstate(invalid="ignore", divide="ignore"):
        return n, (product - one * one.T / n) / (n - 1), (square - one**2 / n) / (n - 1)
