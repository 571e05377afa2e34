"""The code book with what was coded with it: how often, by whom, and which codes were never used."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from pilots.qualitative.incidence import Incidence
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.themes import of_phases
from pilots.qualitative.tree import Counts, Tree
from pilots.vocabulary import Column

CODE_TREE = (
    Column("code", "str", "Code", "its id"),
    Column("name", "str", "Code", "as the code book calls it"),
    Column("path", "str", "Path", "names from the top down, joined by ' > '"),
    Column("level", "Int64", "Level", "0 at the top, 1 for a code under it, and so on"),
    Column("description", "str", "Meaning", "what it stands for; missing where nothing is said"),
    Column("cases", "Int64", "Cases", "cases in which it, or a code under it, was given", "n"),
    Column("base", "Int64", "Base", "all cases there are", "N"),
    Column("documents", "Int64", "Documents", "documents in which it, or a code under it, was given"),
    Column("segments", "Int64", "Segments", "how often it, or a code under it, was given"),
    Column("coders", "Int64", "Coders", "how many coders gave it, or a code under it"),
    Column("own_segments", "Int64", "Own segments", "how often it was given itself"),
    Column("unused", "bool", "Unused", "neither it nor a code under it was given"),
    Column("first", "str", "First used", "date and time of the first coding; missing where none is dated"),
    Column("last", "str", "Last used", "date and time of the last coding"),
)


def code_tree(project: QualitativeProject) -> pd.DataFrame:
    """The code tree with counts: a row a code, in the order of the book, codes under their parent.

    Parameters
    ----------
    project
        With its code tree; also without documents.

    Returns
    -------
    DataFrame
        code, name, path, level, description, cases, base, documents, segments, coders, own_segments, unused, first, last. All but
        own_segments count a code with those under it. first and last are ISO dates as the program wrote them.

    Examples
    --------
    >>> code_tree(QualitativeProject()).empty
    True
    """
    given = Incidence.of(project)
    tree = given.tree
    mentions = given.mentions()
    own = given.segments.groupby("at_code")["created"]
    found = tree.codes[["code", "name", "path", "description"]].assign(
        level=tree.levels,
        cases=(mentions > 0).sum(axis=1),
        base=len(given.units),
        documents=_distinct(given, "document"),
        segments=mentions.sum(axis=1),
        coders=_distinct(given, "coder"),
        own_segments=np.bincount(given.segments["at_code"], minlength=len(tree)),
        unused=mentions.sum(axis=1) == 0,
        first=_extreme(own.min(), tree, min),
        last=_extreme(own.max(), tree, max),
    )
    typed = found[[column.name for column in CODE_TREE]].astype({column.name: column.dtype for column in CODE_TREE})
    return of_phases(typed, project)


def _distinct(given: Incidence, column: str) -> Counts:
    """How many different documents or coders gave each code, or one under it."""
    owners, names = pd.factorize(given.segments[column])
    known = owners >= 0
    table = np.zeros((len(given.tree), len(names)), "int64")
    np.add.at(table, (given.segments["at_code"].to_numpy()[known], owners[known]), 1)
    return np.asarray((given.tree.add_up(table) > 0).sum(axis=1), "int64")


def _extreme(dates: "pd.Series[str]", tree: Tree, choose: Callable[..., str]) -> "pd.Series[str]":
    """The first or last of the dates of each code and those under it, from the bottom up."""
    given = dates.reindex(range(len(tree)))
    found = [date if isinstance(date, str) else None for date in given.tolist()]
    parents = tree.places(tree.codes["parent"])
    for place in range(len(tree) - 1, -1, -1):
        above, mine = int(parents[place]), found[place]
        if tree.levels[place] and mine is not None:
            found[above] = choose(date for date in (found[above], mine) if date is not None)
    return pd.Series(found, dtype="str")
