"""Passages near each other, against comparing all with all."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.qualitative import overlaps
from pilots.qualitative.overlaps import near, paragraphs

PASSAGES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(1, 6)), max_size=15)


def pairs(passages, reach):
    document, start, length = (np.array(values, "int64") for values in zip(*passages, strict=True))
    return {frozenset((int(a), int(b))) for one, other in near(document, start, start + length, reach) for a, b in zip(one, other, strict=True)}  # fmt: skip


@given(PASSAGES.filter(bool), st.integers(0, 5))
def test_pairs_are_those_of_comparing_all_with_all(passages, reach):
    expected = {
        frozenset((a, b))
        for a, (text, start, length) in enumerate(passages)
        for b, (other, begin, size) in enumerate(passages)
        if a < b and text == other and max(start, begin) < min(start + length, begin + size) + reach
    }
    assert pairs(passages, reach) == expected


def test_pieces_make_no_difference(monkeypatch):
    passages = [(0, n % 7, 5) for n in range(40)]
    whole = pairs(passages, 0)
    monkeypatch.setattr(overlaps, "CHUNK", 7)
    assert pairs(passages, 0) == whole


def test_without_passages_there_is_no_pair():
    none = np.empty(0, "int64")
    assert list(near(none, none, none)) == []


@pytest.mark.parametrize(("start", "end", "expected"), [(0, 2, [0, 1]), (2, 3, [0, 1]), (3, 4, [1, 2]), (1, 7, [0, 3])])
def test_a_paragraph_ends_where_a_line_ends(start, end, expected):
    placed = pd.DataFrame({"document": ["d"], "start": [start], "end": [end]})
    assert paragraphs(placed, {"d": "ab\ncd\nef"})[["start", "end"]].iloc[0].tolist() == expected
