"""The codebook of a survey as a page to read, print or hand to a colleague."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from pilots import tables
from pilots.codebook import Codebook
from pilots.files import replace
from pilots.language import require, translate
from pilots.pilot import Pilot
from pilots.publish.made import page, prose, shown
from pilots.survey import Survey
from pilots.vocabulary import ADMIN

_OTHERS = {
    "Background": ("quasi-identifier",),
    "Questions outside scales": ("item",),
    "Consent": ("consent",),
    "In their own words": ("open text",),
    "Dates": ("date",),
    "Codes that link the waves": ("link code",),
    "Who somebody is; kept apart and never published": ("identifier",),
    "Weights and technical variables": ("weight", "technical"),
}
"""Headings of what belongs to no scale, and the roles under each."""


def codebook(pilot: Pilot, name: str, language: str = "nl") -> str:
    """The codebook report of a survey: scales, every variable with its answers, and the questions in all languages.

    It holds what was asked and nothing of what was answered.

    Parameters
    ----------
    pilot, name
        The pilot and the name of its survey.
    language
        Of the page and, where the codebook has them, of the labels.

    Returns
    -------
    str
        One self-contained HTML page, made to be printed too.

    Raises
    ------
    ReadError, CodebookError, Problems
        When the codebook can't be read.
    """
    source = pilot.survey(name)
    book = Codebook.read(pilot.path(source.codebook))
    title = translate("Codebook: {survey}", require(language), survey=pilot.text(source.title, language) or source.name)
    cells = [prose(f"# {title}"), *_cells(book, name, pilot, language)]
    return page(cells, pilot, language)


def write_codebook(pilot: Pilot, name: str, language: str = "nl") -> Path:
    """Write the codebook report beside the other reports of the pilot; see `codebook`."""
    path = pilot.reports / f"codebook_{name}.{language}.html"
    replace(path, codebook(pilot, name, language))
    return path


def _cells(book: Codebook, name: str, pilot: Pilot, language: str) -> Iterator[dict[str, Any]]:
    def say(text: str) -> str:
        return translate(text, language)

    yield prose(
        say(
            "This codebook says what was asked, which answers were allowed and what the codes mean. It holds no answers."
        )
    )
    yield prose(f"## {say('Scales')}")
    yield shown(
        tables.scoring({name: _unanswered(book, name)}, pilot, language=language), "tables.scoring(surveys, pilot)"
    )
    scaled: list[str] = []
    for number, (scale, items) in enumerate(book.scales["items"].items(), 1):
        label = book.label(str(scale), language)
        yield prose(f"### {label}")
        yield _variables(book, list(items), pilot, language, label, f"tbl-scale-{number}")
        scaled += items
    for heading, roles in _OTHERS.items():
        chosen = [str(v) for v, role in book.variables["role"].items() if role in roles and v not in scaled]
        if chosen:
            yield prose(f"## {say(heading)}")
            yield _variables(book, chosen, pilot, language, say(heading), f"tbl-{roles[0].replace(' ', '-')}")
    if len([code for code in book.languages if code]) > 1:
        yield prose(f"## {say('Languages')}")
        yield shown(tables.translations(book, pilot, language=language), "tables.translations(book, pilot)")


def _variables(
    book: Codebook, names: list[str], pilot: Pilot, language: str, caption: str, label: str
) -> dict[str, Any]:
    table = tables.variables(book, names, pilot, caption=caption, language=language, label=label)
    return shown(table, f"tables.variables(book, {names}, pilot, caption={caption!r})")


def _unanswered(book: Codebook, name: str) -> Survey:
    """The survey before anybody answered."""
    return Survey(name, name, pd.DataFrame(columns=[*ADMIN, *book.all_columns]), book)
