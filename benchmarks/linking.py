"""How well two waves are linked by self-generated codes, against exact matching and recordlinkage."""

import itertools
import logging
import warnings
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

N, SEEDS, WRONG = 150, 20, 0.10
OVERLAPS = (0.70, 0.85, 1.00)
ELEMENTS = ("mother", "day", "month", "older", "town")
_LETTERS = "MAANFACHSAELKALINACAMOSOMEHARIVEINAMNILADOKHGRZOJOLEHEISBESIGEERALIROLLUTA"
MOTHERS = [f"{a}{b}" for a, b in zip(_LETTERS[::2], _LETTERS[1::2], strict=True)]
TOWNS = tuple("MKIBLGWRATODSVPZ")

ELEMENTWISE = ("recordlinkage, EM", "recordlinkage, EM, one to one")
ONE_TEXT = ("recordlinkage, Jaro-Winkler",)

Pairs = set[tuple[int, int]]
Linker = Callable[[pd.DataFrame, pd.DataFrame], Pairs]


def main() -> None:
    """Recall and precision of links at n = 150 in both waves, 10 % element errors, mean of 20 draws."""
    logging.disable(logging.WARNING)  # recordlinkage warns of every full index
    warnings.simplefilter("ignore")
    linkers: dict[str, Linker] = {
        "pilots": by_pilots,
        "exact matching": by_equality,
        "recordlinkage, EM": by_recordlinkage,
        "recordlinkage, EM, one to one": by_recordlinkage_once,
        "recordlinkage, Jaro-Winkler": by_likeness,
    }
    kinds = {
        "every element wrong with p = 0.10": each_element,
        "one element wrong in 10 % of the codes": one_element,
    }
    for (kind, spoil), composed in itertools.product(kinds.items(), (False, True)):
        print(f"  {kind}; {'one text, such as MA14032K' if composed else 'five variables'}")
        print(f"    {'':<32}" + "".join(f"   overlap {overlap:4.0%}      " for overlap in OVERLAPS))
        print(f"    {'':<32}" + "   recall  prec.   F1  " * len(OVERLAPS))
        for name, link in linkers.items():
            if name in (ONE_TEXT if not composed else ELEMENTWISE):
                continue
            cells = [score(link, spoil, composed, overlap) for overlap in OVERLAPS]
            print(f"    {name:<32}" + "".join(f"   {r:5.3f}  {p:5.3f}  {f:5.3f}" for r, p, f in cells))
        told = [calibration(spoil, composed, overlap) for overlap in OVERLAPS]
        print(
            f"    {'share of false links: estimated':<32}"
            + "".join(f"   {said:5.3f}               " for said, _ in told)
        )
        print(f"    {'                      true':<32}" + "".join(f"   {true:5.3f}               " for _, true in told))


def score(link: Linker, spoil: Callable[..., pd.DataFrame], composed: bool, overlap: float) -> tuple[float, ...]:
    """Mean recall, precision and F1 over the draws."""
    found = []
    for first, last, truth in draws(spoil, composed, overlap):
        pairs = link(first, last)
        right = len(pairs & truth)
        recall, precision = right / len(truth), right / len(pairs) if pairs else 1.0
        found.append((recall, precision, 2 * right / (len(pairs) + len(truth))))
    return tuple(np.mean(found, axis=0))


def calibration(spoil: Callable[..., pd.DataFrame], composed: bool, overlap: float) -> tuple[float, float]:
    """The share of false links that we estimate, and the true one."""
    links = said = false = 0.0
    for first, last, truth in draws(spoil, composed, overlap):
        found, pairs = _ours(first, last)
        links += len(pairs)
        said += found.attrs["false_share"] * len(pairs)
        false += len(pairs - truth)
    return said / links, false / links


def by_pilots(first: pd.DataFrame, last: pd.DataFrame) -> Pairs:
    return _ours(first, last)[1]


def by_equality(first: pd.DataFrame, last: pd.DataFrame) -> Pairs:
    """Codes that are the same and occur once in each wave."""
    columns = list(first.columns)
    once = [table.reset_index(names="at").drop_duplicates(columns, keep=False) for table in (first, last)]
    both = once[0].merge(once[1], on=columns)
    return set(zip(both["at_x"], both["at_y"], strict=True))


def by_recordlinkage(first: pd.DataFrame, last: pd.DataFrame) -> Pairs:
    """Agreement of each element, classified by expectation maximisation (Fellegi-Sunter)."""
    import recordlinkage

    agreement = _compared(first, last, exact=True)
    return set(recordlinkage.ECMClassifier().fit_predict(agreement))


def by_recordlinkage_once(first: pd.DataFrame, last: pd.DataFrame) -> Pairs:
    """The same, the likeliest link of each person only."""
    import recordlinkage

    classifier = recordlinkage.ECMClassifier()
    agreement = _compared(first, last, exact=True)
    classifier.fit(agreement)
    likely = classifier.prob(agreement)
    ranked = likely[likely > 0.5].sort_values(ascending=False)
    return set(recordlinkage.OneToOneLinking(method="greedy").compute(ranked.index))


def by_likeness(first: pd.DataFrame, last: pd.DataFrame) -> Pairs:
    """Jaro-Winkler similarity of 0.92 or more, the threshold with the best F1 here."""
    likeness = _compared(first, last, exact=False)["code"]
    return set(likeness.index[likeness >= 0.92])


def draws(
    spoil: Callable[..., pd.DataFrame], composed: bool, overlap: float
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame, Pairs]]:
    """Two waves of codes, and which rows of them are one person."""
    for seed in range(SEEDS):
        chance = np.random.default_rng(seed)
        both = round(N * overlap)
        everyone = people(2 * N - both, chance)
        back = chance.permutation(np.r_[0:both, N : 2 * N - both])
        waves = everyone.iloc[:N], spoil(everyone.iloc[back], chance)
        tables = [
            (wave.agg("".join, axis=1).to_frame("code") if composed else wave).reset_index(drop=True) for wave in waves
        ]
        yield tables[0], tables[1], {(int(who), row) for row, who in enumerate(back) if who < both}


def people(n: int, chance: np.random.Generator) -> pd.DataFrame:
    """Mother's first letters and birth town as unevenly spread as names and towns are; birthday; older siblings."""
    day = pd.Timestamp("2001-01-01") + pd.to_timedelta(chance.integers(365, size=n), unit="D")
    columns = (
        chance.choice(MOTHERS, n, p=_uneven(len(MOTHERS), 0.8)),
        day.strftime("%d"),
        day.strftime("%m"),
        chance.choice(list("012345"), n, p=[0.36, 0.33, 0.18, 0.08, 0.03, 0.02]),
        chance.choice(TOWNS, n, p=_uneven(len(TOWNS), 1.0)),
    )
    return pd.DataFrame(dict(zip(ELEMENTS, columns, strict=True)), dtype="str")


def each_element(codes: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """Every element on its own is given otherwise with p = 0.10."""
    return _spoilt(codes, chance.random(codes.shape) < WRONG, chance)


def one_element(codes: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """One element is given otherwise in a tenth of the codes."""
    hit = np.zeros(codes.shape, dtype=bool)
    rows = np.flatnonzero(chance.random(len(codes)) < WRONG)
    hit[rows, chance.integers(codes.shape[1], size=len(rows))] = True
    return _spoilt(codes, hit, chance)


def _spoilt(codes: pd.DataFrame, hit: np.ndarray, chance: np.random.Generator) -> pd.DataFrame:
    """What is hit becomes the answer of someone else, and another one."""
    spoilt = codes.reset_index(drop=True)
    for position, name in enumerate(spoilt.columns):
        left = hit[:, position].copy()
        while left.any():
            other = people(int(left.sum()), chance)[name].to_numpy()
            spoilt.loc[left, name] = other
            left[left] = other == codes[name].to_numpy()[left]
    return spoilt


def _ours(first: pd.DataFrame, last: pd.DataFrame) -> tuple[pd.DataFrame, Pairs]:
    from pilots.survey.match import match

    waves = [table.assign(respondent_id=[str(row) for row in range(len(table))], site=pd.NA) for table in (first, last)]
    links, _ = match(waves[0], waves[1], list(first.columns))
    return links, set(zip(links["respondent_0"].astype(int), links["respondent_1"].astype(int), strict=True))


def _compared(first: pd.DataFrame, last: pd.DataFrame, *, exact: bool) -> pd.DataFrame:
    """Every pair, element by element: 1 and 0, or Jaro-Winkler similarity."""
    import recordlinkage

    pairs = recordlinkage.Index().full().index(first, last)
    compare = recordlinkage.Compare()
    for name in first.columns:
        if exact:
            compare.exact(name, name, label=name)
        else:
            compare.string(name, name, method="jarowinkler", label=name)
    return compare.compute(pairs, first, last)


def _uneven(n: int, power: float) -> np.ndarray:
    shares = 1 / np.arange(1, n + 1) ** power
    return shares / shares.sum()
