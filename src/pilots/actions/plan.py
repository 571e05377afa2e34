"""The action plan: need, action, indicator, adjustments, result, and where that chain is broken."""

from dataclasses import dataclass, field

import pandas as pd

from pilots.description import Privacy
from pilots.vocabulary import Column, frame

NEEDS = (
    Column("need", "str", "Need", "its id"),
    Column("titles", "object", "Need", "by language"),
    Column("descriptions", "object", "Description", "by language"),
    Column("findings", "object", "From findings", "tuple of ids of findings"),
    Column("kind", "str", "Kind", "strength or problem"),
    Column("frameworks", "object", "Framework", "tuple of ids of elements of frameworks"),
)
ACTIONS = (
    Column("action", "str", "Action", "its id"),
    Column("needs", "object", "For need", "tuple of ids of needs"),
    Column("titles", "object", "Action", "by language"),
    Column("descriptions", "object", "Description", "by language"),
    Column("materials", "str", "Materials", "what it uses; empty where nothing is named"),
    Column("impact", "float64", "Impact", "expected, 1 low to 5 high"),
    Column("effort", "float64", "Effort", "expected, 1 low to 5 high"),
    Column("chosen", "bool", "Chosen", "whether it was chosen"),
    Column("responsible", "str", "Responsible", "a role"),
    Column("start", "datetime64[us]", "Start", "first day"),
    Column("end", "datetime64[us]", "End", "last day"),
    Column("status", "str", "Status", "as the group words it"),
    Column("frameworks", "object", "Framework", "tuple of ids of elements of frameworks"),
    Column("catalogue", "object", "From the catalogue", "tuple of ids of materials of the catalogue"),
    Column("register", "str", "Number", "its number in a register of actions, e.g. A20031; empty without one"),
    Column("related", "object", "Related actions", "tuple of ids of actions, or of numbers in a register"),
)
VOTES = (
    Column("voter", "str", "Voter", "a number or code, no name"),
    Column("group", "str", "Group", "whose voice"),
    Column("action", "str", "Action", "for which action"),
    Column("points", "float64", "Points", "how many dots or points, the rank (1 is best), or 1 for approval"),
    Column("form", "str", "Form", "dots, points, ranks or approval; empty for points"),
    Column("impact", "float64", "Impact", "of the action as this voter expects it, 1 low to 5 high; may be empty"),
    Column("effort", "float64", "Effort", "of the action as this voter expects it, 1 low to 5 high; may be empty"),
)
DELPHI = (
    Column("round", "int64", "Round", "1, 2 and so on"),
    Column("voter", "str", "Voter", "a number or code, no name; the same in each round"),
    Column("group", "str", "Group", "whose voice"),
    Column("action", "str", "Action", "which action was rated"),
    Column("rating", "float64", "Rating", "1 to `levels`"),
    Column("levels", "int64", "Levels", "of the rating scale, e.g. 5 or 9"),
)
DECISIONS = (
    Column("decision", "str", "Decision", "its id"),
    Column("date", "datetime64[us]", "Date", "when it was taken"),
    Column("what", "object", "What was decided", "by language"),
    Column("group", "str", "Group", "who could take part"),
    Column("invited", "float64", "Invited", "how many of the group were invited"),
    Column("present", "float64", "Present", "how many of the group took part"),
    Column("decided", "bool", "Decided", "whether the group had a say in the decision, not only in the talk"),
)
INDICATORS = (
    Column("indicator", "str", "Indicator", "its id"),
    Column("action", "str", "Action", "of which action"),
    Column("titles", "object", "Indicator", "by language"),
    Column("measure", "str", "Measure", "scale:<survey>.<scale>, attendance, count, or of what was registered"),
    Column("site", "str", "School", "the only school it is about; empty for all"),
    Column("unit", "str", "Unit", "% or what is counted"),
    Column("direction", "str", "Direction", "up where more is better, else down"),
    Column("baseline", "float64", "Baseline", "before, in `unit`"),
    Column("baseline_source", "str", "Source of the baseline", "where it was measured"),
    Column("target", "float64", "Target", "in `unit`"),
    Column("result", "float64", "Result", "of a count, in `unit`; other measures are computed"),
    Column("source", "str", "Source", "where the result is from"),
)
CYCLES = (
    Column("cycle", "str", "Cycle", "its id"),
    Column("action", "str", "Action", "of which action"),
    Column("site", "str", "School", "the only school it is about; empty for all"),
    Column("start", "datetime64[us]", "Start", "when it began"),
    Column("date", "datetime64[us]", "Date", "when it was reviewed or adjusted"),
    Column("step", "str", "Step", "plan, do, study or act"),
    Column("what", "object", "What was done", "by language"),
    Column("adjusted", "bool", "Adjusted", "whether the action was adjusted then"),
    Column("reason", "object", "Reason", "by language"),
    Column("agreed_by", "object", "Agreed by", "tuple of groups"),
)
PROGRESS = (
    Column("action", "str", "Action", "of which action"),
    Column("period", "str", "Period", "e.g. the school year 2024-2025"),
    Column("status", "str", "Status", "as the register words it"),
    Column("texts", "object", "Progress", "by language"),
)
CLAIMS = (
    Column("claim", "str", "Claim", "its id"),
    Column("action", "str", "Action", "which action is said to have contributed"),
    Column("titles", "object", "Claim", "by language: to what it contributed, and how"),
)
EVIDENCE = (
    Column("evidence", "str", "Evidence", "its id"),
    Column("claim", "str", "Claim", "about which claim"),
    Column("direction", "str", "Direction", "supports, opposes, or alternative: something else that may explain it"),
    Column("indicator", "str", "Indicator", "the indicator it comes from; empty for none"),
    Column("finding", "str", "Finding", "the finding it comes from; empty for none"),
    Column("what", "object", "What", "by language"),
    Column("source", "str", "Source", "where it can be looked up"),
    Column("answers", "object", "Answer", "by language: what was said to evidence that opposes, or to an alternative"),
)
LINKS = (
    Column("kind", "str", "Part", "need, action, indicator, cycle, claim or evidence"),
    Column("item", "str", "Which", "its id"),
    Column("problem", "str", "What is missing", "an English text, translated where it is shown"),
)


@dataclass(frozen=True)
class ActionPlan:
    """What the group needs, chose, did, adjusted and reached.

    Parameters
    ----------
    needs
        need, titles, descriptions, findings, kind, frameworks.
    actions
        action, needs, titles, descriptions, materials, impact, effort, chosen, responsible, start, end,
        status, frameworks, catalogue, register, related.
    votes
        voter, group, action, points, form, impact, effort.
    indicators
        indicator, action, titles, measure, site, unit, direction, baseline, baseline_source, target, result,
        source.
    cycles
        cycle, action, site, start, date, step, what, adjusted, reason, agreed_by.
    delphi
        round, voter, group, action, rating, levels.
    decisions
        decision, date, what, group, invited, present, decided.
    progress
        action, period, status, texts.
    claims
        claim, action, titles.
    evidence
        evidence, claim, direction, indicator, finding, what, source, answers.
    threshold
        The least number of people of whom a result may be judged; that of the pilot, once loaded.

    Examples
    --------
    >>> ActionPlan().actions.empty
    True
    """

    needs: pd.DataFrame = field(default_factory=lambda: frame(NEEDS))
    actions: pd.DataFrame = field(default_factory=lambda: frame(ACTIONS))
    votes: pd.DataFrame = field(default_factory=lambda: frame(VOTES))
    indicators: pd.DataFrame = field(default_factory=lambda: frame(INDICATORS))
    cycles: pd.DataFrame = field(default_factory=lambda: frame(CYCLES))
    delphi: pd.DataFrame = field(default_factory=lambda: frame(DELPHI))
    decisions: pd.DataFrame = field(default_factory=lambda: frame(DECISIONS))
    progress: pd.DataFrame = field(default_factory=lambda: frame(PROGRESS))
    claims: pd.DataFrame = field(default_factory=lambda: frame(CLAIMS))
    evidence: pd.DataFrame = field(default_factory=lambda: frame(EVIDENCE))
    threshold: int = Privacy().threshold

    def broken_links(self) -> pd.DataFrame:
        """Where the chain from need to result is broken; see `links.broken_links`."""
        from pilots.actions.links import broken_links

        return broken_links(self)
