"""What is odd about the cells of a table: traces of a spreadsheet, of spoilt letters, of two kinds of answers in one."""

from collections.abc import Callable, Iterator

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pilots.survey.read.grid import TEXT, Remark

_MOJIBAKE = "[ÃÂ][\u0080-\u00bfƒŠŒŽ‚„…†‡ˆ‰‹‘’“”•–—˜™š›œžŸ]|â€|\ufffd"
_CELLS = {
    "scientific notation": (
        r"^[+-]?\d(?:[.,]\d+)?E\+\d{2,3}$",
        "a spreadsheet shortened {} long numbers (4.74E+08): the figures left out are lost",
    ),
    "rounded numbers": (
        r"^\d{12,}0{3,}$",
        "{} numbers have more than fifteen figures and end in zeros, as a spreadsheet rounds them",
    ),
    "error cells": (
        r"^#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!)$",
        "{} cells hold the error of a formula instead of an answer",
    ),
    "spoilt letters": (_MOJIBAKE, "{} cells hold letters that were spoilt when the file was saved (Ã© for é)"),
}
"""Kind of oddity: the pattern of such a cell, and what is said of a column that holds any."""
_NUMBER = r"^[+-]?\d+(?:[.,]\d+)?$"
_COMMA = r"^[+-]?\d+,\d+$"
_POINT = r"^[+-]?\d+\.\d+$"
_NINE = r"^[1-9]\d{8}$"


def oddities(responses: pd.DataFrame) -> Iterator[Remark]:
    """Look for oddities column by column, among the distinct answers of each.

    Parameters
    ----------
    responses
        Text cells, the index as the file counts rows.

    Yields
    ------
    Remark
        One a column and kind, with the first rows that hold such a cell.

    Examples
    --------
    >>> table = pd.DataFrame({"share": ["1,5", "2,25"], "id": ["1", "#REF!"]}, index=[2, 3], dtype="str")
    >>> [(remark.kind, remark.variable, remark.rows) for remark in oddities(table)]
    [('decimal comma', 'share', (2, 3)), ('error cells', 'id', (3,))]
    """
    for name, column in responses.items():
        distinct = pa.array(column.dropna().unique(), TEXT)
        for kind, (holds, what) in _looks(distinct).items():
            rows = column.index[column.isin(distinct.filter(holds).to_pylist())]
            yield Remark.at(kind, what.format(len(rows)), rows, str(name))


def _looks(distinct: pa.Array) -> dict[str, tuple[pa.Array, str]]:
    """By kind of oddity: which of the answers are so."""
    fits: Callable[[str], pa.Array] = lambda pattern: pc.match_substring_regex(distinct, pattern)  # noqa: E731
    found = {kind: (fits(pattern), what) for kind, (pattern, what) in _CELLS.items()}
    numbers, commas, nine = fits(_NUMBER), fits(_COMMA), fits(_NINE)
    count, all_numbers = len(distinct), pc.sum(numbers).as_py() or 0
    if count and all_numbers == count:
        if not pc.any(fits(_POINT)).as_py():
            found["decimal comma"] = (commas, "the decimals of {} numbers stand behind a comma")
        if count >= 3 and (pc.sum(nine).as_py() or 0) >= 0.8 * count:
            what = "{} numbers have nine figures, as telephone numbers that lost their first zero in a spreadsheet"
            found["lost zeros"] = (nine, what)
    elif count >= 10 and all_numbers >= 0.9 * count:
        found["mixed types"] = (pc.invert(numbers), "{} cells are text in a column of numbers")
    return {kind: (holds, what) for kind, (holds, what) in found.items() if pc.any(holds).as_py()}
