"""Menen's codebooks, from the texts beside this file."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pilots.codebook import Codebook, build
from pilots.examples.formats.archive import settle


@cache
def texts(name: str) -> dict[str, Any]:
    """The texts of one part of the example: a TOML file of the package."""
    return tomllib.loads((files("pilots.examples.menen") / "texts" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def codebook(group: str) -> Codebook:
    """The codebook of parents, staff or partners."""
    import pandas as pd

    source = texts(group)
    choices = [
        {"list_name": name, "name": code, **_labelled(labels)}
        for name, codes in source["choices"].items()
        for code, labels in codes.items()
    ]
    return build(
        pd.DataFrame([_labelled(row) for row in source["survey"]], dtype="str"),
        pd.DataFrame(choices, dtype="str"),
        pd.DataFrame([_labelled(row) for row in source["scales"]], dtype="str"),
        source["settings"],
        where=group,
    )


def write_codebooks(folder: Path) -> None:
    """Write codebooks/{parents,staff,partners}.xlsx."""
    for group in ("parents", "staff", "partners"):
        path = folder / "codebooks" / f"{group}.xlsx"
        codebook(group).write(path)
        settle(path)


def _labelled(row: dict[str, str]) -> dict[str, str]:
    return {f"label::{key}" if len(key) == 2 else key: value for key, value in row.items()}
