"""What it cost to reach a family, with what another year of the same kind might bring."""

from collections.abc import Sequence
from math import nan

import pandas as pd

from pilots.actions.kinds import STAGES
from pilots.errors import PilotsError
from pilots.statistics.rates import garwood
from pilots.vocabulary import Column, frame

COST = (
    Column("name", "str", "Which", "site, method or action; 'shared' for what was paid for none in particular; 'all'"),
    Column("reached", "str", "Reached", "what counts as reached: once, 3 times, or a stage of the referrals"),
    Column("amount", "float64", "Amount", "what was paid, in euro"),
    Column("families", "Int64", "Families", "reached", "n"),
    Column("stages", "object", "Families by stage", "of referrals, how many came to each stage, in their order", "n"),
    Column("estimate", "float64", "Cost per family", "amount / families, in euro; missing where none was reached"),
    Column("ci_low", "float64", "Lower limit", "lower limit of the interval"),
    Column("ci_high", "float64", "Upper limit", "upper limit of the interval; missing where it has none"),
)
DIVISIONS = ("site", "method", "action")
SHARED = "shared"


def cost_per_family(
    costs: pd.DataFrame,
    came: pd.DataFrame,
    *,
    by: str = "",
    reached: Sequence[int | str] = (1, 3),
    ci: float = 0.95,
) -> pd.DataFrame:
    """Cost per family reached, by site, method or action, and how that depends on what counts as reached.

    Parameters
    ----------
    costs
        As `costs` gives it.
    came
        Who was reached: as `participation` gives it (families; people whose family is unknown count by themselves), or
        `referrals`.
    by
        site, method or action; left out, all together only. What was paid for none of them in particular stands apart
        as "shared", and counts in "all".
    reached
        For participation the least number of times that a family came; for referrals the stages met, asked, referred,
        arrived or helped.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        name, reached, amount, families, stages, estimate, ci_low, ci_high; empty where nobody was registered as reached.

    Raises
    ------
    PilotsError
        When `by` is none of these or not registered of who came, or `reached` is no such number or stage.

    Notes
    -----
    What was paid is known to the euro, and who was reached was counted: nothing here was sampled. The interval is about
    the cost per family to expect of another year of the same kind for the same money, in which the number of families is
    Poisson about the same mean: amount / upper limit to amount / lower limit of Garwood's exact interval of the count.
    Families that come together make reach vary more than that. No amount is held back for being one payment: it is what the pilot
    paid and accounts for in public, and to whom is not registered (see `privacy.dominance` for sums over people).

    Examples
    --------
    >>> paid = pd.DataFrame({"site": ["a"], "method": "", "action": "", "amount": [1000.0]})
    >>> came = pd.DataFrame({"person": range(10), "family": range(10), "site": "a", "action": "a1"})
    >>> cost_per_family(paid, came, reached=[1])[["estimate", "ci_low", "ci_high"]].round(1).iloc[0].tolist()
    [100.0, 54.4, 208.5]
    """
    stages = "met" in came
    if by and (by not in DIVISIONS or by not in came):
        there = [name for name in DIVISIONS if name in came]
        raise PilotsError(f"families can't be counted by '{by}' here", mend=f"Take one of: {', '.join(there)}.")
    for level in reached:
        if (level not in STAGES) if stages else not (isinstance(level, int) and level > 0):
            known = ", ".join(STAGES) if stages else "a number of times, 1 or more"
            raise PilotsError(f"'{level}' can't count as reached", mend=f"Take {known}.")
    names = [str(name) for name in dict.fromkeys([*came[by], *costs[by]]) if name] if by else []
    rows = []
    for level in reached:
        for name in names:
            amount = float(costs.loc[costs[by] == name, "amount"].sum())
            rows.append(_row(name, level, amount, came[came[by] == name], ci))
        shared = float(costs.loc[costs[by] == "", "amount"].sum()) if by else 0.0
        if shared:
            rows.append({"name": SHARED, "reached": _said(level), "amount": shared})
        rows.append(_row("all", level, float(costs["amount"].sum()), came, ci))
    return frame(COST, rows if len(came) else [])


def _families(came: pd.DataFrame, level: int | str) -> int:
    if isinstance(level, str):
        return int(came.loc[came[level], "family"].nunique())
    alone = "p" + came["person"].astype("str")
    family = came["family"].astype("Int64").astype("str").where(came["family"].notna(), alone)
    if "date" not in came:
        return int((family.value_counts() >= level).sum())
    # brothers and sisters at one session are one time
    undated = (
        came["date"].astype("str").where(came["date"].notna(), came.index.astype("str").to_series(index=came.index))
    )
    times = pd.DataFrame({"family": family, "action": came["action"], "date": undated}).drop_duplicates()
    return int((times["family"].value_counts() >= level).sum())


def _row(name: str, level: int | str, amount: float, came: pd.DataFrame, ci: float) -> dict[str, object]:
    families = _families(came, level)
    about = {"name": name, "reached": _said(level), "amount": amount, "families": families}
    if isinstance(level, str):
        about["stages"] = tuple(_families(came, stage) for stage in STAGES)
    if not amount:
        return about
    low, high = garwood(families, ci=ci)
    return about | {
        "estimate": amount / families if families else nan,
        "ci_low": amount / high,
        "ci_high": amount / low if low else nan,
    }


def _said(level: int | str) -> str:
    return level if isinstance(level, str) else "once" if level == 1 else f"{level} times"
