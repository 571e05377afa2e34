"""Who was reached, how often, by how many actions, and how many were not."""

from collections.abc import Mapping
from math import nan

import pandas as pd

from pilots.errors import PilotsError
from pilots.statistics import wilson
from pilots.vocabulary import Column, frame

EVERYONE = "all"
DIVISIONS = ("action", "site", "group")
REACH = (
    Column("name", "str", "Which", "action, site or group; 'all' for all together"),
    Column("people", "int64", "People", "who came at least once", "n"),
    Column("families", "Int64", "Families", "of whom at least one came; missing where families were not registered"),
    Column("of", "float64", "Of", "people who could have come; missing where nobody knows"),
    Column("share", "float64", "Share reached", "people / of, 0 to 1"),
    Column("ci_low", "float64", "Lower limit", "lower limit of the interval of the share"),
    Column("ci_high", "float64", "Upper limit", "upper limit of the interval of the share"),
)
DOSE = (
    Column("name", "str", "Which", "action, site or group; 'all' for all together"),
    Column("people", "int64", "People", "who came at least once", "n"),
    Column("sessions", "float64", "Sessions", "median number of sessions of a person", "Md"),
    Column("sessions_low", "float64", "First quartile", "of the sessions of a person"),
    Column("sessions_high", "float64", "Third quartile", "of the sessions of a person"),
    Column("hours", "float64", "Hours", "median number of hours of a person; missing where hours are", "Md"),
    Column("hours_low", "float64", "First quartile", "of the hours of a person"),
    Column("hours_high", "float64", "Third quartile", "of the hours of a person"),
    Column("once", "int64", "Once", "people who came once", "n"),
    Column("some", "int64", "2 to 4 times", "people who came two to four times", "n"),
    Column("often", "int64", "5 times or more", "people who came five times or more", "n"),
    Column("share_once", "float64", "Share who came once", "once / people, 0 to 1"),
    Column("once_low", "float64", "Lower limit", "lower limit of the interval of that share"),
    Column("once_high", "float64", "Upper limit", "upper limit of the interval of that share"),
)
_OFTEN = 5


def reach(
    came: pd.DataFrame, *, by: str = "action", possible: Mapping[str, float] | None = None, ci: float = 0.95
) -> pd.DataFrame:
    """How many different people and families were reached, of how many who could have been.

    Parameters
    ----------
    came
        As `participation` gives it.
    by
        action, site or group.
    possible
        How many people could have come, by name (and "all"); see `possible_people`. Left out, no share is told.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        name, people, families, of, share, ci_low, ci_high: a row a name, then "all"; none where nobody was registered.
        Sites and groups of `possible` of which nobody was reached have a row; actions don't, as sessions may be counted
        without a list of who came. The share has a Wilson interval: everybody who came was counted, and the interval says what
        share to expect of another year of the same kind. A base below the number of people reached is no base.

    Raises
    ------
    PilotsError
        When `by` is none of these.

    Examples
    --------
    >>> came = pd.DataFrame({"person": [1, 1, 2], "family": [1, 1, 1], "action": ["a1", "a1", "a1"]})
    >>> reach(came, possible={"a1": 8})[["name", "people", "families", "of", "share"]]
      name  people  families   of  share
    0   a1       2         1  8.0   0.25
    1  all       2         1  NaN    NaN
    """
    _known(by)
    base = dict(possible or {})
    rows = []
    unreached = [str(name) for name in base] if len(came) and by != "action" else []
    for name, own in _parts(came, by, unreached):
        people, of = own["person"].nunique(), float(base.get(name, nan))
        families = own["family"].nunique() if own["family"].notna().any() else pd.NA
        row = {"name": name, "people": people, "families": families}
        if of >= people and of > 0:
            low, high = wilson(people, round(of), ci=ci)
            row |= {"of": of, "share": people / of, "ci_low": low, "ci_high": high}
        rows.append(row)
    return frame(REACH, rows)


def possible_people(sessions: pd.DataFrame, *, by: str = "action") -> dict[str, float]:
    """How many could have come, by name: the most of any session, added up over schools and groups of an action.

    Parameters
    ----------
    sessions
        As `sessions` gives it.
    by
        action, site or group.

    Returns
    -------
    dict of float
        Without names of which some part is unknown. "all" only where there is one action: the same people may be asked
        to several.

    Raises
    ------
    PilotsError
        When `by` is none of these.
    """
    _known(by)
    most = sessions.groupby(["action", "site", "group"])["possible"].max().astype("float64").reset_index()
    keys = list(dict.fromkeys(["action", by]))
    added = most.groupby(keys)["possible"].agg(lambda part: part.sum(skipna=False)).reset_index()
    found = added.groupby(by)["possible"].agg(lambda part: part.max(skipna=False))
    known = {str(name): float(people) for name, people in found.dropna().items() if name}
    if most["action"].nunique() == 1 and most["possible"].notna().all():
        known[EVERYONE] = float(most["possible"].sum())
    return known


def dose(came: pd.DataFrame, *, by: str = "action", ci: float = 0.95) -> pd.DataFrame:
    """How much people got of it: sessions and hours a person, and how many came just once.

    Parameters
    ----------
    came
        As `participation` gives it.
    by
        action, site or group.
    ci
        Level of the interval.

    Returns
    -------
    DataFrame
        name, people, sessions, hours (medians with quartiles), once, some (2 to 4 times), often (5 or more), share_once
        with its Wilson interval: a row a name, then "all".

    Raises
    ------
    PilotsError
        When `by` is none of these.

    Examples
    --------
    >>> came = pd.DataFrame({"person": [1, 1, 2], "action": "a1", "hours": [1.0, 2.0, 1.5]})
    >>> dose(came)[["people", "sessions", "hours", "once", "some"]].iloc[0].tolist()
    [2.0, 1.5, 2.25, 1.0, 1.0]
    """
    _known(by)
    rows = []
    for name, own in _parts(came, by, []):
        times = own.groupby("person").size()
        hours = own.groupby("person")["hours"].sum(min_count=1).dropna()
        once = int((times == 1).sum())
        low, high = wilson(once, len(times), ci=ci)
        row = {"name": name, "people": len(times), "once": once, "some": int(times.between(2, _OFTEN - 1).sum())}
        row |= {
            "often": int((times >= _OFTEN).sum()),
            "share_once": once / len(times),
            "once_low": low,
            "once_high": high,
        }
        for what, values in (("sessions", times), ("hours", hours)):
            quartiles = values.quantile([0.5, 0.25, 0.75]) if len(values) else [nan] * 3
            row |= dict(zip((what, f"{what}_low", f"{what}_high"), quartiles, strict=True))
        rows.append(row)
    return frame(DOSE, rows)


def overlap(came: pd.DataFrame, *, by: str = "action") -> pd.DataFrame:
    """How many people of each action came to each other.

    Parameters
    ----------
    came
        As `participation` gives it.
    by
        action, site or group.

    Returns
    -------
    DataFrame of int
        A row and a column a name; on the diagonal all people of it. `attrs["all"]` is how many came to any.

    Raises
    ------
    PilotsError
        When `by` is none of these.

    Examples
    --------
    >>> overlap(pd.DataFrame({"person": [1, 1, 2], "action": ["a1", "a2", "a1"]})).to_numpy().tolist()
    [[2, 1], [1, 1]]
    """
    _known(by)
    names = list(dict.fromkeys(came[by]))
    if not names:
        return pd.DataFrame()
    there = pd.crosstab(came["person"], came[by]).gt(0).astype("int64")
    found = (there.T @ there).reindex(index=names, columns=names)
    found.attrs[EVERYONE] = len(there)
    return found


def _parts(came: pd.DataFrame, by: str, more: list[str]) -> list[tuple[str, pd.DataFrame]]:
    names = list(
        dict.fromkeys([*(str(name) for name in came[by] if name), *(name for name in more if name != EVERYONE)])
    )
    return [*((name, came[came[by] == name]) for name in names), *([(EVERYONE, came)] if len(came) else [])]


def _known(by: str) -> None:
    if by not in DIVISIONS:
        raise PilotsError(f"nobody can be counted by '{by}'", mend=f"Take one of: {', '.join(DIVISIONS)}.")
