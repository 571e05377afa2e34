"""Work out a condition for all respondents at once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from pilots.errors import CodebookError
from pilots.xlsform.expression.functions import FUNCTIONS
from pilots.xlsform.expression.tree import Call, Chain, Expression, ExpressionError, Literal, Minus, Node, Variable
from pilots.xlsform.expression.values import Numbers, Truths, Value, Words, each, number, text, truth


class Columns(Protocol):
    """The answers that conditions look at, one place a respondent."""

    def __len__(self) -> int:
        """How many respondents."""

    def words(self, name: str) -> Words:
        """What was answered to a question, as a form holds it: codes of several choices with a space between."""

    def ticks(self, name: str) -> Mapping[str, Truths]:
        """For a multiple-choice question, by code, who chose it; empty for any other."""

    def now(self) -> Numbers:
        """When each answered, in days since 1970."""


def holds(expression: Expression, columns: Columns, itself: str = "") -> Truths:
    """Whether a condition holds, for each respondent.

    Parameters
    ----------
    expression
        The condition.
    columns
        The answers.
    itself
        The question that `.` stands for.

    Returns
    -------
    Array of bool. An empty answer is the empty text, and no number: comparing it with a number is false, but for
    `!=`. Texts compare by `<` and `>` as numbers; days do too.

    Raises
    ------
    ExpressionError
        When it can't be worked out, for instance for a pattern that can't be read.
    """
    try:
        found = truth(_value(expression.root, columns, itself))
    except CodebookError as error:
        raise ExpressionError(error.what, mend=error.mend) from None
    return np.broadcast_to(np.asarray(found, dtype=bool), (len(columns),)).copy()


def _value(node: Node, columns: Columns, itself: str) -> Value:
    match node:
        case Literal(value):
            return value
        case Variable(name):
            return columns.words(itself if name == "." else name)
        case Minus(of):
            return -number(_value(of, columns, itself))
        case Chain(first, rest):
            so_far = _value(first, columns, itself)
            for sign, operand in rest:
                so_far = _OPERATORS[sign](so_far, _value(operand, columns, itself))
            return so_far
        case Call("selected" | "count-selected" as name, (Variable(question), *more)):
            ticks = columns.ticks(itself if question == "." else question)
            if ticks and (name == "count-selected" or isinstance(more[0], Literal)):
                return _chosen(ticks, more, len(columns))
    return FUNCTIONS[node.name].run(columns, *(_value(given, columns, itself) for given in node.given))


def _chosen(ticks: Mapping[str, Truths], code: Sequence[Node], size: int) -> Value:
    """How many options were chosen, or whether one was, without writing out which."""
    if not code:
        return np.asarray(np.sum(list(ticks.values()), axis=0, dtype="float64"))
    assert isinstance(code[0], Literal)
    return ticks.get(str(text(code[0].value)).strip(), np.zeros(size, dtype=bool))


def _equal(one: Value, other: Value) -> Value:
    """As truths where either is one, else as numbers where either is one, else as texts."""
    if _is(bool, one, other):
        return np.equal(truth(one), truth(other))
    if _is(float, one, other):
        return np.equal(number(one), number(other))
    found: Value = each(lambda first, second: first == second, [text(one), text(other)])
    return found


def _is(kind: type, *values: Value) -> bool:
    return any(not isinstance(value, str | Words) and np.asarray(value).dtype == kind for value in values)


def _numeric(operator: Callable[[Any, Any], Any]) -> Callable[[Value, Value], Value]:
    def apply(one: Value, other: Value) -> Value:
        with np.errstate(all="ignore"):
            found: Value = operator(np.float64(number(one)), np.float64(number(other)))
        return found

    return apply


_OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "or": lambda one, other: np.logical_or(truth(one), truth(other)),
    "and": lambda one, other: np.logical_and(truth(one), truth(other)),
    "=": _equal,
    "!=": lambda one, other: np.logical_not(truth(_equal(one, other))),
    "<": _numeric(np.less),
    "<=": _numeric(np.less_equal),
    ">": _numeric(np.greater),
    ">=": _numeric(np.greater_equal),
    "+": _numeric(np.add),
    "-": _numeric(np.subtract),
    "*": _numeric(np.multiply),
    "div": _numeric(np.divide),
    "mod": _numeric(np.fmod),
}
