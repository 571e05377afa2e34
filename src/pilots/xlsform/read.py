"""Read and check the sheets of a codebook: every row that contradicts itself or another is told at once."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from pilots import frameworks
from pilots.errors import CodebookError, did_you_mean, raise_all
from pilots.rows import number
from pilots.vocabulary import MISSING_REASONS, THRESHOLDS
from pilots.workbook import read_sheets
from pilots.xlsform.columns import SHEETS, is_ours, known_by_their_names, unknown_columns
from pilots.xlsform.expression import ExpressionError, parse_expression
from pilots.xlsform.layout import Question, questions
from pilots.xlsform.lines import Line, lines
from pilots.xlsform.variables import LOGIC, read_variables

RECORDED = ("start", "end", "today")
"""What conditions may name although no codebook asks it: when each respondent started and ended."""


class Form(NamedTuple):
    """What a codebook consists of; `codebook.Codebook` tells what each holds."""

    variables: pd.DataFrame
    choices: pd.DataFrame
    scales: pd.DataFrame
    settings: Mapping[str, str]


class Foreign(NamedTuple):
    """A form from elsewhere: what can be made of it, its questions as they lie in it, and what is odd about it."""

    form: Form
    questions: tuple[Question, ...]
    odd: tuple[CodebookError, ...]


def read(path: Path) -> Form:
    """Read and check a workbook.

    Raises
    ------
    ReadError
        When the file is missing or no workbook.
    CodebookError, Problems
        With every row that contradicts itself or another.
    """
    sheets = read_sheets(path)
    if "survey" not in sheets:
        raise CodebookError("there is no sheet 'survey'", where=path, mend=did_you_mean("survey", sheets))
    return parse(sheets, path)


def parse(sheets: Mapping[str, pd.DataFrame], where: object = "") -> Form:
    """Check the sheets `survey`, `choices`, `scales` and `settings`, and give them their types.

    A form as Kobo and ODK write it does for a codebook. What it asks in repeat groups has no place among the
    variables, since it has several answers a respondent.

    Parameters
    ----------
    where
        The workbook, for messages.

    Raises
    ------
    CodebookError, Problems
        With every row that contradicts itself or another. A condition that can't be read is told only of our own
        codebooks: a form from elsewhere may use what its tool alone can do.
    """
    form, _, problems, unreadable = _parse(known_by_their_names(sheets), where)
    raise_all([*problems, *(unreadable if is_ours(sheets) else ())])
    return form


def foreign(sheets: Mapping[str, pd.DataFrame], where: object = "") -> Foreign:
    """Make what can be made of a form from elsewhere; nothing that is odd about it is a reason to refuse it."""
    form, asked, problems, unreadable = _parse(known_by_their_names(sheets), where)
    return Foreign(form._replace(variables=readable(form.variables)), asked, (*problems, *unreadable))


def readable(variables: pd.DataFrame) -> pd.DataFrame:
    """Variables without the conditions that can't be read, or that name a variable that is not among them."""
    kept = {
        column: [text if not text or not _lacking(text, variables.index) else "" for text in variables[column]]
        for column in LOGIC
    }
    return variables.assign(**{name: pd.Series(cells, variables.index, dtype="str") for name, cells in kept.items()})


def _parse(
    sheets: Mapping[str, pd.DataFrame], where: object
) -> tuple[Form, tuple[Question, ...], list[CodebookError], list[CodebookError]]:
    problems: list[CodebookError] = []

    def rows(sheet: str) -> list[Line]:
        place = f"{where}, sheet {sheet}" if where else f"sheet {sheet}"
        problems.extend(unknown_columns(sheets, sheet, place))
        return lines(sheets.get(sheet, pd.DataFrame()), place, problems)

    problems.extend(_misnamed_sheets(sheets, where))
    settings = rows("settings")[:1]
    offered = rows("choices")
    asked = tuple(questions(rows("survey"), offered))
    named = [question for question in asked if question.kind.type and not question.repeat]
    choices = _choices(offered, asked, doubles=any(line.yes("allow_choice_duplicates") for line in settings))
    lists = list(dict.fromkeys(choices["list_name"])) if "choices" in sheets else None
    variables, places = read_variables(named, lists)
    scales = _scales(rows("scales"), variables.index)
    for line in settings:
        for name in (name for name in THRESHOLDS if line[name] and number(line[name]) is None):
            line.wrong(f"'{name}' is not a number")
    form = Form(variables, choices, scales, _settings(sheets.get("settings")))
    return form, asked, problems, list(_unreadable(variables, places))


def _misnamed_sheets(sheets: Mapping[str, pd.DataFrame], where: object) -> Iterator[CodebookError]:
    """A sheet that is needed and not there, or that goes by a name much like it."""
    others = [sheet for sheet in sheets if sheet not in SHEETS]
    types = sheets.get("survey", pd.DataFrame(columns=["type"])).get("type", pd.Series(dtype="str")).astype("str")
    selects = types.str.match(r"select[ _-]?(one|multiple)\s+(?!\$)")
    for name in (name for name in ("choices", "scales", "settings") if name not in sheets):
        asked = name == "choices" and selects.any()
        if asked or get_close_matches(name, [other.casefold() for other in others], n=1, cutoff=0.7):
            near = {other.casefold(): other for other in others}
            close = [near[found] for found in get_close_matches(name, near, n=1)]
            yield CodebookError(f"there is no sheet '{name}'", where=where, mend=did_you_mean(name, close or others))


def _choices(offered: Sequence[Line], asked: Sequence[Question], *, doubles: bool) -> pd.DataFrame:
    """The choices, with "other" at the end of each list that a question takes with `or_other`."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for line in offered:
        key = line["list_name"], line["name"]
        if line["missing"] and line["missing"] not in MISSING_REASONS:
            line.wrong(f"unknown missing reason '{line['missing']}'", did_you_mean(line["missing"], MISSING_REASONS))
        if not all(key):
            line.wrong("a choice needs a list_name and a name")
        elif key in rows and not doubles:
            line.wrong(f"the code '{line['name']}' stands twice in list '{line['list_name']}'")
        if all(key):
            rows.setdefault(key, {"missing": line["missing"], "labels": line.labels})
    extended = {question.kind.list_name for question in asked if question.kind.other}
    table = [{"list_name": name, "name": code, **row} for (name, code), row in rows.items()]
    for name in extended.intersection(row["list_name"] for row in table):
        if (name, "other") not in rows:
            last = max(place for place, row in enumerate(table) if row["list_name"] == name)
            other: dict[str, object] = {"list_name": name, "name": "other", "missing": "", "labels": {"en": "Other"}}
            table.insert(last + 1, other)
    texts = {name: pd.Series([row[name] for row in table], dtype="str") for name in SHEETS["choices"]}
    return pd.DataFrame(texts | {"labels": pd.Series([row["labels"] for row in table], dtype="object")})


def _unreadable(variables: pd.DataFrame, places: Mapping[str, Line]) -> Iterator[CodebookError]:
    """Conditions that can't be read, or that name a variable there is not."""
    for column in LOGIC:
        for name, text in variables.loc[variables[column] != "", column].items():
            if problem := _lacking(text, variables.index):
                where = f"{places[str(name)].place}, column {column}"
                yield CodebookError(problem.what, where=where, mend=problem.mend)


def _lacking(text: str, variables: "pd.Index[str]") -> CodebookError | None:
    """What keeps a condition from being worked out."""
    try:
        named = parse_expression(text).variables
    except ExpressionError as error:
        return CodebookError(f"the condition can't be read: {error.what}", mend=error.mend)
    other = next((name for name in named if name not in variables and name not in RECORDED), None)
    return CodebookError(f"there is no variable '{other}'", mend=did_you_mean(other, variables)) if other else None


def _scales(rows: Sequence[Line], variables: "pd.Index[str]") -> pd.DataFrame:
    columns = ["scale", "items", "score", "minimum_items", "citation", "construct", "frameworks", "labels"]
    return pd.DataFrame([_scale(line, variables) for line in rows], columns=columns).set_index("scale")


def _scale(line: Line, variables: "pd.Index[str]") -> dict[str, object]:
    name, items = line["scale"], tuple(line["items"].replace(",", " ").split())
    if not name or not items:
        line.wrong("a scale needs a name and items")
    for item in (item for item in items if item not in variables):
        what = f"scale '{name}' names item '{item}', which sheet survey lacks"
        line.wrong(what, did_you_mean(item, variables))
    if len(set(items)) < len(items):
        line.wrong(f"scale '{name}' names an item twice")
    if name in variables:
        line.wrong(f"'{name}' is the name of both a scale and a variable", "Rename the scale.")
    if (line["score"] or "mean") not in ("mean", "sum"):
        line.wrong(f"unknown score '{line['score']}'", "Write mean or sum.")
    least = number(line["minimum_items"]) if line["minimum_items"] else float(len(items))
    if least is None or not 1 <= least <= max(len(items), 1) or least % 1:
        line.wrong(f"minimum_items of '{name}' must be a whole number between 1 and {len(items)}")
        least = float(len(items))
    elements = tuple(line["framework"].replace(",", " ").split())
    for what, mend in frameworks.unknown(elements):
        line.wrong(what, mend)
    return {
        "scale": name,
        "items": items,
        "score": line["score"] or "mean",
        "minimum_items": int(least),
        "citation": line["citation"],
        "construct": line["construct"],
        "frameworks": elements,
        "labels": line.labels,
    }


def _settings(sheet: pd.DataFrame | None) -> dict[str, str]:
    if sheet is None or sheet.empty:
        return {}
    return {str(name): value for name, value in sheet.iloc[0].items() if isinstance(value, str)}
