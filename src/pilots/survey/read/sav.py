"""The dictionary of an SPSS system file, looked through before it is read: damaged ones can crash the library that reads it.

The layout is that of "System File Format" in the developer's guide of PSPP.
"""

import struct
from dataclasses import dataclass, field

_HEAD = 176
_MACHINE, _LONG_NAMES, _ENCODING = 3, 13, 20
_UTF8 = 65001
_TEXT_FORMATS = (1, 2)
_VARIABLE, _LABELS, _LABELLED, _DOCUMENT, _EXTENSION, _END = 2, 3, 4, 6, 7, 999


class DamagedError(ValueError):
    """The dictionary contradicts itself."""


@dataclass
class Dictionary:
    """What the dictionary tells that the library which reads the file does not.

    Parameters
    ----------
    weight
        The name of the variable that weights the cases, in the letters of the file; empty where there is none.
    encoding
        The letters that the file says it is written in.
    values
        Texts that have a label.
    """

    weight: bytes = b""
    encoding: str = ""
    values: list[bytes] = field(default_factory=list)

    def readable(self, encoding: str | None) -> bool:
        """Whether the texts that have a label are texts in an encoding (None for the file's own); else reading crashes."""
        try:
            return all(value.decode(encoding or self.encoding or "ascii") is not None for value in self.values)
        except (ValueError, LookupError):
            return all(value.isascii() for value in self.values)


def read_dictionary(content: bytes) -> Dictionary:
    """Walk through the dictionary of a .sav or .zsav file.

    Raises
    ------
    DamagedError
        When a record breaks off, a string has not the room that its width asks for, or a label is of no variable.
    """
    try:
        return _walk(content)
    except (struct.error, IndexError) as error:
        raise DamagedError(str(error)) from error


def _walk(content: bytes) -> Dictionary:
    order = "<" if struct.unpack_from("<i", content, 64)[0] in (2, 3) else ">"
    weight, place = struct.unpack_from(f"{order}i", content, 76)[0], _HEAD
    names: list[bytes] = []
    written: dict[bytes, bytes] = {}
    texts: set[int] = set()
    labelled_values: list[bytes] = []
    told = Dictionary()
    room = 0
    while True:
        kind = struct.unpack_from(f"{order}i", content, place)[0]
        if kind != _VARIABLE and room:
            raise DamagedError("a string breaks off")
        if kind == _VARIABLE:
            width, labelled, missing, shape = struct.unpack_from(f"{order}4i", content, place + 4)
            if (width == -1) != (room > 0) or not -1 <= width <= 255 or labelled not in (0, 1) or abs(missing) > 3:
                raise DamagedError("a variable contradicts itself")
            if width >= 0 and (shape >> 16 & 255 in _TEXT_FORMATS) != (width > 0):
                raise DamagedError("a number has the format of a text, or a text that of a number")
            room = room - 1 if width == -1 else max(0, (width - 1) // 8)
            names.append(content[place + 24 : place + 32].rstrip() if width >= 0 else b"")
            texts |= {len(names)} if width > 0 else set()
            place += 32
            if labelled:
                place += 4 + (_count(content, order, place) + 3) // 4 * 4
            place += 8 * abs(missing)
        elif kind == _LABELS:
            count = _count(content, order, place + 4)
            place += 8
            labelled_values = []
            for _ in range(count):
                labelled_values.append(content[place : place + 8].rstrip(b" \0"))
                place += 8 + (content[place + 8] + 8) // 8 * 8
        elif kind == _LABELLED:
            count = _count(content, order, place + 4)
            marked = struct.unpack_from(f"{order}{count}i", content, place + 8)
            if not all(1 <= position <= len(names) and names[position - 1] for position in marked):
                raise DamagedError("a label is of no variable")
            told.values += labelled_values if texts.intersection(marked) else []
            place += 8 + 4 * count
        elif kind == _DOCUMENT:
            place += 8 + 80 * _count(content, order, place + 4)
        elif kind == _EXTENSION:
            size = _count(content, order, place + 8) * _count(content, order, place + 12)
            about, data = (
                struct.unpack_from(f"{order}i", content, place + 4)[0],
                content[place + 16 : place + 16 + size],
            )
            if about == _MACHINE and len(data) == 32 and not told.encoding:
                page = struct.unpack_from(f"{order}i", data, 28)[0]
                told.encoding = "utf-8" if page == _UTF8 else f"cp{page}"
            elif about == _ENCODING:
                told.encoding = data.decode("ascii", errors="replace")
            elif about == _LONG_NAMES:
                pairs = (pair.partition(b"=") for pair in data.split(b"\t"))
                written = {short: long for short, _, long in pairs}
            place += 16 + size
        elif kind == _END:
            told.weight = written.get(names[weight - 1], names[weight - 1]) if weight > 0 else b""
            return told
        else:
            raise DamagedError("a record of no known kind")
        if place > len(content):
            raise DamagedError("the file breaks off")


def _count(content: bytes, order: str, place: int) -> int:
    count = int(struct.unpack_from(f"{order}i", content, place)[0])
    if not 0 <= count <= len(content):
        raise DamagedError("a record is longer than the file")
    return count
