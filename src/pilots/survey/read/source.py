"""A file that arrived: its cells as text, whatever the encoding, the delimiter or the spreadsheet format."""

import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import ZipFile

from pilots.errors import ReadError
from pilots.spread import BROKEN, LIMIT
from pilots.survey.read import kinds, markup, records, sheets
from pilots.survey.read.grid import NO_ANSWERS, Grid, number_text
from pilots.survey.read.kinds import NoTableError
from pilots.survey.read.text import decode, find_delimiter, read_text

__all__ = ["NO_ANSWERS", "STATISTICS", "Grid", "NoTableError", "Source", "decode", "find_delimiter", "number_text"]

STATISTICS = (".sav", ".zsav", ".por", ".dta")
"""Files of statistics programs, which hold no text but codes and labels."""
_PACKED = (".zip", ".gz")
_JSON = (".json", ".geojson", ".topojson")


@dataclass(frozen=True)
class Source:
    """A file to read.

    Parameters
    ----------
    path
        The export; a .zip or .gz that holds one file stands for that file.
    structure
        The tool's own description of the questionnaire (.lss, .qsf, XLSForm, .sps), if it was given beside the export.

    Examples
    --------
    >>> Source(Path("answers.SAV")).suffix
    '.sav'
    """

    path: Path
    structure: "Source | None" = None

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters; of a packed file, of what is in it."""
        own = self.path.suffix.lower()
        return Path(self._unpacked[0]).suffix.lower() if own in _PACKED else own

    @property
    def content(self) -> bytes:
        """Its bytes.

        Raises
        ------
        ReadError
            When it is missing, empty or may not be read, or is packed with other files.
        """
        return self._unpacked[1]

    @property
    def grid(self) -> Grid:
        """Its cells.

        Raises
        ------
        NoTableError
            When it is no table: a picture, a project of interviews, the questionnaire of a tool.
        ReadError
            When the table is damaged or holds no answers.
        """
        if isinstance(self._grid, ReadError):
            raise self._grid
        return self._grid

    @cached_property
    def sheets(self) -> Mapping[str, Grid]:
        """All sheets of a workbook by name, hidden ones too; what is no workbook has none.

        Raises
        ------
        ReadError
            When the workbook is damaged or locked.
        """
        kind = kinds.kind_of(self.content, self.path)
        if kind == "workbook":
            return sheets.read_workbook(self.content, self.path)
        return markup.read_sheet_xml(self.content, self.path) if kind == "sheet xml" else {}

    @cached_property
    def _grid(self) -> Grid | ReadError:
        """The cells or what is wrong with them, so that it is found out once for all readers."""
        try:
            return self._table().trusted(self.path)
        except ReadError as error:
            return error

    def _table(self) -> Grid:
        match kinds.kind_of(self.content, self.path):
            case "workbook" | "sheet xml":
                return sheets.choose(self.sheets, self.path)
            case "html":
                return markup.read_html(decode(self.content, self.path)[0], self.path)
            case kind if kind == "json" or self.suffix in _JSON:
                return records.read_records(decode(self.content, self.path)[0], self.path)
            case "xml":
                mend = "Name it as `structure` if it describes the questionnaire; export the answers as CSV."
                raise NoTableError("this is XML, no table of answers", where=self.path, mend=mend)
            case _ if self.suffix in STATISTICS:
                mend = "Save it again in the program it comes from."
                raise NoTableError(f"this is no {self.suffix} file that can be read", where=self.path, mend=mend)
            case _:
                return read_text(self.content, self.path)

    @cached_property
    def _unpacked(self) -> tuple[str, bytes]:
        """The name and the bytes of the file, or of the only file that is packed in it."""
        name, content = self.path.name, self._bytes()
        try:
            if self.path.suffix.lower() == ".gz":
                with gzip.open(io.BytesIO(content)) as packed:
                    name, content = self.path.stem, packed.read(LIMIT + 1)
            elif self.path.suffix.lower() == ".zip":
                with ZipFile(io.BytesIO(content)) as archive:
                    own = [part for part in archive.infolist() if not part.is_dir() and "__MACOSX" not in part.filename]
                    if len(own) != 1:
                        what = f"the packed file holds {len(own)} files"
                        mend = "Unpack it and name the one with the answers."
                        raise NoTableError(what, where=self.path, mend=mend)
                    with archive.open(own[0]) as packed:
                        name, content = own[0].filename, packed.read(LIMIT + 1)
        except BROKEN as error:
            mend = "It is damaged or locked; unpack it and name the file that was in it."
            raise ReadError("the packed file can't be opened", where=self.path, mend=mend) from error
        if len(content) > LIMIT:
            mend = "Unpack it and name the file that was in it."
            raise ReadError("the packed file is too large", where=self.path, mend=mend)
        if not content.strip():
            raise ReadError("the file is empty", where=self.path, mend="Export it again.")
        return name, content

    def _bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            mend = "Put it there, or correct the name in pilot.toml."
            raise ReadError("the file is missing", where=self.path, mend=mend) from None
        except IsADirectoryError:
            mend = "Name the file with the answers; a project of interviews belongs under [[qualitative]]."
            raise ReadError("this is a folder", where=self.path, mend=mend) from None
        except OSError as error:
            raise ReadError(f"the file can't be read ({error.strerror})", where=self.path) from None
