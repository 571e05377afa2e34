"""The whole chain in one: every need, its actions, their indicators, what came of them, and where it breaks."""

import pandas as pd

from pilots.actions.contribution import contribution
from pilots.actions.plan import ActionPlan
from pilots.vocabulary import Column, frame

CHAIN = (
    Column("need", "str", "Need", "its id; empty for an action without one"),
    Column("findings", "object", "From findings", "tuple of ids of findings"),
    Column("action", "str", "Action", "its id; empty for a need that no chosen action serves"),
    Column("cycles", "int64", "Followed up", "times that the action was reviewed"),
    Column("adjusted", "int64", "Adjusted", "times that it was adjusted"),
    Column("indicator", "str", "Indicator", "its id; empty where none was chosen"),
    Column("verdict", "str", "Result", "reached, not reached or cannot tell; empty without indicator"),
    Column("claims", "object", "Contribution", "tuple of the verdicts of the action's claims"),
    Column("problems", "object", "What is missing", "tuple of English texts, translated where they are shown"),
)


def chain(plan: ActionPlan, results: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every need → action → indicator → result, a row a chain.

    Parameters
    ----------
    plan
        As `load` gives it.
    results
        As `evaluate` gives them; left out, no indicator has a result yet.

    Returns
    -------
    DataFrame
        need, findings, action, cycles, adjusted, indicator, verdict, claims, problems. Needs stand in the order of the
        plan, with a row for each chosen action that serves them and each of its indicators; then chosen actions that
        serve no need. `problems` are the broken links of what stands in the row.

    Examples
    --------
    >>> chain(ActionPlan()).empty
    True
    """
    chosen = plan.actions[plan.actions["chosen"]]
    verdicts = {} if results is None else dict(zip(results["indicator"], results["verdict"], strict=True))
    judged, broken = contribution(plan, results), _broken(plan)
    served = {
        need: [row["action"] for _, row in chosen.iterrows() if need in row["needs"]] for need in plan.needs["need"]
    }
    links = [(need, action) for need, actions in served.items() for action in actions or [""]]
    links += [("", row["action"]) for _, row in chosen.iterrows() if not set(row["needs"]) & set(served)]
    findings = dict(zip(plan.needs["need"], plan.needs["findings"], strict=True))
    rows = []
    for need, action in links:
        own = plan.cycles[plan.cycles["action"] == action]
        claims = judged[judged["action"] == action]
        about = {"need": need, "findings": findings.get(need, ()), "action": action, "cycles": len(own)}
        about |= {"adjusted": int(own["adjusted"].sum()), "claims": tuple(claims["verdict"])}
        shared = [*broken.get(("need", need), []), *broken.get(("action", action), [])]
        for cycle in own["cycle"]:
            shared += broken.get(("cycle", cycle), [])
        for claim in claims["claim"]:
            shared += broken.get(("claim", claim), [])
        for evidence in plan.evidence.loc[plan.evidence["claim"].isin(claims["claim"]), "evidence"]:
            shared += broken.get(("evidence", evidence), [])
        for indicator in [*plan.indicators.loc[plan.indicators["action"] == action, "indicator"]] or [""]:
            lacking = [*shared, *broken.get(("indicator", indicator), [])]
            told = verdicts.get(indicator, "cannot tell") if indicator else ""
            rows.append(about | {"indicator": indicator, "verdict": told, "problems": tuple(dict.fromkeys(lacking))})
    return frame(CHAIN, rows)


def _broken(plan: ActionPlan) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for kind, item, problem in plan.broken_links().itertuples(index=False):
        found.setdefault((str(kind), str(item)), []).append(str(problem))
    return found
