"""What is known of a population in single variables, held against who answered."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError, did_you_mean

Margin = str | tuple[str, ...]
"""A column, or several that are crossed."""
Totals = Mapping[str, float] | Mapping[tuple[str, ...], float]
"""By category (a tuple where columns are crossed): how many people, or which share; shares add up to 1."""
Floats = NDArray[np.float64]

NO_ANSWER = "(no answer)"
"""The category of who gave no answer, in reports."""
_SAME_TOTAL = 1e-6


@dataclass(frozen=True)
class Side:
    """One margin, held against the respondents.

    Parameters
    ----------
    name
        Its column, or its columns joined by " x ".
    categories
        As the margin names them.
    place
        By respondent: which category; one more for who gave no answer.
    targets
        Counts or shares, by category.
    counts
        Whether they are counts.
    kept
        Share of the base weights of who gave no answer.
    """

    name: str
    categories: list[str]
    place: NDArray[np.int64]
    targets: Floats
    counts: bool
    kept: float

    @property
    def shares(self) -> Floats:
        """Which share each category should have, of everyone."""
        known: Floats = self.targets / self.targets.sum() * (1 - self.kept)
        return np.r_[known, self.kept] if self.kept else known

    def sums(self, weights: Floats) -> Floats:
        """The weights added up by category."""
        return np.bincount(self.place, weights, minlength=len(self.shares)).astype("float64")

    def factors(self, weights: Floats, total: float) -> Floats:
        """By respondent: what makes the weights meet this margin."""
        have = self.sums(weights)
        wanted = self.shares * total
        factors: Floats = np.divide(wanted, have, out=np.zeros_like(wanted), where=have > 0)[self.place]
        return factors

    def report(self, base: Floats, weights: Floats) -> pd.DataFrame:
        """A row a category: margin, category, n, sample_share, target_share and weighted_share."""
        return pd.DataFrame(
            {
                "margin": self.name,
                "category": [*self.categories, NO_ANSWER][: len(self.shares)],
                "n": np.bincount(self.place, minlength=len(self.shares)),
                "sample_share": self.sums(base) / base.sum(),
                "target_share": self.shares,
                "weighted_share": self.sums(weights) / weights.sum(),
            }
        )


def require_column(data: pd.DataFrame, name: str) -> None:
    """Check that a column is there.

    Raises
    ------
    PilotsError
        When it is not.
    """
    if name not in data:
        raise PilotsError(f"there is no column '{name}'", mend=did_you_mean(name, data.columns))


def side(data: pd.DataFrame, margin: Margin, totals: Totals, base: Floats, missing: str) -> Side:
    """Hold a margin against the respondents; see `weighting.rake`.

    Raises
    ------
    PilotsError
        When the margin can't be met.
    """
    columns = [margin] if isinstance(margin, str) else list(margin)
    name = " x ".join(columns)
    for column in columns:
        require_column(data, column)
    wanted = {_category(key): float(value) for key, value in totals.items()}
    if not wanted or any(not np.isfinite(value) or value < 0 for value in wanted.values()) or not sum(wanted.values()):
        raise PilotsError("its counts or shares are missing, below 0 or all 0", where=f"margin '{name}'")
    answers = data[columns].astype("str")
    nobody = answers.isna().any(axis=1).to_numpy()
    if nobody.any() and missing != "keep":
        raise PilotsError(
            f"{int(nobody.sum())} respondents gave no answer", where=f"margin '{name}'",
            mend="Let them keep their share with missing='keep', or leave this margin or these respondents out.",
        )  # fmt: skip
    given = pd.Series([_category(row) for row in answers.itertuples(index=False)], index=data.index, dtype="str")
    place = pd.Index(list(wanted)).get_indexer(pd.Index(given)).astype(np.int64)
    place[nobody] = len(wanted)
    outside = sorted(set(given[(place < 0) & (base > 0)]))
    if outside:
        raise PilotsError(
            f"respondents are in categories that it lacks: {', '.join(outside)}", where=f"margin '{name}'",
            mend=f"Give them a count or share, or join them to one of: {', '.join(wanted)}.",
        )  # fmt: skip
    place[place < 0] = 0  # weight 0, wherever they are
    have = np.bincount(place, base, minlength=len(wanted) + 1)
    empty = [category for category, value, n in zip(wanted, wanted.values(), have[:-1], strict=True) if value and not n]
    if empty:
        raise PilotsError(
            f"nobody answered in: {', '.join(empty)}", where=f"margin '{name}'",
            mend="Join each to a category with respondents, or leave it out.",
        )  # fmt: skip
    targets = np.array(list(wanted.values()))
    shares = abs(targets.sum() - 1) < _SAME_TOTAL
    return Side(name, list(wanted), place, targets, not shares, float(have[-1] / base.sum()))


def population(sides: list[Side], base: float) -> float:
    """How large the population is: as the counts say, else the sum of the base weights.

    Raises
    ------
    PilotsError
        When two margins count different populations.
    """
    counts = {side.name: float(side.targets.sum()) for side in sides if side.counts}
    if counts and max(counts.values()) - min(counts.values()) > _SAME_TOTAL * max(counts.values()):
        said = ", ".join(f"'{name}' {total:g}" for name, total in counts.items())
        raise PilotsError(
            f"margins are of different populations: {said}", mend="Give counts of the same people, or shares."
        )
    return next(iter(counts.values()), base)


def _category(key: object) -> str:
    return " x ".join(map(str, key)) if isinstance(key, tuple) else str(key)
