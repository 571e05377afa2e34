"""What processed data say about themselves: a Frictionless tabular data package."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

import pilots
from pilots import vocabulary
from pilots.codebook import Codebook
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.vocabulary import OPTION

NAME = "datapackage.json"
_TYPES = {"i": "integer", "I": "integer", "f": "number", "b": "boolean"}


def describe(
    name: str, path: Path, frame: pd.DataFrame, language: str, codebook: Codebook | None = None
) -> dict[str, Any]:
    """Describe one file of processed data.

    Parameters
    ----------
    name
        Name of the resource.
    path
        The file, a CSV or parquet.
    frame
        What it holds.
    language
        Language of the titles.
    codebook
        Gives titles and codes of the columns.

    Returns
    -------
    dict
        A tabular data resource: name, path, format, bytes, hash and schema.
    """
    known = {c.name: c.meaning for c in (*vocabulary.FLAGS, *vocabulary.DECISIONS, *vocabulary.MISSING)}
    kind = path.suffix[1:]
    return {
        "name": name,
        "path": path.name,
        "profile": "tabular-data-resource",
        "format": kind,
        "mediatype": "text/csv" if kind == "csv" else "application/vnd.apache.parquet",
        **({"encoding": "utf-8"} if kind == "csv" else {}),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest(path)}",
        "schema": {
            "fields": [_field(str(column), frame[column], language, codebook, known) for column in frame.columns],
            "missingValues": [""],
        },
    }


def write_package(folder: Path, pilot: Pilot, resources: list[dict[str, Any]], sources: Mapping[str, str]) -> None:
    """Write datapackage.json; the same data give the same bytes.

    Parameters
    ----------
    folder
        Where the files are.
    pilot
        Whose they are.
    resources
        What `describe` gave of each.
    sources
        Hash of each raw file, by a name that tells nothing.
    """
    by = [
        {"title": author.name, "role": "author"} | ({"organization": author.affiliation} if author.affiliation else {})
        for author in pilot.authors
    ]
    package = {
        "profile": "tabular-data-package",
        "name": pilot.name,
        "title": pick(pilot.title, pilot.language),
        "version": pilots.__version__,
        # neither may be an empty list
        **({"contributors": by} if by else {}),
        **({"licenses": [{"name": pilot.licence}]} if pilot.licence else {}),
        "sources": [
            {"title": f"raw file {name}", "hash": f"sha256:{value}"} for name, value in sorted(sources.items())
        ],
        "synthetic": pilot.synthetic,
        "resources": resources,
    }
    (folder / NAME).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _field(
    column: str, cells: "pd.Series[Any]", language: str, codebook: Codebook | None, known: Mapping[str, str]
) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column, "type": _TYPES.get(getattr(cells.dtype, "kind", "O"), "string")}
    if column in known:
        field["description"] = known[column]
    if codebook is None:
        return field
    title = codebook.label(column, language)
    if title != column:
        field["title"] = title
    codes = codebook.codes(column) if column in codebook.variables.index else ["1", "0"] if OPTION in column else []
    if codes and field["type"] == "string":
        field["constraints"] = {"enum": codes}
    return field
