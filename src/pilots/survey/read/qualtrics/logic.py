"""When a Qualtrics question is shown, as an XLSForm expression."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from pilots.survey.read.qualtrics.flow import Gate
from pilots.survey.read.qualtrics.objects import table, text

_JOINS = {"And": "and", "AndIf": "and", "Or": "or", "OrIf": "or"}
_CHOICE = re.compile(r"q://(?P<question>QID\d+(?:#\d+)?)/SelectableChoice/(?P<choice>\w+)(?:/(?P<answer>\w+))?")


@dataclass(frozen=True)
class Asked:
    """A variable that conditions may be about: its name, whether several can be chosen, and its codes by choice id."""

    name: str
    several: bool
    codes: Mapping[str, str]


def relevant(gates: Sequence[Gate], asked: Mapping[str, Asked]) -> str:
    """The conditions of a question, of its display logic and of the flow, as an XLSForm expression.

    Parameters
    ----------
    gates
        What must be so for the question to be shown.
    asked
        The variables by question, `QID5`, and by row of a matrix, `QID5_1`.

    Returns
    -------
    str
        Empty where a question is always shown. Conditions that ask more than which choices were (not) selected are left
        out: without them it says of some who weren't asked that they were, never the reverse.

    Examples
    --------
    >>> part = {"LogicType": "Question", "LeftOperand": "q://QID1/SelectableChoice/2", "Operator": "Selected"}
    >>> logic = {"0": {"0": part, "Type": "If"}}
    >>> relevant([Gate(logic, holds=True)], {"QID1": Asked("Q1", False, {"2": "20"})})
    "${Q1} = '20'"
    """
    told = [(gate.holds, _told(gate.logic, asked)) for gate in gates]
    parts = [part if holds else _denied(part) for holds, part in told if part]
    return _joined([("And", part) for part in dict.fromkeys(parts)])


def _denied(told: str) -> str:
    """The reverse of a condition."""
    alone = re.fullmatch(r"not\(([^()]*|selected\([^()]*\))\)", told)
    return alone[1] if alone else f"not({told})"


def _told(logic: Mapping[str, Any], asked: Mapping[str, Asked]) -> str:
    """Conditions in groups, as in the .qsf; empty where one of them can't be told."""
    groups = _numbered(logic)
    told = [
        _joined([(text(part.get("Conjuction")), _part(part, asked)) for part in _numbered(group)]) for group in groups
    ]
    return _joined([(text(group.get("Type")), one) for group, one in zip(groups, told, strict=True)])


def _numbered(parts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The parts that are numbered, in order."""
    return [table(parts[key]) for key in sorted(filter(str.isdecimal, parts), key=int)]


def _part(part: Mapping[str, Any], asked: Mapping[str, Asked]) -> str:
    found = _CHOICE.fullmatch(unquote(text(part.get("LeftOperand"))))
    operator = text(part.get("Operator"))
    if not found or text(part.get("LogicType")) != "Question" or operator not in ("Selected", "NotSelected"):
        return ""
    row = found["answer"] is not None
    about = asked.get(f"{found['question']}_{found['choice']}" if row else found["question"])
    code = about.codes.get(found["answer"] if row else found["choice"]) if about else None
    if about is None or code is None or "'" in code:
        return ""
    chosen = f"selected(${{{about.name}}}, '{code}')" if about.several else f"${{{about.name}}} = '{code}'"
    return chosen if operator == "Selected" else f"not({chosen})"


def _joined(parts: list[tuple[str, str]]) -> str:
    """Parts with the word before each; nothing where one of them can't be told, or "and" and "or" are mixed."""
    joins = {_JOINS.get(word, "") for word, _ in parts[1:]}
    if not parts or not all(told for _, told in parts) or len(joins) > 1 or "" in joins:
        return ""
    bare = len(parts) == 1
    told = [part if bare or not re.search(" (and|or) ", part) else f"({part})" for _, part in parts]
    return f" {next(iter(joins), '')} ".join(told)
