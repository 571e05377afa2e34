"""Do coders agree? Percent and coefficients over characters, passages, sentences, paragraphs or documents, code by code and over all."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError, did_you_mean
from pilots.qualitative.document_sums import Codes, Judged
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.unitising import OVERLAP, Units, unitise
from pilots.statistics.agreement_bootstrap import drawn_units
from pilots.statistics.agreement_coefficients import EXPECTED
from pilots.statistics.agreement_methods import AgreementMethod
from pilots.statistics.samples import EVERYONE, Values, at_most

FEWEST_DOCUMENTS = 5
"""Documents below which there is no interval."""
DRAWS = 2_000
COEFFICIENTS = ("percent_agreement", "krippendorff_alpha")
SETS = ("same", "jaccard", "masi")
METHODS = {
    "characters": "over the characters of texts that two or more coders coded; interval by bootstrap over documents",
    "segments": "over the passages that somebody marked in texts that two or more coders coded; interval by bootstrap over documents",
    "sentences": "over the sentences of texts that two or more coders coded; interval by bootstrap over documents",
    "paragraphs": "over the paragraphs of texts that two or more coders coded; interval by bootstrap over documents",
    "documents": "over the documents that two or more coders coded; interval by bootstrap over documents",
}
"""How it was made, by the unit."""
TOO_MANY_SETS = "cannot tell: too many different sets of codes for this coefficient"
_MOST_SETS = 3_000
_OF_TWO = {"cohen_kappa", "scott_pi"}

Row = dict[str, object]


def agreement(
    project: QualitativeProject,
    *,
    unit: str = "characters",
    level: "str | int" = "theme",
    coefficients: Sequence[str] = COEFFICIENTS,
    uncoded: bool = True,
    overlap: float = OVERLAP,
    sets: str = "same",
    pairs: bool = False,
    ci: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Agreement between coders, code by code and over all codes.

    Of a code the value of a unit is whether the coder gave it there; over all codes it is the set of codes given there. A coder who
    coded nothing in a document did not judge it: there the coder's values are missing, which is not the same as no code. Only documents that two
    or more coders coded count.

    Parameters
    ----------
    project
        With segments of several coders.
    unit
        `characters`, `segments` (passages), `sentences`, `paragraphs` or `documents`; see `unitising.unitise`.
    level
        Which codes: `theme`, `code` (each as it was given), or a level of the code tree from 0 on.
    coefficients
        Names as `statistics.agreement` has them; two coders for Cohen's kappa and Scott's pi.
    uncoded
        Whether units in which nobody gave any code count: they are most of a text, and on them all agree.
    overlap
        For segments: from which share in common on two passages are the same one.
    sets
        Over all codes: whether two sets must be the `same`, or how far apart they are: `jaccard` (1 - common / all) or `masi` (Passonneau 2006,
        which halves the distance again where one set holds the other). Only percent agreement and alpha take distances.
    pairs
        Whether to add rows for each pair of coders, as "A & B", the coders being A, B, C … in alphabetical order of their names.
    ci, seed
        Level of the intervals, and seed of the bootstrap.

    Returns
    -------
    DataFrame
        An estimates frame: for each code that was given, and for "all", a row a coefficient; then `coders`, how many coded, with n the
        documents that two or more coded. n counts units (characters), n_missing those of other documents. Where only one value occurs a coefficient
        is not defined: it is missing and `method` says so. No row where no document was coded by two.

    Raises
    ------
    PilotsError
        When there is no such unit, level, coefficient or way to compare sets.

    Notes
    -----
    Units of one text are not independent of each other, so the interval is that of a bootstrap over whole documents (percentiles of 2,000
    seeded draws, each with its exact coefficient); below five documents there is none. Percent agreement over sets with a distance is one less the
    mean distance of two coders. Passages that overlap by less than `overlap` are units of their own, which the other coder did not mark: so
    MAXQDA counts them. Krippendorff's alpha for unitising (u-alpha), which also compares where passages begin and end, is not given: over
    characters a difference in length counts by the characters.

    References
    ----------
    Krippendorff, K. (2019). *Content analysis* (4th ed.), chapter 12. Sage.
    Passonneau, R. (2006). Measuring agreement on set-valued items (MASI). *LREC 2006*.

    Examples
    --------
    >>> agreement(QualitativeProject()).empty
    True
    """
    _require(coefficients, sets)
    units = unitise(project, unit=unit, level=level, overlap=overlap)
    units = units if uncoded else units.coded()
    if not len(units.frame) or not len(units.codes):
        return vocabulary.estimates()
    if len(units.coders) > 2 and not pairs and (two := _OF_TWO & set(coefficients)):
        raise PilotsError(f"{min(two)} is for two coders", mend="Set `pairs`, or take conger_kappa or fleiss_kappa.")
    lines, everyone = _lines(units, seed), list(range(len(units.coders)))
    groups = {EVERYONE: everyone}
    if pairs:
        groups |= {f"{_letter(a)} & {_letter(b)}": [a, b] for a, b in combinations(everyone, 2)}
    judged = {group: Judged.by(units, coders) for group, coders in groups.items()}
    rows: list[Row] = []
    for name, values, distance in [*_of_codes(units), _of_sets(units, sets)]:
        for group, one in judged.items():
            names = [known for known in coefficients if len(groups[group]) == 2 or known not in _OF_TWO]
            found = _rows(one, values[:, groups[group]], distance, names, lines, METHODS[unit], ci)
            rows += [{"variable": name, "group": group, "ci_level": ci} | row for row in found]
    counted: Row = {"variable": "all", "group": EVERYONE, "statistic": "coders", "estimate": len(everyone)}
    counted |= {"n": int(pd.Series(units.text).nunique()), "n_missing": 0, "method": _plain(METHODS[unit])}
    return vocabulary.estimates([*rows, counted])


def _require(coefficients: Sequence[str], sets: str) -> None:
    for name in coefficients:
        if name not in EXPECTED:
            raise PilotsError(f"there is no coefficient '{name}'", mend=did_you_mean(name, EXPECTED))
    if sets not in SETS:
        raise PilotsError(f"sets can't be compared by '{sets}'", mend=did_you_mean(sets, SETS))


def _letter(coder: int) -> str:
    """A, B, C … for the coders, so that nobody's name is shown."""
    return chr(ord("A") + coder) if coder < 26 else f"{coder + 1}"


def _lines(units: Units, seed: int) -> Values:
    """How often each document counts: in the first line once, then as often as it is drawn."""
    documents = int(units.text.max()) + 1
    held = np.bincount(units.text, minlength=documents) > 0
    lines = np.zeros((1 + (DRAWS if held.sum() >= FEWEST_DOCUMENTS else 0), documents))
    lines[0, held] = 1
    if len(lines) > 1:
        lines[1:, held] = np.concatenate(list(drawn_units(np.ones(int(held.sum())), DRAWS, seed)))
    return lines


Valued = tuple[str, Codes, Values | None]
"""What is compared: its name, the value that each coder gave each unit (-1 for none), and how far values lie apart."""


def _of_codes(units: Units) -> Iterator[Valued]:
    for name, plane in zip(units.codes["name"], units.given, strict=True):
        yield str(name), np.where(units.judged, plane.view("int8"), -1), None


def _of_sets(units: Units, sets: str) -> Valued:
    """All codes together: the set of codes given, numbered."""
    packed = np.ascontiguousarray(np.packbits(units.given, axis=0).transpose(1, 2, 0)).reshape(units.judged.size, -1)
    found, value = np.unique(packed.view(f"V{packed.shape[1]}").ravel(), return_inverse=True)
    members = np.unpackbits(found.view("uint8").reshape(len(found), -1), axis=1)[:, : len(units.given)]
    values = np.where(units.judged, value.reshape(units.judged.shape), -1)
    return "all", values, None if sets == "same" else _set_distance(members.astype("float64"), sets)


def _set_distance(members: Values, sets: str) -> Values:
    """How far sets (rows of 0 and 1) lie apart; two empty sets are the same."""
    at_most(len(members), _MOST_SETS, "different sets of codes")
    common, size = members @ members.T, members.sum(axis=1)
    either = size[:, None] + size - common
    jaccard = np.divide(common, either, out=np.ones_like(common), where=either > 0)
    apart: Values = 1 - jaccard
    if sets == "jaccard":
        return apart
    nested = common == np.minimum(size[:, None], size)
    monotone = np.select([jaccard == 1, nested & (common > 0), common > 0], [1.0, 2 / 3, 1 / 3], 0.0)
    masi: Values = 1 - jaccard * monotone
    return masi


def _rows(
    judged: Judged, values: Codes, distance: Values | None, names: Sequence[str], lines: Values, method: str, ci: float
) -> list[Row]:
    about: Row = {"n": judged.n, "n_missing": judged.n_missing}
    sums = judged.sums(values, lines.shape[1], distance) if judged.n else None
    rows = []
    for name in names:
        if sums is None:
            told: Row = {"method": AgreementMethod.NOT_RATED_TWICE.value}
        elif name in COEFFICIENTS:
            told = _told(sums.percent(lines) if name == COEFFICIENTS[0] else sums.alpha(lines), method, ci)
        else:
            found = judged.coefficient(name, values, lines)
            told = {"method": TOO_MANY_SETS} if found is None else _told(found, method, ci)
        rows.append(about | {"statistic": name} | told)
    return rows


def _told(found: Values, method: str, ci: float) -> Row:
    if not np.isfinite(found[0]):
        return {"method": AgreementMethod.ONE_RATING.value}
    drawn = found[1:][np.isfinite(found[1:])]
    if len(drawn) < DRAWS / 2:
        return {"estimate": float(found[0]), "method": _plain(method)}
    low, high = np.quantile(drawn, [(1 - ci) / 2, (1 + ci) / 2])
    return {"estimate": float(found[0]), "ci_low": float(low), "ci_high": float(high), "method": method}


def _plain(method: str) -> str:
    """The method where there is no interval."""
    return method.partition(";")[0]
