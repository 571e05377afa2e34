"""Two waves of one column: who answered in which, and who in both."""

from collections.abc import Sequence
from math import nan
from typing import NamedTuple

import numpy as np
import pandas as pd

from pilots.errors import PilotsError
from pilots.statistics.methods import Method
from pilots.statistics.samples import Values, groups, numbers, require


class Waves(NamedTuple):
    """A part of a frame, split into its first and its last wave."""

    before: pd.DataFrame
    after: pd.DataFrame
    person: str
    single: bool

    @property
    def missing(self) -> Method | None:
        """Why there is nothing to compare; None where both waves have rows."""
        if self.single:
            return Method.ONE_WAVE
        if self.before.empty or self.after.empty:
            return Method.NO_BASELINE if self.before.empty else Method.NO_FOLLOW_UP
        return None

    def people(self, column: str) -> "People":
        """The answers in a column."""
        old, new = (
            numbers(part, [column])[column].set_axis(pd.Index(part[self.person], name="person")).dropna()
            for part in (self.before, self.after)
        )
        both = _named(old).to_frame("before").join(_named(new).rename("after"), how="inner").to_numpy()
        asked = len(self.before) + len(self.after) - len(_both(self.before[self.person], self.after[self.person]))
        return People(
            np.sort(old.to_numpy()), np.sort(new.to_numpy()), both[np.lexsort(both.T)], asked,
            np.sort(old[~old.index.isin(_both(old.index, new.index))].to_numpy()),
            np.sort(new[~new.index.isin(_both(old.index, new.index))].to_numpy()),
        )  # fmt: skip


class People(NamedTuple):
    """Answers before and after, those of linked people side by side, each sorted, and how many were asked.

    `only_before` and `only_after` are the answers of people who are not linked.
    """

    before: Values
    after: Values
    linked: Values
    asked: int
    only_before: Values
    only_after: Values

    @property
    def n(self) -> int:
        """How many people answered, each counted once."""
        return len(self.before) + len(self.after) - len(self.linked)


def two_waves(
    data: pd.DataFrame,
    columns: Sequence[str],
    *,
    person: str,
    wave: str,
    by: str | None = None,
    others: Sequence[str] = (),
    ci: float = 0.95,
) -> dict[str, Waves]:
    """The first and the last wave of a frame, group by group.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or someone has two rows in a wave.
    """
    require(data, [*columns, person, wave, *([by] if by else []), *others], ci=ci)
    if data.loc[data[person].notna() & data[wave].notna(), [person, wave]].duplicated().any():
        raise PilotsError("someone has two rows in one wave", mend="Remove or merge them before comparing waves.")
    waves = sorted(data[wave].dropna().unique())
    first, last = (waves[0], waves[-1]) if waves else (nan, nan)
    return {
        group: Waves(part.loc[part[wave] == first], part.loc[part[wave] == last], person, len(waves) < 2)
        for group, part in groups(data, by).items()
    }


def _named(answers: "pd.Series[float]") -> "pd.Series[float]":
    return answers[answers.index.notna()]


def _both(before: "pd.Series[str] | pd.Index[str]", after: "pd.Series[str] | pd.Index[str]") -> "pd.Index[str]":
    return pd.Index(before.dropna()).intersection(pd.Index(after.dropna()))
