"""Texts that are shown: what names or reaches a person is taken out first."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pilots.language import LANGUAGES
from pilots.pilot import Pilot
from pilots.privacy.redact import redact

SHORTEST = 4
"""Identifiers up to this length, such as initials or parts of a link code, are too common to look for in texts."""


def redact_prose(text: str, pilot: Pilot, language: str = "") -> str:
    """A text that a researcher wrote, without addresses, numbers and names; a capital alone makes no name."""
    return redact(
        text, _identifiers(pilot), allowed=allowed_names(pilot), capitals=False, language=_neutral(language, pilot)
    )


def redact_all(texts: Mapping[str, str], pilot: Pilot) -> dict[str, str]:
    """Texts of a researcher by language, each as `redact_prose` gives it."""
    return {language: redact_prose(text, pilot, language) for language, text in texts.items()}


def redact_quote(text: str, pilot: Pilot, language: str = "") -> str:
    """What somebody said, without anything that could name a person: also words that look like a name."""
    return redact(text, _identifiers(pilot), allowed=allowed_names(pilot), language=_neutral(language, pilot))


def allowed_names(pilot: Pilot) -> tuple[str, ...]:
    """The names that may stand in texts: the town, the sites, the partners, and the allowed words of pilot.toml."""
    names = [pilot.town, *(site.name for site in pilot.sites), *(partner.name for partner in pilot.partners)]
    return tuple(dict.fromkeys(name for name in [*names, *pilot.privacy.allowed_words] if name))


def _neutral(language: str, pilot: Pilot) -> str:
    return language if language in LANGUAGES else pilot.language


def _identifiers(pilot: Pilot) -> tuple[str, ...]:
    """What identified respondents of the pilot's surveys, as far as these were read: names, addresses, numbers."""
    if not pilot.folder.name:  # a description in memory stands in no folder
        return ()
    files = sorted(pilot.keys.glob("*.csv"))
    return tuple(value for path in files for value in _values(path, path.stat().st_mtime_ns))


@cache
def _values(path: Path, changed: int) -> tuple[str, ...]:  # noqa: ARG001 - a changed file is read again
    with path.open(encoding="utf-8", newline="") as file:
        values = {row["value"].strip() for row in csv.DictReader(file)}
    return tuple(sorted(value for value in values if len(value) > SHORTEST))
