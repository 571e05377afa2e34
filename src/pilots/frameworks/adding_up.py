"""What several pilots need, do and measure, counted by the elements of a framework."""

from typing import TYPE_CHECKING, Literal

from pilots.frameworks.elements import above, known
from pilots.frameworks.elements import elements as every_element
from pilots.vocabulary import Column, frame

if TYPE_CHECKING:
    import pandas as pd
    from pandas.api.typing import DataFrameGroupBy

COUNTED = (
    Column("element", "str", "Element", "id of the element"),
    Column("framework", "str", "Framework", "its framework"),
    Column("pilot", "str", "Pilot", "name of the pilot"),
    Column("needs", "int64", "Needs", "needs that name the element or a part of it", "n"),
    Column("actions", "int64", "Actions", "actions that name it or a part of it", "n"),
    Column("chosen", "int64", "Chosen", "those that were chosen", "n"),
    Column("scales", "int64", "Scales", "scales that measure it or a part of it", "n"),
    Column("mean", "float64", "Mean", "mean of these scales; missing where their answers run otherwise"),
    Column("people", "Int64", "People", "fewest who answered one of these scales", "n"),
    Column("codes", "int64", "Codes", "codes that belong to it or to a part of it", "n"),
    Column("cases", "int64", "Conversations", "cases in which one of these codes comes up", "n"),
)


def adding_up(
    *,
    needs: "pd.DataFrame | None" = None,
    actions: "pd.DataFrame | None" = None,
    scales: "pd.DataFrame | None" = None,
    codes: "pd.DataFrame | None" = None,
) -> "pd.DataFrame":
    """Count, for each element and pilot, its needs, actions, scales and codes.

    What names a part of an element counts for that element too, once. So the rows of one framework don't add up to
    a total: a need that names two elements stands with both.

    Parameters
    ----------
    needs
        pilot, need, frameworks (tuple of ids); a row a need. Left out: none.
    actions
        pilot, action, frameworks, chosen (bool).
    scales
        pilot, scale, frameworks, mean, n (who answered), low and high (least and greatest answer).
    codes
        pilot, code, frameworks, case; a row a code and a case in which it comes up (case missing where in none).

    Returns
    -------
    DataFrame
        element, framework, pilot, needs, actions, chosen, scales, mean, people, codes, cases; a row an element and
        pilot for which there is anything, in the order of the frameworks, then of the pilots as they come. Unknown
        ids count nowhere: `require` tells them where they are read.

    Examples
    --------
    >>> import pandas as pd
    >>> needs = pd.DataFrame(
    ...     {"pilot": "a", "need": ["n1", "n2"], "frameworks": [("involvement.teaching",), ("involvement.home",)]}
    ... )
    >>> adding_up(needs=needs)[["element", "needs"]].to_dict("list")
    {'element': ['involvement.home', 'involvement.teaching'], 'needs': [2, 1]}
    """
    import pandas as pd

    given = {"needs": needs, "actions": actions, "scales": scales, "codes": codes}
    tables = {name: spread(table) for name, table in given.items() if table is not None and len(table)}
    counts: list[pd.Series[int] | pd.Series[float]] = []
    if "needs" in tables:
        counts.append(_by(tables["needs"])["need"].nunique().rename("needs"))
    if "actions" in tables:
        own = tables["actions"]
        counts += [_by(own)["action"].nunique().rename("actions")]
        counts += [_by(own.loc[own["chosen"].astype("bool")])["action"].nunique().rename("chosen")]
    if "scales" in tables:
        counts += _scales(tables["scales"])
    if "codes" in tables:
        counts += [_by(tables["codes"])[column].nunique().rename(f"{column}s") for column in ("code", "case")]
    if not counts:
        return frame(COUNTED)
    wide = pd.concat(counts, axis=1).reindex(columns=[column.name for column in COUNTED[3:]]).reset_index()
    places = {element: place for place, element in enumerate(every_element()["id"])}
    order = list(dict.fromkeys(pilot for table in given.values() if table is not None for pilot in table["pilot"]))
    wide["framework"] = wide["element"].str.partition(".")[0]
    ranked = wide.assign(at=wide["element"].map(places), of=wide["pilot"].map({p: n for n, p in enumerate(order)}))
    ranked = ranked.sort_values(["at", "of"], ignore_index=True)
    integers = [column.name for column in COUNTED if column.dtype == "int64"]
    ranked[integers] = ranked[integers].fillna(0)
    return ranked[[c.name for c in COUNTED]].astype({c.name: c.dtype for c in COUNTED})


def spread(table: "pd.DataFrame") -> "pd.DataFrame":
    """A row for each element that is named, or that a named element is a part of.

    Parameters
    ----------
    table
        With a column frameworks: tuple of ids, missing for none. Unknown ids count nowhere.

    Returns
    -------
    DataFrame
        The rows with a column element, as often as they name one.
    """
    import pandas as pd

    lists = [
        tuple(dict.fromkeys(up for element in _ids(named) if known(element) for up in above(element)))
        for named in table["frameworks"]
    ]
    elements = pd.Series(lists, table.index, dtype="object")
    return table.assign(element=elements).explode("element").dropna(subset=["element"])


def _ids(named: object) -> tuple[str, ...]:
    """The ids that a cell names; none where it is missing."""
    return named if isinstance(named, tuple) else ()


def _by(table: "pd.DataFrame") -> "DataFrameGroupBy[tuple[object, ...], Literal[True]]":
    return table.groupby(["element", "pilot"], sort=False)


def _scales(table: "pd.DataFrame") -> "list[pd.Series[int] | pd.Series[float]]":
    answers = table["low"].astype("str") + "-" + table["high"].astype("str")
    groups = _by(table.assign(answers=answers))
    alike = groups["answers"].nunique() == 1
    return [
        groups["scale"].nunique().rename("scales").astype("float64"),
        groups["mean"].mean().where(alike).rename("mean"),
        groups["n"].min().rename("people").astype("float64"),
    ]
