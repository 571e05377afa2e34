"""Words, numbers and dates in the language of the report.

English is the language of the source; `locales/nl.po` and `locales/fr.po` hold what the reader sees.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import NamedTuple

from pilots.errors import PilotsError, did_you_mean
from pilots.written import note

LANGUAGES = ("nl", "fr", "en")
_OF = re.compile(r"^[a-z]+:(?=[a-z])")
_APART = re.compile(r"(?<=«) | (?=[:;?!%»])")


def require(language: str) -> str:
    """Give the language back, or say which there are.

    Raises
    ------
    PilotsError
        When reports can't be made in this language.
    """
    if language not in LANGUAGES and language not in _ADDED:
        raise PilotsError(f"no reports in language '{language}'", mend=did_you_mean(language, LANGUAGES))
    return language


class Added(NamedTuple):
    """A language that others translated into, for the pages of one pilot's participants.

    Parameters
    ----------
    texts
        A text of the source, or as it reads in one of `LANGUAGES`, to what was made of it.
    base
        Which of `LANGUAGES` stands in where nothing was.
    left
        How many of how many texts were not translated.
    """

    texts: Mapping[str, str]
    base: str
    left: tuple[int, int] = (0, 0)


def add(language: str, added: Added) -> None:
    """Let pages be made in another language, in this process."""
    _ADDED[language] = added


def base(language: str) -> str:
    """Which of `LANGUAGES` a page is written in where its own language lacks a text.

    Examples
    --------
    >>> base("fr")
    'fr'
    """
    return _ADDED[require(language)].base if language in _ADDED else require(language)


def left(language: str) -> tuple[int, int]:
    """How many of how many texts nobody translated yet; none of the languages that come with the package."""
    return _ADDED[language].left if language in _ADDED else (0, 0)


def direction(language: str) -> str:
    """Which way a language is written: ltr or rtl.

    Examples
    --------
    >>> direction("nl"), direction("ar"), direction("ur")
    ('ltr', 'rtl', 'rtl')
    """
    from babel.core import Locale

    return str(Locale(language).text_direction)


def translate(text: str, language: str, /, **values: object) -> str:
    """Say a text of the source in another language and fill in its values; "stage:met" is "met", of a stage.

    A word that goes with a number is written `{n:session|sessions}`: for one and for more, by the plural rules of the
    language (CLDR), in which French counts none as one.

    Examples
    --------
    >>> translate("Table", "nl"), translate("Table", "en")
    ('Tabel', 'Table')
    >>> translate("stage:met", "nl"), translate("stage:met", "en")
    ('ontmoet', 'met')
    >>> [translate("{n} {n:session|sessions}", "en", n=n) for n in (1, 2)]
    ['1 session', '2 sessions']
    """
    text = _INSTEAD.get(text, text)
    english = _OF.sub("", text)
    spoken = base(language)
    said = _catalog(spoken).get(text, english) if spoken != "en" else english
    if language in _ADDED:
        said = _ADDED[language].texts.get(text, said)
    if not values:
        return said
    return _Filling(language).vformat(said, (), values) if "|" in said else said.format(**values)


def say_instead(texts: Mapping[str, str]) -> None:
    """In this process, say other texts of the source instead of these, in all languages."""
    _INSTEAD.update(texts)


def catalogue() -> dict[str, dict[str, str]]:
    """Every text of the source, by its key, in each of `LANGUAGES`.

    Examples
    --------
    >>> catalogue()["Table"]
    {'nl': 'Tabel', 'fr': 'Tableau', 'en': 'Table'}
    """
    return {text: {name: translate(text, name) for name in LANGUAGES} for text in _catalog("nl")}


def pick(labels: Mapping[str, str], language: str) -> str:
    """Of labels by language take the asked one, else English, Dutch, or whatever comes first.

    In a language that others translated into, a label is what they made of it. Where it is in another language than asked, it
    is noted (`pilots.written`), so that a page can mark it.

    Examples
    --------
    >>> pick({"nl": "ouders", "fr": "parents"}, "en")
    'ouders'
    """
    if language in _ADDED and not labels.get(language):
        added = _ADDED[language]
        said = pick(labels, added.base)
        return added.texts.get(said, said)
    for candidate in (language, "en", "nl", *labels):
        if labels.get(candidate):
            return labels[candidate] if candidate == language else note(labels[candidate], candidate)
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
    if language in _ADDED:
        from babel.core import Locale

        return re.sub("[#,.0]+", said, str(Locale(language).percent_formats[None].pattern), count=1)
    return f"{said}%" if language == "en" else f"{said}\N{NO-BREAK SPACE}%"


def date(value: datetime.date, language: str, style: str = "long") -> str:
    """A date as the reader writes it.

    Examples
    --------
    >>> date(datetime.date(2017, 9, 1), "nl"), date(datetime.date(2017, 9, 1), "fr")
    ('1 september 2017', '1er septembre 2017')
    """
    from babel.dates import format_date

    said = str(format_date(value, format=style, locale=_locale(language)))
    return re.sub(r"^1 ", "1er ", said) if language == "fr" else said


def listed(items: Iterable[str], language: str) -> str:
    """Several things in one sentence, with "and" before the last.

    Examples
    --------
    >>> listed(["ouders", "team", "partners"], "nl"), listed(["parents", "team"], "en")
    ('ouders, team en partners', 'parents and team')
    """
    from babel.lists import format_list

    return str(format_list(list(items), locale=_locale(language)))


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


_ADDED: dict[str, Added] = {}
_INSTEAD: dict[str, str] = {}


class _Filling(Formatter):
    """Fills in values, and chooses the words that go with a number."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: object, format_spec: str) -> str:
        """A value as it is; of `one|more` the word that goes with it."""
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        one, more = format_spec.split("|")
        return one if str(value).isdecimal() and _plural(int(str(value)), self.language) == "one" else more


def _plural(count: int, language: str) -> str:
    from babel.core import Locale

    return str(Locale(language).plural_form(count))


def _locale(language: str) -> str:
    return "en_GB" if require(language) == "en" else language


@cache
def _catalog(language: str) -> dict[str, str]:
    from babel.messages.pofile import read_po

    with files("pilots").joinpath("locales", f"{language}.po").open("rb") as file:
        said = {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id and m.string}
    if language != "fr":
        return said
    # French keeps a space before these marks, and no line may end in it
    return {text: _APART.sub("\N{NO-BREAK SPACE}", french) for text, french in said.items()}
