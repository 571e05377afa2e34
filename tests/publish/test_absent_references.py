"""Prose says nothing of what is not shown."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_markdown_cell, new_notebook

from pilots.exhibits import Table
from pilots.publish import to_html


@pytest.fixture
def prose(showing):
    """The paragraphs of a page on which tbl-a is shown and tbl-b is absent."""

    def publish(text: str) -> list[str]:
        shown = Table(pd.DataFrame({"n": ["12"]}), "Aantallen", "tbl-a")
        absent = Table(pd.DataFrame({"n": []}), "Aantallen", "tbl-b", empty_note="Er werd niets geteld.")
        cells = [new_markdown_cell("# Verslag"), new_markdown_cell(text), showing(shown), showing(absent)]
        page = BeautifulSoup(to_html(new_notebook(cells=cells)), "html.parser")
        return [" ".join(paragraph.text.split()) for paragraph in page.select(".prose p")]

    return publish


def test_a_sentence_about_what_is_absent_goes(prose):
    assert prose("Zo is het. [](#tbl-b) toont alles.") == ["Zo is het."]


def test_a_sentence_that_also_names_what_is_shown_stays(prose):
    assert prose("Zie [](#tbl-a) en [](#tbl-b).") == ["Zie Tabel 1 en Tabel (niet getoond)."]


def test_a_part_behind_a_semicolon_goes_alone(prose):
    assert prose("[](#tbl-a) telt; [](#tbl-b) zegt hoe vaak.") == ["Tabel 1 telt."]


def test_a_paragraph_that_is_empty_then_is_not_there(prose):
    assert prose("[](#tbl-b) toont alles.\n\nEn nu verder.") == ["En nu verder."]


def test_headings_and_lists_stay_as_they_are(prose):
    assert prose("## Kop\n\n- een;\n- twee.\n\nTekst.") == ["Tekst."]
