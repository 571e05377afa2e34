"""Fisher's exact test of a table of any size: over all tables with its margins, none drawn at random while it can."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pilots.statistics.samples import Values

Counts = NDArray[np.int64]

MOST_STEPS = 20_000_000
"""Steps from table to table looked at, up to which the test is exact: some seconds."""
DRAWS = 99_999
"""Random tables, beyond that."""
_SAME = 1e-7
"""Tables whose probabilities differ relatively by less are equally likely, as in R."""


class FisherTest(NamedTuple):
    """Fisher's p, its mid-p, and the standard error of p where tables were drawn at random (0 where it is exact)."""

    p: float
    mid_p: float
    error: float

    @property
    def exact(self) -> bool:
        """Whether all tables were gone through."""
        return self.error == 0


class _OutOfReachError(Exception):
    """More tables than one wants to wait for."""


class _Steps(NamedTuple):
    """The ways to fill one column: from which node to which, the sum of -log n!, and how many ways are the same."""

    nodes: Counts
    parent: Counts
    child: Counts
    value: Values
    ways: Values


class _Lists(NamedTuple):
    """What is known of each node, sorted: values from `start[node]` to `start[node + 1]`, and their probabilities."""

    start: Counts
    value: Values
    weight: Values


def fisher_exact(table: Counts, *, seed: int = 0) -> FisherTest:
    """The two-sided p of Fisher's exact test: the probability of all tables not likelier than the one observed.

    The tables with the margins of this one are filled column by column. What is still to be filled depends on the
    rows' remaining sums alone, whatever their order, so tables that agree in these go on together (the network of
    Mehta & Patel 1983). Ways from the left and ways from the right are listed up to a column in the middle and joined
    there, each way from the left with the part of the ways from the right that makes the whole unlikely enough, found
    in their sorted list. scipy's `fisher_exact` draws tables at random when there are more than two rows or columns.

    Parameters
    ----------
    table
        Counts, a row a group, a column an answer; empty rows and columns make no difference.
    seed
        Of random tables, drawn where all are too many.

    Returns
    -------
    FisherTest
        p; mid-p, in which tables as likely as the observed one count half (Lancaster 1961), nearer to its level on
        average than p, which is on the safe side; and the error of a p that was drawn.

    Notes
    -----
    Freeman, G. H. & Halton, J. H. (1951). Note on an exact treatment of contingency, goodness of fit and other problems
    of significance. Biometrika 38, 141-149. Mehta, C. R. & Patel, N. R. (1983). A network algorithm for performing
    Fisher's exact test in r × c contingency tables. JASA 78, 427-434.

    Examples
    --------
    >>> round(fisher_exact(np.array([[29, 7, 7], [13, 7, 21]])).p, 8)
    0.0013932
    """
    table = np.asarray(table, dtype="int64")
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if table.shape[0] > table.shape[1]:
        table = table.T
    if min(table.shape) < 2:
        return FisherTest(1.0, 0.5, 0.0)
    try:
        below, equal = _all_tables(table)
    except _OutOfReachError:
        return _random_tables(table, seed)
    return FisherTest(min(below + equal, 1.0), min(below + equal / 2, 1.0), 0.0)


def _all_tables(table: Counts) -> tuple[float, float]:
    """The probability of the tables less likely than this one, and of those as likely."""
    logs = _log_factorials(int(table.sum()))
    observed = -float(logs[table].sum())
    left, middle, right = _in_order(table.sum(axis=0))
    nodes = np.sort(table.sum(axis=1))[None, :]
    before = _Lists(np.array([0, 1]), np.zeros(1), np.ones(1))
    for size in left:
        nodes, before = _forward(before, _fill(nodes, size, logs))
    steps = _fill(nodes, middle, logs)
    after = _backward(steps.nodes, right, logs)
    ending = logs[steps.nodes].sum(axis=1) + logs[right].sum() - logs[sum(right)]
    constant = logs[table.sum(axis=1)].sum() + logs[table.sum(axis=0)].sum() - logs[table.sum()]
    least, most = after.value[after.start[:-1]], after.value[after.start[1:] - 1]
    kept, below = _undecided(
        before, steps, observed - most[steps.child], observed - least[steps.child], constant - ending
    )
    equal = 0.0
    order = np.argsort(steps.child[kept.step], kind="stable")
    for child, chosen in enumerate(np.split(order, np.cumsum(np.bincount(steps.child[kept.step]))[:-1])):
        if not len(chosen):
            continue
        of_step, path = _ranges(kept.first[chosen], kept.last[chosen])
        step = kept.step[chosen][of_step]
        value = steps.value[step] + before.value[path]
        weight = steps.ways[step] * before.weight[path] * np.exp(constant - ending[child] + value)
        here = slice(after.start[child], after.start[child + 1])
        cumulated = np.concatenate([[0.0], np.cumsum(after.weight[here])])
        unlikelier, as_likely = (
            cumulated[np.searchsorted(after.value[here], observed - value + side * _SAME, "right")] for side in (-1, 1)
        )
        below += float((weight * unlikelier).sum())
        equal += float((weight * (as_likely - unlikelier)).sum())
    return below, equal


class _Undecided(NamedTuple):
    """Steps with the ways before them, from `first` to `last`, after which some endings are likely enough, some not."""

    step: Counts
    first: Counts
    last: Counts


def _undecided(
    before: _Lists, steps: _Steps, surely: Values, perhaps: Values, constant: Values
) -> tuple[_Undecided, float]:
    """What is to be looked at ending by ending; and the probability of all that is less likely however it ends."""
    below, found = 0.0, []
    order = np.argsort(steps.parent, kind="stable")
    for parent, chosen in enumerate(np.split(order, np.cumsum(np.bincount(steps.parent))[:-1])):
        here = slice(before.start[parent], before.start[parent + 1])
        value = before.value[here]
        first = np.searchsorted(value, surely[chosen] - steps.value[chosen] - _SAME, "right")
        last = np.searchsorted(value, perhaps[chosen] - steps.value[chosen] + _SAME, "right")
        top = float(value.max())
        all_before = np.concatenate([[0.0], np.cumsum(before.weight[here] * np.exp(value - top))])
        share = steps.ways[chosen] * np.exp(constant[steps.child[chosen]] + steps.value[chosen] + top)
        below += float((share * all_before[first]).sum())
        left = last > first
        found.append((chosen[left], here.start + first[left], here.start + last[left]))
    return _Undecided(*(np.concatenate(parts) for parts in zip(*found, strict=True))), below


def _random_tables(table: Counts, seed: int) -> FisherTest:
    from scipy.stats import random_table

    logs = _log_factorials(int(table.sum()))
    drawn = random_table(np.sort(table.sum(axis=1)), np.sort(table.sum(axis=0))).rvs(DRAWS, random_state=seed)
    surplus = -logs[drawn].sum(axis=(1, 2)) + float(logs[table].sum())
    p = (1 + int((surplus <= _SAME).sum())) / (1 + DRAWS)
    equal = int((np.abs(surplus) <= _SAME).sum()) / DRAWS
    return FisherTest(p, p - equal / 2, float(np.sqrt(p * (1 - p) / DRAWS)))


def _log_factorials(n: int) -> Values:
    from scipy.special import gammaln

    return np.asarray(gammaln(np.arange(n + 1) + 1.0))


def _in_order(sums: Counts) -> tuple[list[int], int, list[int]]:
    """The columns to fill before and after the one in the middle, the largest, where it costs least."""
    middle, *others = sorted(int(size) for size in sums)
    before = len(others) // 2
    left, right = others[:before], others[before:]
    return left, middle, right


def _fill(nodes: Counts, size: int, logs: Values) -> _Steps:
    """All ways to fill a column of this size from each node, which is a row of what is left of the rows, sorted."""
    parent, taken = np.arange(len(nodes)), np.zeros((len(nodes), 0), "int64")
    for row in range(nodes.shape[1]):
        used = taken.sum(axis=1)
        beyond = nodes[parent, row + 1 :].sum(axis=1)
        least = np.maximum(size - used - beyond, 0)
        most = np.minimum(nodes[parent, row], size - used)
        choices = most - least + 1
        if choices.sum() > MOST_STEPS / 4:
            raise _OutOfReachError
        chosen = np.repeat(np.arange(len(parent)), choices)
        nth = np.arange(len(chosen)) - np.repeat(np.cumsum(choices) - choices, choices)
        parent, taken = parent[chosen], np.column_stack([taken[chosen], least[chosen] + nth])
    children = np.sort(nodes[parent] - taken, axis=1)
    place = _numbered(children, int(nodes.max()) + 1)
    _, first, child = np.unique(place, return_index=True, return_inverse=True)
    value = -logs[taken].sum(axis=1)
    both, value, ways = _merged(parent * len(first) + child, value, np.ones(len(value)))
    return _Steps(children[first], both // len(first), both % len(first), value, ways)


def _forward(before: _Lists, steps: _Steps) -> tuple[Counts, _Lists]:
    """From the ways to reach each node to the ways to reach each of the next."""
    of_step, path = _spread(before.start, steps.parent)
    node, value, weight = _merged(
        steps.child[of_step], steps.value[of_step] + before.value[path], steps.ways[of_step] * before.weight[path]
    )
    return steps.nodes, _Lists(_starts(node, len(steps.nodes)), value, weight)


def _backward(nodes: Counts, columns: list[int], logs: Values) -> _Lists:
    """All ways to fill the remaining columns from each node, with their probabilities."""
    if len(columns) == 1:
        return _Lists(np.arange(len(nodes) + 1), -logs[nodes].sum(axis=1), np.ones(len(nodes)))
    steps = _fill(nodes, columns[0], logs)
    after = _backward(steps.nodes, columns[1:], logs)
    of_step, path = _spread(after.start, steps.child)
    total = logs[nodes].sum(axis=1) + logs[columns].sum() - logs[sum(columns)]
    ending = logs[steps.nodes].sum(axis=1) + logs[columns[1:]].sum() - logs[sum(columns[1:])]
    chance = steps.ways * np.exp(steps.value + total[steps.parent] - ending[steps.child])
    node, value, weight = _merged(
        steps.parent[of_step], steps.value[of_step] + after.value[path], chance[of_step] * after.weight[path]
    )
    return _Lists(_starts(node, len(nodes)), value, weight)


def _spread(start: Counts, nodes: Counts) -> tuple[Counts, Counts]:
    """For each node asked about, all places of its list: which question, and which place."""
    return _ranges(start[nodes], start[nodes + 1])


def _ranges(first: Counts, last: Counts) -> tuple[Counts, Counts]:
    """All whole numbers of several ranges: which range, and which number."""
    lengths = last - first
    if lengths.sum() > MOST_STEPS:
        raise _OutOfReachError
    asked = np.repeat(np.arange(len(first)), lengths)
    return asked, np.arange(len(asked)) - np.repeat(np.cumsum(lengths) - lengths - first, lengths)


def _merged(node: Counts, value: Values, weight: Values) -> tuple[Counts, Values, Values]:
    """Sorted by node and value, the weights of the same value at the same node added up."""
    order = np.lexsort((value, node))
    node, value = node[order], value[order]
    new = np.concatenate([[True], (np.diff(node) > 0) | (np.diff(value) > _SAME / 100)])
    first = np.flatnonzero(new)
    return node[first], value[first], np.add.reduceat(weight[order], first)


def _starts(node: Counts, nodes: int) -> Counts:
    return np.searchsorted(node, np.arange(nodes + 1))


def _numbered(rows: Counts, base: int) -> Counts:
    """A number for each row of digits."""
    if base ** rows.shape[1] >= 2**63:
        raise _OutOfReachError
    return np.asarray(rows @ (base ** np.arange(rows.shape[1], dtype="int64")))
