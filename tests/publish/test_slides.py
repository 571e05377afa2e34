"""A deck for teaching."""

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_markdown_cell

from pilots.errors import PilotsError
from pilots.exhibits import Figure, Provenance, Sentence, Table
from pilots.publish.gist import gist
from pilots.publish.scripts import csp_source
from pilots.publish.slides import PilotsSlidesExporter, to_slides
from pilots.publish.table_pages import table_pages

LONG = "Ouders vertellen wat zij zien. " * 12


def deck(notebook):
    return BeautifulSoup(to_slides(notebook), "html.parser")


def table(rows, columns=2):
    head = "".join(f"<th>Kolom {number}</th>" for number in range(columns))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def picture(label):
    data = pd.DataFrame({"n": ["9"]})
    return Figure(
        '<svg width="9" height="9"></svg>', data, "Negen", label, "Een negen", provenance=Provenance("Geteld", 9)
    )


def test_nbconvert_knows_the_exporter_by_name():
    assert get_exporter("pilots-slides") is PilotsSlidesExporter


def test_the_title_each_section_with_something_to_say_and_each_exhibit_has_a_slide(notebook):
    names = [slide["id"] for slide in deck(notebook).select(".slide")]
    assert names[0] == "start"
    assert {"hoe-ouders-en-team-het-zien", "tbl-scales", "fig-welcome"} <= set(names)


def test_prose_that_leads_to_an_exhibit_is_in_its_notes(notebook, showing):
    notebook.cells = [new_markdown_cell("## Kijk\n\nHier staat een figuur."), showing(picture("fig-a"))]
    page = deck(notebook)
    assert [slide["id"] for slide in page.select(".slide")] == ["start", "fig-a"]
    assert "Hier staat een figuur." in page.select_one("#fig-a .notes").get_text()


def test_of_a_series_of_figures_a_few_are_shown_and_a_table_beside_a_figure_is_named_in_the_notes(notebook, showing):
    rows = Table(pd.DataFrame({"n": ["9"]}), "Negens", "tbl-n")
    series = showing(picture("fig-a"))
    series.outputs += [output for name in "bcde" for output in showing(picture(f"fig-{name}")).outputs]
    notebook.cells = [new_markdown_cell("## Kijk\n\nZie [](#tbl-n)."), series, showing(rows)]
    page = deck(notebook)
    assert [slide["id"] for slide in page.select(".slide")] == ["start", "fig-a", "fig-b", "fig-c"]
    assert "Ook in het verslag: Figuur 4, Figuur 5 en Tabel 1." in page.select_one("#fig-c .notes").get_text()


def test_every_id_stands_once(notebook):
    ids = re.findall(r'\sid="([^"]+)"', to_slides(notebook))
    assert len(ids) == len(set(ids))


def test_every_link_leads_somewhere(notebook):
    notebook.cells.append(new_markdown_cell(f"## Lang\n\nEen noot[^1]. {LONG}\n\n[^1]: {LONG}"))
    page = deck(notebook)
    ids = {part["id"] for part in page.select("[id]")}
    assert {link["href"][1:] for link in page.select('a[href^="#"]')} <= ids


def test_the_first_slide_says_that_data_are_synthetic(notebook):
    assert "Synthetische data" in deck(notebook).select_one("#start .synthetic").get_text()


def test_prose_is_cut_to_its_first_sentences_and_the_whole_is_in_the_notes(notebook):
    notebook.cells.append(new_markdown_cell(f"## Lang\n\n{LONG}"))
    slide = deck(notebook).select_one("#lang")
    assert len(slide.select_one(".body").get_text()) < 270 < len(slide.select_one(".notes").get_text())


def test_computed_sentences_are_never_cut_and_what_has_no_room_is_in_the_notes(notebook, showing):
    notebook.cells.append(showing(Sentence("\n".join([LONG] * 3))))
    page = deck(notebook)
    places = [[part.get_text() for part in page.select(f"{place} .exhibit-sentence")] for place in (".body", ".notes")]
    assert [place.count(LONG) for place in places] == [1, 2]


def test_the_numbers_behind_a_figure_are_in_its_notes(notebook):
    slide = deck(notebook).select_one("#fig-welcome")
    assert slide.select_one(".notes .exhibit-numbers table")
    assert slide.select_one(".body svg")["aria-label"].startswith("Staafdiagram")


def test_how_an_exhibit_was_computed_is_in_its_notes(notebook):
    assert "Gemiddelde met t-interval" in deck(notebook).select_one("#tbl-scales .notes").get_text()


def test_participants_are_not_told_how_it_was_computed(notebook, showing):
    notebook.cells = [showing(picture("fig-nine"))]
    notebook.cells[0].metadata["tags"] = ["edition:participant"]
    notebook.metadata["pilots"]["edition"] = "participant"
    page = deck(notebook)
    assert page.select_one("#fig-nine .notes table")
    assert not page.select_one("#fig-nine .notes dl")
    assert page.select_one("#start .edition")


def test_no_code_is_shown(notebook):
    assert "import pandas" not in to_slides(notebook)


def test_only_our_script_may_run(notebook):
    page = deck(notebook)
    (script,) = page.select("script")
    policy = page.select_one("meta[http-equiv]")["content"]
    assert f"script-src {csp_source(script.string)};" in policy
    assert "default-src 'none'" in policy


def test_a_script_of_the_author_is_refused(notebook):
    notebook.cells.append(new_markdown_cell("<script>steal()</script>"))
    with pytest.raises(PilotsError, match="more than its own file"):
        to_slides(notebook)


def test_the_same_notebook_gives_the_same_bytes(notebook):
    first = to_slides(notebook)
    for cell in notebook.cells:
        cell.id = "x" + cell.id
    assert to_slides(notebook) == first


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "Volgende dia"), ("fr", "Diapositive suivante"), ("en", "Next slide")]
)
def test_a_deck_speaks_the_language_of_its_page(notebook, language, said):
    notebook.metadata["pilots"]["language"] = language
    page = deck(notebook)
    assert (page.html["lang"], page.select_one("#on")["aria-label"]) == (language, said)


def test_a_sentence_that_ends_at_a_reference_is_a_sentence():
    shown, _ = gist(f'<p>Het staat in <a href="#tbl-a">Tabel 1</a>. {LONG}</p>')
    assert shown.startswith('<p>Het staat in <a href="#tbl-a">Tabel 1</a>. Ouders')


def test_an_abbreviation_ends_no_sentence():
    shown, _ = gist(f"<p>{'x' * 270} van St. Jozef en dr. Peeters vertelden veel. {LONG}</p>")
    assert shown.endswith("St. Jozef en dr. Peeters vertelden veel.</p>")


def test_notes_repeat_no_id_that_is_shown():
    shown, notes = gist(f'<p id="a">{LONG}</p><ol><li id="fn-1">{LONG}</li></ol>')
    assert ('id="a"' in shown, 'id="a"' in notes, 'id="fn-1"' in notes) == (True, False, True)


def test_no_row_of_a_table_is_lost():
    rows = "".join(f"<tr><td>rij {number}</td><td>{'tekst ' * number}</td></tr>" for number in range(40))
    pages, _ = table_pages(table(rows))
    assert re.findall(r"rij \d+", "".join(pages)) == [f"rij {number}" for number in range(40)]


def test_a_group_that_goes_on_has_its_heading_on_each_slide():
    rows = '<tr><th colspan="2">Ouders</th></tr>' + "<tr><td>Welkom</td><td>4</td></tr>" * 60
    pages, _ = table_pages(table(rows))
    assert [page.count("Ouders") for page in pages] == [1] * len(pages)
    assert len(pages) > 2


def test_a_table_of_many_columns_has_smaller_letters():
    row = "<tr>" + "<td>woordenboek</td>" * 11 + "</tr>"
    assert 0.5 < table_pages(table(row, 11))[1] < 0.9
