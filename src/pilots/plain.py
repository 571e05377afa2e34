"""An exhibit for readers who are no researchers: what it shows, said in plain words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pilots.exhibits import Figure, Table
from pilots.language import say_instead, translate

Shown = TypeVar("Shown", Table, Figure)
PLAIN = {
    "95% interval": "almost surely between",
    "Mean with 95% interval": "Mean answer; the line shows how sure we are",
    "Share that agrees with 95% interval": "How many agree; the line shows how sure we are",
    "Change in points of the scale, with 95% interval": "Change; the line shows how sure we are",
    "Share of the conversations, with 95% interval": "In how many of the conversations",
    "Dots with intervals.": "Dots, with a line that shows how sure we are.",
    "Bars by code. {codes}: {said}.": "Bars: what people talked about. {codes}: {said}.",
    "Bars by code. Most often: {code}, in {cases} of {base} conversations.": "Bars: what people talked about. Most often: {code}, in {cases} of {base} conversations.",
    "Code": "What it was about",
    "{id}. {title}": "{title}",
    "{id}": "{n}",
    "{id}, {date}": "{date}",
    "{date}, {id}: {what}.": "{date}: {what}.",
    "{group}, wave {wave}": "{group}",
    "analysed": "used",
    "straight-lining": "the same answer everywhere",
    "Impact": "How much it helps",
    "Impact (1 low, 5 high)": "How much it helps (1 little, 5 much)",
    "Effort": "How much work it is",
    "Effort (1 low, 5 high)": "How much work it is (1 little, 5 much)",
    "Quadrant": "Kind of idea",
    "Dots of actions by effort and impact. {told}. Chosen: {actions}.": "Dots: the ideas, by how much work they are and how much they help. {told}. Chosen: {actions}.",
    "Share of the group's voice": "Part of the group's points",
    "Equal voice": "All groups together",
    "Dots of the share of each action, by group and with equal voices.": "Dots: which part of its points each group gave to an idea.",
    "Indicator": "How we see it",
    "Claims that an action contributed: {n}. Of these stand: {stands}.": "How often we thought that an action helped: {n}. How often we can show it well enough: {stands}.",
    "Bars would all be equally long: of each theme no more can be told than {said}.": "A drawing would not tell more than this.",
    "Arrows from needs ({needs}) to actions ({actions}) to indicators ({indicators}).": "Arrows from what is needed ({needs}) to what we do ({actions}) to how we see it ({indicators}).",
    "median": "in the middle",
    "Median": "In the middle",
    "median not shown": "the middle is not shown",
    "Longest run": "Most in a row on one side",
    "Crossings": "Times across the line",
    "What the rules say": "What it tells",
    "Thin line: the median, of the points before the first adjustment where these are ten or more.": "Thin line: the middle.",
    "Dashes: dates on which an action was adjusted.": "Dashes: days on which we changed something.",
    "A longer run of points on one side of that line, or fewer crossings of it, than chance usually gives (the rules of Anhøj) is a sign of change; what caused it, the chart can't tell.": "Many points in a row on one side of the line are a sign that something changed. Why, the drawing can't tell.",
    "Sessions of fewer than {threshold} people are drawn as periods: the mean a session, over as many sessions as it takes.": "Where fewer than {threshold} people came, several times are drawn as one: the mean of each time.",
    "Quotes were redacted, approved by a reader and given with consent.": "Nothing in these words shows who said them. Who said them agreed that we show them.",
}  # fmt: skip
"""What a text of the source is called for readers who are no researchers."""


def speak_plainly() -> None:
    """In this process, say on axes, in headings, notes and text alternatives `PLAIN` words instead of terms of research."""
    say_instead(PLAIN)


def in_plain_words(
    exhibit: Shown, caption: str, *, notes: Sequence[str] | None = None, leave_out: Sequence[str] = ()
) -> Shown:
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
    leave_out
        Headings of a table's columns that say nothing to these readers, in English.

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
    told = replace(exhibit, caption=translate(caption, exhibit.language), notes=said)
    if isinstance(told, Table) and leave_out:
        gone = [translate(head, exhibit.language) for head in leave_out]
        return replace(told, data=told.data.drop(columns=[head for head in gone if head in told.data]))
    return told
