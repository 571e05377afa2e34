"""How it was done, pilot by pilot, told by what was run: measurements, cleaning, methods, software."""

import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version

import pandas as pd

from pilots import __version__
from pilots.across.members import Member
from pilots.privacy import suppress
from pilots.vocabulary import PILOT, ROW, Column, frame

MEASUREMENTS = (
    PILOT,
    Column("survey", "str", "Survey", "its name"),
    Column("group", "str", "Group", "who was asked"),
    Column("wave", "int64", "Wave", "the measurement"),
    Column("dates", "object", "When", "tuple of dates as pilot.toml words them, by language"),
    Column("flow", "object", "Flow", "how many reached each stage, by stage; not suppressed"),
)
CLEANING = (
    PILOT,
    Column("kind", "str", "Kind", "what sort of decision"),
    Column("n", "int64", "Decisions", "rows of the cleaning log", "n"),
    Column("held", "bool", "Held back", "whether the number may not be told"),
)
METHODS = (
    Column("method", "str", "Method", "as the estimates of this publication say it"),
    Column("pilots", "object", "Pilots", "tuple of the pilots whose numbers it made; empty for all together"),
)
SOFTWARE = (
    Column("name", "str", "Software", "package"),
    Column("version", "str", "Version", "that ran"),
)
_PACKAGES = ("numpy", "pandas", "scipy", "statsmodels", "pingouin", "matplotlib", "nbconvert")
_KINDS = {
    "missing code": "a code for a missing answer became a missing answer",
    "known reason replaced": "a code for a missing answer became a missing answer",
    "spelling": "the same answer, written otherwise",
    "review: personal data": "personal data taken out of a text",
}
_REVIEWED, _BY_RULE = "corrected after review", "an answer that can't be, emptied by a rule of the codebook"


def measurements(members: Sequence[Member]) -> pd.DataFrame:
    """Every measurement of every survey, with how many were invited, answered, and are analysed.

    Parameters
    ----------
    members
        As `gather` gives them.

    Returns
    -------
    DataFrame
        pilot, survey, group, wave, dates, flow; a row a survey and wave. `flow` holds plain counts: what is shown of them is
        for tables to hold back.

    Examples
    --------
    >>> measurements([]).empty
    True
    """
    rows = [
        {
            "pilot": member.name,
            "survey": source.name,
            "group": source.group,
            "wave": wave,
            "dates": tuple(dict(part.date) for part in source.waves if part.wave == wave and part.date),
            "flow": _flow(member.flow, source.name, wave),
        }
        for member in members
        for source in member.pilot.surveys
        for wave in dict.fromkeys(part.wave for part in source.waves)
    ]
    return frame(MEASUREMENTS, rows)


def cleaning(members: Sequence[Member]) -> pd.DataFrame:
    """How many decisions of what kind the cleaning logs hold; nothing of what stood in a cell.

    Returns
    -------
    DataFrame
        pilot, kind, n, held; a row a pilot and kind, of pilots with surveys. Decisions about cells of forms that stayed: whole
        forms that were removed stand in the flow. Fewer than the threshold are held back, with another kind of the same pilot,
        as the total of its log is told elsewhere.

    Examples
    --------
    >>> cleaning([]).empty
    True
    """
    rows = [row for member in members if member.surveys for row in _cleaned(member)]
    return frame(CLEANING, rows)


def methods(members: Sequence[Member], together: pd.DataFrame) -> pd.DataFrame:
    """The statistical methods that made the numbers of this publication, in the words of the estimates themselves.

    Parameters
    ----------
    members
        As `gather` gives them.
    together
        As `synthesise` gives it.

    Returns
    -------
    DataFrame
        method, pilots; a row a method that gave a number, in alphabetical order.

    Examples
    --------
    >>> from pilots.across.synthesis import SYNTHESIS
    >>> methods([], frame(SYNTHESIS)).empty
    True
    """
    of_pilots = [member.changes.assign(pilot=member.name)[["pilot", "method", "estimate"]] for member in members]
    shared = together.assign(pilot=together["group"].where(together["group"] != "all", ""))
    table = pd.concat([*of_pilots, shared[["pilot", "method", "estimate"]]], ignore_index=True).dropna(
        subset=["estimate"]
    )
    order = ["", *(member.name for member in members)]
    rows = [
        {"method": str(method), "pilots": tuple(name for name in order if name and name in set(own["pilot"]))}
        for method, own in table.groupby("method")
    ]
    return frame(METHODS, rows)


def software() -> pd.DataFrame:
    """The software that ran: this package, Python, and the libraries that compute and draw.

    Returns
    -------
    DataFrame
        name, version.

    Examples
    --------
    >>> software()["name"].head(3).tolist()
    ['pilots', 'Python', 'numpy']
    """
    own = {"pilots": __version__, "Python": ".".join(map(str, sys.version_info[:3]))}
    found = own | {name: version(name) for name in _PACKAGES}
    return frame(SOFTWARE, [{"name": name, "version": said} for name, said in found.items()])


def _flow(flow: pd.DataFrame, survey: str, wave: int) -> dict[str, float]:
    own = flow.loc[(flow["survey"] == survey) & (flow["wave"] == wave)]
    counts = own.groupby("stage", sort=False)["n"].sum(min_count=1).dropna()
    return {str(stage): float(n) for stage, n in counts.items()}


def _cleaned(member: Member) -> Iterator[dict[str, object]]:
    kinds = pd.concat([_stayed(survey.decisions)["rule"].map(_kind) for survey in member.surveys.values()])
    counts = kinds.value_counts().rename_axis("kind").to_frame("n").sort_index()
    held = pd.concat([suppress(counts, threshold)["n"] for threshold in member.thresholds], axis=1).any(axis=1)
    for kind, n in counts["n"].items():
        yield {"pilot": member.name, "kind": str(kind), "n": int(n), "held": bool(held[kind])}


def _stayed(log: pd.DataFrame) -> pd.DataFrame:
    """The decisions about cells of forms that were not removed as a whole."""
    return log.loc[~log["respondent_id"].isin(log.loc[log["variable"] == ROW, "respondent_id"])]


def _kind(rule: str) -> str:
    return _KINDS.get(rule, _REVIEWED if rule.startswith("review") else _BY_RULE)
