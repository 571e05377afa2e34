"""Footnotes, over the whole report."""

from typing import Any

from bs4 import BeautifulSoup
from nbformat.v4 import new_markdown_cell

from pilots.publish import pandoc, to_html
from pilots.publish.footnotes import placed
from pilots.publish.prose import markdown


def page(notebook: Any) -> BeautifulSoup:
    notebook.cells += [
        new_markdown_cell("Een[^x].\n\n[^x]: Zie [](#tbl-scales)."),
        new_markdown_cell("Twee[^x].\n\n[^x]: B."),
    ]
    return BeautifulSoup(to_html(notebook), "html.parser")


def test_they_are_numbered_on_from_cell_to_cell(notebook: Any) -> None:
    marks = page(notebook).select("sup.footnote-ref a")
    assert [mark.text for mark in marks] == ["1", "2"]


def test_a_mark_leads_to_its_note_and_the_note_back(notebook: Any) -> None:
    shown = page(notebook)
    for mark in shown.select("sup.footnote-ref a"):
        note = shown.select_one(mark["href"])
        assert shown.select_one(note.select_one("a.footnote")["href"]) is mark.parent


def test_a_list_of_notes_goes_on_counting(notebook: Any) -> None:
    assert [notes["start"] for notes in page(notebook).select("section.footnotes ol")] == ["1", "2"]


def test_a_note_may_refer_to_a_table(notebook: Any) -> None:
    assert page(notebook).select_one("#fn-1").text.startswith("Zie Tabel 1.")


def test_pandoc_puts_them_at_the_foot_of_the_page() -> None:
    html = placed(markdown("Een[^x].\n\n[^x]: Noot."))
    assert pandoc.run(html, "--from=html+epub_html_exts", "--to=markdown").split() == ["Een[^1].", "[^1]:", "Noot."]
