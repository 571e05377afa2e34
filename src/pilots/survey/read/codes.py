"""The codebook of a file with labels: which variables have choices, which are numbers some of whose values have a name."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from pilots import codebook
from pilots.survey.read.grid import Remark
from pilots.vocabulary import OPTION

if TYPE_CHECKING:
    from pilots.survey.read.labelled import Labelled

MOST_UNLABELLED = 20
"""With more codes without a label than this, a variable is a number some of whose values have a name."""


def state(
    file: "Labelled", names: Mapping[str, str], asked: Mapping[str, Mapping[str, str]]
) -> tuple[codebook.Codebook, list[Remark]]:
    """The codebook of the questions, and what it could not hold.

    Parameters
    ----------
    file
        The variables.
    names
        What they are called in the codebook; those left out are no questions.
    asked
        By variable: code to reason of the answers that are none.
    """
    book = _Book()
    inside = {variable: question for question, (_, variables) in file.sets.items() for variable in variables}
    for name, known in names.items():
        if name in inside:
            book.add_option(inside[name], known.partition(OPTION)[2], file.questions[name] or name, file)
        else:
            book.add(file, name, known, asked.get(name, {}))
    return book.made(file.title), book.remarks


class _Book:
    """The sheets of a codebook as they grow."""

    def __init__(self) -> None:
        self.survey: dict[str, dict[str, str]] = {}
        self.choices: list[dict[str, str]] = []
        self.remarks: list[Remark] = []
        self._lists: dict[tuple[tuple[str, str, str], ...], str] = {}

    def add(self, file: "Labelled", name: str, known: str, reasons: Mapping[str, str]) -> None:
        """A variable with its codes: a list of choices that all its answers are in, or a number or text."""
        labels, void = file.labels[name], file.void.get(name, frozenset())
        kind = file.types[name]
        given = set(file.cells[name].dropna().unique()) - void
        bare = {code for code in given if code not in labels}
        if set(labels) <= void or len(bare) > MOST_UNLABELLED or (bare and kind == "decimal"):
            if not set(labels) <= void:
                what = f"{len(labels)} of its values have a label, but it is taken as a number or text"
                self.remarks.append(Remark("labels of some values", what, known))
            if labels:
                self._list(known, labels, reasons)
            void_here = void
        else:
            codes = {**labels, **dict.fromkeys(sorted(bare, key=_size), "")}
            if bare and kind == "integer":
                codes = {code: codes[code] for code in sorted(codes, key=_size)}
            kind = f"select_one {self._list(known, codes, reasons)}"
            void_here = void - set(labels)
        cells = (f"{code}={reasons[code]}" for code in sorted(void_here, key=_size) if not {"=", ";"} & set(code))
        self.survey[known] = {
            "type": kind,
            "name": known,
            "label": file.questions[name],
            "heading": name if name != known else "",
            "missing": "; ".join(cells),
            "role": "weight" if name == file.weight and kind in ("integer", "decimal") else "",
        }

    def add_option(self, question: str, code: str, label: str, file: "Labelled") -> None:
        """A variable that is one option of a multiple-choice question."""
        title = file.sets[question][0]
        row = {"type": f"select_multiple {question}", "name": question, "label": title}
        self.survey.setdefault(question, row)
        self.choices.append({"list_name": question, "name": code, "label": label, "missing": ""})

    def made(self, title: str) -> codebook.Codebook:
        survey = pd.DataFrame(
            list(self.survey.values()), columns=["type", "name", "label", "heading", "missing", "role"]
        )
        table = pd.DataFrame(self.choices, columns=["list_name", "name", "label", "missing"])
        settings = {"form_title": title} if title else None
        return codebook.build(survey.astype("str"), table.astype("str"), settings=settings)

    def _list(self, known: str, codes: Mapping[str, str], reasons: Mapping[str, str]) -> str:
        """The name of a list with these choices: variables with the same choices share one."""
        rows = tuple(dict(_rows(codes, reasons)).values())
        if rows not in self._lists:
            self._lists[rows] = known
            self.choices += [{"list_name": known, "name": c, "label": t, "missing": r} for c, t, r in rows]
        return self._lists[rows]


def _rows(codes: Mapping[str, str], reasons: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for code, label in codes.items():
        yield code.strip(), (code.strip(), label, reasons.get(code, ""))


def _size(code: str) -> tuple[bool, float, str]:
    """Numbers by size, before texts by letter."""
    try:
        return (False, float(code), code)
    except ValueError:
        return (True, 0.0, code)
