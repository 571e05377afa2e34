"""Which codes go together: in the same case, the same document, the same passage, or near each other."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError, did_you_mean
from pilots.qualitative.incidence import Incidence
from pilots.qualitative.matrices import labels
from pilots.qualitative.overlaps import near, paragraphs
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.themes import of_phases
from pilots.qualitative.tree import Counts, Tree
from pilots.vocabulary import Column

CO_OCCURRENCE = (
    Column("code_a", "str", "Code", "id of the one"),
    Column("code_b", "str", "Code", "id of the other"),
    Column("name_a", "str", "Code", "what the one is called"),
    Column("name_b", "str", "Code", "what the other is called"),
    Column("cases_a", "Int64", "Cases", "cases with the one (with count=mentions: how often it was given)", "n"),
    Column("cases_b", "Int64", "Cases", "cases with the other", "n"),
    Column("above_a", "object", "Cases above", "cases with each code above the one, from the top down", "n"),
    Column("above_b", "object", "Cases above", "cases with each code above the other, from the top down", "n"),
    Column("together", "Int64", "Together", "cases in which they go together (mentions: pairs of passages)", "n"),
    Column(
        "fewer",
        "Int64",
        "Fewer",
        "by how many less than where codes above these go together; the least, missing without",
    ),
    Column("base", "Int64", "Base", "all cases there are", "N"),
    Column("expected", "float64", "Expected", "cases with both, were they independent; missing for nearer than a case"),
    Column("counted", "str", "Counted", "cases or mentions"),
    Column("coefficient", "float64", "Coefficient", "together / (either); Jaccard's, with mentions ATLAS.ti's c"),
)
WITHIN = ("case", "document", "passage", "characters", "paragraphs")
MOST_CODES = 2_000


def co_occurrence(
    project: QualitativeProject,
    *,
    within: str = "case",
    distance: int = 0,
    count: str = "cases",
    codes: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Count for each pair of codes in how many cases they go together.

    Parameters
    ----------
    within
        What "together" means: in the same "case" or "document"; on passages that overlap ("passage"), whoever coded them; with at
        most `distance` "characters" between the passages, or in paragraphs at most `distance` apart ("paragraphs", 0: the same).
    distance
        See `within`.
    count
        "cases"; or "mentions", for passages: how many pairs of passages go together.
    codes
        Names, paths or ids; left out, all that occur. Each stands for those under it too.

    Returns
    -------
    DataFrame
        A row a pair of codes that occur, also where they never go together; most often together first: code_a, code_b, name_a,
        name_b, cases_a, cases_b, above_a, above_b, together, fewer, base, expected, counted, coefficient. A code and one under it are no pair. Passages are codings
        with a place: for passage and characters in a text, for paragraphs in a text that the project holds.

    Raises
    ------
    PilotsError
        When there is no such code, `within` or `count`, or there are more than 2,000 codes.

    Notes
    -----
    expected = n_a n_b / N. Jaccard (1901): n_ab / (n_a + n_b - n_ab). Of mentions the same formula is the c-coefficient of
    ATLAS.ti, which exceeds 1 where passages of one code each overlap several of the other. With few cases a coefficient says little:
    read the counts.

    Examples
    --------
    >>> co_occurrence(QualitativeProject()).empty
    True
    """
    if within not in WITHIN:
        raise PilotsError(f"codes can't go together within '{within}'", mend=did_you_mean(within, WITHIN))
    if count not in ("cases", "mentions") or (count == "mentions" and within in ("case", "document")):
        raise PilotsError(f"there is no way to count by '{count}' here", mend="Count cases; mentions of passages only.")
    given = Incidence.of(project)
    occurs = given.cases()
    asked = np.arange(len(given.tree)) if codes is None else np.sort(given.tree.find(codes))
    asked = asked[occurs[asked].any(axis=1)]
    # with the codes above, beside which a pair is told
    chosen = np.unique([*asked, *(place for one in asked for place in given.tree.above(int(one)))]).astype("int64")
    many = len(chosen) if within in ("case", "document") else len(given.tree)
    if many > MOST_CODES:
        raise PilotsError(f"{many} codes make too many pairs", mend="Name the codes to compare: codes=[...].")
    if count == "mentions":
        single = given.mentions()[chosen].sum(axis=1)
        together = _add_both(next(_met(given, project, within, distance)), given.tree, chosen)
    else:
        single = occurs[chosen].sum(axis=1)
        together = _cases(given, project, chosen, within, distance)
    met = _frame(given, chosen, single, together, count, asked=np.isin(chosen, asked), independent=within == "case")
    return of_phases(met, project)


def _frame(
    given: Incidence,
    chosen: Counts,
    single: Counts,
    together: Counts,
    count: str,
    *,
    asked: NDArray[np.bool_],
    independent: bool,
) -> pd.DataFrame:
    above = [np.searchsorted(chosen, given.tree.above(int(place))).astype("int64") for place in chosen]
    counts = np.fromiter((tuple(single[own].tolist()) for own in above), "object", len(chosen))
    fewer = _fewer(together, [int(own[-1]) if len(own) else -1 for own in above])
    a, b = np.triu_indices(len(chosen), 1)
    apart = (chosen[b] >= given.tree.ends[chosen[a]]) & asked[a] & asked[b]
    a, b = a[apart], b[apart]
    both, base = together[a, b], len(given.units)
    order = np.lexsort((b, a, -both))
    a, b, both = a[order], b[order], both[order]
    ids, names = given.tree.codes["code"].to_numpy(), np.array(labels(given.tree.codes), dtype="object")
    found = pd.DataFrame(
        {
            "code_a": ids[chosen[a]], "code_b": ids[chosen[b]], "name_a": names[chosen[a]], "name_b": names[chosen[b]],
            "cases_a": single[a], "cases_b": single[b], "above_a": counts[a], "above_b": counts[b], "together": both,
            "fewer": pd.array(fewer[a, b]).astype("Int64"), "base": base, "counted": count,
            "expected": single[a] * single[b] / base if independent and base else float("nan"),
            "coefficient": both / np.maximum(single[a] + single[b] - both, 1),
        }
    )  # fmt: skip
    return found.astype({column.name: column.dtype for column in CO_OCCURRENCE})


def _fewer(together: Counts, parents: list[int]) -> NDArray[np.float64]:
    """By how many less two codes go together than the nearest codes above them that do so more often; missing without."""
    more = np.full(together.shape, np.inf)
    for part, counts in ((more, together), (more.T, together.T)):
        for place, above in enumerate(parents):
            if above >= 0:
                nearest = np.where(counts[above] > counts[place], counts[above], part[above])
                part[place] = np.minimum(part[place], nearest)
    less: NDArray[np.float64] = more - together
    less[np.isinf(less)] = np.nan
    return less


def _cases(given: Incidence, project: QualitativeProject, chosen: Counts, within: str, distance: int) -> Counts:
    """In how many cases each pair of the chosen codes goes together."""
    if within == "case":
        occurs = given.cases()[chosen].astype("float32")
        return np.asarray(occurs @ occurs.T, "int64")
    found = np.zeros((len(chosen), len(chosen)), "int64")
    if within == "document":
        shared = given.segments.drop_duplicates(["document", "at_unit", "at_code"])
        for _, own in shared.groupby("at_unit"):
            texts = pd.factorize(own["document"])[0]
            marks = np.zeros((len(given.tree), int(texts.max()) + 1), "int64")
            marks[own["at_code"], texts] = 1
            rows = (given.tree.add_up(marks)[chosen] > 0).astype("float32")
            found += (rows @ rows.T > 0).astype("int64")
        return found
    for met in _met(given, project, within, distance, by_unit=True):
        found += _add_both(met, given.tree, chosen) > 0
    return found


def _add_both(pairs: Counts, tree: Tree, chosen: Counts) -> Counts:
    """Pairs of codes themselves as pairs of chosen codes with those under them."""
    above = np.ascontiguousarray(tree.add_up(pairs)[chosen].T)
    return np.asarray(tree.add_up(above)[chosen].T, "int64")


def _met(
    given: Incidence, project: QualitativeProject, within: str, distance: int, *, by_unit: bool = False
) -> Iterator[Counts]:
    """How many pairs of passages of each two codes lie near each other, as a square of codes; by unit, unit by unit."""
    placed = given.segments.dropna(subset=["start", "end"])
    reach = 0 if within == "passage" else distance + 1
    if within == "paragraphs":
        placed, reach = paragraphs(placed, project.texts), distance
    key = ["document", "at_unit", "at_code", "start", "end"]
    rows = placed[key].drop_duplicates() if by_unit else placed[key]
    text = pd.factorize(rows["document"])[0].astype("int64")
    start, end = (rows[name].to_numpy("int64") for name in ("start", "end"))
    code, unit = (rows[name].to_numpy("int64") for name in ("at_code", "at_unit"))
    n = len(given.tree)
    if not by_unit:
        square = np.zeros(n * n, "int64")
        for one, other in near(text, start, end, reach):
            square += np.bincount(code[one] * n + code[other], minlength=n * n)
        half = square.reshape(n, n)
        yield half + half.T
        return
    if not len(rows):
        return
    keys = [np.r_[0:0], *(_pairs(unit, code, n, *pair) for pair in near(text, start, end, reach))]
    every = np.unique(np.concatenate(keys))
    cuts = np.searchsorted(every, np.arange(1, len(given.units)) * n * n)
    for own, base in zip(np.split(every, cuts), range(len(given.units)), strict=True):
        if len(own):
            square = np.zeros(n * n, "int64")
            square[own - base * n * n] = 1
            half = square.reshape(n, n)
            yield np.maximum(half, half.T)


def _pairs(unit: Counts, code: Counts, n: int, one: Counts, other: Counts) -> NDArray[np.int64]:
    """Each pair of codes of a unit once; passages of two units of one text don't belong together."""
    same = unit[one] == unit[other]
    return np.unique((unit[one] * n + code[one])[same] * n + code[other][same])
