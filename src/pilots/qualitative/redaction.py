"""Texts that are shown: what names or reaches a person is taken out first."""

from collections.abc import Mapping

from pilots.language import LANGUAGES
from pilots.pilot import Pilot
from pilots.privacy.redact import redact


def redact_prose(text: str, pilot: Pilot, language: str = "") -> str:
    """A text that a researcher wrote, without addresses, numbers and names; a capital alone makes no name."""
    return redact(text, allowed=allowed_names(pilot), capitals=False, language=_neutral(language, pilot))


def redact_all(texts: Mapping[str, str], pilot: Pilot) -> dict[str, str]:
    """Texts of a researcher by language, each as `redact_prose` gives it."""
    return {language: redact_prose(text, pilot, language) for language, text in texts.items()}


def redact_quote(text: str, pilot: Pilot, language: str = "") -> str:
    """What somebody said, without anything that could name a person: also words that look like a name."""
    return redact(text, allowed=allowed_names(pilot), language=_neutral(language, pilot))


def allowed_names(pilot: Pilot) -> tuple[str, ...]:
    """The names that may stand in texts: the town, the sites, the partners, and the allowed words of pilot.toml."""
    names = [pilot.town, *(site.name for site in pilot.sites), *(partner.name for partner in pilot.partners)]
    return tuple(dict.fromkeys(name for name in [*names, *pilot.privacy.allowed_words] if name))


def _neutral(language: str, pilot: Pilot) -> str:
    return language if language in LANGUAGES else pilot.language
