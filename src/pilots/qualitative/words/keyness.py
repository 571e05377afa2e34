"""Which words one group uses more than the others."""

from math import log2

import numpy as np
import pandas as pd

from pilots.errors import PilotsError
from pilots.qualitative.matrices import attribute_values
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.words.frequency import spoken_words
from pilots.qualitative.words.tokens import stop_words
from pilots.statistics.multiplicity import false_discovery_rate
from pilots.vocabulary import Column, frame

KEYNESS = (
    Column("word", "str", "Word", "in lower case"),
    Column("cases", "Int64", "Cases", "cases of the group that use it", "n"),
    Column("base", "Int64", "Base", "cases of the group", "N"),
    Column("cases_other", "Int64", "Cases", "other cases that use it", "n"),
    Column("base_other", "Int64", "Base", "other cases", "N"),
    Column("mentions", "Int64", "Mentions", "in the group"),
    Column("words", "Int64", "Words", "all words of the group"),
    Column("mentions_other", "Int64", "Mentions", "in the others"),
    Column("words_other", "Int64", "Words", "all words of the others"),
    Column("log_likelihood", "float64", "Log-likelihood", "G², 0 where both use it alike", "G²"),
    Column("p_value", "float64", "p", "of chi-squared with 1 degree of freedom", "p"),
    Column("p_adjusted", "float64", "Adjusted p", "by Benjamini and Hochberg over all words", "p"),
    Column("log_ratio", "float64", "Log ratio", "1: the group uses it twice as often; -1: half as often"),
)


def keyness(
    project: QualitativeProject,
    attribute: str,
    group: str,
    *,
    language: str,
    otherwise: str = "",
    least: int = 2,
    function_words: bool = False,
) -> pd.DataFrame:
    """Compare the words of a group of cases with those of all other cases.

    Parameters
    ----------
    attribute, group
        A column of `cases` or `documents`, and the value of the group. Cases with another known value are the others.
    language
        Of the documents: words of two languages can't be compared.
    otherwise
        The language of documents of which the project does not say it.
    least
        In how many cases a word is used at least, both sides together: a word that one person repeats is no word of a group.
    function_words
        Whether function words are compared too.

    Returns
    -------
    DataFrame
        A row a word, the largest difference first: word, cases, base, cases_other, base_other, mentions, words, mentions_other,
        words_other, log_likelihood, p_value, p_adjusted, log_ratio. No row where one side has no words.

    Raises
    ------
    PilotsError
        When there is no such attribute, or no case has this value.

    Notes
    -----
    G² = 2 (a ln(a / E₁) + b ln(b / E₂)), with E₁ = w₁ (a + b) / (w₁ + w₂) [1]_; log ratio = log₂ of (a / w₁) / (b / w₂), half a mention
    where there is none [2]_. Words of one person hang together, so p is too small: it ranks words, and proves nothing. Look at
    how many cases use them [3]_.

    References
    ----------
    .. [1] Rayson, P. & Garside, R. (2000). Comparing corpora using frequency profiling. *Workshop on Comparing Corpora*, ACL, 1-6.
    .. [2] Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster University.
    .. [3] Lijffijt, J. et al. (2016). Significance testing of word frequencies in corpora. *Digital Scholarship in the Humanities*
       31, 374-397.

    Examples
    --------
    >>> keyness(QualitativeProject(), "language", "nl", language="nl").empty
    True
    """
    values = attribute_values(project, attribute)
    spoken = spoken_words(project, language=language, otherwise=otherwise)
    if len(values) and group not in set(values.dropna()):
        raise PilotsError(f"no case has this value of '{attribute}'", mend="See project.cases for the values.")
    spoken = spoken.assign(own=spoken["unit"].map(values.eq(group).where(values.notna())))
    spoken = spoken.dropna(subset=["own"])
    sides = {name: spoken.loc[spoken["own"].astype("bool") == own] for name, own in (("", True), ("_other", False))}
    if any(side.empty for side in sides.values()):
        return frame(KEYNESS)
    counted = [
        side.groupby("word").agg(**{f"cases{name}": ("unit", "nunique"), f"mentions{name}": ("mentions", "sum")})
        for name, side in sides.items()
    ]
    found = pd.concat(counted, axis=1).fillna(0).astype("int64")
    for name, side in sides.items():
        found[f"base{name}"], found[f"words{name}"] = side["unit"].nunique(), int(side["mentions"].sum())
    found = found.loc[found["cases"] + found["cases_other"] >= least]
    found = found.loc[[word not in (() if function_words else stop_words(language)) for word in found.index]]
    return _compared(found.rename_axis("word").reset_index())


def log_likelihood(mentions: int, words: int, mentions_other: int, words_other: int) -> float:
    """Rayson and Garside's log-likelihood of how often two groups use a word.

    Examples
    --------
    >>> round(log_likelihood(20, 1000, 5, 1000), 2)
    9.64
    """
    total = (mentions + mentions_other) / (words + words_other)
    parts = [(mentions, words * total), (mentions_other, words_other * total)]
    return 2 * sum(seen * float(np.log(seen / expected)) for seen, expected in parts if seen)


def log_ratio(mentions: int, words: int, mentions_other: int, words_other: int) -> float:
    """How many times as often a group uses a word, in powers of two; half a mention where there is none.

    Examples
    --------
    >>> log_ratio(20, 1000, 5, 1000), log_ratio(8, 1000, 0, 1000)
    (2.0, 4.0)
    """
    return log2((max(mentions, 0.5) / words) / (max(mentions_other, 0.5) / words_other))


def _compared(found: pd.DataFrame) -> pd.DataFrame:
    from scipy.special import chdtrc

    four = list(zip(*(found[name] for name in ("mentions", "words", "mentions_other", "words_other")), strict=True))
    found = found.assign(
        log_likelihood=[log_likelihood(*row) for row in four], log_ratio=[log_ratio(*row) for row in four]
    )
    found = found.assign(p_value=chdtrc(1, np.maximum(found["log_likelihood"].to_numpy("float64"), 0.0)))
    found = found.assign(p_adjusted=false_discovery_rate(found["p_value"]))
    ordered = found.sort_values(["log_likelihood", "word"], ascending=[False, True], kind="stable")
    return ordered[[column.name for column in KEYNESS]].astype({column.name: column.dtype for column in KEYNESS}).reset_index(drop=True)  # fmt: skip
