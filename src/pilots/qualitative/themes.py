"""How many people speak of each theme: counts of cases, not of mentions."""

from collections.abc import Sequence

import pandas as pd

from pilots.errors import PilotsError, did_you_mean
from pilots.qualitative.project import QualitativeProject
from pilots.statistics.proportions import wilson
from pilots.vocabulary import Column, frame

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
    tree = _branches(project.codes, _root(project.codes, under))
    base = len(project.all_units())
    given = project.segments.assign(unit=project.units()).merge(_upwards(project.codes), on="code")
    cases, segments = given.groupby("above")["unit"].nunique(), given.groupby("above")["segment"].nunique()
    rows = []
    for row in tree:
        n = int(cases.get(row["code"], 0))
        low, high = wilson(n, base, ci=ci) if base else (float("nan"), float("nan"))
        rows.append(
            row
            | {"cases": n, "base": base, "segments": int(segments.get(row["code"], 0))}
            | {"share": n / base if base else None, "ci_low": low, "ci_high": high}
        )
    return frame(THEMES, rows)


def count_cases(project: QualitativeProject, names: Sequence[str]) -> tuple[int, int]:
    """In how many cases any of some codes occurs, and how many cases there are; see `themes`.

    Parameters
    ----------
    names
        Names, paths (`Theme > Code`) or ids of codes; a code stands for those under it too.

    Raises
    ------
    PilotsError
        When the code book holds codes, but not one of these.

    Examples
    --------
    >>> count_cases(QualitativeProject(), ["welcome"])
    (0, 0)
    """
    codes = project.codes
    wanted: set[str] = set()
    for name in names if len(codes) else ():
        same = [codes[column].str.casefold() == name.casefold() for column in ("name", "path", "code")]
        found = codes.loc[same[0] | same[1] | same[2], "code"]
        if found.empty:
            raise PilotsError(f"the code book holds no code '{name}'", mend=did_you_mean(name, codes["name"]))
        wanted |= set(found)
    above = _upwards(codes)
    under = above.loc[above["above"].isin(wanted), "code"]
    units = project.units().loc[project.segments["code"].isin(under)]
    return int(units.nunique()), len(project.all_units())


def top_codes(codes: pd.DataFrame) -> pd.Series:
    """The code at the top of each code's branch: a Series of ids, indexed by id."""
    above = dict(zip(codes["code"], codes["parent"], strict=True))

    def top(code: str) -> str:
        parent = above.get(code)
        return top(parent) if isinstance(parent, str) and parent in above else code

    return pd.Series({code: top(code) for code in above}, dtype="str")


def _root(codes: pd.DataFrame, under: str | None) -> str | None:
    if under is None or codes.empty:
        return None
    named = codes.loc[(codes["name"].str.casefold() == under.casefold()) | (codes["code"] == under), "code"]
    if named.empty:
        raise PilotsError(f"the code book holds no code '{under}'", mend=did_you_mean(under, codes["name"]))
    return str(named.iloc[0])


def _branches(codes: pd.DataFrame, root: str | None) -> list[dict[str, object]]:
    """The codes under a root, parents first, each with the top of its branch and its level."""
    rows: list[dict[str, object]] = []
    known: dict[str, tuple[str, int]] = {}
    for code, parent, name in zip(codes["code"], codes["parent"], codes["name"], strict=True):
        at_top = parent == root if root else not isinstance(parent, str)
        if at_top or parent in known:
            theme, level = (name, 0) if at_top else (known[parent][0], known[parent][1] + 1)
            known[code] = (theme, level)
            rows.append({"code": code, "name": name, "theme": theme, "level": level})
    return rows


def _upwards(codes: pd.DataFrame) -> pd.DataFrame:
    """Each code with itself and every code above it: code, above."""
    parents = dict(zip(codes["code"], codes["parent"], strict=True))
    pairs: list[tuple[str, str]] = []
    for code in parents:
        above = code
        while isinstance(above, str) and above in parents:
            pairs.append((code, above))
            above = parents[above]
    return pd.DataFrame(pairs, columns=["code", "above"], dtype="str")
