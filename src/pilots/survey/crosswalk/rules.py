"""The rows of a crosswalk: read from its workbook, and held against the codebook and each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pilots.codebook import Codebook
from pilots.errors import CodebookError, PilotsError, did_you_mean, raise_all
from pilots.rows import cells
from pilots.sources import SurveySource, Wave
from pilots.survey.headings import fold
from pilots.survey.read import Source
from pilots.vocabulary import ADMIN, MISSING_REASONS, OPTION, WAVE
from pilots.workbook import read_sheets

SHEETS = {
    "variables": ("source", "from", "to", "note"),
    "values": ("source", "variable", "from", "to", "missing", "note"),
}
OWN = tuple(name for name in ADMIN if name != WAVE)
"""Columns about the answering that a column of a file can become, such as language."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a crosswalk.

    Parameters
    ----------
    place
        File, sheet and row, for messages.
    source
        The files it is about: a source's id, `w0`, `w0-forms`; empty for all.
    variable
        The variable whose answers it maps; empty where it maps a column.
    old, new
        From which column (or answer) to which variable (or code).
    missing
        The reason for which an answer counts as none, in the place of `new`.
    """

    place: str
    source: str
    variable: str
    old: str
    new: str
    missing: str = ""

    def holds_for(self, wave: Wave) -> bool:
        """Whether it is about a file."""
        return self.source in ("", wave.source, f"w{wave.wave}", wave.prefix)


def read_rules(path: Path, codebook: Codebook, survey: SurveySource) -> list[Rule]:
    """Read and check a crosswalk: a workbook with the sheets `variables` and `values`, or a CSV of both.

    In a CSV a row without `variable` maps a column.

    Raises
    ------
    ReadError
        When the file is missing or unreadable.
    CodebookError, Problems
        With every row that names what is unknown, or contradicts another.
    """
    rules = [
        Rule(place, line["source"], line["variable"], line["from"], line["to"], line["missing"].casefold())
        for place, line in _lines(path)
    ]
    problems = [problem for rule in rules for problem in _wrong(rule, codebook, survey)]
    for wave in survey.waves:
        problems += _contradictions([rule for rule in rules if rule.holds_for(wave)], codebook)
    raise_all(list({str(problem): problem for problem in problems}.values()))
    return rules


def _lines(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The filled rows with their place, every cell as text."""
    blank = dict.fromkeys(("source", "variable", "from", "to", "missing", "note"), "")
    problems: list[PilotsError] = []
    for sheet, table in _tables(path).items():
        where = f"{path}, sheet {sheet}" if sheet else str(path)
        known = SHEETS.get(sheet, tuple(blank))
        for name in (name for name in table.columns if name not in known and not str(name).startswith("#")):
            problems.append(CodebookError(f"unknown column '{name}'", where=where, mend=did_you_mean(name, known)))
        for row, line in table.iterrows():
            said = blank | cells(line)
            if sheet == "values" and not said["variable"]:
                problems.append(CodebookError("this row names no variable", where=f"{where}, row {row}"))
            yield f"{where}, row {row}", said
    raise_all(problems)


def _tables(path: Path) -> dict[str, pd.DataFrame]:
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        grid = Source(path).grid
        head, *rows = grid.rows
        table = pd.DataFrame(rows, columns=[name.strip() for name in head], dtype="str")
        return {"": table.set_axis(pd.Index(list(grid.numbers)[1:]))}
    sheets = read_sheets(path)
    if not sheets.keys() & SHEETS.keys():
        raise CodebookError(
            "there is no sheet 'variables' or 'values'", where=path, mend=did_you_mean("variables", sheets)
        )
    return {name: table for name, table in sheets.items() if name in SHEETS}


def _wrong(rule: Rule, codebook: Codebook, survey: SurveySource) -> Iterator[PilotsError]:
    """What a rule names that there is not."""
    sources = dict.fromkeys(name for w in survey.waves for name in (w.source, f"w{w.wave}", w.prefix) if name)
    if rule.source and rule.source not in sources:
        hint = did_you_mean(rule.source, sources)
        yield CodebookError(f"there is no source '{rule.source}'", where=rule.place, mend=hint)
    known = [*codebook.variables.index, *codebook.all_columns, *(OWN if not rule.variable else ())]
    variable = rule.variable or rule.new
    if variable and variable not in known:
        hint = did_you_mean(variable, codebook.variables.index)
        yield CodebookError(f"the codebook has no variable '{variable}'", where=rule.place, mend=hint)
    elif rule.variable:
        yield from _wrong_answer(rule, codebook)
    elif not rule.old and not rule.new:
        yield CodebookError("this row maps nothing", where=rule.place, mend="Fill in `from`, `to` or both.")


def _wrong_answer(rule: Rule, codebook: Codebook) -> Iterator[PilotsError]:
    if not rule.old or bool(rule.new) == bool(rule.missing):
        mend = "Fill in `from`, and either `to` or `missing`."
        yield CodebookError("this row does not say which answer becomes what", where=rule.place, mend=mend)
    elif rule.missing and rule.missing not in MISSING_REASONS:
        hint = did_you_mean(rule.missing, MISSING_REASONS)
        yield CodebookError(f"unknown missing reason '{rule.missing}'", where=rule.place, mend=hint)
    elif rule.new and code_of(rule, codebook) is None:
        hint = did_you_mean(rule.new, codebook.codes(rule.variable, missing=True))
        yield CodebookError(f"'{rule.variable}' has no choice '{rule.new}'", where=rule.place, mend=hint)


def code_of(rule: Rule, codebook: Codebook) -> str | None:
    """The code that an answer becomes: as it stands where the question has no choices; None where it is none of them."""
    question = rule.variable if rule.variable in codebook.variables.index else rule.variable.partition(OPTION)[0]
    if rule.variable != question:
        return rule.new if rule.new in ("0", "1") else None
    chosen = codebook.choices_of(question)
    if chosen.empty or rule.new in set(chosen["name"]):
        return rule.new
    labels = zip(chosen["name"], chosen["labels"], strict=True)
    named = [str(code) for code, own in labels if fold(rule.new) in {fold(text) for text in own.values() if text}]
    return named[0] if len(named) == 1 else None


def _contradictions(rules: Sequence[Rule], codebook: Codebook) -> Iterator[PilotsError]:
    """Rules for one file that make different things of one column or answer."""
    first: dict[tuple[str, str], Rule] = {}
    asked = {rule.new: rule for rule in rules if not rule.variable and rule.old and rule.new}
    for rule in rules:
        earlier = first.setdefault((rule.variable, fold(rule.old) or f"{OPTION}{rule.new}"), rule)
        result = [
            code_of(own, codebook) if own.variable and own.new else own.new or own.missing for own in (earlier, rule)
        ]
        if earlier is not rule and result[0] != result[1]:
            what = f"'{rule.old}' becomes something else here than in {earlier.place.rpartition(', ')[2]}"
            yield CodebookError(what, where=rule.place, mend="Remove one of the rows, or name the source of each.")
        elif not rule.old and rule.new in asked:
            what = f"'{rule.new}' is said not to be asked, but {asked[rule.new].place.rpartition(', ')[2]} names its column"
            yield CodebookError(what, where=rule.place, mend="Remove one of the rows.")
