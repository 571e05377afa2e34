"""How many people each category in a model has: so that a reader, and what is held back from one, can tell what a coefficient rests on."""

from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.statistics.methods import Method
from pilots.statistics.model_frame import PRODUCT, Design, Row, amounts
from pilots.statistics.samples import EVERYONE, Values, groups
from pilots.vocabulary import OPTION

_TWO = 2

Inside = dict[str, NDArray[np.bool_]]


def category_counts(
    found: Design,
    outcome: str,
    *,
    who: NDArray[np.bool_] | None = None,
    weight: Values | None = None,
    levels: bool = False,
) -> list[Row]:
    """Rows `count`: how many people each category has, and how many of them gave each of two answers.

    Parameters
    ----------
    found
        What the model took from the frame.
    outcome
        The column that is explained; where it has two values, each category is counted by value.
    who
        Which of its rows the model uses; left out, all.
    weight
        How many people each row stands for; left out, one.
    levels
        Whether to count the outcome's values also where they are more than two.

    Returns
    -------
    list
        Variable "column/code" (the base too; both values of a numeric predictor with no more than two; "a/x:b/y" for a product),
        group "all"; then variable "outcome/value", group "all" or the category.
    """
    used = np.ones(len(found.rows), dtype=np.bool_) if who is None else who
    rows = found.rows.loc[used]
    people = np.ones(len(rows)) if weight is None else weight[used]
    columns = {column: _categories(rows[column], column) for term in found.parts.values() for column in term}
    terms = dict.fromkeys(tuple(column for column in term if columns[column]) for term in found.parts.values())
    inside = {
        name: people_in for term in terms for name, people_in in _crossed([columns[part] for part in term]).items()
    }
    values = _categories(rows[outcome], outcome, most=len(rows) if levels else _TWO)
    by_value = inside if len(values) <= _TWO else {}
    values = values if levels or len(values) <= _TWO else {}
    told = [(name, EVERYONE, chosen, np.ones(len(rows), dtype=np.bool_)) for name, chosen in inside.items()]
    everyone = {EVERYONE: np.ones(len(rows), dtype=np.bool_)}
    for group, members in (everyone | by_value).items():
        told += [(name, group, gave & members, members) for name, gave in values.items()]
    return [
        {
            "variable": name, "group": group, "statistic": "count", "estimate": float(people[chosen].sum()), "ci_level": None,
            "n": int(people[members].sum()), "method": Method.COUNT.value,
        }
        | ({} if group == EVERYONE else {"n_missing": None})
        for name, group, chosen, members in told
    ]  # fmt: skip


def _categories(column: "pd.Series[float]", name: str, *, most: int = _TWO) -> Inside:
    """Who is in which category; of a column of amounts, only where it has no more than so many."""
    plain = amounts(column)
    if plain.dtype == "float64":
        if plain.nunique() > most:
            return {}
        plain = plain.map("{:g}".format)
    labels = plain.astype("str").to_numpy()
    return {f"{name}{OPTION}{code}": labels == code for code in groups(plain.to_frame(name), name)}


def _crossed(parts: list[Inside]) -> Inside:
    """The categories of one column, or those of several together."""
    if not parts:
        return {}
    return {
        PRODUCT.join(name for name, _ in chosen): np.logical_and.reduce([people for _, people in chosen])
        for chosen in product(*(part.items() for part in parts))
    }
