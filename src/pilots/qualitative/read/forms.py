"""The forms of values that the REFI-QDA standard asks for: ids, dates, numbers, colours, words."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from pilots.qualitative.read.standard import VALUES

_WORDS = {
    "direction": ("Associative", "OneWay", "Bidirectional"),
    "typeOfVariable": tuple(VALUES),
    "lineStyle": ("dotted", "dashed", "solid"),
    "shape": ("Person", "Oval", "Rectangle", "RoundedRectangle", "Star", "LeftTriangle", "RightTriangle", "UpTriangle",
              "DownTriangle", "Note"),
}  # fmt: skip
_INTEGERS = ("startPosition", "endPosition", "page", "firstX", "firstY", "secondX", "secondY", "begin", "end",
             "timeStamp", "position")  # fmt: skip
_IDS = ("creatingUser", "modifyingUser", "sourceVertex", "targetVertex", "fromSyncPoint", "toSyncPoint")
_ZONE = r"(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_DATE_TIME = re.compile(rf"(\d{{4}}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?:(:\d\d)(\.\d+)?)?)?{_ZONE}", re.ASCII)
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UNFIT = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def valid(attribute: str, value: str | None) -> str | None:
    """An attribute's value in the form that the standard asks for; None where it can't have it.

    Ids lose their braces and capitals; ids that are no GUID stay as they are.

    Examples
    --------
    >>> valid("guid", "{0A}"), valid("firstX", "61.2"), valid("creationDateTime", "2020-01-02 10:00"), valid("page", "x")
    ('0a', '61', '2020-01-02T10:00:00', None)
    """
    return None if value is None else _form(attribute)(value)


def is_guid(value: str) -> bool:
    """Whether an id in small letters is a GUID.

    Examples
    --------
    >>> is_guid("6f35c6f2-bd8f-4f08-ad49-6d62cb8442a5"), is_guid("d1")
    (True, False)
    """
    return _GUID.fullmatch(value) is not None


def is_id(attribute: str) -> bool:
    """Whether an attribute holds the id of something."""
    return attribute in _IDS or attribute.casefold().endswith("guid")


def fits(value: str, kind: str) -> bool:
    """Whether a variable's value has the form of its type.

    Examples
    --------
    >>> fits("12", "Integer"), fits("1e3", "Float"), fits("2020-02-30", "Date"), fits("yes", "Boolean")
    (True, False, False, False)
    """
    if kind == "Date":
        return re.fullmatch(rf"\d{{4}}-\d\d-\d\d{_ZONE}", value) is not None and _is_day(value[:10])
    if kind == "DateTime":
        return _date_time(value) == value
    forms = {"Boolean": "true|false|0|1", "Integer": r"[+-]?\d+", "Float": r"[+-]?(\d+(\.\d*)?|\.\d+)"}
    return kind == "Text" or re.fullmatch(forms[kind], value, re.ASCII) is not None


def printable(text: str) -> str:
    """A text without the characters that XML can't hold.

    Examples
    --------
    >>> printable("a" + chr(11) + "b")
    'ab'
    """
    return _UNFIT.sub("", text)


@cache
def _form(attribute: str) -> Callable[[str], str | None]:
    if attribute.endswith("DateTime"):
        return _date_time
    if is_id(attribute):
        return lambda value: value.strip().strip("{}").casefold() or None
    if attribute in _INTEGERS:
        return _integer
    if attribute == "color":
        return lambda value: value.strip() if re.fullmatch(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})", value.strip()) else None
    if attribute == "isCodable":
        return lambda value: "false" if value.strip().casefold() in ("false", "0") else "true"
    if attribute in _WORDS:
        known = {word.casefold(): word for word in _WORDS[attribute]}
        return lambda value: known.get(value.strip().casefold())
    return printable


def _integer(value: str) -> str | None:
    if not re.fullmatch(r"\s*[+-]?\d{1,15}(\.\d*)?\s*", value, re.ASCII):
        return None
    return str(round(float(value)))


@cache
def _date_time(value: str) -> str | None:
    found = _DATE_TIME.fullmatch(value.strip())
    if found is None or not _is_day(found[1]):
        return None
    clock = f"{found[2] or '00:00'}{found[3] or ':00'}"
    try:
        datetime.strptime(clock, "%H:%M:%S")
    except ValueError:
        return None
    return f"{found[1]}T{clock}{found[4] or ''}{found[5] or ''}"


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
