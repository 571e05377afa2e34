"""Any estimates frame in sentences: each estimate with its interval, and what it lets one say."""

from collections.abc import Mapping

import pandas as pd

from pilots.cells import Cells, is_missing
from pilots.exhibits import Sentence
from pilots.pilot import Pilot
from pilots.statistics import Choice
from pilots.survey import Survey
from pilots.told import told as told_count
from pilots.told_estimates import told_estimates
from pilots.wording import Told, any_held, rule_note, tell


def estimates(
    found: pd.DataFrame, surveys: Mapping[str, Survey], pilot: Pilot, *, rule: str = "", language: str = "nl"
) -> Sentence:
    """Say what a function of `pilots.statistics` gives, a line an estimate.

    Parameters
    ----------
    found
        An estimates frame, or several joined by `pandas.concat`; take only the statistics to tell of. What is held back (see
        `tables.estimates`) is left out, and the last line says so.
    surveys, pilot, rule
        As for `tables.estimates`.

    Examples
    --------
    >>> from pilots.statistics import means
    >>> from pilots.pilot import Pilot
    >>> scores = pd.DataFrame({"welcome": [1.0, 2, 3, 4, 5] * 4})
    >>> pilot = Pilot(name="menen", title="Menen", synthetic=True)
    >>> said = estimates(means(scores, "welcome").head(1), {}, pilot, language="en")
    >>> said.text
    'welcome: mean 3.00 (95% interval 2.32 to 3.68; n = 20).'
    """
    cell = Cells(pilot, language, surveys)
    told = tell(found, cell, rule=rule)
    several = len(set(found["group"])) > 1
    shown = [line for line in told if not line.held]
    lines = list(dict.fromkeys(_line(line, cell, shown, several=several) for line in shown))
    if any_held(told):
        lines.append(cell.people_note())
    if any(line.words for line in told):
        lines.append(rule_note(rule, cell))
    values = {
        f"{line.row['variable']} {line.row['group']} {line.row['statistic']}": line.value
        for line in told
        if not line.held
    }
    none = cell.say("There is nothing to estimate.")
    counts = tuple(told_estimates(shown, found, surveys, pilot, "estimates"))
    return Sentence("\n".join(lines) or none, language, values=values, absent=not lines, counts=counts)


def chosen(choice: Choice, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """Say which test was chosen and why, or why there is none.

    Parameters
    ----------
    choice
        As `statistics.choose` gives it. Groups of fewer people than the pilot's threshold are not counted out.
    pilot
        Gives that threshold.

    Examples
    --------
    >>> from pilots.statistics import choose
    >>> from pilots.pilot import Pilot
    >>> answers = pd.DataFrame({"who": list("pppppsssss"), "trust": [3, 4, 4, 5, 4, 2, 3, 2, 1, 3]})
    >>> chosen(choose(answers, "trust", by="who"), Pilot(name="menen", title="Menen", synthetic=True), language="en").text[:73]
    'Ordered or skewed answers in two groups, < 10 people in the smaller: perm'
    """
    cell = Cells(pilot, language)
    facts = {
        name: cell.n(n) if name in ("smallest", "people") else cell.number(n, 0) for name, n in choice.facts.items()
    }
    said = cell.say(choice.reason.value, **facts)
    groups = {"people": {}, "smallest": {"group": "smallest"}}
    counts = tuple(
        told_count(f"compared: {choice.reason.value}", where, choice.facts[name], pilot.privacy.threshold)
        for name, where in groups.items()
        if name in choice.facts
    )
    return Sentence(f"{said[:1].upper()}{said[1:]}.", language, values=facts, counts=counts)


def _line(line: Told, cell: Cells, shown: list[Told], *, several: bool) -> str:
    """One estimate: of whom, its value and interval, on which side of no effect it lies; or all that one reason left without."""
    about = f"{line.what}, {line.group}" if several else line.what
    if is_missing(line.row["estimate"]):
        alike = [
            other.statistic
            for other in shown
            if (other.what, other.group, other.reason) == (line.what, line.group, line.reason)
            and is_missing(other.row["estimate"])
        ]
        return cell.say(
            "{about}: {statistic} not given ({reason}).", about=about, statistic=", ".join(alike), reason=line.reason
        )
    brackets = [
        *(
            [cell.say("{level} interval {interval}", level=line.level, interval=line.interval)]
            if line.interval != "–"
            else []
        ),
        *([f"p = {line.p}" if line.p[0].isdigit() else f"p {line.p}"] if line.p != "–" else []),
        f"n = {line.n}",
        *([line.reason] if line.reason else []),
    ]
    said = f"{about}{cell.say(': ')}{line.statistic} {line.value} ({cell.say('; ').join(brackets)})"
    return ", ".join([said, *([line.words] if line.words else []), *([line.side] if line.side else [])]) + "."
