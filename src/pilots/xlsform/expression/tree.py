"""Read a condition of a form: the part of XPath that ODK and Kobo use, as a tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pilots.errors import CodebookError, did_you_mean
from pilots.xlsform.expression.functions import FUNCTIONS

_LONGEST = 20_000
_DEEPEST = 40
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<text>\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’)"
    r"|\$\{\s*(?P<variable>[^\s{}]+)\s*\}|(?P<sign>!=|<=|>=|[=<>+\-*(),])|(?P<self>\.(?!\.))"
    r"|(?P<name>[A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?))"
)
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
"""Operators from the loosest to the tightest; all take from left to right."""


class ExpressionError(CodebookError):
    """A condition can't be read or worked out."""


@dataclass(frozen=True)
class Literal:
    """A number or a text."""

    value: float | str


@dataclass(frozen=True)
class Variable:
    """The answers to a question; `.` is the question itself."""

    name: str


@dataclass(frozen=True)
class Chain:
    """Operators of one level, from left to right."""

    first: "Node"
    rest: "tuple[tuple[str, Node], ...]"


@dataclass(frozen=True)
class Minus:
    """A minus sign before something."""

    of: "Node"


@dataclass(frozen=True)
class Call:
    """A function with what it is given."""

    name: str
    given: "tuple[Node, ...]"


Node = Literal | Variable | Chain | Minus | Call


@dataclass(frozen=True)
class Expression:
    """A condition that was read.

    Parameters
    ----------
    text
        As it was written.
    root
        Its tree.
    """

    text: str
    root: Node

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The variables it names, each once, without itself."""
        named = (node.name for node in _nodes(self.root) if isinstance(node, Variable))
        return tuple(dict.fromkeys(name for name in named if name != "."))

    @cached_property
    def functions(self) -> frozenset[str]:
        """The functions it calls."""
        return frozenset(node.name for node in _nodes(self.root) if isinstance(node, Call))


def parse_expression(text: str) -> Expression:
    """Read a condition.

    Parameters
    ----------
    text
        For instance `. >= 0 and ${children} > 0`.

    Raises
    ------
    ExpressionError
        When it is no condition, is longer than 20,000 characters, lies more than 40 brackets deep, or uses what only
        a form in use can do (paths, `pulldata`, `indexed-repeat`, `random`).

    Examples
    --------
    >>> parse_expression("selected(${help}, 'talk') and . != ''").variables
    ('help',)
    """
    if len(text) > _LONGEST:
        raise ExpressionError(f"it is longer than {_LONGEST} characters")
    return Expression(text, _Parser(text).whole())


class _Token(NamedTuple):
    sort: str
    text: str
    place: int


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = [*_tokens(text), _Token("end", "", len(text) + 1)]
        self.position = 0
        self.depth = 0

    def whole(self) -> Node:
        root = self.level(0)
        if self.next.sort != "end":
            raise _unexpected(self.next)
        return root

    @property
    def next(self) -> _Token:
        return self.tokens[self.position]

    def take(self) -> _Token:
        self.position += 1
        return self.tokens[self.position - 1]

    def takes(self, *texts: str) -> bool:
        if self.next.sort in ("sign", "name") and self.next.text in texts:
            self.position += 1
            return True
        return False

    def level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self.signed()
        first = self.level(level + 1)
        rest = []
        while self.takes(*_LEVELS[level]):
            rest.append((self.tokens[self.position - 1].text, self.level(level + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def signed(self) -> Node:
        minus = 0
        while self.takes("-"):
            minus += 1
        node = self.single()
        return node if minus == 0 else Minus(node) if minus % 2 else Minus(Minus(node))

    def single(self) -> Node:
        token = self.take()
        match token.sort:
            case "number":
                return Literal(float(token.text))
            case "text":
                return Literal(token.text[1:-1])
            case "variable":
                return Variable(token.text.removeprefix("last-saved#"))
            case "self":
                return Variable(".")
            case "sign" if token.text == "(":
                return self.inside(token)
            case "name" if self.next.text == "(" and self.next.sort == "sign":
                return self.call(token)
        raise _unexpected(token)

    def inside(self, token: _Token) -> Node:
        self.deeper(token)
        node = self.level(0)
        self.closed()
        return node

    def call(self, token: _Token) -> Node:
        name = token.text.casefold()
        if name not in FUNCTIONS:
            mend = did_you_mean(token.text, FUNCTIONS)
            raise ExpressionError(
                f"the function '{token.text}' at character {token.place} is not supported",
                mend=mend if mend.startswith("Did") else "Leave the condition out of the codebook.",
            )
        opened = self.take()
        self.deeper(opened)
        given: list[Node] = []
        if not (self.next.sort == "sign" and self.next.text == ")"):
            given.append(self.level(0))
            while self.takes(","):
                given.append(self.level(0))
        self.closed()
        least, most = FUNCTIONS[name].takes
        if not least <= len(given) <= most:
            raise ExpressionError(f"the function '{name}' at character {token.place} is given {len(given)} things")
        return Call(name, tuple(given))

    def deeper(self, token: _Token) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ExpressionError(f"it lies more than {_DEEPEST} brackets deep at character {token.place}")

    def closed(self) -> None:
        if not self.takes(")"):
            raise _unexpected(self.next)
        self.depth -= 1


def _tokens(text: str) -> Iterator[_Token]:
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            here = position + len(text[position:]) - len(text[position:].lstrip()) + 1
            raise ExpressionError(f"what stands at character {here} makes no sense", mend=_ADVICE)
        yield _Token(found.lastgroup, found[found.lastgroup], found.start(found.lastgroup) + 1)
        position = found.end()


_ADVICE = "Write for instance: ${children} > 0 and . != ''"


def _unexpected(token: _Token) -> ExpressionError:
    if token.sort == "end":
        return ExpressionError("it ends too early", mend=_ADVICE)
    shown = f"'{token.text}'" if len(token.text) < 40 else "what stands"
    return ExpressionError(f"{shown} at character {token.place} makes no sense there", mend=_ADVICE)


def _nodes(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        match node:
            case Chain(first, rest):
                waiting += [*(operand for _, operand in reversed(rest)), first]
            case Minus(of):
                waiting.append(of)
            case Call(_, given):
                waiting += reversed(given)
