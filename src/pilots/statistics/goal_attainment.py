"""Goals that differ from person to person on one scale: goal attainment scaling (GAS)."""

from collections.abc import Sequence
from math import nan, sqrt

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.intervals import Difference, mean_interval
from pilots.statistics.methods import Method
from pilots.statistics.samples import EVERYONE, Values, groups, numbers, require

RHO = 0.3
"""The correlation between goals that Kiresuk and Sherman (1968) assume."""
_MOST = 2
"""How far above or below the expected outcome a goal can end."""

Row = dict[str, object]


def gas_t(scores: Sequence[float], weights: Sequence[float] | None = None, *, rho: float = RHO) -> float:
    """The T score of one person's goals: 50 where all end as expected, 10 a standard deviation.

    Parameters
    ----------
    scores
        How each goal ended: -2 much less than expected, 0 as expected, 2 much more.
    weights
        What each goal weighs; left out, all the same.
    rho
        Correlation to expect between goals, 0 to 1.

    Returns
    -------
    float
        Missing without goals, or where all weigh nothing.

    Raises
    ------
    PilotsError
        When a score lies outside -2 to 2, a weight is negative, or rho lies outside 0 to 1.

    Notes
    -----
    T = 50 + 10 Σwx / √((1 - ρ) Σw² + ρ (Σw)²). Kiresuk, T. J. & Sherman, R. E. (1968). Goal attainment scaling.
    Community Mental Health Journal 4, 443-453. Theirs is a ρ of 0.3.

    Examples
    --------
    >>> round(gas_t([1, 0, -1, 2]), 2), round(gas_t([1, 0], [3, 1]), 2)
    (57.25, 58.73)
    """
    x = np.asarray(scores, dtype="float64")
    w = np.ones(len(x)) if weights is None else np.asarray(weights, dtype="float64")
    _possible(x, w, rho)
    w = w / max(w.max(initial=0.0), 1e-300)
    spread = (1 - rho) * (w**2).sum() + rho * w.sum() ** 2
    return float(50 + 10 * (w * x).sum() / sqrt(spread)) if spread > 0 else nan


def gas_key(goals: int, *, rho: float = RHO) -> pd.DataFrame:
    """The conversion key: which T score belongs to which sum of the scores of equally weighted goals.

    Returns
    -------
    DataFrame
        A row a sum, from the lowest to the highest that so many goals can have: goals, sum, gas_t.

    Raises
    ------
    PilotsError
        When there is no goal, or rho lies outside 0 to 1.

    Examples
    --------
    >>> gas_key(2)["gas_t"].round(1).tolist()
    [25.2, 31.4, 37.6, 43.8, 50.0, 56.2, 62.4, 68.6, 74.8]
    """
    if goals < 1:
        raise PilotsError("a key needs at least one goal")
    sums = list(range(-_MOST * goals, _MOST * goals + 1))
    scores = [gas_t([total / goals] * goals, rho=rho) for total in sums]
    return pd.DataFrame({"goals": goals, "sum": sums, "gas_t": scores})


def gas_scores(
    data: pd.DataFrame,
    score: str,
    *,
    person: str,
    wave: str | None = None,
    weights: str | None = None,
    rho: float = RHO,
) -> pd.DataFrame:
    """The T score of each person, at each occasion.

    Parameters
    ----------
    data
        One row a goal (of a person, at an occasion).
    score
        The column with how it ended, -2 to 2; what is no number counts as missing.
    person
        The column that says whose goal it is.
    wave
        The column with the occasion; left out, there is one.
    weights
        The column with what the goal weighs; left out, all the same.
    rho
        Correlation to expect between goals.

    Returns
    -------
    DataFrame
        A row a person (and occasion), in the order of their names: person, wave ("all" without occasions), goals, how
        many of them are scored, n_missing, gas_t over the scored ones.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or as for `gas_t`.

    Examples
    --------
    >>> goals = pd.DataFrame({"who": ["a", "a", "b"], "score": [1, 0, -1]})
    >>> gas_scores(goals, "score", person="who").round(1)
      person wave  goals  n_missing  gas_t
    0      a  all      2          0   56.2
    1      b  all      1          0   40.0
    """
    require(data, [score, person, *(name for name in (wave, weights) if name)])
    known = data[data[person].notna()]
    x = numbers(known, [score])[score]
    w = numbers(known, [weights])[weights] if weights else x * 0 + 1
    _possible(x.dropna().to_numpy(), w.dropna().to_numpy(), rho)
    table = pd.DataFrame({"person": known[person].astype("str"), "x": x, "w": w}).reset_index(drop=True)
    occasions = groups(known.reset_index(drop=True), wave)
    rows = [
        {"person": name, "wave": label} | _goals(goals, rho)
        for label, part in occasions.items()
        for name, goals in table.loc[part.index].groupby("person")
    ]
    return pd.DataFrame(rows, columns=["person", "wave", "goals", "n_missing", "gas_t"])


def goal_attainment(
    data: pd.DataFrame,
    score: str,
    *,
    person: str,
    wave: str | None = None,
    weights: str | None = None,
    rho: float = RHO,
    ci: float = 0.95,
) -> pd.DataFrame:
    """How far people reached their goals on average, at each occasion, and how that changed.

    Parameters
    ----------
    data, score, person, wave, weights, rho
        As for `gas_scores`.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        An estimates frame. Per occasion the row `gas_t`, the mean T score of the people with at least one scored goal,
        with a t interval. Of more occasions, for the last against each earlier one ("last - first"), the row
        `gas_change`, the mean change of the people scored at both, with paired t interval and p. n counts people,
        n_missing those without a score there (at one of both). "Cannot tell" with fewer than two people.

    Raises
    ------
    PilotsError
        As for `gas_scores`.

    Notes
    -----
    Goals that are set well are passed as often as missed: the mean is 50 then, and the standard deviation 10.

    Examples
    --------
    >>> goals = pd.DataFrame(
    ...     {"who": list("aabbcc") * 2, "wave": [0] * 6 + [1] * 6, "score": [-1, -2, -1, -1, -2, 0, 1, 0, 0, -1, 2, 0]}
    ... )
    >>> found = goal_attainment(goals, "score", person="who", wave="wave")
    >>> found[["group", "statistic", "estimate", "ci_low", "ci_high", "n"]].round(1)
       group   statistic  estimate  ci_low  ci_high  n
    0      0       gas_t      35.5    26.6     44.4  3
    1      1       gas_t      54.1    30.6     77.7  3
    2  1 - 0  gas_change      18.6    -8.1     45.3  3
    """
    require(data, [], ci=ci)
    scored = gas_scores(data, score, person=person, wave=wave, weights=weights, rho=rho)
    people = data[person].dropna().astype("str").nunique()
    wide = scored.pivot(index="person", columns="wave", values="gas_t")
    order = list(dict.fromkeys(scored["wave"])) or [EVERYONE]
    wide = wide.reindex(columns=order)
    rows = [_mean(np.sort(wide[label].dropna().to_numpy()), ci) | {"group": label} for label in order]
    for earlier in order[:-1]:
        change = np.sort((wide[order[-1]] - wide[earlier]).dropna().to_numpy())
        rows.append(_change(change, ci) | {"group": f"{order[-1]} - {earlier}"})
    common: Row = {"variable": score, "ci_level": ci}
    return vocabulary.estimates(common | row | {"n_missing": people - int(str(row["n"]))} for row in rows)


def _goals(goals: pd.DataFrame, rho: float) -> Row:
    scored = goals.dropna().sort_values(["x", "w"])
    found = gas_t(scored["x"].tolist(), scored["w"].tolist(), rho=rho)
    return {"goals": len(scored), "n_missing": len(goals) - len(scored), "gas_t": found}


def _mean(scores: Values, ci: float) -> Row:
    low, high = mean_interval(scores, ci=ci)
    method = Method.NO_ANSWERS if not len(scores) else Method.GAS_ONE if len(scores) < 2 else Method.GAS
    estimate = float(scores.mean()) if len(scores) > 1 else nan
    if low != low and len(scores) > 1:
        method = Method.SAME_ANSWERS
    return {
        "statistic": "gas_t", "estimate": estimate, "ci_low": low, "ci_high": high, "n": len(scores), "method": method.value,
    }  # fmt: skip


def _change(change: Values, ci: float) -> Row:
    n = len(change)
    common: Row = {"statistic": "gas_change", "n": n}
    if n < 2:
        return common | {"method": Method.GAS_ONE.value}
    found = Difference(
        float(change.mean()), float(change.std(ddof=1)) / sqrt(n) if np.ptp(change) > 1e-9 else 0.0, n - 1
    )
    low, high = found.interval(ci)
    method = Method.GAS_CHANGE if found.se > 0 else Method.SAME_ANSWERS
    return common | {
        "estimate": found.estimate,
        "ci_low": low,
        "ci_high": high,
        "p_value": found.p,
        "method": method.value,
    }


def _possible(x: Values, w: Values, rho: float) -> None:
    if (abs(x) > _MOST).any():
        raise PilotsError(f"{(abs(x) > _MOST).sum()} scores lie outside -2 to 2", mend="Score each goal from -2 to 2.")
    if (w < 0).any():
        raise PilotsError("a goal can't weigh less than nothing")
    if not 0 <= rho <= 1:
        raise PilotsError(f"rho can't be {rho}", mend="Take a correlation from 0 to 1, 0.3 as Kiresuk and Sherman.")
