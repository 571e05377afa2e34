"""Who attacks a publication without our help: random tables, and bounds from one joint table of everything."""

from itertools import combinations, product
from math import inf

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from pilots.privacy.counts import Count, counts_frame


def publication(rng):
    """All that there is to tell of some people: a few tables over a few characteristics, with their totals."""
    sizes = [int(rng.integers(2, 4)) for _ in range(rng.integers(1, 5))]
    people = rng.multinomial(rng.integers(5, 80), rng.dirichlet(np.full(int(np.prod(sizes)), 0.4))).reshape(sizes)
    sets = [names for size in range(1, len(sizes) + 1) for names in combinations(range(len(sizes)), size)]
    chosen = rng.choice(len(sets), int(rng.integers(1, min(len(sets), 4) + 1)), replace=False)
    told = [Count("x/0", {}, float(people.sum()), float(people.sum()))]
    for names in (sets[at] for at in chosen):
        for key in product(*(range(sizes[name]) for name in names)):
            where = dict(zip(names, key, strict=True))
            n = float(people[tuple(where.get(name, slice(None)) for name in range(len(sizes)))].sum())
            told.append(Count("x/0", {f"c{name}": f"v{value}" for name, value in where.items()}, n, n))
    return counts_frame(told)


def told(counts, held):
    """What a reader is told when some counts are held back."""
    return counts.assign(low=counts["low"].mask(held, 0.0), high=counts["high"].mask(held, inf), held=held)


def intervals(counts):
    """The interval of each count by linear programming over one table of all characteristics."""
    values: dict[str, set[str]] = {}
    for where in counts["where"]:
        for name, value in where:
            values.setdefault(name, set()).add(value)
    cells = [
        dict(zip(sorted(values), key, strict=True))
        for key in product(*(sorted(values[name]) for name in sorted(values)))
    ]
    sums = np.array([[float(cell.items() >= set(where)) for cell in cells] for where in counts["where"]])
    low, high = counts["low"].to_numpy(), counts["high"].to_numpy()
    ends = np.vstack([sums[high < inf], -sums]), np.concatenate([high[high < inf], -low])
    found = []
    for aim in sums:
        least, most = (linprog(sign * aim, A_ub=ends[0], b_ub=ends[1]) for sign in (1, -1))
        found.append((np.ceil(least.fun - 1e-6), np.floor(1e-6 - most.fun) if most.status == 0 else inf))
    return pd.DataFrame(found, columns=["low", "high"], index=counts.index)


def need(counts, threshold):
    """How wide each interval must be: the threshold, or as many people as the smallest told group around the count has."""
    wheres = [set(where) for where in counts["where"]]
    around = [
        min((high for other, high in zip(wheres, counts["high"], strict=True) if other < one), default=inf)
        for one in wheres
    ]
    return pd.Series([min(threshold, n) for n in around], index=counts.index)
