"""All counts of one pilot taken together: which a reader can compute though they are held back, and what more to hold back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

import pandas as pd

from pilots.privacy.counts import Count, counts_frame
from pilots.privacy.linked import bounds, derivable, hold_back
from pilots.vocabulary import LANGUAGE, OPTION, SITE, UNKNOWN

EITHER = "|"
"""Stands between values, of any of which people have one."""
FORMS = " received"
"""Ends the name of all forms of a survey that came in; those that are analysed are its respondents."""
ANALYSED = {"form": "analysed"}
LINKED = "linked"
"""Whether an earlier answer of somebody, or the answers of who spoke, are known."""
_YES, _NO, _OF = "yes", "no", ":"
_SAY_NOTHING = ("answered:", "form")
"""Begin characteristics of forms, and of who gave no answer: they tell nothing of anybody."""


@dataclass(frozen=True)
class Gathered:
    """Counts as `linked` takes them.

    Parameters
    ----------
    rows
        As `counts_frame` gives them: first the counts that were given, in their order, with each value "2|3" as a
        characteristic of its own; then how these hang together.
    given
        How many were given.
    """

    rows: pd.DataFrame
    given: int

    @classmethod
    def of(cls, counts: Sequence[Count]) -> "Gathered":
        """Gather counts of several exhibits and reports.

        Examples
        --------
        >>> told = [Count("a", {"trust": "1|2"}, 7, 7), Count("a", {"trust": "1"}, 0, held=True), Count("a", {"trust": "2"}, 0)]
        >>> Gathered.of(told).rows["where"].to_list()[0]
        (('trust:1|2', 'yes'),)
        """
        values: dict[tuple[str, str], set[str]] = {}
        for one in counts:
            for name, value in one.where.items():
                values.setdefault((one.of, name), set()).update(value.split(EITHER))
        rows = [*map(_single, counts), *_respondents(counts), *_joined(counts, values), *_others(values)]
        return cls(counts_frame(rows), len(counts))

    def leaks(self, threshold: int, before: Sequence[Count] = ()) -> pd.DataFrame:
        """Say what nobody may know, but anybody can compute: counts held back, and implied ones of too few people.

        Parameters
        ----------
        threshold
            The least number of people that may be shown.
        before
            Those of the counts that left already: what follows from them alone is left out, as nothing can be done about it.

        Returns
        -------
        DataFrame
            of, where, low, high: a row a count, with what a reader can compute.
        """
        once = self._once
        implied = ~once["held"] & once["low"].eq(0) & once["high"].eq(inf) & once["where"].map(about_people)
        found = derivable(once.assign(held=once["held"] | implied), threshold)
        few = found["low"].ge(1) & found["high"].lt(threshold)
        found = found.loc[~implied[found.index] | few, ["of", "where", "low", "high"]]
        if found.empty or not before:
            return found
        known = set(Gathered.of(before).leaks(threshold).itertuples(index=False, name=None))
        return found.loc[[row not in known for row in found.itertuples(index=False, name=None)]]

    @cached_property
    def _once(self) -> pd.DataFrame:
        """The same counts, each once, with all that is told of it."""
        told = {"low": ("low", "max"), "high": ("high", "min"), "held": ("held", "any")}
        return self.rows.groupby(["of", "where"], sort=False, as_index=False).agg(**told)

    def alike(self, known: Collection[str] = ()) -> pd.DataFrame:
        """Say of which groups a reader can compute that everybody in them gave the same answer: it tells what each of them said.

        An answer is one to a question of a survey, a vote, or a theme that somebody spoke of; that nobody ticked an option,
        or spoke of a theme, is none. A group is all who were asked, or all who answered.

        Parameters
        ----------
        known
            Characteristics that are no secret, such as the role of people.

        Returns
        -------
        DataFrame
            of, where, low, high: a row an answer of everybody in a group.

        Examples
        --------
        >>> told = [Count("staff/0", {"site": "a"}, 12, 12), Count("staff/0", {"site": "a", "trust": "5"}, 12, 12)]
        >>> Gathered.of(told).alike()["where"].to_list()
        [(('site', 'a'), ('trust', '5'))]
        """
        once = self._once
        found = once.assign(**bounds(once))
        most = dict(zip(zip(found["of"], found["where"], strict=True), found["high"], strict=True))
        same = []
        for of, where, low in zip(found["of"], found["where"], found["low"], strict=True):
            groups = [
                most.get((of, tuple(sorted(group))), inf)
                for name, value in where
                if says(of, name) and name.partition(_OF)[0] not in known and value not in (UNKNOWN, _NO, "0")
                for rest in [[pair for pair in where if pair[0] != name]]
                for group in (rest, [*rest, (f"{_SAY_NOTHING[0]}{name.partition(OPTION)[0].partition(_OF)[0]}", _YES)])
            ]
            same.append(low > 0 and any(low >= people for people in groups))
        return found.loc[same, ["of", "where", "low", "high"]]

    def places(self, leaks: pd.DataFrame) -> list[list[int]]:
        """Of each leak, which of the counts given are of the same people."""
        keys = list(zip(self.rows["of"], self.rows["where"], strict=True))[: self.given]
        at: dict[object, list[int]] = {}
        for place, key in enumerate(keys):
            at.setdefault(key, []).append(place)
        return [at.get(key, []) for key in zip(leaks["of"], leaks["where"], strict=True)]

    def to_hold(self, leaks: pd.DataFrame, costs: Sequence[float], threshold: int) -> list[int]:
        """Say which more of the counts given to hold back, so that nothing leaks, with the least lost.

        Parameters
        ----------
        leaks
            As `leaks` gives them.
        costs
            What is lost with each count given; infinite where it has left already.
        threshold
            The least number of people that may be shown.

        Raises
        ------
        PilotsError
            When nothing that may be held back protects what must be.
        """
        exact = self.rows["low"].eq(self.rows["high"])
        price = pd.Series([*costs, *[inf] * (len(self.rows) - self.given)], index=self.rows.index).where(exact, inf)
        secret = set(zip(leaks["of"], leaks["where"], strict=True))
        must = pd.Series([key in secret for key in zip(self.rows["of"], self.rows["where"], strict=True)])
        own = self.rows["of"].isin(set(leaks["of"]))
        held = hold_back(self.rows.loc[own], threshold, sensitive=must[own], cost=price[own])
        more = held & exact[own] & ~self.rows.loc[own, "held"]
        return [int(at) for at in more.index[more] if at < self.given]


def about_people(where: Sequence[tuple[str, str]]) -> bool:
    """Whether it counts people by what they are or said, and not forms, or who is unknown or did not answer.

    Examples
    --------
    >>> about_people([("site", "vlam")]), about_people([("answered:trust", "no")]), about_people([("trust", "")])
    (True, False, False)
    """
    return not any(value == UNKNOWN or (name.startswith(_SAY_NOTHING) and value != _YES) for name, value in where)


def says(of: str, name: str) -> bool:
    """Whether a characteristic is what people answered, voted or spoke of, and not who they are, or that they were there.

    Examples
    --------
    >>> says("parents/0", "trust"), says("parents/0", "site"), says("parents/1", "linked"), says("voters/staff", "for A1")
    (True, False, False, True)
    """
    if of.startswith("voters/") or of == "panel":
        return name.rpartition(": ")[2].startswith("for ")
    if of == "conversations":
        return name.endswith(")")
    return (
        of.rpartition("/")[2].isdigit()
        and name.partition(_OF)[0] not in (SITE, LANGUAGE, LINKED)
        and not name.startswith(_SAY_NOTHING)
    )


def _single(one: Count) -> Count:
    """The same count with each value "2|3" as a characteristic of its own."""
    where = dict(
        (_of_joined(name, value), _YES) if EITHER in value else (name, value) for name, value in one.where.items()
    )
    return Count(one.of, where, one.low, one.high, one.held, one.row, one.column)


def _of_joined(name: str, value: str) -> str:
    return f"{name}{_OF}{value}"


def _respondents(counts: Sequence[Count]) -> list[Count]:
    """The number of respondents as that of forms received that are analysed, where those are told of."""
    forms = {one.of for one in counts if one.of.endswith(FORMS)}
    return [
        Count(f"{one.of}{FORMS}", ANALYSED, one.low, one.high, one.held)
        for one in counts
        if not one.where and f"{one.of}{FORMS}" in forms
    ]


def _joined(counts: Sequence[Count], values: dict[tuple[str, str], set[str]]) -> list[Count]:
    """That nobody with one of the values "2|3" is outside them, and nobody with another inside."""
    known = {(one.of, name, value) for one in counts for name, value in one.where.items() if EITHER in value}
    return [
        Count(of, {name: single, _of_joined(name, value): _NO if single in value.split(EITHER) else _YES}, 0, 0)
        for of, name, value in sorted(known)
        for single in sorted(values[of, name])
    ]


def _others(values: dict[tuple[str, str], set[str]]) -> list[Count]:
    """That there may be people of whom something is not so, where only that it is so was told, and the other way round."""
    return [
        Count(of, {name: _NO if own == {_YES} else _YES}, 0)
        for (of, name), own in values.items()
        if own in ({_YES}, {_NO})
    ]
