"""Who sees it differently: scale scores compared between the groups of people, and within each of them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import nan

import pandas as pd

from pilots import statistics, vocabulary
from pilots.errors import CodebookError, did_you_mean
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.survey.score import item_scores
from pilots.survey.summary import named_scores, of_wave, scored, together
from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION, SITE


def compare_groups(surveys: Mapping[str, Survey], *, wave: int, ci: float = 0.95, seed: int = 0) -> pd.DataFrame:
    """What parents, staff and partners see alike and differently: scales that occur in two or more surveys.

    Parameters
    ----------
    surveys
        By name; those without the wave are left out.
    wave
        Which one.
    ci
        Level of the intervals, 0 to 1.
    seed
        Of random permutations.

    Returns
    -------
    DataFrame
        Estimates: variable the scale; rows `mean` with group the survey's name, and rows `mean_difference`,
        `hedges_g` and `cliffs_delta` with group "a - b" as `statistics.compare` gives them. p_adjusted: Holm
        over the whole frame. Surveys that score a scale on another range are not compared, and the method
        says so.
    """
    present = {name: scored(survey.at(wave)) for name, survey in surveys.items() if wave in survey.waves}
    found = []
    for scale in dict.fromkeys(str(scale) for survey in present.values() for scale in survey.codebook.scales.index):
        having = {name: survey for name, survey in present.items() if scale in survey.codebook.scales.index}
        if len(having) < 2:
            continue
        data = pd.concat(
            [survey.scores[[scale]].assign(group=name) for name, survey in having.items()], ignore_index=True
        )
        data["group"] = pd.Categorical(data["group"], categories=list(having))
        compared = statistics.compare(data, scale, by="group", ci=ci, seed=seed)
        found += [_means(data, [scale], ci), _same_range_only(compared, having, scale)]
    return of_wave(with_holm(together(found)), wave)


def compare_within(surveys: Mapping[str, Survey], *, wave: int, ci: float = 0.95, seed: int = 0) -> pd.DataFrame:
    """Differences within each survey: between the groups of its `compare_by` variables, and between schools.

    Parameters
    ----------
    surveys, wave, ci, seed
        As for `compare_groups`.

    Returns
    -------
    DataFrame
        Estimates: variable `survey.scale`; rows `mean` with group `variable/code` (a school: its id), and
        rows `mean_difference`, `hedges_g` and `cliffs_delta` with group "a - b" of such. Between schools
        there is no p-value below three. p_adjusted: Holm over the whole frame.

    Raises
    ------
    CodebookError
        When `compare_by` names a variable that there is not.
    """
    found = []
    for name, here in _scored_at(surveys, wave):
        scores, columns = named_scores(here, name)
        for by, groups in _divisions(here):
            data = scores.assign(group=groups)
            found.append(_means(data, columns, ci))
            found.append(statistics.compare(data, columns, by="group", ci=ci, schools=by == SITE, seed=seed))
    return of_wave(with_holm(together(found)), wave)


def comparability(surveys: Mapping[str, Survey], *, wave: int) -> pd.DataFrame:
    """Whether each scale is the same scale in all the languages, or other groups, that `compare_within` compares.

    Parameters
    ----------
    surveys, wave
        As for `compare_groups`.

    Returns
    -------
    DataFrame
        Per scale of two items or more and variable of `compare_by` that divides people a row without a number: variable
        `survey.scale`, group the variable, statistic "comparability", n (who answered every item) and in method the
        verdict: "comparable", "not comparable" or "cannot tell". After it the items that make it so: variable
        `survey.item`, group "b - a", statistic "dif"; see `statistics.comparability`.

    Raises
    ------
    CodebookError
        When `compare_by` names a variable that there is not.
    """
    found = []
    for name, here in _scored_at(surveys, wave):
        for by, groups in _divisions(here):
            for scale, items in here.codebook.scales["items"].items():
                if by == SITE or len(items) < 2:
                    continue
                answers = item_scores(here, str(scale)).assign(group=groups)
                compared = statistics.comparability(answers, list(items), by="group")
                about = {"variable": f"{name}.{scale}", "group": by, "statistic": "comparability"}
                n = int(answers.notna().all(axis=1).sum())
                differing = statistics.differing(compared)
                found += [
                    vocabulary.estimates([about | {"n": n, "method": statistics.verdict(compared)}]),
                    differing.assign(variable=f"{name}." + differing["variable"]),
                ]
    return of_wave(together(found), wave)


def _means(data: pd.DataFrame, columns: Sequence[str], ci: float) -> pd.DataFrame:
    described = statistics.means(data, columns, by="group", ci=ci)
    return described.loc[described["statistic"] == "mean"]


def _scored_at(surveys: Mapping[str, Survey], wave: int) -> Iterator[tuple[str, Survey]]:
    """The surveys that were held in a wave and have scales: each of that wave, scored."""
    for name, survey in surveys.items():
        if wave in survey.waves and not survey.codebook.scales.empty:
            yield name, scored(survey.at(wave))


def _divisions(survey: Survey) -> Iterator[tuple[str, "pd.Series[str]"]]:
    """Each way to divide the respondents: the variable, and everyone's group in the order of its codes."""
    ways = [by for by in survey.compare_by if by not in (SITE, survey.site_variable)]
    for by in [*ways, SITE]:
        if by != SITE and by not in survey.responses:
            raise CodebookError(
                f"compare_by names '{by}', which is no variable with one answer",
                where=f"survey '{survey.name}' of pilot.toml", mend=did_you_mean(by, survey.responses.columns),
            )  # fmt: skip
        answers = survey.scores[SITE] if by == SITE else survey.responses[by]
        codes = survey.codebook.codes((survey.site_variable or "") if by == SITE else by)
        order = dict.fromkeys([*codes, *sorted(answers.dropna().unique())])
        labels = {code: code if by == SITE else f"{by}{OPTION}{code}" for code in order}
        if answers.nunique() > 1:
            groups = pd.Categorical(answers.map(labels), categories=list(labels.values()))
            yield by, pd.Series(groups, index=answers.index)


def _same_range_only(compared: pd.DataFrame, surveys: Mapping[str, Survey], scale: str) -> pd.DataFrame:
    """The comparison, emptied where two surveys score the scale on another range."""
    ranges = {name: _range(survey, scale) for name, survey in surveys.items()}
    other = {f"{a} - {b}" for a, b in combinations(surveys, 2) if ranges[a] != ranges[b]}
    numbers = ["estimate", "ci_low", "ci_high", "p_value"]
    hit = compared["group"].isin(other)
    compared.loc[hit, numbers] = nan
    compared.loc[hit, "method"] = Method.OTHER_RANGE.value
    return compared


def _range(survey: Survey, scale: str) -> tuple[float, float]:
    """The least and the greatest score that the answers allow."""
    book, spec = survey.codebook, survey.codebook.scales.loc[scale]
    ends = []
    for item in spec["items"]:
        codes = [float(code) for code in book.codes(item)]
        ends.append(codes if codes else [float(book.variables[end].loc[item]) for end in ("minimum", "maximum")])
    times = len(ends) if spec["score"] == "sum" else 1
    low, high = (times * sum(end(codes) for codes in ends) / len(ends) for end in (min, max))
    return round(low, 9), round(high, 9)
