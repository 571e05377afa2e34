"""When a question is shown: LimeSurvey's expression as one of XLSForm, where that is the same beyond doubt."""

import re
from collections.abc import Iterable, Mapping

_TOKEN = re.compile(
    r"""\s*(?:(?P<word>[A-Za-z_]\w*|\d+X\d+X\w+)(?P<naok>\.NAOK)?(?!\.)|(?P<number>-?\d+(?:\.\d+)?)"""
    r"""|"(?P<double>[^"'\\]*)"|'(?P<single>[^"'\\]*)'|(?P<sign>==|!=|>=|>|&&|\|\||!|\(|\)))""",
)
_SAME = {"==": "=", "eq": "=", "!=": "!=", "ne": "!=", ">=": ">=", "ge": ">=", ">": ">", "gt": ">"}
_JOINS = {"and": "and", "&&": "and", "or": "or", "||": "or"}
_LONGEST = 2000


def translate(expressions: Iterable[str], known: Mapping[str, str]) -> str:
    """Say in XLSForm when all these expressions hold.

    Parameters
    ----------
    expressions
        LimeSurvey's: comparisons of an answer with a text or number, `is_empty`, joined by `and` and `or`.
    known
        What LimeSurvey calls a column: what XLSForm calls it (`${q}`, or `selected(${q}, 'a')` for a box).

    Returns
    -------
    The expression; empty where there is none, or where one of them does more than this.

    Examples
    --------
    >>> translate(['((child.NAOK == "Y")) and !is_empty(age)'], {"child": "${child}", "age": "${age}"})
    "((${child} = 'Y')) and ${age} != ''"
    >>> translate(["count(that.q) > 2"], {})
    ''
    """
    said = []
    for expression in expressions:
        if expression.strip() in ("", "1"):
            continue
        try:
            said.append(_Reader(expression.strip(), known).whole())
        except _UntranslatableError:
            return ""
    return said[0] if len(said) == 1 else " and ".join(f"({each})" for each in said)


class _UntranslatableError(Exception):
    """The expression does more than XLSForm says alike."""


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, expression: str, known: Mapping[str, str]) -> None:
        self.known = known
        self.tokens: list[re.Match[str]] = []
        position = 0
        while position < len(expression):
            match = _TOKEN.match(expression, position)
            if match is None or len(expression) > _LONGEST:
                raise _UntranslatableError
            self.tokens.append(match)
            position = match.end()
        self.tokens.reverse()

    def whole(self) -> str:
        said = self._joined(0)
        if self.tokens:
            raise _UntranslatableError
        return said

    def _next(self) -> str:
        return (self.tokens[-1]["word"] or self.tokens[-1]["sign"] or "") if self.tokens else ""

    def _take(self) -> re.Match[str]:
        if not self.tokens:
            raise _UntranslatableError
        return self.tokens.pop()

    def _expect(self, sign: str) -> None:
        if self._take()["sign"] != sign:
            raise _UntranslatableError

    def _joined(self, depth: int) -> str:
        """Terms joined by one word: which of `and` and `or` goes first is then no question."""
        if depth > 50:
            raise _UntranslatableError
        terms, joins = [self._term(depth)], set[str]()
        while (join := _JOINS.get(self._next().lower(), "")) and joins <= {join}:
            self._take()
            joins.add(join)
            terms.append(self._term(depth))
        return f" {join} ".join(terms) if (join := next(iter(joins), "")) else terms[0]

    def _term(self, depth: int) -> str:
        match self._next():
            case "(":
                self._take()
                said = self._joined(depth + 1)
                self._expect(")")
                return f"({said})"
            case "!":
                self._take()
                return self._empty("!=")
            case "is_empty":
                return self._empty("=")
        return self._comparison()

    def _empty(self, sign: str) -> str:
        if self._take()["word"] != "is_empty":
            raise _UntranslatableError
        self._expect("(")
        column = self.known.get(self._take()["word"] or "", "")
        self._expect(")")
        if not column.startswith("$"):
            raise _UntranslatableError
        return f"{column} {sign} ''"

    def _comparison(self) -> str:
        left, sign, right = self._take(), self._take(), self._take()
        column = self.known.get(left["word"] or "", "")
        compared = _SAME.get(sign["sign"] or (sign["word"] or "").lower(), "")
        number = right["number"]
        text = right["double"] if right["double"] is not None else right["single"]
        # an answer that was not asked for is no answer only with NAOK; else the whole expression fails
        unsure = compared == "!=" and not left["naok"] and text != ""
        if not column or not compared or unsure or (number is None and text is None):
            raise _UntranslatableError
        if not column.startswith("$"):
            if text != "Y" or compared not in ("=", "!="):
                raise _UntranslatableError
            return column if compared == "=" else f"not({column})"
        if compared.startswith(">"):
            if number is None and not re.fullmatch(r"-?\d+(\.\d+)?", text or ""):
                raise _UntranslatableError
            return f"{column} {compared} {number or text}"
        return f"{column} {compared} '{text}'" if number is None else f"{column} {compared} {number}"
