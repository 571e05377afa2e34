from hypothesis import given
from hypothesis import strategies as st

from pilots.privacy.merge import merge_small

COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=7)


@given(COUNTS, st.integers(3, 10))
def test_no_shown_answer_was_given_by_fewer_than_the_threshold(counts, threshold):
    assert all(count == 0 or count >= threshold for _, _, count in merge_small(counts, threshold))


@given(COUNTS, st.integers(3, 10))
def test_spans_cover_all_answers_once_and_lose_nobody(counts, threshold):
    spans = merge_small(counts, threshold)
    covered = [position for first, last, _ in spans for position in range(first, last + 1)]
    assert covered in ([], list(range(len(counts))))
    assert not spans or sum(count for *_, count in spans) == sum(counts)


def test_fewer_answers_than_the_threshold_show_nothing():
    assert merge_small([1, 2, 0], 5) == []
