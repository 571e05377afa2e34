"""Which cells are seen, and what a notebook says about itself."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from pilots.publish.cells import page_language, parameters, reader_cells
from pilots.publish.html import to_html


def cell(text, *tags):
    return new_markdown_cell(text, metadata={"tags": list(tags)})


def test_a_cell_tagged_with_a_language_is_seen_in_that_language_alone():
    notebook = new_notebook(cells=[cell("Dag", "lang:nl"), cell("Bonjour", "lang:fr"), cell("Menen")])
    assert [c.source for _, c, _ in reader_cells(notebook, "fr")] == ["Bonjour", "Menen"]


def test_prose_has_the_language_of_its_tag_or_of_the_notebook():
    notebook = new_notebook(cells=[cell("Bonjour", "lang:fr"), cell("Menen")])
    assert [language for *_, language in reader_cells(notebook, "fr")] == ["fr", "nl"]


def test_prose_in_another_language_than_the_page_says_so():
    notebook = new_notebook(cells=[cell("# Verslag\n\nDag")], metadata={"pilots": {"language": "fr"}})
    page = to_html(notebook)
    assert '<html lang="fr">' in page
    assert '<div class="prose" lang="nl">' in page


def test_raw_cells_and_parameters_are_not_shown():
    given = new_code_cell("secret = 1", metadata={"tags": ["parameters"]})
    assert list(reader_cells(new_notebook(cells=[new_raw_cell("raw"), given]), "nl")) == []


def test_injected_parameters_go_before_the_defaults():
    default = new_code_cell('pilot = "menen"\nlanguage = "nl"', metadata={"tags": ["parameters"]})
    injected = new_code_cell('language = "fr"', metadata={"tags": ["injected-parameters"]})
    assert parameters(new_notebook(cells=[injected, default])) == {"pilot": "menen", "language": "fr"}


def test_the_metadata_are_believed_before_the_parameters():
    given = new_code_cell('language = "fr"', metadata={"tags": ["parameters"]})
    assert page_language(new_notebook(cells=[given], metadata={"pilots": {"language": "en"}})) == "en"
