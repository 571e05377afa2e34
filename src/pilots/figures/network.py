"""Codes that go together, as a network."""

import pandas as pd
from matplotlib.axes import Axes

from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, GROUPS, INK, sheet
from pilots.mixed.conversations import told_under
from pilots.pilot import Pilot
from pilots.qualitative import CodeNetwork
from pilots.qualitative.order import told_together
from pilots.told_codes import told_pairs

MOST_TIES = 30
"""Lines that can still be told apart."""
_ROOM = 1.3
_WRAP = 16


def network(found: CodeNetwork, pilot: Pilot, *, language: str = "nl", label: str = "fig-network") -> Figure:
    """Draw the codes around a circle, with thicker lines between codes that go together in more conversations.

    Parameters
    ----------
    found
        As `qualitative.code_network` gives it. Codes of too few conversations, or nearly all, or of nearly all of a code above, and ties that would tell of too
        few, are left out, and all but the 30 ties of most conversations.
    """
    cell = Cells(pilot, language)
    caption = cell.say("Codes that go together in conversations")
    limit = pilot.privacy.threshold
    exact = [
        told_under(n, above, base, limit).exact
        for n, above, base in zip(*(found.nodes[name] for name in ("cases", "above", "base")), strict=True)
    ]
    nodes = found.nodes.loc[exact].set_index("code")
    edges = found.edges.loc[found.edges["code_a"].isin(nodes.index) & found.edges["code_b"].isin(nodes.index)]
    pairs = zip(edges["code_a"], edges["code_b"], edges["together"], strict=True)
    base = int(nodes["base"].max()) if len(nodes) else 0
    edges = edges.loc[
        [told_together(nodes.loc[a, "cases"], nodes.loc[b, "cases"], both, base, limit) for a, b, both in pairs]
    ]
    edges = edges.loc[~edges["fewer"].lt(limit).fillna(value=False)]
    hidden = len(edges) < len(found.edges) or len(nodes) < len(found.nodes)
    weaker = len(edges) - MOST_TIES
    edges = edges.head(MOST_TIES)
    if edges.empty:
        none = cell.say("No two codes go together in enough conversations, and apart in enough, to be shown.")
        return Figure.absent(none, caption=caption, label=label, language=language)
    with sheet(6.2) as (drawing, (axis,)):
        _draw(axis, cell, nodes, edges)
        drawing.legend(loc="outside lower center", ncols=3)
        return Figure.draw(
            drawing,
            data=_numbers(cell, nodes, edges, base),
            caption=caption,
            label=label,
            alt=_alt(cell, nodes, edges, base),
            language=language,
            notes=(
                cell.say("The larger a dot, the more conversations; the thicker a line, the more conversations with both codes."),
                *([cell.say("{n} more {n:pair, less often together, is|pairs, less often together, are} not drawn.", n=weaker)] if weaker > 0 else []),
                *([cell.people_note()] if hidden else []),
            ),
            provenance=cell.provenance(cell.say("Cases with both codes, counted."), edges),
            counts=tuple(told_pairs(_pairs(nodes, edges, base), label)),
        )  # fmt: skip


def _draw(axis: Axes, cell: Cells, nodes: pd.DataFrame, edges: pd.DataFrame) -> None:
    from textwrap import fill

    axis.set_axis_off()
    axis.set_aspect("equal")
    axis.set_xlim(-_ROOM * 1.35, _ROOM * 1.35)
    axis.set_ylim(-_ROOM, _ROOM)
    least, most = edges["together"].min(), edges["together"].max()
    for a, b, both in zip(edges["code_a"], edges["code_b"], edges["together"], strict=True):
        strength = (both - least) / max(most - least, 1)
        xs, ys = nodes.loc[[a, b], "x"], nodes.loc[[a, b], "y"]
        axis.plot(xs, ys, color=INK if strength > 0.66 else GREY, linewidth=0.8 + 4 * strength, alpha=0.75, zorder=1)
    for number, (theme, own) in enumerate(nodes.groupby("theme", sort=False)):
        sizes = 60 + 260 * own["cases"].astype("float64") / float(nodes["cases"].max())
        colour, mark = (
            (GROUPS[number % len(GROUPS)], "os^Dv"[number % 5]) if nodes["theme"].nunique() > 1 else (BLUE, "o")
        )
        axis.scatter(
            own["x"],
            own["y"],
            s=sizes,
            color=colour,
            marker=mark,
            edgecolor="white",
            zorder=2,
            label=cell.own(str(theme)),
        )
    for _, row in nodes.iterrows():
        side = "left" if row["x"] > 0.15 else "right" if row["x"] < -0.15 else "center"
        up = "bottom" if row["y"] > 0.9 else "top" if row["y"] < -0.9 else "center"
        axis.text(1.12 * row["x"], 1.12 * row["y"], fill(cell.own(row["name"]), _WRAP), ha=side, va=up, fontsize=12.5)


def _numbers(cell: Cells, nodes: pd.DataFrame, edges: pd.DataFrame, base: int) -> pd.DataFrame:
    heads = [cell.say(text) for text in ("Code", "and", "Together", "Jaccard")]
    said = [
        [cell.own(nodes.loc[row["code_a"], "name"]), cell.own(nodes.loc[row["code_b"], "name"]),
         cell.say("{cases} of {base}", cases=row["together"], base=base), cell.number(row["coefficient"])]
        for _, row in edges.iterrows()
    ]  # fmt: skip
    return pd.DataFrame(said, columns=heads, dtype="str")


def _pairs(nodes: pd.DataFrame, edges: pd.DataFrame, base: int) -> pd.DataFrame:
    """The ties with how many conversations have each of their ends."""
    ends = {f"{name}_{end}": nodes.loc[edges[f"code_{end}"], name].to_numpy() for name in ("name", "cases") for end in "ab"}  # fmt: skip
    pairs = edges.assign(base=base, **ends)
    pairs.attrs |= nodes.attrs
    return pairs


def _alt(cell: Cells, nodes: pd.DataFrame, edges: pd.DataFrame, base: int) -> str:
    top = edges.iloc[0]
    return cell.say(
        "{codes} codes around a circle with {ties} {ties:line|lines}. Most often together: {a} and {b}, in {cases} of {base} conversations.",
        codes=len(nodes),
        ties=len(edges),
        a=cell.own(nodes.loc[top["code_a"], "name"]),
        b=cell.own(nodes.loc[top["code_b"], "name"]),
        cases=top["together"],
        base=base,
    )
