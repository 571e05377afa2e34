"""Who spoke of what: codes as 0/1 variables of cases, and how much was said of each."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from pilots.errors import PilotsError, did_you_mean
from pilots.qualitative import QualitativeProject
from pilots.vocabulary import Column, frame

INTENSITY = (
    Column("code", "str", "Code", "its id"),
    Column("name", "str", "Code", "as the code book calls it"),
    Column("cases", "Int64", "Cases", "cases that speak of it", "n"),
    Column("base", "Int64", "Base", "all cases there are", "N"),
    Column("mentions", "Int64", "Mentions", "passages with the code; those that overlap, of several coders, are one"),
    Column("words", "Int64", "Words", "in the texts of all documents"),
    Column("per_1000", "float64", "Per 1,000 words", "mentions per 1,000 words; missing without texts"),
)


class Spoken:
    """Which cases spoke of which codes; a code stands for those under it too.

    Parameters
    ----------
    project
        Documents, cases, codes and segments; a case is counted as `qualitative.themes` does.
    """

    def __init__(self, project: QualitativeProject) -> None:
        self.project = project
        self.codes = project.codes
        self.cases: tuple[str, ...] = tuple(project.all_units())

    def code_ids(self, names: Sequence[str]) -> list[str]:
        """The ids of codes by name, path (`Theme > Code`) or id, several where several are called so.

        Raises
        ------
        PilotsError
            When the code book holds codes, but not one of these.
        """
        found: list[str] = []
        for name in names if len(self.codes) else ():
            same = self._called.get(name.casefold())
            if not same:
                raise PilotsError(
                    f"the code book holds no code '{name}'", mend=did_you_mean(name, self.codes["name"].astype("str"))
                )
            found += same
        return list(dict.fromkeys(found))

    def of(self, names: Sequence[str]) -> frozenset[str]:
        """The cases that spoke of any of some codes."""
        none: frozenset[str] = frozenset()
        return none.union(*(self._speakers.get(code, none) for code in self.code_ids(names)))

    def flags(self, codes: Sequence[str] | None = None) -> pd.DataFrame:
        """A row a case (the index), a column a code by its label: 1 where the case spoke of it, else 0."""
        ids = list(self.codes["code"]) if codes is None else self.code_ids(codes)
        spoke = {
            self.labels[code]: np.isin(self.cases, list(self._speakers.get(code, ()))).astype("int64") for code in ids
        }
        return pd.DataFrame(spoke, index=pd.Index(self.cases, name="case", dtype="str"))

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each code is called: its name, or its path where several bear that name."""
        twice = self.codes["name"].duplicated(keep=False)
        return dict(zip(self.codes["code"], self.codes["path"].where(twice, self.codes["name"]), strict=True))

    @cached_property
    def upwards(self) -> pd.DataFrame:
        """The segments once for their code and once for every code above it, with `unit`, the case, and `above`, the code."""
        parents = dict(zip(self.codes["code"], self.codes["parent"], strict=True))
        pairs = []
        for code in parents:
            above = code
            while isinstance(above, str) and above in parents:
                pairs.append((code, above))
                above = parents[above]
        lines = pd.DataFrame(pairs, columns=["code", "above"], dtype="str")
        return self.project.segments.assign(unit=self.project.units()).merge(lines, on="code")

    @cached_property
    def _speakers(self) -> dict[str, frozenset[str]]:
        once = self.upwards[["above", "unit"]].drop_duplicates()
        return {str(code): frozenset(units) for code, units in once.groupby("above")["unit"]}

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        called: dict[str, list[str]] = {}
        for column in ("name", "path", "code"):
            for code, name in zip(self.codes["code"], self.codes[column], strict=True):
                same = called.setdefault(str(name).casefold(), [])
                if code not in same:
                    same.append(code)
        return called


def quantify(project: QualitativeProject, codes: Sequence[str] | None = None) -> pd.DataFrame:
    """Themes as 0/1 variables of cases, to join to scores.

    Parameters
    ----------
    project
        With its code tree.
    codes
        Names, paths or ids of codes; left out, all of them.

    Returns
    -------
    DataFrame
        A row a case (the index holds its id), a column a code by its name (its path where several are called so): 1 where
        it, or a code under it, was given to the case by any coder, else 0. For the researcher: a row is a person.
        `qualitative.themes` gives the share of cases of each code with its interval.

    Raises
    ------
    PilotsError
        When the code book holds codes, but not one of these.

    Notes
    -----
    A 0 says that the case did not speak of it, which is not that it does not hold (Sandelowski, Voils & Knafl 2009, On
    quantitizing, *Journal of Mixed Methods Research* 3(3), 208-222).

    Examples
    --------
    >>> quantify(QualitativeProject()).shape
    (0, 0)
    """
    return Spoken(project).flags(codes)


def intensity(project: QualitativeProject, codes: Sequence[str] | None = None) -> pd.DataFrame:
    """How much is said of each code: passages per 1,000 words, beside the number of cases.

    Long speakers weigh more in it, so the number of cases comes first.

    Parameters
    ----------
    project, codes
        As for `quantify`.

    Returns
    -------
    DataFrame
        A row a code: code, name, cases, base, mentions, words, per_1000.

    Raises
    ------
    PilotsError
        As for `quantify`.

    Examples
    --------
    >>> intensity(QualitativeProject()).columns.tolist()
    ['code', 'name', 'cases', 'base', 'mentions', 'words', 'per_1000']
    """
    spoken = Spoken(project)
    words = sum(len(text.split()) for text in project.texts.values())
    mentions = _mentions(spoken.upwards)
    rows = []
    for code in list(project.codes["code"]) if codes is None else spoken.code_ids(codes):
        said = int(mentions.get(code, 0))
        rows.append(
            {
                "code": code, "name": spoken.labels[code], "cases": len(spoken.of([code])), "base": len(spoken.cases),
                "mentions": said, "words": words, "per_1000": 1000 * said / words if words else None,
            }
        )  # fmt: skip
    return frame(INTENSITY, rows)


def _mentions(given: pd.DataFrame) -> "pd.Series[int]":
    """Passages of each code, those that overlap in a document taken together."""
    ordered = given.assign(
        start=given["start"].fillna(0).astype("int64"), end=given["end"].fillna(np.iinfo("int64").max).astype("int64")
    ).sort_values(["above", "document", "start", "end"], kind="stable")
    reached = ordered.groupby(["above", "document"])["end"].cummax()
    before = reached.groupby([ordered["above"], ordered["document"]]).shift()
    fresh = before.isna() | (ordered["start"] >= before)
    return fresh.astype("int64").groupby(ordered["above"]).sum()
