"""What was not collected stands at the end of a report, not under headings of its own."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_markdown_cell, new_notebook

from pilots.exhibits import Sentence, Table
from pilots.publish import to_html


def absent(label: str, note: str = "Er werd niets geteld.") -> Table:
    return Table(pd.DataFrame({"n": []}), "Aantallen", f"tbl-{label}", empty_note=note)


def present(label: str) -> Table:
    return Table(pd.DataFrame({"n": ["12"]}), "Aantallen", f"tbl-{label}")


@pytest.fixture
def page(showing):
    def publish(*parts) -> BeautifulSoup:
        cells = [new_markdown_cell(part) if isinstance(part, str) else showing(part) for part in parts]
        return BeautifulSoup(to_html(new_notebook(cells=[new_markdown_cell("# Verslag"), *cells])), "html.parser")

    return publish


def headings(page: BeautifulSoup) -> list[str]:
    return [heading.text for heading in page.main.find_all(["h2", "h3"])]


def test_a_section_that_shows_nothing_goes_and_says_so_at_the_end(page):
    made = page("## Bereik\n\nWie kwam.", absent("reach"), "## Kosten", present("costs"))
    assert headings(made) == ["Kosten", "Wat hier niet staat, en waarom"]
    assert made.main.select(".exhibit-absent")[-1].text == "Er werd niets geteld."
    assert "Wie kwam" not in made.text


def test_a_section_with_anything_to_show_stays_as_it_is(page):
    made = page("## Bereik", absent("reach"), present("dose"))
    assert headings(made) == ["Bereik"]
    assert made.find(id="tbl-reach") is not None


def test_a_section_of_text_alone_stays(page):
    assert headings(page("## Besluit\n\nWe leerden veel.")) == ["Besluit"]


def test_a_section_goes_with_those_under_it_when_all_are_empty(page):
    parts = ("## Toeleiding", "### Trechter", absent("funnel"), "### Netwerk", absent("network"))
    assert headings(page(*parts)) == ["Wat hier niet staat, en waarom"]
    assert headings(page(*parts[:4], present("network"))) == ["Toeleiding", "Netwerk", "Wat hier niet staat, en waarom"]


def test_what_is_said_twice_is_read_once_and_can_be_referred_to(page):
    made = page("Zie [](#tbl-b).", "## Bereik", absent("a"), absent("b"))
    lines = [line for line in made.select(".exhibit-absent") if not line.has_attr("hidden")]
    assert len(lines) == 1
    assert made.find(id="tbl-b") is not None


def test_a_sentence_that_tells_something_keeps_its_section(page):
    assert headings(page("## Bereik", Sentence("Er kwamen weinig mensen."), absent("a"))) == ["Bereik"]


def test_a_sentence_that_tells_that_there_is_nothing_keeps_none(page):
    made = page("## Bereik", Sentence("Er werd niets geteld.", absent=True), absent("a"))
    assert headings(made) == ["Wat hier niet staat, en waarom"]


def test_of_a_section_that_only_shows_something_further_down_the_heading_stays(page):
    made = page("## Bereik\n\nWie kwam.", absent("reach"), "### Kosten", present("costs"))
    assert headings(made) == ["Bereik", "Kosten", "Wat hier niet staat, en waarom"]
    assert "Wie kwam" not in made.text
