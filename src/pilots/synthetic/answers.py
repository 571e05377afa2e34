"""The answers of a survey, drawn anew: what the group said wave by wave, and nobody's own."""

from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from pilots.survey import Survey
from pilots.survey.conditions import not_asked
from pilots.synthetic import copula
from pilots.synthetic.copula import Floats, Ints
from pilots.synthetic.gaps import gaps, reasons
from pilots.synthetic.margins import categories, combinations, numbers, shares
from pilots.synthetic.unlike import unlike
from pilots.synthetic.variables import Variables, groups, measured, question, unordered, variables, written
from pilots.vocabulary import RESPONDENT, ROW, WAVE

PERSON, PART = "(person)", "(part)"
"""Columns of the answers that `answers` gives: who (a number), and the file's beginning of ids."""

_STABLE = 0.8


def answers(
    survey: Survey, links: pd.DataFrame, parts: "pd.Series[str]", threshold: int, rng: np.random.Generator
) -> pd.DataFrame:
    """New answers for every wave of a survey.

    Margins are those of each file (wave and source), correlations those within waves, groups that are compared keep their
    differences, and people who answered twice are as alike as they were. What fewer than the threshold said or are is
    drawn anew; no row is a respondent's.

    Parameters
    ----------
    survey
        Cleaned.
    links
        Who answered in the first wave and later: respondent_0, respondent_1, wave.
    parts
        Of which file each response is, aligned with `survey.responses`.
    threshold
        Of the pilot.
    rng
        Chance.

    Returns
    -------
    DataFrame
        PERSON, PART, wave, the unordered variables, language, and every measured column as text codes.
    """
    columns = variables(survey)
    kinds, values = unordered(survey, columns), measured(survey, columns)
    made = _people(survey, kinds, links, parts, threshold, rng)
    latent = _latent(survey, columns, values, made, links, threshold, rng)
    empty = reasons(survey, _as_asked(survey, columns))
    wave_of = made[PART].to_numpy()
    drawn = np.full((len(made), len(columns.measured)), np.nan)
    said: dict[str, Any] = {name: np.full(len(made), None, dtype=object) for name in columns.measured}
    for part in dict.fromkeys(parts):
        real, new = (parts == part).to_numpy(), np.flatnonzero(wave_of == part)
        holes = gaps(empty.loc[real], len(new), threshold, rng)
        for place, name in enumerate(columns.measured):
            filled = new[holes[name].isna().to_numpy()]
            said[name][new] = holes[name].to_numpy(dtype=object)
            drawn[filled, place] = _column(columns, name, values.loc[real, name], latent[filled, place], threshold, rng)
    _one_or_none(values, drawn, columns)
    items = [columns.measured.index(name) for name in (*columns.ordered, *columns.options)]
    drawn[:, items] = unlike(drawn[:, items], values.to_numpy("float64")[:, items], wave_of, threshold, rng)
    for place, name in enumerate(columns.measured):
        cells = written(survey.codebook, columns, name, drawn[:, place])
        made[name] = cells.fillna(pd.Series(said[name], dtype="str").replace("", None))
    return _only_asked(survey, made)


def _people(
    survey: Survey,
    kinds: pd.DataFrame,
    links: pd.DataFrame,
    parts: "pd.Series[str]",
    threshold: int,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Rows of every file: who is who, and what they are; those of one person agree in what does not change."""
    found = []
    waves = dict(zip(parts, survey.responses[WAVE], strict=True))
    for part, wave in waves.items():
        mine = kinds.loc[(parts == part).to_numpy()]
        new = combinations(mine, len(mine), threshold, rng)
        found.append(new.assign(**{PART: part, WAVE: wave}))
    made = pd.concat(found, ignore_index=True)
    made[PERSON] = np.arange(len(made))
    places = pd.Series(np.arange(len(survey.responses)), index=survey.responses[RESPONDENT])
    for wave, pairs in links.groupby("wave"):
        first, later = (kinds.iloc[places[pairs[f"respondent_{n}"]].to_numpy()] for n in (0, 1))
        equal = {name: np.mean(first[name].to_numpy() == later[name].to_numpy()) for name in kinds}
        stable = [name for name, share in equal.items() if share > _STABLE]
        before, after = (np.flatnonzero(made[WAVE] == number) for number in (survey.waves[0], wave))
        left, right = _pairs(made.iloc[before][stable], made.iloc[after][stable], len(pairs), rng)
        made.loc[after[right], PERSON] = made[PERSON].to_numpy()[before[left]]
        made.loc[after[right], stable] = made[stable].to_numpy()[before[left]]
    return made


def _pairs(first: pd.DataFrame, later: pd.DataFrame, n: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """So many rows of the one and of the other that are most alike."""
    alike = rng.uniform(0, 0.5, (len(first), len(later)))
    for name in first:
        alike += first[name].to_numpy()[:, None] == later[name].to_numpy()[None, :]
    left, right = linear_sum_assignment(-alike)
    best = np.argsort(-alike[left, right], kind="stable")[:n]
    return left[best], right[best]


def _latent(
    survey: Survey,
    columns: Variables,
    values: pd.DataFrame,
    made: pd.DataFrame,
    links: pd.DataFrame,
    threshold: int,
    rng: np.random.Generator,
) -> Floats:
    real = groups(survey, columns, unordered(survey, columns), threshold)
    places = pd.Series(np.arange(len(survey.responses)), index=survey.responses[RESPONDENT])
    pairs = (places[links["respondent_0"]].to_numpy("intp"), places[links["respondent_1"]].to_numpy("intp"))
    fitted = copula.fit(values, real, survey.responses[WAVE], pairs)
    people = made[PERSON].to_numpy("intp")
    latent = copula.draw(fitted, groups(survey, columns, made, threshold), people, rng)
    for name in columns.numbers:
        if len(links) and copula.stability(values[[name]], pairs[0], pairs[1]) > _STABLE:
            place = columns.measured.index(name)
            latent[:, place] = pd.Series(latent[:, place]).groupby(people).transform("first")
    return latent


def _column(
    columns: Variables, name: str, real: "pd.Series[float]", latent: Floats, threshold: int, rng: np.random.Generator
) -> Floats:
    known = real.dropna()
    if name in columns.numbers:
        return numbers(latent, np.asarray(known, dtype="float64"), threshold, rng)
    levels = int(real.max()) + 1 if len(known) else 1
    counts = np.bincount(known.astype("int64"), minlength=max(levels, 2))
    return categories(latent, shares(counts.tolist(), threshold, rng), len(known), rng).astype("float64")


def _one_or_none(values: pd.DataFrame, drawn: Floats, columns: Variables) -> None:
    """An option that nobody chose beside others, such as "none of these", is given up where others are chosen."""
    by_question: dict[str, list[str]] = {}
    for name in columns.options:
        by_question.setdefault(question(name), []).append(name)
    for names in by_question.values():
        for name in names:
            others = [other for other in names if other != name]
            chosen = values[name] == 1
            if chosen.any() and others and not (values.loc[chosen, others] == 1).any(axis=None):
                place, rest = columns.measured.index(name), [columns.measured.index(other) for other in others]
                drawn[(drawn[:, place] == 1) & (drawn[:, rest] == 1).any(axis=1), place] = 0


def _as_asked(survey: Survey, columns: Variables) -> list[str]:
    return [name for name in survey.codebook.all_columns if name in columns.measured]


def _only_asked(survey: Survey, made: pd.DataFrame) -> pd.DataFrame:
    """Without answers to questions that these people were not asked, as the conditions of the codebook have it."""
    rows = made.reindex(columns=list(survey.responses.columns)).astype("str")
    rows[RESPONDENT], rows[WAVE] = [f"n{n}" for n in range(len(rows))], made[WAVE].to_numpy()
    asked = Survey(survey.name, survey.group, rows, survey.codebook)
    skipped = not_asked(asked)
    kept: dict[Any, Any] = {name: made[name].copy() for name in made}
    at = pd.Series(np.arange(len(made)), index=rows[RESPONDENT])
    for variable, group in skipped.groupby("variable"):
        if variable in kept and variable != ROW:
            kept[variable].iloc[at[group[RESPONDENT]].to_numpy()] = None
    return pd.DataFrame(kept)
