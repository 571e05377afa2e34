"""The catalogue of materials: who made what for whom, and which materials a need suggests."""

from typing import TYPE_CHECKING, Any

from pilots.frameworks.elements import above, known, read
from pilots.vocabulary import Column, frame

if TYPE_CHECKING:
    import pandas as pd

AUDIENCES = ("schools", "childcare", "teacher educators", "social services")
CATALOGUE = (
    Column("id", "str", "Material", "catalogue.material"),
    Column("labels", "object", "Material", "by language"),
    Column("made_by", "str", "Made by", "door wie; empty where it is not told"),
    Column("meant_for", "object", "Meant for", "voor wie: tuple of audiences; empty where it is not told"),
    Column("contents", "object", "Content", "inhoud, by language; empty where it is not told"),
    Column("more", "str", "More information", "meer info; empty where it is not told"),
    Column("themes", "object", "Themes", "tuple of ids of themes"),
    Column("frameworks", "object", "Framework", "tuple of ids of the elements that it serves"),
)
SUGGESTIONS = (
    Column("need", "str", "Need", "its id"),
    Column("rank", "int64", "Rank", "1 for the material that serves most of the need's elements"),
    Column("material", "str", "Material", "id of the material"),
    Column("shared", "object", "Serves", "tuple of the need's elements that the material serves"),
)


def catalogue() -> "pd.DataFrame":
    """The materials of Hefboom In partnerschap that this package knows.

    Who made a material and whom it is meant for is told only where the description that this package works from
    tells it. Which themes and elements a material serves is our own reading of its title.

    Returns
    -------
    DataFrame
        id, labels, made_by, meant_for, contents, more, themes, frameworks; a row a material.

    Examples
    --------
    >>> table = catalogue().set_index("id")
    >>> table.at["catalogue.wiegelied-voor-hamza", "made_by"], table.at["catalogue.ubuntu", "made_by"]
    ('VBJK', '')
    """
    rows: list[dict[str, Any]] = []
    for name, row in read("catalogue")["elements"].items():
        rows.append(
            {
                "id": f"catalogue.{name}",
                "labels": {language: row[language] for language in ("nl", "fr", "en")},
                "made_by": row.get("made_by", ""),
                "meant_for": tuple(row.get("meant_for", ())),
                "contents": row.get("content", {}),
                "more": row.get("more", ""),
                "themes": tuple(row.get("themes", ())),
                "frameworks": tuple(row.get("frameworks", ())),
            }
        )
    return frame(CATALOGUE, rows)


def suggest(needs: "pd.DataFrame", *, most: int = 3) -> "pd.DataFrame":
    """The materials that serve what needs are about.

    A material serves an element of a need where it names that element, a part of it, or what it is a part of. Those
    that serve most of the need's elements come first; of these, those that name most of them exactly, then by id.

    Parameters
    ----------
    needs
        need (id) and frameworks (tuple of ids of elements or themes), as `ActionPlan.needs`. Unknown ids serve nothing.
    most
        How many materials to suggest for a need.

    Returns
    -------
    DataFrame
        need, rank, material, shared; a row a need and material. A need that names no element has none.

    Examples
    --------
    >>> import pandas as pd
    >>> needs = pd.DataFrame({"need": ["n1"], "frameworks": [("involvement.trust", "themes.coffee")]})
    >>> suggest(needs)[["rank", "material"]].to_dict("list")
    {'rank': [1, 2], 'material': ['catalogue.ontmoeten-is-simpel', 'catalogue.huizen-van-het-kind']}
    """
    materials = catalogue()
    served = [
        (material, {*themes, *elements})
        for material, themes, elements in materials[["id", "themes", "frameworks"]].itertuples(index=False, name=None)
    ]
    rows: list[dict[str, Any]] = []
    for need, named in needs[["need", "frameworks"]].itertuples(index=False, name=None):
        wanted = tuple(element for element in named or () if known(element))
        found = []
        for material, serves in served:
            shared = tuple(element for element in wanted if any(_related(element, other) for other in serves))
            if shared:
                found.append((-len(shared), -len(serves & set(wanted)), material, shared))
        for rank, (_, _, material, shared) in enumerate(sorted(found)[:most], 1):
            rows.append({"need": need, "rank": rank, "material": material, "shared": shared})
    return frame(SUGGESTIONS, rows)


def _related(element: str, other: str) -> bool:
    return element in above(other) or other in above(element)
