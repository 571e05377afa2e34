"""The texts of an example: TOML files and others in the folder `texts` of its package."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pilots import frameworks
from pilots.codebook import Codebook, build
from pilots.examples.formats.archive import settle


class Texts:
    """The texts of one example.

    Parameters
    ----------
    package
        Where they stand: a package with a folder `texts`.

    Examples
    --------
    >>> Texts("pilots.examples.menen").read("staff")["settings"]["form_id"]
    'menen_staff'
    """

    def __init__(self, package: str) -> None:
        self._folder = files(package) / "texts"
        self.read = cache(self._read)
        self.codebook = cache(self._codebook)

    def text(self, name: str) -> str:
        """A file as text."""
        return (self._folder / name).read_text(encoding="utf-8")

    def copy(self, name: str, path: Path) -> None:
        """Write a file as it is."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((self._folder / name).read_bytes().replace(b"\r\n", b"\n"))

    def write_codebooks(self, folder: Path, *names: str) -> None:
        """Write codebooks/<name>.xlsx of each questionnaire."""
        for name in names:
            path = folder / "codebooks" / f"{name}.xlsx"
            self.codebook(name).write(path)
            settle(path)

    def _read(self, name: str) -> dict[str, Any]:
        return tomllib.loads(self.text(f"{name}.toml"))

    def _codebook(self, name: str) -> Codebook:
        """The questionnaire of that name: its tables settings, survey, choices and scales.

        `frameworks` names elements whose own scales it also asks, in the languages of the first question, each with
        other elements that the scale is counted for.
        """
        import pandas as pd

        source = self.read(name)
        choices = [
            {"list_name": list_name, "name": code, **_labelled(labels)}
            for list_name, codes in source["choices"].items()
            for code, labels in codes.items()
        ]
        survey = pd.DataFrame([_labelled(row) for row in source["survey"]], dtype="str")
        offered = pd.DataFrame(choices, dtype="str")
        described = pd.DataFrame([_labelled(row) for row in source["scales"]], dtype="str")
        if "frameworks" in source:
            more = frameworks.scales(*source["frameworks"])
            spoken = {column for column in survey if str(column).startswith("label::")}
            survey, offered, described = (
                pd.concat([own, theirs[[name for name in theirs if "::" not in str(name) or name in spoken]]])
                for own, theirs in ((survey, more["survey"]), (offered, more["choices"]), (described, more["scales"]))
            )
            also = described["framework"].map(source["frameworks"])
            described["framework"] = described["framework"].str.cat(also.fillna(""), sep=" ").str.strip()
        return build(survey, offered, described, source["settings"], where=name)


def _labelled(row: dict[str, str]) -> dict[str, str]:
    return {f"label::{key}" if len(key) == 2 else key: value for key, value in row.items()}
