"""The participants' pages in a language that others translate them into."""

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from pilots import language
from pilots.errors import PilotsError
from pilots.publish import describe, to_html
from pilots.publish.cells import for_edition
from pilots.publish.translations import HOW, SHEET, use, workbook, write_translations
from pilots.workbook import Sheet, read_sheet, write

NL, FR, EN = "# Voor u\n\nZie [](#fig-a).", "# Pour vous\n\nVoir [](#fig-a).", "# For you\n\nSee [](#fig-a)."
TR = "# Sizin için\n\nBakınız: [](#fig-a)."


@pytest.fixture(autouse=True)
def forget(monkeypatch):
    """What a test adds is gone after it."""
    monkeypatch.setattr(language, "_ADDED", {})


@pytest.fixture
def notebook(tmp_path):
    cells = [new_code_cell('pilot = "klein"\nlanguage = "tr"', metadata={"tags": ["parameters"]})]
    for code, text in (("nl", NL), ("fr", FR), ("en", EN)):
        cells.append(new_markdown_cell(text, metadata={"tags": ["edition:participant", f"lang:{code}"]}))
    cells.append(new_markdown_cell("Voor onderzoekers", metadata={"tags": ["lang:nl"]}))
    path = tmp_path / "1_plain.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def fill(path, code, **said):
    """Fill in the translation of rows by their Dutch text."""
    table = read_sheet(path, SHEET)
    chosen = table["nl"].map({NL: "prose", "Kleine proeftuin": "title", "Tabel": "table"})
    table[code] = chosen.map(said).astype("str")
    write(path, [Sheet(SHEET, table)])
    return path


def test_the_workbook_holds_prose_and_words_in_our_languages_and_room_for_another(pilot, notebook):
    table = read_sheet(write_translations(pilot, "tr", [notebook]), SHEET).set_index("nl")
    assert table.loc[NL, ["fr", "en"]].tolist() == [FR, EN]
    assert table.loc["Tabel", "en"] == "Table"
    assert "tr" in table
    assert "Voor onderzoekers" not in table.index


def test_the_workbook_tells_in_our_languages_how_to_fill_it_in(pilot, notebook):
    how = read_sheet(write_translations(pilot, "tr", [notebook]), HOW)
    assert list(how) == ["nl", "fr", "en"]
    assert how["en"].iloc[0].startswith("Write your translation in the last column")
    assert (how["nl"] != how["en"]).all()


def test_what_was_filled_in_stays(pilot, notebook):
    fill(write_translations(pilot, "tr", [notebook]), "tr", prose=TR)
    again = read_sheet(write_translations(pilot, "tr", []), SHEET).set_index("nl")
    assert again.loc[NL, "tr"] == TR


@pytest.mark.parametrize("said", ["# Sizin için", "Bakınız: [](#fig-a)."])
def test_a_translation_that_loses_a_reference_or_heading_is_refused_with_its_row(pilot, notebook, said):
    path = fill(write_translations(pilot, "tr", [notebook]), "tr", prose=said)
    with pytest.raises(PilotsError, match="row 2: the translation lost"):
        use(pilot, "tr")
    assert path.exists()


def test_a_value_must_be_kept(pilot):
    row = pd.DataFrame(
        [{"id": "Phase {n}", "where": "page", "nl": "Fase {n}", "fr": "Phase {n}", "en": "Phase {n}", "tr": "Aşama"}]
    )
    write(workbook(pilot, "tr"), [Sheet(SHEET, row)])
    with pytest.raises(PilotsError, match=r"lost \{n\}"):
        use(pilot, "tr")


def test_prose_words_and_labels_are_said_in_it_and_the_rest_in_the_pilots_language(pilot, notebook):
    fill(write_translations(pilot, "tr", [notebook]), "tr", prose=TR, title="Küçük proje", table="Tablo")
    use(pilot, "tr")
    assert language.translate("Table", "tr") == "Tablo"
    assert language.translate("Figure", "tr") == "Figuur"
    assert language.pick(pilot.title, "tr") == "Küçük proje"
    made = for_edition(nbformat.read(notebook, as_version=4), "participant", "tr")
    assert [cell.source for cell in made.cells if cell.cell_type == "markdown"] == [TR]


def test_the_page_is_in_it_and_tells_how_much_is_not(pilot, notebook):
    fill(write_translations(pilot, "ar", [notebook]), "ar", prose="# لكم\n\n[](#fig-a)")
    use(pilot, "ar")
    node = for_edition(nbformat.read(notebook, as_version=4), "participant", "ar")
    node.cells = [cell for cell in node.cells if cell.cell_type == "markdown"]
    node.cells[0].source = "# لكم"
    describe(node, pilot, "ar", edition="participant")
    page = to_html(node)
    assert '<html lang="ar" dir="rtl">' in page
    assert "teksten zijn nog niet vertaald" in page


def test_numbers_and_dates_are_written_as_its_readers_do(pilot, notebook):
    write_translations(pilot, "tr", [notebook])
    use(pilot, "tr")
    assert (language.number(1234.5, "tr"), language.percent(0.26, "tr")) == ("1.234,5", "%26")


def test_researchers_have_no_such_language(pilot, notebook):
    write_translations(pilot, "tr", [notebook])
    use(pilot, "tr")
    with pytest.raises(PilotsError, match="nl, fr, en only"):
        for_edition(nbformat.read(notebook, as_version=4), "researcher", "tr")


@pytest.mark.parametrize(("code", "said"), [("fr", "already"), ("xq9", "no language")])
def test_only_other_languages_that_there_are_can_be_added(pilot, code, said):
    with pytest.raises(PilotsError, match=said):
        write_translations(pilot, code, [])


def test_without_a_workbook_one_is_told_how_to_get_it(pilot):
    with pytest.raises(PilotsError, match="pilots translate klein tr"):
        use(pilot, "tr")


@pytest.mark.parametrize("said", ["Aşama {m} {n}", "Aşama {n} {", "Aşama {n:çok}"])
def test_a_value_that_the_text_does_not_have_is_refused(pilot, said):
    row = pd.DataFrame([{"id": "Phase {n}", "where": "page", "nl": "Fase {n}", "en": "Phase {n}", "tr": said}])
    write(workbook(pilot, "tr"), [Sheet(SHEET, row)])
    with pytest.raises(PilotsError, match="row 2: the translation has"):
        use(pilot, "tr")


def test_a_word_may_have_forms_for_one_and_more(pilot):
    row = pd.DataFrame([{"id": "{n} people", "where": "page", "en": "{n} people", "tr": "{n} {n:one|many}"}])
    write(workbook(pilot, "tr"), [Sheet(SHEET, row)])
    use(pilot, "tr")
    assert language.translate("{n} people", "tr", n=1) == "1 one"


def test_a_code_in_capitals_is_no_language(pilot):
    with pytest.raises(PilotsError, match="no language 'AR'"):
        write_translations(pilot, "AR", [])
