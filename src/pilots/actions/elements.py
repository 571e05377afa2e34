"""What was needed, done and reached for each element of a framework, such as a building block."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pilots import frameworks
from pilots.actions.plan import ActionPlan
from pilots.frameworks.adding_up import spread
from pilots.survey import Survey, score
from pilots.vocabulary import Column, frame

_VERDICTS = {"reached": "reached", "not reached": "missed", "cannot tell": "open"}
DONE = (
    Column("element", "str", "Element", "id of an element of a framework"),
    Column("needs", "int64", "Needs", "needs that name it", "n"),
    Column("actions", "int64", "Actions", "actions that name it", "n"),
    Column("chosen", "int64", "Chosen", "those that were chosen", "n"),
    Column("adjusted", "int64", "Adjusted", "times that one of these was adjusted", "n"),
    Column("reached", "int64", "Reached", "targets of these that were reached", "n"),
    Column("missed", "int64", "Not reached", "targets that were not reached", "n"),
    Column("open", "int64", "Cannot tell", "targets of which these data cannot tell", "n"),
)


def by_element(plan: ActionPlan, results: pd.DataFrame) -> pd.DataFrame:
    """Count needs, actions, adjustments and targets by the elements that needs and actions name.

    Parameters
    ----------
    plan
        Its needs and actions name elements in their column `framework`.
    results
        As `evaluate` gives them.

    Returns
    -------
    DataFrame
        element, needs, actions, chosen, adjusted, reached, missed, open; a row an element that is named, or of which a
        part is named, in the order of the frameworks. An action that names two elements counts for both.

    Examples
    --------
    >>> by_element(ActionPlan(), pd.DataFrame(columns=["action", "verdict"])).empty
    True
    """
    needs, actions = spread(plan.needs), spread(plan.actions)
    chosen = actions.loc[actions["chosen"]]
    adjusted = chosen.merge(plan.cycles.loc[plan.cycles["adjusted"], ["action", "cycle"]], on="action")
    judged = chosen[["element", "action"]].merge(results[["action", "verdict"]], on="action")
    counts = {
        "needs": needs.groupby("element").size(),
        "actions": actions.groupby("element").size(),
        "chosen": chosen.groupby("element").size(),
        "adjusted": adjusted.groupby("element").size(),
        **{name: judged.loc[judged["verdict"] == said].groupby("element").size() for said, name in _VERDICTS.items()},
    }
    named = [
        name for name in frameworks.elements()["id"] if name in counts["needs"].index or name in counts["actions"].index
    ]
    return frame(
        DONE, [{"element": name, **{what: own.get(name, 0) for what, own in counts.items()}} for name in named]
    )


def adding_up(
    plans: Mapping[str, ActionPlan],
    surveys: Mapping[str, Mapping[str, Survey]],
    codes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count what pilots need, do and measure by the elements of the frameworks, so that a publication adds up by them.

    Parameters
    ----------
    plans
        By name of the pilot.
    surveys
        By name of the pilot, by name of the survey. A scale counts with its mean in the last wave.
    codes
        pilot, code, frameworks, case, as `mixed.framework_codes` gives them; left out: none.

    Returns
    -------
    DataFrame
        As `frameworks.adding_up` gives it: a row an element and pilot.

    Examples
    --------
    >>> adding_up({}, {}).empty
    True
    """
    needs = [plan.needs.assign(pilot=name) for name, plan in plans.items()]
    actions = [plan.actions.assign(pilot=name) for name, plan in plans.items()]
    scales = [_scale(name, survey, scale) for name, own in surveys.items() for survey, scale in _each(own)]
    return frameworks.adding_up(
        needs=pd.concat(needs) if needs else None,
        actions=pd.concat(actions) if actions else None,
        scales=pd.DataFrame(scales) if scales else None,
        codes=codes,
    )


def _each(surveys: Mapping[str, Survey]) -> Iterator[tuple[Survey, str]]:
    for survey in surveys.values():
        if survey.waves:
            yield from ((survey, str(scale)) for scale in survey.codebook.scales.index)


def _scale(pilot: str, survey: Survey, scale: str) -> dict[str, object]:
    """A scale with its mean in the last wave, and the least and greatest answer to its first item."""
    book, last = survey.codebook, survey.at(survey.waves[-1])
    scores = (last if len(last.scores.columns) else score(last)).scores[scale]
    items: tuple[str, ...] = book.scales["items"][scale]
    answers = book.codes(items[0])
    return {
        "pilot": pilot,
        "scale": f"{survey.name}.{scale}",
        "frameworks": book.scales["frameworks"][scale],
        "mean": scores.mean(),
        "n": int(scores.notna().sum()),
        "low": answers[0] if answers else "",
        "high": answers[-1] if answers else "",
    }
