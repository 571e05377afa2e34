"""The codebook of a survey: an XLSForm workbook with a `scales` sheet, our roles and our missing codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pilots.errors import CodebookError, did_you_mean, raise_all
from pilots.language import pick
from pilots.vocabulary import MISSING_REASONS, OPTION, ROLES
from pilots.workbook import Sheet, read_sheets, write

if TYPE_CHECKING:
    import pandas as pd

TYPES = ("select_one", "select_multiple", "integer", "decimal", "text", "date", "datetime")
_SURVEY = ("type", "name", "role", "heading", "reverse", "minimum", "maximum", "missing", "wave", "required")
_CHOICES = ("list_name", "name", "missing")
_SCALES = ("scale", "items", "score", "minimum_items", "citation", "construct")
_YES = ("yes", "true", "1", "ja", "oui")


@dataclass(frozen=True)
class Codebook:
    """What each variable of a survey asks, allows and means.

    Parameters
    ----------
    variables
        One row a variable, index its name; columns type (without list), list_name, role, heading (the heading in
        the export where that is not the name), reverse (bool), minimum, maximum (float), missing (dict of code to
        reason), waves (tuple of the waves it was asked in; empty for all), required (bool), labels (dict by language).
    choices
        One row a choice, in order; columns list_name, name (the code), missing (a missing reason or ""), labels.
    scales
        One row a scale, index its name; columns items (tuple of variables), score ("mean" or "sum"),
        minimum_items (int), citation, construct, labels.
    settings
        The `settings` sheet: form_title, form_id, version, default_language and thresholds of checks.
    """

    variables: "pd.DataFrame"
    choices: "pd.DataFrame"
    scales: "pd.DataFrame"
    settings: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> "Codebook":
        """Read and check a codebook workbook.

        Raises
        ------
        ReadError
            When the file is missing or no workbook.
        CodebookError, Problems
            With every row that contradicts itself or another.
        """
        return _read(Path(path))

    def label(self, variable: str, language: str) -> str:
        """The label of a variable, of a scale, or of an option (`question/option`); its name where it has none."""
        for table in (self.variables, self.scales):
            if variable in table.index:
                return pick(table["labels"][variable], language) or variable
        question, _, option = variable.partition(OPTION)
        return self.choice_labels(question, language).get(option, variable) if option else variable

    def choices_of(self, variable: str) -> "pd.DataFrame":
        """The choices of a question, in order: list_name, name, missing, labels; empty where it has none."""
        list_name = str(self.variables["list_name"].get(variable, ""))
        return self._by_list.get(list_name, self.choices.iloc[:0])

    def codes(self, variable: str, *, missing: bool = False) -> list[str]:
        """The codes of a question in order, by default without those that stand for a missing answer."""
        chosen = self.choices_of(variable)
        return list(chosen["name"] if missing else chosen.loc[chosen["missing"] == "", "name"])

    def choice_labels(self, variable: str, language: str) -> dict[str, str]:
        """Code to label, in order, in one language."""
        chosen = self.choices_of(variable)
        return {
            code: pick(labels, language) or code for code, labels in zip(chosen["name"], chosen["labels"], strict=True)
        }

    def missing_codes(self, variable: str) -> dict[str, str]:
        """Code to missing reason, from the choices and from the variable's own `missing` cell."""
        chosen = self.choices_of(variable)
        marked = chosen.loc[chosen["missing"] != ""]
        own: dict[str, str] = self.variables["missing"].get(variable, {})
        return {**dict(zip(marked["name"], marked["missing"], strict=True)), **own}

    def with_role(self, role: str) -> list[str]:
        """The variables with a role, in order."""
        return list(self.variables.index[self.variables["role"] == role])

    def columns(self, variable: str) -> list[str]:
        """The columns of `Survey.responses` that hold a variable: one an option for a multiple-choice question."""
        if self.variables.at[variable, "type"] == "select_multiple":
            return [f"{variable}{OPTION}{code}" for code in self.codes(variable, missing=True)]
        return [variable]

    @property
    def all_columns(self) -> list[str]:
        """The columns of all variables, in order."""
        return [column for variable in self.variables.index for column in self.columns(variable)]

    @property
    def languages(self) -> list[str]:
        """The languages that labels are given in, in order of appearance."""
        return list(dict.fromkeys(code for labels in self.variables["labels"] for code in labels))

    def write(self, path: Path) -> None:
        """Write the codebook as a workbook that `read` gives back."""
        write(path, _sheets(self))

    @cached_property
    def _by_list(self) -> "dict[str, pd.DataFrame]":
        return {str(name): table for name, table in self.choices.groupby("list_name", sort=False)}


def empty() -> Codebook:
    """A codebook without variables.

    Examples
    --------
    >>> empty().all_columns
    []
    """
    import pandas as pd

    return _build({"survey": pd.DataFrame(columns=["type", "name"])}, Path())


def build(survey: "pd.DataFrame", choices: "pd.DataFrame", scales: "pd.DataFrame | None" = None,
          settings: Mapping[str, str] | None = None, *, where: object = "") -> Codebook:  # fmt: skip
    """Make a codebook from sheets in memory, checked as `Codebook.read` checks a workbook.

    Examples
    --------
    >>> import pandas as pd
    >>> book = build(
    ...     pd.DataFrame({"type": ["select_one agree"], "name": ["welcome"], "label::nl": ["Ik voel mij welkom"]}),
    ...     pd.DataFrame({"list_name": "agree", "name": ["1", "2"], "label::nl": ["oneens", "eens"]}),
    ... )
    >>> book.label("welcome", "nl"), book.codes("welcome")
    ('Ik voel mij welkom', ['1', '2'])
    """
    import pandas as pd

    sheets = {"survey": survey, "choices": choices}
    if scales is not None:
        sheets["scales"] = scales
    if settings:
        sheets["settings"] = pd.DataFrame([dict(settings)], dtype="str")
    return _build(sheets, where)


def _read(path: Path) -> Codebook:
    sheets = read_sheets(path)
    if "survey" not in sheets:
        raise CodebookError("there is no sheet 'survey'", where=path, mend=did_you_mean("survey", sheets))
    return _build(sheets, path)


def _build(sheets: "Mapping[str, pd.DataFrame]", where: object) -> Codebook:
    import pandas as pd

    problems: list[CodebookError] = []
    survey = _columns(sheets["survey"], _SURVEY)
    choices = _columns(sheets.get("choices", pd.DataFrame()), _CHOICES)
    scales = _columns(sheets.get("scales", pd.DataFrame()), _SCALES)
    settings = sheets.get("settings", pd.DataFrame())

    def problem(sheet: str, row: object, what: str, mend: str = "") -> None:
        place = f"{where}, sheet {sheet}, row {row}" if where else f"sheet {sheet}, row {row}"
        problems.append(CodebookError(what, where=place, mend=mend))

    lists: dict[str, list[str]] = {}
    for row, choice in choices.iterrows():
        if choice["missing"] and choice["missing"] not in MISSING_REASONS:
            problem(
                "choices",
                row,
                f"unknown missing reason '{choice['missing']}'",
                did_you_mean(choice["missing"], MISSING_REASONS),
            )
        if not choice["list_name"] or not choice["name"]:
            problem("choices", row, "a choice needs a list_name and a name")
        if choice["name"] in lists.setdefault(choice["list_name"], []):
            problem("choices", row, f"the code '{choice['name']}' stands twice in list '{choice['list_name']}'")
        lists[choice["list_name"]].append(choice["name"])

    kept: list[dict[str, object]] = []
    seen: dict[str, object] = {}
    for row, line in survey.iterrows():
        kind, _, list_name = line["type"].partition(" ")
        if kind in ("note", "begin_group", "end_group", "begin", "end", "start", "today", "calculate"):
            continue
        name = line["name"]
        if kind not in TYPES:
            problem("survey", row, f"unknown type '{kind}'", did_you_mean(kind, TYPES))
        if not name:
            problem("survey", row, "a variable needs a name")
        elif name in seen:
            problem("survey", row, f"the variable '{name}' already stands in row {seen[name]}")
        seen.setdefault(name, row)
        if kind.startswith("select") and list_name.strip() not in lists:
            problem(
                "survey",
                row,
                f"'{name}' refers to list '{list_name.strip()}', which sheet choices lacks",
                did_you_mean(list_name.strip(), lists),
            )
        role = line["role"] or ("open text" if kind == "text" else "date" if kind.startswith("date") else "item")
        if role not in ROLES:
            problem("survey", row, f"unknown role '{role}'", did_you_mean(role, ROLES))
        minimum, maximum = (_number(line[bound]) for bound in ("minimum", "maximum"))
        if (line["minimum"] and minimum is None) or (line["maximum"] and maximum is None):
            problem("survey", row, f"minimum and maximum of '{name}' must be numbers")
        elif minimum is not None and maximum is not None and minimum > maximum:
            problem("survey", row, f"'{name}' has a minimum above its maximum")
        codes, bad = _missing(line["missing"])
        if bad:
            problem(
                "survey",
                row,
                f"'{bad}' is no missing code",
                f"Write code=reason, with a reason from: {', '.join(MISSING_REASONS)}.",
            )
        waves = line["wave"].replace(",", " ").replace(";", " ").split()
        if not all(wave.isdigit() for wave in waves):
            problem("survey", row, f"the waves of '{name}' must be whole numbers", "Write for instance: 0 1")
            waves = []
        if line["reverse"].casefold() in _YES and kind not in ("select_one", "integer", "decimal"):
            problem("survey", row, f"'{name}' can't be reversed: it is of type '{kind}'")
        kept.append(
            {
                "name": name, "type": kind, "list_name": list_name.strip(), "role": role, "heading": line["heading"],
                "reverse": line["reverse"].casefold() in _YES, "minimum": minimum, "maximum": maximum,
                "missing": codes, "waves": tuple(map(int, waves)), "required": line["required"].casefold() in _YES,
                "labels": _labels(line),
            }
        )  # fmt: skip
    columns = [
        "type",
        "list_name",
        "role",
        "heading",
        "reverse",
        "minimum",
        "maximum",
        "missing",
        "waves",
        "required",
        "labels",
    ]
    variables = pd.DataFrame(kept, columns=["name", *columns]).drop_duplicates("name").set_index("name")
    variables = variables.astype({"minimum": "float64", "maximum": "float64", "reverse": "bool", "required": "bool"})

    made: list[dict[str, object]] = []
    for row, line in scales.iterrows():
        items = tuple(line["items"].replace(",", " ").split())
        least = _number(line["minimum_items"]) if line["minimum_items"] else float(len(items))
        unknown = [item for item in items if item not in variables.index]
        if not line["scale"] or not items:
            problem("scales", row, "a scale needs a name and items")
        for item in unknown:
            problem(
                "scales",
                row,
                f"scale '{line['scale']}' names item '{item}', which sheet survey lacks",
                did_you_mean(item, variables.index),
            )
        if line["scale"] in variables.index:
            problem(
                "scales",
                row,
                f"'{line['scale']}' is the name of both a scale and a variable",
                "Rename the scale.",
            )
        if (line["score"] or "mean") not in ("mean", "sum"):
            problem("scales", row, f"unknown score '{line['score']}'", "Write mean or sum.")
        if least is None or not 1 <= least <= max(len(items), 1):
            problem("scales", row, f"minimum_items of '{line['scale']}' must lie between 1 and {len(items)}")
            least = float(len(items))
        made.append(
            {
                "scale": line["scale"], "items": items, "score": line["score"] or "mean", "minimum_items": int(least),
                "citation": line["citation"], "construct": line["construct"], "labels": _labels(line),
            }
        )  # fmt: skip
    raise_all(problems)
    return Codebook(
        variables=variables,
        choices=pd.DataFrame(
            {
                "list_name": choices["list_name"], "name": choices["name"], "missing": choices["missing"],
                "labels": pd.Series([_labels(line) for _, line in choices.iterrows()], index=choices.index, dtype="object"),
            }
        ).reset_index(drop=True),
        scales=pd.DataFrame(made, columns=["scale", "items", "score", "minimum_items", "citation", "construct", "labels"]).set_index("scale"),
        settings={str(k): v for k, v in settings.iloc[0].items() if isinstance(v, str)} if len(settings) else {},
    )  # fmt: skip


def _columns(sheet: "pd.DataFrame", names: tuple[str, ...]) -> "pd.DataFrame":
    import pandas as pd

    table = sheet.rename(columns=_language_column)
    for name in names:
        if name not in table:
            table[name] = ""
    texts: pd.DataFrame = table.astype("str").fillna("").apply(lambda column: column.str.strip())
    return texts


def _language_column(heading: str) -> str:
    """`label::Nederlands (nl)` and `label::nl` both name the Dutch label; a bare `label` is the default one."""
    if heading == "label":
        return "label::"
    if heading.startswith("label:"):
        said = heading.split(":")[-1].strip()
        return "label::" + (said[said.rfind("(") + 1 : -1] if said.endswith(")") else said)
    return heading


def _labels(line: "pd.Series") -> dict[str, str]:
    return {str(column)[7:]: text for column, text in line.items() if str(column).startswith("label::") and text}


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _missing(text: str) -> tuple[dict[str, str], str]:
    codes: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        code, _, reason = (piece.strip() for piece in part.partition("="))
        if reason not in MISSING_REASONS:
            return {}, part
        codes[code] = reason
    return codes, ""


def _sheets(book: Codebook) -> list[Sheet]:
    import pandas as pd

    def labelled(table: "pd.DataFrame") -> "pd.DataFrame":
        languages = dict.fromkeys(code for labels in table["labels"] for code in labels)
        wide = {
            f"label::{code}" if code else "label": [labels.get(code) for labels in table["labels"]]
            for code in languages
        }
        return pd.concat([table.drop(columns="labels"), pd.DataFrame(wide, index=table.index, dtype="str")], axis=1)

    survey = labelled(book.variables.reset_index())
    survey["type"] = (survey["type"] + " " + survey["list_name"]).str.strip()
    survey["reverse"] = survey["reverse"].map({True: "yes", False: None})
    survey["required"] = survey["required"].map({True: "yes", False: None})
    survey["missing"] = ["; ".join(f"{k}={v}" for k, v in codes.items()) for codes in survey["missing"]]
    survey["wave"] = [" ".join(map(str, waves)) for waves in survey.pop("waves")]
    for bound in ("minimum", "maximum"):
        survey[bound] = [None if value != value else f"{value:g}" for value in survey[bound]]
    scales = labelled(book.scales.reset_index())
    scales["items"] = [" ".join(items) for items in scales["items"]]
    wide = {"labels": 40, "label": 40} | {f"label::{code}": 40 for code in ("nl", "fr", "en", "ar", "tr")}
    return [
        Sheet("survey", survey.drop(columns="list_name"), choices={"role": ROLES}, widths=wide),
        Sheet("choices", labelled(book.choices), choices={"missing": MISSING_REASONS}, widths=wide),
        Sheet("scales", scales, choices={"score": ("mean", "sum")}, widths=wide | {"items": 40}),
        Sheet("settings", pd.DataFrame([dict(book.settings)], dtype="str")),
    ]
