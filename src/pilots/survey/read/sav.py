"""The dictionary of an SPSS system file, looked through before it is read: damaged ones can crash the library that reads it.

The layout is that of "System File Format" in the developer's guide of PSPP.
"""

import struct

_HEAD = 176
_LONG_NAMES = 13
_VARIABLE, _LABELS, _LABELLED, _DOCUMENT, _EXTENSION, _END = 2, 3, 4, 6, 7, 999


class DamagedError(ValueError):
    """The dictionary contradicts itself."""


def weight_variable(content: bytes) -> bytes:
    """Walk through the dictionary of a .sav or .zsav file; give the name of the variable that weights its cases.

    Parameters
    ----------
    content
        The file.

    Returns
    -------
    bytes
        In the letters of the file; empty where the cases bear no weight.

    Raises
    ------
    DamagedError
        When a record breaks off, a string has not the room that its width asks for, or a label is of no variable.
    """
    try:
        return _walk(content)
    except (struct.error, IndexError, KeyError) as error:
        raise DamagedError(str(error)) from error


def _walk(content: bytes) -> bytes:
    order = "<" if struct.unpack_from("<i", content, 64)[0] in (2, 3) else ">"
    weight, place = struct.unpack_from(f"{order}i", content, 76)[0], _HEAD
    names: list[bytes] = []
    written: dict[bytes, bytes] = {}
    room = 0
    while True:
        kind = struct.unpack_from(f"{order}i", content, place)[0]
        if kind != _VARIABLE and room:
            raise DamagedError("a string breaks off")
        if kind == _VARIABLE:
            width, labelled, missing = struct.unpack_from(f"{order}3i", content, place + 4)
            if (width == -1) != (room > 0) or not -1 <= width <= 255 or labelled not in (0, 1) or abs(missing) > 3:
                raise DamagedError("a variable contradicts itself")
            room = room - 1 if width == -1 else max(0, (width - 1) // 8)
            names.append(content[place + 24 : place + 32].rstrip() if width >= 0 else b"")
            place += 32
            if labelled:
                place += 4 + (_count(content, order, place) + 3) // 4 * 4
            place += 8 * abs(missing)
        elif kind == _LABELS:
            count = _count(content, order, place + 4)
            place += 8
            for _ in range(count):
                place += 8 + (content[place + 8] + 8) // 8 * 8
        elif kind == _LABELLED:
            count = _count(content, order, place + 4)
            marked = struct.unpack_from(f"{order}{count}i", content, place + 8)
            if not all(1 <= position <= len(names) and names[position - 1] for position in marked):
                raise DamagedError("a label is of no variable")
            place += 8 + 4 * count
        elif kind == _DOCUMENT:
            place += 8 + 80 * _count(content, order, place + 4)
        elif kind == _EXTENSION:
            size = _count(content, order, place + 8) * _count(content, order, place + 12)
            if struct.unpack_from(f"{order}i", content, place + 4)[0] == _LONG_NAMES:
                pairs = content[place + 16 : place + 16 + size].split(b"\t")
                written = {short: long for short, _, long in (pair.partition(b"=") for pair in pairs)}
            place += 16 + size
        elif kind == _END:
            return written.get(names[weight - 1], names[weight - 1]) if weight > 0 else b""
        else:
            raise DamagedError("a record of no known kind")
        if place > len(content):
            raise DamagedError("the file breaks off")


def _count(content: bytes, order: str, place: int) -> int:
    count = int(struct.unpack_from(f"{order}i", content, place)[0])
    if not 0 <= count <= len(content):
        raise DamagedError("a record is longer than the file")
    return count
