"""The sheet survey of a codebook: one row a variable, with what it allows and means."""

from collections import Counter
from collections.abc import Collection, Sequence

import pandas as pd

from pilots.errors import did_you_mean
from pilots.rows import number
from pilots.vocabulary import MISSING_REASONS, ROLES
from pilots.xlsform.layout import Question
from pilots.xlsform.lines import Line
from pilots.xlsform.types import limits

_COLUMNS = ("type", "list_name", "role", "heading", "reverse", "minimum", "maximum", "missing", "waves", "required",
            "relevant", "constraint", "fixed", "labels")  # fmt: skip
LOGIC = ("relevant", "constraint")
"""The columns that hold conditions."""


def read_variables(asked: Sequence[Question], lists: Collection[str] | None) -> tuple[pd.DataFrame, dict[str, Line]]:
    """One row a variable; and the line that each stands in."""
    rows: dict[str, dict[str, object]] = {}
    places: dict[str, Line] = {}
    names = Counter(question.name for question in asked)
    paths = Counter(question.path for question in asked)
    for question in asked:
        shared = names[question.name] > 1 and paths[question.path] == 1
        name = question.path.replace("/", ".") if shared else question.name
        heading = question.path if shared else ""
        if name in places and name:
            question.line.wrong(f"the variable '{name}' already stands in row {places[name].row}")
        if not name:
            question.line.wrong("a variable needs a name")
        row = _variable(question, name, lists) | ({"heading": question.line["heading"] or heading})
        if name and name not in places:
            rows[name], places[name] = row, question.line
        if question.kind.other and f"{question.name}_other" not in names:
            text = {"type": "text", "role": "open text", "heading": f"{heading}_other" if heading else ""}
            rows.setdefault(f"{name}_other", _nothing() | text)
    table = pd.DataFrame(list(rows.values()), columns=_COLUMNS, index=pd.Index(list(rows), name="name", dtype="object"))
    types = {"minimum": "float64", "maximum": "float64", "reverse": "bool", "required": "bool", "fixed": "bool"}
    texts = dict.fromkeys(("type", "list_name", "role", "heading", *LOGIC), "str")
    table.index = table.index.astype("str")
    return table.astype(types | texts), places


def _nothing() -> dict[str, object]:
    """A variable of which nothing is said."""
    blank: dict[str, object] = dict.fromkeys(("type", "list_name", "role", "heading", *LOGIC), "")
    no = dict.fromkeys(("reverse", "required", "fixed"), False)
    return blank | no | {"minimum": None, "maximum": None, "missing": {}, "waves": (), "labels": {}}


def _variable(question: Question, name: str, lists: Collection[str] | None) -> dict[str, object]:
    line, kind, list_name = question.line, question.kind.type, question.kind.list_name
    if kind.startswith("select") and lists is not None and list_name not in lists:
        what = f"'{name}' refers to list '{list_name}', which sheet choices lacks"
        line.wrong(what, did_you_mean(list_name, lists))
    if kind.startswith("select") and (lists is None or list_name not in lists):
        kind, list_name = "text", ""
    minimum, maximum = _bounds(line)
    reverse = line.yes("reverse")
    if reverse and kind not in ("select_one", "integer", "decimal"):
        line.wrong(f"'{name}' can't be reversed: it is of type '{kind}'")
    return _nothing() | {
        "type": kind,
        "list_name": list_name,
        "role": _role(question, kind),
        "reverse": reverse,
        "minimum": minimum,
        "maximum": maximum,
        "missing": _missing_codes(line),
        "waves": _waves(line, name),
        "required": line.yes("required"),
        "relevant": line["relevant"],
        "constraint": line["constraint"],
        "fixed": line.yes("fixed"),
        "labels": line.labels,
    }


def _role(question: Question, kind: str) -> str:
    usual = "open text" if kind == "text" else "date" if kind.startswith("date") else "item"
    role = question.line["role"] or question.kind.role or usual
    if role not in ROLES:
        question.line.wrong(f"unknown role '{role}'", did_you_mean(role, ROLES))
        return usual
    return role


def _bounds(line: Line) -> tuple[float | None, float | None]:
    """The range of answers: as written, else of the slider."""
    minimum, maximum = number(line["minimum"]), number(line["maximum"])
    if (line["minimum"] and minimum is None) or (line["maximum"] and maximum is None):
        line.wrong(f"minimum and maximum of '{line['name']}' must be numbers")
    elif minimum is not None and maximum is not None and minimum > maximum:
        line.wrong(f"'{line['name']}' has a minimum above its maximum")
    if line["type"].strip().casefold() == "range" and minimum is None and maximum is None:
        ends = limits(line["parameters"])
        return ends.get("start"), ends.get("end")
    return minimum, maximum


def _missing_codes(line: Line) -> dict[str, str]:
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


def _waves(line: Line, name: str) -> tuple[int, ...]:
    waves = line["wave"].replace(",", " ").replace(";", " ").split()
    if all(wave.isdigit() for wave in waves):
        return tuple(map(int, waves))
    line.wrong(f"the waves of '{name}' must be whole numbers", "Write for instance: 0 1")
    return ()
