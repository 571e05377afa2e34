"""The codebook of a survey: what each variable asks, allows and means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pilots import workbook, xlsform
from pilots.language import pick
from pilots.vocabulary import OPTION

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Codebook:
    """What each variable of a survey asks, allows and means.

    Parameters
    ----------
    variables
        One row a variable, index its name; columns type (without list), list_name, role, heading (the heading in
        the export where that is not the name), reverse (bool), minimum, maximum (float), missing (dict of code to
        reason), waves (tuple of the waves it was asked in; empty for all), required (bool), relevant and constraint
        (XLSForm expressions, empty for none), fixed (bool: can't change between waves), labels (dict by language).
    choices
        One row a choice, in order; columns list_name, name (the code), missing (a missing reason or ""), labels.
    scales
        One row a scale, index its name; columns items (tuple of variables), score ("mean" or "sum"; prorated
        where fewer than all items will do), minimum_items (int), citation, construct, frameworks (tuple of ids of elements
        of frameworks), labels.
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
        return cls(*xlsform.read(Path(path)))

    def label(self, variable: str, language: str) -> str:
        """The label of a variable, of a scale, or of an option (`question/option`); its name where it has none."""
        for table in (self.variables, self.scales):
            if variable in table.index:
                return pick(table["labels"][variable], language) or variable
        question, _, option = variable.partition(OPTION)
        return self.choice_labels(question, language).get(option, variable) if option else variable

    def choices_of(self, variable: str) -> "pd.DataFrame":
        """The choices of a question, in order: list_name, name, missing, labels; empty where it has none."""
        return self._by_list.get(self._known(variable).list_name, self.choices.iloc[:0])

    def codes(self, variable: str, *, missing: bool = False) -> list[str]:
        """The codes of a question in order, by default without those that stand for a missing answer."""
        left_out = () if missing else self.missing_codes(variable)
        return [choice.code for choice in self._choices(variable) if choice.code not in left_out]

    def choice_labels(self, variable: str, language: str) -> dict[str, str]:
        """Code to label, in order, in one language."""
        return {choice.code: pick(choice.labels, language) or choice.code for choice in self._choices(variable)}

    def missing_codes(self, variable: str) -> dict[str, str]:
        """Code to missing reason, from the choices and from the variable's own `missing` cell."""
        marked = {choice.code: choice.missing for choice in self._choices(variable) if choice.missing}
        return {**marked, **self._known(variable).missing}

    def with_role(self, role: str) -> list[str]:
        """The variables with a role, in order."""
        return list(self.variables.index[self.variables["role"] == role])

    def columns(self, variable: str) -> list[str]:
        """The columns of `Survey.responses` that hold a variable: one an option for a multiple-choice question."""
        if self._known(variable).type == "select_multiple":
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
        form = xlsform.Form(self.variables, self.choices, self.scales, self.settings)
        workbook.write(path, xlsform.sheets(form))

    def _choices(self, variable: str) -> "Sequence[_Choice]":
        return self._lists.get(self._known(variable).list_name, ())

    def _known(self, variable: str) -> "_Known":
        return self._kinds.get(variable, _UNKNOWN)

    @cached_property
    def _kinds(self) -> "dict[str, _Known]":
        """What is asked of a variable over and over, by its name."""
        table = self.variables
        rows = zip(table.index, table["type"], table["list_name"], table["missing"], strict=True)
        return {str(name): _Known(kind, list_name, missing) for name, kind, list_name, missing in rows}

    @cached_property
    def _lists(self) -> "dict[str, list[_Choice]]":
        lists: dict[str, list[_Choice]] = {}
        rows = zip(*(self.choices[name] for name in ("list_name", "name", "missing", "labels")), strict=True)
        for list_name, *choice in rows:
            lists.setdefault(list_name, []).append(_Choice(*choice))
        return lists

    @cached_property
    def _by_list(self) -> "dict[str, pd.DataFrame]":
        return {str(name): table for name, table in self.choices.groupby("list_name", sort=False)}


class _Known(NamedTuple):
    type: str
    list_name: str
    missing: Mapping[str, str]


class _Choice(NamedTuple):
    code: str
    missing: str
    labels: Mapping[str, str]


_UNKNOWN = _Known("", "", {})


def empty() -> Codebook:
    """A codebook without variables.

    Examples
    --------
    >>> empty().all_columns
    []
    """
    import pandas as pd

    return build(pd.DataFrame(columns=["type", "name"]), pd.DataFrame())


def build(
    survey: "pd.DataFrame",
    choices: "pd.DataFrame",
    scales: "pd.DataFrame | None" = None,
    settings: Mapping[str, str] | None = None,
    *,
    where: object = "",
) -> Codebook:
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
    return Codebook(*xlsform.parse(sheets, where))
