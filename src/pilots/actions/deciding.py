"""Who took part in deciding: of each group how many were invited, came, and had a say."""

from collections.abc import Mapping

import pandas as pd

from pilots.actions.plan import ActionPlan
from pilots.pilot import Pilot
from pilots.statistics.proportions import wilson
from pilots.vocabulary import Column, frame

DECIDING = (
    Column("decision", "str", "Decision", "its id"),
    Column("date", "datetime64[us]", "Date", "when it was taken"),
    Column("group", "str", "Group", "who could take part"),
    Column("invited", "Int64", "Invited", "how many of the group", "n"),
    Column("present", "Int64", "Present", "how many of the group", "n"),
    Column("share", "float64", "Share present", "of those invited, 0 to 1"),
    Column("ci_low", "float64", "Lower limit", "Wilson's interval of the share"),
    Column("ci_high", "float64", "Upper limit", "Wilson's interval of the share"),
    Column("decided", "bool", "Had a say", "in the decision, not only in the talk"),
    Column("of_present", "float64", "Of those present", "the group's part of all who were present, 0 to 1"),
    Column("of_deciding", "float64", "Of those who decided", "the group's part of all present who had a say, 0 to 1"),
    Column("of_people", "float64", "Of all people", "the group's part of all whom the decision is about, 0 to 1"),
)


def took_part(
    plan: ActionPlan, pilot: Pilot, *, sizes: Mapping[str, int] | None = None, ci: float = 0.95
) -> pd.DataFrame:
    """Decision by decision, who was invited, who came, who had a say, and how far that mirrors the people concerned.

    Parameters
    ----------
    plan
        With its decisions.
    pilot
        How many people received its surveys tells how large its groups are, where `sizes` says nothing.
    sizes
        How many people each group has, e.g. {"parents": 160, "staff": 24}.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        decision, date, group, invited, present, share, ci_low, ci_high, decided, of_present, of_deciding, of_people;
        a row a decision and group, by date. `of_people` is missing where the size of a group of the decision is not
        known, `of_present` and `of_deciding` where nobody counted how many of some group came.

    Examples
    --------
    >>> took_part(ActionPlan(), Pilot(name="a", title="A", synthetic=True)).empty
    True
    """
    known = group_sizes(pilot) if sizes is None else sizes
    rows: list[dict[str, object]] = []
    for _, own in plan.decisions.groupby("decision", sort=False):
        people = own["group"].map(known).astype("float64")
        present = own["present"]
        deciding = present.where(own["decided"], 0.0)
        parts = {
            "of_present": present / (present.sum(skipna=False) or float("nan")),
            "of_deciding": deciding / (deciding.sum(skipna=False) or float("nan")),
            "of_people": people / people.sum(skipna=False),
        }
        for place, (_, row) in enumerate(own.iterrows()):
            told = {name: row[name] for name in ("decision", "date", "group", "invited", "present", "decided")}
            rows.append(told | _share(row, ci) | {name: part.iloc[place] for name, part in parts.items()})
    return frame(DECIDING, rows).sort_values("date", kind="stable", ignore_index=True)


def group_sizes(pilot: Pilot) -> dict[str, int]:
    """How many people of each group received a survey, in the wave that reached most.

    Examples
    --------
    >>> group_sizes(Pilot(name="a", title="A", synthetic=True))
    {}
    """
    sizes: dict[str, int] = {}
    for source in pilot.surveys:
        sent = pd.Series({place: wave.sent for place, wave in enumerate(source.waves)}, dtype="float64")
        waves = sent.groupby([wave.wave for wave in source.waves]).sum(min_count=1)
        if waves.notna().any():
            sizes[source.group] = max(sizes.get(source.group, 0), int(waves.max()))
    return sizes


def _share(row: "pd.Series", ci: float) -> dict[str, float]:
    if pd.isna(row["invited"]) or pd.isna(row["present"]) or not 0 < row["invited"] >= row["present"]:
        return {}
    low, high = wilson(int(row["present"]), int(row["invited"]), ci=ci)
    return {"share": row["present"] / row["invited"], "ci_low": low, "ci_high": high}
