"""The answers to a survey as they may leave: closed questions, no person, and no answer of few."""

import re
from collections.abc import Iterator, Sequence
from math import inf
from typing import Any

import pandas as pd

from pilots.codebook import Codebook
from pilots.errors import PilotsError, raise_all
from pilots.privacy import anonymity as privacy
from pilots.privacy.counts import Count, counts_frame
from pilots.privacy.linked import hold_back
from pilots.privacy.primary import primary
from pilots.publish.bundle.means import narrowed
from pilots.survey import Survey
from pilots.vocabulary import OPTION, WAVE

_NO_ANSWER = ""
"""As the reports' counts call it."""
_MENTIONED = re.compile(r"\$\{([^}]+)\}")


def publishable(survey: Survey, wave: int, threshold: int, told: Sequence[Count] = ()) -> pd.DataFrame:
    """The closed questions of one wave, a row a respondent in no order that tells anything; empty where too few answered.

    Left out are identifiers, link codes, dates, durations, weights, open text, and everything by which a person can be
    known (`quasi-identifier`, site, language): who knows a family knows these. An answer of fewer people than the threshold
    is blanked for all who gave it, with as many others as it takes that nobody computes it from this file and all that the
    reports tell, the means of scales too. Where all but few gave the same answer, or that is not enough, the question is left out.

    Parameters
    ----------
    survey
        Clean answers.
    wave
        Which of its waves.
    threshold
        The least number of people that may be counted.
    told
        What the reports of the pilot tell already.

    Returns
    -------
    DataFrame of str
        A column a question (or option); missing where nothing was answered or nothing may be told.

    Notes
    -----
    Each question by itself is safe. That the answers to several questions together are one person's only is not prevented:
    with no column by which others know people, all rows of a file are alike to them (k is their number). Who knows what
    somebody answered to some questions could find the row; that is no reason to trust a question about what others
    see. A question that was asked only after certain answers to another goes where answers to that one are
    blank, as it would tell them. The rows are sorted by their own content.
    """
    answers = survey.at(wave).responses
    columns = [name for name in _closed(survey) if name in answers]
    frame = answers[columns].astype("str").dropna(axis="columns", how="all")
    if len(frame) < threshold:
        return frame.iloc[:0]
    of = f"{survey.name}/{wave}"
    for name in list(frame.columns):
        frame[name] = _blanked(frame[name], str(name), of, threshold, told)
    exact = [one for one in told if one.of == of and one.low == one.high and len(one.where) == 1]
    answered = {str(name): one.low for one in exact for name in frame if one.where.get(f"answered:{name}") == "yes"}
    while found := narrowed(survey.at(wave), frame.dropna(axis="columns", how="all"), threshold, answered):
        frame = frame.assign(**{name: _rarest_blank(frame[name]) for name in found})
    blank = {_question(str(name)) for name in frame if frame[name].isna().sum() > answers[name].isna().sum()}
    relevant = survey.codebook.variables["relevant"]
    after = [name for name in frame if blank & set(_MENTIONED.findall(relevant[_question(str(name))]))]
    frame = frame.drop(columns=after).dropna(axis="columns", how="all")
    return frame.sort_values(list(frame.columns), na_position="last", ignore_index=True)


def left_out(survey: Survey, wave: int, published: pd.DataFrame) -> list[str]:
    """The closed questions (or options) of a wave that were answered and are not in what `publishable` gave of it."""
    answers = survey.at(wave).responses
    return [
        name for name in _closed(survey) if name in answers and answers[name].notna().any() and name not in published
    ]


def anonymity(answers: pd.DataFrame, codebook: Codebook, threshold: int, *, where: str) -> dict[str, Any]:
    """How alone people are in a file that is about to leave; it may only where nobody is.

    Parameters
    ----------
    answers
        As `publishable` gives them.
    codebook
        Says which columns others may know of a person: those with the role quasi-identifier. The school of a pilot with one
        school everybody knows; that makes all rows alike, and no row alone.
    threshold
        The k that is asked; the l is `LEAST_ANSWERS`.
    where
        The file.

    Returns
    -------
    dict
        quasiIdentifiers (names; none in what `publishable` gives), k (how many are alike at the least) and l (how many
        answers are possible of each at the least).

    Raises
    ------
    PilotsError, Problems
        When fewer are alike, or those who are alike gave the same answer.
    """
    roles = codebook.variables["role"]
    quasi = [str(name) for name in answers if roles[_question(str(name))] == "quasi-identifier"]
    found = privacy.publishable(answers, quasi, threshold, where=where)
    raise_all([PilotsError(f"{one.rule}: {one.what}", where=one.where, mend=one.mend) for one in found])
    others = answers.columns.difference(quasi)
    return {
        "quasiIdentifiers": quasi,
        "k": int(privacy.class_sizes(answers, quasi).min()),
        "l": min(int(privacy.diversity(answers, quasi, name).min()) for name in others),
    }


def _closed(survey: Survey) -> Iterator[str]:
    """The questions of which the answers are codes, and the options of multiple-choice questions."""
    variables = survey.codebook.variables
    for name, about in variables.iterrows():
        if about["role"] != "item" or name in (survey.site_variable, WAVE):
            continue
        if about["type"] == "select_multiple":
            yield from (f"{name}{OPTION}{code}" for code in survey.codebook.codes(str(name)))
        elif about["type"] == "select_one":
            yield str(name)


def _question(column: str) -> str:
    return column.partition(OPTION)[0]


def _blanked(cells: "pd.Series[str]", name: str, of: str, threshold: int, told: Sequence[Count]) -> "pd.Series[str]":
    """Answers to one question without those that may not be told."""
    answered = int(cells.notna().sum())
    if answered - cells.value_counts().max() < threshold:
        return cells.mask(cells.notna())
    counts = cells.fillna(_NO_ANSWER).value_counts().sort_index()
    own = [Count(of, {name: str(value)}, int(n), int(n)) for value, n in counts.items()]
    near = [count for count in told if count.of == of and set(count.where) <= {name, f"answered:{name}"} | _PLACES]
    frame = counts_frame([*own, Count(of, {}, len(cells), len(cells)), *near])
    cost = pd.Series([*(n + 1.0 for n in counts), *([inf] * (len(near) + 1))])
    # what was told stays told: only what is about to be told can be held back; how many gave no answer is nobody's answer
    answer = pd.Series([*(value != _NO_ANSWER for value in counts.index), *([True] * (len(near) + 1))])
    sensitive = primary(frame, threshold) & (cost < inf) & answer
    try:
        held = hold_back(frame, threshold, sensitive=sensitive, cost=cost)
    except PilotsError:
        # nothing less than all of it is enough beside what was told
        return cells.mask(cells.notna())
    gone = {value for value, hidden in zip(counts.index, held, strict=False) if hidden}
    return cells.mask(cells.isin(gone - {_NO_ANSWER}))


def _rarest_blank(cells: "pd.Series[str]") -> "pd.Series[str]":
    """Without the answer that the fewest gave; without any where that leaves one."""
    counts = cells.value_counts().sort_index().sort_values(kind="stable")
    return cells.mask(cells.isin(counts.index[:1] if len(counts) > 2 else counts.index))


_PLACES = {"site", "language", "group"}
