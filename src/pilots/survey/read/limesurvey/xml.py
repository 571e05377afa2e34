"""The XML that LimeSurvey writes: a document of tables, read row by row without trusting it."""

import sys
from typing import Protocol

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
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException

    try:
        return _tables(file)
    except DefusedXmlException:
        mend = "Don't use it; ask where it came from."
        raise ReadError("its XML declares entities, which is refused", where=where, mend=mend) from None
    except ParseError as error:
        line = error.position[0]
        raise ReadError(f"its XML is damaged or was cut off, in line {line}", where=where, mend=AGAIN) from None
    except (ValueError, LookupError):
        raise ReadError("its XML is in letters that are not known", where=where, mend=AGAIN) from None


def _tables(file: Readable) -> dict[str, list[Row]] | None:
    from defusedxml.ElementTree import iterparse

    tables: dict[str, list[Row]] = {"document": [{}]}
    path = []
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(element)
            if path[0].tag != "document":
                return None
            continue
        path.pop()
        table = str(path[1].tag) if len(path) > 1 else ""
        text = element.text or ""
        if len(path) == 3 and path[2].tag == "rows" and element.tag == "row":
            row = {sys.intern(str(cell.tag)): sys.intern(cell.text or "") for cell in element}
            tables.setdefault(table, []).append(row)
        elif len(path) == 3 and element.tag == "fieldname":
            tables.setdefault(f"fields:{table}", []).append({"name": text})
        elif len(path) == 2 and table == "languages":
            tables.setdefault(table, []).append({"language": text})
        elif len(path) == 1 and text.strip():
            tables["document"][0][str(element.tag)] = text.strip()
        if 0 < len(path) < 4:
            path[-1].remove(element)
    return tables
