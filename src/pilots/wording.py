"""How estimates are told to a reader: value, interval, p, what they let one say, and which are held back.

Tables, figures and sentences of an estimates frame all take their words from here, so that they say the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from pilots.cells import Cells, is_missing
from pilots.errors import PilotsError
from pilots.statistics.missing import COMPLETE, TOGETHER
from pilots.statistics.names import STATISTICS, Form, Statistic
from pilots.statistics.rules import Rule, held_words, named
from pilots.vocabulary import ESTIMATES, OPTION
from pilots.withheld import hide_missing, hold_back

_CLEAR = 0.05


class Side(StrEnum):
    """On which side of no effect an interval lies; keys of the gettext catalogues."""

    ABOVE = "clearly above {null}"
    BELOW = "clearly below {null}"
    PERHAPS_ABOVE = "above {null}, but after correction for all tests that is not certain"
    PERHAPS_BELOW = "below {null}, but after correction for all tests that is not certain"
    UNKNOWN = "whether it lies above or below {null}, these data cannot tell"
    PERHAPS_NONE = "whether it differs from {null}, these data cannot tell"


@dataclass(frozen=True, slots=True)
class Told:
    """One estimate in the reader's words.

    Parameters
    ----------
    what, group, statistic
        Of whom and of what it is.
    value, interval, p, n, missing, level
        As they are written; an en dash where there is none, a dot where it is held back.
    row
        What it was made of.
    side
        On which side of no effect it lies; empty where that is no question.
    words
        What a rule makes of it; empty without rule.
    reason
        Why there is no estimate, no interval or no test; empty where there is.
    held
        Whether it is held back.
    """

    what: str
    group: str
    statistic: str
    value: str
    interval: str
    p: str
    n: str
    missing: str
    row: "pd.Series"
    side: str = ""
    words: str = ""
    reason: str = ""
    held: bool = False
    level: str = ""


def tell(estimates: pd.DataFrame, cell: Cells, *, rule: str = "") -> list[Told]:
    """Each row of an estimates frame in the reader's words, those of one variable together.

    Parameters
    ----------
    estimates
        As a function of `pilots.statistics` gives them. Differences "a - b" are shown only where the frame, or another row of it,
        says how many people each group has: put the means in the same frame.
    cell
        Of the pilot (its threshold), the reader's language and the surveys (their labels).
    rule
        A name of `statistics.rules.RULES` that puts the estimates into words; left out, none.

    Raises
    ------
    PilotsError
        When this is no estimates frame, or there is no such rule.
    """
    if not isinstance(estimates, pd.DataFrame) or any(column.name not in estimates for column in ESTIMATES):
        raise PilotsError(
            "this is not an estimates frame",
            mend="Give what a function of pilots.statistics gives back; of `choose`, what `run()` gives.",
        )
    held = hold_back(estimates, cell.pilot.privacy.threshold)
    judged = named(rule) if rule else None
    gaps = hide_missing(estimates, cell.pilot.privacy.threshold)
    told = [
        _told(row, cell, hide, judged, hide_missing=hide or gap)
        for (_, row), hide, gap in zip(estimates.iterrows(), held, gaps, strict=True)
    ]
    places = {name: place for place, name in enumerate(dict.fromkeys(estimates["variable"]))}
    return sorted(told, key=lambda line: places[line.row["variable"]])


def as_shown(told: Sequence[Told]) -> pd.DataFrame:
    """What a reader sees of each estimate: a hash of this tells nothing of what is held back."""
    rows = [
        [*line.row[["variable", "group", "statistic"]], line.value, line.interval, line.p, line.n, line.missing]
        for line in told
    ]
    return pd.DataFrame(
        rows, columns=["variable", "group", "statistic", "estimate", "interval", "p", "n", "missing"], dtype="str"
    )


def methods(told: Sequence[Told], cell: Cells) -> str:
    """How the estimates that are shown were computed, each way once."""
    return cell.say("; ").join(dict.fromkeys(cell.say(str(line.row["method"])) for line in told if not line.held))


def label(variable: str, cell: Cells) -> str:
    """The label of a column, of a scale of a survey, of an option with its question, or of several columns together."""
    if variable == COMPLETE:
        return cell.say(COMPLETE)
    if TOGETHER in variable:
        return TOGETHER.join(label(part, cell) for part in variable.split(TOGETHER))
    if OPTION not in variable:
        return cell.scale(variable)
    column, _, code = variable.partition(OPTION)
    option = cell.label(variable)
    return f"{cell.scale(column)}{cell.say(': ')}{code if option == variable else option}"


def interval_heading(told: Sequence[Told], cell: Cells) -> tuple[str, bool]:
    """The heading of a column of intervals, with their level where all have the same, and whether they have several."""
    levels = {line.level for line in told if line.level and not line.held}
    if len(levels) == 1:
        return cell.say("{level} interval", level=levels.pop()), False
    return cell.say("Interval"), bool(levels)


def rule_note(rule: str, cell: Cells) -> str:
    """What the words of a rule rest on."""
    return cell.say("Reading: what the whole interval allows, after {source}.", source=named(rule).source)


def reasons(told: Sequence[Told]) -> list[str]:
    """Why some estimates, intervals or tests are missing; each reason once."""
    return list(dict.fromkeys(line.reason for line in told if line.reason))


def words(row: "pd.Series", rule: Rule, cell: Cells) -> str:
    """What a rule makes of the interval of an estimate, in the reader's words; empty where it says nothing."""
    held = [cell.say(word) for word in held_words(row, rule)]
    return cell.say("{low} to {high}", low=held[0], high=held[1]) if len(held) == 2 else "".join(held)


def with_symbol(line: Told) -> str:
    """The name of a statistic with its symbol, where the name does not hold it."""
    name = line.row["statistic"]
    symbol = STATISTICS[name].symbol if name in STATISTICS else ""
    spoken = re.search(rf"(?<!\w){re.escape(symbol)}(?!\w)", line.statistic)
    return line.statistic if symbol in ("", "%") or spoken else f"{line.statistic} ({symbol})"


def any_held(told: Sequence[Told]) -> bool:
    """Whether some are held back."""
    return any(line.held for line in told)


def _told(row: "pd.Series", cell: Cells, held: bool, rule: Rule | None, *, hide_missing: bool) -> Told:
    known = STATISTICS.get(row["statistic"], Statistic(row["statistic"], row["statistic"]))
    what, group = label(str(row["variable"]), cell), cell.group(str(row["group"]))
    if held:
        few = cell.n(row["n"]) if known.people and cell.rare(row["n"]) else "·"
        return Told(what, group, cell.say(known.label), "·", "·", "·", few, "·", held=True, row=row)
    p = row["p_value"] if is_missing(row["p_adjusted"]) else row["p_adjusted"]
    return Told(
        what,
        group,
        cell.say(known.label),
        written(row["estimate"], known, cell),
        _interval(row, known, cell),
        cell.p(p),
        _n(row["n"], known, cell),
        "·" if hide_missing else _n(row["n_missing"], known, cell),
        side=_side(row, known, p, cell),
        words=words(row, rule, cell) if rule else "",
        reason=_reason(row, cell),
        level="" if is_missing(row["ci_level"]) else cell.share(row["ci_level"]),
        row=row,
    )


def _n(count: float, known: Statistic, cell: Cells) -> str:
    return cell.n(count) if known.people or is_missing(count) else cell.number(count, 0)


def written(value: float, known: Statistic, cell: Cells) -> str:
    """A value in the form of its statistic."""
    if known.form is Form.POINTS:
        return cell.number(100 * value, 0)
    if known.form is Form.SHARE:
        return cell.share(value)
    return cell.number(value, 0 if known.form is Form.COUNT and float(value).is_integer() else 2)


def _interval(row: "pd.Series", known: Statistic, cell: Cells) -> str:
    low, high = (written(row[end], known, cell) for end in ("ci_low", "ci_high"))
    return "–" if low == high == "–" else cell.say("{low} to {high}", low=low, high=high)


def _reason(row: "pd.Series", cell: Cells) -> str:
    method = "" if is_missing(row["method"]) else str(row["method"])
    return cell.say(method) if method.startswith(("cannot tell", "no ")) else ""


def _side(row: "pd.Series", known: Statistic, p: float, cell: Cells) -> str:
    if known.null is None or is_missing(row["ci_low"]) or is_missing(row["ci_high"]):
        return ""
    sure = is_missing(p) or p < _CLEAR
    if row["ci_low"] > known.null:
        side = Side.ABOVE if sure else Side.PERHAPS_ABOVE
    elif row["ci_high"] < known.null:
        side = Side.BELOW if sure else Side.PERHAPS_BELOW
    else:
        side = Side.PERHAPS_NONE if known.low == known.null else Side.UNKNOWN
    return cell.say(side.value, null=cell.number(known.null, 0))
