"""The zip for a repository."""

import io
import json
import shutil
import zipfile

import pytest

from pilots import Pilot
from pilots.errors import PilotsError
from pilots.workflow.bundle import bundle


@pytest.fixture(scope="module")
def pilot(menen, tmp_path_factory) -> Pilot:
    """Menen with its reports, in a project that may be changed."""
    project = shutil.copytree(menen.project, tmp_path_factory.mktemp("bundle") / "project")
    return Pilot.find("menen", project)


@pytest.fixture(scope="module")
def written(pilot) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1561680000")
        return bundle(pilot).read_bytes()


@pytest.fixture(scope="module")
def made(written) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(written))


def test_reports_data_code_and_record_are_in_it(made):
    names = set(made.namelist())
    assert {
        "reports/1_context_analysis.html",
        "data/parents_w0.csv",
        "data/parents.ddi.xml",
        "data/datapackage.json",
    } <= names
    assert {"code/1_context_analysis.ipynb", "code/requirements.txt", "release.json", "ro-crate-metadata.json"} <= names


def test_raw_data_keys_and_decisions_stay_behind(made, pilot):
    inside = {made.read(name) for name in made.namelist()}
    kept = [*pilot.folder.rglob("*"), *pilot.keys.rglob("*"), *pilot.processed.glob("*")]
    assert not [path.name for path in kept if path.is_file() and path.read_bytes() in inside]


def test_no_row_of_answers_says_whose_or_where(made):
    heads = [made.read(name).decode().splitlines()[0] for name in made.namelist() if name.endswith(".csv")]
    words = {word for head in heads for word in head.split(",")}
    assert not words & {"respondent_id", "site", "school", "language", "link_code", "submitted"}


def test_record_package_and_readme_say_how_many_are_alike(made):
    resources = json.loads(made.read("data/datapackage.json"))["resources"]
    recorded = json.loads(made.read("release.json"))["data"]
    assert recorded == {one["path"]: one["anonymity"] for one in resources}
    assert all(one["k"] >= 5 and one["l"] >= 2 and one["quasiIdentifiers"] == [] for one in recorded.values())
    assert f"dat zijn er {min(one['k'] for one in recorded.values())} of meer" in made.read("README.md").decode()


def test_only_notebooks_that_made_its_reports_are_in_it(made):
    stems = {name.removeprefix("code/") for name in made.namelist() if name.endswith(".ipynb")}
    assert stems == {"1_context_analysis.ipynb", "2_action_plan.ipynb", "3_evaluation.ipynb"}


def test_the_crate_describes_every_file(made):
    graph = json.loads(made.read("ro-crate-metadata.json"))["@graph"]
    described = {entity["@id"] for entity in graph if entity["@type"] == "File"}
    assert described == set(made.namelist()) - {"ro-crate-metadata.json"}
    assert next(entity for entity in graph if entity["@id"] == "./")["datePublished"] == "2019-06-28"


def test_the_same_reports_give_the_same_bytes(pilot, written, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1561680000")
    assert bundle(pilot).read_bytes() == written


def test_a_report_that_was_changed_by_hand_is_not_bundled(pilot):
    report = pilot.reports / "1_context_analysis.html"
    before = report.read_bytes()
    report.write_bytes(before + b" ")
    with pytest.raises(PilotsError, match="changed after the gate"):
        bundle(pilot)
    report.write_bytes(before)


def test_without_a_licence_nothing_is_handed_over(pilot):
    with pytest.raises(PilotsError, match="no licence"):
        bundle(pilot.model_copy(update={"licence": ""}))
