"""Reading folders of texts and of coded tables."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from pilots.errors import Problems, ReadError
from pilots.qualitative.read import read_project
from pilots.qualitative.read.office import read_office

WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr/><w:r>'
    "<w:t>Ik voel </w:t></w:r><w:r><w:t>mij welkom.</w:t><w:br/><w:t>Echt.</w:t></w:r><w:del><w:r><w:delText>weg</w:delText>"
    "</w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>In een tabel</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:body></w:document>"
)
OPEN = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>Ik <text:span>voel</text:span>'
    ' mij<text:s text:c="2"/>welkom.<office:annotation><text:p>weg</text:p></office:annotation></text:p><text:h>Kop</text:h>'
    "</office:text></office:body></office:document-content>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gesprekken").mkdir()
    return tmp_path / "gesprekken"


def zipped(path: Path, part: str, xml: str) -> Path:
    with ZipFile(path, "w") as archive:
        archive.writestr(part, xml)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_texts_of_any_encoding_are_documents(folder, encoding):
    (folder / "an.txt").write_bytes("Café, élke dag.\r\nTot dan.".encode(encoding))
    project = read_project(folder)
    assert list(project.texts.values()) == ["Café, élke dag.\nTot dan."]


def test_word_documents_are_read_without_what_was_deleted(folder):
    path = zipped(folder / "an.docx", "word/document.xml", WORD)
    assert read_office(path) == "Ik voel mij welkom.\nEcht.\nIn een tabel"


def test_opendocument_texts_are_read_without_remarks(folder):
    assert read_office(zipped(folder / "an.odt", "content.xml", OPEN)) == "Ik voel mij  welkom.\nKop"


def test_a_document_has_the_name_and_language_of_its_file(folder):
    (folder / "diep").mkdir()
    (folder / "diep" / "an.fr.txt").write_text("Bonjour", encoding="utf-8")
    assert read_project(folder).documents[["name", "language"]].values.tolist() == [["diep/an.fr", "fr"]]


def test_the_same_texts_have_the_same_ids(folder):
    (folder / "an.txt").write_text("Hallo", encoding="utf-8")
    assert read_project(folder).documents.equals(read_project(folder).documents)


def test_hidden_files_and_locks_are_passed_over(folder):
    for name in ("an.txt", ".an.txt", "~$an.docx"):
        (folder / name).write_text("Hallo", encoding="utf-8")
    assert len(read_project(folder).documents) == 1


def test_coded_tables_in_a_folder_are_of_a_coder_each(folder):
    for coder, code in (("primary", "Taal"), ("secondary", "Welkom")):
        (folder / f"codes_Q5_{coder}.csv").write_text(f"id,answer,code 1\nr1,ja,{code}\n", encoding="utf-8")
    project = read_project(folder)
    assert (len(project.documents), project.coders) == (1, ("primary", "secondary"))


def test_real_coders_in_a_folder_share_their_documents(folder, shared):
    for coder in ("primary", "secondary"):
        name = f"codes_Q5_{coder}.csv"
        (folder / name).write_bytes((shared / "data" / "qualtrics-mixed-proctoring" / name).read_bytes())
    project = read_project(folder)
    assert (len(project.documents), len(project.segments)) == (125, 353)
    assert project.segments.groupby("coder")["document"].nunique().to_dict() == {"primary": 125, "secondary": 24}


def test_all_files_that_hold_no_text_are_told(folder):
    for name in ("een.txt", "twee.txt"):
        (folder / name).write_text(" \n", encoding="utf-8")
    with pytest.raises(Problems) as told:
        read_project(folder)
    assert str(told.value).count("the file holds no text") == 2


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", b"\0\1\2"), ("a.docx", b"PK no zip"), ("a.md", b"\xff\xfe\0\xd8"), ("a.jpg", b"\xff")]
)
def test_what_is_no_text_is_told(folder, name, data):
    (folder / name).write_bytes(data)
    with pytest.raises(ReadError):
        read_project(folder)


def test_entities_in_a_word_document_are_refused(folder):
    bomb = f'<!DOCTYPE x [<!ENTITY a "b">]>{WORD}'
    with pytest.raises(ReadError, match="entities"):
        read_office(zipped(folder / "a.docx", "word/document.xml", bomb))


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(ReadError, match="missing"):
        read_project(tmp_path / "none")


def test_a_link_out_of_the_folder_is_passed_over(folder, tmp_path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "a.txt").write_text("hallo", encoding="utf-8")
    (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
    assert read_project(folder).documents["name"].tolist() == ["a"]


def test_every_file_that_is_not_read_is_told_and_what_a_system_keeps_is_not(folder):
    (folder / "diep").mkdir()
    for name in (
        "an.txt",
        "oud.doc",
        "diep/foto.jpg",
        "lijst.xlsx",
        "~$an.docx",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    ):
        (folder / name).write_text("Hallo", encoding="utf-8")
    with pytest.raises(Problems) as told:
        read_project(folder)
    lines = str(told.value).splitlines()[1:]
    assert [line.partition("gesprekken/")[2] for line in lines] == [
        "diep/foto.jpg: not read. Move it out of the folder.",
        "lijst.xlsx: not read. Move it out of the folder.",
        "oud.doc: not read. Save it as .docx, or move it out of the folder.",
    ]


def test_another_file_called_docx_is_told_in_the_words_of_a_word_processor(folder):
    (folder / "a.docx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    with pytest.raises(ReadError, match=r"this is no \.docx, or a damaged one\. Open it in Word and save it as \.docx"):
        read_project(folder)


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("a.nvp", "REFI-QDA"),
        ("a.MX24", "REFI-QDA"),
        ("a.atlproj", "REFI-QDA"),
        ("a.hpr7", "REFI-QDA"),
        ("a.txt", "Put it in a folder and name the folder"),
        ("a.docx", "Put it in a folder and name the folder"),
        ("a.pdf", "Save it as .docx"),
    ],
)
def test_a_file_without_reader_is_told_with_what_to_do(folder, name, mend):
    with pytest.raises(ReadError, match=mend):
        read_project(folder / name)
