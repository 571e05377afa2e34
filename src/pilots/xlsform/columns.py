"""The columns of the sheets: those we read, those an XLSForm may hold besides, and slips of the pen."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache

import pandas as pd

from pilots.errors import CodebookError, did_you_mean
from pilots.vocabulary import THRESHOLDS

SHEETS = {
    "survey": ("type", "name", "role", "heading", "reverse", "minimum", "maximum", "missing", "wave", "required",
               "relevant", "constraint", "fixed"),
    "choices": ("list_name", "name", "missing"),
    "scales": ("scale", "items", "score", "minimum_items", "citation", "construct", "framework"),
    "settings": ("form_title", "form_id", "version", "default_language", *THRESHOLDS),
}  # fmt: skip
"""The columns we read, by sheet."""
_OWN = {
    "survey": {"role", "heading", "reverse", "minimum", "maximum", "missing", "wave", "fixed"},
    "choices": {"missing"},
}
"""Columns that only our codebooks have."""
_STANDARD = {
    "survey": ("constraint_message", "required_message", "appearance", "calculation", "default", "choice_filter",
               "read_only", "parameters", "repeat_count", "trigger", "save_to", "autoplay", "rows", "intent", "hxl"),
    "choices": ("order", "hxl", "geometry"),
    "scales": (),
    "settings": ("style", "instance_name", "public_key", "submission_url", "allow_choice_duplicates", "auto_send",
                 "auto_delete", "id_string", "name", "namespaces", "client_editable", "sms_keyword"),
}  # fmt: skip
"""Columns of an XLSForm that say nothing about answers: they may be there."""
_FREE = (
    "label",
    "hint",
    "guidance_hint",
    "media",
    "image",
    "big-image",
    "audio",
    "video",
    "note",
    "comment",
    "comments",
)
"""Columns that may stand in any sheet, alone or with a language: `label::nl`."""
_FOREIGN = re.compile(
    r"[#$_]|kobo--|(bind|body|control|instance|media|hxl|sms|constraint_message|required_message)\s*:"
)
"""How columns begin that tools add."""
_ALIASES = {
    "survey": {"relevance": "relevant", "caption": "label", "command": "type", "tag": "name", "readonly": "read_only",
               "calculate": "calculation", "count": "repeat_count", "bind::relevant": "relevant",
               "bind::constraint": "constraint", "bind::required": "required", "bind::calculate": "calculation",
               "control::appearance": "appearance", "constraining_message": "constraint_message"},
    "choices": {"caption": "label", "value": "name", "list": "list_name"},
    "settings": {"set_form_title": "form_title", "set_form_id": "form_id", "title": "form_title"},
}  # fmt: skip
_LANGUAGES = ("nl", "fr", "en", "de", "ar", "tr", "es", "it", "pt", "pl", "ro", "bg", "ru", "uk", "fa", "ps", "so", "ti",
              "am", "ku", "sq", "sr", "hr", "bs", "sk", "cs", "hu", "el", "zh", "ja", "hi", "ur", "bn", "ne", "sw",
              "ln", "rw", "hy", "ka", "az", "he", "vi", "th", "id", "da", "sv", "no", "fi")  # fmt: skip


def known_by_their_names(sheets: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The sheets with headings as we write them: `List Name` is `list_name`, `Label:English` is `label::en`.

    Examples
    --------
    >>> sheets = {"choices": pd.DataFrame(columns=["List Name", "value", "Label:English"])}
    >>> list(known_by_their_names(sheets)["choices"])
    ['list_name', 'name', 'label::en']
    """
    return {name: table.rename(columns=_names(name, list(map(str, table.columns)))) for name, table in sheets.items()}


def _names(sheet: str, headings: list[str]) -> dict[str, str]:
    if sheet not in SHEETS:
        return {}
    taken = set(headings)
    names: dict[str, str] = {}
    for heading in headings:
        name = _name(sheet, heading)
        if name not in taken:
            names[heading] = name
            taken.add(name)
    return names


def _name(sheet: str, heading: str) -> str:
    start, colon, language = heading.partition(":")
    base = re.sub(r"\s+", "_", start.strip().casefold())
    tail = language.strip(": ")
    if colon and base not in _FREE and not base.endswith("_message"):
        whole = f"{base}::{tail}"
        return _ALIASES.get(sheet, {}).get(whole, heading)
    base = _ALIASES.get(sheet, {}).get(base, base)
    if base not in (*SHEETS[sheet], *_STANDARD[sheet], *_FREE):
        return heading
    return f"{base}::{_language(tail)}" if colon else base


def _language(name: str) -> str:
    """A language by its code, where its name stands alone."""
    return name if name.endswith(")") or re.fullmatch(r"[a-z]{2,3}", name) else _codes().get(name.casefold(), name)


@cache
def _codes() -> dict[str, str]:
    from babel import Locale

    own = {str(Locale(code).get_display_name(code)).casefold(): code for code in _LANGUAGES}
    said = {str(Locale(by).languages.get(code)).casefold(): code for by in ("nl", "fr", "en") for code in _LANGUAGES}
    return said | own


def is_ours(sheets: Mapping[str, pd.DataFrame]) -> bool:
    """Whether sheets hold what only our codebooks hold, not any XLSForm."""
    return "scales" in sheets or any(
        own.intersection(sheets[name].columns) for name, own in _OWN.items() if name in sheets
    )


def unknown_columns(sheets: Mapping[str, pd.DataFrame], sheet: str, place: str) -> Iterator[CodebookError]:
    """Columns that nobody reads, for instance because their heading holds a slip of the pen.

    A form from elsewhere may hold other columns, if they don't look like one that is missing.
    """
    known = (*SHEETS[sheet], *_STANDARD[sheet])
    ours = is_ours(sheets)
    headings = list(map(str, sheets.get(sheet, pd.DataFrame()).columns))
    filters = " ".join(sheets.get("survey", pd.DataFrame()).get("choice_filter", pd.Series(dtype="str")).dropna())
    for heading in headings:
        if heading in known or heading.partition(":")[0].strip() in _FREE or _FOREIGN.match(heading):
            continue
        # a choice_filter may name any column of its choices
        if sheet == "choices" and heading in re.findall(r"\w+", filters):
            continue
        readable = [name for name in (*SHEETS[sheet], "label") if name not in headings]
        if ours or get_close_matches(heading.casefold(), readable, n=1, cutoff=0.8):
            near = did_you_mean(heading, (*SHEETS[sheet], "label"))
            yield CodebookError(f"unknown column '{heading}'", where=place, mend=near)
