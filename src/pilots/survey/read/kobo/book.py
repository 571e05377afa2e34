"""The codebook of an export: what its form says of the columns that are there, else what its headings tell."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from pilots import codebook, xlsform
from pilots.codebook import Codebook
from pilots.survey.answers import chosen, coded, unknown
from pilots.survey.read.complete import with_the_rest
from pilots.survey.read.grid import Remark
from pilots.survey.read.kobo.columns import options_of
from pilots.survey.read.kobo.own import Column
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
    there = [column for column in found if column.name in reading.responses]
    options = options_of(there)
    book = _of_form(form, {column.owner for column in there}) if form else codebook.empty()
    book = _with_options(
        book, reading, {name: own for name, own in options.items() if name not in book.variables.index}
    )
    kinds = book.variables["type"]
    owners = {
        column.name: column.owner
        for column in there
        if column.owner in kinds.index and (not column.option or kinds[column.owner] == "select_multiple")
    }
    if not owners:
        return reading
    for question in (name for name in options if kinds.get(name) == "select_multiple"):
        known = book.codes(question, missing=True)
        book = _with_choices(book, question, [(code, label) for code, label in options[question] if code not in known])
        if question not in reading.responses:
            book = _only(book, question, [code for code, _ in options[question]])
    book, odd = _fitting(reading, book, owners)
    return replace(reading, stated=with_the_rest(reading, book, owners), remarks=(*reading.remarks, *odd))


def _of_form(form: xlsform.Foreign, placed: Collection[str]) -> Codebook:
    """The questions of a form that have columns."""
    whole = Codebook(*form.form)
    variables = whole.variables.loc[[name in placed for name in whole.variables.index]]
    return replace(whole, variables=xlsform.readable(variables))


def _with_options(book: Codebook, reading: Reading, options: Mapping[str, Sequence[tuple[str, str]]]) -> Codebook:
    """A codebook with the multiple-choice questions of which only columns tell."""
    if not options:
        return book
    labels = reading.headings.set_index("variable")["label"]
    survey = [{"type": f"select_multiple {name}", "name": name, "label": labels.get(name, name)} for name in options]
    choices = [
        {"list_name": name, "name": code, "label": label} for name, own in options.items() for code, label in own
    ]
    told = codebook.build(pd.DataFrame(survey, dtype="str"), pd.DataFrame(choices, dtype="str"))
    return replace(
        book,
        variables=pd.concat([book.variables, told.variables]).rename_axis("name"),
        choices=pd.concat([book.choices, told.choices], ignore_index=True),
    )


def _only(book: Codebook, question: str, codes: Collection[str]) -> Codebook:
    """A question with those choices alone that have a column, where nothing else tells of the others."""
    own = book.choices_of(question)
    if own["name"].isin(list(codes)).all():
        return book
    name = f"{own['list_name'].iloc[0]}.{question}"
    lists = book.variables["list_name"].mask(book.variables.index == question, name)
    kept = own.loc[own["name"].isin(list(codes))].assign(list_name=name)
    choices = pd.concat([book.choices, kept.astype({"list_name": "str"})], ignore_index=True)
    return replace(book, variables=book.variables.assign(list_name=lists), choices=choices)


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
