"""Numbers for tables and figures, and references to them by label.

A reference is MyST's empty link `[](#tbl-needs)`, in text or in a computed sentence; it becomes «Tabel 3».
"""

import re
from html import escape, unescape
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots.errors import PilotsError, did_you_mean, raise_all
from pilots.markup import NUMBER

_LINK = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.DOTALL)
_TYPED = re.compile(r"\[\]\(#([\w-]+)\)")


class Numbering(Preprocessor):
    """Number the exhibits in the order of the page, then fill in the references.

    What was not collected has no number; a reference to it says so. Reads and changes the HTML that `Prose`
    and `ExhibitsOnly` left in `cell.metadata["pilots"]`.

    Raises
    ------
    PilotsError
        Where a label is used twice or a reference leads nowhere: all of them at once, each with its cell.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook with numbers and references in its HTML."""
        page = resources["pilots"]
        targets = dict(page["anchors"])
        problems: list[PilotsError] = []
        count = {"table": 0, "figure": 0}
        for where, block in _exhibits(nb):
            if block["label"] in targets:
                what = f"the label '{block['label']}' is used twice"
                problems.append(PilotsError(what, where=where, mend="Give each its own."))
            targets[block["label"]] = _number(block, count, page["words"])
        for cell in nb.cells:
            about = cell.metadata["pilots"]
            if "html" in about:
                about["html"] = _resolved(about["html"], targets, about["where"], problems)
            for block in about.get("blocks", []):
                # the text of a sentence or a note was escaped, not read as markdown
                linked = _TYPED.sub(r'<a href="#\1"></a>', block["html"])
                block["html"] = _resolved(linked, targets, about["where"], problems)
        raise_all(problems)
        return nb, resources


def _exhibits(nb: NotebookNode) -> list[tuple[str, dict[str, Any]]]:
    described = [cell.metadata["pilots"] for cell in nb.cells if cell.cell_type == "code"]
    return [(about["where"], block) for about in described for block in about["blocks"] if block["label"]]


def _number(block: dict[str, Any], count: dict[str, int], words: dict[str, str]) -> str:
    """Number one exhibit and give what a reference to it says."""
    kind, label = block["kind"], escape(block["label"], quote=True)
    if block["absent"]:
        block["html"] = block["html"].replace("<p ", f'<p id="{label}" ', 1)
        return words[f"absent_{kind}"]
    count[kind] += 1
    block["name"] = f"{words[kind]} {count[kind]}"
    block["html"] = block["html"].replace(NUMBER, f'<span class="exhibit-number">{block["name"]}. </span>', 1)
    return str(block["name"])


def _resolved(html: str, targets: dict[str, str], where: str, problems: list[PilotsError]) -> str:
    def said(match: re.Match[str]) -> str:
        label = unescape(match[1])
        if label not in targets:
            what = f"nothing has the label '{label}' that is referred to"
            problems.append(PilotsError(what, where=where, mend=did_you_mean(label, targets)))
            return ""
        text = match[2] or f'<span class="reference">{targets[label]}</span>'
        return f'<a href="#{label}">{text}</a>'

    return _LINK.sub(said, html)
