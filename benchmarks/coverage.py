"""How often the intervals hold what they should at n = 8, 15, 30 and 100, of samples whose truth is known."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from pilots.statistics import correlation_intervals, intervals, proportions, ranks
from pilots.statistics.analysis_of_variance import anova, kruskal_wallis
from pilots.statistics.bootstrap_limits import limits
from pilots.statistics.contingency import independence
from pilots.statistics.effect_sizes import glass_delta, hedges_g
from pilots.statistics.odds import conditional_odds_ratio, odds_ratio, phi, risk_ratio
from pilots.statistics.reliability import feldt_interval
from pilots.statistics.resampling import pool
from pilots.statistics.shifts import hodges_lehmann, median_difference
from pilots.statistics.variance_shares import cramers_v, eta_squared
from pilots.statistics.weighted import RESAMPLED

SIZES = (8, 15, 30, 100)
LEVEL, LOW, HIGH = 0.95, 0.93, 0.97
SIMULATIONS, DRAWN, RESAMPLES = 2_000, 300, 1_499
SHARES = np.arange(0.05, 0.951, 0.01)

Values = NDArray[np.float64]
Draw = Callable[[np.random.Generator, int], tuple[Values, ...]]
Limits = Callable[..., tuple[float, float]]


@dataclass(frozen=True)
class Line:
    """An interval to try: what it is called, what is true, how a sample is drawn, what limits it gives."""

    name: str
    truth: float
    draw: Draw
    limits: Limits
    simulations: int = SIMULATIONS

    def coverage(self, n: int) -> tuple[float, float]:
        """Share of the intervals that hold the truth, and share of samples without an interval."""
        generator = np.random.default_rng(n)
        found = np.array([self.limits(*self.draw(generator, n)) for _ in range(self.simulations)])
        told = ~np.isnan(found).any(axis=1)
        held = (found[told, 0] <= self.truth + 1e-9) & (found[told, 1] >= self.truth - 1e-9)
        return float(held.mean()) if told.any() else np.nan, float(1 - told.mean())


def points(latent: Values, shift: float = 0.0) -> Values:
    """Answers on a scale of 5 points."""
    return np.digitize(latent + shift, (-1.5, -0.5, 0.5, 1.5)).astype("float64")


ANSWERS: dict[str, Callable[[np.random.Generator, int], Values]] = {
    "normal": lambda generator, n: generator.normal(size=n),
    "5-point": lambda generator, n: points(generator.normal(size=n)),
    "5-point, skewed": lambda generator, n: points(generator.normal(size=n), 1.2),
    "exponential": lambda generator, n: generator.exponential(size=n),
}
LARGE = {name: draw(np.random.default_rng(0), 1_000_000) for name, draw in ANSWERS.items()}


def one(kind: str) -> Draw:
    return lambda generator, n: (ANSWERS[kind](generator, n),)


def two(kind: str, *, spread: float = 1.0, others: int = 0) -> Draw:
    """Two groups that answer alike, but for the spread of the first; `others`: size of the second, else the same."""
    return lambda generator, n: (
        np.sort(spread * ANSWERS[kind](generator, n)),
        np.sort(ANSWERS[kind](generator, others or n)),
    )


def shifted(by: float, *, spread: float = 1.0, others: int = 0, ordinal: bool = False) -> Draw:
    """Two groups of normal answers, the first higher; or these on a scale of 5 points."""

    def draw(generator: np.random.Generator, n: int) -> tuple[Values, ...]:
        both = generator.normal(by, spread, n), generator.normal(0, 1, others or n)
        return tuple(np.sort(points(side) if ordinal else side) for side in both)

    return draw


def pairs(r: float, kind: str) -> Draw:
    """Two answers that go together: normal, on 5 points, or exponentials of normal ones."""
    shape = {"normal": np.asarray, "5-point": points, "lognormal": np.exp}[kind]

    def draw(generator: np.random.Generator, n: int) -> tuple[Values, ...]:
        x = generator.normal(size=n)
        return shape(x), shape(r * x + sqrt(1 - r**2) * generator.normal(size=n))

    return draw


def items(generator: np.random.Generator, n: int) -> tuple[Values, ...]:
    """Four items of one scale."""
    return (points(generator.normal(size=(n, 1)) + generator.normal(size=(n, 4))),)


def drawn(statistic: str, *, kind: str = "bca", widen: bool | None = None) -> Limits:
    """The bootstrap's limits, of other draws each time."""
    known, seeds = RESAMPLED[statistic], count()

    def of(*samples: Values) -> tuple[float, float]:
        sides = samples if known.groups == 2 else [np.column_stack(samples)]
        answers = [side.reshape(len(side), -1) for side in sides]
        source = pool(answers, [np.zeros(len(side), dtype="int64") for side in answers], [])
        wide = known.widen if widen is None else widen
        return limits(source, known.of, kind=kind, widen=wide, resamples=RESAMPLES, ci=LEVEL, seed=next(seeds))[:2]

    return of


def correlation(of: Callable[[Values, Values], float], interval: Callable[[float, int], tuple[float, float]]) -> Limits:
    return lambda x, y: interval(of(x, y), len(x))


def r_of(x: Values, y: Values) -> float:
    return float(np.corrcoef(x, y)[0, 1]) if np.ptp(x) and np.ptp(y) else np.nan


def rho_of(x: Values, y: Values) -> float:
    from scipy.stats import rankdata

    return r_of(rankdata(x), rankdata(y))


def alpha_of(answers: Values) -> float:
    return float(RESAMPLED["cronbach_alpha"].of([answers], [np.ones((1, len(answers)))])[0])


def large(of: Callable[..., float], draw: Draw, n: int = 200_000) -> float:
    """The truth as a very large sample tells it."""
    return of(*draw(np.random.default_rng(0), n))


def table(first: float, second: float) -> Draw:
    """Counts of yes and no in two groups."""
    return lambda generator, n: (
        np.array([[yes, n - yes] for yes in (generator.binomial(n, first), generator.binomial(n, second))]),
    )


def open_ended(low: float, high: float) -> tuple[float, float]:
    """Limits of which the upper one can be infinite, and then is missing."""
    return low, np.inf if np.isnan(high) and not np.isnan(low) else high


def three_by_three(strength: float) -> Draw:
    """Three groups of n people and their answers of three kinds; V is `strength`."""
    chances = np.full((3, 3), (1 - strength) / 3) + strength * np.eye(3)
    return lambda generator, n: (generator.multinomial(n, chances),)


def v_of(counts: Values) -> tuple[float, float]:
    counts = counts[:, counts.sum(axis=0) > 0]
    found = independence(counts)
    return cramers_v(found.chi_squared, int(counts.sum()), *counts.shape)[1:]


def three(apart: float) -> Draw:
    """Three groups of normal answers whose means lie apart."""
    return lambda generator, n: tuple(generator.normal(k * apart, 1, n) for k in (-1, 0, 1))


LINES = [
    # intervals
    *(Line(f"mean, {k}", LARGE[k].mean(), one(k), intervals.mean_interval) for k in ANSWERS),
    *(Line(f"standard deviation, {k}", LARGE[k].std(), one(k), intervals.sd_interval) for k in ANSWERS),
    *(Line(f"median, {k}", float(np.round(np.median(LARGE[k]), 2)), one(k), intervals.median_interval) for k in ANSWERS),
    *(Line(f"difference in means, {k}", 0, two(k), lambda x, y: intervals.mean_difference(x, y).interval()) for k in ANSWERS),
    *(Line(f"difference in medians, {k}", 0, two(k), lambda x, y: median_difference(x, y)[1:]) for k in ANSWERS),
    *(Line(f"Hodges-Lehmann shift, {k}", 0, two(k), lambda x, y: hodges_lehmann(x, y)[1:]) for k in ANSWERS),
    *(
        Line(f"Cliff's delta, {what}", truth, draw, lambda x, y: ranks.cliffs_delta(x, y).interval())
        for what, truth, draw in (
            ("normal, 0", 0, shifted(0)),
            ("normal, 0.52", 0.5205, shifted(1)),
            ("5-point, 0", 0, shifted(0, ordinal=True)),
            ("5-point, skewed, 0", 0, two("5-point, skewed")),
            ("normal, n against 60", 0, shifted(0, others=60)),
            ("spread 3 to 1, n against 60", 0, shifted(0, spread=3, others=60)),
            ("5-point, 0.5, n against 60", large(lambda x, y: ranks.cliffs_delta(x, y).delta, shifted(1, ordinal=True)),
             shifted(1, others=60, ordinal=True)),
        )
    ),
    *(Line(f"Hedges' g, {g}", g, shifted(g), lambda x, y: hedges_g(x, y)[1:]) for g in (0, 0.5, 1)),
    *(
        Line(f"{name}, {kind}, {r}", large(of, pairs(r, kind)), pairs(r, kind), correlation(of, interval))
        for name, of, interval in (
            ("Pearson's r", r_of, correlation_intervals.pearson_interval),
            ("Spearman's rho", rho_of, correlation_intervals.spearman_interval),
        )
        for kind in ("normal", "5-point", "lognormal")
        for r in (0, 0.6)
    ),
    *(
        Line(f"Kendall's tau-b, {kind}, {r}", large(lambda x, y: correlation_intervals.kendall_tau(x, y)[0], pairs(r, kind), 3_000),
             pairs(r, kind), lambda x, y: correlation_intervals.kendall_tau(x, y)[1:])
        for kind in ("normal", "5-point")
        for r in (0, 0.6)
    ),
    # bootstrap
    *(
        Line(f"{how} of {statistic}, {what}", truth, draw, drawn(statistic, **options), DRAWN)
        for statistic, what, truth, draw in (
            ("mean", "normal", 0, one("normal")),
            ("mean", "5-point, skewed", LARGE["5-point, skewed"].mean(), one("5-point, skewed")),
            ("median", "normal", 0, one("normal")),
            ("mean_difference", "normal", 0, two("normal")),
            ("median_difference", "normal", 0, two("normal")),
            ("cliffs_delta", "5-point", 0, shifted(0, ordinal=True)),
            ("cliffs_delta", "normal, 0.52", 0.5205, shifted(1)),
            ("hedges_g", "1", 1, shifted(1)),
            ("pearson", "normal, 0.6", 0.6, pairs(0.6, "normal")),
            ("spearman", "normal, 0.6", 6 / np.pi * np.arcsin(0.3), pairs(0.6, "normal")),
        )
        for how, options in (
            ("BCa", {}),
            ("percentile", {"kind": "percentile"}),
        )
    ),
    # reliability, association
    Line("Cronbach's alpha", large(alpha_of, items), items, lambda x: feldt_interval(alpha_of(x), len(x), x.shape[1])),
    # compare, contingency, equivalence
    Line("odds ratio, shares 0.3 and 0.5", 3 / 7, table(0.3, 0.5), lambda counts: odds_ratio(counts)[1:]),
    Line("conditional odds ratio, the same", 3 / 7, table(0.3, 0.5), lambda counts: open_ended(*conditional_odds_ratio(counts)[1:])),
    Line("ratio of shares, the same", 0.6, table(0.3, 0.5), lambda counts: open_ended(*risk_ratio(counts)[1:])),
    Line("phi, the same", -0.2 / sqrt(0.96), table(0.3, 0.5), lambda counts: phi(counts)[1:]),
    *(Line(f"Cramér's V, 3 x 3, {v}", v, three_by_three(v), v_of) for v in (0, 0.2)),
    *(Line(f"Glass's delta, {d}", d, shifted(d), lambda x, y: glass_delta(x, y)[1:]) for d in (0, 1)),
    *(
        Line(f"eta squared, {eta:.2f}", eta, three(apart), lambda *groups: eta_squared(*anova(groups)[:3])[1:])
        for apart, eta in ((0, 0), (0.6, 0.24 / 1.24))
    ),
    Line("epsilon squared, 0.19", large(lambda *groups: kruskal_wallis(groups).epsilon_squared, three(0.6)), three(0.6),
         lambda *groups: eta_squared(*kruskal_wallis(groups).of_ranks[:3])[1:]),
]  # fmt: skip
"""Every interval that is tried; a line more is a `Line` more."""


def shares(interval: Callable[[int, int], tuple[float, float]], n: int) -> Values:
    """Exact coverage of an interval of a share, for each true share."""
    from scipy.stats import binom

    counts = np.arange(n + 1)
    low, high = np.array([interval(int(count), n) for count in counts]).T
    held = (low <= SHARES[:, None]) & (SHARES[:, None] <= high)
    return np.asarray((binom.pmf(counts, n, SHARES[:, None]) * held).sum(axis=1))


def share_differences(n: int) -> Values:
    """Exact coverage of Newcombe's interval of two groups, for each pair of true shares."""
    from scipy.stats import binom

    counts, true = np.arange(n + 1), SHARES[::9]
    found = np.array([[proportions.newcombe(int(a), n, int(b), n) for b in counts] for a in counts])
    chances = binom.pmf(counts, n, true[:, None])
    coverage = []
    for i, first in enumerate(true):
        for j, second in enumerate(true):
            held = (found[..., 0] <= first - second + 1e-12) & (first - second - 1e-12 <= found[..., 1])
            coverage.append(chances[i] @ held @ chances[j])
    return np.array(coverage)


def cell(share: float, lost: float = 0.0) -> str:
    mark = " " if LOW <= share <= HIGH else "*"
    return f"{100 * share:5.1f}{mark}" + (f"({100 * lost:.0f})" if lost > 0.005 else "").ljust(5)


def main() -> None:
    """Coverage in %, * outside 93 to 97, (share of samples in % without an interval); of shares mean and worst of p."""
    error = 100 * sqrt(LEVEL * (1 - LEVEL) / SIMULATIONS), 100 * sqrt(LEVEL * (1 - LEVEL) / DRAWN)
    print(f"  Monte Carlo error {error[0]:.1f}, of the bootstrap {error[1]:.1f} points; shares exact")
    print(f"  {'':<44}" + "".join(f"n = {n}".ljust(11) for n in SIZES))
    exact = {
        name: [shares(interval, n) for n in SIZES]
        for name, interval in {
            "Wilson": proportions.wilson,
            "Clopper-Pearson": proportions.clopper_pearson,
            "Jeffreys": proportions.jeffreys,
            "Agresti-Coull": proportions.agresti_coull,
            "Wilson, corrected": proportions.wilson_corrected,
        }.items()
    } | {"Newcombe, difference of two": [share_differences(n) for n in SIZES]}
    for name, found in exact.items():
        print(f"  {'share, ' + name:<44}" + "".join(cell(float(line.mean())) for line in found))
        print(f"  {'    worst p':<44}" + "".join(cell(float(line.min())) for line in found))
    for line in LINES:
        print(f"  {line.name:<44}" + "".join(cell(*line.coverage(n)) for n in SIZES), flush=True)
