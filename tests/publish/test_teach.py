"""What a lecturer hands out, and what must not be in it."""

import json
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from pilots.errors import PilotsError
from pilots.pilot import Pilot
from pilots.publish.handout import lecturer_copy, student_copy
from pilots.publish.teach import teach


def solved():
    """An exercise with a hint and a solution, as it stands after a run."""
    out = [new_output("stream", text="geheim 42")]
    cells = [
        new_code_cell('pilot = "x"\nlanguage = "nl"', metadata={"tags": ["parameters"]}),
        new_markdown_cell("Zoek het antwoord.", metadata={"tags": ["exercise", "lang:nl"]}),
        new_markdown_cell("Trouvez la réponse.", metadata={"tags": ["exercise", "lang:fr"]}),
        new_markdown_cell("Kijk *hier*.", metadata={"tags": ["hint", "lang:nl"]}),
        new_markdown_cell("Het geheim is 42.", metadata={"tags": ["solution", "lang:nl"], "geheim": 42}),
        new_code_cell("geheim = 42", metadata={"tags": ["solution", "edition:student"]}, outputs=out, id="geheim-42"),
        new_code_cell("tables.needs(plan)", outputs=out, execution_count=7),
    ]
    return new_notebook(cells=cells, metadata={"geheim": 42, "pilots": {"prose_language": "nl"}})


def test_of_a_solution_nothing_is_left():
    assert re.findall("geheim|42", nbformat.writes(student_copy(solved(), "menen", "nl"))) == []


def test_where_it_stood_there_is_room():
    sources = [cell.source for cell in student_copy(solved(), "menen", "nl").cells]
    assert sources[3:5] == ["*Uw antwoord:*", "# Uw antwoord:"]


def test_the_lecturer_has_it_in_its_place():
    cells = lecturer_copy(solved(), "menen", "nl").cells
    assert [cell.source for cell in cells if "solution" in cell.metadata.get("tags", [])] == [
        "Het geheim is 42.",
        "geheim = 42",
    ]


def test_parameters_name_pilot_and_language_and_other_languages_are_left_out():
    copied = student_copy(solved(), "menen", "fr")
    assert copied.cells[0].source == 'pilot = "menen"\nlanguage = "fr"'
    assert [cell.source for cell in copied.cells if cell.cell_type == "markdown"] == ["Trouvez la réponse."]


def test_a_hint_opens_with_a_click():
    assert "<summary>Hint</summary>\n\nKijk *hier*." in student_copy(solved(), "menen", "nl").cells[2].source


def test_nothing_was_run_and_the_same_notebook_gives_the_same_bytes():
    first, again = (nbformat.writes(student_copy(solved(), "menen", "nl")) for _ in range(2))
    cells = json.loads(first)["cells"]
    assert first == again
    assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []


def test_it_is_a_valid_notebook():
    nbformat.validate(lecturer_copy(solved(), "menen", "nl"))


@pytest.fixture(scope="session")
def handed_out(project, copy, tmp_path_factory):
    place = copy(tmp_path_factory.mktemp("course"), "a20031")
    pilot = Pilot.find("a20031", place)
    notebooks = sorted((project / "notebooks").glob("[123]_*.ipynb"))
    return pilot, teach(pilot, place / "course", notebooks), notebooks


def written(folder):
    return {path: path.read_bytes().decode("utf-8", "ignore") for path in folder.rglob("*") if path.is_file()}


def lines(notebooks, *, solutions):
    """The lines of the notebooks' solutions, or of everything else."""
    cells = [cell for path in notebooks for cell in nbformat.read(path, as_version=4).cells]
    chosen = [cell.source for cell in cells if ("solution" in cell.metadata.get("tags", [])) == solutions]
    return {line.strip() for source in chosen for line in source.splitlines() if len(line.strip()) > 8}


def test_no_line_of_a_solution_is_in_what_students_get(handed_out):
    _, folder, notebooks = handed_out
    secret = lines(notebooks, solutions=True) - lines(notebooks, solutions=False)
    said = "\n".join(written(folder / "students").values())
    assert len(secret) > 20
    assert [line for line in secret if line in said or json.dumps(line, ensure_ascii=False)[1:-1] in said] == []


def test_the_lecturer_has_every_solution(handed_out):
    _, folder, notebooks = handed_out
    said = "\n".join(written(folder / "lecturer" / "notebooks").values())
    code = [cell.source for path in notebooks for cell in nbformat.read(path, as_version=4).cells
            if cell.cell_type == "code" and "solution" in cell.metadata.get("tags", [])]  # fmt: skip
    assert code
    assert all(json.dumps(line, ensure_ascii=False)[1:-1] in said for source in code for line in source.splitlines())


def test_both_folders_hold_the_same_synthetic_project_and_a_reading_list(handed_out):
    pilot, folder, _ = handed_out
    for place in ("students", "lecturer"):
        assert Pilot.find(pilot.name, folder / place).synthetic
        assert "Ontmoeten is simpel" in (folder / place / "leeslijst.html").read_text(encoding="utf-8")
        assert "jupyter lab" in (folder / place / "README.md").read_text(encoding="utf-8")


def test_what_is_there_is_not_overwritten(handed_out):
    pilot, folder, notebooks = handed_out
    with pytest.raises(PilotsError, match="nothing is overwritten"):
        teach(pilot, folder, notebooks)


def test_where_it_goes_wrong_nothing_is_left(handed_out, tmp_path):
    pilot, *_ = handed_out
    named = new_notebook(cells=[new_markdown_cell("Bel naar 0470 12 34 56.")])
    nbformat.write(named, tmp_path / "1_named.ipynb")
    with pytest.raises(PilotsError, match="phone"):
        teach(pilot, tmp_path / "course", [tmp_path / "1_named.ipynb"])
    assert [path.name for path in tmp_path.iterdir()] == ["1_named.ipynb"]
