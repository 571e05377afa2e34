"""What exhibits tell of codes in conversations: two together, by group, before and after, beside answers, and of words."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import product

import pandas as pd

from pilots.mixed.conversations import Told
from pilots.privacy.counts import Count
from pilots.privacy.gathered import LINKED
from pilots.qualitative.themes import ATTRIBUTE, PHASES
from pilots.statistics.samples import EVERYONE
from pilots.told import CONVERSATIONS, open_value, rounded, told
from pilots.told_themes import in_phase, of_phase, told_range
from pilots.vocabulary import UNKNOWN

_SIDES = (("spoke", "yes"), ("silent", "no"))


def told_held(found: pd.DataFrame, label: str, threshold: int) -> Iterator[Count]:
    """How many conversations a frame has a row each of.

    Parameters
    ----------
    found
        As `qualitative.saturation` gives its curve.
    label
        Of the exhibit, for frames that do not remember their phases.
    """
    yield told(CONVERSATIONS, _among(found, label), len(found), threshold)


def told_pairs(pairs: pd.DataFrame, label: str, *, columns: tuple[int, int] = (-1, -1)) -> Iterator[Count]:
    """In how many conversations two codes go together; what goes with it tells how many have each of them.

    Parameters
    ----------
    pairs
        name_a, name_b, cases_a, cases_b, together and base, a row a pair that is told, in the order of the exhibit.
    columns
        Of a table, those of how often they go together and of its share; left out, they stand in no cell.
    """
    among = _among(pairs, label)
    for at, (_, row) in enumerate(pairs.iterrows()):
        place = at if min(columns) >= 0 else -1
        a, b = (_code(str(row[f"name_{end}"]), pairs, label) for end in "ab")
        yield Count(CONVERSATIONS, among, int(row["base"]), int(row["base"]))
        yield _exact(among | {a: "yes", b: "yes"}, row["together"], place, columns[0])
        yield from (_exact(among | {code: "yes"}, row[f"cases_{end}"], place, columns[1]) for code, end in ((a, "a"), (b, "b")))  # fmt: skip
        for said in list(product(("yes", "no"), repeat=2))[1:]:
            yield open_value(CONVERSATIONS, among | dict(zip((a, b), said, strict=True)))


def told_words(shown: pd.DataFrame, label: str, *, column: int = -1) -> Iterator[Count]:
    """In how many conversations in a language each word comes up.

    Parameters
    ----------
    shown
        As `qualitative.words.publishable` gives them, in the order of the table.
    """
    among = _among(shown, label)
    for at, (_, row) in enumerate(shown.iterrows()):
        own = among | {f"in {row['language']}": "yes"}
        word = f"word in {row['language']}: {row['word']}"
        yield Count(CONVERSATIONS, own, int(row["base"]), int(row["base"]))
        yield _exact(own | {word: "yes"}, row["cases"], at, column)
        yield open_value(CONVERSATIONS, own | {word: "no"})


def told_by_attribute(
    found: pd.DataFrame, held: Mapping[tuple[str, str], bool], groups: Sequence[str], threshold: int, label: str
) -> Iterator[Count]:
    """How many conversations each group has, and in how many of them each code comes up.

    Parameters
    ----------
    found
        As `qualitative.code_attributes` gives them.
    held
        By code and group, whether a dot stands there.
    groups
        Those that have a column, in their order.
    """
    among = _among(found, label)
    attribute = found.attrs.get(ATTRIBUTE, label)
    codes = list(dict.fromkeys(found["variable"]))
    for _, row in found.loc[found["group"].isin(groups)].iterrows():
        own = among | ({} if row["group"] == EVERYONE else {attribute: str(row["group"])})
        place = {"row": codes.index(row["variable"]), "column": 1 + list(groups).index(row["group"])}
        code = _code(str(row["variable"]), found, label)
        yield told(CONVERSATIONS, own, row["n"], threshold)
        if held[row["variable"], row["group"]]:
            yield from (Count(CONVERSATIONS, own | {code: said}, 0, held=True, **place) for said in ("yes", "no"))
            continue
        cases = round(row["estimate"] * row["n"])
        yield rounded(CONVERSATIONS, own | {code: "yes"}, cases, row["n"], **place)
        yield open_value(CONVERSATIONS, own | {code: "no"})
    for missing in found.loc[found["group"] == EVERYONE, "n_missing"].head(1):
        if missing:
            yield told(CONVERSATIONS, among | {attribute: UNKNOWN}, missing, threshold)


def told_moved(
    shares: Sequence[tuple["pd.Series", bool]], phases: Sequence[str], threshold: int, rows: Sequence[Hashable] = ()
) -> Iterator[Count]:
    """In how many conversations of two phases each theme came up.

    Parameters
    ----------
    shares
        The rows `share_before` and `share_after` of `qualitative.theme_change`, each with whether it is held back.
    phases
        The two phases.
    rows
        The themes in the order of a table, which has the share before in its second column and that after in its third.
    """
    for row, hide in shares:
        later = row["statistic"] == "share_after"
        phase = {of_phase(phases[later]): "yes"}
        where = phase | {in_phase(str(row["variable"]), phases[later]): "yes"}
        place = list(rows).index(row["variable"]) if row["variable"] in rows else -1
        column = 1 + later if place >= 0 else -1
        yield told(CONVERSATIONS, phase, row["n"], threshold)
        if hide or pd.isna(row["estimate"]):
            yield Count(CONVERSATIONS, where, 0, held=bool(hide), row=place, column=column)
        else:
            cases = round(row["estimate"] * row["n"])
            yield rounded(CONVERSATIONS, where, cases, row["n"], row=place, column=column)
        yield open_value(CONVERSATIONS, phase | {in_phase(str(row["variable"]), phases[later]): "no"})


def told_spoke(
    kept: pd.DataFrame, apart: Sequence[bool], label: str, threshold: int, *, columns: tuple[int, int] = (-1, -1)
) -> Iterator[Count]:
    """How many conversations that are linked to an answer spoke of each theme, and how many did not.

    Parameters
    ----------
    kept
        Rows of `mixed.by_theme` that are told.
    apart
        Row by row, whether a dot stands in place of their numbers.
    columns
        Those of who spoke of it and of who did not; left out, they stand in no cell.
    """
    among = _among(kept, label)
    for at, (hide, (_, row)) in enumerate(zip(apart, kept.iterrows(), strict=True)):
        code, scored = _code(str(row["code"]), kept, label), f"{LINKED} to {row['variable']}"
        for (side, said), column in zip(_SIDES, columns, strict=True):
            where, place = among | {code: said}, at if column >= 0 else -1
            n = row[f"n_{side}"]
            yield told(CONVERSATIONS, where | {scored: "yes"}, n, threshold, held=hide, row=place, column=column)
            yield open_value(CONVERSATIONS, where | {scored: "no"})


def told_linked(said: Told, phase: object, label: str) -> Iterator[Count]:
    """How many conversations of a phase are linked to a response.

    Parameters
    ----------
    said
        What is told of them.
    phase
        Which; None for all conversations.
    """
    among = _among(pd.DataFrame(), label) if phase is None else {of_phase(str(phase)): "yes"}
    low, high = told_range(said)
    yield Count(CONVERSATIONS, among | {LINKED: "yes"}, low, high, not said.exact)
    if said.base >= said.threshold:
        yield Count(CONVERSATIONS, among, said.base, said.base)
    yield open_value(CONVERSATIONS, among | {LINKED: "no"})


def _exact(where: Mapping[str, str], count: object, row: int, column: int) -> Count:
    return told(CONVERSATIONS, where, count, 1, row=row, column=column)


def _among(found: pd.DataFrame, label: str) -> dict[str, str]:
    """The characteristic that all conversations of a frame share: their phase, where it is of one."""
    phases: tuple[str, ...] = found.attrs.get(PHASES, (label,))
    return {of_phase(phases[0]): "yes"} if len(phases) == 1 else {}


def _code(name: str, found: pd.DataFrame, label: str) -> str:
    phases: tuple[str, ...] = found.attrs.get(PHASES, (label,))
    return in_phase(name, phases[0]) if len(phases) == 1 else name
