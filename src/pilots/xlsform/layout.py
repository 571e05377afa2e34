"""How the questions of a form lie in its groups: which repeat, which are asked only under a condition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pilots.errors import did_you_mean
from pilots.xlsform.lines import Line
from pilots.xlsform.types import TYPES, Kind, kind, marker


@dataclass(frozen=True)
class Question:
    """One row of a form that asks or records something.

    Parameters
    ----------
    line
        The row; its `relevant` holds the conditions of its groups too.
    kind
        What its type means.
    groups
        The names of the groups it lies in, from the outside in.
    repeat
        The name of the innermost group that repeats; empty where there is none.
    """

    line: Line
    kind: Kind
    groups: tuple[str, ...]
    repeat: str

    @property
    def name(self) -> str:
        """Its own name."""
        return self.line["name"]

    @property
    def path(self) -> str:
        """Its name after those of its groups."""
        return "/".join([*self.groups, self.name])


@dataclass(frozen=True)
class _Group:
    sort: str
    line: Line


def questions(rows: Sequence[Line], choices: Sequence[Line] = ()) -> Iterator[Question]:
    """The questions of sheet survey in order; those of a matrix once for each of its rows.

    Parameters
    ----------
    rows, choices
        The rows of the sheets.
    """
    around: list[_Group] = []
    for line in rows:
        match marker(line["type"]):
            case ("begin", sort):
                around.append(_Group(sort, line))
            case (_, _):
                del around[-1:]
            case _ if around and around[-1].sort == "kobomatrix":
                yield from _of_matrix(line, around, choices)
            case _:
                yield _question(line, around, _names(around))


def _question(line: Line, around: Sequence[_Group], groups: tuple[str, ...]) -> Question:
    conditions = [group.line["relevant"] for group in around] + [line["relevant"]]
    asked = [condition for condition in conditions if condition]
    whole = " and ".join(f"({condition})" for condition in asked) if len(asked) > 1 else "".join(asked)
    repeats = [group.line["name"] for group in around if group.sort == "repeat"]
    return Question(line.saying(relevant=whole), _kind(line, around), groups, (repeats or [""])[-1])


def _of_matrix(line: Line, around: Sequence[_Group], choices: Sequence[Line]) -> Iterator[Question]:
    """A column of a matrix, once for each row: `matrix_row_column`."""
    matrix = around[-1].line
    base = matrix["name"]
    columns = {name: text for name, text in line.cells.items() if name.startswith("label")}
    for choice in (choice for choice in choices if choice["list_name"] == matrix["kobo--matrix_list"]):
        row = f"{base}_{choice['name']}"
        labels = {name: " - ".join(filter(None, [choice[name], text])) for name, text in columns.items()}
        own = line.saying(name=f"{row}_{line['name']}", **labels)
        yield _question(own, around, (*_names(around[:-1]), row))


def _kind(line: Line, around: Sequence[_Group]) -> Kind:
    """What a row asks; the rows of a score or a rank take their list from the group."""
    inside = around[-1] if around else None
    if inside and inside.sort == "score" and line["type"] == "score__row":
        return Kind("select_one", inside.line["kobo--score-choices"])
    if inside and inside.sort == "rank" and line["type"] == "rank__level":
        return Kind("select_one", inside.line["kobo--rank-items"])
    if found := kind(line["type"], line["parameters"]):
        return found
    first = line["type"].partition(" ")[0]
    line.wrong(f"unknown type '{first}'", did_you_mean(first, TYPES))
    return Kind("text")


def _names(around: Sequence[_Group]) -> tuple[str, ...]:
    return tuple(group.line["name"] for group in around)
