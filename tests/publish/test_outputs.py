"""Nothing but exhibits leaves a notebook."""

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_output

from pilots.errors import PilotsError
from pilots.exhibits import Sentence, Table
from pilots.publish import to_html

SECRET = "Fatima 0470 12 34 56"


def with_output(notebook, *outputs):
    notebook.cells.append(new_code_cell("show_it()", outputs=list(outputs)))
    return notebook


@pytest.mark.parametrize("kind", ["execute_result", "display_data"])
@pytest.mark.parametrize("mime", ["text/plain", "text/html", "image/png", "application/json"])
def test_what_is_no_exhibit_stops_the_export_by_cell_and_is_not_told(notebook, kind, mime):
    with pytest.raises(PilotsError, match="cell 12: this cell shows something that is no exhibit") as error:
        to_html(with_output(notebook, new_output(kind, {mime: SECRET})))
    assert "Fatima" not in str(error.value)


def test_a_dataframe_stops_the_export(notebook):
    shown = pd.DataFrame({"naam": [SECRET]})
    output = new_output("execute_result", {"text/plain": repr(shown), "text/html": shown.to_html()})
    with pytest.raises(PilotsError, match="Table, Figure or Sentence"):
        to_html(with_output(notebook, output))


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_printed_lines_and_warnings_stay_inside(notebook, name):
    page = to_html(with_output(notebook, new_output("stream", name=name, text=SECRET)))
    assert "Fatima" not in page


def test_a_cell_that_failed_stops_the_export_and_its_traceback_stays_inside(notebook):
    failed = new_output("error", ename="ValueError", evalue=SECRET, traceback=[SECRET])
    with pytest.raises(PilotsError, match="cell 12: this cell failed") as error:
        to_html(with_output(notebook, failed))
    assert "Fatima" not in str(error.value)


def test_the_plain_text_of_an_exhibit_stays_inside(notebook, showing):
    shown = showing(Table(pd.DataFrame({"a": ["b"]}), "Kop", "tbl-a"))
    shown.outputs[0].data["text/plain"] = SECRET
    notebook.cells.append(shown)
    assert "Fatima" not in to_html(notebook)


def test_sentences_of_one_cell_share_what_is_folded_under_them(notebook, showing):
    before = to_html(notebook).count('<details class="computed">')
    cell = showing(Sentence("Een."))
    cell.outputs += showing(Sentence("Twee.")).outputs
    notebook.cells.append(cell)
    assert to_html(notebook).count('<details class="computed">') == before + 1


def test_provenance_and_code_are_folded_under_an_exhibit(notebook):
    folded = to_html(notebook).split('<details class="computed">')[1].split("</details>")[0]
    assert "<dd>119</dd>" in folded
    assert "<dd>3f9a0c11d2ee</dd>" in folded
    assert "row_groups" in folded


def test_what_was_not_collected_has_nothing_folded_under_it(notebook):
    shown = to_html(notebook).split('class="exhibit-absent"')[1]
    assert '<details class="computed">' not in shown
