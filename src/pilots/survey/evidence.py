"""How strongly two self-generated codes speak for one person: likelihood ratios, element by element (Fellegi-Sunter)."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

SAME = "same code"
"""Of two codes that agree in everything."""
EMPTY = -1
"""Level of a comparison in which one of the two gave nothing."""
_CHUNK = 500
_PRIOR_PEOPLE = 20.0
_PRIOR_SAME = {True: 0.7, False: 0.9}
_CHANCE_SAME, _CHANCE_NEAR, _CHANCE_OTHER = 0.5, 0.5, 10.0
_LIKE_THE_REST = 5.0


@dataclass(frozen=True)
class Evidence:
    """What the codes of two waves say of every pair that could be one person.

    Parameters
    ----------
    i, j
        Positions in the first and the last wave, a pair an entry.
    levels
        A row a pair, a column an element: characters that differ (the last level is "and more"), `EMPTY` where one
        of the two gave nothing.
    log_chance
        Likewise: the logarithm of the probability that two people agree to this level.
    log_alike
        By pair: the logarithm of how much oftener than that two people agree in as many elements as these.
    off
        By pair: elements that differ or were left empty; characters that differ, where the code is a single text.
    single
        Whether the code is a single text.
    """

    i: Whole
    j: Whole
    levels: Whole
    log_chance: Floats
    log_alike: Floats
    off: Whole
    single: bool

    def same_person(self, probability: Floats) -> list[Floats]:
        """By element: how often each level occurs within one person, pairs counted by their probability.

        Begins at nine of ten elements (seven of ten whole codes) being given alike, worth 20 pairs.
        """
        found = []
        for levels in self.levels.T:
            known = levels != EMPTY
            top = max(int(levels.max(initial=1)), 1)
            counted = np.bincount(levels[known], probability[known], minlength=top + 1)
            alike = _PRIOR_SAME[self.single]
            guess = np.r_[alike, np.full(top, (1 - alike) / top)] * _PRIOR_PEOPLE
            found.append((counted + guess) / (counted + guess).sum())
        return found

    def log_ratio(self, same_person: Sequence[Floats]) -> Floats:
        """By pair: log of how much likelier its agreements are within one person than between two."""
        log_same = np.zeros_like(self.log_chance)
        for k, shares in enumerate(same_person):
            known = self.levels[:, k] != EMPTY
            log_same[known, k] = np.log(shares[self.levels[known, k]])
        total: Floats = (log_same - self.log_chance).sum(axis=1) - self.log_alike
        return total


def compare(first: pd.DataFrame, last: pd.DataFrame, variables: Sequence[str]) -> Evidence:
    """Compare the codes of two waves.

    Parameters
    ----------
    first, last
        The code variables as text; one row a respondent.
    variables
        The code variables.

    Returns
    -------
    Evidence
        Of the pairs that agree in enough: of three elements and fewer all but one, of more all but two; of a single
        text all but one character, all but two from five characters up, all but three from seven.

    Notes
    -----
    The chance of each level is counted in pairs of one wave, where two responses are two people, with (1/2, 1/2, 10)
    pairs of (same, each nearer level, other) added, so that it holds for a handful of people too. Where several
    elements make the code, the chance of the same answer is that of this answer: its share among the others of both
    waves, drawn towards the element's own chance as if five more people had been asked. A rare answer in common says
    more than a frequent one. Elements hang together (a mother's name and a town, through a language): pairs of one wave
    are counted by how many elements they agree in too, and the chance is that many times greater as these are more than
    independent elements would give.

    References
    ----------
    Fellegi, I. P., & Sunter, A. B. (1969). A theory for record linkage. Journal of the American Statistical
    Association, 64(328), 1183-1210.
    """
    here, there = (tidy(table, variables) for table in (first, last))
    single = len(variables) == 1
    i, j, levels, off = _agreeing(here, there, here, there)
    chances = [_chance(here[:, k], there[:, k]) for k in range(len(variables))]
    log_chance = [
        _log_chance(here[:, k], there[:, k], i, levels[:, k], chances[k], single) for k in range(len(variables))
    ]
    alike = np.zeros(len(i)) if single else np.log(_alike(here, there, chances))[off]
    return Evidence(i, j, levels, np.stack(log_chance, axis=1), alike, off, single)


def tidy(table: pd.DataFrame, variables: Sequence[str]) -> NDArray[np.object_]:
    """Codes without capitals, accents, spaces and signs: a row a respondent, a column a variable, "" where empty."""

    def plain(text: object) -> str:
        letters = unicodedata.normalize("NFKD", text if isinstance(text, str) else "").casefold()
        return "".join(letter for letter in letters if letter.isalnum())

    cells = [[plain(text) for text in row] for row in table[list(variables)].itertuples(index=False)]
    return np.array(cells, dtype=object).reshape(len(table), len(variables))


def agreement(one: Sequence[str], other: Sequence[str], variables: Sequence[str]) -> str:
    """In what two codes differ, without saying how they read.

    Parameters
    ----------
    one, other
        Two rows of `tidy`.
    variables
        What their elements are called.

    Examples
    --------
    >>> agreement(("ma", "12", "menen"), ("ma", "13", ""), ("mother", "day", "town"))
    'differs: day; empty: town'
    >>> agreement(("ma12",), ("ma31",), ("code",))
    '2 characters differ'
    """
    from rapidfuzz.distance import OSA

    if len(variables) == 1 and one[0] and other[0]:
        far = OSA.distance(one[0], other[0])
        return SAME if not far else "1 character differs" if far == 1 else f"{far} characters differ"
    elements = list(zip(variables, one, other, strict=True))
    said = {
        "differs": [name for name, a, b in elements if a and b and a != b],
        "empty": [name for name, a, b in elements if not (a and b)],
    }
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in said.items() if names) or SAME


def _agreeing(
    one: NDArray[np.object_], other: NDArray[np.object_], here: NDArray[np.object_], there: NDArray[np.object_]
) -> tuple[Whole, Whole, Whole, Whole]:
    """Pairs that agree in enough: positions in `one` and `other`, levels, and elements (or characters) off."""
    elements = one.shape[1]
    tops = [_top(here[:, k], there[:, k]) for k in range(elements)]
    most = tops[0] - 1 if elements == 1 else 1 if elements <= 3 else 2
    none = np.zeros(0, dtype=np.int64)
    parts = [(none, none, np.zeros((0, elements), dtype=np.int64), none)]
    for start in range(0, len(one), _CHUNK):
        levels = [_levels(one[start : start + _CHUNK, k], other[:, k], top) for k, top in enumerate(tops)]
        known = np.any([level != EMPTY for level in levels], axis=0)
        off = levels[0] if elements == 1 else np.sum([level != 0 for level in levels], axis=0)
        i, j = np.nonzero((off <= most) & known)
        parts.append((i + start, j, np.stack([level[i, j] for level in levels], axis=1), off[i, j]))
    i, j, kept, away = (np.concatenate(part) for part in zip(*parts, strict=True))
    return i, j, kept, away


def _top(here: NDArray[np.object_], there: NDArray[np.object_]) -> int:
    """The level "and more" of an element: by how long its answers mostly are."""
    lengths = [len(text) for text in (*here, *there) if text]
    usual = int(np.median(lengths)) if lengths else 1
    return 1 if usual == 1 else 2 if usual <= 4 else 3 if usual <= 6 else 4


def _levels(here: NDArray[np.object_], there: NDArray[np.object_], top: int) -> Whole:
    """A row a text here, a column a text there: how many characters were added, left out, changed or swapped."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    if not len(here) or not len(there):
        return np.zeros((len(here), len(there)), dtype=np.int64)
    far = cdist(here, there, scorer=OSA.distance, score_cutoff=top, dtype=np.uint8).astype(np.int64)
    empty = (here == "")[:, None] | (there == "")[None, :]
    return np.where(empty, EMPTY, np.minimum(far, top))


def _log_chance(
    here: NDArray[np.object_], there: NDArray[np.object_], i: Whole, levels: Whole, chance: Floats, single: bool
) -> Floats:
    """Of one element: log of the probability that two people agree to the level of each pair."""
    log_chance: Floats = np.where(levels == EMPTY, 0.0, np.log(chance[levels]))
    if single:
        return log_chance
    answers, counts = np.unique(_filled((*here, *there)), return_counts=True)
    shares = (counts - 1 + _LIKE_THE_REST * chance[0]) / (counts.sum() - 1 + _LIKE_THE_REST)
    share = dict(zip(answers, shares, strict=True))
    own = np.array([share.get(text, 1.0) for text in here])[i]
    return np.where(levels == 0, np.log(own), log_chance)


def _chance(here: NDArray[np.object_], there: NDArray[np.object_]) -> Floats:
    """By level: how often two people of one wave agree so far in an element."""
    top = _top(here, there)
    pairs = np.full(top + 1, _CHANCE_NEAR)
    pairs[0], pairs[-1] = _CHANCE_SAME, _CHANCE_OTHER
    for wave in (here, there):
        answers, counts = np.unique(_filled(wave), return_counts=True)
        for start in range(0, len(answers), _CHUNK):
            levels = _levels(answers[start : start + _CHUNK], answers, top)
            people = counts[start : start + _CHUNK, None] * counts[None, :]
            pairs += np.bincount(levels.ravel(), people.ravel(), minlength=top + 1) / 2
        pairs[0] -= counts.sum() / 2  # each with oneself
    shares: Floats = pairs / pairs.sum()
    return shares


def _alike(here: NDArray[np.object_], there: NDArray[np.object_], chances: Sequence[Floats]) -> Floats:
    """By number of elements off: pairs of one wave that are so near, as a multiple of what independence gives."""
    found, expected = np.zeros(3), np.zeros(3)
    for wave in (here, there):
        i, j, _, off = _agreeing(wave, wave, here, there)
        found += np.bincount(off[i < j], minlength=3)[:3]
        distribution = np.ones(1)
        for column, chance in zip(wave.T, chances, strict=True):
            both = np.mean(column != "") ** 2 * chance[0] if len(column) else 0.0
            distribution = np.convolve(distribution, [both, 1 - both])
        expected += len(wave) * (len(wave) - 1) / 2 * np.r_[distribution, 0.0][:3]
    return np.maximum((found + 1) / (expected + 1), 1.0)


def _filled(texts: Sequence[str] | NDArray[np.object_]) -> NDArray[np.object_]:
    return np.array([text for text in texts if text], dtype=object)
