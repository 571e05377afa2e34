"""What a wave says, survey by survey: how the items hang together, how they were answered, what is agreed with."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pilots import vocabulary
from pilots.statistics.methods import Method
from pilots.statistics.omega import omega
from pilots.statistics.proportions import wilson
from pilots.statistics.reliability import cronbach_alpha
from pilots.survey.score import item_scores, score
from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION, WAVE, Column

LIKERT = (
    Column("survey", "str", "Survey", "name of the survey"),
    Column("group", "str", "Group", "who answered"),
    Column("scale", "str", "Scale", "the first scale that holds the item"),
    Column("variable", "str", "Variable", "the item"),
    Column("code", "str", "Code", "an answer that could be given"),
    Column("position", "int64", "Position", "place of the answer in its list, from 1"),
    Column("n", "int64", "n", "respondents who gave this answer"),
    Column("base", "int64", "Base", "respondents who answered the item"),
    Column("n_missing", "int64", "Missing", "respondents asked who did not answer the item"),
)
CHOSEN = (
    Column("survey", "str", "Survey", "name of the survey"),
    Column("group", "str", "Group", "who answered"),
    Column("variable", "str", "Variable", "the question"),
    Column("option", "str", "Option", "code of an option"),
    Column("n", "int64", "n", "respondents who chose the option"),
    Column("base", "int64", "Base", "respondents who answered the question"),
)


def reliability(surveys: Mapping[str, Survey], *, wave: int, ci: float = 0.95) -> pd.DataFrame:
    """Cronbach's alpha and omega of every scale of every survey, on who answered all its items in a wave.

    Parameters
    ----------
    surveys
        By name; those without the wave are left out.
    wave
        Which one.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        Estimates: variable the scale, group the survey's name, statistic `cronbach_alpha` or
        `omega_total`; see `statistics.cronbach_alpha` and `statistics.omega`. Items that were not asked in this wave don't count.
    """
    found = [
        coefficient(item_scores(survey, scale), items, name=scale, ci=ci).assign(group=name)
        for name, survey in _at(surveys, wave)
        for scale, items in _scales(survey, wave).items()
        for coefficient in (cronbach_alpha, omega)
    ]
    return of_wave(together(found), wave)


def likert(surveys: Mapping[str, Survey], *, wave: int) -> pd.DataFrame:
    """How often each answer was given to each item with ordered answers, zero counts kept.

    Parameters
    ----------
    surveys, wave
        As for `reliability`.

    Returns
    -------
    DataFrame
        survey, group, scale, variable, code, position (1 for the first answer of the list), n, base (who
        answered the item), n_missing. The items are the choice questions (`select_one`) of the scales, each
        under its first scale; answers are as they were given, reverse-keyed items are not turned round.
    """
    rows = []
    for name, survey in _at(surveys, wave):
        for scale, item in _ordered_items(survey, wave):
            answers = survey.responses[item]
            codes = survey.codebook.codes(item)
            base = int(answers.isin(codes).sum())
            asked = len(answers) - _not_asked(survey, item)
            for position, code in enumerate(codes, 1):
                counts = {"n": int((answers == code).sum()), "base": base, "n_missing": asked - base}
                place = {"scale": scale, "variable": item, "code": code, "position": position}
                rows.append({"survey": name, "group": survey.group} | place | counts)
    return of_wave(vocabulary.frame(LIKERT, rows), wave)


def multiple_response(surveys: Mapping[str, Survey], *, wave: int) -> pd.DataFrame:
    """How many chose each option of each multiple-choice question, on the base of who answered it.

    Parameters
    ----------
    surveys, wave
        As for `reliability`.

    Returns
    -------
    DataFrame
        survey, group, variable, option, n, base. Options that stand for a missing answer are no options, and
        who chose one is not in the base.
    """
    rows = []
    for name, survey in _at(surveys, wave):
        variables = survey.codebook.variables
        for question in variables.index[variables["type"] == "select_multiple"]:
            if not _asked(survey, question, wave):
                continue
            options, every = survey.codebook.codes(question), survey.codebook.columns(question)
            ticks = survey.responses[every]
            own = [f"{question}{OPTION}{option}" for option in options]
            no_answer = (ticks.drop(columns=own) == "1").any(axis=1)
            answered = ticks[own].notna().any(axis=1) & ~no_answer
            common = {"survey": name, "group": survey.group, "variable": question, "base": int(answered.sum())}
            for option, column in zip(options, own, strict=True):
                rows.append(common | {"option": option, "n": int((ticks.loc[answered, column] == "1").sum())})
    return of_wave(vocabulary.frame(CHOSEN, rows), wave)


def agreement_shares(surveys: Mapping[str, Survey], *, wave: int, ci: float = 0.95) -> pd.DataFrame:
    """The share that agrees with each item: whose answer lies above the middle of its scale.

    Parameters
    ----------
    surveys, wave, ci
        As for `reliability`.

    Returns
    -------
    DataFrame
        Estimates: variable the item, group the survey's name, statistic `share_agree` with Wilson's interval.
        The share is of who answered the item, as it is worded: reverse-keyed items are not turned round, and
        their `method` says so.
    """
    rows = []
    for name, survey in _at(surveys, wave):
        for _, item in _ordered_items(survey, wave):
            codes = pd.to_numeric(pd.Series(survey.codebook.codes(item)), errors="coerce")
            answers = survey.numbers([item])[item]
            answers = answers[answers.isin(codes)]
            count, n = int((answers > (codes.min() + codes.max()) / 2).sum()), len(answers)
            low, high = wilson(count, n, ci=ci)
            turned = bool(survey.codebook.variables["reverse"].loc[item])
            method = Method.NO_ANSWERS if n == 0 else Method.WILSON_REVERSED if turned else Method.WILSON
            rows.append(
                {
                    "variable": item, "group": name, "statistic": "share_agree", "estimate": count / n if n else None,
                    "ci_low": low, "ci_high": high, "ci_level": ci,
                    "n": n, "n_missing": len(survey.responses) - _not_asked(survey, item) - n, "method": method.value,
                }
            )  # fmt: skip
    return of_wave(vocabulary.estimates(rows), wave)


def together(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Estimates frames below each other, in the types of the vocabulary; an empty one where there is none."""
    empty = vocabulary.estimates()
    return pd.concat(frames, ignore_index=True)[list(empty)].astype(empty.dtypes) if frames else empty


def of_wave(found: pd.DataFrame, wave: int) -> pd.DataFrame:
    """The same frame, which remembers of which wave it is in `attrs`: who shows it can say whom it counts."""
    found.attrs[WAVE] = wave
    return found


def scored(survey: Survey) -> Survey:
    """The survey with its scores, whether or not it was scored before."""
    return survey if len(survey.scores.columns) else score(survey)


def named_scores(survey: Survey, name: str) -> tuple[pd.DataFrame, list[str]]:
    """The scores with every scale under `survey.scale`, and these names."""
    columns = {str(scale): f"{name}.{scale}" for scale in survey.codebook.scales.index}
    return survey.scores.rename(columns=columns), list(columns.values())


def _at(surveys: Mapping[str, Survey], wave: int) -> Iterator[tuple[str, Survey]]:
    for name, survey in surveys.items():
        if wave in survey.waves:
            yield name, survey.at(wave)


def _asked(survey: Survey, variable: str, wave: int) -> bool:
    waves = survey.codebook.variables["waves"].loc[variable]
    return not waves or wave in waves


def _not_asked(survey: Survey, variable: str) -> int:
    """How many were not asked a question, because its condition did not hold or the tool skipped it."""
    known = survey.missing
    return int(((known["variable"] == variable) & (known["reason"] == "not asked")).sum())


def _scales(survey: Survey, wave: int) -> dict[str, list[str]]:
    scales = survey.codebook.scales["items"].items()
    asked = {str(scale): [item for item in items if _asked(survey, item, wave)] for scale, items in scales}
    return {scale: items for scale, items in asked.items() if items}


def _ordered_items(survey: Survey, wave: int) -> list[tuple[str, str]]:
    """Scale and item, for choice questions with at least two answers, each item once."""
    first: dict[str, str] = {}
    for scale, items in _scales(survey, wave).items():
        for item in items:
            kind = survey.codebook.variables["type"].loc[item]
            if kind == "select_one" and len(survey.codebook.codes(item)) > 1:
                first.setdefault(item, scale)
    return [(scale, item) for item, scale in first.items()]
