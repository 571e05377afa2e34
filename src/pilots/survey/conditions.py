"""The conditions of the codebook (`relevant`, `constraint`) held against the answers of a survey."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION, RESPONDENT, STARTED, SUBMITTED, WAVE
from pilots.xlsform import RECORDED
from pilots.xlsform.expression import Expression, ExpressionError, Words, holds, parse_expression

Mask = np.ndarray[Any, np.dtype[np.bool_]]

_DAY = pd.Timedelta(days=1)
_SECRET = ("identifier", "link code")
"""Roles whose answers were replaced by pseudonyms, so that no condition can be held against them."""


@dataclass(frozen=True)
class Verdict:
    """What a condition says of each response.

    Parameters
    ----------
    holds
        Whether it holds.
    known
        Whether that can be told: what it names was asked in the wave, and where it asks for the day there is one.
    """

    holds: Mask
    known: Mask


@dataclass(frozen=True)
class Conditions:
    """The answers of a survey, as its conditions look at them; what is asked of it once is kept."""

    survey: Survey

    def verdict(self, variable: str, column: str) -> Verdict | None:
        """What the condition in a column of the codebook (relevant or constraint) says; None where none can be worked out."""
        variables = self.survey.codebook.variables
        try:
            expression = parse_expression(str(variables.at[variable, column]))
            secret = variables.index[variables["role"].isin(_SECRET)]
            named = [*expression.variables, *([variable] if column == "constraint" else [])]
            if secret.isin(named).any():
                return None
            found = holds(expression, self, itself=variable)
        except ExpressionError:
            return None
        return Verdict(found, self._known(expression))

    def answered(self, variable: str) -> Mask:
        """Who answered a question: something stands there, or an option was chosen."""
        if ticks := self.ticks(variable):
            return np.asarray(np.logical_or.reduce(list(ticks.values())))
        return self.survey.distinct(variable).codes >= 0

    def asked(self, variable: str) -> Mask:
        """Whose wave asked a question: anyone in it answered, and the codebook does not say otherwise."""
        waves = self.survey.responses[WAVE].to_numpy()
        if variable not in self.survey.codebook.variables.index:
            return np.ones(len(self), dtype=bool)
        waves_of: Any = self.survey.codebook.variables["waves"]
        told = waves_of[variable] or self.survey.waves
        filled = np.zeros(len(self), dtype=bool)
        for column in self.survey.codebook.columns(variable):
            filled |= self.survey.distinct(column).codes >= 0
        return np.isin(waves, [wave for wave in np.unique(waves[filled]) if wave in told])

    def _known(self, expression: Expression) -> Mask:
        known = np.ones(len(self), dtype=bool)
        for name in expression.variables:
            known &= self.asked(name)
        if expression.functions & {"today", "now"} or set(expression.variables) & set(RECORDED):
            known &= ~np.isnan(self.now())
        return known

    def __len__(self) -> int:
        return len(self.survey.responses)

    def words(self, name: str) -> Words:
        """What was answered to a question; the codes of several choices with a space between."""
        if name not in self._words:
            self._words[name] = self._read(name)
        return self._words[name]

    def _read(self, name: str) -> Words:
        variables = self.survey.codebook.variables
        if name not in variables.index:
            return self._moment(name)
        if variables.at[name, "type"] == "select_multiple":
            return self._joined(name)
        codes, texts = self.survey.distinct(name)
        return Words(np.where(codes < 0, len(texts), codes), [*texts.tolist(), ""])

    @cached_property
    def _words(self) -> dict[str, Words]:
        return {}

    def ticks(self, name: str) -> Mapping[str, Mask]:
        """For a multiple-choice question, by code, who chose it; empty for any other."""
        variables = self.survey.codebook.variables
        if name not in variables.index or variables.at[name, "type"] != "select_multiple":
            return {}
        chosen = {
            column.partition(OPTION)[2]: self.survey.distinct(column) for column in self.survey.codebook.columns(name)
        }
        return {
            code: found.take([text == "1" for text in found.texts], False).astype(bool)
            for code, found in chosen.items()
        }

    def now(self) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """When each submitted, else started, in days since 1970 by the clock on the wall."""
        return self._now

    @cached_property
    def _now(self) -> "np.ndarray[Any, np.dtype[np.float64]]":
        moments = self.survey.responses[SUBMITTED].fillna(self.survey.responses[STARTED])
        read = pd.to_datetime(moments.str.slice(0, 19), format="ISO8601", errors="coerce")
        return np.asarray((read - pd.Timestamp(0)) / _DAY, dtype="float64")

    def _moment(self, name: str) -> Words:
        column = STARTED if name == "start" else SUBMITTED
        codes, texts = self.survey.distinct(column)
        said = [text[:10] if name == "today" else text for text in texts]
        return Words(np.where(codes < 0, len(texts), codes), [*said, ""])

    def _joined(self, name: str) -> Words:
        """The codes of all options chosen, by each set of options that anyone chose."""
        ticks = self.ticks(name)
        together = np.zeros(len(self), dtype="int64")
        for place, tick in enumerate(ticks.values()):
            together = together * 2 + tick
            if place % 50 == 49:
                _, together = np.unique(together, return_inverse=True)
        _, first, codes = np.unique(together, return_index=True, return_inverse=True)
        return Words(codes, [" ".join(code for code, tick in ticks.items() if tick[row]) for row in first])


def not_asked(survey: Survey) -> pd.DataFrame:
    """The cells that are empty because the question did not apply: its `relevant` does not hold.

    Returns
    -------
    DataFrame
        `vocabulary.MISSING`: respondent_id, variable, reason ("not asked"); cells with a known reason are left out.

    Examples
    --------
    >>> from pilots.codebook import build
    >>> book = build(
    ...     pd.DataFrame({"type": ["integer", "text"], "name": ["n", "who"], "relevant": [None, "${n} > 0"]}), pd.DataFrame()
    ... )
    >>> answers = pd.DataFrame({"respondent_id": ["a", "b"], "wave": 0, "n": ["0", "2"], "who": [None, "Jan"]})
    >>> not_asked(Survey("parents", "parents", answers, book)).iloc[0].tolist()
    ['a', 'who', 'not asked']
    """
    conditions, known = Conditions(survey), survey.missing.groupby("variable", sort=False)[RESPONDENT]
    reasons = {str(variable): set(who) for variable, who in known}
    found = [vocabulary.missing()]
    relevant = survey.codebook.variables["relevant"]
    for variable in map(str, relevant.index[relevant != ""]):
        said = conditions.verdict(variable, "relevant")
        if said is None:
            continue
        for column in survey.codebook.columns(variable):
            empty = (survey.distinct(column).codes < 0) & said.known & ~said.holds
            who = survey.responses.loc[empty, RESPONDENT]
            who = who[~who.isin(reasons.get(column, set()))]
            found.append(pd.DataFrame({RESPONDENT: who, "variable": column, "reason": "not asked"}, dtype="str"))
    return pd.concat(found, ignore_index=True)
