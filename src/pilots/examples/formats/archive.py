"""Zip archives (.xlsx, .qdpx) with the same bytes on every platform."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_DATE = (2018, 7, 2, 9, 0, 0)


def write_archive(path: Path, members: Mapping[str, bytes]) -> None:
    """Write a zip whose bytes depend on its members alone.

    Stored, not compressed: compression differs with the zlib that Python was built with.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def settle(path: Path) -> None:
    """Write an archive again as `write_archive` does."""
    with zipfile.ZipFile(path) as archive:
        members = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    write_archive(path, members)
