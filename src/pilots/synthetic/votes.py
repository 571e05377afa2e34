"""Votes and ratings by new people: what a group gave each action stays, who gave what does not."""

import numpy as np
import pandas as pd

from pilots.synthetic import copula
from pilots.synthetic.copula import Floats
from pilots.synthetic.margins import categories, shares, small_again

_DOTS = ("", "dots", "points")


def votes(table: pd.DataFrame, threshold: int, rng: np.random.Generator) -> pd.DataFrame:
    """A sheet of votes by new voters.

    Dots and points are put together by action and dealt out again over as many voters with as many each; ranks and
    approvals are drawn from what the group gave each action. Totals below the threshold are drawn anew.

    Parameters
    ----------
    table
        voter, group, action, points and form (may be absent), as text.
    threshold
        Of the pilot.
    rng
        Chance.
    """
    rows: list[dict[str, object]] = []
    forms = table["form"].fillna("") if "form" in table else pd.Series("", index=table.index)
    for (group, form), own in table.groupby(["group", forms], sort=False, dropna=False):
        given = pd.to_numeric(own["points"], errors="coerce").fillna(0)
        matrix = given.groupby([own["voter"], own["action"]]).sum().unstack(fill_value=0)
        new = _dealt(matrix, threshold, rng) if form in _DOTS else _like(matrix, form == "ranks", rng)
        for voter, row in enumerate(new, len({line["voter"] for line in rows}) + 1):
            for action, points in zip(matrix.columns, row, strict=True):
                if points > 0:
                    rows.append(
                        {
                            "voter": f"vn{voter:03d}",
                            "group": group,
                            "action": action,
                            "points": f"{points:g}",
                            "form": form,
                        }
                    )
    made = pd.DataFrame(rows, columns=["voter", "group", "action", "points", "form"], dtype="str")
    return made[[name for name in made if name in table]]


def ratings(table: pd.DataFrame, threshold: int, rng: np.random.Generator) -> pd.DataFrame:
    """A sheet of ratings over rounds (Delphi) by new voters, as alike from round to round as the real ones.

    Parameters
    ----------
    table
        round, voter, group, action, rating and levels, as text.
    threshold
        Of the pilot.
    rng
        Chance.
    """
    key = [table["round"], table["action"]]
    wide = pd.to_numeric(table["rating"], errors="coerce").groupby([table["group"], table["voter"], *key]).first()
    matrix = wide.unstack(["round", "action"])
    group = pd.Series(matrix.index.get_level_values(0))
    values = matrix.reset_index(drop=True)
    fitted = copula.fit(values.set_axis(range(values.shape[1]), axis=1), pd.DataFrame(index=values.index), group)
    latent = copula.draw(fitted, pd.DataFrame(index=values.index), np.arange(len(values)), rng)
    made = pd.DataFrame(np.nan, index=values.index, columns=values.columns)
    for kind in group.unique():
        mine = np.flatnonzero(group == kind)
        there = rng.permutation(mine)
        for place in range(values.shape[1]):
            known = values.iloc[mine, place].dropna()
            # who left after a round stays away: the first so many of one order
            filled = there[: len(known)]
            levels, counts = np.unique(known, return_counts=True)
            if len(levels):
                drawn = categories(latent[filled, place], shares(counts.tolist(), threshold, rng), len(known), rng)
                made.iloc[filled, place] = levels[drawn]
    rows = [
        {"round": turn, "voter": f"vn{place + 1:03d}", "group": group[place], "action": action, "rating": f"{rating:g}"}
        for turn, action, column in zip(
            *(matrix.columns.get_level_values(level) for level in ("round", "action")),
            made.to_numpy("float64").T,
            strict=True,
        )
        for place, rating in enumerate(column)
        if np.isfinite(rating)
    ]
    long = pd.DataFrame(rows, dtype="str")
    if "levels" in table:
        long["levels"] = table["levels"].mode().reindex([0]).iloc[0]
    ordered = long.sort_values(["round", "voter", "action"], kind="stable", ignore_index=True)
    return ordered[[name for name in table if name in ordered]]


def _dealt(matrix: pd.DataFrame, threshold: int, rng: np.random.Generator) -> Floats:
    budgets = rng.permutation(matrix.sum(axis=1).round().astype("int64").to_numpy())
    totals = small_again(matrix.sum().round(), threshold, rng).to_numpy("int64")
    totals[totals.argmax()] += int(budgets.sum() - totals.sum())
    dots = rng.permutation(np.repeat(np.arange(len(totals)), totals.clip(0)))
    ends = np.cumsum(budgets)
    dealt = np.zeros(matrix.shape)
    for voter, (start, end) in enumerate(zip(ends - budgets, ends, strict=True)):
        dealt[voter] = np.bincount(dots[start:end], minlength=matrix.shape[1])
    return dealt


def _like(matrix: pd.DataFrame, ranked: bool, rng: np.random.Generator) -> Floats:
    """Ranks: those of noisy mean ranks, as many as a voter gave; approvals: by each action's share."""
    filled = np.asarray(matrix.to_numpy("float64") > 0)
    if not ranked:
        return np.asarray(rng.uniform(size=matrix.shape) < filled.mean(axis=0), dtype="float64")
    ranks = np.where(filled, matrix.to_numpy("float64"), matrix.shape[1])
    noisy = ranks.mean(axis=0) + rng.standard_normal(matrix.shape) * np.maximum(ranks.std(axis=0), 0.3)
    order = noisy.argsort(axis=1).argsort(axis=1) + 1.0
    many = rng.permutation(filled.sum(axis=1))
    return np.asarray(np.where(order <= many[:, None], order, 0.0), dtype="float64")
