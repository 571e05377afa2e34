"""One form for all votes: of each voter, how much of that voice went to each action, be it dots, ranks or approval."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from pilots.actions.plan import ActionPlan
from pilots.vocabulary import Column, frame

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]

IRREGULAR = (
    Column("group", "str", "Group", "whose votes"),
    Column("form", "str", "Form", "dots, points, ranks or approval"),
    Column("problem", "str", "What is odd", "an English text, translated where it is shown"),
    Column("voters", "Int64", "Voters", "of how many", "n"),
)


class Ballot(NamedTuple):
    """The votes of one group.

    Parameters
    ----------
    form
        dots, points, ranks or approval.
    given
        A row a voter who gave anything, a column an action: the part of the voice that went there. Of points and dots
        their share of the voter's own total, of ranks Borda's points out of all, of approval 1 or 0.
    voices
        What each row adds up to: 1, or of approval the number of actions approved.
    points
        By action, as they were counted: points, Borda's points, approvals.
    """

    form: str
    given: Matrix
    voices: Vector
    points: Vector

    @property
    def shares(self) -> Vector:
        """The share of the group's voice that went to each action; they add up to 1."""
        return np.asarray(self.given.sum(axis=0) / self.voices.sum())


class Ballots(NamedTuple):
    """The actions, in the order of the plan, and the votes of each group that gave any."""

    actions: list[str]
    groups: dict[str, Ballot]

    @property
    def shares(self) -> Matrix:
        """A row a group, a column an action; each row adds up to 1."""
        return np.array([ballot.shares for ballot in self.groups.values()])


def ballots(plan: ActionPlan) -> Ballots:
    """The votes of each group, in one form.

    A voter's points count as shares of what that voter gave: who gave eight of five points has one voice, like the
    others. Ranks become Borda's points, m - r for rank r of m actions; equal ranks get their mean, and so do the
    actions that a voter did not rank, below those that were (the averaged count of partial rankings; Emerson 2013
    compares others). An approval is one vote. The voters of a group stand in an order of their votes, so that the
    order of the workbook is irrelevant.

    Examples
    --------
    >>> votes = pd.DataFrame({"voter": "1", "group": "staff", "action": ["A1", "A2"], "points": [6.0, 2], "form": "dots"})
    >>> ballots(ActionPlan(votes=votes)).groups["staff"].shares.tolist()
    [0.75, 0.25]
    """
    votes = plan.votes
    actions = list(dict.fromkeys([*plan.actions["action"], *votes["action"]]))
    groups = {}
    for group, own in votes.groupby("group", sort=False):
        table = own.groupby(["voter", "action"])["points"].sum().unstack().reindex(columns=actions)
        ballot = _ballot(form_of(own), table.to_numpy("float64", na_value=np.nan))
        if len(ballot.given):
            groups[str(group)] = ballot
    return Ballots(actions, groups)


def form_of(votes: pd.DataFrame) -> str:
    """The form of a group's votes: the first that is named, else points."""
    named = votes["form"].dropna() if "form" in votes else pd.Series(dtype="str")
    return next((str(form) for form in named if form), "points")


def irregular(plan: ActionPlan) -> pd.DataFrame:
    """Votes that are not as the others': they count, as one voice, and are told.

    Returns
    -------
    DataFrame
        group, form, problem, voters; a row a group and problem. "gave more points than the others" is told where over
        half of the group's voters gave the same total; "ranked only some" where an action has no rank.

    Examples
    --------
    >>> votes = pd.DataFrame({"voter": list("abc"), "group": "staff", "action": "A1", "points": [5.0, 5, 8]})
    >>> irregular(ActionPlan(votes=votes))["problem"].tolist()
    ['gave more points than the others']
    """
    rows: list[dict[str, object]] = []
    for group, own in plan.votes.groupby("group", sort=False):
        form, voters = form_of(own), own.groupby("voter")["points"]
        totals, given = voters.sum(), voters.agg(lambda points: int((points > 0).sum()))
        found = {"gave nothing": int((given == 0).sum())}
        if form in ("dots", "points"):
            usual = totals.mode()
            clear = len(usual) == 1 and bool((totals == usual[0]).mean() > 0.5)
            found["gave more points than the others"] = int((totals > usual[0]).sum()) if clear else 0
            found["gave fewer points than the others"] = (
                int(totals.between(0, usual[0], "neither").sum()) if clear else 0
            )
        if form == "ranks":
            found["ranked only some"] = int(given.between(1, plan.votes["action"].nunique() - 1).sum())
        rows += [{"group": group, "form": form, "problem": name, "voters": n} for name, n in found.items() if n]
    return frame(IRREGULAR, rows)


def _ballot(form: str, table: Matrix) -> Ballot:
    """The votes of a group from its table: a row a voter, a column an action, missing where nothing was written."""
    table = table[np.nansum(np.where(table > 0, 1.0, 0.0), axis=1) > 0]
    table = table[np.lexsort(np.nan_to_num(table).T)] if len(table) else table
    if form == "ranks":
        points, most = _borda(table), table.shape[1] * (table.shape[1] - 1) / 2
        # where there is one action to rank, the whole voice goes there
        given, voices = points / most if most else np.ones_like(points), np.ones(len(table))
    elif form == "approval":
        points = given = np.where(table > 0, 1.0, 0.0)
        voices = given.sum(axis=1)
    else:
        points = np.nan_to_num(table)
        given, voices = points / points.sum(axis=1, keepdims=True), np.ones(len(table))
    return Ballot(form, given, voices, points.sum(axis=0))


def _borda(table: Matrix) -> Matrix:
    """Points m - r for midranks r; what was not ranked shares the places that are left."""
    ranked = pd.DataFrame(np.where(table > 0, table, np.nan)).rank(axis="columns").to_numpy("float64")
    m, filled = table.shape[1], (table > 0).sum(axis=1, keepdims=True)
    return np.asarray(m - np.where(np.isnan(ranked), (filled + 1 + m) / 2, ranked))
