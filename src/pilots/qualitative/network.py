"""Codes as a network: those of most cases around a circle, tied where they go together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin

import numpy as np
import pandas as pd

from pilots.qualitative.co_occurrence import co_occurrence
from pilots.qualitative.code_tree import code_tree
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.themes import of_phases
from pilots.qualitative.tree import Tree
from pilots.vocabulary import Column, frame

NODES = (
    Column("code", "str", "Code", "its id"),
    Column("name", "str", "Code", "as the code book calls it"),
    Column("theme", "str", "Theme", "the code at the top of its branch"),
    Column("cases", "Int64", "Cases", "cases in which it was given", "n"),
    Column("above", "object", "Cases above", "cases with each code above it, from the top down", "n"),
    Column("base", "Int64", "Base", "all cases there are", "N"),
    Column("x", "float64", "x", "place on a circle of radius 1"),
    Column("y", "float64", "y", "place on the circle"),
)
EDGES = (
    Column("code_a", "str", "Code", "id of the one"),
    Column("code_b", "str", "Code", "id of the other"),
    Column("together", "Int64", "Together", "cases in which they go together", "n"),
    Column("fewer", "Int64", "Fewer", "by how many less than codes above these; missing without"),
    Column("coefficient", "float64", "Coefficient", "Jaccard's"),
)


@dataclass(frozen=True)
class CodeNetwork:
    """Codes and how often they go together.

    Parameters
    ----------
    nodes
        code, name, theme, cases, above, base, x, y; by theme around the circle, from the top clockwise.
    edges
        code_a, code_b, together, fewer, coefficient; the strongest first.
    """

    nodes: pd.DataFrame = field(default_factory=lambda: frame(NODES))
    edges: pd.DataFrame = field(default_factory=lambda: frame(EDGES))


def code_network(
    project: QualitativeProject,
    *,
    within: str = "case",
    distance: int = 0,
    codes: Sequence[str] | None = None,
    most: int = 20,
    least: int = 2,
) -> CodeNetwork:
    """The codes of most cases, and the pairs of them that go together.

    Parameters
    ----------
    within, distance
        What "together" means; see `co_occurrence`.
    codes
        Names, paths or ids; left out, the codes without codes under them.
    most
        How many codes: more than 20 can't be told apart in a figure.
    least
        In how many cases a pair goes together at least.

    Returns
    -------
    CodeNetwork
        The same project gives the same places.

    Raises
    ------
    PilotsError
        As `co_occurrence`.

    Examples
    --------
    >>> code_network(QualitativeProject()).nodes.empty
    True
    """
    tree = code_tree(project)
    laid_out = Tree.of(project.codes)
    bottom = laid_out.ends == np.arange(1, len(laid_out) + 1)
    asked = bottom if codes is None else np.isin(np.arange(len(tree)), laid_out.find(codes))
    used = tree.loc[asked & (tree["cases"] > 0)]
    chosen = used.sort_values("cases", ascending=False, kind="stable").head(most).sort_index()
    pairs = co_occurrence(project, within=within, distance=distance, codes=chosen["code"].tolist())
    ties = pairs.loc[pairs["together"] >= least, ["code_a", "code_b", "together", "fewer", "coefficient"]]
    angles = [pi / 2 - 2 * pi * place / max(len(chosen), 1) for place in range(len(chosen))]
    above = [tuple(tree["cases"].iloc[laid_out.above(int(place))].tolist()) for place in chosen.index]
    nodes = chosen.assign(
        above=pd.Series(above, index=chosen.index, dtype="object"),
        theme=tree["name"].to_numpy()[laid_out.tops[chosen.index]], x=[cos(angle) for angle in angles], y=[sin(angle) for angle in angles]
    )  # fmt: skip
    shown = of_phases(nodes[[column.name for column in NODES]].reset_index(drop=True), project)
    return CodeNetwork(shown, ties.reset_index(drop=True))
