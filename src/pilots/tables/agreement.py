"""How far coders agree, and which codes they take for one another."""

from collections.abc import Hashable, Mapping

import pandas as pd

from pilots.cells import Cells, is_missing
from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.statistics.names import STATISTICS
from pilots.statistics.rules import Rule, named
from pilots.tables.assemble import assemble
from pilots.wording import rule_note, words

ALPHA = "krippendorff_alpha"
PERCENT = "percent_agreement"
COUNTED = "coders"


def agreement(
    estimates: pd.DataFrame, pilot: Pilot, *, rule: str = "", language: str = "nl", label: str = "tbl-agreement"
) -> Table:
    """How far coders agree, by theme and overall: percent, a coefficient with its interval, and what a rule makes of the whole interval.

    Parameters
    ----------
    estimates
        As `qualitative.agreement` gives them; of several coefficients each has its row.
    rule
        A name of `statistics.rules.RULES`; left out, Krippendorff's for his alpha and that of Landis and Koch for others.

    Returns
    -------
    Table
        A row a theme (and pair of coders, as A & B). Of coders only how many they are is told.

    Raises
    ------
    PilotsError
        When there is no such rule.
    """
    cell = Cells(pilot, language)
    shown = estimates.loc[~estimates["statistic"].isin([PERCENT, COUNTED])]
    kinds = list(dict.fromkeys(shown["statistic"]))
    chosen = named(rule or ("krippendorff2019" if ALPHA in kinds or not kinds else "landis1977"))
    percent = estimates.loc[estimates["statistic"] == PERCENT].set_index(["variable", "group"])["estimate"].to_dict()
    pairs = shown["group"].nunique() > 1
    symbol = STATISTICS[kinds[0]].symbol if len(kinds) == 1 else ""
    heads = {
        "theme": cell.say("Theme"), "coders": cell.say("Coders"), "units": cell.say("Units"), "agreement": cell.say("Agreement"),
        "coefficient": cell.say("Coefficient"), "value": symbol or cell.say("Estimate"), "interval": cell.say("95% interval"),
        "reading": cell.say("Reading"),
    }  # fmt: skip
    left_out = {*([] if pairs else ["coders"]), *(["coefficient"] if len(kinds) < 2 else [])}
    columns = [name for name in heads if name not in left_out]
    rows = [[_row(row, percent, chosen, cell)[name] for name in columns] for _, row in shown.iterrows()]
    return assemble(
        cell,
        [heads[name] for name in columns],
        rows,
        caption=cell.say("Agreement between the coders"),
        label=label,
        method=cell.methods(shown),
        source=estimates,
        empty=cell.say("No conversation was coded by two people, so agreement can't be computed."),
        notes=_notes(estimates, shown, kinds, chosen, cell) if rows else [],
        numeric=[heads[name] for name in ("units", "agreement", "value", "interval") if name in columns],
    )


def confusion(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-confusion") -> Table:
    """On which codes coders agree, and what the other gave instead: to sharpen the code book by.

    Parameters
    ----------
    found
        As `qualitative.code_confusion` gives it.

    Returns
    -------
    Table
        A row a code: in how many passages two coders gave it, in how many only one did, the share of agreement, and the code that stood there most
        often instead. It counts codings, not people, so nothing is held back; it shows no text and no coder.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Code", "Both gave it", "Only one gave it", "Agreement", "Most often instead")]
    rows = [[str(code), *_confused(own, cell)] for code, own in found.groupby("code", sort=False)]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Codes that coders take for one another"),
        label=label,
        method=cell.say(
            "Passages of two coders that overlap, each code given by both or by one, over all pairs of coders."
        ),
        source=found,
        empty=cell.say("No conversation was coded by two people, so their codes can't be compared."),
        notes=[
            cell.say("Agreement: of all times that a code was given, the share in which the other coder gave it too.")
        ],
        numeric=heads[1:4],
    )


def _row(row: "pd.Series", percent: Mapping[Hashable, float], rule: Rule, cell: Cells) -> dict[str, str]:
    exact = percent.get((row["variable"], row["group"]))
    return {
        "theme": cell.say("All themes together") if row["variable"] == "all" else str(row["variable"]),
        "coders": cell.say("all") if row["group"] == "all" else str(row["group"]),
        "units": "–" if is_missing(row["n"]) else cell.number(float(row["n"]), 0),
        "agreement": "–" if exact is None else cell.share(exact),
        "coefficient": cell.say(STATISTICS[row["statistic"]].label),
        "value": cell.number(row["estimate"]),
        "interval": cell.interval(row["ci_low"], row["ci_high"]),
        "reading": words(row, rule, cell) or cell.say("cannot tell"),
    }


def _notes(estimates: pd.DataFrame, shown: pd.DataFrame, kinds: list[str], rule: Rule, cell: Cells) -> list[str]:
    counted = estimates.loc[estimates["statistic"] == COUNTED]
    about = [
        cell.say("Agreement: how often two coders gave the same; it is high by chance alone where a theme is rare.")
    ]
    if kinds == [ALPHA]:
        about.append(cell.say("α: Krippendorff's alpha; 1 is full agreement, 0 what chance gives."))
    else:
        about.append(cell.say("Coefficients: 1 is full agreement, 0 what chance gives."))
    if len(counted):
        row = counted.iloc[0]
        about.insert(
            0,
            cell.say(
                "{coders} {coders:coder|coders}; {n} {n:text|texts} that two or more of them coded.",
                coders=int(row["estimate"]),
                n=int(row["n"]),
            ),
        )
    reasons = dict.fromkeys(str(method) for method in shown.loc[shown["estimate"].isna(), "method"])
    return [*about, rule_note(rule.name, cell), *(cell.say(reason) for reason in reasons)]


def _confused(own: pd.DataFrame, cell: Cells) -> list[str]:
    same = own["other"] == own["code"]
    both, instead = (
        int(own.loc[same, "units"].sum()),
        own.loc[~same].sort_values("units", ascending=False, kind="stable"),
    )
    # a unit with two other codes instead stands in two rows, but is one unit less that both gave
    only = int(own["only"].iloc[0]) if len(own) else 0
    most = instead.iloc[0] if len(instead) else None
    told = (
        "–"
        if most is None
        else cell.say(
            "{code} ({n})",
            code=cell.say("no code") if is_missing(most["other"]) else most["other"],
            n=int(most["units"]),
        )
    )
    share = cell.share(2 * both / (2 * both + only)) if both + only else "–"
    return [cell.number(both, 0), cell.number(only, 0), share, told]
