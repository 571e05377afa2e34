"""Positions count code points, however the program counted."""

from hypothesis import given
from hypothesis import strategies as st

from pilots.qualitative.read.positions import code_points

WORDS = st.lists(
    st.sampled_from(["koffie", "\N{GRINNING FACE}", "ouder", "\N{PARTY POPPER}\N{PARTY POPPER}"]),
    min_size=2,
    max_size=12,
)


@given(WORDS)
def test_utf16_units_become_code_points(words):
    text = " ".join(words)
    spans = [(at, at + len(word)) for word, at in zip(words, _starts(words), strict=True)]
    units = [tuple(len(text[:position].encode("utf-16-le")) // 2 for position in span) for span in spans]
    assert [text[a:b] for a, b in code_points(units, text)] == words or units == spans


@given(WORDS)
def test_code_points_stay(words):
    spans = [(at, at + len(word)) for word, at in zip(words, _starts(words), strict=True)]
    assert code_points(spans, " ".join(words)) == spans


def test_without_text_positions_stay():
    assert code_points([(1, 2), None], None) == [(1, 2), None]


def _starts(words):
    return [sum(len(word) + 1 for word in words[:position]) for position in range(len(words))]
