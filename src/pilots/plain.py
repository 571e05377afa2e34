"""An exhibit for readers who are no researchers: what it shows, said in plain words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pilots.exhibits import Figure, Table
from pilots.language import translate

Shown = TypeVar("Shown", Table, Figure)


def in_plain_words(exhibit: Shown, caption: str, *, notes: Sequence[str] | None = None) -> Shown:
    """The same table or figure with another caption, and without notes on methods.

    What it shows, what is held back in it and where it came from stay as they are.

    Parameters
    ----------
    exhibit
        As a function of `pilots.tables` or `pilots.figures` gives it.
    caption
        What one sees, in English; it is said in the language of the exhibit.
    notes
        The notes under it, in English; left out, its own stay.

    Returns
    -------
    Table or Figure
        What was given, as a new one.

    Examples
    --------
    >>> import pandas as pd
    >>> table = Table(pd.DataFrame({"a": ["1"]}), "Themes", "tbl-themes", notes=("Wilson",))
    >>> told = in_plain_words(table, "What people talked about", notes=())
    >>> told.caption, told.notes
    ('Waarover mensen spraken', ())
    """
    said = exhibit.notes if notes is None else tuple(translate(note, exhibit.language) for note in notes)
    return replace(exhibit, caption=translate(caption, exhibit.language), notes=said)
