"""The codebook of an export: what its form says of the columns that are there, else what its headings tell."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from pilots import xlsform
from pilots.codebook import Codebook
from pilots.survey.answers import chosen, coded, unknown
from pilots.survey.read.complete import complete, with_the_rest
from pilots.survey.read.grid import Remark
from pilots.survey.read.kobo.columns import Column, options_of
from pilots.survey.read.reading import Reading
from pilots.vocabulary import OPTION

_CODE = re.compile(r"[\w.\-]{1,40}")
_MOST_NEW = 10


def describe(reading: Reading, found: Sequence[Column], form: xlsform.Foreign | None) -> Reading:
    """State what is known of the questions; nothing, where neither a form nor options tell.

    Parameters
    ----------
    reading
        The answers.
    found
        What each column is.
    form
        The form, if there is one. Of its questions those are described that have a column. Answers that it does not
        offer (from an earlier version) are added to its choices, if they look like codes.
    """
    there = set(reading.responses)
    owners = {column.name: column.owner for column in found if column.owner and column.name in there}
    options = options_of([column for column in found if column.name in there])
    if form is not None:
        book, odd = _fitting(reading, _of_form(form, owners, options), owners)
        return replace(reading, stated=with_the_rest(reading, book, owners), remarks=(*reading.remarks, *odd))
    if not options:
        return reading
    labels = reading.headings.set_index("variable")["label"]
    survey = [
        {"type": f"select_multiple {question}", "name": question, "label": labels.get(question, question)}
        for question in options
    ]
    choices = [
        {"list_name": question, "name": code, "label": label}
        for question, own in options.items()
        for code, label in own
    ]
    return replace(reading, stated=complete(reading, survey, choices, owners))


def _of_form(
    form: xlsform.Foreign, owners: Mapping[str, str], options: Mapping[str, Sequence[tuple[str, str]]]
) -> Codebook:
    """The questions of a form that have columns, with options that only the columns know."""
    whole = Codebook(*form.form)
    placed = set(owners.values())
    variables = whole.variables.loc[[name in placed for name in whole.variables.index]]
    book = replace(whole, variables=xlsform.readable(variables))
    for question, known in options.items():
        new = [(code, label) for code, label in known if code not in book.codes(question, missing=True)]
        book = _with_choices(book, question, new)
    return book


def _fitting(reading: Reading, book: Codebook, owners: Mapping[str, str]) -> tuple[Codebook, list[Remark]]:
    """The codebook with choices for the answers that a form does not offer; text where these are no codes."""
    odd: list[Remark] = []
    columns = {owner: column for column, owner in owners.items() if OPTION not in column}
    split = {owner for column, owner in owners.items() if OPTION in column}
    for question in book.variables.index[book.variables["list_name"] != ""]:
        column = columns.get(question)
        if column is None or question in split:
            continue
        new = list(_not_offered(reading.responses[column], book, question))
        if not new:
            continue
        if len(new) <= _MOST_NEW and all(_CODE.fullmatch(code) for code in new):
            book = _with_choices(book, question, [(code, code) for code in new])
            odd.append(
                Remark("form", f"{len(new)} answers that the form does not offer were added to its choices", column)
            )
        else:
            plain = book.variables.assign(
                type=book.variables["type"].mask(book.variables.index == question, "text"),
                list_name=book.variables["list_name"].mask(book.variables.index == question, ""),
            )
            book = replace(book, variables=plain)
            odd.append(Remark("form", "answers that the form does not offer: the question is read as text", column))
    return book, odd


def _not_offered(answers: "pd.Series[str]", book: Codebook, question: str) -> Iterable[str]:
    if book.variables.at[question, "type"] == "select_one":
        rest: Iterator[str] = iter(unknown(coded(answers, book, question), book, question).dropna().unique())
        return dict.fromkeys(map(str.strip, rest))
    left = chosen(answers, book, question)[1].dropna().unique()
    return dict.fromkeys(word for cell in left for word in cell.split())


def _with_choices(book: Codebook, question: str, new: Sequence[tuple[str, str]]) -> Codebook:
    if not new:
        return book
    name = book.variables.at[question, "list_name"]
    rows = pd.DataFrame(
        {
            "list_name": name,
            "name": [code for code, _ in new],
            "missing": "",
            "labels": [{"": label} for _, label in new],
        }
    )
    rows = rows.astype({"list_name": "str", "name": "str", "missing": "str"})
    return replace(book, choices=pd.concat([book.choices, rows], ignore_index=True))
