"""Readers of other packages join by entry point."""

from pathlib import Path

import pytest

from pilots.survey.read import read_survey

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
