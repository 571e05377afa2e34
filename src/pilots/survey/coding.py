"""The answers of one wave in the words of the codebook."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pilots.codebook import Codebook
from pilots.errors import CodebookError, PilotsError
from pilots.survey.answers import chosen, coded, ticked, unknown
from pilots.survey.columns import empty_column
from pilots.survey.headings import Match, other_option, other_text
from pilots.survey.read import Reading
from pilots.vocabulary import OPTION


@dataclass(frozen=True)
class Coded:
    """The answers of one wave, aligned with the rows of the file.

    Parameters
    ----------
    answers
        One column for each of `Codebook.all_columns`, in order: codes and texts.
    reasons
        By column of `answers`: why cells are empty, where the export or the codebook tells.
    problems
        Choices that the codebook lacks.
    """

    answers: pd.DataFrame
    reasons: "dict[str, pd.Series[str]]"
    problems: list[PilotsError]


def code_answers(reading: Reading, match: Match, codebook: Codebook, wave: int) -> Coded:
    """Bring the answers of an export into the columns and codes of the codebook.

    Parameters
    ----------
    reading
        The export.
    match
        Which of its columns holds what.
    codebook
        The codebook.
    wave
        The wave; variables of other waves are "not asked".
    """
    columns: dict[str, pd.Series[str]] = {}
    problems: list[PilotsError] = []
    for question in map(str, codebook.variables.index):
        text, other = other_text(codebook, question), other_option(codebook, question)
        takes = text is not None and _holds_rest(match, question, text, other)
        own, rest = _question(reading, match, codebook, question, takes=takes)
        if question in own and takes:
            own[question] = own[question].mask(rest.notna(), other)
        elif question not in own and rest.notna().any():
            ticks = own[f"{question}{OPTION}{other}"] == "1" if other else rest.isna() & False
            lost = rest.notna() & ~(ticks.fillna(False) & (text is not None))
            problems += _no_choice(reading, codebook, question, lost)
        for column, cells in own.items():
            columns.setdefault(column, cells)
        if text is not None and takes:
            columns[text] = rest
    reasons = dict(_reasons(reading, match, codebook, columns))
    for column in reasons:
        columns[column] = columns[column].mask(reasons[column].notna())
    for variable, waves in codebook.variables["waves"].items():
        if waves and wave not in waves:
            for column in codebook.columns(str(variable)):
                nothing = pd.Series("not asked", index=reading.responses.index, dtype="str")
                reasons[column] = nothing.where(columns[column].isna())
    return Coded(pd.DataFrame({column: columns[column] for column in codebook.all_columns}), reasons, problems)


def _question(
    reading: Reading, match: Match, codebook: Codebook, question: str, *, takes: bool
) -> "tuple[dict[str, pd.Series[str]], pd.Series[str]]":
    """The columns of a question, and what was answered that is none of its choices, where a column takes it."""
    raw = reading.responses
    nothing = empty_column(raw.index)
    kind, column = codebook.variables.at[question, "type"], match.columns.get(question)
    if kind == "select_multiple":
        split = {
            option.partition(OPTION)[2]: reading.answers(match.columns[option])
            for option in codebook.columns(question)
            if option in match.columns
        }
        options: dict[str, pd.Series[str]] = {}
        rest = nothing
        if split:
            options, rest = ticked(split, codebook, question)
        elif column:
            options, rest = chosen(raw[column], codebook, question)
        every = codebook.codes(question, missing=True)
        return {f"{question}{OPTION}{code}": options.get(code, nothing) for code in every}, rest
    if column is None:
        return {question: nothing}, nothing
    if kind == "select_one":
        codes = coded(raw[column], codebook, question)
        return {question: codes}, unknown(codes, codebook, question) if takes else nothing
    blank = raw[column].str.strip() == ""
    return {question: raw[column].mask(blank) if blank.any() else raw[column]}, nothing


def _holds_rest(match: Match, question: str, text: str, other: str | None) -> bool:
    """Whether the text of "other" stands in the column of the question or of the option itself."""
    where = match.columns.get(text)
    option = match.columns.get(f"{question}{OPTION}{other}")
    return (where is None and question in match.columns) or (where is not None and where == option)


def _no_choice(reading: Reading, codebook: Codebook, question: str, lost: "pd.Series[bool]") -> Iterator[CodebookError]:
    rows = [str(row) for row in lost.index[lost]]
    if rows:
        listed = ", ".join(rows[:8]) + (", ..." if len(rows) > 8 else "")
        has_other = other_option(codebook, question) is not None
        yield CodebookError(
            f"'{question}' holds answers that are none of its choices, in {len(rows)} rows: {listed}",
            where=reading.path,
            mend=f"Add a variable '{question}_other' of type text to the codebook for what was written there."
            if has_other
            else f"Add these choices to the codebook, or a choice 'other' and a text variable '{question}_other'.",
        )


def _reasons(
    reading: Reading, match: Match, codebook: Codebook, columns: "dict[str, pd.Series[str]]"
) -> "Iterator[tuple[str, pd.Series[str]]]":
    """What the export declares missing and the codebook does not know as a code."""
    for export, cells in reading.missing.groupby("variable", sort=False):
        rows = pd.Series(cells["reason"].to_numpy(), index=cells["respondent_id"].astype("int64"), dtype="str")
        reason = rows.reindex(reading.responses.index)
        for variable in (target for target, column in match.columns.items() if column == export):
            question = variable.partition(OPTION)[0] if variable not in columns else variable
            kind = codebook.variables.at[question.partition(OPTION)[0], "type"]
            if variable in columns and kind == "text" and reading.tool != "spss":
                yield variable, reason.where(columns[variable].isna())
            elif variable in columns:
                known = {*codebook.codes(variable, missing=True), *codebook.missing_codes(variable)}
                yield variable, reason.mask(columns[variable].isin(known))
