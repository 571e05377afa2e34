"""Texts of researchers and words of others before they are shown."""

from pilots.pilot import Pilot
from pilots.qualitative.redaction import allowed_names, redact_prose, redact_quote

PILOT = Pilot(name="a", title="A", synthetic=True, town="Menen", sites=[{"id": "x", "name": "De Wegwijzer"}])


def test_prose_loses_first_names_and_numbers():
    shown = redact_prose("Afgesproken met Fatima, 0470 12 34 56.", PILOT)
    assert not any(secret in shown for secret in ("Fatima", "0470"))


def test_prose_keeps_capitals_that_are_no_name():
    text = "Het koffiemoment van Brugfiguren liep in Menen en in De Wegwijzer."
    assert redact_prose(text, PILOT) == text


def test_a_quote_loses_words_that_look_like_a_name():
    assert "Xhevrije" not in redact_quote("Toen heb ik met Xhevrije gesproken.", PILOT)


def test_town_and_sites_may_stand():
    assert allowed_names(PILOT) == ("Menen", "De Wegwijzer")
