"""Readers of other packages join by entry point."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.survey.read.qualtrics_writer import question, write_survey

from pilots.errors import ReadError
from pilots.survey.read import Reader, read_survey
from pilots.survey.read.plain import read_plain

READER = """
from dataclasses import replace
from pilots.survey.read import Reading, Source
from pilots.survey.read.plain import read_plain

def read(source: Source) -> Reading | None:
    plain = read_plain(source) if source.suffix == ".shout" else None
    return plain and replace(plain, tool="shouting")
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package that brings a reader."""
    about = tmp_path / "shouting_reader-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting-reader\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[pilots.readers]\nshouting = shouting_reader:read\n")
    (tmp_path / "shouting_reader.py").write_text(READER)
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("package")
def test_another_packages_reader_is_tried_first(tmp_path: Path) -> None:
    (tmp_path / "a.shout").write_text("id\n1\n")
    assert read_survey(tmp_path / "a.shout").tool == "shouting"


@pytest.mark.usefixtures("package")
def test_what_it_does_not_know_is_left_to_ours(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n1\n")
    assert read_survey(tmp_path / "a.csv").tool == "plain"


@pytest.fixture
def rivals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tools whose exports look alike."""

    def rival(name: str) -> Reader:
        return lambda source: replace(plain, tool=name, sign="a q") if (plain := read_plain(source)) else None

    tools = {"ours": rival("ours"), "theirs": rival("theirs"), "plain": read_plain}
    monkeypatch.setattr("pilots.survey.read.registry.READERS", tools)


@pytest.mark.usefixtures("rivals")
def test_where_two_tools_fit_it_asks(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("q\n1\n")
    with pytest.raises(ReadError, match=r'of ours \(a q\) and of theirs \(a q\).*tool = "ours".*--tool ours') as caught:
        read_survey(tmp_path / "a.csv")
    assert "theirs" in caught.value.mend
    assert read_survey(tmp_path / "a.csv", "theirs").tool == "theirs"


def test_the_tool_of_the_structure_wins(shared: Path, tmp_path: Path) -> None:
    structure = shared / "data" / "limesurvey-structure" / "survey.lss"
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    with pytest.raises(ReadError, match="the questionnaire beside it is of limesurvey"):
        read_survey(tmp_path / "a.csv", structure=structure)


LIMESURVEY = "id,submitdate,lastpage,startlanguage,startdate,q1\n1,2018-05-02 10:10:00,3,nl,2018-05-02 10:00:00,ja\n"


@pytest.mark.parametrize("tool", [None, "limesurvey"])
def test_the_questionnaire_of_another_tool_is_no_help_and_refused(tmp_path: Path, tool: str | None) -> None:
    (tmp_path / "a.csv").write_text(LIMESURVEY)
    asked = question(1, "MC", "SAVR", "TX", Choices=["ja", "nee"])
    with pytest.raises(ReadError, match="is of qualtrics, but this is no export of qualtrics"):
        read_survey(tmp_path / "a.csv", tool, structure=write_survey(tmp_path / "a.qsf", [asked]))


@pytest.mark.parametrize("table", [LIMESURVEY, "a,b\n1,2\n"])
def test_what_describes_no_questionnaire_does_not_go_unused(tmp_path: Path, table: str) -> None:
    (tmp_path / "a.csv").write_text(table)
    (tmp_path / "pilot.toml").write_text('name = "hier"\ntitle = "Hier"\n')
    with pytest.raises(ReadError, match="this is no description of a questionnaire"):
        read_survey(tmp_path / "a.csv", structure=tmp_path / "pilot.toml")


def test_what_one_reader_finds_wrong_is_told_rather_than_what_all_find(tmp_path: Path) -> None:
    (tmp_path / "a.lss").write_text("<?xml version='1.0'?><document><broken>")
    with pytest.raises(ReadError) as caught:
        read_survey(tmp_path / "a.lss")
    assert "no table" not in str(caught.value)
