"""Where the chain from need to result is broken: what stands alone, and what was never said."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from pilots.vocabulary import frame

if TYPE_CHECKING:
    from pilots.actions.plan import ActionPlan

Found = tuple[str, Iterable[str], str]
"""What part of the chain, which of them, and what is missing there."""


def broken_links(plan: "ActionPlan") -> pd.DataFrame:
    """Where the chain from need to result is broken.

    Parameters
    ----------
    plan
        As `load` gives it.

    Returns
    -------
    DataFrame
        kind (need, action, indicator, cycle, claim or evidence), item (its id), problem; a row a broken link, in
        the order of the chain.

    Examples
    --------
    >>> from pilots.actions import ActionPlan
    >>> broken_links(ActionPlan()).empty
    True
    """
    from pilots.actions.plan import LINKS

    found = [*_needs(plan), *_actions(plan), *_indicators(plan), *_cycles(plan), *_claims(plan)]
    rows = [{"kind": kind, "item": item, "problem": problem} for kind, items, problem in found for item in items]
    return frame(LINKS, rows)


def _needs(plan: "ActionPlan") -> list[Found]:
    needs = plan.needs["need"]
    used = {need for needs in plan.actions["needs"] for need in needs}
    served = {need for needs in plan.actions.loc[plan.actions["chosen"], "needs"] for need in needs}
    return [
        ("need", needs[[not findings for findings in plan.needs["findings"]]], "no finding behind it"),
        ("need", needs[~needs.isin(used)], "no action for it"),
        ("need", needs[needs.isin(used - served)], "no action for it was chosen"),
    ]


def _actions(plan: "ActionPlan") -> list[Found]:
    chosen = plan.actions.loc[plan.actions["chosen"]]
    done = chosen["action"]
    return [
        ("action", done[[not own for own in chosen["needs"]]], "no need behind it"),
        ("action", done[~done.isin(plan.indicators["action"])], "no indicator"),
        ("action", done[(chosen["responsible"].fillna("") == "")], "nobody responsible"),
        ("action", done[~done.isin(plan.cycles["action"])], "no follow-up recorded"),
    ]


def _indicators(plan: "ActionPlan") -> list[Found]:
    indicators = plan.indicators
    name, counted = indicators["indicator"], indicators["measure"] == "count"
    known = indicators["baseline"].notna()
    return [
        ("indicator", name[~known], "no baseline"),
        ("indicator", name[known & (indicators["baseline_source"].fillna("") == "")], "no source of the baseline"),
        ("indicator", name[indicators["target"].isna()], "no target"),
        ("indicator", name[counted & indicators["result"].isna()], "no result"),
        (
            "indicator",
            name[counted & indicators["result"].notna() & (indicators["source"].fillna("") == "")],
            "no source of the result",
        ),
    ]


def _cycles(plan: "ActionPlan") -> list[Found]:
    """A cycle is planned, done, studied, then acted upon; an adjustment has a reason, and people who agreed."""
    cycles = plan.cycles
    name, adjusted = cycles["cycle"], cycles["adjusted"]
    return [
        ("cycle", name[cycles["date"].isna()], "no date"),
        ("cycle", name[cycles["date"] < cycles["start"]], "reviewed before it began"),
        ("cycle", name[adjusted & ~cycles["reason"].astype("bool")], "an adjustment without a reason"),
        ("cycle", name[adjusted & ~cycles["agreed_by"].astype("bool")], "an adjustment that nobody agreed to"),
        ("cycle", name[adjusted & cycles["step"].isin(["plan", "do"])], "adjusted before it was studied"),
        ("cycle", name[_unstudied(cycles)], "acted upon without being studied"),
    ]


def _unstudied(cycles: pd.DataFrame) -> list[bool]:
    """Steps act of an action that was not studied until then, at that school or at all."""
    studied = cycles[cycles["step"] == "study"]
    return [
        row["step"] == "act"
        and not (
            (studied["action"] == row["action"])
            & (studied["site"].isin(["", row["site"]]) | studied["site"].isna())
            & ~(studied["date"] > row["date"])
        ).any()
        for _, row in cycles.iterrows()
    ]


def _claims(plan: "ActionPlan") -> list[Found]:
    claims, evidence = plan.claims["claim"], plan.evidence
    supporting = evidence.loc[evidence["direction"] == "supports", "claim"]
    bare = (evidence[["indicator", "finding", "source"]].fillna("") == "").all(axis="columns")
    return [
        ("claim", claims[~claims.isin(evidence["claim"])], "no evidence"),
        ("claim", claims[claims.isin(evidence["claim"]) & ~claims.isin(supporting)], "no evidence that supports it"),
        ("evidence", evidence.loc[evidence["direction"].fillna("") == "", "evidence"], "neither for nor against"),
        ("evidence", evidence.loc[bare, "evidence"], "no source"),
    ]
