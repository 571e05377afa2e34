"""A survey of one group of people, over its waves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.codebook import Codebook
from pilots.survey.distinct import Distinct, beside, distinct, first_equal
from pilots.vocabulary import RESPONDENT, SITE, WAVE


@dataclass(frozen=True)
class Survey:
    """The answers of one group of people, with all that is known about them.

    Parameters
    ----------
    name, group
        As pilot.toml calls them.
    responses
        One row a respondent, text codes: the columns of `vocabulary.ADMIN` (wave is an integer), then
        `Codebook.all_columns`. An empty cell is missing.
    codebook
        What the columns mean.
    missing
        Known reasons of empty cells: respondent_id, variable, reason. An empty cell without one was skipped.
    decisions
        The cleaning log; empty for a raw survey.
    scores
        Row by row beside `responses`: respondent_id, wave, site, and a float column a scale; empty until scored.
    site_variable
        The variable whose codes are site ids, if there is one.
    wave_sites
        Sites that a wave was limited to, by wave.
    source_sites
        Sites that one of several files of a wave was limited to, by how the ids of its respondents begin (w0-forms).
    compare_by
        Variables whose groups are compared.
    """

    name: str
    group: str
    responses: pd.DataFrame
    codebook: Codebook
    missing: pd.DataFrame = field(default_factory=vocabulary.missing)
    decisions: pd.DataFrame = field(default_factory=vocabulary.decisions)
    scores: pd.DataFrame = field(default_factory=pd.DataFrame)
    site_variable: str | None = None
    wave_sites: Mapping[int, Sequence[str]] = field(default_factory=dict)
    source_sites: Mapping[str, Sequence[str]] = field(default_factory=dict)
    compare_by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Whatever frame was given: answers are text, rows are counted from 0, so that cleaning can be undone exactly."""
        kinds = dict.fromkeys(self.responses.columns, "str") | {WAVE: "int64"}
        loose = {
            name: kind for name, kind in kinds.items() if name in self.responses and self.responses.dtypes[name] != kind
        }
        frame = self.responses.astype(loose) if loose else self.responses
        object.__setattr__(self, "responses", frame.reset_index(drop=True))

    @property
    def waves(self) -> tuple[int, ...]:
        """The waves there are answers of, in order."""
        return tuple(sorted(int(wave) for wave in self.responses[WAVE].unique()))

    def distinct(self, column: str) -> Distinct:
        """The distinct answers of a column of text, and who gave which; found once, then kept.

        Examples
        --------
        >>> from pilots.codebook import empty
        >>> answers = pd.DataFrame({"respondent_id": ["a", "b", "c"], "wave": 0, "welcome": ["5", None, "5"]})
        >>> codes, texts = Survey("parents", "parents", answers, empty()).distinct("welcome")
        >>> codes.tolist(), texts.tolist()
        ([0, -1, 0], ['5'])
        """
        if column not in self._distinct:
            self._distinct[column] = distinct(self.responses[column])
        return self._distinct[column]

    def beside(self, columns: Sequence[str]) -> Distinct:
        """The distinct answers of several columns: codes by respondent and column, equal where the answers are."""
        return beside([self.distinct(column) for column in columns])

    def first_equal(self, columns: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.intp]]":
        """For each response the row of the first one of its wave that says the same in all these columns, or nothing too.

        Its own row where there is no earlier one.
        """
        return first_equal([self.responses[WAVE].to_numpy(), *(self.distinct(column).codes for column in columns)])

    def numbers(self, columns: Sequence[str]) -> pd.DataFrame:
        """Codes as numbers, one float column a column; what is no number is missing. Reverse keys stay as answered."""
        numbers = np.empty((len(columns), len(self.responses)))
        for position, column in enumerate(columns):
            numbers[position] = self.distinct(column).numbers()
        return pd.DataFrame(numbers.T, columns=list(columns), copy=False)

    def site(self) -> pd.Series:
        """The site of each respondent: the site variable, else the only site that the file or the wave was limited to.

        Returns
        -------
        Series of str named "site", aligned with `responses`; missing where it is unknown.
        """
        answered = (
            self.responses[self.site_variable].copy()
            if self.site_variable
            else pd.Series(pd.NA, index=self.responses.index, dtype="str")
        )
        for start, sites in self.source_sites.items():
            if len(sites) == 1:
                of_source = self.responses[RESPONDENT].str.startswith(f"{start}-")
                answered = answered.mask(answered.isna() & of_source, sites[0])
        only = {wave: sites[0] for wave, sites in self.wave_sites.items() if len(sites) == 1}
        return answered.fillna(self.responses[WAVE].map(only).astype("str")).rename(SITE)

    def of(self, mask: "pd.Series[bool]") -> "Survey":
        """The survey of some respondents only; `mask` is aligned with `responses`. The log stays whole."""
        kept = self.responses.loc[mask].reset_index(drop=True)
        scores = self.scores.loc[mask].reset_index(drop=True) if len(self.scores) else self.scores
        missing = self.missing.loc[self.missing[RESPONDENT].isin(kept[RESPONDENT])].reset_index(drop=True)
        return replace(self, responses=kept, scores=scores, missing=missing)

    def at(self, wave: int) -> "Survey":
        """The survey of one wave only."""
        return self.of(self.responses[WAVE] == wave)

    @cached_property
    def _distinct(self) -> dict[str, Distinct]:
        return {}
