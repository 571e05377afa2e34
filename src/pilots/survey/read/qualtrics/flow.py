"""Which branches of the survey flow lead to a block of questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pilots.survey.read.qualtrics.objects import table, text

_DEEPEST = 50
"""Branches inside branches that are followed."""


@dataclass(frozen=True)
class Gate:
    """A condition on the way to a question, and whether it must hold or must not."""

    logic: Mapping[str, Any]
    holds: bool


def gates(parts: object) -> dict[str, tuple[Gate, ...]]:
    """By block: what must be so for anyone to come there.

    A block inside a branch is reached where the condition of the branch holds; what follows a branch that ends the survey,
    where it doesn't. Of a block that stands in several places, what all ways to it have in common.

    Parameters
    ----------
    parts
        The elements of the flow, as in the .qsf.

    Examples
    --------
    >>> ends = {"Type": "Branch", "BranchLogic": {"Type": "If"}, "Flow": [{"Type": "EndSurvey"}]}
    >>> gates([{"ID": "BL_1"}, ends, {"ID": "BL_2"}])
    {'BL_1': (), 'BL_2': (Gate(logic={'Type': 'If'}, holds=False),)}
    """
    ways: dict[str, list[tuple[Gate, ...]]] = {}
    for block, way in _ways(parts, ()):
        ways.setdefault(block, []).append(way)
    return {block: tuple(gate for gate in all_[0] if all(gate in way for way in all_)) for block, all_ in ways.items()}


def _ways(parts: object, way: tuple[Gate, ...], depth: int = 0) -> Iterator[tuple[str, tuple[Gate, ...]]]:
    for part in map(table, table(parts).values()):
        if name := text(part.get("ID")):
            yield name, way
        if depth == _DEEPEST:
            continue
        condition = table(part.get("BranchLogic")) if text(part.get("Type")) == "Branch" else {}
        inside = (*way, Gate(condition, holds=True)) if condition else way
        yield from _ways(part.get("Flow"), inside, depth + 1)
        ends = any(text(table(one).get("Type")) == "EndSurvey" for one in table(part.get("Flow")).values())
        if condition and ends:
            way = (*way, Gate(condition, holds=False))
