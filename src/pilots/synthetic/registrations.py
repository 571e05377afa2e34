"""What a pilot writes down all along, with new people: sessions, who came, who was referred, who brought whom, costs, goals."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pilots.context import read_table
from pilots.pilot import Pilot, Registration
from pilots.rows import date
from pilots.synthetic.margins import small_again
from pilots.synthetic.texts import invented

_PEOPLE = ("present", "possible", "children")
_STAGES = ("met", "asked", "referred", "arrived", "helped")

New = Callable[[pd.DataFrame, int, np.random.Generator], pd.DataFrame]


def registration(pilot: Pilot, source: Registration, rng: np.random.Generator) -> pd.DataFrame:
    """One registration with new people, as text.

    Counts of who came are drawn anew, as if other weeks of the same kind had been counted; each person keeps how often
    they came, but who came when is dealt out again; how far families came stays, days move; a chain of who brought whom
    is made anew with as many for each; goals keep their levels by moment; what happened is invented. Amounts, behind which
    one person's wage may stand, move by about a tenth.

    Parameters
    ----------
    pilot
        Whose; gives the threshold and the language.
    source
        Which of its registrations.
    rng
        Chance.

    Raises
    ------
    ReadError
        When the file is missing or no table.
    """
    table = read_table(pilot.path(source.file), ())
    if source.kind == "timeline":
        return _timeline(table, rng)
    new: dict[str, New] = {
        "attendance": _counts,
        "sessions": _counts,
        "participation": _participation,
        "referrals": _referrals,
        "network": _network,
        "goals": _goals,
        "costs": _costs,
    }
    made = new[source.kind](table.reset_index(drop=True), pilot.privacy.threshold, rng)
    return made[[name for name in made if name in table]]


def _counts(table: pd.DataFrame, threshold: int, rng: np.random.Generator) -> pd.DataFrame:
    made = table.copy()
    for name in (name for name in _PEOPLE if name in table):
        numbers = pd.to_numeric(table[name], errors="coerce")
        new: Any = small_again(numbers, threshold, rng)
        if name == "present":
            most = pd.to_numeric(made.get("possible", pd.Series(np.nan, index=made.index)), errors="coerce")
            new = new.mask(numbers >= threshold, _counted_again(numbers, most, rng))
        made[name] = [cell if number != number or fresh == number else f"{fresh:g}"
                      for cell, number, fresh in zip(table[name], numbers, new, strict=True)]  # fmt: skip
    if {"present", "possible"} <= set(made):
        present, possible = (pd.to_numeric(made[name], errors="coerce") for name in ("present", "possible"))
        made["present"] = made["present"].where(~(present > possible), made["possible"])
    return made


def _counted_again(counts: "pd.Series[float]", most: "pd.Series[float]", rng: np.random.Generator) -> "pd.Series[Any]":
    """As many as another such count would give: binomial of those who could come, Poisson where nobody knows how many."""
    expected = counts.fillna(0.0).clip(lower=0.0)
    known = most.notna() & (most >= expected) & (most % 1 == 0)
    share = (expected / most.where(known & (most > 0))).fillna(0.0)
    drawn = np.where(known, rng.binomial(most.where(known, 0.0).astype("int64"), share), rng.poisson(expected))
    return pd.Series(drawn, index=counts.index, dtype="Float64")


def _costs(table: pd.DataFrame, threshold: int, rng: np.random.Generator) -> pd.DataFrame:  # noqa: ARG001
    made = table.copy()
    for name in (name for name in ("amount",) if name in table):
        amounts = pd.to_numeric(table[name], errors="coerce")
        moved = amounts * np.exp(rng.normal(0.0, 0.1, len(table)))
        made[name] = table[name].where(amounts.isna(), moved.round().map(lambda amount: f"{amount:.0f}"))
    return made


def _participation(table: pd.DataFrame, threshold: int, rng: np.random.Generator) -> pd.DataFrame:
    made = table.copy()
    keys = [name for name in ("group", "site", "action") if name in table]
    made["person"] = _codes(table["person"], "p", rng)
    family = dict(zip(made["person"], _codes(table["family"], "f", rng), strict=True)) if "family" in table else {}
    for rows in _parts(table, keys):
        if "date" in table:
            days = table["date"].to_numpy(dtype=object)[rows]
            sizes = pd.Series(days).value_counts()
            few = np.flatnonzero(pd.Series(days).map(sizes) < threshold)
            days[few] = rng.choice(np.unique(days[few]), len(few)) if len(few) else days[few]
            made.loc[rows, "date"] = days
        made.loc[rows, "person"] = _apart(made["person"].to_numpy(dtype=object)[rows], made, rows, rng)
    if family:
        made["family"] = made["person"].map(family)
    if "hours" in table:
        made["hours"] = rng.permutation(table["hours"].to_numpy(dtype=object))
    return made.sort_values([name for name in ("person", "date") if name in made], kind="stable", ignore_index=True)


def _apart(
    people: "np.ndarray[tuple[int], np.dtype[np.object_]]", made: pd.DataFrame, rows: Any, rng: np.random.Generator
) -> Any:
    """The same people dealt out again; who would stand twice at one session changes places."""
    dealt: Any = rng.permutation(people)
    if "date" not in made:
        return dealt
    days = made.loc[rows, "date"].to_numpy(dtype=object)
    for _ in range(200):
        twice = np.flatnonzero(pd.DataFrame({"person": dealt, "day": days}).duplicated())
        if not len(twice):
            break
        for place in twice:
            other = int(rng.integers(len(dealt)))
            dealt[[place, other]] = dealt[[other, place]]
    return dealt


def _referrals(table: pd.DataFrame, threshold: int, rng: np.random.Generator) -> pd.DataFrame:
    made = table.copy()
    stages = [name for name in _STAGES if name in table]
    reached = table[stages] != ""
    days = table[stages].apply(lambda column: pd.to_datetime(column.map(date)))
    gaps = {
        after: (days[after] - days[before]).dt.days.dropna().clip(lower=0).to_numpy("float64")
        for before, after in pairwise(stages)
    }
    keys = [name for name in ("site", "method") if name in table]
    for rows in _parts(table, keys):
        pattern = reached.iloc[rows].astype("int64").astype("str").agg("".join, axis=1)
        few = (pattern.map(pattern.value_counts()) < threshold).to_numpy()
        source = rng.permutation(rows)
        source[few] = rng.choice(rows, int(few.sum()))
        starts = days[stages[0]].iloc[rng.permutation(rows)].to_numpy()
        if "service" in table:
            made.loc[rows, "service"] = table["service"].to_numpy(dtype=object)[rng.permutation(rows)]
        for place, like, start in zip(rows, source, starts, strict=True):
            day: Any = pd.Timestamp(start)
            for stage in stages:
                told = bool(reached[stage].iat[like])
                known = gaps.get(stage, [])
                if told and len(known):
                    day = day + pd.Timedelta(days=float(rng.choice(known)))
                dated = told and pd.notna(days[stage].iat[like]) and pd.notna(day)
                made.loc[place, stage] = str(day.date()) if dated else "yes" if told else ""
    made["family"] = _codes(table["family"], "f", rng)
    return made


def _network(table: pd.DataFrame, threshold: int, rng: np.random.Generator) -> pd.DataFrame:  # noqa: ARG001
    made = table.copy()
    n = len(table)
    made["person"] = [f"pn{place:04d}" for place in range(1, n + 1)]
    known = {person: place for place, person in enumerate(table["person"])}
    brought = [known.get(who, -1) for who in table["brought_by"]]
    roots = [place for place in range(n) if brought[place] < 0]
    children = rng.permutation([place for place in range(n) if brought[place] >= 0])
    bringers = rng.permutation([parent for parent in brought if parent >= 0])
    there, links = list(roots), dict[int, int]()
    left = list(bringers)
    for child in children:
        # only who is there already can bring somebody: nobody brings themselves, straight or round about
        parent = next((one for one in left if one in there and one != child), None)
        parent = int(rng.choice(there)) if parent is None else int(parent)
        if parent in left:
            left.remove(parent)
        links[int(child)] = parent
        there.append(int(child))
    codes = made["person"].tolist()
    made["brought_by"] = [codes[links[place]] if place in links else "" for place in range(n)]
    for name in (name for name in ("group", "how") if name in table):
        for rows in (np.array(roots, dtype="intp"), np.array(sorted(links), dtype="intp")):
            made.loc[rows, name] = rng.permutation(table[name].to_numpy(dtype=object)[rows])
    return made


def _goals(table: pd.DataFrame, threshold: int, rng: np.random.Generator) -> pd.DataFrame:  # noqa: ARG001
    made = table.copy()
    keys = [name for name in ("moment", "group", "action") if name in table]
    for rows in _parts(table, keys):
        for name in (name for name in ("level",) if name in table):
            made.loc[rows, name] = rng.permutation(table[name].to_numpy(dtype=object)[rows])
    made["person"] = _codes(table["person"], "p", rng)
    if "goal" in table:
        made["goal"] = _codes(table["goal"], "g", rng)
    return made


def _timeline(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    made = table.copy()
    made["case"] = _codes(table["case"], "c", rng)
    for name in (name for name in table if "::" in str(name)):
        language = str(name).partition("::")[2]
        made[name] = [invented("event", language, rng) if cell else "" for cell in table[name]]
    if "date" in table:
        days = pd.to_datetime(table["date"].map(date)) + pd.to_timedelta(rng.integers(-6, 7, len(table)), unit="D")
        made["date"] = [str(day.date()) if day == day else "" for day in days]
    if "approved_by" in table:
        made["approved_by"] = table["approved_by"].where(table["approved_by"] == "", "XX")
    return made


def _parts(table: pd.DataFrame, keys: list[str]) -> list[Any]:
    """The rows of each group, by place."""
    return list(table.groupby(keys, sort=False).indices.values()) if keys else [np.arange(len(table))]


def _codes(real: "pd.Series[str]", letter: str, rng: np.random.Generator) -> "pd.Series[str]":
    """Codes of nobody, one for each that is there, in no order of theirs; nobody's is a letter, an n and a number."""
    each = [code for code in dict.fromkeys(real) if code]
    numbers = rng.permutation(len(each)) + 1
    known = {code: f"{letter}n{number:04d}" for code, number in zip(each, numbers, strict=True)}
    return real.map(lambda code: known.get(code, ""))
