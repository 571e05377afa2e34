"""Words, numbers and dates in the language of the report.

English is the language of the source; `locales/nl.po` and `locales/fr.po` hold what the reader sees.
"""

import datetime
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pilots.errors import PilotsError, did_you_mean

LANGUAGES = ("nl", "fr", "en")
_OF = re.compile(r"^[a-z]+:(?=[a-z])")


def require(language: str) -> str:
    """Give the language back, or say which there are.

    Raises
    ------
    PilotsError
        When reports can't be made in this language.
    """
    if language not in LANGUAGES:
        raise PilotsError(f"no reports in language '{language}'", mend=did_you_mean(language, LANGUAGES))
    return language


def translate(text: str, language: str, /, **values: object) -> str:
    """Say a text of the source in another language and fill in its values; "stage:met" is "met", of a stage.

    Examples
    --------
    >>> translate("Table", "nl"), translate("Table", "en")
    ('Tabel', 'Table')
    >>> translate("stage:met", "nl"), translate("stage:met", "en")
    ('ontmoet', 'met')
    """
    english = _OF.sub("", text)
    said = _catalog(require(language)).get(text, english) if language != "en" else english
    return said.format(**values) if values else said


def pick(labels: Mapping[str, str], language: str) -> str:
    """Of labels by language take the asked one, else English, Dutch, or whatever comes first.

    Examples
    --------
    >>> pick({"nl": "ouders", "fr": "parents"}, "en")
    'ouders'
    """
    for candidate in (language, "en", "nl", *labels):
        if labels.get(candidate):
            return labels[candidate]
    return ""


def number(value: float, language: str, digits: int = 1) -> str:
    """A number as the reader writes it; an en dash where there is none.

    Examples
    --------
    >>> number(1234.567, "nl"), number(1234.567, "en", 2)
    ('1.234,6', '1,234.57')
    """
    if value != value or value in (float("inf"), float("-inf")):
        return "–"
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    said = str(format_decimal(value, format=pattern, locale=require(language)))
    return said.replace("-", "−") if said.strip("-0.,") else said.lstrip("-")


def percent(share: float, language: str, digits: int = 0) -> str:
    r"""A share (0 to 1) as a percentage.

    Examples
    --------
    >>> percent(0.264, "nl", 1), percent(0.264, "en")
    ('26,4\xa0%', '26%')
    """
    if share != share:
        return "–"
    said = number(100 * share, language, digits)
    return f"{said}%" if language == "en" else f"{said}\N{NO-BREAK SPACE}%"


def date(value: datetime.date, language: str, style: str = "long") -> str:
    """A date as the reader writes it.

    Examples
    --------
    >>> date(datetime.date(2017, 9, 1), "nl")
    '1 september 2017'
    """
    from babel.dates import format_date

    return str(format_date(value, format=style, locale="en_GB" if language == "en" else require(language)))


def language_name(code: str, language: str) -> str:
    """What a language is called in another; its code where that is not known.

    Examples
    --------
    >>> language_name("ar", "nl"), language_name("nl-informal", "en"), language_name("x y", "en")
    ('Arabisch', 'Dutch (informal)', 'x y')
    """
    from babel.core import Locale

    base, _, kind = code.replace("_", "-").partition("-")
    named = Locale(require(language)).languages.get(base.lower())
    return (f"{named} ({kind})" if kind else str(named)) if named else code


@cache
def _catalog(language: str) -> dict[str, str]:
    from babel.messages.pofile import read_po

    with files("pilots").joinpath("locales", f"{language}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id and m.string}
