"""The letters of a PDF: those of Typst and of matplotlib, so that every machine sets the same pages."""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any


@cache
def fonts() -> Any:
    """The fonts that Typst may use: Libertinus, which it brings along, and matplotlib's, of which DejaVu has most scripts.

    The last of them draws a box for what no other has, so that no text stops a report from being made.
    """
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(_folder())])


def unwritten(text: str) -> list[str]:
    """The scripts in a text that the fonts have letters missing of; these are drawn as boxes.

    Returns
    -------
    list of str
        As Unicode calls them, in the order of the alphabet.

    Examples
    --------
    >>> unwritten("Welkom, Bienvenue, Добро пожаловать, أهلا وسهلا")
    []
    >>> unwritten("እንኳን ደህና መጡ")
    ['ETHIOPIC']
    """
    # below: Latin, Greek, Cyrillic; between: punctuation, arrows and signs of mathematics
    rare = {letter for letter in text if letter > "\u052f" and not "\u2000" <= letter <= "\u2bff"}
    missing = [letter for letter in rare if ord(letter) not in _letters()] if rare else []
    return sorted({unicodedata.name(letter, "UNKNOWN").split()[0] for letter in missing})


@cache
def _letters() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(_folder() / "DejaVuSans.ttf")).get_charmap())


def _folder() -> Path:
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / "fonts" / "ttf"
