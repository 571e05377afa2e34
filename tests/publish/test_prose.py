"""The notebook's own text."""

import base64

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from pilots.errors import PilotsError
from pilots.publish import to_html
from pilots.publish.prose import anchor, markdown


def page(*texts):
    return to_html(new_notebook(cells=[new_markdown_cell(text) for text in texts]))


def test_the_first_heading_is_the_title_and_stands_once():
    shown = page("# Verslag\n\nTekst", "# Deel")
    assert (shown.count("<h1"), shown.count("Verslag</h1>")) == (1, 1)
    assert '<h2 id="deel">Deel</h2>' in shown


def test_headings_are_listed_and_can_be_reached():
    shown = page("# Verslag", "## Sterktes\n\n### Welkom\n\n#### Klein")
    assert '<li class="level-3"><a href="#welkom">Welkom</a></li>' in shown
    assert 'href="#klein"' not in shown


def test_the_same_heading_twice_gets_two_anchors():
    shown = page("## Noden\n\n## Noden")
    assert ('href="#noden"' in shown, 'href="#noden-2"' in shown) == (True, True)


def test_an_anchor_has_no_accents_or_signs():
    assert anchor("Réunion d’été: «oui»?", {}) == "reunion-dete-oui"


def test_an_image_beside_the_notebook_becomes_part_of_the_page(tmp_path):
    (tmp_path / "foto.png").write_bytes(b"PNG")
    assert f"data:image/png;base64,{base64.b64encode(b'PNG').decode()}" in markdown("![foto](foto.png)", str(tmp_path))


def test_an_image_in_html_becomes_part_of_the_page_too(tmp_path):
    (tmp_path / "foto.png").write_bytes(b"PNG")
    assert "data:image/png;base64," in markdown('Zie <img src="foto.png" alt="foto">.', str(tmp_path))


def test_html_within_a_line_stays_around_its_text():
    said = 'Zie <a href="#ref-a">Maes <em>en</em> Vos</a>.'
    assert markdown(said) == f"<p>{said}</p>\n"


def test_a_table_in_the_text_can_be_scrolled_by_keyboard():
    assert '<div class="exhibit-scroll" tabindex="0"><table>' in markdown("|a|\n|-|\n|b|")


def test_an_attachment_that_is_not_there_is_told_with_its_cell():
    with pytest.raises(PilotsError, match=r"^cell 2: a picture is not there that the text shows"):
        page("# Verslag", "![foto](attachment:foto.png)")


def test_an_attachment_may_have_a_name_of_several_words():
    assert "data:image/png;base64,AA==" in markdown(
        "![x](attachment:een%20foto.png)", attachments={"een foto.png": {"image/png": "AA=="}}
    )
