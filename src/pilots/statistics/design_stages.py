"""The stages in which a sample was drawn: clusters in strata, how many of all there are, and what each adds to variances."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError
from pilots.statistics.samples import Values, numbers

Codes = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the drawing: its clusters in their strata.

    Parameters
    ----------
    cluster
        By respondent: which cluster, from 0; -1 for who belongs to none.
    stratum
        By cluster: which stratum, from 0.
    drawn
        By stratum: the share of its clusters that was drawn; 0 where the population is large or unknown.
    chance
        By stratum: the chance that former stages came there; 1 at the first stage.
    """

    cluster: Codes
    stratum: Codes
    drawn: Values
    chance: Values

    @property
    def sizes(self) -> Codes:
        """By stratum: how many clusters."""
        return np.bincount(self.stratum, minlength=len(self.drawn)).astype(np.intp)

    def variance(self, influence: Values) -> Values:
        """What this stage adds to the (co)variances of the totals of the columns; missing where a stratum has one cluster."""
        sums = _by(self.cluster, influence, len(self.stratum))
        sizes = self.sizes
        middle = _by(self.stratum, sums, len(sizes)) / np.maximum(sizes, 1)[:, None]
        factor = self.chance * (1 - self.drawn) * sizes / np.maximum(sizes - 1, 1)
        alone = (sizes == 1) & (factor > 0)
        if (middle[alone] != 0).any():
            return np.full((influence.shape[1],) * 2, nan)
        apart = sums - middle[self.stratum]
        found: Values = (apart * factor[self.stratum, None]).T @ apart
        return found


def stages_of(
    data: pd.DataFrame, inside: Mask, clusters: Sequence[str], strata: str | None, fpc: Sequence[str]
) -> tuple[Stage, ...]:
    """The stages that columns of clusters, strata and population sizes tell, of the respondents inside.

    Raises
    ------
    PilotsError
        When a cluster lies in several strata, or a population is not one number a stratum or too small.
    """
    first = pd.factorize(data[strata].where(inside))[0] if strata else np.where(inside, 0, -1)
    within: Codes = first.astype(np.intp)
    chance = np.ones(int(within.max(initial=-1)) + 1)
    stages: list[Stage] = []
    for k, column in enumerate([*clusters] or [None]):
        own = np.arange(len(data)) if column is None else pd.factorize(data[column])[0]
        cluster = np.full(len(data), -1, dtype=np.intp)
        found, cluster[inside] = np.unique((within * (len(data) + 1) + own)[inside], return_inverse=True)
        stratum = (found // (len(data) + 1)).astype(np.intp)
        if k == 0 and column is not None and len(found) > len(np.unique(own[inside])):
            raise PilotsError(
                f"{len(found) - len(np.unique(own[inside]))} clusters of '{column}' lie in several strata of '{strata}'",
                mend="A stratum holds whole clusters; where strata number theirs alike, number them through.",
            )
        drawn = _drawn(data, fpc[k], within, stratum, inside) if fpc else np.zeros(len(chance))
        stages.append(Stage(cluster, stratum, drawn, chance))
        within, chance = cluster, (chance * drawn)[stratum]
    return tuple(stages)


def _drawn(data: pd.DataFrame, column: str, within: Codes, stratum: Codes, inside: Mask) -> Values:
    known = pd.Series(numbers(data, [column])[column].to_numpy()[inside]).groupby(within[inside])
    sizes = np.bincount(stratum, minlength=known.ngroups)
    population = known.max().to_numpy()
    if (known.nunique(dropna=False) != 1).any() or not (population >= sizes).all():
        raise PilotsError(
            "the size of the population is not one number a stratum, or less than its clusters in the sample", where=column,
            mend="Say in each row how many clusters (or people, without clusters) its stratum has.",
        )  # fmt: skip
    share: Values = sizes / population
    return share


def _by(place: Codes, values: Values, n: int) -> Values:
    """The columns of values added up by place, without those at -1."""
    sums = np.zeros((n + 1, values.shape[1]))
    np.add.at(sums, place, values)
    return sums[:n]
