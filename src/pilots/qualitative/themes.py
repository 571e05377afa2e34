"""How many people speak of each theme: counts of cases, not of mentions."""

import numpy as np
import pandas as pd

from pilots.qualitative.incidence import Incidence
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.tree import Counts, Tree
from pilots.statistics.proportions import wilson
from pilots.vocabulary import Column

PHASES, SEVERAL, ATTRIBUTE = "phases", "several", "attribute"
"""Under these names a frame of cases remembers of which phases they are, whether some are of several, and what makes groups (`DataFrame.attrs`)."""
THEMES = (
    Column("code", "str", "Code", "its id"),
    Column("name", "str", "Code", "as the code book calls it"),
    Column("theme", "str", "Theme", "the code at the top of its branch"),
    Column("level", "Int64", "Level", "0 for a theme, 1 for a code under it, and so on"),
    Column("cases", "Int64", "Cases", "cases in which it, or a code under it, was given", "n"),
    Column("base", "Int64", "Base", "all cases there are", "N"),
    Column("segments", "Int64", "Segments", "how often it, or a code under it, was given"),
    Column("share", "float64", "Share", "cases / base"),
    Column("ci_low", "float64", "Lower limit", "lower limit of the Wilson interval"),
    Column("ci_high", "float64", "Upper limit", "upper limit of the Wilson interval"),
)


def themes(project: QualitativeProject, *, under: str | None = None, ci: float = 0.95) -> pd.DataFrame:
    """Count the cases in which each code occurs.

    A case is an interviewed person or group. A document that belongs to no case, or to several at once,
    counts as a case of its own. A code occurs where it or any code under it was given, by any coder.

    Parameters
    ----------
    project
        With its code tree.
    under
        Only the codes under the code with this name (or id); its children are then the themes.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        One row a code, in the order of the code tree: code, name, theme, level, cases, base, segments,
        share (0 to 1), ci_low, ci_high. Without cases share and interval are missing.

    Raises
    ------
    PilotsError
        When the code book holds codes, but none called `under`.

    Notes
    -----
    The interval is Wilson's [1]_: cases are seldom a random sample, so it shows how little few cases can say.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
       *JASA* 22, 209-212.

    Examples
    --------
    >>> themes(QualitativeProject()).empty
    True
    """
    given = Incidence.of(project)
    tree, base = given.tree, len(given.units)
    mentions = given.mentions()
    cases = (mentions > 0).sum(axis=1)
    shown, level, top = _shown(tree, under)
    names = tree.codes["name"].to_numpy()
    found = pd.DataFrame(
        {
            "code": tree.codes["code"].to_numpy()[shown], "name": names[shown], "theme": names[top[shown]],
            "level": tree.levels[shown] - level, "cases": cases[shown], "base": base,
            "segments": mentions.sum(axis=1)[shown], "share": cases[shown] / base if base else float("nan"),
        }
    )  # fmt: skip
    limits = {n: wilson(n, base, ci=ci) for n in set(found["cases"].tolist())}
    found["ci_low"], found["ci_high"] = ([limits[n][side] for n in found["cases"].tolist()] for side in (0, 1))
    return of_phases(found.astype({column.name: column.dtype for column in THEMES}), project)


def of_phases(found: pd.DataFrame, project: QualitativeProject) -> pd.DataFrame:
    """The same frame, which remembers in `attrs` of which phases its cases are, and whether some are of several."""
    documents = project.documents.assign(phase=project.documents["phase"].fillna(""))
    of_cases = project.cases.merge(documents[["document", "phase"]], on="document")
    found.attrs[PHASES] = tuple(sorted(documents["phase"].unique()))
    found.attrs[SEVERAL] = bool(of_cases.groupby("case")["phase"].nunique().gt(1).any())
    return found


def _shown(tree: Tree, under: str | None) -> tuple[Counts, int, Counts]:
    """The places of the codes to show, the level of the highest, and of every place that of its theme."""
    if under is None or not len(tree):
        return np.arange(len(tree)), 0, tree.tops
    root = int(tree.find([under])[0])
    shown = np.arange(root + 1, tree.ends[root])
    level = int(tree.levels[root]) + 1
    top = np.zeros(len(tree), "int64")
    top[shown] = np.maximum.accumulate(np.where(tree.levels[shown] == level, shown, 0))
    return shown, level, top
