"""Small REFI-QDA projects, written as other programs write them."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.read import read_qdpx

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="urn:QDA-XML:project:1.0" name="small">'
SMALL = (
    HEAD
    + """
<Users><User guid="U1" name="An"/><User guid="U2" name="Bo"/></Users>
<CodeBook><Codes>
  <Code guid="C1" name="Welcome" isCodable="true"><Code guid="C2" name="Coffee" isCodable="true"/></Code>
  <Code guid="C3" name="Language" isCodable="true"/>
</Codes></CodeBook>
<Variables><Variable guid="V1" name="taal" typeOfVariable="Text"/>
<Variable guid="V2" name="group" typeOfVariable="Text"/>
<Variable guid="V3" name="phase" typeOfVariable="Integer"/></Variables>
<Cases>
  <Case guid="K1" name="A mother">
    <VariableValue><VariableRef targetGUID="V2"/><TextValue>parents</TextValue></VariableValue>
    <VariableValue><VariableRef targetGUID="V1"/><TextValue>nl</TextValue></VariableValue>
    <SourceRef targetGUID="D1"/></Case>
  <Case guid="K2" name="A father"><SelectionRef targetGUID="S4"/></Case>
</Cases>
<Sources>
  <TextSource guid="D1" name="one" plainTextPath="internal://D1.txt" richTextPath="internal://gone.docx">
    <VariableValue><VariableRef targetGUID="V3"/><IntegerValue>1</IntegerValue></VariableValue>
    <PlainTextSelection guid="S1" startPosition="0" endPosition="5" creatingUser="U2">
      <Coding guid="G1" creatingUser="U1"><CodeRef targetGUID="C2"/></Coding></PlainTextSelection>
    <PlainTextSelection guid="S2" startPosition="0" endPosition="5" creatingUser="U2">
      <Coding guid="G2" creatingUser="U2"><CodeRef targetGUID="C2"/></Coding></PlainTextSelection>
  </TextSource>
  <TextSource guid="D2" name="two"><PlainTextContent>koffie met melk</PlainTextContent>
    <VariableValue><VariableRef targetGUID="V3"/><IntegerValue>3</IntegerValue></VariableValue>
    <PlainTextSelection guid="S3" startPosition="7" endPosition="10"><Coding guid="G3" creatingUser="U1">
      <CodeRef targetGUID="C3"/></Coding></PlainTextSelection>
    <PlainTextSelection guid="S4" startPosition="0" endPosition="6"><Coding guid="G4" creatingUser="U1">
      <CodeRef targetGUID="C1"/></Coding></PlainTextSelection>
    <Coding guid="G5" creatingUser="U1"><CodeRef targetGUID="C1"/></Coding>
  </TextSource>
  <TextSource guid="D3" name="three" plainTextPath="internal://missing.txt"/>
</Sources></Project>"""
)


Writer = Callable[..., Path]


@pytest.fixture
def write_qdpx(tmp_path: Path) -> Writer:
    """A writer of .qdpx files: the XML, and the members beside it."""

    def write(qde: str = SMALL, members: dict[str, bytes | str] | None = None) -> Path:
        path = tmp_path / "project.qdpx"
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            archive.writestr("project.qde", qde)
            for name, content in ({"Sources/D1.txt": "\ufeffhallo daar\r\n"} if members is None else members).items():
                archive.writestr(name, content)
        return path

    return write


@pytest.fixture
def small(write_qdpx: Writer) -> QualitativeProject:
    """Three documents, two cases, two coders, three codes."""
    return read_qdpx(write_qdpx())
