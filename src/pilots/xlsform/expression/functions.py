"""The functions that conditions of a form may use, each over all respondents at once.

What they give follows the ODK XForms specification; where that leaves it open, JavaRosa, which Collect runs on.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import reduce
from typing import Any, NamedTuple, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pilots.errors import CodebookError
from pilots.xlsform.expression.values import Numbers, Value, Words, each, iso_day, number, text, text_number, truth

_MANY = 50


class Clock(Protocol):
    """When each respondent answered, in days since 1970; not a number where nobody knows."""

    def now(self) -> Numbers:
        """The moment, with its part of the day."""


class Function(NamedTuple):
    """How many things a function is given, least and most, and what it makes of them."""

    takes: tuple[int, int]
    run: Callable[..., Value]


def _of_texts(function: Callable[..., Any]) -> Callable[..., Value]:
    return lambda _, *given: each(function, [text(value) for value in given])


def _of_numbers(function: Callable[..., Any]) -> Callable[..., Value]:
    def run(_: Clock, *given: Value) -> Value:
        with np.errstate(all="ignore"):
            found: Value = function(*map(number, given))
        return found

    return run


def _substr(whole: str, start: str, end: str = "") -> str:
    """From one place up to another, counted from 0; below 0 from the end."""
    first, last = text_number(start), text_number(end)
    if first != first:
        return ""
    return whole[int(first) : int(last) if last == last else None]


def _regex(whole: Value, pattern: Value) -> Value:
    """Whether a whole text fits a pattern; RE2 takes time linear in the text, whatever the pattern."""
    said, form = text(whole), text(pattern)
    if isinstance(said, Words) and isinstance(form, str):
        return np.asarray(np.array(_fits(list(said.texts), form), dtype=bool)[said.codes])
    fits = each(lambda one, other: _fits([one], other)[0], [said, form])
    return fits if isinstance(fits, np.ndarray) else bool(fits)


def _fits(texts: list[str], pattern: str) -> list[bool]:
    try:
        found = pc.match_substring_regex(pa.array(texts, type=pa.large_string()), pattern=rf"\A(?:{pattern})\z")
    except pa.ArrowInvalid:
        raise CodebookError("a pattern in regex() can't be read") from None
    return list(found.to_pylist())


def _format(moment: str, form: str) -> str:
    """A day or moment as `%Y-%m-%d` and the like; empty where it is none."""
    days = text_number(moment)
    day = iso_day(days)
    if day is None or days != days:
        return ""
    seconds = int((days - days // 1) * 86_400 + 1e-4)
    at = datetime(day.year, day.month, day.day, seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
    parts = {"Y": f"{at.year:04}", "y": f"{at.year % 100:02}", "m": f"{at.month:02}", "n": str(at.month), "b": f"{at:%b}",
             "d": f"{at.day:02}", "e": str(at.day), "H": f"{at.hour:02}", "h": str(at.hour), "M": f"{at.minute:02}",
             "S": f"{at.second:02}", "3": "000", "a": f"{at:%a}", "W": str(at.isocalendar()[1])}  # fmt: skip
    return re.sub(r"%(.)", lambda part: parts.get(part[1], part[0]), form)


def _decimal_time(moment: str) -> float:
    found = re.search(r"(?:^|[T ])(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?", moment)
    if found is None:
        return float("nan")
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return (hours * 3600 + minutes * 60 + seconds) / 86_400


def _selected_at(chosen: str, place: str) -> str:
    at = text_number(place)
    parts = chosen.split()
    return parts[int(at)] if at == at and 0 <= at < len(parts) else ""


def _translate(whole: str, old: str, new: str) -> str:
    table = {ord(letter): new[place] if place < len(new) else None for place, letter in reversed([*enumerate(old)])}
    return whole.translate(table)


def choose(condition: Value, one: Value, other: Value) -> Value:
    """One value where a condition holds, the other where it does not: numbers and truths if both are, else texts."""
    holds = truth(condition)
    alone = isinstance(holds, bool | np.bool_)
    if all(not isinstance(value, str | Words) for value in (one, other)):
        found = np.where(holds, np.asarray(one), np.asarray(other))
        same = found.astype(bool if found.dtype == bool else "float64")
        return same.item() if not same.ndim else same
    sides = [text(value) for value in (one, other)]
    if alone:
        return sides[0] if holds else sides[1]
    lists = [[side] if isinstance(side, str) else list(side.texts) for side in sides]
    codes = [0 if isinstance(side, str) else side.codes.astype("int64") for side in sides]
    return Words(np.where(holds, codes[0], codes[1] + len(lists[0])), lists[0] + lists[1])


def _coalesce(_: Clock, *given: Value) -> Value:
    found = given[-1]
    for value in reversed(given[:-1]):
        found = choose(filled(value), value, found)
    return found


def filled(value: Value) -> Value:
    """Whether there is something: no empty text, and a number that is one."""
    if isinstance(value, str | Words):
        return truth(value)
    return ~np.isnan(value) if isinstance(value, np.ndarray) else value == value


def _count(values: Iterable[Value]) -> "float | Numbers":
    return sum(map(number, values), start=0.0)


def _checklist(_: Clock, least: Value, most: Value, *ticks: Value) -> Value:
    total = _count(truth(tick) for tick in ticks)
    low, high = number(least), number(most)
    return np.logical_and(total >= np.where(low == -1, 0, low), total <= np.where(high == -1, np.inf, high))


def _round(value: Numbers, digits: "float | Numbers" = 0.0) -> Value:
    """To the nearest, halves up."""
    scale = np.power(10.0, np.trunc(digits))
    return np.floor(value * scale + 0.5) / scale


def _least_or_most(pick: Any) -> Callable[..., Value]:
    return _of_numbers(lambda *given: reduce(pick, given))


def _day(moment: Value) -> Value:
    return np.floor(number(moment))


FUNCTIONS: dict[str, Function] = {
    "true": Function((0, 0), lambda _: True),
    "false": Function((0, 0), lambda _: False),
    "not": Function((1, 1), lambda _, value: np.logical_not(truth(value))),
    "boolean": Function((1, 1), lambda _, value: truth(value)),
    "boolean-from-string": Function((1, 1), _of_texts(lambda said: said.casefold() == "true" or text_number(said) == 1)),
    "number": Function((1, 1), lambda _, value: number(value)),
    "int": Function((1, 1), _of_numbers(np.trunc)),
    "round": Function((1, 2), _of_numbers(_round)),
    "floor": Function((1, 1), _of_numbers(np.floor)),
    "ceiling": Function((1, 1), _of_numbers(np.ceil)),
    "abs": Function((1, 1), _of_numbers(np.abs)),
    "pow": Function((2, 2), _of_numbers(np.power)),
    "sqrt": Function((1, 1), _of_numbers(np.sqrt)),
    "min": Function((1, _MANY), _least_or_most(np.fmin)),
    "max": Function((1, _MANY), _least_or_most(np.fmax)),
    "sum": Function((1, _MANY), _of_numbers(lambda *given: reduce(np.add, given))),
    "count-non-empty": Function((1, _MANY), lambda _, *given: _count(filled(value) for value in given)),
    "checklist": Function((3, _MANY), _checklist),
    "string": Function((1, 1), lambda _, value: text(value)),
    "string-length": Function((1, 1), _of_texts(lambda said: float(len(said)))),
    "normalize-space": Function((1, 1), _of_texts(lambda said: " ".join(said.split()))),
    "contains": Function((2, 2), _of_texts(lambda whole, part: part in whole)),
    "starts-with": Function((2, 2), _of_texts(str.startswith)),
    "ends-with": Function((2, 2), _of_texts(str.endswith)),
    "substr": Function((2, 3), _of_texts(_substr)),
    "substring-before": Function((2, 2), _of_texts(lambda whole, part: whole.partition(part)[0] if part in whole else "")),
    "substring-after": Function((2, 2), _of_texts(lambda whole, part: whole.partition(part)[2] if part else whole)),
    "translate": Function((3, 3), _of_texts(_translate)),
    "concat": Function((1, _MANY), _of_texts(lambda *parts: "".join(parts))),
    "join": Function((2, _MANY), _of_texts(lambda between, *parts: between.join(parts))),
    "upper-case": Function((1, 1), _of_texts(str.upper)),
    "lower-case": Function((1, 1), _of_texts(str.lower)),
    "regex": Function((2, 2), lambda _, whole, pattern: _regex(whole, pattern)),
    "selected": Function((2, 2), _of_texts(lambda chosen, code: code.strip() in chosen.split())),
    "selected-at": Function((2, 2), _of_texts(_selected_at)),
    "count-selected": Function((1, 1), _of_texts(lambda chosen: float(len(chosen.split())))),
    "coalesce": Function((2, _MANY), _coalesce),
    "if": Function((3, 3), lambda _, condition, one, other: choose(condition, one, other)),
    "once": Function((1, 1), lambda _, value: value),
    "today": Function((0, 0), lambda clock: np.floor(clock.now())),
    "now": Function((0, 0), lambda clock: clock.now()),
    "date": Function((1, 1), lambda _, moment: _day(moment)),
    "date-time": Function((1, 1), lambda _, moment: number(moment)),
    "decimal-date-time": Function((1, 1), lambda _, moment: number(moment)),
    "decimal-time": Function((1, 1), _of_texts(_decimal_time)),
    "format-date": Function((2, 2), _of_texts(_format)),
    "format-date-time": Function((2, 2), _of_texts(_format)),
}  # fmt: skip
"""By name: what can be worked out from the answers of one respondent."""
