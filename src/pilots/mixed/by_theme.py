"""Statistics by themes: how those who spoke of a theme answered, beside those who did not."""

from math import nan

import numpy as np
import pandas as pd

from pilots.errors import PilotsError
from pilots.mixed.cases import ByCase
from pilots.qualitative.themes import PHASES
from pilots.statistics.intervals import mean_difference, mean_interval
from pilots.statistics.proportions import newcombe, wilson
from pilots.statistics.samples import Values
from pilots.vocabulary import Column, frame

LEAST = 5
"""Linked cases on either side below which no difference is computed."""
BY_THEME = (
    Column("variable", "str", "Variable", "survey.variable"),
    Column("code", "str", "Code", "the theme"),
    Column("statistic", "str", "Statistic", "mean or share"),
    Column("spoke", "float64", "Spoke of it", "mean or share of the cases that spoke of it"),
    Column("spoke_low", "float64", "Lower limit", "of its interval"),
    Column("spoke_high", "float64", "Upper limit", "of its interval"),
    Column("n_spoke", "Int64", "n", "linked cases that spoke of it and have a score", "n"),
    Column("all_spoke", "Int64", "All who spoke", "cases that spoke of it, linked or not"),
    Column("silent", "float64", "Did not", "mean or share of the cases that did not"),
    Column("silent_low", "float64", "Lower limit", "of its interval"),
    Column("silent_high", "float64", "Upper limit", "of its interval"),
    Column("n_silent", "Int64", "n", "linked cases that did not and have a score", "n"),
    Column("all_silent", "Int64", "All who did not", "cases that did not, linked or not"),
    Column("difference", "float64", "Difference", "spoke minus silent"),
    Column("ci_low", "float64", "Lower limit", "of the interval of the difference"),
    Column("ci_high", "float64", "Upper limit", "of the interval of the difference"),
    Column("verdict", "str", "Verdict", "higher, lower or cannot tell"),
    Column("reason", "str", "Why", "why nothing was computed; empty where it was"),
    Column("bottom", "float64", "Lowest", "least possible value"),
    Column("top", "float64", "Highest", "greatest possible value"),
)
FEW = "too few linked cases on one of both sides"


def by_theme(linked: ByCase, *, least: int = LEAST, ci: float = 0.95) -> pd.DataFrame:
    """Of each score and each theme: mean (or share) of the cases that spoke of it and of those that did not.

    Parameters
    ----------
    linked
        As `by_case` gives it; its `variables` and `codes` say of what.
    least
        Linked cases that must stand on both sides, 2 or more; with fewer nothing is computed, and the reason says so.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        A row a variable and code: variable, code, statistic, spoke, spoke_low, spoke_high, n_spoke, all_spoke, silent,
        silent_low, silent_high, n_silent, all_silent, difference, ci_low, ci_high, verdict, reason, bottom, top. Means have the t interval, their
        difference Welch's; shares have Wilson's, their difference Newcombe's. The verdict is "cannot tell" where the interval
        of the difference holds 0. Without linked cases there are no rows: compare by group then (`by_group`).

    Raises
    ------
    PilotsError
        When `least` is below 2.

    Notes
    -----
    A display of statistics by themes (Guetterman, Fetters & Creswell 2015, Integrating quantitative and qualitative results in
    health science mixed methods research through joint displays, *Annals of Family Medicine* 13(6), 554-561). Many themes
    by many scores give some differences by chance: the rows are for looking, not for testing.

    Examples
    --------
    >>> scores = pd.DataFrame({"parents.climate": [4.0, 4, 5, 5, 4, 2, 3, 2, 3, 2]})
    >>> spoke = pd.DataFrame({"welcome": [1] * 5 + [0] * 5})
    >>> found = by_theme(ByCase(scores=scores, themes=spoke, statistics={"parents.climate": "mean"}))
    >>> found[["spoke", "n_spoke", "silent", "n_silent", "difference", "ci_low", "ci_high", "verdict"]].round(2)
       spoke  n_spoke  silent  n_silent  difference  ci_low  ci_high verdict
    0    4.4        5     2.4         5         2.0     1.2      2.8  higher
    """
    if least < 2:
        raise PilotsError(f"a difference can't be computed with {least} on a side", mend="Ask for 2 or more.")
    rows = []
    for variable in linked.scores.columns:
        scores = linked.scores[variable].to_numpy("float64")
        known = ~np.isnan(scores)
        if not known.any():
            continue
        share = linked.statistics.get(variable, "mean") == "share"
        bottom, top = linked.bounds.get(variable, (nan, nan))
        for code in linked.themes.columns:
            spoke = linked.themes[code].to_numpy() == 1
            row = {"variable": variable, "code": code, "statistic": "share" if share else "mean"}
            every: dict[str, object] = {"all_spoke": int(spoke.sum()), "all_silent": int((~spoke).sum())}
            sides = _sides(scores[known & spoke], scores[known & ~spoke], least, ci, share=share)
            rows.append(row | every | {"bottom": bottom, "top": top} | sides)
    found = frame(BY_THEME, rows)
    found.attrs |= {} if linked.phase is None else {PHASES: (str(linked.phase),)}
    return found


def _sides(spoke: Values, silent: Values, least: int, ci: float, *, share: bool) -> dict[str, object]:
    counts: dict[str, object] = {"n_spoke": len(spoke), "n_silent": len(silent)}
    if min(len(spoke), len(silent)) < least:
        return counts | {"verdict": "cannot tell", "reason": FEW}
    ends = [
        (wilson(int(own.sum()), len(own), ci=ci) if share else mean_interval(own, ci=ci)) for own in (spoke, silent)
    ]
    low, high = (
        newcombe(int(spoke.sum()), len(spoke), int(silent.sum()), len(silent), ci=ci)
        if share
        else mean_difference(spoke, silent).interval(ci)
    )
    return counts | {
        "spoke": spoke.mean(), "spoke_low": ends[0][0], "spoke_high": ends[0][1],
        "silent": silent.mean(), "silent_low": ends[1][0], "silent_high": ends[1][1],
        "difference": spoke.mean() - silent.mean(), "ci_low": low, "ci_high": high,
        "verdict": "higher" if low > 0 else "lower" if high < 0 else "cannot tell", "reason": "",
    }  # fmt: skip
