"""What may leave a notebook: exhibits, and nothing else.

What a table, figure or sentence shows was suppressed and redacted before it was made. The plain text of a
DataFrame, a printed line, a warning or a traceback was not.
"""

import re
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots.errors import PilotsError
from pilots.exhibits import MIME
from pilots.publish.words import computed

_DATA = ("columns", "rows", "caption", "alt", "notes", "numeric", "row_groups")


class ExhibitsOnly(Preprocessor):
    """Take the exhibits out of each cell's outputs and drop printed lines and warnings.

    Writes `cell.metadata["pilots"]["blocks"]`: for each exhibit its kind, label, language, html, computed (terms and
    texts), whether it is absent, room for its name, its counts (as `Count.to_json` gives them) and its data (columns,
    rows, alt, caption, notes or the sentence, as plain text). Sentences that follow each other become one block.

    Raises
    ------
    PilotsError
        Where a cell shows anything that is no exhibit, or failed when it ran. The message names the cell only.
    """

    def preprocess_cell(
        self,
        cell: NotebookNode,
        resources: dict[str, Any],
        index: int,  # noqa: ARG002
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the cell with its exhibits in its metadata and without outputs."""
        if cell.cell_type != "code":
            return cell, resources
        about = cell.metadata["pilots"]
        about["blocks"] = []
        for output in cell.outputs:
            shown = _exhibit(output, about["where"])
            if shown:
                _add(about["blocks"], _block(shown, output, resources["pilots"]["language"]))
        cell.outputs = []
        return cell, resources


def _exhibit(output: NotebookNode, where: str) -> dict[str, Any] | None:
    if output.output_type == "stream":
        return None
    if output.output_type == "error":
        mend = "Mend the cell and run the notebook again."
        raise PilotsError("this cell failed when the notebook ran", where=where, mend=mend)
    if MIME not in output.data or "text/html" not in output.data:
        mend = "Show it as a Table, Figure or Sentence."
        raise PilotsError("this cell shows something that is no exhibit", where=where, mend=mend)
    return dict(output.data[MIME])


def _block(shown: dict[str, Any], output: NotebookNode, language: str) -> dict[str, Any]:
    return {
        "kind": shown["kind"],
        "label": shown.get("label", ""),
        "absent": bool(shown.get("absent")),
        "language": shown.get("language") or language,
        "html": _tidy(output.data["text/html"]),
        "computed": computed(shown.get("provenance", {}), language),
        "name": "",
        "counts": list(shown.get("counts", [])),
        "data": {name: shown[name] for name in _DATA if shown.get(name)} | {"sentence": shown.get("text", "")},
    }


def _add(blocks: list[dict[str, Any]], block: dict[str, Any]) -> None:
    last = blocks[-1] if blocks else None
    same = ("kind", "language", "absent")
    if last and block["kind"] == "sentence" and all(last[name] == block[name] for name in same):
        last["html"] += block["html"]
        last["computed"] += [row for row in block["computed"] if row not in last["computed"]]
        last["counts"] += block["counts"]
        last["data"]["sentence"] += "\n" + block["data"]["sentence"]
    else:
        blocks.append(block)


def _tidy(html: str) -> str:
    """Drop matplotlib's RDF block; let pictures that are wider than a phone be scrolled by keyboard too."""
    html = re.sub(r"\s*<metadata>.*?</metadata>", "", html, flags=re.DOTALL)
    return html.replace('<div class="exhibit-picture">', '<div class="exhibit-picture" tabindex="0">')
