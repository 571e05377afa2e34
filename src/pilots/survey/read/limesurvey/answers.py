"""Whether an export shows codes or full answers, and by which text each code is then known."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from pilots.survey.read.grid import Remark
from pilots.survey.read.limesurvey.columns import Choice, Column
from pilots.survey.read.limesurvey.words import NOT_AVAILABLE, squash

Columns = Sequence[tuple[str, Column]]
"""Columns of an export: their name in it, and what LimeSurvey means by them."""


def fit_choices(
    responses: pd.DataFrame, columns: Columns, languages: Sequence[str]
) -> tuple[dict[str, tuple[Choice, ...]], list[Remark]]:
    """Bring the choices of closed questions into the words of an export.

    Where it shows full answers, the text of a choice becomes just what stands in the cells: LimeSurvey leaves out
    markup and has words of its own for "yes" and "other". A list in which the text of one choice is the code of
    another (texts -2 to 2 with codes 1 to 5) then gets its texts as codes, as nothing else tells them apart.

    Parameters
    ----------
    responses
        The answers.
    columns
        Of closed questions.
    languages
        Of the questionnaire.

    Returns
    -------
    The choices by list, and what was odd.
    """
    lists: dict[str, tuple[Choice, ...]] = {}
    values: dict[str, dict[str, None]] = {}
    for name, column in columns:
        if column.kind == "select_one":
            lists[column.choice_list] = column.choices
            own = values.setdefault(column.choice_list, {})
            own.update(dict.fromkeys(v for v in responses[name].dropna().unique() if v not in NOT_AVAILABLE))
    language = _language(lists, values, languages)
    if not language:
        return lists, []
    remarks = []
    for name, choices in lists.items():
        if _confused(choices, language):
            lists[name] = tuple(replace(choice, code=_best(choice, language) or choice.code) for choice in choices)
            remarks.append(
                Remark(
                    "answers are codes of others",
                    f"in '{name}' the texts of answers are the codes of other answers: its texts serve as codes",
                    name,
                )
            )
        else:
            lists[name] = _worded(choices, values[name], language)
    return lists, remarks


def _language(
    lists: Mapping[str, Sequence[Choice]], values: Mapping[str, Mapping[str, None]], languages: Sequence[str]
) -> str:
    """The language of the full answers; empty where there are codes."""
    coded, said = 0, Counter[str]()
    for name, choices in lists.items():
        codes = {choice.code for choice in choices}
        texts = {la: {squash(text) for c in choices for text in c.said.get(la, ()) if text} for la in languages}
        for value in values[name]:
            key = squash(value)
            spoken = [language for language in languages if key in texts[language]]
            if value in codes and not spoken:
                coded += 1
            elif spoken and value not in codes:
                said.update(spoken)
    best = max(languages, key=lambda language: said[language], default="")
    return best if best and said[best] > coded else ""


def _confused(choices: Sequence[Choice], language: str) -> bool:
    codes = {squash(choice.code): choice.code for choice in choices}
    texts = [squash(_best(choice, language)) for choice in choices]
    mixed = any(
        codes.get(text, choice.code) != choice.code for choice, text in zip(choices, texts, strict=True) if text
    )
    return mixed and len(set(texts)) == len(texts)


def _worded(choices: Sequence[Choice], values: Mapping[str, None], language: str) -> tuple[Choice, ...]:
    """Choices with the texts that the cells show, where just one choice has that text."""
    shown = {squash(value): value for value in values}
    owners = Counter(key for choice in choices for key in {squash(text) for text in choice.said.get(language, ())})
    fitted = []
    for choice in choices:
        texts = choice.said.get(language, ())
        text = next((shown[key] for key in map(squash, texts) if key in shown and owners[key] == 1), "")
        fitted.append(replace(choice, said={**choice.said, language: (text, *texts)}) if text else choice)
    return tuple(fitted)


def _best(choice: Choice, language: str) -> str:
    return next(iter(choice.said.get(language, ())), "")
