"""Numbers and references."""

import pandas as pd
import pytest
from nbformat.v4 import new_markdown_cell

from pilots.errors import PilotsError, Problems
from pilots.exhibits import Table
from pilots.language import translate
from pilots.publish import to_html


def table(label):
    return Table(pd.DataFrame({"a": ["b"]}), "Kop", label)


def test_tables_are_numbered_in_the_order_of_the_page(notebook, showing):
    notebook.cells.append(showing(table("tbl-last")))
    page = to_html(notebook)
    assert page.index('<span class="exhibit-number">Tabel 1. </span>') < page.index("Tabel 2. </span>Kop")


def test_figures_have_numbers_of_their_own(notebook):
    assert f"{translate('Figure', 'nl')} 1. </span>Ik voel mij welkom" in to_html(notebook)


def test_a_reference_says_the_number_also_before_the_table(notebook):
    assert '<a href="#tbl-scales"><span class="reference">Tabel 1</span></a>' in to_html(notebook)


def test_a_reference_in_a_computed_sentence_is_filled_in(notebook):
    sentence = to_html(notebook).split('class="exhibit-sentence"')[1].split("</p>")[0]
    assert '<a href="#fig-welcome"><span class="reference">' in sentence


def test_a_reference_with_words_of_its_own_keeps_them(notebook):
    notebook.cells.append(new_markdown_cell("Zie [de scores](#tbl-scales)."))
    assert '<a href="#tbl-scales">de scores</a>' in to_html(notebook)


def test_a_heading_can_be_referred_to(notebook):
    notebook.cells.append(new_markdown_cell("Zie [](#gesprekken)."))
    assert '<a href="#gesprekken"><span class="reference">Gesprekken</span></a>' in to_html(notebook)


def test_what_was_not_collected_has_no_number_but_can_be_referred_to(notebook):
    page = to_html(notebook)
    assert '<p id="tbl-themes" class="exhibit-absent">' in page
    assert translate("Table (not shown)", "nl") in page


def test_dangling_references_are_told_all_at_once_with_their_cells(notebook):
    notebook.cells += [new_markdown_cell("[](#tbl-scale)"), new_markdown_cell("[hier](#nergens)")]
    with pytest.raises(Problems) as error:
        to_html(notebook)
    assert "cell 12: nothing has the label 'tbl-scale' that is referred to. Did you mean 'tbl-scales'?" in str(
        error.value
    )
    assert "cell 13: nothing has the label 'nergens'" in str(error.value)


def test_a_label_that_is_used_twice_stops_the_export(notebook, showing):
    notebook.cells.append(showing(table("tbl-scales")))
    with pytest.raises(PilotsError, match="cell 12: the label 'tbl-scales' is used twice"):
        to_html(notebook)


def test_a_reference_in_code_is_left_as_it_is(notebook):
    notebook.cells.append(new_markdown_cell("Schrijf `[](#tbl-needs)`."))
    assert "<code>[](#tbl-needs)</code>" in to_html(notebook)
