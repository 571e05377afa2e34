"""Which words people use: in how many cases, and how often."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.themes import of_phases
from pilots.qualitative.words.texts import texts
from pilots.qualitative.words.tokens import plain, stop_words, tokens
from pilots.statistics.proportions import wilson
from pilots.vocabulary import Column, frame

WORDS = (
    Column("language", "str", "Language", "of the documents; empty where unknown"),
    Column("word", "str", "Word", "in lower case"),
    Column("cases", "Int64", "Cases", "cases that use it", "n"),
    Column("base", "Int64", "Base", "cases with a text in this language", "N"),
    Column("mentions", "Int64", "Mentions", "how often it is used"),
    Column("capitals", "Int64", "With a capital", "how often it is written with a capital"),
    Column("share", "float64", "Share", "cases / base"),
    Column("ci_low", "float64", "Lower limit", "lower limit of the Wilson interval"),
    Column("ci_high", "float64", "Upper limit", "upper limit of the Wilson interval"),
)
SPOKEN = (
    Column("unit", "str", "Case", "case, or document that is of no case or of several"),
    Column("language", "str", "Language", "of the document; empty where unknown"),
    Column("word", "str", "Word", "in lower case"),
    Column("mentions", "Int64", "Mentions", "how often it is used"),
    Column("capitals", "Int64", "With a capital", "how often it is written with a capital"),
)


def word_counts(
    project: QualitativeProject,
    *,
    language: str | None = None,
    otherwise: str = "",
    function_words: bool = False,
    without: Iterable[str] = (),
    ci: float = 0.95,
) -> pd.DataFrame:
    """Count the words of the documents: for the researcher, as rare words can name people.

    `tables.words` publishes what may be: words of enough cases that are no names.

    Parameters
    ----------
    language
        Only documents in this language, e.g. "nl"; left out, each language by itself.
    otherwise
        The language of documents of which the project does not say it.
    function_words
        Whether words such as de, et and niet are counted too: there are lists of them for Dutch and French. Documents in another
        language lose none.
    without
        Further words to leave out, such as those of the questions.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        A row a word and language, those of most cases first: language, word, cases, base, mentions, capitals, share, ci_low, ci_high.
        Words are not reduced to their stem: `kind` and `kinderen` are two.

    Examples
    --------
    >>> word_counts(QualitativeProject()).empty
    True
    """
    spoken = spoken_words(project, language=language, otherwise=otherwise)
    base = spoken.groupby("language")["unit"].nunique()
    dropped = {plain(word) for word in without}
    kept = spoken if function_words else spoken.loc[~_function(spoken)]
    kept = kept.loc[~kept["word"].isin(dropped)]
    counted = kept.groupby(["language", "word"], as_index=False).agg(
        cases=("unit", "nunique"), mentions=("mentions", "sum"), capitals=("capitals", "sum")
    )
    counted["base"] = counted["language"].map(base).astype("Int64")
    counted["share"] = (counted["cases"] / counted["base"]).astype("float64")
    pairs = list(zip(counted["cases"].tolist(), counted["base"].tolist(), strict=True))
    limits = {pair: wilson(*pair, ci=ci) for pair in set(pairs)}
    counted["ci_low"], counted["ci_high"] = ([limits[pair][side] for pair in pairs] for side in (0, 1))
    found = counted.sort_values(["cases", "mentions", "word"], ascending=[False, False, True], kind="stable")
    typed = found[[column.name for column in WORDS]].astype({column.name: column.dtype for column in WORDS})
    return of_phases(typed.reset_index(drop=True), project)


def spoken_words(project: QualitativeProject, *, language: str | None = None, otherwise: str = "") -> pd.DataFrame:
    """How often each case uses each word: unit, language, word, mentions, capitals; cases without text are not in it.

    Examples
    --------
    >>> spoken_words(QualitativeProject()).columns.tolist()
    ['unit', 'language', 'word', 'mentions', 'capitals']
    """
    parts = []
    for document, case, spoken_in, text in texts(project, language, otherwise):
        written = Counter((word, text[start].isupper()) for word, start, _ in tokens(text, spoken_in))
        own = pd.DataFrame(
            {"word": [w for w, _ in written], "capital": [c for _, c in written], "mentions": written.values()}
        )
        own["capitals"] = own["mentions"] * own["capital"]
        parts.append(own.assign(unit=case or document, language=spoken_in))
    if not parts:
        return frame(SPOKEN)
    every = pd.concat(parts, ignore_index=True)
    found = every.groupby(["unit", "language", "word"], as_index=False)[["mentions", "capitals"]].sum()
    return found.astype({column.name: column.dtype for column in SPOKEN})


def _function(spoken: pd.DataFrame) -> "pd.Series[bool]":
    found = pd.Series(False, index=spoken.index)
    for language in spoken["language"].unique():
        here = spoken["language"] == language
        found |= here & spoken["word"].isin(stop_words(language))
    return found
