"""Paragraphs as units to code."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pilots.qualitative.coding.paragraphs import LONGEST, paragraphs, spans
from pilots.qualitative.project import QualitativeProject


@given(st.text(alphabet="ab .\n\t\N{GRINNING FACE}", max_size=4_000))
def test_paragraphs_hold_all_that_is_said_once_and_fit_a_cell(text):
    found = list(spans(text))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(0 < end - start <= LONGEST for start, end in found)


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence():
    text = "Dit is een zin. " * 200
    assert all(text[start:end].endswith("zin.") for start, end in spans(text))


def test_a_row_keeps_its_id_as_long_as_its_text(talks):
    before = paragraphs(talks).set_index("paragraph")["row"]
    document = talks.documents["document"][0]
    after = paragraphs(replace(talks, texts={**talks.texts, document: talks.texts[document].replace("goed", "slecht")}))
    assert (after["row"] == before.to_numpy()).tolist() == [True, False, True, True, True]


def test_documents_are_called_by_neutral_names(talks):
    assert paragraphs(talks)["label"].tolist() == ["D1"] * 3 + ["D2"] * 2


def test_without_texts_there_is_nothing_to_code():
    assert paragraphs(QualitativeProject()).empty
