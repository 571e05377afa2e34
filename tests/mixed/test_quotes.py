"""Only what was consented to, approved and redacted is ever shown."""

import pytest

from pilots.errors import PilotsError
from pilots.mixed import quotes
from pilots.pilot import Pilot


def test_a_pilot_without_findings_has_no_quotes():
    assert quotes(Pilot(name="a", title="A", synthetic=True)).columns.tolist() == [
        "finding", "document", "code", "text", "speaker", "language", "translations",
    ]  # fmt: skip


def test_only_consented_and_approved_quotes_are_given(pilot_with):
    assert quotes(pilot_with(), phase=1)["text"].tolist() == ["Iedereen groet"]


def test_numbers_and_names_are_taken_out(pilot_with):
    said = "Juf Fatima zegt: bel 0470 12 34 56 of an@voorbeeld.be"
    quote = {"finding": "F1", "text": said, "consent": "yes", "approved_by": "LV"}
    shown = quotes(pilot_with(quotes=[quote]))["text"][0]
    assert not any(secret in shown for secret in ("Fatima", "0470", "@"))


def test_a_quote_says_its_language_and_its_translations_without_what_reaches_a_person(pilot_with):
    quote = {"finding": "F1", "text": "Oui", "consent": "yes", "approved_by": "LV", "language": "fr"}
    shown = quotes(pilot_with(quotes=[quote | {"translation::en": "Yes, call 0470 12 34 56"}])).iloc[0]
    assert (shown["language"], "0470" in shown["translations"]["en"]) == ("fr", False)


def test_a_language_is_a_code(pilot_with):
    with pytest.raises(PilotsError, match="no code of a language"):
        quotes(
            pilot_with(
                quotes=[{"finding": "F1", "text": "x", "consent": "yes", "approved_by": "LV", "language": "Frans!"}]
            )
        )


def test_a_quote_of_no_finding_is_told_without_its_words(pilot_with):
    with pytest.raises(PilotsError, match="unknown finding 'F9'") as error:
        quotes(pilot_with(quotes=[{"finding": "F9", "text": "geheim", "consent": "yes", "approved_by": "LV"}]))
    assert "geheim" not in str(error.value)


def test_consent_is_yes_or_no(pilot_with):
    with pytest.raises(PilotsError, match="must be yes or no"):
        quotes(pilot_with(quotes=[{"finding": "F1", "text": "x", "consent": "perhaps", "approved_by": "LV"}]))


@pytest.mark.parametrize(("sheet", "column"), [("quotes", "finding"), ("findings", "survey"), ("findings", "kind")])
def test_a_name_in_the_wrong_column_is_not_repeated(pilot_with, sheet, column):
    row = {"finding": "F1", "phase": "1", "title": "x", "variable": "y", column: "Fatima"}
    with pytest.raises(PilotsError, match=column) as error:
        quotes(pilot_with(**{sheet: [row]}), phase=1)
    assert "fatima" not in str(error.value).casefold()
