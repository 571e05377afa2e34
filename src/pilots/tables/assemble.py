"""What all our tables have in common."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.privacy.counts import Count


def assemble(
    cell: Cells,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str,
    label: str,
    method: str,
    source: pd.DataFrame | None = None,
    n: int | None = None,
    empty: str = "",
    notes: Iterable[str] = (),
    numeric: Iterable[str] = (),
    row_groups: str = "",
    optional: Iterable[str] = (),
    counts: Iterable[Count] = (),
) -> Table:
    """Make a table of cells that are as the reader sees them.

    Parameters
    ----------
    heads, rows
        Its headings and its cells.
    method
        How its numbers came about.
    source
        The data it was made from; left out, its own cells.
    n
        How many respondents it rests on, where that is one number.
    empty
        What is said where there are no rows.
    notes, numeric, row_groups
        See `exhibits.Table`.
    optional
        Headings of columns that are left out where no row has anything in them.
    counts
        How many people it tells of or holds back; their columns are those of `heads`.
    """
    data = pd.DataFrame(list(rows), columns=list(heads), dtype="str")
    data = data.drop(columns=[head for head in optional if data[head].isin(["", "–"]).all()])
    places = [list(data.columns).index(head) if head in data else -1 for head in heads]
    return Table(
        data=data,
        caption=caption,
        label=label,
        language=cell.language,
        notes=tuple(notes),
        numeric=tuple(head for head in numeric if head in data),
        row_groups=row_groups,
        provenance=cell.provenance(method, data if source is None else source, n=n),
        empty_note=empty,
        counts=tuple(_placed(count, places) for count in counts) if len(data) else (),
    )


def _placed(count: Count, places: list[int]) -> Count:
    """With its column among those that are left; no cell where that is left out."""
    column = places[count.column] if count.column >= 0 else -1
    return count if column == count.column else replace(count, column=column, row=count.row if column >= 0 else -1)
