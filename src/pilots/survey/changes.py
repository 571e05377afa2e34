"""What changed from the first wave to the later ones, and before that: what change these samples could show."""

from collections.abc import Mapping
from math import nan

import numpy as np
import pandas as pd

from pilots import statistics, vocabulary
from pilots.privacy import suppress
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.samples import EVERYONE
from pilots.survey.summary import named_scores, scored, together
from pilots.survey.survey import Survey
from pilots.vocabulary import RESPONDENT, SITE, WAVE

PERSON = "person"
_NOTHING = (vocabulary.estimates().assign(wave=pd.Series(dtype="int64")), pd.Series(dtype="bool"))


def change(surveys: Mapping[str, Survey], links: Mapping[str, pd.DataFrame], *, ci: float = 0.95) -> pd.DataFrame:
    """Change of every scale from the first to the last wave of its survey: overall, and school by school.

    Parameters
    ----------
    surveys
        By name; those with one wave are left out.
    links
        By survey: respondent_0 and respondent_1, the same person in the first and in a later wave.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        Estimates as `statistics.change` gives them: variable `survey.scale`; group "all" or a school's id.
        "all" are the schools that took part in both waves: one that joined later or left would pass for a
        change. From three schools on each school counts once, as people of one school are alike. A school that joined later has rows `mean_difference` and `hedges_g` without estimate, "no
        baseline: joined later", and its `mean` in the last wave. Over two schools together there is no
        p-value. p_adjusted: Holm over the whole frame, a change in the only school that was followed counted
        once.
    """
    return _adjusted([_changes(surveys, links, -1, ci)]).drop(columns="wave")


def follow_ups(surveys: Mapping[str, Survey], links: Mapping[str, pd.DataFrame], *, ci: float = 0.95) -> pd.DataFrame:
    """Change of every scale from the first wave to each later one, of the surveys that were held more than twice.

    Parameters
    ----------
    surveys, links, ci
        As `change` takes them; links to waves between the first and the last count too.

    Returns
    -------
    DataFrame
        The rows of `change` with a column `wave`, the later one: a row a scale, wave, group and statistic. p_adjusted:
        Holm over the whole frame.
    """
    repeated = {name: survey for name, survey in surveys.items() if len(survey.waves) > 2}
    most = max((len(survey.waves) for survey in repeated.values()), default=0)
    later = [
        {name: survey for name, survey in repeated.items() if len(survey.waves) > place} for place in range(1, most)
    ]
    return _adjusted([_changes(held, links, place, ci) for place, held in enumerate(later, 1)] or [_NOTHING])


def _changes(
    surveys: Mapping[str, Survey], links: Mapping[str, pd.DataFrame], place: int, ci: float
) -> tuple[pd.DataFrame, "pd.Series[bool]"]:
    """Change from the first wave to the one at this place, and which rows repeat another: those of an only school."""
    found, twins = [], set()
    for name, survey in surveys.items():
        if len(survey.waves) < 2 or survey.codebook.scales.empty:
            continue
        start, end = survey.waves[0], survey.waves[place]
        two = survey.of(survey.responses[WAVE].isin([start, end]))
        data, columns = named_scores(scored(two), name)
        data[PERSON] = _people(two, links.get(name))
        first, last = (set(data.loc[data[WAVE] == wave, SITE].dropna()) for wave in (start, end))
        followed = first & last if first else set()
        comparable = data if first == last or not first else data.loc[data[SITE].isin(followed)]
        schools = SITE if len(followed) > 1 else None
        rows = [statistics.change(comparable, columns, person=PERSON, wave=WAVE, clusters=schools, ci=ci)]
        if first and len(first | last) > 1:
            rows.append(statistics.change(data, columns, person=PERSON, wave=WAVE, by=SITE, ci=ci))
            twins |= {(column, *followed) for column in columns if len(followed) == 1}
        found += [own.assign(wave=end) for own in rows]
    if not found:
        return _NOTHING
    whole = together(found).assign(wave=pd.concat(found)["wave"].to_numpy())
    twin = pd.Series([key in twins for key in zip(whole["variable"], whole["group"], strict=True)], dtype="bool")
    return whole, twin


def _adjusted(parts: list[tuple[pd.DataFrame, "pd.Series[bool]"]]) -> pd.DataFrame:
    """All changes with p corrected over all of them; what repeats another row counts once."""
    rows = pd.concat([rows for rows, _ in parts], ignore_index=True)
    twin = pd.concat([twin for _, twin in parts], ignore_index=True).astype("bool")
    key = ["variable", "wave", "statistic"]
    once = with_holm(rows.loc[~twin])
    of_all = once.loc[once["group"] == EVERYONE].set_index(key)["p_adjusted"]
    same = [of_all[row] for row in rows.loc[twin, key].itertuples(index=False, name=None)]
    return pd.concat([once, rows.loc[twin].assign(p_adjusted=np.array(same, dtype="float64"))]).sort_index()


def detectable(
    surveys: Mapping[str, Survey],
    *,
    linked: float = 0.0,
    r: float = 0.5,
    alpha: float = 0.05,
    power: float = 0.80,
) -> pd.DataFrame:
    """The smallest change that each scale could show, if as many people answer again as in the first wave.

    Parameters
    ----------
    surveys
        By name; their first wave tells how many answer and how much they differ.
    linked
        Share of the people who will be linked to their first answers, 0 to 1. None is the careful guess.
    r
        Correlation to expect between the answers of the same person.
    alpha, power
        Two-sided level of the test, and the probability that it finds the change.

    Returns
    -------
    DataFrame
        Estimates: variable the scale, group the survey's name, statistic `detectable_difference` in points of
        the scale; n counts who answered in the first wave. See `statistics.detectable_difference`.
    """
    found = []
    for name, survey in surveys.items():
        first = scored(survey.at(survey.waves[0])) if survey.waves else survey
        for scale in first.codebook.scales.index if survey.waves else []:
            answered = np.sort(first.scores[scale].dropna().to_numpy())
            n, sd = len(answered), float(answered.std(ddof=1)) if len(answered) > 1 else nan
            rows = statistics.detectable_difference(
                n, n, pairs=round(linked * n), r=r, sd=sd, alpha=alpha, power=power, variable=str(scale), group=name
            )
            row = rows.loc[rows["statistic"] == "detectable_difference"]
            found.append(row.assign(n=n, n_missing=len(first.scores) - n))
    return together(found)


def held_back(changes: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Which changes may not be shown: of too few people, or of a school from which such a one could be computed.

    Parameters
    ----------
    changes
        Rows of a single statistic, as `told_once` gives them.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    Series of bool
        Row by row. Where the schools stand beside all of them, a school that is too small takes another with it.
    """
    people = changes["n_least"].astype("float64").fillna(0.0)
    held = people < threshold
    parts = changes["estimate"].notna() & (changes["group"] != EVERYONE)
    for variable in changes.loc[changes["group"] == EVERYONE, "variable"].unique():
        own = people[parts & (changes["variable"] == variable)]
        if len(own):
            held |= suppress(own.to_frame("n"), threshold)["n"].reindex(held.index, fill_value=False)
    return held


def moved_few(changes: pd.DataFrame, threshold: int) -> "pd.Series[bool]":
    """Of which changes it may not be told how many people answered in either wave.

    Beside how many answered in each wave, which is told elsewhere, it tells how many answered in both, in the first only and in
    the last only: who came, who left. Where one of these is of few, at a school or over all, it is told of no group of the scale.

    Parameters
    ----------
    changes
        As `told_once` gives them.
    threshold
        The least number of people that may be shown.
    """
    n, before, after = (changes[name].astype("float64") for name in ("n", "n_before", "n_after"))
    few = pd.concat([part.between(1, threshold - 1) for part in (n - before, n - after, before + after - n)], axis=1)
    return few.any(axis=1).groupby(changes["variable"]).transform("any").astype("bool")


def least_people(changes: pd.DataFrame, rows: pd.DataFrame) -> "pd.Series[float]":
    """Row by row, how many answered in the wave in which fewer did; all who answered where no wave is told apart."""
    waves = changes.loc[changes["statistic"].isin(["mean_before", "mean_after"])]
    least = waves.groupby(["variable", "group"])["n"].min().to_dict()
    counts = zip(rows["variable"], rows["group"], rows["n"], strict=True)
    return pd.Series([least.get((scale, group), n) for scale, group, n in counts], index=rows.index).astype("float64")


def _people(survey: Survey, links: pd.DataFrame | None) -> "pd.Series[str]":
    """Who it is: one's own id, in the later of two waves the id from the first where the two were linked."""
    ids = survey.responses[RESPONDENT]
    if links is None or links.empty:
        return ids.rename(PERSON)
    known = dict(zip(links["respondent_1"], links["respondent_0"], strict=True))
    later = survey.responses[WAVE] == survey.waves[-1]
    return ids.mask(later, ids.map(known).fillna(ids)).rename(PERSON)


def told_once(changes: pd.DataFrame) -> pd.DataFrame:
    """The changes in means, each told once: where only one school was followed, its row stands for all.

    Parameters
    ----------
    changes
        As `change` gives them.

    Returns
    -------
    DataFrame
        The rows with statistic "mean_difference", without the row "all" that a single school repeats, with `n_least`: how
        many answered in the wave in which fewer did, and `n_before` and `n_after`: how many answered in each.
    """
    shown = changes.loc[changes["statistic"] == "mean_difference"]
    shown = shown.assign(n_least=least_people(changes, shown))
    for wave in ("before", "after"):
        own = changes.loc[changes["statistic"] == f"mean_{wave}"]
        counts = dict(zip(zip(own["variable"], own["group"], strict=True), own["n"], strict=True))
        keys = zip(shown["variable"], shown["group"], strict=True)
        shown[f"n_{wave}"] = pd.Series([counts.get(key) for key in keys], index=shown.index, dtype="float64")
    known = shown["estimate"].notna() & (shown["group"] != EVERYONE)
    followed = shown["variable"].map(known.groupby(shown["variable"]).sum())
    return shown.loc[~((shown["group"] == EVERYONE) & (followed == 1))]
