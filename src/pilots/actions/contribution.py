"""Did the action contribute? Each claim with what speaks for it, what against it, and what else may explain it."""

import pandas as pd

from pilots.actions.plan import ActionPlan
from pilots.vocabulary import Column, frame

VERDICTS = ("stands", "weak", "contested", "no evidence")
CLAIM_VERDICTS = (
    Column("claim", "str", "Claim", "its id"),
    Column("action", "str", "Action", "of which action"),
    Column("supports", "int64", "Supports", "pieces of evidence"),
    Column("sources", "int64", "Sources", "different sources of what supports it"),
    Column("opposes", "int64", "Opposes", "pieces of evidence"),
    Column("alternatives", "int64", "Alternatives", "other explanations that were considered"),
    Column("unanswered", "int64", "Unanswered", "of what opposes and the alternatives, those that nobody answered"),
    Column("verdict", "str", "Verdict", "stands, weak, contested or no evidence"),
    Column("reasons", "object", "Why", "tuple of English texts, translated where they are shown"),
)
_SOURCES = 2


def contribution(plan: ActionPlan, results: pd.DataFrame | None = None) -> pd.DataFrame:
    """Judge each contribution claim by its evidence.

    Parameters
    ----------
    plan
        With its claims and evidence.
    results
        As `evaluate` gives them. Where given, an indicator supports a claim only if its target was reached.

    Returns
    -------
    DataFrame
        claim, action, supports, sources, opposes, alternatives, unanswered, verdict, reasons; a row a claim. *No evidence*:
        nothing supports it. *Contested*: evidence that opposes it was not answered. *Weak*: what supports it comes from one
        source, no alternative explanation was considered, or one was and nobody answered it. Else it *stands*.

    Notes
    -----
    A rule of ours after Mayne, J. (2012). Contribution analysis: coming of age? Evaluation 18(3), 270-280: a claim is
    credible when the evidence for it holds, what opposes it is accounted for, and other influences are shown to be no
    better explanation. Two sources at least, so that one observer can't make a claim stand (triangulation).

    Examples
    --------
    >>> contribution(ActionPlan()).empty
    True
    """
    missed = set() if results is None else set(results.loc[results["verdict"] != "reached", "indicator"])
    evidence = plan.evidence.assign(said=plan.evidence["answers"].astype("bool"))
    rows = []
    for _, claim in plan.claims.iterrows():
        own = evidence[evidence["claim"] == claim["claim"]]
        supporting = own[(own["direction"] == "supports") & ~own["indicator"].isin(missed - {""})]
        unmet = int((own["direction"] == "supports").sum()) - len(supporting)
        against, others = own[own["direction"] == "opposes"], own[own["direction"] == "alternative"]
        sources = _sources(supporting)
        open_against, open_others = int((~against["said"]).sum()), int((~others["said"]).sum())
        doubts = [
            ("what supports it comes from one source", sources < _SOURCES),
            ("no other explanation was considered", others.empty),
            ("another explanation was not answered", open_others > 0),
        ]
        if not len(supporting):
            verdict, reasons = "no evidence", ["nothing supports it"]
        elif open_against:
            verdict, reasons = "contested", ["what opposes it was not answered"]
        else:
            reasons = [reason for reason, holds in doubts if holds]
            verdict = "weak" if reasons else "stands"
            reasons = reasons or ["two sources or more support it, and what speaks against it was answered"]
        if unmet:
            reasons.append("an indicator that should support it did not reach its target, or that is not certain")
        rows.append(
            {"claim": claim["claim"], "action": claim["action"], "supports": len(supporting), "sources": sources}
            | {"opposes": len(against), "alternatives": len(others), "unanswered": open_against + open_others}
            | {"verdict": verdict, "reasons": tuple(reasons)}
        )
    return frame(CLAIM_VERDICTS, rows)


def _sources(evidence: pd.DataFrame) -> int:
    """Different places that evidence comes from: its source, else the finding or indicator that it names."""
    named = [
        row["source"] or row["finding"] or row["indicator"] or row["evidence"]
        for row in evidence[["source", "finding", "indicator", "evidence"]].fillna("").to_dict("records")
    ]
    return len({" ".join(str(name).casefold().split()) for name in named})
