"""What researchers decided about odd answers: rows for the review workbooks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_HIDDEN = {"name": "[naam]", "child": "[naam]", "phone": "[telefoon]", "email": "[e-mail]"}

Row = dict[str, str]


def decision(variable: str, check: str, severity: str, reason: str, old: str, decided: str, new: str, why: str) -> Row:
    """One decision, without the cells that stay empty."""
    cells = (variable, check, severity, reason, old, decided, new, why)
    names = ("variable", "check", "severity", "reason", "old", "decision", "new", "why")
    return {name: cell for name, cell in zip(names, cells, strict=True) if cell}


def personal(answers: Mapping[str, object], variables: Sequence[str], texts: Mapping[str, Any]) -> Iterator[Row]:
    """Decisions about names, numbers and addresses in open answers.

    Parameters
    ----------
    answers
        Of one response.
    variables
        The open questions.
    texts
        The pools that the answers were drawn from.
    """
    for variable in variables:
        text = str(answers.get(variable, ""))
        hidden, kinds = _redacted(text, texts), "looks like personal data"
        if hidden:
            why = "persoonsgegevens weggehaald"
            yield decision(variable, "personal data", "doubt", kinds, text, "correct", hidden, why)
        elif any("\u0600" <= sign <= "\u06ff" for sign in text):
            why = "nagelezen door een tolk: niets persoonlijks"
            yield decision(variable, "personal data", "doubt", f"{kinds}: script", text, "keep", "", why)


def _redacted(text: str, texts: Mapping[str, Any]) -> str:
    """A text from a pool with marks instead of what was filled in; empty where nothing was."""
    for pool in _pools(texts):
        for template in pool:
            if "{" in template and re.fullmatch(re.sub(r"\\\{\w+\\\}", ".+", re.escape(template)), text):
                return re.sub(r"\{(\w+)\}", lambda place: _HIDDEN[place[1]], template)
    return ""


def _pools(source: Mapping[str, Any]) -> Iterator[list[str]]:
    for name, under in source.items():
        if name != "people":
            yield from [under] if isinstance(under, list) else _pools(under)
