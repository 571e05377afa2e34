"""Whose answers an exhibit rests on, and how many these are: read off the counts that the exhibits state."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots.cells import Cells
from pilots.language import translate
from pilots.pilot import Pilot
from pilots.publish.gate.whose import pilot_of

_WAVE = re.compile(r"(?P<survey>[a-z0-9_-]+)/(?P<waves>\d+(?:\+\d+)*)")


class Basis(Preprocessor):
    """Add to how each exhibit was computed of which group and measurement the answers are, and how many there are.

    Reads and changes the blocks that `ExhibitsOnly` left; what an exhibit says of itself stays as it is. Numbers are of
    what is told on the page, so nothing that was held back is in them.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook with what its exhibits rest on."""
        pilot = pilot_of(resources)
        blocks = [block for cell in nb.cells for block in cell.metadata["pilots"].get("blocks", [])]
        if pilot is not None:
            everyone = dict(_everyone(blocks))
            for block in blocks:
                _add(block, everyone, pilot)
        return nb, resources


def _everyone(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    """How many there are of all of whom the page counts some, where it tells that exactly."""
    for block in blocks:
        for count in block["counts"]:
            if not count["where"] and not count["held"] and count["low"] == count["high"]:
                yield count["of"], int(count["low"])


def _add(block: dict[str, Any], everyone: Mapping[str, int], pilot: Pilot) -> None:
    language = block["language"]
    cell = Cells(pilot, language)
    selection, numbers = translate("Selection", language), translate("Number of observations (n)", language)
    said = {term for term, _ in block["computed"]}
    named = {of: name for of in dict.fromkeys(count["of"] for count in block["counts"]) if (name := _named(of, cell))}
    if named and selection not in said:
        block["computed"].append((selection, cell.say("; ").join(named.values())))
    told = [f"{name}{cell.say(': ')}{cell.number(everyone[of], 0)}" for of, name in named.items() if of in everyone]
    if told and numbers not in said:
        block["computed"].append((numbers, cell.say("; ").join(told)))


def _named(of: str, cell: Cells) -> str:
    """A group and its measurement in the reader's words; empty for what is no answer to a survey."""
    found = _WAVE.fullmatch(of)
    known = {source.name for source in cell.pilot.surveys}
    if found is None or found["survey"] not in known:
        return ""
    waves = found["waves"].replace("+", ", ")
    return cell.say("{group}, wave {wave}", group=cell.group(found["survey"]), wave=waves)
