"""What people wrote in a workbook, as it stands in a cell."""

import pandas as pd

from pilots.cells import Cells
from pilots.language import language_name, pick


def prose(said: object, language: str) -> str:
    """A text, or a text by language; an en dash where there is none."""
    text = pick(said, language) if isinstance(said, dict) else said
    return text if isinstance(text, str) and text else "–"


def own(cell: Cells, said: object) -> str:
    """What the team wrote in one language only, as `Cells.own` has it; an en dash where there is none."""
    return cell.own(said) if isinstance(said, str) and said else "–"


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


def quoted(cell: Cells, text: str, spoken: object, translations: object) -> str:
    """A quote; said in another language than the reader's: its translation with the words themselves, or in which language it is."""
    said = cell.say("“{quote}”", quote=text)
    if not isinstance(spoken, str) or spoken in ("", cell.language):
        return said
    name = language_name(spoken, cell.language)
    told = translations.get(cell.language, "") if isinstance(translations, dict) else ""
    if told:
        translated = cell.say("“{quote}”", quote=told)
        return cell.say("{translated} (said in {language}: {quote})", translated=translated, language=name, quote=said)
    return cell.say("{quote} (in {language})", quote=said, language=name)
