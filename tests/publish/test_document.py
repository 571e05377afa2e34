"""The document that paper and Word share."""

from copy import deepcopy
from typing import Any

import pandas as pd
import pytest

from pilots.exhibits import Table
from pilots.publish import pandoc
from pilots.publish.document import Document, document
from pilots.publish.steps import STEPS


def of(notebook: Any) -> Document:
    resources: dict[str, Any] = {"metadata": {"path": "."}}
    for step in STEPS:
        notebook, resources = step().preprocess(notebook, resources)
    return document(notebook, resources)


@pytest.fixture(scope="module")
def report(executed_once: Any) -> Document:
    notebook = deepcopy(executed_once)
    notebook.cells[
        3
    ].source += "\n\n| Wie | Hoeveel |\n|---|--:|\n| team | 3 |\n\n![een stip](data:image/png;base64,iVBORw0KGgo=)"
    return of(notebook)


def figures(report: Document) -> dict[str, Any]:
    return {figure["c"][0][0]: figure for figure in pandoc.found(report.tree["blocks"], "Figure")}


def test_its_blocks_are_text_headings_and_exhibits_in_the_order_of_the_notebook(report: Document) -> None:
    headings = [pandoc.plain(node["c"][2]) for node in pandoc.found(report.tree["blocks"], "Header")]
    said = ["Hoe ouders en team het zien", "Welkom op school", "De antwoorden", "Gesprekken", "Hoe dit berekend werd"]
    assert headings == said
    assert list(figures(report)) == ["tbl-scales", "fig-welcome"]


def test_a_section_is_of_level_1_as_the_title_is_on_the_title_page(report: Document) -> None:
    levels = [node["c"][0] for node in pandoc.found(report.tree["blocks"], "Header")]
    assert (report.title, levels) == ("Contextanalyse", [1, 2, 2, 1, 1])


def test_an_exhibit_knows_its_number_its_name_and_its_language(report: Document) -> None:
    _, classes, about = pandoc.attributes(figures(report)["tbl-scales"])
    assert (classes, about) == (["table"], {"number": "1", "reference": "Tabel 1", "lang": "nl"})


def test_a_caption_is_the_caption_alone(report: Document) -> None:
    said = {label: pandoc.plain(figure["c"][1][1]) for label, figure in figures(report).items()}
    assert said["tbl-scales"] == "Gemiddelde score per schaal, met betrouwbaarheidsinterval"
    assert said["fig-welcome"] == "Ik voel mij welkom op school"


def test_a_figure_is_one_picture_with_its_text_alternative(report: Document) -> None:
    (image,) = pandoc.found(figures(report)["fig-welcome"], "Image")
    assert pandoc.plain(image["c"][1]) == "Staafdiagram: 58 procent van de ouders is het eens."
    assert report.pictures[image["c"][2][0]].startswith(b"<svg ")


def test_a_picture_in_the_text_stands_apart_too(report: Document) -> None:
    assert report.pictures["picture-1.png"].startswith(b"\x89PNG")


def test_nothing_is_left_of_what_a_screen_folds(report: Document) -> None:
    text = pandoc.plain(report.tree["blocks"])
    assert "cijfers achter" not in text
    assert "import pandas" not in text


def test_a_group_of_rows_is_a_body_with_its_heading(report: Document) -> None:
    (table,) = pandoc.found(figures(report)["tbl-scales"], "Table")
    groups = [(pandoc.plain(body[2]), len(body[3])) for body in table["c"][4]]
    assert groups == [("Ouders", 2), ("Team", 2)]


def test_columns_are_aligned_as_in_the_notebook(report: Document) -> None:
    (table,) = pandoc.found(figures(report)["tbl-scales"], "Table")
    assert [column[0]["t"] for column in table["c"][2]] == ["AlignLeft", "AlignRight", "AlignRight", "AlignRight"]


def test_notes_stand_under_their_table(report: Document) -> None:
    notes = figures(report)["tbl-scales"]["c"][2][1]
    assert pandoc.attributes(notes)[1] == ["notes"]
    assert len(notes["c"][1]) == 2


def test_what_is_absent_can_be_referred_to(report: Document) -> None:
    absent = [node for node in pandoc.found(report.tree["blocks"], "Div") if "absent" in pandoc.attributes(node)[1]]
    assert [(node["c"][0][0], pandoc.plain(node["c"][1])) for node in absent] == [
        ("tbl-themes", "Er werden geen gesprekken gevoerd.")
    ]


def test_every_reference_leads_somewhere(report: Document) -> None:
    links = [node["c"][2][0] for node in pandoc.found(report.tree["blocks"], "Link")]
    kinds = ("Figure", "Div", "Header")
    labels = {f"#{pandoc.attributes(node)[0]}" for kind in kinds for node in pandoc.found(report.tree["blocks"], kind)}
    assert links
    assert set(links) <= labels


def test_references_say_the_number(report: Document) -> None:
    references = [
        node for node in pandoc.found(report.tree["blocks"], "Link") if "reference" in pandoc.attributes(node)[1]
    ]
    assert pandoc.plain(references[0]["c"][1]) == "Tabel 1"


def test_the_methods_name_each_exhibit_with_n_selection_and_hash(report: Document) -> None:
    (methods,) = [node for node in report.tree["blocks"] if "methods" in pandoc.attributes(node)[1]]
    (table,) = pandoc.found(methods, "Table")
    rows = [[pandoc.plain(cell[4]) for cell in row[1]] for row in table["c"][4][0][3]]
    assert rows[0][:2] == ["Tabel 1", "Gemiddelde met t-interval"]
    assert all(said in rows[0][2] for said in ("(n): 119", "Selectie: meting 0", ": 14", ": 3f9a0c11d2ee"))


def test_participants_are_not_told_the_methods(notebook: Any) -> None:
    for cell in notebook.cells:
        cell.metadata["tags"] = ["edition:participant"]
    notebook.metadata["pilots"] = {"edition": "participant"}
    told = of(notebook)
    assert figures(told)
    assert not [node for node in told.tree["blocks"] if "methods" in pandoc.attributes(node)[1]]


def test_text_in_another_language_says_so(notebook: Any, showing: Any) -> None:
    notebook.cells[4] = showing(Table(pd.DataFrame({"A": ["b"]}), "Échelles", "tbl-scales", language="fr"))
    assert pandoc.attributes(figures(of(notebook))["tbl-scales"])[2]["lang"] == "fr"


def test_a_hint_is_unfolded(notebook: Any) -> None:
    notebook.cells[3].source = "<details><summary>Tip</summary>Kijk eerst.</details>"
    (folded,) = [node for node in of(notebook).tree["blocks"] if "folded" in pandoc.attributes(node)[1]]
    assert pandoc.plain(folded["c"][1]).split() == ["TipKijk", "eerst."]


def test_a_section_in_another_language_is_a_heading_on_paper_too() -> None:
    from nbformat.v4 import new_markdown_cell, new_notebook

    from pilots.publish.typesetting import source

    cell = new_markdown_cell("## Teşekkürler\n\n- bir\n- iki", metadata={"tags": ["lang:nl"]})
    made = source(of(new_notebook(cells=[cell], metadata={"pilots": {"language": "nl", "prose_language": "nl"}})))
    foreign = new_markdown_cell("## Merci\n\n- un")
    other = source(of(new_notebook(cells=[foreign], metadata={"pilots": {"language": "fr", "prose_language": "nl"}})))
    assert "\n= " in f"\n{made}"
    assert "\n= Merci" in other
    assert "\n- un" in other
