"""Archives and XML that would harm are refused in one sentence, whatever somebody made of them."""

import stat
import struct
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.qualitative.programs import HEAD, SPACE, everything, save

from pilots.errors import ReadError
from pilots.qualitative.read import archive, qdpx, read_qdpx

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))


def test_laughs_by_the_billion_are_refused(tmp_path):
    with pytest.raises(ReadError, match="entities"):
        read_qdpx(save(tmp_path / "a.qdpx", f"<!DOCTYPE p [{LAUGHS}]><Project>&a9;</Project>"))


def test_a_document_type_from_elsewhere_is_refused(tmp_path):
    with pytest.raises(ReadError, match="entities"):
        read_qdpx(save(tmp_path / "a.qdpx", '<!DOCTYPE p SYSTEM "file:///etc/passwd"><Project/>'))


def test_many_files_that_are_small_each_may_be_a_bomb_together(tmp_path):
    members = {f"Sources/{n}.txt": b"0" * 900_000 for n in range(20)}
    with pytest.raises(ReadError, match="bomb"):
        read_qdpx(save(tmp_path / "a.qdpx", f"<Project {SPACE}/>", members))


def test_texts_may_be_too_much_together(tmp_path, monkeypatch):
    monkeypatch.setattr(qdpx, "MAX_TEXTS", 5)
    sources = "".join(f'<TextSource guid="{n}" plainTextPath="internal://a.txt"/>' for n in range(2))
    with pytest.raises(ReadError, match="bomb"):
        read_qdpx(
            save(tmp_path / "a.qdpx", f"<Project {SPACE}><Sources>{sources}</Sources></Project>", {"a.txt": "mama"})
        )


def test_files_that_share_their_bytes_are_a_bomb(tmp_path):
    path = save(tmp_path / "a.qdpx", f"<Project {SPACE}/>", {f"Sources/{n}.txt": "x" for n in range(3)})
    data = bytearray(path.read_bytes())
    for at in _entries(data):
        data[at + 20 : at + 24] = struct.pack("<I", len(data))  # the packed size that the directory claims
    path.write_bytes(data)
    with pytest.raises(ReadError, match="bomb"):
        read_qdpx(path)


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    with pytest.raises(ReadError, match="more than 3"):
        read_qdpx(save(tmp_path / "a.qdpx", f"<Project {SPACE}/>", {f"Sources/{n}": "x" for n in range(3)}))


def test_a_name_that_stands_twice_is_refused(tmp_path):
    path = save(tmp_path / "a.qdpx", f"<Project {SPACE}/>", {"Sources/a.txt": "x", "Sources/b.txt": "y"})
    path.write_bytes(path.read_bytes().replace(b"Sources/b.txt", b"Sources/a.txt"))
    with pytest.raises(ReadError, match="same name"):
        read_qdpx(path)


def test_a_link_in_the_archive_is_refused(tmp_path):
    entry = ZipInfo("Sources/a.txt")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with ZipFile(tmp_path / "a.qdpx", "w") as made:
        made.writestr("project.qde", f"<Project {SPACE}/>")
        made.writestr(entry, "/etc/passwd")
    with pytest.raises(ReadError, match="link"):
        read_qdpx(tmp_path / "a.qdpx")


def test_a_locked_archive_is_told(tmp_path):
    path = save(tmp_path / "a.qdpx", f"<Project {SPACE}/>")
    data = bytearray(path.read_bytes())
    for at in _entries(data):
        data[at + 8] |= 1  # the flag of the directory
    path.write_bytes(data)
    with pytest.raises(ReadError, match="password"):
        read_qdpx(path)


@pytest.mark.parametrize("name", ["../a", "/etc/a", "C:/a", "C:\\a", "Sources\\..\\..\\a", "//host/a"])
def test_names_that_climb_out_are_refused(tmp_path, name):
    with pytest.raises(ReadError, match="climbs out"):
        read_qdpx(save(tmp_path / "a.qdpx", f"<Project {SPACE}/>", {name: "x"}))


@pytest.mark.parametrize("where", ["plainTextPath", "richTextPath", "path", "currentPath"])
@pytest.mark.parametrize("name", ["../../a", "/etc/passwd", "C:/a", "a/../../../b"])
def test_paths_of_sources_that_climb_out_are_refused(tmp_path, where, name):
    source = f'<Sources><TextSource guid="a" {where}="internal://{name}"/></Sources>'
    with pytest.raises(ReadError, match="climbs out"):
        read_qdpx(save(tmp_path / "a.qdpx", f"<Project {SPACE}>{source}</Project>"))


@pytest.mark.parametrize(
    "path", ["absolute:///etc/passwd", "relative://../../a.txt", "file:///etc/passwd", "/etc/passwd"]
)
def test_files_outside_the_archive_are_never_opened(tmp_path, path):
    source = f'<Sources><TextSource guid="a" plainTextPath="{path}"/></Sources>'
    assert not read_qdpx(save(tmp_path / "a.qdpx", f"<Project {SPACE}>{source}</Project>")).texts


def test_codes_ten_thousand_levels_deep_are_refused(tmp_path):
    codes = '<Code guid="{0}" name="{0}">'
    deep = "".join(codes.format(level) for level in range(10_000)) + "</Code>" * 10_000
    with pytest.raises(ReadError, match="too deep"):
        read_qdpx(save(tmp_path / "a.qdpx", f"<Project {SPACE}><CodeBook><Codes>{deep}</Codes></CodeBook></Project>"))


def test_things_nobody_knows_ten_thousand_levels_deep_are_no_matter(tmp_path):
    deep = "<x>" * 10_000 + "</x>" * 10_000
    assert read_qdpx(save(tmp_path / "a.qdpx", f"<Project {SPACE}>{deep}</Project>")).documents.empty


def test_a_project_of_two_that_are_not_called_project_is_none(tmp_path):
    with pytest.raises(ReadError, match=r"project\.qde"):
        read_qdpx(save(tmp_path / "a.qdpx", "<Project/>", {"b.qde": "<Project/>"}, called="a.qde"))


def test_a_project_may_lie_in_a_folder_beside_what_a_mac_adds(tmp_path):
    source = '<Sources><TextSource guid="a" plainTextPath="internal:///a.txt"/></Sources>'
    members = {"__MACOSX/._project.qde": b"\x00", "Talks/Sources/A.txt": "dag"}
    qde = f"{HEAD}<Project {SPACE}>{source}</Project>"
    assert read_qdpx(save(tmp_path / "a.qdpx", qde, members, called="Talks/project.qde")).texts == {"a": "dag"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A project of all that there is, stored, so that a changed byte is a changed letter."""
    path, stored = everything(tmp_path_factory.mktemp("whole") / "a.qdpx"), BytesIO()
    with ZipFile(path) as packed, ZipFile(stored, "w", ZIP_STORED) as unpacked:
        for name in packed.namelist():
            unpacked.writestr(name, packed.read(name))
    return path.read_bytes(), stored.getvalue()


@given(st.booleans(), st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=3)), max_size=6))
@example(False, [])
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_changed_bytes_are_read_or_refused(whole, packed, changes):
    data = bytearray(whole[0 if packed else 1])
    for place, said in changes:
        at = int(place * len(data))
        data[at : at + len(said) or 1] = said
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.qdpx").write_bytes(data)
        with suppress(ReadError):
            assert read_qdpx(Path(folder) / "a.qdpx").documents["document"].is_unique


@given(
    st.lists(
        st.tuples(st.integers(0, 10**6), st.sampled_from(["", "x", '"', "<", "-1", "1e9", "é", "/", " guid=''"])),
        max_size=9,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_changed_xml_is_read_or_refused(whole, changes):
    with ZipFile(BytesIO(whole[1])) as stored:
        qde = stored.read("project.qde").decode()
    for place, said in changes:
        at = place % len(qde)
        qde = qde[:at] + said + qde[at + 1 :]
    with TemporaryDirectory() as folder, suppress(ReadError):
        assert read_qdpx(save(Path(folder) / "a.qdpx", qde)).selections["selection"].is_unique


def _entries(data):
    """Where the entries of a zip's directory begin."""
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        yield at
        at = data.find(b"PK\x01\x02", at + 1)
