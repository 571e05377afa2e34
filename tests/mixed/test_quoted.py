"""Quotes are held against the conversation that they are said to be from."""

from types import SimpleNamespace

import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.mixed import quoted
from pilots.qualitative.project import DOCUMENTS, QualitativeProject
from pilots.vocabulary import frame

SAID = "Ja. Zij gaf mij, toen het koud was, een jas!"


def check(monkeypatch: pytest.MonkeyPatch, pilot: object, document: str, text: str) -> None:
    quotes = pd.DataFrame({"finding": ["f1"], "document": [document], "text": [text]})
    monkeypatch.setattr(quoted, "read_integration", lambda _: SimpleNamespace(quotes=quotes))
    documents = frame(DOCUMENTS, [{"document": "d1", "name": "P01"}])
    quoted.check_quotes(pilot, QualitativeProject(documents=documents, texts={"d1": SAID}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["Zij gaf mij een [kledingstuk]", "zij gaf MIJ", "toen het koud was […] een jas", "Jà"]
)
def test_a_quote_may_leave_out_and_replace_words_in_brackets(text: str) -> None:
    assert quoted.stands_in(text, SAID) is (text != "Zij gaf mij een [kledingstuk]")


def test_a_quote_that_its_document_does_not_hold_is_told_without_its_words(monkeypatch, pilot) -> None:
    with pytest.raises(PilotsError, match="a quote of finding f1: this quote does not stand in its document") as told:
        check(monkeypatch, pilot, "P01", "Zij gaf mij geen jas")
    assert "jas" not in str(told.value)


def test_a_document_that_is_not_there_is_told_without_its_name(monkeypatch, pilot) -> None:
    with pytest.raises(PilotsError, match="the document of this quote is not there") as told:
        check(monkeypatch, pilot, "Fatima", "een jas")
    assert "Fatima" not in str(told.value)


def test_a_quote_that_names_no_document_is_held_against_none(monkeypatch, pilot) -> None:
    check(monkeypatch, pilot, "", "Zij gaf mij geen jas")
