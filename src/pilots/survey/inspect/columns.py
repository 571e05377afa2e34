"""The columns of an export, each with its distinct answers, which most oddities can be found in."""

import re
from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from pilots.privacy.identifiers import find
from pilots.survey.headings import match_headings
from pilots.survey.read import Reading
from pilots.survey.read.guess import kind, tidy_counts
from pilots.survey.read.labels import missing_reason

SHOWN_FROM = 5
"""An answer is shown where at least so many respondents gave it."""

_ANSWER = re.compile(r"[+-]?\d+([.,]\d+)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*")
_ADDRESS = re.compile(r"@|(?:\d\D{0,3}){8}")


class Columns:
    """An export and its questions.

    Parameters
    ----------
    reading
        The export.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.names = reading.of_kind("question")

    @cached_property
    def counts(self) -> "dict[str, pd.Series[int]]":
        """By question: how often each answer occurs, without the spaces around it."""
        return {name: tidy_counts(self.reading.responses[name]) for name in self.names}

    @cached_property
    def types(self) -> dict[str, str]:
        """By question: the type that all its answers share but those that are none ("weet niet")."""
        return {name: kind(self.real(name)) for name in self.names}

    def real(self, name: str) -> "pd.Index[str]":
        """The distinct answers to a question that are no "don't know" or the like."""
        answers = self.counts[name].index
        return answers[[not missing_reason(str(answer)) for answer in answers]] if len(answers) <= 1000 else answers

    def rows(self, name: str, answers: "pd.Index[str]") -> "pd.Index[int]":
        """Where some answers stand, as the file counts rows."""
        cells = self.reading.responses[name].str.strip()
        return cells.index[cells.isin(answers)]

    @cached_property
    def match(self) -> Mapping[str, str]:
        """The column of each variable, or option, of the codebook."""
        return match_headings(self.reading, self.reading.codebook, 0, self.reading.path).columns

    @cached_property
    def headless(self) -> bool:
        """Whether the headings look like the answers of a respondent: the file may lack a row of headings."""
        headings = list(filter(None, map(str, self.reading.headings["heading"].dropna())))
        like = [heading for heading in headings if _ANSWER.fullmatch(heading) or _reaches(heading)]
        return len(like) >= 2 and 3 * len(like) > len(headings)

    def shown(self, name: str, text: str | None = None) -> str:
        """A name (or another text) of a column as it may be shown: without it where it may be somebody's answer."""
        said = name if text is None else text
        if self.headless or _reaches(said):
            return f"column {list(self.reading.responses.columns).index(name) + 1}"
        return said


def _reaches(text: str) -> bool:
    """Whether a text holds an e-mail address or a telephone number."""
    return bool(_ADDRESS.search(text)) and bool(
        {span.kind for span in find(text, capitals=False)} & {"e-mail", "phone"}
    )
