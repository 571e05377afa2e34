"""What must be held back besides, so that no exhibit gives away what another one, or an earlier report, holds back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

import pandas as pd
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots import markup
from pilots.errors import PilotsError
from pilots.language import translate
from pilots.privacy.counts import Count
from pilots.privacy.gathered import Gathered
from pilots.publish.gate.counts import cost, no_secret
from pilots.publish.gate.record import told_before
from pilots.publish.gate.whose import pilot_of

HELD = "·"
_NOTE = "·: held back, so that no number of people below {threshold} can be read or computed."
_ABSENT = "Fewer than {threshold} people: not shown, so that nobody can be recognised."
_ROUNDS = 8


class Suppression(Preprocessor):
    """Hold back, over all tables of the page and what the pilot's other reports told, what else would be computable.

    A cell that tells a range ("< 5") tells nothing first; then the counts are held back that lose least. A cell of a
    table becomes a dot, with the numbers of its row that no count accounts for; a figure or sentence is not shown. Reads
    `resources["pilot"]`, or looks for the pilot by name, and the blocks that `ExhibitsOnly` left; changes their html, data and counts.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook with what is left of its exhibits."""
        pilot = pilot_of(resources)
        if pilot is not None:
            blocks = [block for cell in nb.cells for block in cell.metadata["pilots"].get("blocks", [])]
            name = (resources.get("metadata") or {}).get("name") or ""
            edition = resources["pilots"]["edition"]
            before = [one.count for one in told_before(pilot, str(name), edition)]
            protect(blocks, before, pilot.privacy.threshold, no_secret(pilot))
        return nb, resources


def protect(blocks: list[dict[str, Any]], before: list[Count], threshold: int, known: Collection[str] = ()) -> None:
    """Hold back in the exhibits of a page what everybody in a group answered, and what would let a count be computed.

    The blocks are changed.

    Parameters
    ----------
    blocks
        As `ExhibitsOnly` leaves them.
    before
        What the pilot's other reports told.
    threshold
        The least number of people that may be shown.
    known
        Characteristics that are no secret where all of a group share them.
    """
    for _ in range(_ROUNDS):
        places = list(_places(blocks))
        told = [one.count for one in places]
        gathered = Gathered.of([*told, *before])
        full = [
            at for own in gathered.places(gathered.alike(known)) for at in own if at < len(told) and not told[at].held
        ]
        leaks = gathered.leaks(threshold, before)
        if leaks.empty and not full:
            return
        ranged = [at for own in gathered.places(leaks) for at in own if at < len(told) and _ranged(told[at])]
        costs = [*map(cost, told), *[inf] * len(before)]
        try:
            more = full or ranged or gathered.to_hold(leaks, costs, threshold)
        except PilotsError:
            return  # the gate stops it, and says where
        for at in sorted(set(more)):
            _hide(places[at], threshold)
        if not more:
            return


@dataclass(frozen=True)
class _Place:
    block: dict[str, Any]
    number: int
    count: Count


def _places(blocks: list[dict[str, Any]]) -> Iterator[_Place]:
    for block in blocks:
        for number, told in enumerate(block["counts"]):
            yield _Place(block, number, Count.from_json(told))


def _ranged(one: Count) -> bool:
    """Whether it tells of a held count, in a cell, that it lies between two numbers."""
    return one.held and one.row >= 0 and one.high < inf


def _hide(place: _Place, threshold: int) -> None:
    """Hold back one count where it stands."""
    block, one = place.block, place.count
    if one.row < 0 or block["kind"] != "table":
        _leave_out(block, threshold)
        return
    if block["absent"]:
        return
    block["counts"][place.number] = Count(one.of, one.where, 0, inf, True, one.row, one.column).to_json()
    data = block["data"]
    row = data["rows"][one.row]
    row[one.column] = HELD
    counted = {told["column"] for told in block["counts"] if told["row"] == one.row}
    for column, head in enumerate(data["columns"]):
        # a share, a mean or an interval beside a count may tell it
        if head in data.get("numeric", ()) and column not in counted and row[column] not in ("", "–"):
            row[column] = HELD
    note = translate(_NOTE, block["language"], threshold=threshold)
    data["notes"] = [*data.get("notes", []), *([] if note in data.get("notes", []) else [note])]
    cells = pd.DataFrame(data["rows"], columns=data["columns"], dtype="str")
    drawn = markup.table(cells, block["label"], data["caption"], data.get("numeric", ()), data.get("row_groups", ""))
    block["html"] = markup.framed("table", block["label"], data["caption"], drawn, data["notes"])


def _leave_out(block: dict[str, Any], threshold: int) -> None:
    """Show nothing of a figure or a sentence."""
    block["absent"], block["counts"], block["data"] = True, [], {"sentence": ""}
    block["html"] = markup.absent(translate(_ABSENT, block["language"], threshold=threshold))
