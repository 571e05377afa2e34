import re

import pandas as pd
import pytest
from matplotlib.figure import Figure as Drawing

from pilots.errors import PilotsError
from pilots.exhibits import MIME, Figure, Sentence, Table, data_hash


def table(**more):
    return Table(
        data=pd.DataFrame({"Schaal": ["<b>"], "n": ["12"]}),
        caption="Wie & wat",
        label="tbl-who",
        numeric=("n",),
        **more,
    )


def figure(label="fig-a", **more):
    drawing = Drawing(figsize=(2, 1))
    drawing.subplots().plot([1, 2])
    return Figure.draw(drawing, data=pd.DataFrame({"x": ["1"]}), caption="Lijn", label=label, alt="Een lijn", **more)


def test_a_table_shows_its_caption_and_escapes_its_cells():
    html = table().to_html()
    assert "Wie &amp; wat" in html
    assert "&lt;b&gt;" in html


def test_a_table_without_rows_says_why():
    empty = Table(data=pd.DataFrame({"n": []}), caption="c", label="tbl-a", empty_note="Niet verzameld.")
    assert empty.to_html() == '<p class="exhibit-absent">Niet verzameld.</p>'


def test_what_the_gate_reads_holds_what_the_reader_sees():
    about = table(notes=("noot",))._repr_mimebundle_()[MIME]
    assert (about["columns"], about["rows"], about["notes"]) == (["Schaal", "n"], [["<b>", "12"]], ["noot"])


@pytest.mark.parametrize("label", ["who", "fig-who", "tbl-", "tbl-a b"])
def test_a_label_that_can_not_be_referred_to_is_refused(label):
    with pytest.raises(PilotsError, match="label"):
        Table(data=pd.DataFrame(), caption="c", label=label)


def test_the_same_drawing_gives_the_same_svg():
    assert figure().svg == figure().svg


def test_two_figures_on_a_page_share_no_ids():
    first, second = (set(re.findall(r' id="([^"]+)"', figure(label).svg)) for label in ("fig-a", "fig-b"))
    assert first
    assert not first & second


def test_every_reference_in_a_figure_is_resolved():
    svg = figure().svg
    ids = set(re.findall(r' id="([^"]+)"', svg))
    assert (
        set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg)) - {(i, "") for i in ids} - {("", i) for i in ids}
        == set()
    )


def test_a_figure_has_a_text_alternative():
    assert 'role="img" aria-label="Een lijn"' in figure().to_html()
    with pytest.raises(PilotsError, match="text alternative"):
        Figure(svg="<svg/>", data=pd.DataFrame(), caption="c", label="fig-a", alt=" ")


def test_a_sentence_is_a_paragraph_a_line():
    assert Sentence("Een.\nTwee & drie.").to_html().count("<p ") == 2


def test_the_hash_follows_the_content():
    assert data_hash(pd.DataFrame({"a": ["1"]})) != data_hash(pd.DataFrame({"a": ["2"]}))
