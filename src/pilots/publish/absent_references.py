"""Sentences about what is not shown: they go with it."""

import re
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

_TO = re.compile(r"\[\]\(#([\w-]+)\)")
_BETWEEN = re.compile(r"(?<=[.!?;])\s+")
_BREAK = re.compile(r"\n[ \t]*\n")


class AbsentReferences(Preprocessor):
    """Take out of the prose each sentence, or part up to a semicolon, that refers to absent exhibits only.

    Reads the blocks that `ExhibitsOnly` left in `cell.metadata["pilots"]`.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook with what is left of its prose."""
        described = [cell.metadata["pilots"].get("blocks", []) for cell in nb.cells]
        absent = {block["label"] for blocks in described for block in blocks if block["absent"]}
        for cell in nb.cells:
            if cell.cell_type == "markdown" and absent.intersection(_TO.findall(cell.source)):
                cell.source = "\n\n".join(filter(None, (_left(part, absent) for part in _BREAK.split(cell.source))))
        return nb, resources


def _left(paragraph: str, absent: set[str]) -> str:
    """A paragraph without what it says of absent exhibits.

    Examples
    --------
    >>> _left("[](#tbl-a) telt mensen; [](#tbl-b) zegt hoe vaak. Zo is het.", {"tbl-b"})
    '[](#tbl-a) telt mensen. Zo is het.'
    """
    kept: list[str] = []
    for part in _BETWEEN.split(paragraph):
        named = set(_TO.findall(part))
        if not named or named - absent:
            kept.append(part)
        elif kept and kept[-1].endswith(";"):
            kept[-1] = f"{kept[-1][:-1]}."
    return " ".join(kept)
