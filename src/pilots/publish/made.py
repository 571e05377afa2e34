"""A page that no notebook stands behind: prose and exhibits of ours, published as a report is."""

from collections.abc import Sequence
from typing import Any

import nbformat

from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.publish.frontmatter import describe
from pilots.publish.html import to_html


def page(cells: Sequence[dict[str, Any]], pilot: Pilot, language: str) -> str:
    """The page as HTML.

    Parameters
    ----------
    cells
        What `prose` and `shown` give; the first begins with the title, a heading of level 1.
    pilot, language
        Whose page it is, and in which language all of it is.
    """
    whole = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": list(cells)}
    notebook = nbformat.from_dict(whole)  # type: ignore[no-untyped-call]
    notebook.metadata["pilots"] = {"prose_language": language}
    describe(notebook, pilot, language)
    return to_html(notebook)


def prose(text: str) -> dict[str, Any]:
    """A cell of text, in markdown."""
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def shown(table: Table, code: str = "") -> dict[str, Any]:
    """A cell that shows a table, with the code that made it."""
    output = {
        "output_type": "execute_result",
        "execution_count": None,
        "metadata": {},
        "data": table._repr_mimebundle_(),
    }
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "source": code, "outputs": [output]}
