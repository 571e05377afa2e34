"""What an RO-Crate says of a bundle."""

import json

import pytest
from rocrate.rocrate import ROCrate

from pilots import Pilot
from pilots.publish.bundle import crate_metadata


@pytest.fixture
def made(project, tmp_path) -> str:
    pilot = Pilot.read(project / "data" / "raw" / "menen" / "pilot.toml")
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / "parents_w0.csv"
    path.write_text("welcome\n3\n")
    return crate_metadata(pilot, {"data/parents_w0.csv": path}, language="nl", licence="CC-BY-4.0", date="2019-06-28")


def test_it_is_read_as_a_crate_with_its_file(made, tmp_path):
    (tmp_path / "ro-crate-metadata.json").write_text(made, encoding="utf-8")
    crate = ROCrate(tmp_path)
    assert crate.name.startswith("Cocreatief werken")
    assert [part.id for part in crate.data_entities] == ["data/parents_w0.csv"]


def test_it_says_what_a_crate_must(made):
    root = next(entity for entity in json.loads(made)["@graph"] if entity["@id"] == "./")
    assert {"name", "description", "datePublished", "license"} <= set(root)
    assert root["datePublished"] == "2019-06-28"


def test_it_conforms_to_a_version_and_refers_to_nothing_that_is_not_there(made):
    graph = {entity["@id"]: entity for entity in json.loads(made)["@graph"]}
    assert graph["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert json.loads(made)["@context"] == "https://w3id.org/ro/crate/1.1/context"
    parts = [part for entity in graph.values() for value in entity.values() for part in (value if isinstance(value, list) else [value])]  # fmt: skip
    named = {part["@id"] for part in parts if isinstance(part, dict)} - {"https://w3id.org/ro/crate/1.1"}
    assert named <= set(graph)


def test_synthetic_data_say_so_first(made):
    root = next(entity for entity in json.loads(made)["@graph"] if entity["@id"] == "./")
    assert root["description"].startswith("Synthetische data")


def test_no_path_of_the_machine_is_in_it(made, tmp_path):
    assert str(tmp_path) not in made
