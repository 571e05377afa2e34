"""Join neighbouring answers until none was given by so few that they can be known."""

from collections.abc import Sequence


def merge_small(counts: Sequence[int], threshold: int) -> list[tuple[int, int, int]]:
    """Join small cells of an ordered distribution with a neighbour: nothing is hidden, so nothing can be computed back.

    A cell of 1 to `threshold` - 1 people is joined with the smaller of its filled neighbours, again and again until
    no such cell is left. Empty cells stay as they are. When fewer than `threshold` people answered, nothing is left.

    Parameters
    ----------
    counts
        People an answer, in the order of the answers.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    list of (first, last, count)
        Spans of positions, in order, that cover the distribution; empty when it can't be shown at all.

    Examples
    --------
    >>> merge_small([2, 4, 10, 30, 20], 5)
    [(0, 1, 6), (2, 2, 10), (3, 3, 30), (4, 4, 20)]
    >>> merge_small([1, 0, 2], 5)
    []
    """
    if sum(counts) < threshold:
        return [(0, len(counts) - 1, 0)] if counts and sum(counts) == 0 else []
    spans = [(position, position, int(count)) for position, count in enumerate(counts)]
    while small := [index for index, span in enumerate(spans) if 0 < span[2] < threshold]:
        index = min(small, key=lambda at: (spans[at][2], at))
        filled = [at for at, span in enumerate(spans) if span[2] > 0 and at != index]
        below = [at for at in filled if at < index][-1:]
        above = [at for at in filled if at > index][:1]
        other = min(below + above, key=lambda at: (spans[at][2], at))
        first, last = sorted((index, other))
        joined = (spans[first][0], spans[last][1], sum(span[2] for span in spans[first : last + 1]))
        spans[first : last + 1] = [joined]
    return spans
