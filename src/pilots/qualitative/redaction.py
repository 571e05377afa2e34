"""Texts that are shown: what names or reaches a person is taken out first."""

from pilots.pilot import Pilot
from pilots.privacy.identifiers import redact


def redact_prose(text: str, pilot: Pilot) -> str:
    """A text that a researcher wrote, without addresses, numbers and names; a capital alone makes no name."""
    return redact(text, allowed=allowed_names(pilot), capitals=False)


def redact_quote(text: str, pilot: Pilot) -> str:
    """What somebody said, without anything that could name a person: also words that look like a name."""
    return redact(text, allowed=allowed_names(pilot))


def allowed_names(pilot: Pilot) -> tuple[str, ...]:
    """The names that may stand in texts: the town, the sites, the partners, and the allowed words of pilot.toml."""
    names = [pilot.town, *(site.name for site in pilot.sites), *(partner.name for partner in pilot.partners)]
    return tuple(dict.fromkeys(name for name in [*names, *pilot.privacy.allowed_words] if name))
