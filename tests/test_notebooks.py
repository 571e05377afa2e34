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


LANGUAGES = ("nl", "fr", "en")
PHASES = NOTEBOOKS[:3]
JARGON = re.compile(
    r"interval|signific|correlat|gemiddeld|moyenne|\bthe mean\b|median|mediaan|médiane|indicator|indicateur|respondent|répondant"
    r"|variab|schaal|schalen|échelle|\bscale",
    re.IGNORECASE,
)


def source(cell) -> str:
    return "".join(cell["source"])


def tags(cell) -> list[str]:
    return cell["metadata"].get("tags", [])


def prose(path: Path, tag: str = "", language: str = "") -> list[dict]:
    """The markdown cells of a notebook with a tag, in a language."""
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "markdown"]
    return [cell for cell in cells if {tag, f"lang:{language}"} - {"", "lang:"} <= set(tags(cell))]


def sentences(cell) -> list[str]:
    """What a cell says, sentence by sentence, without headings."""
    lines = [line for line in source(cell).splitlines() if not line.startswith("#")]
    parts = (re.split(r"(?<=[.!?:])\s", part) for part in re.split(r"\n\n|(?:^|\n)- ", "\n".join(lines)))
    return [said for split in parts for said in split if said.strip()]


def test_there_is_one_notebook_a_phase_and_one_for_all_pilots_together():
    names = [path.name for path in NOTEBOOKS]
    assert names[:3] == ["1_context_analysis.ipynb", "2_action_plan.ipynb", "3_evaluation.ipynb"]
    assert names[3:] in ([], ["4_publication.ipynb"])


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


@pytest.mark.parametrize("path", PHASES, ids=lambda path: path.stem)
def test_every_notebook_takes_the_pilot_and_the_language_as_parameters(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    tagged = [source(cell) for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    assert tagged == ['pilot = "menen"\nlanguage = "nl"']


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_all_prose_is_said_in_three_languages_side_by_side(path):
    cells = prose(path)
    assert [f"lang:{language}" for language in LANGUAGES] * (len(cells) // 3) == [
        next((tag for tag in tags(cell) if tag.startswith("lang:")), "") for cell in cells
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_three_languages_are_for_the_same_readers_and_refer_to_the_same(path):
    def about(cell) -> tuple[list[str], list[str]]:
        others = sorted(tag for tag in tags(cell) if not tag.startswith("lang:"))
        return others, sorted(re.findall(r"\[\]\(#([\w-]+)\)", source(cell)))

    said = [[about(cell) for cell in prose(path, language=language)] for language in LANGUAGES]
    assert said[0] == said[1] == said[2]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_has_a_name_of_its_own(path):
    names = [cell["id"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PHASES, ids=lambda path: path.stem)
def test_families_get_a_title_and_a_few_short_parts(path, language):
    cells = prose(path, "edition:participant", language)
    assert source(cells[0]).startswith("# ")
    assert 5 <= len(cells) - 1 <= 9
    assert all(source(cell).startswith("## ") for cell in cells[1:])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PHASES, ids=lambda path: path.stem)
def test_families_read_plain_words_in_short_sentences(path, language):
    said = [sentence for cell in prose(path, "edition:participant", language) for sentence in sentences(cell)]
    assert [sentence for sentence in said if JARGON.search(sentence) or "](#" in sentence] == []
    lengths = [len(sentence.split()) for sentence in said]
    assert max(lengths) <= 20
    assert sum(lengths) / len(lengths) <= 12


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PHASES, ids=lambda path: path.stem)
def test_every_exercise_has_a_hint_and_a_solution(path, language):
    kinds = [
        tag
        for cell in prose(path, "edition:student", language)
        for tag in tags(cell)
        if tag in ("exercise", "hint", "solution")
    ]
    assert kinds == ["exercise", "hint", "solution"] * (len(kinds) // 3)
    assert 3 <= len(kinds) // 3 <= 5
