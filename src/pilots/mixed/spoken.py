"""Who spoke of what, looked up often; and how much was said of each theme."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pilots.qualitative import QualitativeProject
from pilots.qualitative.incidence import Incidence, with_all_above
from pilots.qualitative.tree import Counts
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
        self.given = Incidence.of(project)
        self.tree = self.given.tree
        self.cases: tuple[str, ...] = tuple(self.given.units)
        names, paths = self.tree.codes["name"], self.tree.codes["path"]
        self.labels: list[str] = paths.where(names.duplicated(keep=False), names).tolist()
        self._spoke = self.given.cases()
        self._places: dict[str, list[int]] = {}

    def places(self, names: Sequence[str]) -> list[int]:
        """The places in the code tree of codes by name, path (`Theme > Code`) or id.

        Raises
        ------
        PilotsError
            When the code book holds codes, but not one of these.
        """
        for name in names:
            if name not in self._places:
                self._places[name] = [int(place) for place in self.tree.find([name])]
        return list(dict.fromkeys(place for name in names for place in self._places[name]))

    def of(self, names: Sequence[str]) -> list[str]:
        """The cases that spoke of any of some codes."""
        spoke = np.flatnonzero(self._spoke[self.places(names)].any(axis=0))
        return [self.cases[place] for place in spoke]

    def counts(self, cases: Sequence[str] | None = None) -> Counts:
        """How many cases, or of some cases how many, spoke of the code at each place."""
        own = self._spoke if cases is None else self._spoke[:, np.isin(self.cases, list(cases))]
        return np.asarray(own.sum(axis=1), "int64")

    def above(self, code: str, cases: Sequence[str]) -> tuple[int, ...]:
        """How many of some cases spoke of each code above the first that bears a label, from the top down."""
        return tuple(self.counts(cases)[self.tree.above(self.labels.index(code))].tolist())

    def flags(self, codes: Sequence[str] | None = None) -> pd.DataFrame:
        """A row a case (the index), a column a code by its label: 1 where the case spoke of it, else 0."""
        places = list(range(len(self.tree))) if codes is None else self.places(codes)
        spoke = self._spoke[places].T.astype("int64")
        labels = pd.Index([self.labels[place] for place in places], dtype="str")
        return pd.DataFrame(spoke, index=pd.Index(self.cases, name="case", dtype="str"), columns=labels)


def intensity(project: QualitativeProject, codes: Sequence[str] | None = None) -> pd.DataFrame:
    """How much is said of each code: passages per 1,000 words, beside the number of cases.

    Long speakers weigh more in it, so the number of cases comes first. `qualitative.themes` gives the share of cases with its
    interval, `qualitative.case_codes` the codes as 0/1 variables of cases, `by_case` these beside scores.

    Parameters
    ----------
    project
        With its code tree and texts.
    codes
        Names, paths or ids of codes; left out, all of them.

    Returns
    -------
    DataFrame
        A row a code: code, name, cases, base, mentions, words, per_1000.

    Raises
    ------
    PilotsError
        When the code book holds codes, but not one of these.

    Notes
    -----
    Sandelowski, M., Voils, C. I. & Knafl, G. (2009). On quantitizing. *Journal of Mixed Methods Research* 3(3), 208-222.

    Examples
    --------
    >>> intensity(QualitativeProject()).columns.tolist()
    ['code', 'name', 'cases', 'base', 'mentions', 'words', 'per_1000']
    """
    spoken = Spoken(project)
    words = sum(len(text.split()) for text in project.texts.values())
    mentions = _mentions(with_all_above(spoken.given.segments, spoken.tree))
    rows = []
    for place in range(len(spoken.tree)) if codes is None else spoken.places(codes):
        code, said = spoken.tree.codes["code"].iloc[place], int(mentions.get(place, 0))
        rows.append(
            {
                "code": code, "name": spoken.labels[place], "cases": len(spoken.of([code])), "base": len(spoken.cases),
                "mentions": said, "words": words, "per_1000": 1000 * said / words if words else None,
            }
        )  # fmt: skip
    return frame(INTENSITY, rows)


def _mentions(given: pd.DataFrame) -> "pd.Series[int]":
    """Passages of each code, those that overlap in a document taken together; by place in the code tree."""
    ordered = given.assign(
        start=given["start"].fillna(0).astype("int64"), end=given["end"].fillna(np.iinfo("int64").max).astype("int64")
    ).sort_values(["at_code", "document", "start", "end"], kind="stable")
    reached = ordered.groupby(["at_code", "document"])["end"].cummax()
    before = reached.groupby([ordered["at_code"], ordered["document"]]).shift()
    fresh = before.isna() | (ordered["start"] >= before)
    return fresh.astype("int64").groupby(ordered["at_code"]).sum()
