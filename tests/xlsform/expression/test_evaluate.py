"""Conditions mean what they mean in a form; what is said here follows the ODK XForms specification and JavaRosa 5.1."""

import math
import re
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.xlsform.expression import ExpressionError, Words, holds, parse_expression, words
from pilots.xlsform.expression.tree import Call, Chain, Literal, Minus, Node, Variable


class Answers:
    """Columns of a frame; every respondent answered at noon of 4 October 2024."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __len__(self) -> int:
        return len(self.frame)

    def words(self, name: str) -> Words:
        return words(self.frame[name])

    def ticks(self, name: str) -> Mapping[str, np.ndarray]:
        own = [column for column in self.frame if column.startswith(f"{name}/")]
        return {column.partition("/")[2]: (self.frame[column] == "1").to_numpy(bool) for column in own}

    def now(self) -> np.ndarray:
        return np.full(len(self), 20_000.5)


ONE = pd.DataFrame(
    {
        "age": ["42"], "blank": [None], "name": ["Maria da Silva"], "services": ["water power"], "born": ["2024-10-03"],
        "stamp": ["2026-08-07T06:31:13.834-03:00"], "help/talk": ["1"], "help/read": ["0"], "help/sing": ["1"],
    },
    dtype="str",
)  # fmt: skip


@pytest.mark.parametrize(
    "true",
    [
        "1 + 2 * 3 = 7", "7 div 2 = 3.5", "-7 mod 3 = -1", "1 div 0 > 1000", "-(-3) = 3", "--3 = 3", "2 - 1 - 1 = 0",
        "${age} > 18 and ${age} <= 42", "${age} = 42", "${age} = '42'", ". >= 0 and . <= 120", "${age}*2=84",
        "${blank} = ''", "not(${blank} = 0)", "${blank} != 0", "not(${blank} < 5) and not(${blank} >= 5)", "not(number('abc') = number('abc'))",
        "not('a' < 'b')", "'a' != 'b'", "true() = 1", "'x' = true()", "boolean('0')", "not(boolean(''))", "boolean-from-string('TRUE')",
        "contains(${name}, 'Silva')", "not(contains(${name}, 'silva'))", "starts-with(${name}, 'Maria')", "ends-with(${name}, 'Silva')",
        "string-length(${name}) = 14", "string-length(${blank}) = 0", "substr('hello', 2, 3) = 'l'", "substr('hello', 0, 2) = 'he'",
        "substr('hello', -2) = 'lo'", "substring-before(${name}, ' ') = 'Maria'", "substring-after(${name}, ' ') = 'da Silva'",
        "translate('bar', 'abc', 'ABC') = 'BAr'", "normalize-space('  a  b ') = 'a b'", "concat(1, 'a', true()) = '1atrue'",
        "join('-', ${age}, 1.5) = '42-1.5'", "selected(${services}, 'water')", "not(selected(${services}, 'wat'))",
        "count-selected(${services}) = 2", "selected-at(${services}, 1) = 'power'", "selected-at(${services}, 5) = ''",
        "selected(${help}, 'talk')", "not(selected(${help}, 'read'))", "not(selected(${help}, 'none'))", "count-selected(${help}) = 2",
        "coalesce(${blank}, 'none') = 'none'", "coalesce(${age}, 'none') = '42'", "if(${age} > 18, 'adult', 'child') = 'adult'",
        "if(${blank} != '', 1 div 0, -1) = -1", "min(3, 1, 2) = 1", "max(3, ${age}, 2) = 42", "sum(1, 2, ${age}) = 45",
        "round(2.5) = 3", "round(-1.5) = -1", "round(1.2345, 2) = 1.23", "round(1235.5, -2) = 1200", "int(-1.9) = -1", "abs(-3) = 3",
        "pow(2, 10) = 1024", "count-non-empty(${age}, ${blank}, 'x') = 2", "checklist(1, 2, ${age} > 1, false(), true())",
        "regex(${age}, '[0-9]{2}')", "not(regex('a12b', '[0-9]{2}'))", "regex('12', '^[0-9]{2}$')", "${born} < today()", "${born} = today() - 1",
        "date('2024-10-04') = today()", "now() > today()", "format-date('2026-01-09', '%e/%n/%y') = '9/1/26'",
        "format-date-time(${stamp}, '%Y%m%d%H%M%S') = '20260807063113'", "decimal-time('06:00:00') = 0.25", "‘a’ = “a”",
        "(today() - ${born}) div 365.25 < 18",
    ],
)  # fmt: skip
def test_this_holds(true: str) -> None:
    assert holds(parse_expression(true), Answers(ONE), "age").tolist() == [True]


@pytest.mark.parametrize(
    "wrong",
    ["", "(", ")", "a", "${a", "1 +", "= 1", "1 1", "nothing(1)", "pulldata('a')", "random()", "/data/x", "position(..)", "selected(1)",
     "\x00", "'", "1 = = 2", "if(1, 2)", "${a} ${b}", "..", "(" * 50 + "1" + ")" * 50, "not(" * 9000, "1" * 100_000, "{}" * 999],
)  # fmt: skip
def test_what_cannot_be_read_is_told(wrong: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(wrong)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "long", ["-" * 19_000 + "1", " or ".join(["1"] * 3000), "1+" * 9000 + "1", "'" + "x" * 19_000 + "'"]
)
def test_what_is_long_is_read_all_the_same(long: str) -> None:
    assert holds(parse_expression(long), Answers(ONE)).tolist() == [True]


def test_a_hostile_pattern_takes_no_time() -> None:
    long = pd.DataFrame({"q": ["a" * 5000 + "!"] * 5}, dtype="str")
    assert not holds(parse_expression("regex(., '(a+)+$')"), Answers(long), "q").any()


def test_a_pattern_that_cannot_be_read_is_told() -> None:
    with pytest.raises(ExpressionError, match="pattern"):
        holds(parse_expression("regex(., '(')"), Answers(ONE), "age")


def test_nobody_answered() -> None:
    assert holds(parse_expression("concat(., 'a') = 'a' and . > 1"), Answers(ONE.iloc[:0]), "age").tolist() == []


NUMBERS = st.sampled_from(["0", "1", "2", "10", "-3", "1.5"])
CELLS = st.sampled_from(["", "0", "1", "2", "10", "-3", "1.5", "ja", "a b"])
LEAVES = NUMBERS | st.sampled_from(["${p}", "${q}", "'ja'", "''", "true()", "false()"])


def _grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"])
    functions = st.sampled_from(["not({0})", "-{0}", "if({0}, {1}, {2})", "coalesce({0}, {1})", "string-length({0})", "int({0})",
                                 "concat({0}, {1})", "contains({0}, {1})", "selected({0}, {1})", "count-selected({0})", "number({0})"])  # fmt: skip
    calls = st.tuples(functions, inner, inner, inner).map(lambda parts: parts[0].format(*parts[1:]))
    return st.tuples(inner, signs, inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})") | calls


@given(st.recursive(LEAVES, _grow, max_leaves=8), st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_columns_give_what_one_respondent_after_the_other_gives(text: str, rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["p", "q"], dtype="str").replace("", None)
    expression = parse_expression(text)
    one_by_one = [_truth(_naive(expression.root, dict(zip("pq", row, strict=True)))) for row in rows]
    assert holds(expression, Answers(frame)).tolist() == one_by_one


def _naive(node: Node, row: dict[str, str]) -> float | str | bool:
    """XPath 1.0 for one respondent, as the specification puts it."""
    match node:
        case Literal(value):
            return value
        case Variable(name):
            return row[name]
        case Minus(of):
            return -_number(_naive(of, row))
        case Chain(first, rest):
            value = _naive(first, row)
            for sign, operand in rest:
                value = _operate(sign, value, _naive(operand, row))
            return value
        case Call(name, parts):
            return _call(name, [_naive(part, row) for part in parts])


def _operate(sign: str, one: float | str | bool, other: float | str | bool) -> float | bool:
    if sign in ("or", "and"):
        truths = [_truth(one), _truth(other)]
        return any(truths) if sign == "or" else all(truths)
    if sign in ("=", "!="):
        kinds = {type(one), type(other)}
        as_one = _truth if bool in kinds else _number if float in kinds else str
        return (as_one(one) == as_one(other)) == (sign == "=")  # type: ignore[operator]
    a, b = _number(one), _number(other)
    if sign in ("<", "<=", ">", ">="):
        return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign]
    with np.errstate(all="ignore"):
        x, y = np.float64(a), np.float64(b)
        return float({"+": np.add, "-": np.subtract, "*": np.multiply, "div": np.divide, "mod": np.fmod}[sign](x, y))


def _call(name: str, given: list[float | str | bool]) -> float | str | bool:
    first = given[0] if given else ""
    second = given[1] if len(given) > 1 else ""
    match name:
        case "true" | "false":
            return name == "true"
        case "not":
            return not _truth(first)
        case "if":
            return _chosen(second, given[2], _truth(first))
        case "coalesce":
            return _chosen(first, second, not (first == "" or first != first))
        case "string-length":
            return float(len(_text(first)))
        case "int":
            value = _number(first)
            return float(math.trunc(value)) if math.isfinite(value) else value
        case "concat":
            return _text(first) + _text(second)
        case "contains":
            return _text(second) in _text(first)
        case "selected":
            return _text(second).strip() in _text(first).split()
        case "count-selected":
            return float(len(_text(first).split()))
    return _number(first)


def _number(value: float | str | bool) -> float:
    if isinstance(value, str):
        return float(value) if re.fullmatch(r"\s*-?(\d+(\.\d*)?|\.\d+)\s*", value) else math.nan
    return float(value)


def _truth(value: float | str | bool) -> bool:
    return value != "" if isinstance(value, str) else bool(value) and value == value


def _text(value: float | str | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value == int(value) else repr(value)


def _chosen(one: float | str | bool, other: float | str | bool, first: bool) -> float | str | bool:
    """A column is of one sort: text if either is, else a number if either is."""
    kinds = {type(one), type(other)}
    value = one if first else other
    return _text(value) if str in kinds else _number(value) if float in kinds else value
