"""Names that SPSS and Stata take."""

import re
from collections.abc import Iterable

_RESERVED = {
    *("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"),
    *("_all", "_b", "_coef", "_cons", "_n", "_pi", "_pred", "_rc", "_skip", "byte", "double", "float", "if", "in", "int"),
    *("long", "strl", "using"),
}  # fmt: skip
"""Words that are no names in SPSS (first line) or in Stata."""


def safe_names(columns: Iterable[str], longest: int = 32) -> dict[str, str]:
    """Give each column a name that SPSS and Stata take: letters, digits and _, not too long, each once.

    Parameters
    ----------
    columns
        Names as the codebook has them, such as `barriers/time`.
    longest
        The longest name in characters; Stata's is 32.

    Returns
    -------
    dict of str
        New name by old, in order; a name that will do stays as it is.

    Examples
    --------
    >>> safe_names(["welcome", "barriers/time", "barriers_time", "2nd", "by"])
    {'welcome': 'welcome', 'barriers/time': 'barriers_time_2', 'barriers_time': 'barriers_time', '2nd': 'v_2nd', 'by': 'by_'}
    """
    wanted = {column: _plain(column, longest) for column in columns}
    given: dict[str, str] = {}
    taken: set[str] = set()
    for column in sorted(wanted, key=lambda column: wanted[column] != column):  # names that will do come first
        count, candidate = 1, wanted[column]
        while candidate.casefold() in taken:
            count += 1
            candidate = f"{wanted[column][: longest - len(str(count)) - 1]}_{count}"
        given[column] = candidate
        taken.add(candidate.casefold())
    return {column: given[column] for column in wanted}


def _plain(column: str, longest: int) -> str:
    name = re.sub(r"[^A-Za-z0-9_]+", "_", column).strip("_") or "variable"
    name = name if name[0].isalpha() else f"v_{name}"
    return f"{name}_" if name.casefold() in _RESERVED else name[:longest]
