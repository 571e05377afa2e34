"""What kinds of questions a form knows, under all the names that these go by."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pilots.rows import number

TYPES = ("select_one", "select_multiple", "integer", "decimal", "text", "date", "datetime")
"""The types of variables; every other type of a form becomes one of these, or nothing is asked."""


class Kind(NamedTuple):
    """What the `type` of a row means.

    Parameters
    ----------
    type
        One of `TYPES`; empty where the row asks nothing.
    list_name
        The list of choices of a select.
    role
        The role of the variable unless the row names one; empty for the usual one of its type.
    other
        Whether "or other" adds a choice and a text.
    records
        What a row records by itself ("start", "deviceid") or shows ("note"); empty for a question.
    """

    type: str
    list_name: str = ""
    role: str = ""
    other: bool = False
    records: str = ""


_SELECT = re.compile(
    r"(?:add )?select[ _-]*(?:(?P<one>one|1)|multiple|all[ _-]that[ _-]apply)(?P<outside>[ _-](?:from[ _-]file|external))?"
    r"(?: prompt using)?(?: from)?(?:\s+(?P<list>\S.*?))?(?P<other>\s+or[ _-]other|\s+or specify other)?",
    re.IGNORECASE,
)
_GROUPS = re.compile(
    r"(begin|end)[ _-]*(group|lgroup|repeat|looped[ _]group|loop|kobomatrix|score|rank)\b", re.IGNORECASE
)
_REPEATS = ("lgroup", "repeat", "looped group", "loop")
_ASKED = {
    **dict.fromkeys(("text", "string"), Kind("text")),
    **dict.fromkeys(("integer", "int"), Kind("integer")),
    "decimal": Kind("decimal"),
    "date": Kind("date"),
    **dict.fromkeys(("datetime", "date time"), Kind("datetime")),
    "time": Kind("text", role="item"),
    "rank": Kind("text", role="item"),
    **dict.fromkeys(("acknowledge", "trigger", "calculate", "hidden"), Kind("text", role="technical")),
    **dict.fromkeys(
        ("geopoint", "geotrace", "geoshape", "location", "gps", "image", "photo", "signature", "audio", "video", "file",
         "background audio", "barcode", "osm"),
        Kind("text", role="identifier"),
    ),
}  # fmt: skip
"""Types beside the selects; where people are, how they look and sound is what identifies them."""
_RECORDED = ("note", "start", "end", "today", "deviceid", "subscriberid", "simserial", "imei", "phonenumber", "username",
             "email", "audit", "start geopoint", "background geopoint", "xml external", "csv external", "entity")  # fmt: skip


def kind(text: str, parameters: str = "") -> Kind | None:
    """What a `type` means; None where no form knows it.

    Examples
    --------
    >>> kind("select one from agree or specify other")
    Kind(type='select_one', list_name='agree', role='', other=True, records='')
    >>> kind("range", "start=1 end=5 step=1").type, kind("geopoint").role, kind("begin_group")
    ('integer', 'identifier', None)
    """
    plain = " ".join(text.split())
    word = re.sub(r"[ _-]+", " ", plain).casefold()
    if word in _RECORDED:
        return Kind("", records=word)
    if word in _ASKED:
        return _ASKED[word]
    if word == "range":
        steps = [number(step) for step in re.findall(r"\b(?:start|step)\s*=\s*(\S+)", parameters)]
        whole = all(step is not None and step.is_integer() for step in steps)
        return Kind("integer" if whole else "decimal")
    if word.startswith("rank "):
        return _ASKED["rank"]
    if select := _SELECT.fullmatch(plain):
        name = select["list"] or ""
        if select["outside"] or name.startswith("${"):
            return Kind("text", role="item", other=bool(select["other"]))
        return Kind("select_one" if select["one"] else "select_multiple", name, other=bool(select["other"]))
    return None


def marker(text: str) -> tuple[str, str] | None:
    """Whether a row begins or ends a group, and of what sort: group, repeat, kobomatrix, score or rank.

    Examples
    --------
    >>> marker("begin repeat"), marker("end_group"), marker("text")
    (('begin', 'repeat'), ('end', 'group'), None)
    """
    found = _GROUPS.match(" ".join(text.split()))
    if found is None:
        return None
    sort = re.sub(r"[ _-]+", " ", found[2].casefold())
    return found[1].casefold(), "repeat" if sort in _REPEATS else sort


def limits(parameters: str) -> Mapping[str, float]:
    """The start and end of a range.

    Examples
    --------
    >>> limits("start=1;end=5")
    {'start': 1.0, 'end': 5.0}
    """
    said = {name: number(value) for name, value in re.findall(r"\b(start|end)\s*=\s*([-\d.]+)", parameters)}
    return {name: value for name, value in said.items() if value is not None}
