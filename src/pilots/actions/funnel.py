"""From met to helped: how many families came how far, where they were lost, and how long it took."""

from math import nan

import pandas as pd

from pilots.actions.kinds import STAGES
from pilots.errors import PilotsError
from pilots.statistics import wilson
from pilots.vocabulary import Column, frame

FUNNEL = (
    Column("name", "str", "Which", "site, method or service; 'all' for all together"),
    Column("stage", "str", "Stage", "met, asked, referred, arrived or helped"),
    Column("families", "int64", "Families", "who came this far", "n"),
    Column("before", "Int64", "Before", "who came as far as the stage before; missing for the first"),
    Column("lost", "Int64", "Lost", "of those before, who did not come this far"),
    Column("share", "float64", "Step", "of those before, who came this far, 0 to 1"),
    Column("ci_low", "float64", "Lower limit", "lower limit of the interval of the step"),
    Column("ci_high", "float64", "Upper limit", "upper limit of the interval of the step"),
    Column("of_first", "float64", "Of all met", "of the first stage, who came this far, 0 to 1"),
    Column("first_low", "float64", "Lower limit", "lower limit of the interval of that share"),
    Column("first_high", "float64", "Upper limit", "upper limit of the interval of that share"),
    Column("skipped", "int64", "Skipped", "who came this far though the stage before was not registered"),
    Column("dated", "int64", "Dated", "of whom the days of this stage and the one before are known"),
    Column("days", "float64", "Days", "median number of days since the stage before", "Md"),
    Column("days_low", "float64", "First quartile", "of those days"),
    Column("days_high", "float64", "Third quartile", "of those days"),
)
DIVISIONS = ("site", "method", "service")


def funnel(referred: pd.DataFrame, *, by: str = "", ci: float = 0.95) -> pd.DataFrame:
    """How many families came how far, step by step.

    Parameters
    ----------
    referred
        As `referrals` gives it. A family with several rows came as far as any of them says.
    by
        site, method or service; left out, all together only.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        A row a name and stage, "all" last: families, before, lost, share of the step and of all met with Wilson intervals,
        skipped, and the median and quartiles of the days since the stage before. A family that skipped a stage counts
        where it came, in no step from the stage that it skipped. Days that run backwards are left out.

    Raises
    ------
    PilotsError
        When `by` is none of these.

    Examples
    --------
    >>> stages = {"met": [True] * 4, "asked": [True] * 3 + [False], "referred": [True, True, False, False]}
    >>> rows = pd.DataFrame({"family": range(4)} | stages | {"arrived": False, "helped": False})
    >>> funnel(rows)[["stage", "families", "lost"]].to_numpy().tolist()[1]
    ['asked', 3, 1]
    """
    if by and by not in DIVISIONS:
        raise PilotsError(f"families can't be counted by '{by}'", mend=f"Take one of: {', '.join(DIVISIONS)}.")
    names = [str(name) for name in dict.fromkeys(referred[by]) if name] if by else []
    parts = [(name, referred[referred[by] == name]) for name in names]
    rows = [row for name, own in [*parts, ("all", referred)] if len(own) for row in _stages(name, own, ci)]
    return frame(FUNNEL, rows)


def _stages(name: str, referred: pd.DataFrame, ci: float) -> list[dict[str, object]]:
    days = [f"{stage}_on" for stage in STAGES if f"{stage}_on" in referred]
    grouped = referred.groupby("family")
    reached, when = grouped[list(STAGES)].max().astype("bool"), grouped[days].min()
    rows: list[dict[str, object]] = []
    for at, stage in enumerate(STAGES):
        here = reached[stage]
        row = {"name": name, "stage": stage, "families": int(here.sum()), "skipped": 0, "dated": 0}
        row |= _share(int((here & reached[STAGES[0]]).sum()), int(reached[STAGES[0]].sum()), ("of_first", "first"), ci)
        if at:
            earlier = reached[STAGES[at - 1]]
            both, before = int((here & earlier).sum()), int(earlier.sum())
            row |= {"before": before, "lost": before - both, "skipped": int((here & ~earlier).sum())}
            row |= _share(both, before, ("share", "ci"), ci) | _days(when, at)
        rows.append(row)
    return rows


def _share(count: int, of: int, names: tuple[str, str], ci: float) -> dict[str, object]:
    low, high = wilson(count, of, ci=ci) if of else (nan, nan)
    return {names[0]: count / of if of else nan, f"{names[1]}_low": low, f"{names[1]}_high": high}


def _days(when: pd.DataFrame, at: int) -> dict[str, object]:
    here, earlier = (f"{STAGES[place]}_on" for place in (at, at - 1))
    if here not in when or earlier not in when:
        return {}
    taken = (when[here] - when[earlier]).dt.days.dropna()
    taken = taken[taken >= 0]
    if taken.empty:
        return {}
    middle, low, high = taken.quantile([0.5, 0.25, 0.75])
    return {"dated": len(taken), "days": middle, "days_low": low, "days_high": high}
