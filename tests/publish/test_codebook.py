from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pilots import Pilot
from pilots.codebook import Codebook
from pilots.publish.codebook import codebook, write_codebook

MENEN = Pilot.find("menen", Path(__file__).parents[2])


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    return BeautifulSoup(codebook(MENEN, "parents"), "html.parser")


def test_every_variable_stands_in_it_once(page: BeautifulSoup) -> None:
    book = Codebook.read(MENEN.path(MENEN.survey("parents").codebook))
    tables = [table for table in page.find_all("table") if table.find("th").get_text() == "Variabele"]
    names = [row.find("td").get_text() for table in tables[:-1] for row in table.tbody.find_all("tr")]
    assert sorted(names) == sorted(book.variables.index)


def test_it_says_that_the_pilot_is_synthetic(page: BeautifulSoup) -> None:
    assert page.find("meta", {"name": "pilots:synthetic"})
    assert page.find("html")["lang"] == "nl"


def test_it_can_be_had_in_french() -> None:
    assert "Livre de codes" in BeautifulSoup(codebook(MENEN, "staff", "fr"), "html.parser").find("h1").get_text()


def test_it_is_written_beside_the_reports(copy, tmp_path: Path) -> None:
    pilot = Pilot.find("menen", copy(tmp_path, "menen"))
    path = write_codebook(pilot, "partners")
    assert path.relative_to(pilot.reports).as_posix() == "codebook_partners.nl.html"
    assert [file.name for file in path.parent.iterdir()] == [path.name]
