"""A survey as DDI-Codebook."""

from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from pilots import Pilot
from pilots.codebook import Codebook
from pilots.publish.bundle import File, ddi
from pilots.publish.bundle.ddi import NAMESPACE

IN_ORDER = ["labl", "qstn", "sumStat", "catgry", "varFormat"]
"""The parts of a variable in the order that the standard's schema asks."""


@pytest.fixture(scope="module")
def described(project) -> ET.Element:
    pilot = Pilot.read(project / "data" / "raw" / "menen" / "pilot.toml")
    source = pilot.survey("parents")
    book = Codebook.read(pilot.path(source.codebook))
    name = next(
        str(n) for n, about in book.variables.iterrows() if about["type"] == "select_one" and about["role"] == "item"
    )
    codes = book.codes(name)
    answers = pd.DataFrame({name: pd.Series([codes[0]] * 12 + [codes[1]] * 8 + [None], dtype="str")})
    text = ddi(pilot, "parents", book, [File("parents_w0.csv", answers, source.waves[:1])], "nl", "CC-BY-4.0")
    return ET.fromstring(text)


def find(root: ET.Element, path: str) -> list[ET.Element]:
    return root.findall("/".join(f"{{{NAMESPACE}}}{part}" for part in path.split("/")))


def test_every_file_and_variable_is_described(described):
    assert [one.text for one in find(described, "fileDscr/fileTxt/fileName")] == ["parents_w0.csv"]
    assert [one.get("files") for one in find(described, "dataDscr/var")] == ["F1"]


def test_the_parts_of_a_variable_stand_in_the_order_of_the_standard(described):
    names = [part.tag.partition("}")[2] for part in find(described, "dataDscr/var")[0]]
    assert names == sorted(names, key=IN_ORDER.index)


def test_a_question_is_told_in_all_its_languages_the_page_s_own_first(described):
    said = [
        one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in find(described, "dataDscr/var/qstn/qstnLit")
    ]
    assert said[0] == "nl"
    assert len(said) > 1


def test_frequencies_are_of_what_leaves(described):
    assert [one.text for one in find(described, "dataDscr/var/sumStat")] == ["20", "1"]
    assert sum(int(one.text or 0) for one in find(described, "dataDscr/var/catgry/catStat")) == 20


def test_synthetic_data_say_so_and_the_licence_is_told(described):
    assert "Synthetische data" in (find(described, "stdyDscr/stdyInfo/abstract")[0].text or "")
    assert find(described, "stdyDscr/dataAccs/useStmt/conditions")[0].text == "CC-BY-4.0"
