"""Tables of who spoke of what: cases (or documents) by code, and shares by code and by what is known of the cases."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError, did_you_mean
from pilots.qualitative.incidence import COUNTS, Incidence
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.themes import ATTRIBUTE, of_phases
from pilots.statistics.methods import Method
from pilots.statistics.proportions import wilson
from pilots.statistics.samples import EVERYONE
from pilots.vocabulary import LANGUAGE, OPTION


def case_codes(
    project: QualitativeProject, *, count: str = "cases", by: str = "case", codes: Sequence[str] | None = None
) -> pd.DataFrame:
    """Which codes each case has: for the researcher, as a row tells of one person. Reports show `code_attributes`.

    Parameters
    ----------
    count
        "cases": 1 where the code occurs, else 0; "mentions": how often it was given; "characters": how many characters bear it,
        each counted once.
    by
        "case", or "document" for a row a document.
    codes
        Names, paths or ids; left out, all. Each stands for those under it too.

    Returns
    -------
    DataFrame
        A row a case, by id, also without any code; a column a code, by path, in the order of the code tree.

    Raises
    ------
    PilotsError
        When there is no such code or way to count.

    Examples
    --------
    >>> case_codes(QualitativeProject()).shape
    (0, 0)
    """
    if count not in COUNTS:
        raise PilotsError(f"there is no way to count by '{count}'", mend=did_you_mean(count, COUNTS))
    given = Incidence.of(project, by=by)
    table = given.characters(project.documents) if count == "characters" else given.mentions()
    shown = np.arange(len(given.tree)) if codes is None else np.sort(given.tree.find(codes))
    values = (table > 0).astype("int64") if count == "cases" else table
    heads = pd.Index(given.tree.codes["path"].to_numpy()[shown], name="code")
    return pd.DataFrame(values[shown].T, index=given.units.rename(by), columns=heads)


def attribute_values(project: QualitativeProject, attribute: str) -> "pd.Series[str]":
    """What is known of each case, by id, for all that count as one; missing where unknown or not the same in all its documents.

    Parameters
    ----------
    attribute
        A column of `cases` or `documents`, such as group, language or site; what a case says goes before what its documents say.

    Raises
    ------
    PilotsError
        When neither has such a column.
    """
    owned = {"document", "case", "name", "part", "description", "path", "kind", "characters"}
    known = {*project.cases.columns, *project.documents.columns} - owned
    if attribute not in known:
        raise PilotsError(f"nothing is known of cases under '{attribute}'", mend=did_you_mean(attribute, sorted(known)))
    units = pd.Index(project.all_units(), name="unit")
    sources = [(project.cases, "case")] if attribute in project.cases else []
    if attribute in project.documents:
        mine = project.cases[["case", "document"]].merge(project.documents[["document", attribute]], on="document")
        sources += [(mine, "case"), (project.documents, "document")]
    parts = [
        pd.DataFrame({"unit": table[key].to_numpy(), "value": table[attribute].to_numpy(), "rank": rank})
        for rank, (table, key) in enumerate(sources)
    ]
    told = pd.concat(parts, ignore_index=True)
    told = told.loc[told["value"].notna() & (told["value"].astype("str").str.strip() != "")]
    first = told.loc[told["rank"] == told.groupby("unit")["rank"].transform("min")]
    by_unit = first.groupby("unit")["value"]
    only = by_unit.first().where(by_unit.nunique() == 1)
    return only.reindex(units).astype("str").rename(attribute)


def code_attributes(
    project: QualitativeProject, attribute: str, *, codes: Sequence[str] | None = None, ci: float = 0.95
) -> pd.DataFrame:
    """In which share of the cases of each group each code occurs.

    Parameters
    ----------
    attribute
        What makes the groups: a column of `cases` or `documents`, such as group, language or site.
    codes
        Names, paths or ids; left out, all. Each stands for those under it too.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        An estimates frame, by code in the order of the code tree: `share` of all cases, then of each group, with Wilson's interval.
        n counts cases, also those with no code; n_missing the cases of which the attribute is not known, in the row of all, which
        counts them too. In a further column, `above`, stands in how many of them each code above it occurs, from the top down.
        variable is the name of the code (its path where two have the same name), group the value.

    Raises
    ------
    PilotsError
        When there is no such code or attribute.

    Examples
    --------
    >>> code_attributes(QualitativeProject(), "language").empty
    True
    """
    values = attribute_values(project, attribute)
    given = Incidence.of(project)
    occurs = given.cases()
    shown = np.arange(len(given.tree)) if codes is None else np.sort(given.tree.find(codes))
    names = labels(given.tree.codes)
    groups = {EVERYONE: np.ones(len(values), "bool")} | {
        _group(attribute, str(value)): values.eq(value).to_numpy("bool") for value in sorted(values.dropna().unique())
    }
    counts = {group: (occurs[:, inside].sum(axis=1), int(inside.sum())) for group, inside in groups.items()}
    limits = {
        (int(count), n): wilson(int(count), n, ci=ci) for found, n in counts.values() for count in np.unique(found)
    }
    unknown = int(values.isna().sum())
    rows = [
        {
            "variable": names[place], "group": group, "statistic": "share", "estimate": found[place] / n,
            "ci_low": limits[int(found[place]), n][0], "ci_high": limits[int(found[place]), n][1], "ci_level": ci,
            "n": n, "n_missing": unknown if group == EVERYONE else 0, "method": Method.WILSON.value,
        }
        for place in shown
        for group, (found, n) in counts.items()
        if n
    ]  # fmt: skip
    above = [
        tuple(found[given.tree.above(int(place))].tolist()) for place in shown for found, n in counts.values() if n
    ]
    made = of_phases(vocabulary.estimates(rows).assign(above=pd.Series(above, dtype="object")), project)
    made.attrs[ATTRIBUTE] = attribute
    return made


def labels(codes: pd.DataFrame) -> list[str]:
    """What each code is called in an estimates frame: its name, or its path where another has that name.

    A slash would make an option of a question of it, and is written as a fraction slash.
    """
    twice = codes["name"].duplicated(keep=False)
    return [str(name).replace(OPTION, "\N{FRACTION SLASH}") for name in codes["name"].mask(twice, codes["path"])]


def _group(attribute: str, value: str) -> str:
    """A language by its code; a value that looks like a difference between two groups does so no more."""
    return f"{LANGUAGE}{OPTION}{value}" if attribute == LANGUAGE else value.replace(" - ", " – ")
