"""Do coders agree? Krippendorff's alpha over the characters of texts that several of them coded."""

from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.themes import top_codes

FEWEST_DOCUMENTS = 5
"""Documents below which there is no interval."""
DRAWS = 2_000
METHOD = "nominal, over the characters of texts that two or more coders coded; interval by bootstrap over documents"

Matrix = np.ndarray[tuple[int, int], np.dtype[np.int64]]


def agreement(project: QualitativeProject, *, ci: float = 0.95, seed: int = 0) -> pd.DataFrame:
    """Agreement between coders, theme by theme and over all themes.

    Every character of a document that at least two coders coded is a unit. For a theme its value is whether
    the coder gave the theme (or a code under it) there; over all, it is the set of themes given there. A
    coder who coded nothing in a document did not judge it: those characters are missing for that coder, not
    uncoded.

    Parameters
    ----------
    project
        With segments that hold positions; documents without text don't count.
    ci, seed
        Level of the interval, and seed of the bootstrap.

    Returns
    -------
    DataFrame
        An estimates frame. variable is a theme's name or "all"; statistic is `krippendorff_alpha` (nominal);
        n counts characters, n_missing those of documents that fewer than two coders coded. Where all
        characters have the same value alpha is not defined: it is missing and `method` says so. No row where
        no document was coded by two.

    Notes
    -----
    α = 1 - (n - 1) D / (n² - Σ n_k²), with n_k the values k that can be paired, n their sum, and D the values that
    differ within a unit, each unit's m² - Σ m_k² divided by m - 1. The characters of a text are not independent of
    each other, so the interval is that of a bootstrap over whole documents (percentiles of 2,000 seeded draws);
    below five documents there is none.

    References
    ----------
    Krippendorff, K. (2019). *Content analysis* (4th ed.), chapter 12. Sage.

    Examples
    --------
    >>> agreement(QualitativeProject()).empty
    True
    """
    placed = project.segments.dropna(subset=["start", "end", "coder"])
    placed = placed.assign(theme=placed["code"].map(top_codes(project.codes))).dropna(subset=["theme"])
    shared = [document for document, by in placed.groupby("document")["coder"] if by.nunique() >= 2]
    lengths = project.documents.set_index("document")["characters"].dropna().astype("int64")
    shared = [document for document in shared if document in lengths.index]
    placed = placed.loc[placed["document"].isin(shared)]
    if not shared:
        return vocabulary.estimates()
    layout = _Layout(placed, {document: int(lengths[document]) for document in shared})
    names = dict(zip(project.codes["code"], project.codes["name"], strict=True))
    themes = [code for code in project.codes["code"] if code in set(placed["theme"])]
    marks = {theme: layout.marks(placed.loc[placed["theme"] == theme]) for theme in themes}
    missing = int(lengths.sum()) - layout.characters
    about = {"group": "all", "statistic": "krippendorff_alpha", "n": layout.characters, "n_missing": missing}
    return vocabulary.estimates(
        {"variable": names.get(theme, theme), **about, **_alpha(values, list(layout.lengths.values()), ci, seed)}
        for theme, values in {**marks, "all": _sets(list(marks.values()))}.items()
    )


class _Layout:
    """Where each document's characters stand when documents are laid end to end, a row a coder."""

    def __init__(self, placed: pd.DataFrame, lengths: Mapping[Hashable, int]) -> None:
        self.coders = sorted(placed["coder"].unique())
        self.lengths = lengths
        self.offsets = dict(zip(lengths, np.cumsum([0, *lengths.values()]).tolist(), strict=False))
        self.characters = sum(lengths.values())
        self.blank = np.full((len(self.coders), self.characters), -1, dtype=np.int64)
        for document, coder in placed[["document", "coder"]].drop_duplicates().itertuples(index=False):
            here = self.offsets[document]
            self.blank[self.coders.index(coder), here : here + lengths[document]] = 0

    def marks(self, segments: pd.DataFrame) -> Matrix:
        """1 where a coder gave it, 0 where not, -1 where the coder did not judge."""
        values = self.blank.copy()
        for document, coder, start, end in segments[["document", "coder", "start", "end"]].itertuples(index=False):
            here, length = self.offsets[document], self.lengths[document]
            values[self.coders.index(coder), here + min(start, length) : here + min(end, length)] = 1
        return values


def _sets(marks: list[Matrix]) -> Matrix:
    """The set of themes at each character as one number; -1 where the coder did not judge."""
    values = np.zeros_like(marks[0])
    for mark in marks:
        _, values = np.unique(2 * values + (mark == 1), return_inverse=True)
        values = values.reshape(mark.shape)
    return np.where(marks[0] < 0, -1, values)


def _alpha(values: Matrix, lengths: list[int], ci: float, seed: int) -> dict[str, object]:
    kinds = np.unique(values[values >= 0])
    if len(kinds) < 2:
        return {"method": "not defined: all characters have the same value"}
    import krippendorff

    ratings = np.where(values < 0, np.nan, np.searchsorted(kinds, values).astype("float64"))
    alpha = float(krippendorff.alpha(reliability_data=ratings, level_of_measurement="nominal"))
    found: dict[str, object] = {"estimate": alpha, "method": METHOD}
    if len(lengths) < FEWEST_DOCUMENTS:
        return found
    low, high = _interval(values, kinds, lengths, ci, seed)
    return found | {"ci_low": low, "ci_high": high, "ci_level": ci}


def _interval(
    values: Matrix, kinds: "np.ndarray[tuple[int], np.dtype[np.int64]]", lengths: list[int], ci: float, seed: int
) -> tuple[float, float]:
    """Percentiles of alpha over documents drawn with replacement."""
    differing, totals = [], []
    for document in np.split(values, np.cumsum(lengths)[:-1], axis=1):
        counts = np.array([(document == kind).sum(axis=0) for kind in kinds], dtype="float64")
        given = counts.sum(axis=0)
        paired = given > 1
        within = (given**2 - (counts**2).sum(axis=0))[paired] / (given[paired] - 1)
        differing.append(within.sum())
        totals.append(counts[:, paired].sum(axis=1))
    drawn = np.random.default_rng(seed).integers(len(lengths), size=(DRAWS, len(lengths)))
    sums = np.array(totals)[drawn].sum(axis=1)
    n = sums.sum(axis=1)
    chance = n**2 - (sums**2).sum(axis=1)
    defined = chance > 0
    alphas = 1 - (n[defined] - 1) * np.array(differing)[drawn].sum(axis=1)[defined] / chance[defined]
    low, high = np.quantile(alphas, [(1 - ci) / 2, (1 + ci) / 2])
    return float(low), float(high)
