"""The XML that LimeSurvey writes: a document of tables, read row by row without trusting it."""

import sys
from typing import Any, Protocol
from xml.sax.handler import ContentHandler

from pilots.errors import ReadError

Row = dict[str, str]


class Readable(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Read at most so many bytes."""


AGAIN = "Export it from LimeSurvey again."


def read_tables(file: Readable, where: object) -> dict[str, list[Row]] | None:
    """Read the tables of a LimeSurvey document.

    Parameters
    ----------
    file
        The XML.
    where
        The file, for messages.

    Returns
    -------
    The rows of each table: fields that are null in the database are absent, empty ones are "". The table `document`
    has one row with the texts that stand alone (LimeSurveyDocType, DBVersion), the table `languages` a row a language.
    A table's fields stand, in order, in `fields:<table>`. None when it is XML of something else.

    Raises
    ------
    ReadError
        When the XML is not well-formed or declares entities.
    """
    from xml.sax import SAXException, SAXParseException

    from defusedxml import DefusedXmlException
    from defusedxml.sax import parse

    found = _Tables()
    try:
        parse(file, found, forbid_dtd=True)
    except DefusedXmlException:
        mend = "Don't use it; ask where it came from."
        raise ReadError("its XML declares entities, which is refused", where=where, mend=mend) from None
    except SAXParseException as error:
        line = error.getLineNumber()
        raise ReadError(f"its XML is damaged or was cut off, in line {line}", where=where, mend=AGAIN) from None
    except (SAXException, ValueError, LookupError):
        raise ReadError("its XML is in letters that are not known", where=where, mend=AGAIN) from None
    return found.tables if found.root == "document" else None


class _Tables(ContentHandler):
    """Listens to a document: `document/<table>/rows/row/<field>`, and keeps nothing but the rows."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[Row]] = {"document": [{}]}
        self.root = self.table = self.part = ""
        self.depth = 0
        self.row: Row = {}
        self.text: list[str] = []

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: ARG002, N802 - as SAX calls it
        self.depth += 1
        self.text.clear()
        if self.depth == 1:
            self.root = name
        elif self.depth == 2:
            self.table = name
        elif self.depth == 3:
            self.part = name
        elif self.depth == 4:
            self.row = {}

    def characters(self, content: str) -> None:
        self.text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - as SAX calls it
        depth, self.depth = self.depth, self.depth - 1
        if depth == 5:
            self.row[sys.intern(name)] = sys.intern("".join(self.text))
        elif depth == 4 and name == "row" and self.part == "rows":
            self.tables.setdefault(self.table, []).append(self.row)
        elif depth == 4 and name == "fieldname":
            self.tables.setdefault(f"fields:{self.table}", []).append({"name": "".join(self.text)})
        elif depth == 3 and name == "language":
            self.tables.setdefault(self.table, []).append({name: "".join(self.text)})
        elif depth == 2 and (said := "".join(self.text).strip()):
            self.tables["document"][0][name] = said
        self.text.clear()
