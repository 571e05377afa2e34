"""A survey as DDI-Codebook."""

from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from pilots import Pilot
from pilots.codebook import Codebook
from pilots.publish.bundle import File, ddi
from pilots.publish.bundle.ddi import NAMESPACE

IN_ORDER = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr otherMat",
    "docDscr": "citation guide docStatus docSrc notes",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt verStmt biblCit holdings notes",
    "titlStmt": "titl subTitl altTitl parTitl IDNo",
    "rspStmt": "AuthEnty othId",
    "prodStmt": "producer copyright prodDate prodPlac software fundAg grantNo",
    "stdyDscr": "citation studyAuthorization stdyInfo studyDevelopment method dataAccs othrStdyMat notes",
    "stdyInfo": "studyBudget subject abstract sumDscr qualityStatement notes exPostEvaluation",
    "sumDscr": "timePrd collDate nation geogCover geogUnit geoBndBox boundPoly anlyUnit universe dataKind",
    "method": "dataColl notes anlyInfo stdyClas dataProcessing codingInstructions",
    "dataColl": "timeMeth dataCollector collectorTraining frequenc sampProc sampleFrame targetSampleSize deviat collMode",
    "dataAccs": "setAvail useStmt notes",
    "useStmt": "confDec specPerm restrctn contact citReq deposReq conditions disclaimer",
    "fileDscr": "fileTxt locMap notes",
    "fileTxt": "fileName fileCitation dataFingerprint fileCont fileStrc dimensns fileType format filePlac dataChck",
    "dimensns": "caseQnty varQnty logRecL recPrCas recNumTot",
    "dataDscr": "varGrp nCubeGrp var nCube notes",
    "var": "location labl imputation security embargo respUnit anlysUnit qstn valrng invalrng undocCod universe "
    "TotlResp sumStat txt stdCatgry catgryGrp catgry codInstr verStmt concept derivation varFormat geoMap catLevel notes",
    "qstn": "preQTxt qstnLit postQTxt forward backward ivuInstr",
    "catgry": "catValu labl txt catStat mrow",
}
"""The parts of each element in the order of the standard's schema (codebook.xsd of the DDI Alliance)."""


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


def test_the_parts_of_every_element_stand_in_the_order_of_the_standard(described):
    for element in described.iter():
        names = [part.tag.partition("}")[2] for part in element]
        if names:
            order = IN_ORDER[element.tag.partition("}")[2]].split()
            assert names == sorted(names, key=order.index)


def test_what_the_standard_asks_is_there(described):
    titles = [find(described, f"{part}/citation/titlStmt/titl")[0].text for part in ("docDscr", "stdyDscr")]
    assert all(titles)
    assert len({element.get("ID") for element in described.iter() if element.get("ID")}) == 2


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
