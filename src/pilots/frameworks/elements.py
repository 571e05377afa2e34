"""The elements of the frameworks: what they are called, what lies under what, and where they are from."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pilots.errors import PilotsError, raise_all
from pilots.language import pick
from pilots.vocabulary import Column, frame

if TYPE_CHECKING:
    import pandas as pd

FRAMEWORKS = ("involvement", "capitals", "blocks", "themes", "catalogue")
LANGUAGES = ("nl", "fr", "en")
ELEMENTS = (
    Column("id", "str", "Element", "framework.element"),
    Column("framework", "str", "Framework", "involvement, capitals, blocks, themes or catalogue"),
    Column("parent", "str", "Part of", "id of the element it is a part of; empty for none"),
    Column("labels", "object", "Label", "by language"),
    Column("descriptions", "object", "Description", "by language; empty for materials"),
    Column("source", "str", "Source", "whose division it is"),
    Column("url", "str", "Link", "where it can be read; empty where unknown"),
)


def elements() -> "pd.DataFrame":
    """Everything that codebooks, codes, needs and actions can refer to.

    Returns
    -------
    DataFrame
        id, framework, parent, labels, descriptions, source, url; a row an element, in the order of the frameworks.
        involvement: Onderwijscentrum Brussel; capitals: action A20031; blocks: Sterk Onderwijs; themes and
        catalogue: Hefboom In partnerschap.

    Examples
    --------
    >>> table = elements().set_index("id")
    >>> table.at["involvement.teaching", "parent"], table.at["blocks.network", "labels"]["nl"]
    ('involvement.home', 'Netwerk rond de school')
    """
    return frame(ELEMENTS, list(_elements().values()))


def label(element: str, language: str) -> str:
    """What an element is called; the id itself where there is no such element.

    Examples
    --------
    >>> label("capitals.social", "fr"), label("capitals.moral", "fr")
    ('Capital social', 'capitals.moral')
    """
    found = _elements().get(element)
    return pick(found["labels"], language) if found else element


def known(element: str) -> bool:
    """Whether there is such an element.

    Examples
    --------
    >>> known("blocks.school"), known("blocks.scool")
    (True, False)
    """
    return element in _elements()


def unknown(ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with ids of elements, for readers of sheets: what, and how to mend it.

    Examples
    --------
    >>> list(unknown(["blocks.school", "blocks.scool"]))
    [("unknown element 'blocks.scool' of a framework", "Did you mean 'blocks.school'?")]
    """
    for element in ids:
        if not known(element):
            yield f"unknown element '{element}' of a framework", _hint(element)


def require(ids: Iterable[str], *, where: object = "") -> None:
    """Raise where an id is that of no element.

    Parameters
    ----------
    ids
        Ids of elements.
    where
        File, sheet or row, for the message.

    Raises
    ------
    PilotsError, Problems
        With every unknown id and what it looks like.
    """
    raise_all([PilotsError(what, where=where, mend=mend) for what, mend in unknown(ids)])


def within(element: str) -> tuple[str, ...]:
    """An element and all that is part of it, or all elements of a framework, in order.

    Raises
    ------
    PilotsError
        When there is no such element or framework.

    Examples
    --------
    >>> within("involvement.home")
    ('involvement.home', 'involvement.parenting', 'involvement.teaching')
    """
    if element in FRAMEWORKS:
        return tuple(name for name, row in _elements().items() if row["framework"] == element)
    require([element])
    return tuple(name for name in _elements() if element in above(name))


@cache
def above(element: str) -> tuple[str, ...]:
    """An element and all that it is a part of, from itself up."""
    parent = _elements()[element]["parent"]
    return (element, *(above(parent) if parent else ()))


def read(name: str) -> dict[str, Any]:
    """A file of this package."""
    return tomllib.loads((files("pilots.frameworks") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _elements() -> Mapping[str, Mapping[str, Any]]:
    """Elements by id, in order."""
    found: dict[str, Mapping[str, Any]] = {}
    for framework in FRAMEWORKS:
        data = read(framework)
        for name, row in data["elements"].items():
            found[f"{framework}.{name}"] = {
                "id": f"{framework}.{name}",
                "framework": framework,
                "parent": f"{framework}.{row['parent']}" if "parent" in row else "",
                "labels": {language: row[language] for language in LANGUAGES},
                "descriptions": row.get("description", {}),
                "source": data["source"],
                "url": row.get("url", data.get("url", "")),
            }
    return found


def _hint(element: str) -> str:
    """The nearest id; else those of the same framework; else the frameworks."""
    framework, _, name = element.rpartition(".")
    own = within(framework) if framework in FRAMEWORKS else tuple(_elements())
    names = {other.partition(".")[2]: other for other in reversed(own)}
    near = get_close_matches(name, names, n=1)
    if near:
        return f"Did you mean '{names[near[0]]}'?"
    return f"There is: {', '.join(own if framework in FRAMEWORKS else FRAMEWORKS)}."
