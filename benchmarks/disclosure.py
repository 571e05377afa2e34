"""How long an attack on a publication of 30 tables takes, and what protecting tables costs beside the best pattern."""

from math import inf
from statistics import mean
from time import process_time

import numpy as np
import pandas as pd

from pilots.privacy import suppress
from pilots.privacy.counts import Count, counts_frame
from pilots.privacy.linked import derivable, hold_back

THRESHOLD = 5
TABLES = 30
SITES, LANGUAGES, ANSWERS = 5, 3, 6


def main() -> None:
    """30 tables over site, language and answers: held back, attacked; and single tables of three sizes."""
    counts = publication(np.random.default_rng(0))
    start = process_time()
    held = hold_back(counts, THRESHOLD)
    between = process_time()
    known = counts.assign(low=counts["low"].mask(held, 0.0), high=counts["high"].mask(held, inf), held=held)
    found = derivable(known, THRESHOLD)
    print(
        f"{2 * TABLES} tables, {len(counts)} counts, {int(held.sum())} held back in {between - start:.1f} s, "
        f"attacked in {process_time() - between:.1f} s: {len(found)} can be computed"
    )
    rng = np.random.default_rng(1)
    for shape in ((2, 6), (5, 8), (10, 10)):
        times = []
        for _ in range(20):
            table = pd.DataFrame(rng.poisson(12, shape))
            start = process_time()
            suppress(table, 8)
            times.append(process_time() - start)
        print(f"one table of {shape[0]} x {shape[1]}: {1000 * mean(times):.0f} ms, at most {1000 * max(times):.0f}")


def publication(rng: np.random.Generator) -> pd.DataFrame:
    """Answers to 30 questions by site and by language, of the same people, with all totals."""
    people = rng.integers(5, 30, (SITES, LANGUAGES))
    told: list[Count] = []

    def tell(where: dict[str, str], n: float) -> None:
        told.append(Count("parents/0", where, float(n), float(n)))

    tell({}, people.sum())
    for site, n in enumerate(people.sum(axis=1)):
        tell({"site": str(site)}, n)
    for language, n in enumerate(people.sum(axis=0)):
        tell({"language": str(language)}, n)
    for item in range(TABLES):
        shares = rng.dirichlet(np.full(ANSWERS, 2.0), (SITES, LANGUAGES))
        answers = np.array(
            [[rng.multinomial(n, p) for n, p in zip(*row, strict=True)] for row in zip(people, shares, strict=True)]
        )
        for answer, n in enumerate(answers.sum(axis=(0, 1))):
            tell({f"q{item}": str(answer)}, n)
        for axis, name in ((1, "site"), (0, "language")):
            for (group, answer), n in np.ndenumerate(answers.sum(axis=axis)):
                tell({name: str(group), f"q{item}": str(answer)}, n)
    return counts_frame(told)
