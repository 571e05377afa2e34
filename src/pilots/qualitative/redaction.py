"""Texts that are shown: what names or reaches a person is taken out first."""

from pilots.pilot import Pilot


def redact_prose(text: str, pilot: Pilot) -> str:
    """A text that a researcher wrote, without addresses, phone numbers, account numbers and first names."""
    from pilots.privacy import redact

    return redact(text, allowed=allowed(pilot))


def redact_quote(text: str, pilot: Pilot) -> str:
    """What somebody said, without anything that could name a person: also words that look like a name."""
    from pilots.privacy import redact

    return redact(text, allowed=allowed(pilot))


def allowed(pilot: Pilot) -> tuple[str, ...]:
    """The names that may stand in texts: the town, the sites, the partners, and the allowed words of pilot.toml."""
    names = [pilot.town, *(site.name for site in pilot.sites), *(partner.name for partner in pilot.partners)]
    return tuple(dict.fromkeys(name for name in [*names, *pilot.privacy.allowed_words] if name))
