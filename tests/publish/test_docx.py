"""A report in Word."""

import io
import runpy
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pandas as pd
import pytest
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_markdown_cell

from pilots.exhibits import Table
from pilots.publish.docx import PilotsDocxExporter
from pilots.publish.docx_styles import styles
from pilots.publish.docx_text import mark

CHECK = runpy.run_path(str(Path(__file__).with_name("ooxml.py")))
W, WP, faults = CHECK["W"], CHECK["WP"], CHECK["faults"]
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
MORE = """## Alles wat kan

Een noot[^1], een [link](https://www.vives.be), een formule $a^2$, `code`, en [](#welkom-op-school).

[^1]: De bron van de noot.

1. eerst
2. dan
   - en nog

```python
1 + 1
```

| Kop | Getal |
| --- | ---: |
| rij | 1 |

<details><summary>Tip</summary>Kijk rond.</details>
"""
FRENCH = "### Une partie en français\n\nRien n'est traduit ici."


def made(notebook):
    return PilotsDocxExporter().from_notebook_node(notebook)[0]


def part(file, name):
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        return ET.fromstring(opened.read(name))


def said(paragraph):
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t"))


@pytest.fixture(scope="module")
def file(executed_once):
    """The sample report with everything that prose can hold, in Word."""
    from copy import deepcopy

    notebook = deepcopy(executed_once)
    notebook.cells.append(new_markdown_cell(MORE))
    notebook.cells.append(new_markdown_cell(FRENCH, metadata={"tags": ["lang:nl"]}))
    notebook.metadata["pilots"]["language"] = "nl"
    return made(notebook)


@pytest.fixture(scope="module")
def opened(file):
    return docx.Document(io.BytesIO(file))


@pytest.fixture(scope="module")
def document(file):
    return part(file, "word/document.xml")


def test_nbconvert_knows_the_exporter_by_name():
    assert get_exporter("pilots-docx") is PilotsDocxExporter


def test_word_has_nothing_to_repair(file):
    assert faults(file) == []


def test_the_check_sees_what_word_would_repair(file):
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as good, zipfile.ZipFile(broken, "w") as bad:
        for name in good.namelist():
            told = good.read(name)
            if name == "word/document.xml":
                told = told.replace(b'w:name="_Ref_fig_welcome"', b'w:name="_Ref_other"').replace(
                    b"TableText", b"Unknown"
                )
            bad.writestr(name, told)
    assert {"nothing is called _Ref_fig_welcome", "word/document.xml: no style Unknown"} <= set(
        faults(broken.getvalue())
    )


def test_the_title_page_is_in_named_styles(opened):
    styles = [one.style.name for one in opened.paragraphs[:6]]
    assert styles == ["Report Of", "Title", "Subtitle", "Date", "Notice", "Abstract"]


def test_an_edition_that_is_not_the_researchers_says_so(notebook):
    notebook.metadata["pilots"]["edition"] = "student"
    lines = docx.Document(io.BytesIO(made(notebook))).paragraphs
    assert "Edition" in [one.style.name for one in lines[:6]]


def test_synthetic_data_are_named_on_the_first_page_and_at_the_foot_of_each(opened, file):
    assert opened.paragraphs[4].text.startswith("Synthetische data: geen enkele respondent")
    assert said(part(file, "word/footer1.xml")).startswith("Synthetische data")


def test_headings_are_headings(opened):
    found = [(one.style.name, one.text) for one in opened.paragraphs if one.style.name.startswith("Heading")]
    assert ("Heading 1", "Hoe ouders en team het zien") in found
    assert ("Heading 2", "Welkom op school") in found


def test_captions_are_numbered_by_word(document, opened):
    captions = [one.text for one in opened.paragraphs if one.style.name == "Caption"]
    assert captions[0] == "Tabel 1. Gemiddelde score per schaal, met betrouwbaarheidsinterval"
    assert "Figuur 1. Ik voel mij welkom op school" in captions
    asked = [one.text.strip() for one in document.iter(f"{W}instrText")]
    assert {"SEQ Tabel \\* ARABIC", "SEQ Figuur \\* ARABIC"} <= set(asked)


def test_references_are_fields_that_word_numbers_anew(document):
    asked = [one.text.split() for one in document.iter(f"{W}instrText")]
    assert ["REF", "_Ref_tbl_scales", "\\h"] in asked
    assert ["REF", "_Ref_welkom_op_school", "\\h"] in asked


def test_a_bookmark_of_an_exhibit_holds_name_and_number_only(document):
    for paragraph in document.iter(f"{W}p"):
        names = [one.get(f"{W}name") for one in paragraph.iter(f"{W}bookmarkStart")]
        if "_Ref_fig_welcome" in names:
            inside = list(paragraph)
            ends = [place for place, one in enumerate(inside) if one.tag == f"{W}bookmarkEnd"]
            assert "".join(said(one) for one in inside[: ends[0]]) == "Figuur 1"
            return
    pytest.fail("no bookmark around the caption's number")


def test_the_contents_are_a_field_with_every_heading_in_it(document):
    (contents,) = document.iter(f"{W}sdtContent")
    entries = [said(one) for one in contents.iter(f"{W}p")]
    assert entries[0] == "Inhoud"
    assert {"Hoe ouders en team het zien", "Welkom op school", "Hoe dit berekend werd"} <= set(entries)
    assert 'TOC \\o "1-2"' in next(contents.iter(f"{W}instrText")).text


def test_rows_of_headings_are_repeated_and_no_row_is_split(document):
    for table in document.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_columns_are_as_wide_as_the_line_and_break_no_word(notebook, showing):
    said = "in woorden die samen veel langer zijn dan de ene regel die er is " * 2
    cells = pd.DataFrame([["Vertrouwenspersoon", *[said] * 6]], columns=[f"Kolom {number}" for number in range(7)])
    notebook.cells = [showing(Table(cells, "Breed", "tbl-wide"))]
    table = next(part(made(notebook), "word/document.xml").iter(f"{W}tbl"))
    widths = [int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")]
    assert abs(sum(widths) - 9071) < 10
    assert widths[0] > len("Vertrouwenspersoon") * 90


def test_tables_say_what_they_are_called_and_what_is_in_them(document):
    table = next(document.iter(f"{W}tbl"))
    title = table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
    told = table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
    assert title.startswith("Tabel 1. Gemiddelde score per schaal")
    assert told == "Kolommen: Schaal, n, Gemiddelde, 95 %-BI"


def test_a_table_of_the_author_is_called_after_its_heading(document):
    titles = [one.get(f"{W}val") for one in document.iter(f"{W}tblCaption")]
    assert "Alles wat kan" in titles


def test_cells_have_styles_of_their_own(opened):
    cells = opened.tables[0]._tbl.iter(f"{W}pStyle")
    assert {one.get(f"{W}val") for one in cells} == {"TableHeader", "TableGroup", "TableText"}


def test_figures_have_a_text_alternative_and_no_other(document):
    told = [one.get("descr") for one in document.iter(f"{WP}docPr")]
    assert told == ["Staafdiagram: 58 procent van de ouders is het eens."]
    assert b"data:image" not in ET.tostring(document)


def test_figures_are_lines_with_points_for_who_cannot_show_these(document, file):
    (lines,) = document.iter(SVG)
    relations = {one.get("Id"): one.get("Target") for one in part(file, "word/_rels/document.xml.rels")}
    assert relations[lines.get(f"{CHECK['R']}embed")].endswith(".svg")
    (points,) = document.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    assert relations[points.get(f"{CHECK['R']}embed")].endswith(".png")


def test_the_language_is_told(opened, file):
    assert opened.styles.element.find(f".//{W}docDefaults//{W}lang").get(f"{W}val") == "nl-BE"
    assert opened.core_properties.language == "nl-BE"


@pytest.mark.parametrize(("language", "known"), [("ar", True), ("nl-BE", False)])
def test_a_language_that_is_written_from_right_to_left_is(language, known):
    found = ET.fromstring(styles(language)).find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}bidi")
    assert (found is not None) == known


def test_what_is_in_another_language_says_so(notebook):
    notebook.metadata["pilots"]["language"] = "fr"
    runs = part(made(notebook), "word/document.xml").iter(f"{W}r")
    dutch = [said(run) for run in runs if run.find(f"{W}rPr/{W}lang[@{W}val='nl']") is not None]
    assert "apart" in "".join(dutch)


def test_footnotes_are_footnotes(file, document):
    assert "De bron van de noot." in said(part(file, "word/footnotes.xml"))
    assert len(list(document.iter(f"{W}footnoteReference"))) == 1


def test_formulas_are_formulas(document):
    assert len(list(document.iter("{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"))) == 1


def test_properties_tell_title_authors_and_that_data_are_synthetic(opened):
    about = opened.core_properties
    assert (about.title, about.author) == ("Contextanalyse", "An Auteur")
    assert about.comments.startswith("Synthetische data")
    assert "VBS VLAM" in about.keywords


def test_nothing_is_locked_and_nothing_is_asked(file):
    settings = part(file, "word/settings.xml")
    assert settings.find(f"{W}documentProtection") is None
    assert settings.find(f"{W}updateFields") is None


def test_pages_have_a_running_head_and_a_number_but_the_first(file, document):
    assert said(part(file, "word/header1.xml")) == "Contextanalyse"
    assert {"PAGE", "NUMPAGES"} <= {one.text.strip() for one in part(file, "word/footer1.xml").iter(f"{W}instrText")}
    assert document.find(f"{W}body/{W}sectPr/{W}titlePg") is not None


def test_the_same_notebook_gives_the_same_bytes(notebook, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = made(notebook)
    for cell in notebook.cells:
        cell.id = "x" + cell.id
    assert made(notebook) == first
    assert b"dcterms:created" not in ET.tostring(part(first, "docProps/core.xml"))


def test_a_date_is_the_one_given(notebook, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    assert docx.Document(io.BytesIO(made(notebook))).core_properties.created.year == 2017


@pytest.mark.parametrize(("name", "known"), [("tbl-a", "tbl_a"), ("é-1", "é_1")])
def test_a_bookmark_is_called_as_word_wants(name, known):
    assert mark(name) == known


def test_two_long_names_do_not_become_one():
    assert mark("x" * 50 + "1") != mark("x" * 50 + "2")
