"""The exporter `pilots-pdf`: read as a reader's aid reads it."""

import re
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_markdown_cell
from pypdf import PdfReader

from pilots.exhibits import Figure, Table
from pilots.publish.pdf import PilotsPDFExporter

TEXT = """Bienvenue, أهلا وسهلا

Er is #geen [opmaak] $5 en 1 * 2 \\_ ~.

1. Eerst
2. Dan[^noot]

[^noot]: Aan de voet.

De formule $x^2$.

| Wie | Hoeveel |
|---|--:|
| 1. team | 3 |
"""
LONG = pd.DataFrame({"Code": [f"code {n}" for n in range(90)], "n": [str(n + 10) for n in range(90)]})


def exported(notebook: Any) -> bytes:
    return PilotsPDFExporter().from_notebook_node(deepcopy(notebook))[0]


@pytest.fixture(scope="module")
def report(executed_once: Any) -> Any:
    from runpy import run_path

    showing = run_path(str(__file__).replace("test_pdf", "sample"))["showing"]
    notebook = deepcopy(executed_once)
    notebook.cells.append(new_markdown_cell(TEXT))
    notebook.cells.append(showing(Table(LONG, "Lang", "tbl-long", notes=("Een noot.",), numeric=("n",))))
    return notebook


@pytest.fixture(scope="module")
def made(report: Any) -> bytes:
    return exported(report)


@pytest.fixture(scope="module")
def pdf(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


@pytest.fixture(scope="module")
def pages(pdf: PdfReader) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pdf.pages]


def tags(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from tags(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node and not isinstance(node["/K"], int):
            yield from tags(node["/K"])


@pytest.fixture(scope="module")
def structure(pdf: PdfReader) -> list[Any]:
    return list(tags(pdf.trailer["/Root"]["/StructTreeRoot"]))


def test_nbconvert_knows_it() -> None:
    assert get_exporter("pilots-pdf") is PilotsPDFExporter


def test_it_says_that_it_is_tagged_and_universally_accessible(pdf: PdfReader) -> None:
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_it_has_a_language_a_title_and_authors(pdf: PdfReader) -> None:
    assert pdf.trailer["/Root"]["/Lang"] == "nl"
    assert (pdf.metadata.title, pdf.metadata.author) == ("Contextanalyse", "An Auteur")


def test_its_metadata_say_that_the_data_are_synthetic(pdf: PdfReader) -> None:
    assert pdf.metadata.subject.startswith("Synthetische data")


def test_the_title_page_says_who_what_when_and_that_the_data_are_synthetic(pages: list[str]) -> None:
    for said in (
        "Contextanalyse",
        "An Auteur, Hogeschool VIVES",
        "AMIF",
        "Huis van het Kind",
        "Fase 1",
        "Synthetische data:",
    ):
        assert said in pages[0]


def test_the_contents_lead_to_the_sections(pdf: PdfReader, pages: list[str]) -> None:
    titles = [entry.title for entry in pdf.outline if not isinstance(entry, list)]
    assert titles == ["Hoe ouders en team het zien", "Gesprekken", "Hoe dit berekend werd"]
    assert all(title in pages[1] for title in titles)


def test_a_page_says_which_report_and_which_page_it_is(pages: list[str]) -> None:
    assert all(f"{number}/{len(pages)}" in page.replace(" ", "") for number, page in enumerate(pages[1:], 2))
    assert all("Contextanalyse" in page for page in pages)


def test_every_picture_has_its_text(structure: list[Any]) -> None:
    alts = [str(tag["/Alt"]) for tag in structure if tag["/S"] == "/Figure"]
    assert alts == ["Staafdiagram: 58 procent van de ouders is het eens."]


def test_every_formula_has_its_text(structure: list[Any]) -> None:
    assert [str(tag["/Alt"]) for tag in structure if tag["/S"] == "/Formula"] == ["x^{2}"]


def test_a_note_stands_at_the_foot_of_its_page(structure: list[Any], pages: list[str]) -> None:
    assert "/Note" in [tag["/S"] for tag in structure]
    (page,) = [page for page in pages if "Aan de voet." in page]
    assert page.index("De formule") < page.index("Aan de voet.")


def test_a_picture_is_made_of_lines(pdf: PdfReader) -> None:
    assert not [image for page in pdf.pages for image in page.images]


def test_a_picture_is_no_higher_than_a_page(notebook: Any, showing: Any) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300pt" height="3000pt" viewBox="0 0 1 10"><rect width="1" height="10"/></svg>'
    notebook.cells[7] = showing(Figure(svg, pd.DataFrame({"a": ["b"]}), "Hoog", "fig-welcome", alt="Een balk."))
    read = PdfReader(BytesIO(exported(notebook)))
    boxes = [tag["/A"][0]["/BBox"] for tag in tags(read.trailer["/Root"]["/StructTreeRoot"]) if tag["/S"] == "/Figure"]
    assert [bottom > 0 and top < read.pages[0].mediabox.height for _, bottom, _, top in boxes] == [True]


def test_exhibits_have_numbers_captions_and_headings(structure: list[Any], pages: list[str]) -> None:
    kinds = [tag["/S"] for tag in structure]
    assert kinds.count("/Caption") == 3
    assert kinds.count("/TH") >= 4 + 2 + 2
    assert any("Tabel 2. Lang" in page for page in pages)


def test_a_table_goes_on_over_pages_under_the_same_heading(pages: list[str]) -> None:
    over = [page for page in pages if re.search(r"code \d+ \d+", page)]
    assert len(over) >= 2
    assert all("Code n code" in page for page in over)


def test_no_table_begins_with_one_row_at_the_foot_of_a_page(notebook: Any, showing: Any) -> None:
    notebook.cells = []
    for one in range(24):
        rows = pd.DataFrame({"Wie": [f"rij {one}-{row}" for row in range(6)]})
        notebook.cells += [
            new_markdown_cell("Woord.\n\n" * (one % 5)),
            showing(Table(rows, f"Wie {one}", f"tbl-{one}")),
        ]
    pages = [page.extract_text() for page in PdfReader(BytesIO(exported(notebook))).pages]
    begins = [next(page for page in pages if f"rij {one}-0\n" in page) for one in range(24)]
    assert len(pages) > 4
    assert all(f"Wie {one}\n" in page and f"rij {one}-1\n" in page for one, page in enumerate(begins))


def test_its_notes_stand_under_it(pages: list[str]) -> None:
    assert re.search(r"code 89 99.*Een noot\.", " ".join(pages))


def test_signs_of_typst_are_letters_in_a_text(pages: list[str]) -> None:
    text = " ".join(pages)
    assert "#geen [opmaak] $5 en 1 * 2 _ ~." in text
    assert "1. team 3" in text


def test_how_each_exhibit_was_computed_stands_at_the_end(pages: list[str]) -> None:
    assert re.search(r"Tabel.1 Gemiddelde met t-interval .*119.* meting 0 .*3f9a0c11d2ee", pages[-1])


def test_fonts_are_in_the_file(pdf: PdfReader) -> None:
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"].get("/Font", {}).values()]
    inside = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert {re.sub(r"^/\w+\+", "", str(one["/FontName"])).split("-")[0] for one in inside} <= {
        "LibertinusSerif",
        "DejaVuSans",
        "NewCMMath",
    }
    assert all("/FontFile3" in one or "/FontFile2" in one for one in inside)


def test_the_same_notebook_gives_the_same_bytes_without_a_date(report: Any, made: bytes) -> None:
    assert exported(report) == made
    assert b"CreationDate" not in made


def test_it_bears_the_date_it_is_given(notebook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    assert b"/CreationDate(D:20170714" in exported(notebook)


def test_letters_that_no_font_has_are_told_and_stop_nothing(notebook: Any, caplog: pytest.LogCaptureFixture) -> None:
    notebook.cells[3].source = "欢迎"
    exporter = PilotsPDFExporter()
    exporter.log.propagate = True
    made, _ = exporter.from_notebook_node(notebook)
    assert made.startswith(b"%PDF")
    assert "CJK" in caplog.text
