"""How often the test that is chosen finds a difference where there is none."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from importlib import import_module
from itertools import product
from math import sqrt
from typing import NamedTuple
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.statistics import choose, cluster_permutation
from pilots.statistics.permutation import permuted

SIMULATIONS = int(os.environ.get("SIMULATIONS", "200"))
"""Data sets a cell; the Monte Carlo error of 5 % is then 1.5 points (2,000: 0.5)."""
DRAWS = 199
"""Permutations a test: few, as the level of a permutation test does not hang on their number."""
LEVEL, LOW, HIGH = 0.05, 0.04, 0.06
WIDE = 2.2
"""How many times wider the wider of two groups is spread."""

Values = NDArray[np.float64]


class Cell(NamedTuple):
    """One kind of null data: answers, sizes of groups (or of schools), which group is wide, and how schools lie."""

    answers: str
    sizes: tuple[int, ...]
    wide: int | None = None
    design: str = "no schools"
    icc: float = 0.0


def main() -> None:
    """Share of null data sets with p of 5 % or less, from the test that `choose` takes: 4 to 6 %, or refused."""
    cells = [*_groups(), *_schools()]
    print(f"  {SIMULATIONS} data sets a cell, Monte Carlo error {sqrt(LEVEL * (1 - LEVEL) / SIMULATIONS):.3f}\n")
    print(f"  {'answers':<10} {'design':<16} {'sizes':<24} {'wide':<7} {'ICC':>4}  {'rate':>5}   refused")
    with ProcessPoolExecutor() as pool:
        outside = 0
        for cell, (rate, refused) in zip(cells, pool.map(_rate, cells), strict=True):
            error = sqrt(max(rate, 0.02) * (1 - rate) / SIMULATIONS)
            mark = "too high" if rate - 2 * error > HIGH else "low" if rate + 2 * error < LOW and refused < 1 else ""
            outside += mark == "too high"
            sizes = "+".join(str(size) for size in cell.sizes)
            wide = "" if cell.wide is None else f"{cell.wide + 1}. wide"
            icc = f"{cell.icc:.1f}" if cell.icc else ""
            said = "refused" if refused == 1 else f"{rate:.3f}"
            print(
                f"  {cell.answers:<10} {cell.design:<16} {sizes:<24} {wide:<7} {icc:>4}  {said:>7} {refused:>6.2f} {mark}"
            )
    print(f"\n  cells beyond 6 % by more than two Monte Carlo errors: {outside} of {len(cells)}")


def _groups() -> list[Cell]:
    sizes = ((8, 8), (8, 40), (15, 15), (30, 30), (10, 10, 10), (8, 15, 30))
    cells = []
    for answers, size in product(("scale", "item", "counts"), sizes):
        wides = (None, 0, len(size) - 1) if len(set(size)) > 1 else (None, 0)
        cells += [Cell(answers, size, wide) for wide in wides]
    return cells + [Cell(answers, size) for answers, size in product(("categories", "yes-no"), sizes)]


def _schools() -> list[Cell]:
    cells = []
    for design, schools, icc, answers in product(
        ("between", "within"), (2, 4, 8), (0.1, 0.3), ("scale", "item", "yes-no")
    ):
        for sizes in ((10,) * schools, ((4, 6, 10, 20) * 2)[:schools]):
            cells.append(Cell(answers, sizes, None, design, icc))
            if answers == "scale" and icc == 0.1:
                cells.append(Cell(answers, sizes, 0, design, icc))
    return cells


def _rate(cell: Cell) -> tuple[float, float]:
    """Share of data sets with a difference found, and share refused."""
    _fewer_draws()
    generator = np.random.default_rng(crc32(repr(cell).encode()))
    found = refused = 0
    for _ in range(SIMULATIONS):
        data = _in_schools(cell, generator) if cell.icc else _in_groups(cell, generator)
        kind = "nominal" if cell.answers in ("categories", "yes-no") else None
        taken = choose(data, "y", by="group", clusters="school" if cell.icc else None, kind=kind)
        p = taken.run()["p_adjusted"]
        refused += taken.refused
        found += bool((p <= LEVEL).any())
    return found / SIMULATIONS, refused / SIMULATIONS


def _fewer_draws() -> None:
    fewer = partial(cluster_permutation, resamples=DRAWS)
    names = ("analysis_of_variance", "choose", "chosen_tests", "compare", "ranks")
    constants = {"DRAWS": DRAWS, "cluster_permutation": fewer, "permuted": partial(permuted, resamples=DRAWS)}
    for module in (import_module(f"pilots.statistics.{name}") for name in names):
        for name in constants.keys() & vars(module):
            setattr(module, name, constants[name])


def _in_groups(cell: Cell, generator: np.random.Generator) -> pd.DataFrame:
    parts = [_ANSWERS[cell.answers](size, group == cell.wide, generator) for group, size in enumerate(cell.sizes)]
    labels = np.repeat([f"g{group}" for group in range(len(parts))], cell.sizes)
    return pd.DataFrame({"y": np.concatenate(parts), "group": labels})


def _in_schools(cell: Cell, generator: np.random.Generator) -> pd.DataFrame:
    school = np.repeat(np.arange(len(cell.sizes)), cell.sizes)
    arms = generator.permutation(np.arange(len(cell.sizes)) % 2)
    group = arms[school] if cell.design == "between" else generator.integers(0, 2, len(school))
    spread = np.where(group == cell.wide, WIDE, 1.0)
    shared = generator.normal(size=len(cell.sizes))[school]
    latent = sqrt(cell.icc) * shared + sqrt(1 - cell.icc) * spread * generator.normal(size=len(school))
    answers = {"item": _five(latent), "yes-no": (latent > 0.5).astype("float64")}.get(cell.answers, latent)
    return pd.DataFrame({"y": answers, "group": group, "school": school})


def _five(latent: Values) -> Values:
    answers: Values = np.clip(np.round(3 + latent), 1, 5)
    return answers


def _scale(n: int, wide: bool, generator: np.random.Generator) -> Values:
    """Means of four five-point items."""
    trait = generator.normal(size=(n, 1))
    items = _five((WIDE if wide else 1) * (0.7 * trait + 0.7 * generator.normal(size=(n, 4))))
    return np.asarray(items.mean(axis=1))


def _item(n: int, wide: bool, generator: np.random.Generator) -> Values:
    return _five((WIDE if wide else 1) * generator.normal(size=n))


def _counts(n: int, wide: bool, generator: np.random.Generator) -> Values:
    """Skewed counts; spread wider so that neither group tends to answer higher."""
    narrow, spread = _laws()
    return generator.choice(len(narrow), n, p=spread if wide else narrow).astype("float64")


@cache
def _laws() -> tuple[Values, Values]:
    from scipy.optimize import brentq

    powers = 0.75 ** np.arange(60)
    narrow: Values = powers / powers.sum()
    middle = narrow.cumsum() - narrow / 2 - 0.5

    def law(tilt: float) -> Values:
        weights = narrow * np.exp(tilt * middle + 12 * middle**2)
        return np.asarray(weights / weights.sum())

    return narrow, law(brentq(lambda tilt: float(law(tilt) @ middle), -50, 50))


def _categories(n: int, _wide: bool, generator: np.random.Generator) -> Values:
    return generator.choice(3, n, p=(0.2, 0.3, 0.5)).astype("float64")


def _yes_no(n: int, _wide: bool, generator: np.random.Generator) -> Values:
    return (generator.random(n) < 0.4).astype("float64")


_ANSWERS: dict[str, Callable[[int, bool, np.random.Generator], Values]] = {
    "scale": _scale, "item": _item, "counts": _counts, "categories": _categories, "yes-no": _yes_no,
}  # fmt: skip
