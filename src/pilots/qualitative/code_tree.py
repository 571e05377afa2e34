"""The code book with what was coded with it: how often, by whom, and which codes were never used."""

import numpy as np
import pandas as pd

from pilots.qualitative.incidence import Incidence, with_all_above
from pilots.qualitative.project import QualitativeProject
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
    upward = with_all_above(given.segments, tree)
    distinct = upward.groupby("at_code")[["document", "coder"]].nunique().reindex(range(len(tree)), fill_value=0)
    dated = upward.groupby("at_code")["created"].agg(["min", "max"]).reindex(range(len(tree)))
    found = tree.codes[["code", "name", "path", "description"]].assign(
        level=tree.levels,
        cases=(mentions > 0).sum(axis=1),
        base=len(given.units),
        documents=distinct["document"],
        segments=mentions.sum(axis=1),
        coders=distinct["coder"],
        own_segments=np.bincount(given.segments["at_code"], minlength=len(tree)),
        unused=mentions.sum(axis=1) == 0,
        first=dated["min"],
        last=dated["max"],
    )
    return found[[column.name for column in CODE_TREE]].astype({column.name: column.dtype for column in CODE_TREE})
