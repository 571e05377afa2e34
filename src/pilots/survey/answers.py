"""What was answered, as codes of the codebook: labels become codes, every way to tick a box becomes 1 and 0."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pilots.codebook import Codebook
from pilots.survey.columns import Mask, empty_column
from pilots.survey.distinct import Distinct, distinct
from pilots.survey.headings import fold, other_option

_YES = frozenset(
    {"y", "yes", "ja", "j", "oui", "o", "evet", "نعم", "true", "waar", "vrai", "1", "1.0", "x", "checked", "selected"}
)
_NO = frozenset(
    {"n", "no", "nee", "neen", "nein", "non", "hayır", "لا", "false", "onwaar", "faux", "0", "0.0", "unchecked"}
    | {"not selected", "niet geselecteerd", "non sélectionné", "nicht gewählt"}
)
_MARKS = frozenset({"1", "1.0", "0", "0.0", "x"})
"""Ticks that are no word for yes or no, and may well be codes."""
_SEPARATORS = (";", ",", "|", "\n", " ")


def coded(answers: "pd.Series[str]", codebook: Codebook, variable: str) -> "pd.Series[str]":
    """Replace labels, in any language of the codebook, by their codes.

    Parameters
    ----------
    answers
        Codes or labels; capitals, spaces and quotes may differ.
    codebook
        The codebook.
    variable
        A `select_one` question.

    Returns
    -------
    Series of str
        Codes; what is neither a code nor a label stays as it is.

    See Also
    --------
    unknown : what is neither.

    Examples
    --------
    >>> from pilots.codebook import build
    >>> book = build(
    ...     pd.DataFrame({"type": ["select_one agree"], "name": ["welcome"]}),
    ...     pd.DataFrame({"list_name": "agree", "name": ["1", "2"], "label::nl": ["oneens", "eens"]}),
    ... )
    >>> coded(pd.Series(["Eens ", "1", "misschien"], dtype="str"), book, "welcome").tolist()
    ['2', '1', 'misschien']
    """
    known = _known(codebook, variable)
    codes = set(codebook.codes(variable, missing=True))
    found = distinct(answers)
    said = [text if text in codes else known.get(fold(text), text) for text in found.texts]
    return answers if said == found.texts.tolist() else found.written(said, answers.index)


def ticked(
    columns: "Mapping[str, pd.Series[str]]", codebook: Codebook, question: str
) -> "tuple[dict[str, pd.Series[str]], pd.Series[str]]":
    """Make 1 and 0 of a multiple-choice question that has one column an option.

    A respondent who ticked something, or whose boxes hold an explicit no, answered the question: the other boxes
    are then 0. Where all are empty nothing is known.

    Parameters
    ----------
    columns
        By code: Y, 1, yes, the code, the label, or empty. For the option "other" any text counts as a tick.
    codebook
        The codebook.
    question
        A `select_multiple` question.

    Returns
    -------
    By code "1", "0" or missing; and texts that are neither yes nor no nor the option itself, else missing.
    """
    other = other_option(codebook, question)
    known = _known(codebook, question)
    index = next(iter(columns.values())).index
    rest = empty_column(index)
    answered = np.zeros(len(index), dtype=bool)
    yes = {}
    for code, answers in columns.items():
        found = distinct(answers)
        folded = list(map(fold, found.texts))
        own = {fold(code), *(key for key, value in known.items() if value == code)} - {"-oth-"}
        no = _NO | {"2"} if {"1", "2"} <= set(folded) else _NO - own
        words = (_YES | own) - no
        text = found.take([said not in no | words and said != "" for said in folded], False)
        if text.any():
            rest = rest.fillna(answers.where(text))
        ticks = {said: said in words or (said != "" and said not in no and code == other) for said in folded}
        yes[code] = found.take([ticks[said] for said in folded], False)
        answered |= yes[code] | found.take([said in no for said in folded], False)
    return {code: _ones(ticks, answered, index) for code, ticks in yes.items()}, rest


def chosen(
    answers: "pd.Series[str]", codebook: Codebook, question: str
) -> "tuple[dict[str, pd.Series[str]], pd.Series[str]]":
    """Make 1 and 0 of a multiple-choice question that has all choices in one column.

    Parameters
    ----------
    answers
        Codes or labels, joined by semicolons, commas, bars, line ends or spaces; a label may itself hold one.
    codebook
        The codebook.
    question
        A `select_multiple` question.

    Returns
    -------
    By code "1", "0" or missing; and what is neither a code nor a label (the text of "other"), else missing.

    Examples
    --------
    >>> from pilots.codebook import build
    >>> book = build(
    ...     pd.DataFrame({"type": ["select_multiple when"], "name": ["when"]}),
    ...     pd.DataFrame({"list_name": "when", "name": ["am", "pm"], "label": ["Voormiddag", "Namiddag; avond"]}),
    ... )
    >>> options, rest = chosen(pd.Series(["Namiddag; avond;Voormiddag;", "", "nooit"], dtype="str"), book, "when")
    >>> options["pm"].tolist(), rest.tolist()
    (['1', nan, '0'], [nan, nan, 'nooit'])
    """
    known = _known(codebook, question)
    found = distinct(answers)
    parsed = [_split(text, known) for text in found.texts]
    filled = [fold(text) != "" for text in found.texts]
    other = other_option(codebook, question)
    options = {}
    for code in codebook.codes(question, missing=True):
        holds = [code in codes or bool(rest and code == other) for codes, rest in parsed]
        ones = [("1" if held else "0") if said else None for held, said in zip(holds, filled, strict=True)]
        options[code] = found.written(ones, answers.index)
    return options, found.written([rest or None for _, rest in parsed], answers.index)


def unknown(answers: "pd.Series[str]", codebook: Codebook, variable: str) -> "pd.Series[str]":
    """Of coded answers: those that are no code of the question, else missing."""
    codes = {*codebook.codes(variable, missing=True), *codebook.missing_codes(variable)}
    found = distinct(answers)
    return found.written([None if text in codes or not fold(text) else text for text in found.texts], answers.index)


def _ones(ticks: Mask, answered: Mask, index: "pd.Index[Any]") -> "pd.Series[str]":
    return Distinct(np.where(answered, ticks, -1).astype(np.int8), _NO_YES).written(_NO_YES, index)


_NO_YES = pd.Index(["0", "1"], dtype="str")


def _split(value: str, known: dict[str, str]) -> tuple[set[str], str]:
    """The codes that a cell names and the rest of it, by the separator that leaves least."""
    if fold(value) in known:
        return {known[fold(value)]}, ""
    best: tuple[set[str], str] | None = None
    for separator in _SEPARATORS:
        found, rest = _longest_first(value.split(separator), separator, known)
        if not rest:
            return found, ""
        if best is None or (len(found) > len(best[0]) and separator != " "):
            best = found, rest
    assert best is not None
    return best


def _longest_first(parts: list[str], separator: str, known: dict[str, str]) -> tuple[set[str], str]:
    """Take as many parts together as make a known label, as labels may hold the separator."""
    found, rest, start = set(), [], 0
    while start < len(parts):
        for end in range(len(parts), start, -1):
            if fold(separator.join(parts[start:end])) in known:
                found.add(known[fold(separator.join(parts[start:end]))])
                start = end
                break
        else:
            if fold(parts[start]):
                rest.append(parts[start].strip())
            start += 1
    return found, f"{separator} ".join(rest) if separator != " " else " ".join(rest)


def _known(codebook: Codebook, variable: str) -> dict[str, str]:
    """Code by folded code or label; a label that two codes share tells nothing."""
    table = codebook.choices_of(variable)
    codes = [str(code) for code in table["name"]]
    labels: dict[str, set[str]] = {}
    for code, own in zip(codes, table["labels"], strict=True):
        for label in own.values():
            labels.setdefault(fold(label), set()).add(code)
    known = {label: next(iter(owners)) for label, owners in labels.items() if len(owners) == 1 and label}
    for words in (_YES, _NO):
        said = {code for key, code in [*known.items(), *((fold(c), c) for c in codes)] if key in words - _MARKS}
        if len(said) == 1:
            known = {**dict.fromkeys(words - _MARKS, said.pop()), **known}
    if other := other_option(codebook, variable):
        known = {"-oth-": other, **known}
    return {**known, **{fold(code): code for code in codes}}
