"""Which passages of a text overlap or lie near each other, found without comparing all with all."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from pilots.qualitative.tree import Counts

CHUNK = 2_000_000
"""Pairs that are held at once."""


def near(document: Counts, start: Counts, end: Counts, reach: int = 0) -> Iterator[tuple[Counts, Counts]]:
    """Pairs of passages of one document of which the later begins before the end of the earlier, and `reach` further.

    Parameters
    ----------
    document, start, end
        Of each passage: a number of its document, its first place and the place after its last. A passage without length
        counts as one place.
    reach
        0: they overlap; 1: or touch; k + 1: or have no more than k places between them.

    Yields
    ------
    Places of the one and of the other, each pair once.

    Examples
    --------
    >>> places = np.array([0, 0, 1]), np.array([0, 5, 0]), np.array([5, 9, 9])
    >>> [len(first) for first, _ in near(*places)], [len(first) for first, _ in near(*places, reach=1)]
    ([], [1])
    """
    if not len(start):
        return
    end = np.maximum(end, start + 1)
    order = np.lexsort((start, document))
    span = int(end.max()) + reach + 1
    begins = document[order] * span + start[order]
    last = np.searchsorted(begins, np.minimum(begins + (end - start)[order] + reach, (document[order] + 1) * span))
    following = last - np.arange(len(begins)) - 1
    total = np.cumsum(following)
    if not total[-1]:
        return
    cuts = np.unique(np.searchsorted(total, np.arange(CHUNK, int(total[-1]), CHUNK), side="right"))
    for low, high in pairwise([0, *cuts.tolist(), len(following)]):
        counts = following[low:high]
        first = np.repeat(np.arange(low, low + len(counts)), counts)
        step = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
        yield order[first], order[first + 1 + step]


def paragraphs(segments: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Segments with the number of their first paragraph as start, and the one after their last as end.

    A paragraph ends where a line ends. Segments of documents without text are left out.
    """
    parts = []
    for document, own in segments.groupby("document", sort=False):
        text = texts.get(str(document))
        if text:
            breaks = np.flatnonzero(np.frombuffer(text.encode("utf-32-le"), "uint32") == ord("\n"))
            start = np.searchsorted(breaks, own["start"].to_numpy("int64"))
            last = np.searchsorted(breaks, np.maximum(own["end"].to_numpy("int64") - 1, own["start"].to_numpy("int64")))
            parts.append(own.assign(start=start, end=last + 1))
    return pd.concat(parts) if parts else segments.iloc[:0]
