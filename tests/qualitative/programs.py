"""Projects as QDA programs write them: the habits of each, in as little XML as shows them."""

from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZipFile

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
SPACE = 'xmlns="urn:QDA-XML:project:1.0"'


def guid(name: str, *, braces: bool = False, capitals: bool = False) -> str:
    """A GUID for a short name, in the form a program likes."""
    own = str(uuid5(NAMESPACE_URL, name))
    own = own.upper() if capitals else own
    return f"{{{own}}}" if braces else own


def by(user: str, when: str = "2021-03-04T10:00:00Z") -> str:
    return f'creatingUser="{guid(user)}" creationDateTime="{when}"'


def coding(name: str, code: str, user: str = "u1", more: str = "") -> str:
    return f'<Coding guid="{guid(name)}" {by(user)}><CodeRef targetGUID="{guid(code)}"/>{more}</Coding>'


def save(path: Path, qde: str, members: dict[str, bytes | str] | None = None, *, called: str = "project.qde") -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(called, qde)
        for name, content in (members or {}).items():
            archive.writestr(name, content)
    return path


def everything(path: Path) -> Path:
    """A project that uses all that the standard has."""
    audio = "<SyncPoint guid='{a}' timeStamp='0' position='0'/><SyncPoint guid='{b}' timeStamp='2500' position='5'/>"
    qde = f"""{HEAD}<Project {SPACE} name="All" origin="Other 1" creatingUserGUID="{guid("u1")}"
      creationDateTime="2021-01-01T09:00:00Z" modifiedDateTime="2021-05-01T09:00:00.1234567+02:00" basePath="//share/x">
    <Users><User guid="{guid("u1")}" name="An" id="A"/><User guid="{guid("u2")}" name="An"/><User guid="{guid("u3")}"/></Users>
    <CodeBook><Codes>
      <Code guid="{guid("c1")}" name="Welcome" isCodable="false" color="#FF0000"><Description>who
comes&#13;&#10;in</Description><NoteRef targetGUID="{guid("n1")}"/>
        <Code guid="{guid("c2")}" name="" isCodable="true"/></Code>
      <Code guid="{guid("c3")}" name="A &lt; B &amp; &quot;C&quot;" isCodable="true" color="#abc"/>
    </Codes></CodeBook>
    <Variables>
      <Variable guid="{guid("v1")}" name="language" typeOfVariable="Text"><Description>spoken</Description></Variable>
      <Variable guid="{guid("v2")}" name="name" typeOfVariable="Text"/>
      <Variable guid="{guid("v3")}" name="member" typeOfVariable="Boolean"/>
      <Variable guid="{guid("v4")}" name="children" typeOfVariable="Integer"/>
      <Variable guid="{guid("v5")}" name="hours" typeOfVariable="Float"/>
      <Variable guid="{guid("v6")}" name="born" typeOfVariable="Date"/>
      <Variable guid="{guid("v7")}" name="met" typeOfVariable="DateTime"/>
      <Variable guid="{guid("v8")}" name="met" typeOfVariable="Text"/></Variables>
    <Cases>
      <Case guid="{guid("k1")}" name="Mother"><Description>first</Description><CodeRef targetGUID="{guid("c3")}"/>
        {_value("v1", "Text", "nl")}{_value("v2", "Text", "M")}{_value("v3", "Boolean", "true")}
        {_value("v4", "Integer", "3")}{_value("v5", "Float", "2.5")}{_value("v6", "Date", "1990-02-03")}
        {_value("v7", "DateTime", "2021-01-01T09:00:00")}{_value("v8", "Text", "often")}
        <SourceRef targetGUID="{guid("d1")}"/><SourceRef targetGUID="{guid("gone")}"/></Case>
      <Case guid="{guid("k2")}" name=""><SelectionRef targetGUID="{guid("s3")}"/></Case>
      <Case guid="{guid("c3")}" name="has the id of a code"/></Cases>
    <Sources>
      <TextSource guid="{guid("d1")}" name="talk" plainTextPath="internal://d1.txt" richTextPath="internal://d1.docx"
        {by("u1")} modifyingUser="{guid("u2")}" modifiedDateTime="2021-02-02T00:00:00Z"><Description>long</Description>
        <PlainTextSelection guid="{guid("s1")}" name="hallo" startPosition="0" endPosition="5" {by("u2")}
          modifyingUser="{guid("u3")}" modifiedDateTime="2021-02-03T00:00:00Z"><Description>why</Description>
          {coding("g1", "c2", "u1", f'<NoteRef targetGUID="{guid("n2")}"/>')}{coding("g2", "c2", "u2")}
          <NoteRef targetGUID="{guid("n2")}"/></PlainTextSelection>
        <PlainTextSelection guid="{guid("s2")}" startPosition="6" endPosition="10"/>
        {coding("g3", "c3")}<NoteRef targetGUID="{guid("n3")}"/>{_value("v4", "Integer", "7")}{_value("v1", "Text", "fr")}
      </TextSource>
      <PictureSource guid="{guid("d2")}" name="photo" path="internal://pic.jpg" currentPath="absolute:///home/x/pic.jpg">
        <TextDescription guid="{guid("r2")}" name="said"><PlainTextContent>een klas</PlainTextContent>
          <PlainTextSelection guid="{guid("s4")}" startPosition="4" endPosition="8">{coding("g4", "c1")}</PlainTextSelection>
        </TextDescription>
        <PictureSelection guid="{guid("s5")}" firstX="1" firstY="2" secondX="30" secondY="40">{coding("g5", "c1")}
        </PictureSelection></PictureSource>
      <PDFSource guid="{guid("d3")}" name="report" path="internal://r.pdf">
        <PDFSelection guid="{guid("s6")}" page="2" firstX="10" firstY="700" secondX="90" secondY="650" {by("u1")}>
          <Representation guid="{guid("r6")}"><PlainTextContent>de tekst</PlainTextContent></Representation>
          {coding("g6", "c3")}{coding("g7", "c3", "u2")}</PDFSelection>
        <Representation guid="{guid("r3")}" name="text" plainTextPath="internal://r3.txt" {by("u1")}>
          <PlainTextSelection guid="{guid("s3")}" startPosition="0" endPosition="2">{coding("g8", "c1")}</PlainTextSelection>
        </Representation></PDFSource>
      <AudioSource guid="{guid("d4")}" name="tape" path="relative:///tape.mp3">
        <Transcript guid="{guid("t1")}" name="nl" plainTextPath="internal://t1.txt">
          {audio.format(a=guid("p1"), b=guid("p2"))}
          <TranscriptSelection guid="{guid("s7")}" name="begin" fromSyncPoint="{guid("p1")}" toSyncPoint="{guid("p2")}"
            {by("u2")}>{coding("g9", "c2")}</TranscriptSelection></Transcript>
        <Transcript guid="{guid("t2")}" name="fr"><PlainTextContent>merci&#13;
beaucoup</PlainTextContent>{audio.format(a=guid("p3"), b=guid("p4"))}
          <TranscriptSelection guid="{guid("s8")}" fromSyncPoint="{guid("p3")}" toSyncPoint="{guid("p4")}">
            {coding("g10", "c2")}</TranscriptSelection></Transcript>
        <AudioSelection guid="{guid("s9")}" begin="1000" end="2000">{coding("g11", "c2")}</AudioSelection></AudioSource>
      <VideoSource guid="{guid("d5")}" name="film" path="absolute://C:/film.mp4">
        <VideoSelection guid="{guid("s10")}" begin="0" end="9">{coding("g12", "c2")}</VideoSelection></VideoSource>
    </Sources>
    <Notes>
      <Note guid="{guid("n1")}" name="memo" {by("u1")}><PlainTextContent>think</PlainTextContent></Note>
      <Note guid="{guid("n2")}" plainTextPath="internal://n2.txt"><NoteRef targetGUID="{guid("n1")}"/></Note>
      <Note guid="{guid("n3")}" name="coded"><Description>d</Description><PlainTextContent>ab cd</PlainTextContent>
        <PlainTextSelection guid="{guid("s11")}" startPosition="0" endPosition="2">{coding("g13", "c1")}
        </PlainTextSelection></Note></Notes>
    <Links><Link guid="{guid("l1")}" name="leads to" direction="OneWay" color="#00ff00" originGUID="{guid("c1")}"
      targetGUID="{guid("s1")}"><NoteRef targetGUID="{guid("n1")}"/></Link><Link guid="{guid("l2")}"/></Links>
    <Sets><Set guid="{guid("e1")}" name="group"><Description>g</Description><MemberCode targetGUID="{guid("c1")}"/>
      <MemberSource targetGUID="{guid("d1")}"/><MemberSource targetGUID="{guid("d2")}"/>
      <MemberNote targetGUID="{guid("n1")}"/></Set><Set guid="{guid("e2")}" name="empty"/></Sets>
    <Graphs><Graph guid="{guid("y1")}" name="map"><Vertex guid="{guid("x1")}" representedGUID="{guid("c1")}" firstX="1"
      firstY="2" shape="Oval" color="#123456"/><Vertex guid="{guid("x2")}" firstX="3" firstY="4"/>
      <Edge guid="{guid("z1")}" sourceVertex="{guid("x1")}" targetVertex="{guid("x2")}" lineStyle="dashed"/></Graph></Graphs>
    <Description>the whole</Description><NoteRef targetGUID="{guid("n3")}"/></Project>"""
    members = {"sources/d1.txt": "hallo daar\r\n", "sources/d1.docx": b"PK docx", "sources/pic.jpg": b"\xff\xd8\x00jpg",
               "sources/r.pdf": b"%PDF", "sources/r3.txt": "de ouders", "sources/t1.txt": "hallo jij",
               "sources/n2.txt": "bedenking", "extra.dat": b"\x00\x01"}  # fmt: skip
    return save(path, qde, members)


def nvivo(path: Path) -> Path:
    """UTF-16 units, a mark of byte order, empty descriptions, Windows line breaks, cases that are codes too."""
    text = "\ufeffdag \N{GRINNING FACE} mama\r\nen papa"
    qde = f"""\ufeff{HEAD}<Project {SPACE} name="Untitled" origin="NVivo for Windows 12.6"><Users><User guid="{guid("u1")}"
      name="An"/></Users><CodeBook><Codes><Code guid="{guid("c1")}" name="kin" isCodable="true"/>
      <Code guid="{guid("k1")}" name="Family" isCodable="true"/></Codes></CodeBook>
      <Cases><Case guid="{guid("k1")}" name="Family"><SelectionRef targetGUID="{guid("s1")}"/></Case></Cases>
      <Sources><TextSource guid="{guid("d1")}" name="talk" richTextPath="internal://d1.docx" plainTextPath="internal://d1.txt">
      <PlainTextSelection guid="{guid("s1")}" name="" startPosition="7" endPosition="11"><Description />{coding("g1", "c1")}
      </PlainTextSelection><PlainTextSelection guid="{guid("s2")}" name="" startPosition="16" endPosition="20"><Description />
      {coding("g2", "c1")}</PlainTextSelection></TextSource></Sources><Description /></Project>"""
    return save(path, qde, {"Sources/d1.txt": text, "Sources/d1.docx": b"docx"})


def atlas(path: Path) -> Path:
    """Braces and capitals in ids, line breaks that count as one, a .qde with the project's name, several coders a passage."""
    own = {name: guid(name, braces=True, capitals=True) for name in ("u1", "u2", "c1", "d1", "s1", "e1", "d2", "s2")}
    given = "".join(
        f'<Coding guid="{guid(f"g{user}", capitals=True)}" creatingUser="{own[user]}"><CodeRef targetGUID="{own["c1"]}"/></Coding>'
        for user in ("u1", "u2")
    )
    qde = f"""{HEAD}<Project {SPACE} name="Talks" origin="ATLAS.ti Win 23.4"><Users><User guid="{own["u1"]}" name="An"/>
      <User guid="{own["u2"]}" name="Bo"/></Users><CodeBook><Codes><Code guid="{own["c1"]}" name="kin" isCodable="true"
      color="#46AA00"/></Codes></CodeBook><Sources><TextSource guid="{own["d1"]}" name="talk"
      plainTextPath="internal://d1.txt"><PlainTextSelection guid="{own["s1"]}" name="papa" startPosition="8"
      endPosition="12">{given}</PlainTextSelection></TextSource>
      <PDFSource guid="{own["d2"]}" name="r.pdf" path="internal://d2.pdf"><PDFSelection guid="{own["s2"]}" page="5"
      firstX="61.2" firstY="633.6" secondX="244.8" secondY="316.8"/></PDFSource></Sources>
      <Sets><Set guid="{own["e1"]}" name="code group"><MemberCode targetGUID="{own["c1"]}"/></Set></Sets></Project>"""
    return save(path, qde, {"sources/d1.txt": "mama\r\nen papa", "sources/d2.pdf": b"%PDF"}, called="Talks.qde")


def maxqda(path: Path) -> Path:
    """Attributes in any order, variables at the documents, passages without a code that hold a memo, sound as film."""
    qde = f"""{HEAD}<Project xsi:schemaLocation="urn:QDA-XML:project:1.0 Project.xsd" name="Gesprekken" {SPACE}
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" origin="MAXQDA 24 (Release 24.7.0)"><Users><User name="An"
      guid="{guid("u1", capitals=True)}"/></Users><CodeBook><Codes><Code color="#ef8256" name="kin" isCodable="true"
      guid="{guid("c1", capitals=True)}"/></Codes></CodeBook><Variables><Variable typeOfVariable="Integer" name="Age"
      guid="{guid("v1", capitals=True)}"/></Variables><Sources><TextSource name="one" guid="{guid("d1", capitals=True)}"
      plainTextPath="internal://d1.txt"><PlainTextSelection endPosition="4" startPosition="0"
      guid="{guid("s1", capitals=True)}" name="mama"><Description>remark</Description></PlainTextSelection>
      <PlainTextSelection endPosition="12" startPosition="8" guid="{guid("s2", capitals=True)}" name="papa">
      <Coding guid="{guid("g1", capitals=True)}"><CodeRef targetGUID="{guid("c1", capitals=True)}"/></Coding>
      </PlainTextSelection><VariableValue><VariableRef targetGUID="{guid("v1", capitals=True)}"/>
      <IntegerValue>34</IntegerValue></VariableValue></TextSource>
      <VideoSource name="two" path="internal://d2.m4a" guid="{guid("d2", capitals=True)}"><VideoSelection begin="100"
      end="200" guid="{guid("s3", capitals=True)}"><Coding guid="{guid("g2", capitals=True)}"><CodeRef
      targetGUID="{guid("c1", capitals=True)}"/></Coding></VideoSelection></VideoSource></Sources>
      <Sets><Set guid="{guid("e1")}" name="round 1"><MemberSource targetGUID="{guid("d1", capitals=True)}"/></Set></Sets>
      </Project>"""
    return save(path, qde, {"sources/d1.txt": "mama\nen papa", "sources/d2.m4a": b"m4a"})


def qualcoder(path: Path) -> Path:
    """A text in Representation, dates with a blank, codings without a code, children in an order of its own."""
    when = 'creationDateTime="2021-03-04 10:00:00"'
    qde = f"""\ufeff{HEAD}<Project {SPACE} name="p" origin="QualCoder 3.5"><Users><User guid="{guid("u1")}" name="An"/></Users>
      <CodeBook><Codes><Code guid="{guid("c1")}" name="kin" isCodable="true" color="#F5A9A9"/></Codes></CodeBook>
      <Variables><Variable guid="{guid("v1")}" name="age" typeOfVariable="Float"/></Variables>
      <Cases><Case guid="{guid("k1")}" name="A"><VariableValue><VariableRef targetGUID="{guid("v1")}"/>
      <TextValue>34,5</TextValue></VariableValue><SourceRef targetGUID="{guid("d1")}"/></Case></Cases>
      <Sources><PDFSource path="absolute:///home/a/r.pdf" {when} guid="{guid("d1")}" name="r.pdf"><Representation
      guid="{guid("r1")}" plainTextPath="internal://r1.txt"><PlainTextSelection guid="{guid("s1")}" startPosition="0"
      endPosition="4" name="mama" {when}>{coding("g1", "c1")}<Description>late</Description></PlainTextSelection>
      </Representation></PDFSource><AudioSource path="internal://a.mp3" guid="{guid("d2")}" name="a.mp3"><AudioSelection
      guid="{guid("s2")}" begin="0" end="10"><Coding guid="{guid("g2")}"></Coding></AudioSelection></AudioSource></Sources>
      <Notes><Note guid="{guid("n1")}" name="journal" plainTextPath="internal://n1.txt"/></Notes></Project>"""
    return save(path, qde, {"Sources/r1.txt": "\ufeffmama", "Sources/a.mp3": b"mp3", "Sources/n1.txt": "\ufeffdag"})


def quirkos(path: Path) -> Path:
    """No namespace, a code repeated under two parents, things of its own, XML that says UTF-16 and is not."""
    qde = f"""<?xml version="1.0" encoding="utf-16"?><Project name="q" xmlns:q="urn:q"><CodeBook><Codes>
      <Code guid="{guid("c1")}" name="a" isCodable="true"><Code guid="{guid("c3")}" name="x" isCodable="true"/></Code>
      <Code guid="{guid("c2")}" name="b" isCodable="true" q:size="3"><q:Bubble/><Code guid="{guid("c3")}" name="x"
      isCodable="true"><Code guid="{guid("c4")}" name="y"/></Code></Code></Codes></CodeBook><Sources><TextSource
      guid="{guid("d1")}" name="s"><PlainTextContent>mama</PlainTextContent><q:Live/><PlainTextSelection
      startPosition="0" endPosition="4"><Coding><CodeRef targetGUID="{guid("c3")}"/><CodeRef targetGUID="{guid("c1")}"/>
      </Coding></PlainTextSelection></TextSource></Sources></Project>"""
    return save(path, qde)


PROGRAMS = {"everything": everything, "nvivo": nvivo, "atlas": atlas, "maxqda": maxqda, "qualcoder": qualcoder,
            "quirkos": quirkos}  # fmt: skip


def _value(variable: str, kind: str, said: str) -> str:
    reference = f'<VariableRef targetGUID="{guid(variable)}"/>'
    return f"<VariableValue>{reference}<{kind}Value>{said}</{kind}Value></VariableValue>"
