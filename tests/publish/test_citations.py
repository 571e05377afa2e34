"""Citations in the prose, and the list of what was cited."""

from pathlib import Path
from typing import Any

import pytest

from pilots.errors import PilotsError, Problems
from pilots.pilot import Pilot
from pilots.publish import pandoc
from pilots.publish.citations import Citations, citations, references
from pilots.publish.citeproc import read_references
from pilots.publish.prose import markdown

BIB = """
@report{vives2018, author = {{VIVES}}, title = {Kleuterparticipatie in Menen}, year = 2018, type = {Eindrapport}}
@article{maes2019, author = {Maes, An and Smet, Jan}, title = {Ouders_en team}, journal = {Welwijs},
  volume = 30, number = 2, pages = {3--9}, year = 2019}
"""


def cited(prose: str, language: str = "nl", **given: str) -> list[str]:
    """The prose of a report with one citation, and of its references."""
    from nbformat.v4 import new_markdown_cell, new_notebook

    cell = new_markdown_cell(prose, metadata={"pilots": {"where": "cell 1", "language": language}})
    about = {"name": "references.bib", "text": BIB, "csl": ""} | given
    words = {"references": "Bronnen"}
    page = {"pilots": {"references": about if about["text"] else None, "language": language, "words": words}}
    made, _ = Citations().preprocess(new_notebook(cells=[cell]), page)
    return [pandoc.run(markdown(one.source), "--from=html", "--to=plain", "--wrap=none").strip() for one in made.cells]


def test_a_citation_reads_as_author_and_year() -> None:
    assert cited("Zo was het [zie @vives2018, p. 12; @maes2019].")[0] == (
        "Zo was het (zie VIVES, 2018, p. 12; Maes en Smet, 2019)."
    )


def test_an_author_is_part_of_the_sentence() -> None:
    assert cited("Volgens @maes2019 [p. 3] wel.")[0] == "Volgens Maes en Smet (2019, p. 3) wel."


def test_the_words_of_a_citation_are_in_the_language_of_the_report() -> None:
    assert cited("[@maes2019]", "fr")[0] == "(Maes et Smet, 2019)"


def test_what_was_cited_stands_at_the_end_and_nothing_else() -> None:
    assert cited("[@maes2019]")[1] == "Bronnen\n\nMaes, A. en Smet, J. (2019). Ouders_en team. Welwijs, 30(2), 3-9."


def test_a_citation_links_to_its_source() -> None:
    from nbformat.v4 import new_markdown_cell, new_notebook

    notebook = new_notebook(cells=[new_markdown_cell("[@vives2018]", metadata={"pilots": {"where": "cell 1"}})])
    page = {"references": {"name": "a.bib", "text": BIB, "csl": ""}, "language": "nl", "words": {"references": "B"}}
    made, _ = Citations().preprocess(notebook, {"pilots": page})
    assert 'href="#ref-vives2018"' in made.cells[0].source
    assert 'id="ref-vives2018"' in made.cells[1].source


def test_csl_json_is_a_bibliography_too() -> None:
    text = '[{"id": "x", "type": "book", "title": "Kleuters", "issued": {"date-parts": [[2020]]}}]'
    assert cited("[@x]", name="sources.json", text=text)[0] == "(Kleuters, 2020)"


def test_a_style_of_the_pilot_is_followed() -> None:
    style = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>n</title>
    <id>n</id><updated>2026-01-01T00:00:00+00:00</updated></info><citation><layout prefix="[" suffix="]">
    <text variable="citation-number"/></layout></citation><bibliography><layout><text variable="title"/></layout>
    </bibliography></style>"""
    assert cited("Zie [@maes2019] en [@vives2018].", csl=style)[0] == "Zie [1] en [2]."


def test_titles_keep_their_capitals() -> None:
    assert read_references({"name": "a.bib", "text": BIB})[0]["title"] == "Kleuterparticipatie in Menen"


@pytest.mark.parametrize("text", ["info@school.be", "`[@x]`", "```\n[@x]\n```", "\\@school", "<a@b.be>", "[](#tbl-a)",
                                  "[mail](mailto:a@b.be)", "https://x.be/@jan", "12 @ 3"])  # fmt: skip
def test_addresses_code_and_links_are_no_citations(text: str) -> None:
    assert list(citations(text)) == []


def test_without_a_citation_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "run", lambda *_, **__: pytest.fail("pandoc was started"))
    from nbformat.v4 import new_markdown_cell, new_notebook

    notebook = new_notebook(cells=[new_markdown_cell("Mail info@school.be of @school.")])
    assert Citations().preprocess(notebook, {"pilots": {"references": None}})[0].cells == notebook.cells


def test_keys_that_stand_for_nothing_fail_all_at_once_with_their_cell_and_near_names() -> None:
    with pytest.raises(Problems) as caught:
        cited("[@vives2081] en [@maes2018]")
    said = str(caught.value)
    assert said.count("cell 1") == 2
    assert "'@vives2081'" in said
    assert "Did you mean 'vives2018'" in said


def test_a_citation_without_bibliography_fails_with_its_cell() -> None:
    with pytest.raises(PilotsError, match="cell 1: a source is cited, but the pilot has no bibliography"):
        cited("[@vives2018]", text="")


def test_a_bibliography_that_cannot_be_read_fails_with_its_line() -> None:
    with pytest.raises(PilotsError, match=r"references\.bib, line 4: this bibliography can't be read"):
        cited("[@a]", text="@book{a,\n title = {x}\n}\n@book{b, titl")


@pytest.mark.parametrize(
    ("text", "said"), [("[\n{", "line 2: this bibliography is no JSON"), ('{"a": 1}', "holds no sources")]
)
def test_csl_json_that_cannot_be_read_fails_with_its_file(text: str, said: str) -> None:
    with pytest.raises(PilotsError, match=said):
        cited("[@a]", name="sources.json", text=text)


@pytest.mark.parametrize(
    ("style", "said"), [("<style", "can't be read"), ('<style class="note">', "citations in notes")]
)
def test_a_style_that_cannot_be_used_fails(style: str, said: str) -> None:
    with pytest.raises(PilotsError, match=said):
        cited("[@maes2019]", csl=style)


def test_a_pilot_names_its_bibliography_and_style(pilot: Any) -> None:
    (pilot.folder / "bronnen.bib").write_text(BIB)
    (pilot.folder / "stijl.csl").write_text("<style/>")
    made = with_lines(pilot, 'bibliography = "bronnen.bib"\ncsl = "stijl.csl"\n')
    assert references(made) == {"name": "bronnen.bib", "text": BIB, "csl": "<style/>"}


def test_a_bibliography_that_is_not_there_fails_with_its_file(pilot: Any) -> None:
    with pytest.raises(PilotsError, match=r"bronnen\.bib: this file can't be read"):
        references(with_lines(pilot, 'bibliography = "bronnen.bib"\n'))


def with_lines(pilot: Any, lines: str) -> Pilot:
    path: Path = pilot.folder / "pilot.toml"
    path.write_text(lines + path.read_text())
    return Pilot.read(path)
