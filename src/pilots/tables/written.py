"""What people wrote in a workbook, as it stands in a cell."""

import pandas as pd

from pilots.cells import Cells
from pilots.language import pick


def prose(said: object, language: str) -> str:
    """A text, or a text by language; an en dash where there is none."""
    text = pick(said, language) if isinstance(said, dict) else said
    return text if isinstance(text, str) and text else "–"


def listed(names: tuple[str, ...]) -> str:
    """Names after each other; an en dash where there are none."""
    return ", ".join(names) or "–"


def amount(cell: Cells, value: object, unit: object) -> str:
    """A number in its unit, with decimals only where it has them; an en dash where there is none."""
    if not isinstance(value, int | float) or pd.isna(value):
        return "–"
    if unit == "%":
        return cell.share(value / 100)
    return cell.number(value, 0 if float(value).is_integer() else 2)
