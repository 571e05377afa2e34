"""The exporter as nbconvert knows it."""

import os
import re
import subprocess
import sys

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from pilots.publish import PilotsHTMLExporter, to_html


def nbconvert(path, *options):
    command = [sys.executable, "-m", "nbconvert", "--to", "pilots-html", path.name, *options]
    return subprocess.run(command, cwd=path.parent, env=os.environ, capture_output=True, text=True)


def test_nbconvert_knows_the_exporter_by_name():
    assert get_exporter("pilots-html") is PilotsHTMLExporter


def test_the_command_line_makes_the_same_page_and_none_where_it_fails(notebook, tmp_path):
    nbformat.write(notebook, tmp_path / "executed.ipynb")
    notebook.cells.append(nbformat.v4.new_markdown_cell("[](#nergens)"))
    nbformat.write(notebook, tmp_path / "failing.ipynb")
    done = nbconvert(tmp_path / "executed.ipynb", "failing.ipynb")
    assert (tmp_path / "executed.html").read_text() == to_html(tmp_path / "executed.ipynb"), done.stderr
    assert (done.returncode != 0, (tmp_path / "failing.html").exists()) == (True, False)
    assert "failing.ipynb, cell 12: nothing has the label 'nergens'" in done.stderr


def test_a_notebook_can_be_executed_on_the_way(notebook, tmp_path):
    for cell in notebook.cells:
        cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})
    notebook.cells = notebook.cells[:4]
    notebook.cells[1].source = "from pilots.exhibits import Sentence"
    notebook.cells[2].source = "# Verslag"
    notebook.cells.append(nbformat.v4.new_code_cell('Sentence(f"Proeftuin {pilot}.")'))
    nbformat.write(notebook, tmp_path / "plain.ipynb")
    done = nbconvert(tmp_path / "plain.ipynb", "--execute")
    assert done.returncode == 0, done.stderr
    assert "Proeftuin voorbeeld." in (tmp_path / "plain.html").read_text()


def test_the_same_notebook_gives_the_same_bytes(notebook):
    first = to_html(notebook)
    for cell in notebook.cells:
        cell.id = "x" + cell.id
    assert to_html(notebook) == first


def test_exporting_leaves_the_notebook_as_it_was(notebook):
    before = nbformat.writes(notebook)
    to_html(notebook)
    assert nbformat.writes(notebook) == before


def test_every_id_stands_once(notebook):
    ids = re.findall(r'\sid="([^"]+)"', to_html(notebook))
    assert len(ids) == len(set(ids))


def test_all_code_is_there_in_order_and_can_be_run_again(notebook):
    appendix = to_html(notebook).split('class="all-code"')[1]
    plain = re.sub(r"<[^>]+>", "", appendix)
    assert plain.index("pilot = ") < plain.index("import pandas as pd") < plain.index("axes.barh")


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_page_can_be_made_in_each_language(notebook, language):
    notebook.metadata["pilots"]["language"] = language
    assert f'<html lang="{language}">' in to_html(notebook)
