"""Any estimates frame as a table: what was estimated, its interval, p, n, what is missing, and what a rule makes of it."""

from collections.abc import Mapping

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.tables.assemble import assemble
from pilots.told_estimates import told_estimates
from pilots.wording import any_held, as_shown, interval_heading, methods, reasons, rule_note, tell, with_symbol


def estimates(
    found: pd.DataFrame,
    surveys: Mapping[str, Survey],
    pilot: Pilot,
    *,
    caption: str,
    rule: str = "",
    language: str = "nl",
    label: str = "tbl-estimates",
) -> Table:
    """Show what a function of `pilots.statistics` gives, a row an estimate.

    Parameters
    ----------
    found
        An estimates frame, or several joined by `pandas.concat`. A difference "a - b" is shown only where other rows of its variable
        say how many people each group has: put the means of the groups in the same frame.
    surveys
        By name, for the labels of scales and items; an empty dict shows the columns' own names.
    pilot
        Gives the names of groups and the least number of people that is shown.
    caption
        In the reader's language.
    rule
        A name of `statistics.rules.RULES` that puts the estimates into words; left out, none.

    Returns
    -------
    Table
        Columns that would be empty are left out: the group where all rows are about everyone, p where nothing was tested.

    Raises
    ------
    PilotsError
        When there is no such rule or language.

    Examples
    --------
    >>> from pilots.statistics import means
    >>> from pilots.pilot import Pilot
    >>> scores = pd.DataFrame({"welcome": [1.0, 2, 3, 4, 5] * 4})
    >>> pilot = Pilot(name="menen", title="Menen", synthetic=True)
    >>> shown = estimates(means(scores, "welcome"), {}, pilot, caption="Welkom")
    >>> shown.data.iloc[0].tolist()
    ['welcome', 'gemiddelde (M)', '3,00', '2,32 tot 3,68', '20', '0']
    """
    cell = Cells(pilot, language, surveys)
    told = tell(found, cell, rule=rule)
    interval, several = interval_heading(told, cell)
    columns = {
        cell.say("What"): [line.what for line in told],
        cell.say("Group"): [line.group for line in told] if len(set(found["group"])) > 1 else [],
        cell.say("Statistic"): [with_symbol(line) for line in told],
        cell.say("Estimate"): [line.value for line in told],
        interval: [f"{line.interval} ({line.level})" if several and line.level else line.interval for line in told],
        cell.say("p (corrected)"): [line.p for line in told] if found["p_value"].notna().any() else [],
        cell.say("n"): [line.n for line in told],
        cell.say("Missing"): [line.missing for line in told],
        cell.say("Reading"): [line.words for line in told] if rule else [],
    }
    shown = {head: cells for head, cells in columns.items() if cells}
    words = {cell.say(text) for text in ("What", "Group", "Statistic", "Reading")}
    return assemble(
        cell,
        list(shown),
        list(zip(*shown.values(), strict=True)),
        caption=caption,
        label=label,
        method=methods(told, cell),
        source=as_shown(told),
        empty=cell.say("There is nothing to estimate."),
        notes=[
            *reasons(told),
            *([cell.held_note()] if any_held(told) else []),
            *([rule_note(rule, cell)] if rule else []),
        ],
        numeric=[head for head in shown if head not in words],
        row_groups=cell.say("What"),
        counts=told_estimates(told, found, surveys, pilot, label, column=list(shown).index(cell.say("n"))),
    )
