"""What an export holds, as lines of 80 characters."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

from pilots.survey.inspect.facts import Inspection
from pilots.survey.inspect.oddity import Oddity, brief, count, listed

_WIDTH = 80
_TOLD, _LISTED = 3, 12
"""Up to so many oddities of a kind are told one by one; of more, so many columns are named."""


def as_text(told: Inspection) -> str:
    """An inspection to read on a screen.

    Parameters
    ----------
    told
        What `inspect` told.

    Returns
    -------
    str
        Lines of 80 characters at most (a heading that can't be cut may be longer).
    """
    return "\n".join(_lines(told))


def _lines(told: Inspection) -> Iterator[str]:
    yield from _entry("File", told.file)
    yield from _entry("Tool", f"{told.tool}: {told.sign}")
    held = {"respondent": told.respondents, "question": len(told.variables), "filled cell": told.cells}
    yield from _entry("Holds", ", ".join(count(n, name) for name, n in held.items()))
    spoken = {**told.languages["responses"], "others": told.languages["others"]}
    yield from _entry("Answered in", _counted((code, n) for code, n in spoken.items() if n))
    yield from _entry("Labels in", ", ".join(code for code in told.languages["labels"] if code != "unknown"))
    if told.waves["variable"]:
        yield from _entry("Waves", f"in column {told.waves['variable']}: {_counted(told.waves['values'].items())}")
    periods = [(f"{own['from']} to {own['to']}", own["n"]) for own in told.waves["periods"]]
    yield from _entry("Came in", _counted(periods))
    yield from _entry("Tool's own", listed(told.admin))
    yield from _entry("Who it was", listed(told.identifiers))
    for own in told.repeats:
        yield from _entry("Repeats", f"{own['name']}: {own['rows']} rows, {own['columns']} columns")
    yield ""
    yield from _entry(
        "Variables", "stated by the export" if told.codebook == "stated" else "guessed from what stands in it"
    )
    for one in told.variables:
        yield from _variable(one)
    if told.oddities:
        yield ""
        yield f"Oddities ({len(told.oddities)})"
    for kind, odd in _by_kind(told.oddities).items():
        yield from _about(kind, odd)


def _by_kind(oddities: Iterable[Oddity]) -> dict[str, list[Oddity]]:
    kinds: dict[str, list[Oddity]] = {}
    for odd in oddities:
        kinds.setdefault(odd.kind, []).append(odd)
    return kinds


def _about(kind: str, found: list[Oddity]) -> Iterator[str]:
    """The oddities of one kind: each told with its rows, or, where there are many, the columns that have it."""
    if len(found) > _TOLD and all(odd.variable for odd in found):
        named = ", ".join(f"{brief(odd.variable, 30)} ({odd.n})" for odd in found[:_LISTED])
        more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
        said = [f"- {kind}, {len(found)} times, for instance {found[0].what}; in {named}{more}"]
    else:
        said = [f"- {kind}: {_whose(odd)}{odd.what}{_where(odd)}" for odd in found]
    for line in said:
        yield from wrap(line, _WIDTH, subsequent_indent="  ")


def _whose(odd: Oddity) -> str:
    return f"{brief(odd.variable, 40)}: " if odd.variable else ""


def _where(odd: Oddity) -> str:
    rows = ", ".join(map(str, odd.rows[:8]))
    return f" (rows {rows}{', ...' if odd.n > 8 else ''})" if rows else ""


def _entry(name: str, said: str) -> Iterator[str]:
    if said:
        yield from wrap(said, _WIDTH, initial_indent=f"{name:<12}", subsequent_indent=" " * 12)


def _variable(one: dict[str, Any]) -> Iterator[str]:
    role = "" if one["role"] in ("item", "open text", "date", "") else f", {one['role']}"
    reasons = "".join(f", {n} {reason}" for reason, n in one["reasons"].items())
    missing = f", {one['share_missing']:.0%} missing{reasons}" if one["missing"] else ""
    yield from wrap(
        f"{brief(one['name'], 50)}: {one['type'] or 'part of a question'}{role}, {one['answered']} answered{missing}",
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="      ",
    )
    if one.get("choices"):
        reasons = one["missing_codes"]
        said = [
            (brief(c["label"] or c["code"], 40) + (f" ({reasons[c['code']]})" if c["code"] in reasons else ""), c["n"])
            for c in one["choices"]
        ]
        more = f"; other answers: {one['others']}" if one["others"] else ""
        yield from wrap(_counted(said) + more, _WIDTH, initial_indent="      ", subsequent_indent="      ")
    elif "median" in one:
        yield f"      most from {one['low']:g} to {one['high']:g}, median {one['median']:g}"


def _counted(pairs: Iterable[tuple[str, int | None]]) -> str:
    return ", ".join(f"{what}: {'<5' if n is None else n}" for what, n in pairs)
