"""The publication across pilots, from Menen's data: alone, and beside a pilot that measured just the same."""

import ast
import json
import re
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from pilots.across import Publication, alike, gather, synthesise, themes
from pilots.exhibits import Figure, Sentence, Table
from pilots.publish import describe
from pilots.publish.citations import references
from pilots.publish.citeproc import read_references


@pytest.fixture(scope="module")
def members(menen):
    """Menen, and its twin under another name."""
    (one,) = gather(Publication.find("menen", menen.project))
    return one, replace(one, pilot=one.pilot.model_copy(update={"name": "twin"}))


@pytest.fixture(scope="module")
def spoken(members):
    return themes(members)


@pytest.fixture(scope="module")
def cells(project):
    return json.loads((project / "notebooks" / "4_publication.ipynb").read_text(encoding="utf-8"))["cells"]


@pytest.fixture(scope="module")
def ran(menen, cells):
    """What the notebook shows of Menen alone, and the texts of the source that it says."""
    asked: set[str] = set()
    shown: list[Table | Figure | Sentence] = []

    class Listening(dict[str, str]):
        def get(self, text: str, other: str) -> str:  # type: ignore[override]
            asked.add(text)
            return other

    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
        patch.setenv("PILOTS_PROJECT", str(menen.project))
        patch.setattr("pilots.language._catalog", lambda _: Listening())
        patch.setattr("IPython.display.display", shown.append)
        names: dict[str, object] = {}
        for cell in cells:
            if cell["cell_type"] == "code":
                shown += _run("".join(cell["source"]), names)
    return shown, asked


def _prose(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell of prose; nothing where it is code."""
    kept = {"source": "".join(cell["source"]), "metadata": cell["metadata"]}
    return kept if cell["cell_type"] == "markdown" else {}


def _run(source: str, names: dict[str, object]) -> list[Table | Figure | Sentence]:
    parts = ast.parse(source).body
    last = parts.pop() if isinstance(parts[-1], ast.Expr) else None
    exec(compile(ast.Module(parts, []), "cell", "exec"), names)
    found = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    return [] if found is None else [found]


def test_the_notebook_takes_the_pilots_and_the_language_as_parameters(cells):
    tagged = ["".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    assert tagged == ['pilots = ""\nlanguage = "nl"']


def test_every_cell_that_shows_something_shows_an_exhibit(ran):
    shown, _ = ran
    assert len(shown) > 20
    assert all(isinstance(exhibit, Table | Figure | Sentence) for exhibit in shown)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_text_is_in_the_catalogues(ran, catalogue, language):
    assert sorted(ran[1] - set(catalogue(language))) == []


def test_one_pilot_alone_is_published_without_a_synthesis(ran):
    forest = next(exhibit for exhibit in ran[0] if getattr(exhibit, "label", "") == "fig-synthesis")
    assert "exhibit-absent" in forest.to_html()


def test_no_count_below_the_threshold_is_told(ran):
    counts = [count for exhibit in ran[0] for count in exhibit.counts]
    assert counts
    assert [count for count in counts if count.low == count.high and 0 < count.low < 5] == []


def test_a_pilot_and_its_twin_have_measured_alike_and_say_the_same(members):
    found = synthesise(members, alike(members))
    each = found.query("group != 'all'").set_index(["measure", "kind", "group"])["estimate"].unstack()
    assert len(each) > 4
    assert each["menen"].equals(each["twin"])


def test_a_theme_stands_with_every_element_that_its_code_belongs_to(spoken):
    found = spoken.set_index(["element", "pilot"])
    assert {"involvement.school", "capitals.social", "capitals.cultural"} <= set(
        found.index.get_level_values("element")
    )
    assert all(told.base >= told.threshold for told in found["told"])


def test_no_count_of_conversations_differs_from_another_by_few(spoken):
    told = [one for one in spoken["told"] if one.exact]
    counts = sorted({int(one.cases) for one in told})
    assert all(b - a >= 5 for a, b in pairwise(counts))


@pytest.mark.parametrize(
    ("edition", "language", "title"),
    [
        ("researcher", "nl", "Over de proeftuinen heen"),
        ("researcher", "fr", "D'un projet pilote à l'autre"),
        ("participant", "en", "What we learned together"),
    ],
)
def test_each_edition_has_a_title_page_in_its_language(menen, cells, edition, language, title):
    notebook = new_notebook(cells=[new_markdown_cell(**told) for told in map(_prose, cells) if told])
    describe(notebook, Publication.find("menen", menen.project).pilot, language, edition=edition)
    front = notebook.metadata["pilots"]["front"]
    assert (front["pilot"], front["report"], front["synthetic"]) == ("publication", title, True)


def test_what_the_prose_cites_is_in_the_bibliography_of_the_package(menen, cells):
    made = Publication.find("menen", menen.project).pilot
    known = {source["id"] for source in read_references(references(made))}
    cited = {key for cell in cells for key in re.findall(r"(?<!\w)@([\w-]+)", "".join(_prose(cell).get("source", "")))}
    assert cited == {"bender", "hartung-knapp", "mayne"} <= known
