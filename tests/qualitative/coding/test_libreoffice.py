"""A coder who fills in the workbook in LibreOffice itself."""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.qualitative.coding.conftest import given

from pilots.qualitative.coding import read_copies

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Coder" script:language="StarBasic">
Sub Fill(source As String, target As String, who As String, filter As String)
  Dim quiet(0) As New com.sun.star.beans.PropertyValue
  quiet(0).Name = "Hidden" : quiet(0).Value = True
  book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, quiet())
  coding = book.Sheets.getByName("coding")
  column = 0
  Do While coding.getCellByPosition(column, 0).String &lt;&gt; "code 1" : column = column + 1 : Loop
  coding.getCellByPosition(column, 1).String = "Welkom"
  coding.getCellByPosition(column + 1, 1).String = "Taal"
  coding.getCellByPosition(column, 4).String = "Zelf bedacht"
  book.Sheets.getByName("about").getCellByPosition(1, 1).String = who
  book.Sheets.getByName("codes").getCellByPosition(0, 5).String = "Zelf bedacht"
  Dim form(0) As New com.sun.star.beans.PropertyValue
  form(0).Name = "FilterName" : form(0).Value = filter
  book.storeToURL(ConvertToURL(target), form())
  book.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Coder"/></library:library>
"""
FILLED = [
    ("Ik voel mij welkom.", "Welkom", "LO"),
    ("Ik voel mij welkom.", "Taal", "LO"),
    ("Café \N{GRINNING FACE} très bien.", "Zelf bedacht", "LO"),
]


@pytest.fixture(scope="module")
def profile(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user of LibreOffice with one macro."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not on this machine")
    folder = tmp_path_factory.mktemp("profile")
    office(folder, "--convert-to", "ods", "--outdir", str(folder), str(workbook))
    standard = folder / "user" / "basic" / "Standard"
    (standard / "Coder.xba").write_text(MODULE, encoding="utf-8")
    (standard / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    return folder


def office(profile: Path, *arguments: str) -> None:
    user = f"-env:UserInstallation={profile.as_uri()}"
    subprocess.run(
        ["soffice", "--headless", "--norestore", user, *arguments], check=True, capture_output=True, timeout=120
    )


def test_what_libreoffice_saves_is_read_without_loss(profile, talks, workbook, tmp_path):
    copy = tmp_path / "copy.ods"
    office(profile, f"macro:///Standard.Coder.Fill({workbook},{copy},LO,calc8)")
    office(profile, "--convert-to", "xlsx", "--outdir", str(tmp_path / "again"), str(copy))
    for saved in (copy, tmp_path / "again" / "copy.xlsx"):
        assert given(read_copies(talks, [saved])) == FILLED
