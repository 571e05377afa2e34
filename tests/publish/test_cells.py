"""Which cells are seen, and what a notebook says about itself."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from pilots.errors import PilotsError
from pilots.publish.cells import for_edition, page_language, parameters, reader_cells
from pilots.publish.html import to_html


def cell(text, *tags):
    return new_markdown_cell(text, metadata={"tags": list(tags)})


def test_a_cell_tagged_with_a_language_is_seen_in_that_language_alone():
    notebook = new_notebook(cells=[cell("Dag", "lang:nl"), cell("Bonjour", "lang:fr"), cell("Menen")])
    assert [c.source for _, c, _ in reader_cells(notebook, "fr")] == ["Bonjour", "Menen"]


def seen(edition, *cells):
    return [c.source for _, c, _ in reader_cells(new_notebook(cells=list(cells)), "nl", edition)]


@pytest.mark.parametrize(
    ("edition", "expected"),
    [("researcher", ["all", "solved"]), ("student", ["all", "try", "look here"]), ("participant", ["plain"])],
)
def test_each_edition_has_its_own_cells(edition, expected):
    cells = cell("all"), cell("try", "exercise"), cell("look here", "hint"), cell("solved", "solution")
    assert seen(edition, *cells, cell("plain", "edition:participant")) == expected


def test_a_cell_may_be_for_several_editions():
    both = cell("both", "edition:participant", "edition:student")
    assert [seen(edition, both) for edition in ("researcher", "student", "participant")] == [[], ["both"], ["both"]]


def test_a_solution_is_not_for_students_even_where_it_is_tagged_so():
    assert seen("student", cell("solved", "solution", "edition:student")) == []


def test_only_cells_that_others_may_need_run_for_participants():
    sources = "from pilots import tables", "tables.needs(plan)", "plan = 1\ntables.needs(plan)", "figures.needs(plan)"
    cells = [new_code_cell(source) for source in sources]
    cells[3].metadata["tags"] = ["edition:participant"]
    made = for_edition(new_notebook(cells=cells), "participant", "nl")
    assert [c.cell_type for c in made.cells] == ["code", "raw", "code", "code"]


def test_a_solution_does_not_run_for_students():
    cells = [new_code_cell("answer = 42", metadata={"tags": ["solution"]})]
    assert "42" not in str(for_edition(new_notebook(cells=cells), "student", "nl"))


def test_prose_of_other_languages_is_left_out_of_a_run_and_the_notebook_itself_is_left_alone():
    notebook = new_notebook(cells=[cell("Bonjour", "lang:fr"), cell("Dag", "lang:nl")])
    made = for_edition(notebook, "researcher", "nl")
    assert [c.source for c in made.cells] == ["", "Dag"]
    assert notebook.cells[0].source == "Bonjour"


def test_parameters_are_kept_for_every_edition():
    given = new_code_cell('pilot = "menen"', metadata={"tags": ["parameters"]})
    assert for_edition(new_notebook(cells=[given]), "student", "nl").cells[0].source == given.source


def test_what_participants_see_is_run_in_plain_words():
    given = new_code_cell('pilot = "menen"', metadata={"tags": ["parameters"]})
    lines = for_edition(new_notebook(cells=[given]), "participant", "nl").cells[0].source.splitlines()
    assert (lines[0], lines[-1]) == (given.source, "speak_plainly()")


def test_an_edition_that_is_not_there_is_refused():
    with pytest.raises(PilotsError, match="Did you mean 'researcher'"):
        for_edition(new_notebook(), "teacher", "nl")


def test_participants_get_no_code_and_no_provenance(notebook):
    for one in notebook.cells:
        one.metadata["tags"] = [*one.metadata.get("tags", []), "edition:participant"]
    notebook.metadata["pilots"]["edition"] = "participant"
    page = to_html(notebook)
    assert "<figure" in page
    assert "<code" not in page


def test_a_hint_is_folded():
    notebook = new_notebook(cells=[cell("Kijk *hier*.", "hint")], metadata={"pilots": {"edition": "student"}})
    assert '<details class="hint"><summary>Hint</summary>\n<p>Kijk <em>hier</em>.</p>' in to_html(notebook)


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
