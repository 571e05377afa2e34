"""What several pilots say together on what they measured alike: pooled from four pilots up, below that side by side."""

from collections.abc import Iterator, Sequence

import pandas as pd

from pilots import statistics
from pilots.across.members import Member
from pilots.statistics.samples import EVERYONE
from pilots.survey import Survey
from pilots.survey.changes import held_back, moved_few, told_once
from pilots.vocabulary import ESTIMATES, SITE, Column, estimates, frame

LEVEL, CHANGE = "first measurement", "change"
"""What is synthesised of a scale."""
SYNTHESIS = (
    Column("measure", "str", "Measure", "as `alike` calls it"),
    Column("labels", "object", "Scale", "by language"),
    Column("kind", "str", "What", "first measurement, or change from the first to the last"),
    Column("survey", "str", "Survey", "of the pilot; missing for all pilots together"),
    Column("wave", "Int64", "Wave", "of a first measurement; missing for a change, which has two"),
    *ESTIMATES,
    Column("held", "bool", "Held back", "whether it may not be told; then no number stands in the row"),
)
_TOGETHER = ("pooled_effect", "predicted_effect", "smallest_effect", "largest_effect", "i_squared")
_FEWEST = 2


def synthesise(members: Sequence[Member], compared: pd.DataFrame) -> pd.DataFrame:
    """Each measure that pilots have alike: their means and changes, and what these say together.

    Parameters
    ----------
    members
        As `gather` gives them.
    compared
        As `alike` gives them.

    Returns
    -------
    DataFrame
        measure, labels, kind, survey, wave, then the columns of estimates, held. Group a pilot: statistic `mean` (of the scale in the
        pilot's first measurement) or `mean_difference` (from the first to the last, as in the pilot's own report), with
        n and n_missing; where it may not be told, it is held and empty, and takes no part in what follows. Group "all": as
        `together` gives it. A kind that fewer than two pilots have is left out; what measures two elements stands once.

    Notes
    -----
    A mean is held back where fewer people answered than the threshold asks, or where those left over after the groups
    that the pilot's own report shows (schools, `compare_by`) are few; a change where the pilot's own report holds it back.
    People of one school are taken as they come: with two or three schools a pilot the spread between schools can't be told.

    Examples
    --------
    >>> from pilots.across.alike import alike
    >>> synthesise([], alike([])).empty
    True
    """
    by_name = {member.name: member for member in members}
    rows: list[dict[str, object]] = []
    seen: set[tuple[tuple[str, ...], ...]] = set()
    for measure, every in compared.loc[compared["alike"]].groupby("measure", sort=False):
        own = every.drop_duplicates("pilot")
        scales = tuple(own[["pilot", "survey", "scale"]].itertuples(index=False, name=None))
        if scales in seen:
            continue
        seen.add(scales)
        for kind, found in ((LEVEL, _level), (CHANGE, _change)):
            told = [
                {"group": name, "survey": survey} | row
                for name, survey, scale in scales
                for row in found(by_name[name], survey, scale)
            ]
            about = {"measure": str(measure), "labels": own["labels"].iloc[0], "kind": kind}
            if len(told) >= _FEWEST:
                rows += [about | row for row in (*told, *together(told))]
    return frame(SYNTHESIS, rows)


def together(told: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """What the estimates of several pilots say together.

    Parameters
    ----------
    told
        A mapping a pilot: group (its name), estimate, ci_low, ci_high (95% intervals) and held.

    Returns
    -------
    list of dict
        Rows of `statistics.synthesis` about all pilots whose estimate is told, n counting these; none where fewer than two are. The
        variance of each is that of a normal interval as wide as its own.
    """
    shown = pd.DataFrame([row for row in told if not row["held"]])
    if len(shown) < _FEWEST:
        return []
    found = statistics.synthesis(shown, "estimate", study="group", limits=("ci_low", "ci_high"))
    rows = found.loc[(found["group"] == EVERYONE) & found["statistic"].isin(_TOGETHER)]
    return [{str(name): value for name, value in row.items()} | {"held": False} for row in rows.to_dict("records")]


def _level(member: Member, survey: str, scale: str) -> Iterator[dict[str, object]]:
    """The mean of a scale in the first measurement."""
    whole = member.surveys[survey]
    if whole.waves:
        first = whole.at(whole.waves[0])
        found = statistics.means(first.scores, [scale])
        held = any(_tells_of_few(first, scale, threshold) for threshold in member.thresholds)
        for row in _rows(found.loc[found["statistic"] == "mean"], held):
            yield row | {"wave": whole.waves[0]}


def _change(member: Member, survey: str, scale: str) -> Iterator[dict[str, object]]:
    """The change of a scale, of all schools that were followed."""
    once = told_once(member.changes)
    held = pd.concat([held_back(once, threshold) for threshold in member.thresholds], axis=1).any(axis=1)
    own = once.loc[(once["variable"] == f"{survey}.{scale}") & once["estimate"].notna()]
    every = own.loc[own["group"] == EVERYONE]
    rows = every if len(every) else own
    near = pd.concat([moved_few(once, threshold) for threshold in member.thresholds], axis=1).any(axis=1)
    if len(rows) == 1:
        if near[rows.index[0]]:
            rows = rows.assign(**dict.fromkeys(("n", "n_missing"), pd.Series(pd.NA, index=rows.index, dtype="Int64")))
        yield from _rows(rows[list(estimates())], bool(held[rows.index[0]]))


def _rows(found: pd.DataFrame, held: bool) -> Iterator[dict[str, object]]:
    for row in found.drop(columns="group").to_dict("records"):
        kept = ("variable", "statistic", "method") if held else tuple(row)
        yield {str(name): row[name] for name in kept} | {"held": held}


def _tells_of_few(survey: Survey, scale: str, threshold: int) -> bool:
    """Whether too few answered, or whether those whom no report shows apart are few."""
    answered = survey.scores[scale].notna()
    n = int(answered.sum())
    divisions = [survey.scores[SITE], *(survey.responses[by] for by in survey.compare_by if by in survey.responses)]
    left = []
    for division in divisions:
        sizes = division.reset_index(drop=True)[answered.to_numpy()].value_counts()
        left.append(n - int(sizes[sizes >= threshold].sum()))
    return n < threshold or any(0 < rest < threshold for rest in left)
