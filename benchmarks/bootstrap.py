"""How long the BCa interval of Cliff's delta takes, against scipy.stats.bootstrap and pingouin.compute_bootci."""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.clock import alternate
from pilots.statistics import bootstrap

N, RESAMPLES, ROUNDS = 60, 10_000, 5

Values = NDArray[np.float64]


def by_signs(x: Values, y: Values, axis: int) -> Values:  # noqa: ARG001
    """Cliff's delta as it is defined: the mean sign of all differences."""
    return np.asarray(np.sign(x[..., :, None] - y[..., None, :]).mean(axis=(-1, -2)))


def by_ranks(x: Values, y: Values, axis: int) -> Values:  # noqa: ARG001
    """Cliff's delta from midranks: the quickest form that takes samples as they are."""
    from scipy.stats import rankdata

    shape = np.broadcast_shapes(x.shape[:-1], y.shape[:-1])
    n, m = x.shape[-1], y.shape[-1]
    both = np.concatenate([np.broadcast_to(x, (*shape, n)), np.broadcast_to(y, (*shape, m))], axis=-1)
    ranks = rankdata(both, axis=-1)[..., :n]
    return np.asarray(2 * (ranks.mean(axis=-1) - (n + 1) / 2) / m - 1)


def by_pilots(data: pd.DataFrame) -> None:
    bootstrap(data, "answer", statistic="cliffs_delta", by="who", resamples=RESAMPLES)


def by_scipy(x: Values, y: Values, delta: Callable[..., Values], batch: int | None) -> None:
    from scipy import stats

    stats.bootstrap((x, y), delta, vectorized=True, n_resamples=RESAMPLES, batch=batch, method="BCa", rng=1)


def by_pingouin(x: Values, y: Values) -> None:
    import pingouin

    pingouin.compute_bootci(x, y, func=by_ranks, paired=False, n_boot=RESAMPLES, method="bca", seed=1)


def timed(run: Callable[..., None], *arguments: object) -> Callable[[], float]:
    def seconds() -> float:
        start = time.perf_counter()
        run(*arguments)
        return time.perf_counter() - start

    return seconds


def main() -> None:
    """Seconds for 10,000 drawn samples of 60 + 60 people; rivals get the definition by signs, and quicker by midranks."""
    generator = np.random.default_rng(1)
    answers = {
        "5-point": [generator.integers(low, 6, N).astype("float64") for low in (1, 2)],
        "continuous": [generator.normal(mean, 1, N) for mean in (0, 0.5)],
    }
    for kind, (x, y) in answers.items():
        data = pd.DataFrame({"answer": np.concatenate([x, y]), "who": ["x"] * N + ["y"] * N})
        by_pilots(data)  # imports scipy.special
        found = alternate(
            {
                "pilots": timed(by_pilots, data),
                "scipy, signs": timed(by_scipy, x, y, by_signs, 500),
                "scipy, ranks": timed(by_scipy, x, y, by_ranks, None),
                "scipy, ranks, 500 at a time": timed(by_scipy, x, y, by_ranks, 500),
                "pingouin, ranks": timed(by_pingouin, x, y),
            },
            ROUNDS,
        )
        ratios = ", ".join(f"{name} {found[name] / found['pilots']:.1f}" for name in found if name != "pilots")
        print(f"  {kind}: times as long as pilots: {ratios}")
