"""Every file is looked at as it is sent: its parts, properties, pictures and name."""

import base64
import gzip
import json
import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from pilots.publish.gate.files import check_file


def png(text: bytes, other: bytes = b"tIME", said: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"zTXt", b"Author\0\0" + zlib.compress(text))
        + chunk(other, said)
        + chunk(b"IEND", b"")
    )


def packed(name: str, content: bytes, comment: bytes = b"") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
        archive.comment = comment
    return file.getvalue()


FILES = {
    "interview_fatima.html": b"<p>x</p>",
    "a.html": b"<p>Fa<b>tima</b></p>",
    "b.html": b'<img src="data:image/png;base64,' + base64.b64encode(png(b"Fatima")) + b'">',
    "c.svg": b"<svg><metadata>El Amrani</metadata></svg>",
    "d.png": png(b"Fatima"),
    "e.jpg": b"\xff\xd8\xff\xe1\x00\x10Exif\0\0Fatima \xff\xd9",
    "f.docx": packed("docProps/core.xml", b"<dc:creator>Fatima</dc:creator>"),
    "g.xlsx": packed("xl/media/image1.png", png(b"Fatima")),
    "h.zip": packed("reports/a.docx", packed("word/comments.xml", b"<w:t>Fa</w:t><w:t>tima</w:t>")),
    "i.zip": packed("a.txt", b"x", b"voor Fatima"),
    "j.pdf": b"%PDF-1.7\n1 0 obj\n<< /Author (Fatima) >>\nendobj",
    "k.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /ObjStm >>\nstream\n" + zlib.compress(b"<< /Alt <feff0046006100740069006d0061> >>") + b"endstream",
    "l.json": b'{"a": [{"Fatima": 1}]}',
    "o.png": png(b"x", b"prVt", b"Fatima"),
    "p.html": b'<img src="data:image/svg+xml;base64,' + base64.b64encode(gzip.compress(b"<svg><text>Fatima</text></svg>")) + b'">',
    "q.jpg": b"\xff\xd8\xff\xfe\x00\x0eF\0\xe1\0t\0i\0m\0a\0\xff\xd9",
    "r.png": png("Fátima".encode("latin-1")),
    "s.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile >>\nstream\n" + zlib.compress(b"Fatima") + b"endstream endobj",
    "t.pdf": b"%PDF-1.7\n1 0 obj\n<< /S /JavaScript /JS (var a = '\\106atima') >>\nendobj",
    "u.pdf": b"%PDF-1.7\n1 0 obj\n<< >>\nstream\nBT [(Fa) -20 (tima)] TJ ET\nendstream endobj",
    "v.zip": packed("a.bin", bytes(20_000) + b"Fatima" + bytes(20_000)),
    "w.csv.gz": gzip.compress(b"Fatima,2"),
    "x.zip": b"Fatima" + packed("a.txt", b"x"),
    "y.html": b"<p>met<b>Fatima</b>samen</p>",
    "z.html": b"<table><tr><td>Fat</td><td>x</td></tr><tr><td>ima</td><td>y</td></tr></table>",
    "aa.html": b"<p style='background: url(data:image/svg+xml,%3Csvg%3E%3Ctitle%3EFatima%3C/title%3E%3C/svg%3E)'>x</p>",
    "ab.docx": packed("word/document.xml", b"<w:r><w:t>0474 12</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>3456</w:t></w:r>"),
    "ac.ipynb": b'{"cells": [], "who": "Fatima"}',
    "ad.txt": "Fátima".encode("cp1252"),
    "m.csv": b"who,n\nF001,3\n",
    "n.tex": b"Fatima",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_whoever_is_in_a_file_is_found(name: str, named) -> None:
    assert check_file(name, FILES[name], named)


@pytest.mark.parametrize("text", ["Fatima", "<p>Fa<b>tima</b></p>", "0474 123456"])
def test_whoever_is_in_an_output_of_a_notebook_is_found(text: str, named, book) -> None:
    assert check_file("a.ipynb", book(text), named)


def test_whoever_is_in_a_picture_of_a_notebook_is_found(named) -> None:
    picture = base64.b64encode(png(b"Fatima" * 9)).decode()
    cell = {"cell_type": "markdown", "source": "x", "attachments": {"a.png": {"image/png": picture}}}
    assert check_file("a.ipynb", json.dumps({"cells": [cell]}), named)


def test_a_clean_file_passes(named, book) -> None:
    assert check_file("reports/klein/1_context.ipynb", book("An Peeters, VBS VLAM"), named) == []
