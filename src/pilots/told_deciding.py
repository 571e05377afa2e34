"""What exhibits about deciding tell of how many: who was invited and came, who voted, who rated round by round."""

from collections.abc import Iterator, Sequence

import pandas as pd

from pilots.privacy.counts import Count
from pilots.told import open_value, rounded, told

PANEL = "panel"
"""Who rated in some round of a Delphi."""
_PRESENT, _GROUP = "present", "group"


def voters(group: str) -> str:
    """Who is counted: the people of a group who voted.

    Examples
    --------
    >>> voters("staff")
    'voters/staff'
    """
    return f"voters/{group}"


def gave(action: object) -> str:
    """The characteristic that a voter gave an action anything."""
    return f"for {action}"


def round_of(number: object) -> str:
    """The characteristic that somebody of the panel rated in a round."""
    return f"round {number}"


def told_votes(numbers: "pd.Series[int]", hidden: dict[str, frozenset[str]], threshold: int) -> Iterator[Count]:
    """How many of each group voted, and that of some actions is held back how many gave them anything.

    Parameters
    ----------
    numbers
        By group, how many voted.
    hidden
        By group, the actions of which the share is held back.
    """
    for group, n in numbers.items():
        of = voters(str(group))
        yield told(of, {}, n, threshold)
        yield from (Count(of, {gave(action): "yes"}, 0, held=True) for action in sorted(hidden.get(str(group), ())))


def told_approval(estimates: pd.DataFrame, held: Sequence[bool], threshold: int) -> Iterator[Count]:
    """Of the voters of each group, how many approve of each action, and how many do not.

    Parameters
    ----------
    estimates
        As `actions.approval` gives them, a row a row of the table: group and action first, then n and the share.
    held
        Row by row, whether a dot stands in place of the share.
    """
    for at, (hide, (_, row)) in enumerate(zip(held, estimates.iterrows(), strict=True)):
        of, action = voters(str(row["group"])), str(row["variable"])
        yes = round(float(row["estimate"]) * float(row["n"]))
        yield told(of, {}, row["n"], threshold, row=at, column=2)
        for said, count in (("yes", yes), ("no", int(row["n"]) - yes)):
            where = {gave(action): said}
            known = Count(of, where, 0, held=True, row=at, column=3)
            yield known if hide else rounded(of, where, count, row["n"], row=at, column=3)


def told_present(own: pd.DataFrame, held: Sequence[bool], threshold: int, start: int) -> Iterator[Count]:
    """How many of each group were invited to a decision, and came.

    Parameters
    ----------
    own
        The rows of one decision, as `actions.took_part` gives them.
    held
        Row by row, whether a dot stands in place of who came.
    start
        Their first row in the table; the second column is the group, then come invited and present.
    """
    for at, (hide, (_, row)) in enumerate(zip(held, own.iterrows(), strict=True), start):
        of, group = f"decision {row['decision']}", {_GROUP: str(row["group"])}
        if pd.notna(row["invited"]):
            yield told(of, group, row["invited"], threshold, row=at, column=2)
        if pd.notna(row["present"]):
            # by the share it is told as well
            for column in (3, 4):
                yield told(of, group | {_PRESENT: "yes"}, row["present"], threshold, held=hide, row=at, column=column)
        if pd.notna(row["invited"]) and pd.notna(row["present"]) and row["invited"] >= row["present"]:
            yield told(of, group | {_PRESENT: "no"}, row["invited"] - row["present"], 1, held=hide)


def told_panel(rounds: pd.DataFrame, rows: Sequence[Sequence[str]], threshold: int) -> Iterator[Count]:
    """How many of the panel rated in each round, dropped out since the round before, and joined.

    Parameters
    ----------
    rounds
        As `actions.panel` gives them.
    rows
        What the table shows of them: round, voters, dropped out, joined.
    """
    earlier = ""
    for at, (shown, (_, row)) in enumerate(zip(rows, rounds.iterrows(), strict=True)):
        now = round_of(row["round"])
        yield told(PANEL, {now: "yes"}, row["voters"], threshold, held=shown[1] == "·", row=at, column=1)
        if earlier and pd.notna(row["dropped"]):
            dropped, joined = {earlier: "yes", now: "no"}, {earlier: "no", now: "yes"}
            yield told(PANEL, dropped, row["dropped"], threshold, held=shown[2] == "·", row=at, column=2)
            yield told(PANEL, joined, row["joined"], threshold, held=shown[3] == "·", row=at, column=3)
        earlier = now


def told_rated(rounds: pd.DataFrame, rows: Sequence[Sequence[str]], threshold: int) -> Iterator[Count]:
    """How many of the panel rated each action in each round, and of how many the score is high.

    Parameters
    ----------
    rounds
        As `actions.delphi` gives them.
    rows
        What the table shows of them: action, round, n, median, middle half, in favour.
    """
    for at, (shown, (_, row)) in enumerate(zip(rows, rounds.iterrows(), strict=True)):
        rated = f"{round_of(row['round'])}: rated {row['action']}"
        favour = f"{round_of(row['round'])}: {gave(row['action'])}"
        yield told(PANEL, {rated: "yes"}, row["n"], threshold, held=shown[2] == "·", row=at, column=2)
        yield Count(PANEL, {rated: "yes", round_of(row["round"]): "no"}, 0, 0)
        yield open_value(PANEL, {rated: "no"})
        hide, among = shown[5] == "·", {rated: "yes"}
        agreeing = int(row["agreeing"]) if pd.notna(row["agreeing"]) else 0
        for said, count in (("yes", agreeing), ("no", int(row["n"]) - agreeing)):
            where = among | {favour: said}
            known = Count(PANEL, where, 0, held=True, row=at, column=5)
            yield known if hide else rounded(PANEL, where, count, row["n"], row=at, column=5)
