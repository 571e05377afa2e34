"""Read and check the sheets of a codebook: every row that contradicts itself or another is told at once."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from pilots.errors import CodebookError, did_you_mean, raise_all
from pilots.rows import NO, YES, by_language, cells, number
from pilots.vocabulary import MISSING_REASONS, ROLES, THRESHOLDS
from pilots.workbook import read_sheets

TYPES = ("select_one", "select_multiple", "integer", "decimal", "text", "date", "datetime")
_STRUCTURE = ("note", "begin_group", "end_group", "begin", "end", "start", "today", "calculate")
_SURVEY = (
    "type",
    "name",
    "role",
    "heading",
    "reverse",
    "minimum",
    "maximum",
    "missing",
    "wave",
    "required",
    "relevant",
    "constraint",
    "fixed",
)
_CHOICES = ("list_name", "name", "missing")
_SCALES = ("scale", "items", "score", "minimum_items", "citation", "construct")
_SETTINGS = ("form_title", "form_id", "version", "default_language", *THRESHOLDS)
_STANDARD = {
    "survey": ("constraint_message", "required_message", "appearance", "calculation",
               "default", "choice_filter", "read_only", "parameters", "repeat_count", "trigger"),
    "choices": ("order",),
    "scales": (),
    "settings": ("style", "instance_name", "public_key", "submission_url", "allow_choice_duplicates"),
}  # fmt: skip
"""Columns of an XLSForm that say nothing about answers: they may be there."""
_FREE = ("label", "hint", "guidance_hint", "media", "image", "audio", "video", "note", "comment")
"""Columns that may stand in any sheet, alone or with a language: `label::nl`."""
_TRANSLATED = ("constraint_message", "required_message")


class Form(NamedTuple):
    """What a codebook consists of; `codebook.Codebook` tells what each holds."""

    variables: pd.DataFrame
    choices: pd.DataFrame
    scales: pd.DataFrame
    settings: Mapping[str, str]


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

    Parameters
    ----------
    where
        The workbook, for messages.

    Raises
    ------
    CodebookError, Problems
        With every row that contradicts itself or another.
    """
    problems: list[CodebookError] = []

    def lines(sheet: str, columns: tuple[str, ...]) -> list[_Line]:
        place = f"{where}, sheet {sheet}" if where else f"sheet {sheet}"
        problems.extend(_unknown_columns(sheets, sheet, columns, place))
        return _lines(sheets.get(sheet, pd.DataFrame()), columns, place, problems)

    problems.extend(_misnamed_sheets(sheets, where))
    choices = _choices(lines("choices", _CHOICES))
    lists = list(dict.fromkeys(choices["list_name"])) if "choices" in sheets else None
    variables = _variables(lines("survey", _SURVEY), lists)
    scales = _scales(lines("scales", _SCALES), variables.index)
    for line in lines("settings", _SETTINGS)[:1]:
        for name in (name for name in THRESHOLDS if line[name] and number(line[name]) is None):
            line.wrong(f"'{name}' is not a number")
    raise_all(problems)
    return Form(variables, choices, scales, _settings(sheets.get("settings")))


@dataclass(frozen=True)
class _Line:
    """One row of a sheet: its number, its cells as text, and where what is wrong with it is collected."""

    row: object
    cells: Mapping[str, str]
    place: str
    problems: list[CodebookError] = field(repr=False)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def yes(self, column: str) -> bool:
        word = self[column].casefold().removesuffix("()")
        if word not in YES + NO:
            self.wrong(f"'{column}' must be yes or no")
        return word in YES

    @property
    def labels(self) -> dict[str, str]:
        return by_language("label", self.cells, "")

    def wrong(self, what: str, mend: str = "") -> None:
        self.problems.append(CodebookError(what, where=self.place, mend=mend))


def _lines(table: pd.DataFrame, columns: tuple[str, ...], place: str, problems: list[CodebookError]) -> list[_Line]:
    blank = dict.fromkeys(columns, "")
    return [_Line(row, blank | cells(line), f"{place}, row {row}", problems) for row, line in table.iterrows()]


def _misnamed_sheets(sheets: Mapping[str, pd.DataFrame], where: object) -> Iterator[CodebookError]:
    """A sheet that is needed and not there, or that goes by a name much like it."""
    others = [sheet for sheet in sheets if sheet not in _STANDARD]
    types = sheets.get("survey", pd.DataFrame(columns=["type"])).get("type", pd.Series(dtype="str"))
    for name in (name for name in ("choices", "scales", "settings") if name not in sheets):
        asked = name == "choices" and types.astype("str").str.startswith("select").any()
        if asked or get_close_matches(name, [other.casefold() for other in others], n=1):
            near = {other.casefold(): other for other in others}
            close = [near[found] for found in get_close_matches(name, near, n=1)]
            yield CodebookError(f"there is no sheet '{name}'", where=where, mend=did_you_mean(name, close or others))


def _unknown_columns(
    sheets: Mapping[str, pd.DataFrame], sheet: str, columns: tuple[str, ...], place: str
) -> Iterator[CodebookError]:
    """Columns that nobody reads, for instance because their heading holds a slip of the pen."""
    known = (*columns, *_STANDARD[sheet])
    filters = " ".join(sheets.get("survey", pd.DataFrame()).get("choice_filter", pd.Series(dtype="str")).dropna())
    for heading in map(str, sheets.get(sheet, pd.DataFrame()).columns):
        start = heading.partition(":")[0].strip()
        free = start in _FREE or heading.startswith("#") or (":" in heading and start in _TRANSLATED)
        # a choice_filter may name any column of its choices
        if heading not in known and not free and not (sheet == "choices" and heading in re.findall(r"\w+", filters)):
            near = did_you_mean(heading, (*columns, "label"))
            yield CodebookError(f"unknown column '{heading}'", where=place, mend=near)


def _choices(lines: list[_Line]) -> pd.DataFrame:
    seen: set[tuple[str, str]] = set()
    for line in lines:
        if line["missing"] and line["missing"] not in MISSING_REASONS:
            line.wrong(f"unknown missing reason '{line['missing']}'", did_you_mean(line["missing"], MISSING_REASONS))
        if not line["list_name"] or not line["name"]:
            line.wrong("a choice needs a list_name and a name")
        if (line["list_name"], line["name"]) in seen:
            line.wrong(f"the code '{line['name']}' stands twice in list '{line['list_name']}'")
        seen.add((line["list_name"], line["name"]))
    table = {name: pd.Series([line[name] for line in lines], dtype="str") for name in _CHOICES}
    return pd.DataFrame(table | {"labels": pd.Series([line.labels for line in lines], dtype="object")})


def _variables(lines: list[_Line], lists: Collection[str] | None) -> pd.DataFrame:
    asked = [line for line in lines if line["type"].partition(" ")[0] not in _STRUCTURE]
    first: dict[str, object] = {}
    for line in asked:
        if line["name"] and line["name"] in first:
            line.wrong(f"the variable '{line['name']}' already stands in row {first[line['name']]}")
        first.setdefault(line["name"], line.row)
    columns = ["type", "list_name", "role", "heading", "reverse", "minimum", "maximum", "missing", "waves", "required",
               "relevant", "constraint", "fixed"]  # fmt: skip
    table = pd.DataFrame([_variable(line, lists) for line in asked], columns=["name", *columns, "labels"])
    types = {"minimum": "float64", "maximum": "float64", "reverse": "bool", "required": "bool", "fixed": "bool"}
    return table.drop_duplicates("name").set_index("name").astype(types)


def _variable(line: _Line, lists: Collection[str] | None) -> dict[str, object]:
    kind, _, rest = line["type"].partition(" ")
    list_name = rest.strip()
    if kind not in TYPES:
        line.wrong(f"unknown type '{kind}'", did_you_mean(kind, TYPES))
    if not line["name"]:
        line.wrong("a variable needs a name")
    if kind.startswith("select") and lists is not None and list_name not in lists:
        what = f"'{line['name']}' refers to list '{list_name}', which sheet choices lacks"
        line.wrong(what, did_you_mean(list_name, lists))
    minimum, maximum = _bounds(line)
    reverse = line.yes("reverse")
    if reverse and kind not in ("select_one", "integer", "decimal"):
        line.wrong(f"'{line['name']}' can't be reversed: it is of type '{kind}'")
    return {
        "name": line["name"],
        "type": kind,
        "list_name": list_name,
        "role": _role(line, kind),
        "heading": line["heading"],
        "reverse": reverse,
        "minimum": minimum,
        "maximum": maximum,
        "missing": _missing_codes(line),
        "waves": _waves(line),
        "required": line.yes("required"),
        "relevant": line["relevant"],
        "constraint": line["constraint"],
        "fixed": line.yes("fixed"),
        "labels": line.labels,
    }


def _role(line: _Line, kind: str) -> str:
    role = line["role"] or ("open text" if kind == "text" else "date" if kind.startswith("date") else "item")
    if role not in ROLES:
        line.wrong(f"unknown role '{role}'", did_you_mean(role, ROLES))
    return role


def _bounds(line: _Line) -> tuple[float | None, float | None]:
    minimum, maximum = number(line["minimum"]), number(line["maximum"])
    if (line["minimum"] and minimum is None) or (line["maximum"] and maximum is None):
        line.wrong(f"minimum and maximum of '{line['name']}' must be numbers")
    elif minimum is not None and maximum is not None and minimum > maximum:
        line.wrong(f"'{line['name']}' has a minimum above its maximum")
    return minimum, maximum


def _missing_codes(line: _Line) -> dict[str, str]:
    """`9=refused; 99=don't know` as code to reason."""
    codes: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in line["missing"].split(";"))):
        code, _, reason = (piece.strip() for piece in part.partition("="))
        if reason not in MISSING_REASONS:
            reasons = ", ".join(MISSING_REASONS)
            line.wrong(f"'{part}' is no missing code", f"Write code=reason, with a reason from: {reasons}.")
            return {}
        codes[code] = reason
    return codes


def _waves(line: _Line) -> tuple[int, ...]:
    waves = line["wave"].replace(",", " ").replace(";", " ").split()
    if all(wave.isdigit() for wave in waves):
        return tuple(map(int, waves))
    line.wrong(f"the waves of '{line['name']}' must be whole numbers", "Write for instance: 0 1")
    return ()


def _scales(lines: list[_Line], variables: "pd.Index[str]") -> pd.DataFrame:
    columns = ["scale", "items", "score", "minimum_items", "citation", "construct", "labels"]
    return pd.DataFrame([_scale(line, variables) for line in lines], columns=columns).set_index("scale")


def _scale(line: _Line, variables: "pd.Index[str]") -> dict[str, object]:
    name, items = line["scale"], tuple(line["items"].replace(",", " ").split())
    if not name or not items:
        line.wrong("a scale needs a name and items")
    for item in (item for item in items if item not in variables):
        what = f"scale '{name}' names item '{item}', which sheet survey lacks"
        line.wrong(what, did_you_mean(item, variables))
    if name in variables:
        line.wrong(f"'{name}' is the name of both a scale and a variable", "Rename the scale.")
    if (line["score"] or "mean") not in ("mean", "sum"):
        line.wrong(f"unknown score '{line['score']}'", "Write mean or sum.")
    least = number(line["minimum_items"]) if line["minimum_items"] else float(len(items))
    if least is None or not 1 <= least <= max(len(items), 1):
        line.wrong(f"minimum_items of '{name}' must lie between 1 and {len(items)}")
        least = float(len(items))
    return {
        "scale": name,
        "items": items,
        "score": line["score"] or "mean",
        "minimum_items": int(least),
        "citation": line["citation"],
        "construct": line["construct"],
        "labels": line.labels,
    }


def _settings(sheet: pd.DataFrame | None) -> dict[str, str]:
    if sheet is None or sheet.empty:
        return {}
    return {str(name): value for name, value in sheet.iloc[0].items() if isinstance(value, str)}
