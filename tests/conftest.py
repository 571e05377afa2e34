"""What tests share: the data of others, where they lie, a small pilot in memory, and Menen, run once."""

import ast
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from hypothesis import settings

from pilots.actions import ActionPlan
from pilots.actions.plan import ACTIONS, CYCLES, INDICATORS, NEEDS
from pilots.codebook import build
from pilots.files import replace
from pilots.pilot import Pilot
from pilots.survey.survey import Survey
from pilots.vocabulary import frame

PROJECT = Path(__file__).parents[1]
# a busy machine is no fault of the code
settings.register_profile("pilots", deadline=None, max_examples=50)
settings.load_profile("pilots")
SMALL_PILOT = """
name = "small"
title = "Klein"
synthetic = true
town = "Menen"
[privacy]
threshold = 5
reason = "a test"
[[sites]]
id = "vlam"
name = "VBS VLAM"
[[sites]]
id = "prins"
name = "De Kleine Prins"
"""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with other people's data and reference values, beside the project."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        reason = "the data of others lie beside the project, not in it: ../shared is missing"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project itself."""
    return PROJECT


@pytest.fixture
def pilot(tmp_path: Path) -> Pilot:
    """A small pilot with two schools and a threshold of 5."""
    path = tmp_path / "data" / "raw" / "small" / "pilot.toml"
    path.parent.mkdir(parents=True)
    path.write_text(SMALL_PILOT, encoding="utf-8")
    return Pilot.read(path)


@pytest.fixture
def parents() -> Survey:
    """Its survey: 20 parents at one school and 3 at the other, a scale of two items."""
    book = build(
        pd.DataFrame(
            {
                "type": ["select_one agree", "select_one agree"],
                "name": ["welcome", "heard"],
                "label::nl": ["Ik voel mij welkom", "Men luistert naar mij"],
            }
        ),
        pd.DataFrame({"list_name": "agree", "name": ["1", "2", "3"], "label::nl": ["oneens", "neutraal", "eens"]}),
        pd.DataFrame({"scale": ["climate"], "items": ["welcome heard"], "label::nl": ["Schoolklimaat"]}),
    )
    sites = ["vlam"] * 20 + ["prins"] * 3
    responses = pd.DataFrame(
        {"respondent_id": [f"w0-{n}" for n in range(23)], "wave": 0, "language": ["nl"] * 12 + ["fr"] * 9 + ["ar"] * 2}
    )
    scores = pd.DataFrame({"site": pd.Series(sites, dtype="str"), "climate": 2.0})
    return Survey("parents", "parents", responses, book, scores=scores)


@pytest.fixture
def plan() -> ActionPlan:
    """Its action plan: two needs, a chosen action for the one with an indicator, another that was not chosen."""
    return ActionPlan(
        needs=frame(
            NEEDS,
            [
                {"need": "N1", "titles": {"nl": "Taal"}, "descriptions": {}, "findings": (), "kind": "problem"},
                {"need": "N2", "titles": {"nl": "Onthaal"}, "descriptions": {}, "findings": ("F1",), "kind": "strength"},
            ],
        ),
        actions=frame(
            ACTIONS,
            [
                {"action": "A1", "needs": ("N1",), "titles": {"nl": "Koffie"}, "impact": 4, "effort": 2, "chosen": True},
                {"action": "A2", "needs": ("N2",), "titles": {"nl": "Tolk"}, "impact": 5, "effort": 5, "chosen": False},
            ],
        ),
        indicators=frame(
            INDICATORS,
            [{"indicator": "I1", "action": "A1", "titles": {"nl": "Welkom"}, "measure": "scale:parents.climate", "target": 3.5}],
        ),
        cycles=frame(
            CYCLES,
            [
                {"cycle": "C1", "action": "A1", "date": pd.Timestamp("2017-11-20"), "step": "act", "what": {"nl": "Later uur"},
                 "adjusted": True, "reason": {"nl": "Weinig volk"}, "agreed_by": ("parents", "staff")},
                {"cycle": "C2", "action": "A1", "site": "prins", "date": pd.Timestamp("2017-12-04"), "step": "study",
                 "adjusted": False, "agreed_by": ()},
            ],
        ),
    )  # fmt: skip


class Ran(NamedTuple):
    """A project on which the command `pilots` ran, and how that ended."""

    project: Path
    code: int
    out: str
    err: str

    def reports(self, pilot: str = "menen") -> list[Path]:
        return sorted((self.project / "reports" / pilot).glob("*.html"))


def run_pilots(project: Path, *arguments: str, python: Path | str = sys.executable, **environment: str) -> Ran:
    """The command `pilots` as one types it in the folder of a project."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PILOTS_")}
    done = subprocess.run(
        [python, "-m", "pilots", *arguments],
        cwd=project,
        env=own | environment,
        capture_output=True,
        encoding="utf-8",
    )
    return Ran(project, done.returncode, done.stdout, done.stderr)


def copy_project(folder: Path, *pilots: str) -> Path:
    """A project with the notebooks and the raw data of some pilots."""
    shutil.copytree(PROJECT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    for name in pilots:
        shutil.copytree(PROJECT / "data" / "raw" / name, folder / "data" / "raw" / name)
    (folder / "data" / "raw").mkdir(parents=True, exist_ok=True)
    return folder


def read_page(path: Path) -> BeautifulSoup:
    """A report; of its pictures only the outermost element, which bears their text alternative."""
    html = path.read_text(encoding="utf-8")
    return BeautifulSoup(re.sub(r"(<svg [^>]*>).*?</svg>", r"\1</svg>", html, flags=re.DOTALL), "html.parser")


@pytest.fixture(scope="session")
def command() -> Callable[..., Ran]:
    """See `run_pilots`."""
    return run_pilots


@pytest.fixture(scope="session")
def copy() -> Callable[..., Path]:
    """See `copy_project`."""
    return copy_project


@pytest.fixture(scope="session")
def page_of() -> Callable[[Path], BeautifulSoup]:
    """See `read_page`."""
    return read_page


def read_catalogue(language: str) -> dict[str, str]:
    """The texts of the source that have a translation, and that."""
    with (PROJECT / "src" / "pilots" / "locales" / f"{language}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}


@cache
def hear(project: Path, pilot: str) -> frozenset[str]:
    """Every text of the source that the notebooks of a pilot ask a translation of, run here once it was processed."""
    asked: set[str] = set()

    class Listening(dict[str, str]):
        def get(self, text: str, other: str) -> str:  # type: ignore[override]
            asked.add(text)
            return other

    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()):
        patch.setenv("PILOTS_PROJECT", str(project))
        patch.setattr("pilots.language._catalog", lambda _: Listening())
        # what is drawn says nothing that was not said before
        patch.setattr("matplotlib.figure.Figure.savefig", lambda _, file, **__: file.write(b"<svg ></svg>"))
        for path in sorted((project / "notebooks").glob("[123]_*.ipynb")):
            names: dict[str, object] = {"display": lambda shown: shown.to_html()}
            patch.setattr("IPython.display.display", names["display"])
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                if cell["cell_type"] == "code":
                    given = f'pilot = "{pilot}"' if "parameters" in cell["metadata"].get("tags", ()) else ""
                    _run_cell("".join(cell["source"]) + f"\n{given}", names)
    return frozenset(asked)


def _run_cell(source: str, names: dict[str, object]) -> None:
    parts = ast.parse(source).body
    last = parts.pop() if isinstance(parts[-1], ast.Expr) else None
    exec(compile(ast.Module(parts, []), "cell", "exec"), names)
    shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    if shown is not None:
        shown.to_html()  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def catalogue() -> Callable[[str], dict[str, str]]:
    """See `read_catalogue`."""
    return read_catalogue


@pytest.fixture(scope="session")
def heard() -> Callable[[Path, str], frozenset[str]]:
    """See `hear`."""
    return hear


def run_once(factory: pytest.TempPathFactory, folder: str, pilots: Sequence[str], **environment: str) -> Ran:
    """Run all these pilots, once for all workers that pytest has; who comes later waits."""
    place = factory.getbasetemp()
    place = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place
    project, done = place / folder, place / f"{folder}.json"
    try:
        project.mkdir()
    except FileExistsError:
        while not done.is_file():
            time.sleep(0.2)
        said = json.loads(done.read_text(encoding="utf-8"))
        return Ran(project, said["code"], said["out"], said["err"])
    try:
        ran = run_pilots(copy_project(project, *pilots), "run", "--all", **environment)
    except BaseException as error:
        ran = Ran(project, -1, "", repr(error))
        raise
    finally:
        replace(done, json.dumps({"code": ran.code, "out": ran.out, "err": ran.err}))
    return ran


@pytest.fixture(scope="session")
def menen(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Menen, run once from raw data to reports in a project of its own. Look, and change nothing."""
    ran = run_once(tmp_path_factory, "menen", ["menen"])
    assert ran.code == 0, ran.err
    return ran


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The five example pilots, run once elsewhere, in another order of everything that may have one. Change nothing."""
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    ran = run_once(
        tmp_path_factory, "een andere map", ["menen", "a20031", "connect", "ocb", "sterk-onderwijs"], **elsewhere
    )
    assert ran.code == 0, ran.err
    return ran
