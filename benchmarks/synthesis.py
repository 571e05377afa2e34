"""How often the intervals of a synthesis hold what they should, of few studies."""

from math import sqrt

import numpy as np

from pilots.statistics.pooling import pool_random
from pilots.statistics.prediction import prediction_interval

RUNS = 300
STUDIES = (4, 6, 10)
TAU2 = (0.0, 0.05, 0.2)
"""Variances between studies; that within is 4 / n, n from 12 to 80 people."""


def main() -> None:
    """Share of synthesised null studies whose 95 % intervals hold the mean, and the next effect."""
    print(f"{'k':>3} {'tau2':>5} {'HK, safe':>9} {'HK':>6} {'normal':>7} {'next':>6} {'next, t':>8}")
    for k in STUDIES:
        for tau2 in TAU2:
            rng = np.random.default_rng(k)
            shares = np.mean([_held(rng, k, tau2) for _ in range(RUNS)], axis=0)
            print(
                f"{k:>3} {tau2:>5} {shares[0]:>9.3f} {shares[1]:>6.3f} {shares[2]:>7.3f} {shares[3]:>6.3f} {shares[4]:>8.3f}"
            )


def _held(rng: np.random.Generator, k: int, tau2: float) -> list[bool]:
    variances = 4 / rng.integers(12, 80, k)
    true = rng.normal(0, sqrt(tau2), k + 1)
    effects = rng.normal(true[:k], np.sqrt(variances))
    safe, bare = (pool_random(effects, variances, safeguard=safeguard) for safeguard in (True, False))
    normal = pool_random(effects, variances, knapp_hartung=False)
    held = [low <= 0 <= high for low, high in (pooled.interval() for pooled in (safe, bare, normal))]
    predictions = (prediction_interval(effects, variances), bare.prediction())
    return held + [low <= true[k] <= high for low, high in predictions]
