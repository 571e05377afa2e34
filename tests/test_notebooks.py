"""The notebooks stay thin: a cell is a call and what it shows; prose holds no typed number."""

import ast
import json
import re
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
CELLS = [
    pytest.param(cell, id=f"{path.stem}-{number}")
    for path in NOTEBOOKS
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"])
]
CODE = [p for p in CELLS if p.values[0]["cell_type"] == "code"]
PROSE = [p for p in CELLS if p.values[0]["cell_type"] == "markdown"]


def source(cell) -> str:
    return "".join(cell["source"])


def test_there_is_one_notebook_a_phase():
    assert [path.name for path in NOTEBOOKS] == [
        "1_context_analysis.ipynb",
        "2_action_plan.ipynb",
        "3_evaluation.ipynb",
    ]


@pytest.mark.parametrize("cell", CODE)
def test_a_cell_is_one_to_eight_lines_without_outputs(cell):
    assert 1 <= len(source(cell).splitlines()) <= 8
    assert (cell["outputs"], cell["execution_count"]) == ([], None)


@pytest.mark.parametrize("cell", CODE)
def test_a_cell_defines_nothing_loops_over_nothing_and_names_no_path(cell):
    forbidden = (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.ListComp, ast.DictComp, ast.GeneratorExp, ast.If)
    nodes = list(ast.walk(ast.parse(source(cell))))
    assert not [node for node in nodes if isinstance(node, forbidden)]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert not [text for text in texts if "/" in text or text.endswith((".csv", ".xlsx", ".toml"))]


@pytest.mark.parametrize("cell", PROSE)
def test_prose_holds_no_typed_number(cell):
    assert not re.search(r"\d", re.sub(r"\[\]\(#[\w-]+\)", "", source(cell)))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_takes_the_pilot_and_the_language_as_parameters(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    tagged = [source(cell) for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    assert tagged == ['pilot = "menen"\nlanguage = "nl"']
