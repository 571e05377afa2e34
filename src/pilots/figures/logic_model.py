"""The logic model drawn: need, action with what was put out, indicator, aim, and where that chain is broken."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from pilots import frameworks
from pilots.actions import ActionPlan
from pilots.actions.withheld_reach import held_people
from pilots.cells import Cells
from pilots.exhibits import Figure
from pilots.figures.style import BLUE, GREY, INK, LIGHT, ORANGE, WIDTH, sheet
from pilots.language import pick
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.told_registered import told_outputs

_SIZE, _LINE, _PAD, _BETWEEN, _HEAD = 8.4, 0.148, 0.07, 0.13, 0.34
"""Points of the letters; inches of a line, of the room around it, between boxes and for the headings."""
_NONE = "\0"
"""Begins the id of a box that stands for what is missing."""


@dataclass(slots=True)
class _Box:
    """One box of a column: what it says, and where it stands in inches."""

    text: str
    more: str = ""
    broken: bool = False
    lines: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    top: float = 0.0

    @property
    def height(self) -> float:
        return _LINE * (len(self.lines) + len(self.small)) + 2 * _PAD

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


_Columns = list[dict[str, _Box]]
_Link = tuple[int, str, str]
"""An arrow: the number of a column, the id of a box in it, and that of one in the next."""


def logic_model(
    plan: ActionPlan,
    pilot: Pilot,
    *,
    sessions: pd.DataFrame | None = None,
    reached: pd.DataFrame | None = None,
    language: str = "nl",
    label: str = "fig-logic-model",
) -> Figure:
    """The chain drawn: needs, chosen actions, their indicators, and the elements of frameworks that they aim at.

    Parameters
    ----------
    plan
        Needs without a chosen action and actions without an indicator have a dashed box and arrow.
    sessions
        As `actions.sessions` gives them: how many were held stands in the box of the action.
    reached
        As `actions.reach` gives it by action: how many people came stands there too.
    """
    cell = Cells(pilot, language)
    caption = cell.say("Logic model: from need to action to indicator")
    if not plan.actions["chosen"].any():
        none = cell.say("No actions were chosen yet.")
        return Figure.absent(none, caption=caption, label=label, language=language)
    columns, links = _chain(cell, plan, _outputs(cell, sessions, reached))
    heads = [cell.say(text) for text in ("Need", "Action", "Indicator", "Aim")][: len(columns)]
    width = (WIDTH - 0.04) / (len(columns) + 0.24 * (len(columns) - 1))
    height = _place(columns, links, width)
    with sheet(height + 0.06) as (drawing, (axis,)):
        drawing.set_layout_engine("none")
        axis.set_position((0.0, 0.0, 1.0, 1.0))
        axis.set(xlim=(-0.02, WIDTH - 0.02), ylim=(height + 0.03, -0.03))
        axis.axis("off")
        for at, (head, column) in enumerate(zip(heads, columns, strict=True)):
            left = 1.24 * width * at
            axis.text(
                left + width / 2, _HEAD / 2 - 0.03, head, ha="center", va="center", fontsize=10, fontweight="bold"
            )
            for box in column.values():
                _draw(axis, box, left, width, at)
        _arrows(axis, columns, links, width)
        return Figure.draw(
            drawing,
            data=_table(columns, links, heads),
            caption=caption,
            label=label,
            alt=_alt(cell, columns),
            language=language,
            notes=_notes(cell, columns),
            provenance=cell.provenance(
                cell.say("Drawn from the links in the workbook of actions."), pd.DataFrame(links)
            ),
            counts=tuple(_told(cell, plan, reached)),
        )


def _chain(cell: Cells, plan: ActionPlan, outputs: dict[str, str]) -> tuple[_Columns, list[_Link]]:
    """The boxes by column, and what links them; a box for what is missing where the chain is broken."""
    chosen = plan.actions[plan.actions["chosen"]]
    needs = {row["need"]: _Box(cell.titled(row["need"], row["titles"])) for _, row in plan.needs.iterrows()}
    actions = {row["action"]: _Box(cell.titled(row["action"], row["titles"]), outputs.get(row["action"], "")) for _, row in chosen.iterrows()}  # fmt: skip
    indicators, aims = dict[str, _Box](), dict[str, _Box]()
    links: list[_Link] = []
    elements = dict(zip(plan.needs["need"], plan.needs["frameworks"], strict=True))
    for _, row in chosen.iterrows():
        action = str(row["action"])
        links += [(0, need, action) for need in row["needs"] if need in needs]
        own = plan.indicators[plan.indicators["action"] == action]
        for _, line in own.iterrows():
            indicators[line["indicator"]] = _Box(pick(line["titles"], cell.language) or str(line["indicator"]))
        if own.empty:
            indicators[_NONE + action] = _Box(cell.say("no indicator was chosen"), broken=True)
        links += [(1, action, name) for name in [*own["indicator"]] or [_NONE + action]]
        wanted = _items(row["frameworks"]) or [it for need in row["needs"] for it in _items(elements.get(need))]
        for element in dict.fromkeys(wanted) if len(own) else ():
            aims[element] = _Box(frameworks.label(element, cell.language))
            links += [(2, name, element) for name in own["indicator"]]
    for need in [name for name in needs if name not in {first for at, first, _ in links if at == 0}]:
        actions[_NONE + need] = _Box(cell.say("no action for it was chosen"), broken=True)
        links.append((0, need, _NONE + need))
    return [needs, actions, indicators, *([aims] if aims else [])], links


def _items(cell: object) -> list[str]:
    return list(cell) if isinstance(cell, tuple | list) else []


def _outputs(cell: Cells, sessions: pd.DataFrame | None, reached: pd.DataFrame | None) -> dict[str, str]:
    """What was put out by action: sessions held, people reached."""
    said: dict[str, list[str]] = {}
    for action, n in {} if sessions is None else sessions["action"].value_counts().items():
        said.setdefault(str(action), []).append(cell.say("{n} {n:session|sessions}", n=cell.number(float(n), 0)))
    if reached is not None:
        held = held_people(reached, cell.pilot.privacy.threshold)
        for (_, row), hide in zip(reached.iterrows(), held, strict=True):
            if row["people"] > 0 and (not hide or cell.rare(row["people"])):
                said.setdefault(str(row["name"]), []).append(cell.say("{n} people reached", n=cell.n(row["people"])))
    return {action: ", ".join(parts) for action, parts in said.items()}


def _told(cell: Cells, plan: ActionPlan, reached: pd.DataFrame | None) -> Iterable[Count]:
    if reached is None:
        return ()
    threshold, drawn = cell.pilot.privacy.threshold, set(plan.actions.loc[plan.actions["chosen"], "action"])
    return told_outputs(reached, held_people(reached, threshold).tolist(), drawn, threshold)


def _place(columns: _Columns, links: list[_Link], width: float) -> float:
    """Break the texts over lines, order each column by what it follows from, and give each box its place; the height."""
    for at, column in enumerate(columns):
        for box in column.values():
            box.lines = _wrapped(box.text, width - 2 * _PAD, _SIZE)
            box.small = _wrapped(box.more, width - 2 * _PAD, _SIZE - 0.8) if box.more else []
        if at:
            rank = {name: number for number, name in enumerate(columns[at - 1])}
            before = {
                name: [rank[one] for where, one, two in links if where == at - 1 and two == name] for name in column
            }
            middles = {name: sum(found) / len(found) if found else 0.0 for name, found in before.items()}
            columns[at] = dict(sorted(column.items(), key=lambda item: middles[item[0]]))
    tall = [sum(box.height for box in column.values()) for column in columns]
    most = max(high + _BETWEEN * (len(column) - 1) for high, column in zip(tall, columns, strict=True))
    for high, column in zip(tall, columns, strict=True):
        room = (most - high) / max(len(column), 1)
        top = _HEAD + room / 2
        if room < _BETWEEN:
            room, top = (most - high) / max(len(column) - 1, 1), _HEAD
        for box in column.values():
            box.top, top = top, top + box.height + room
    return most + _HEAD


@cache
def _wide(text: str, size: float) -> float:
    """How wide a text is, in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    wide, _, _ = text_to_path.get_text_width_height_descent(text, FontProperties(size=size), ismath=False)
    return float(wide) / 72


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """A text over lines that fit; a word that does not fit by itself is broken."""
    lines = [""]
    for word in text.split():
        rest = word
        while _wide(rest, size) > width:
            fits = max(n for n in range(1, len(rest)) if n == 1 or _wide(rest[:n] + "-", size) <= width)
            lines, rest = [*lines, f"{rest[:fits]}-"], rest[fits:]
        longer = f"{lines[-1]} {rest}".strip()
        lines = [*lines[:-1], longer] if _wide(longer, size) <= width else [*lines, rest]
    return [line for line in lines if line]


def _draw(axis: Axes, box: _Box, left: float, width: float, column: int) -> None:
    inside, edge, ink = (("white", INK, INK), (BLUE, BLUE, "white"), ("white", BLUE, INK), (LIGHT, LIGHT, INK))[column]
    line = "solid"
    if box.broken:
        inside, edge, ink, line = "white", ORANGE, INK, "dashed"
    size = {"boxstyle": "round,pad=0,rounding_size=0.05", "linewidth": 1.2}
    axis.add_patch(FancyBboxPatch((left, box.top), width, box.height, facecolor=inside, edgecolor=edge, linestyle=line, zorder=2, **size))  # type: ignore[arg-type]  # fmt: skip
    for number, text in enumerate([*box.lines, *box.small]):
        small = number >= len(box.lines)
        axis.text(
            left + _PAD,
            box.top + _PAD + _LINE * (number + 0.5),
            text,
            va="center",
            fontsize=_SIZE - 0.8 * small,
            fontstyle="italic" if small or box.broken else "normal",
            color=ink,
            zorder=3,
        )


def _arrows(axis: Axes, columns: _Columns, links: list[_Link], width: float) -> None:
    """Arrows from right to left edges, each with a place of its own along them."""
    for at in range(len(columns) - 1):
        own = [(one, two) for where, one, two in links if where == at]
        starts = _ends(columns[at], [(one, columns[at + 1][two].middle) for one, two in own])
        ends = _ends(columns[at + 1], [(two, columns[at][one].middle) for one, two in own])
        for (one, two), start, end in zip(own, starts, ends, strict=True):
            broken = columns[at][one].broken or columns[at + 1][two].broken
            left = 1.24 * width * at + width
            arrow = FancyArrowPatch(
                (left + 0.02, start),
                (left + 0.24 * width - 0.02, end),
                arrowstyle="-|>",
                mutation_scale=8,
                linewidth=1.1,
                linestyle="dashed" if broken else "solid",
                color=ORANGE if broken else GREY,
                shrinkA=0,
                shrinkB=0,
                zorder=1,
            )
            axis.add_patch(arrow)


def _ends(column: dict[str, _Box], wanted: Iterable[tuple[str, float]]) -> list[float]:
    """Where arrows touch their boxes: spread along the edge, in the order of where they go."""
    asked = list(wanted)
    places = [0.0] * len(asked)
    for name, box in column.items():
        own = sorted((other, number) for number, (it, other) in enumerate(asked) if it == name)
        for order, (_, number) in enumerate(own):
            places[number] = box.top + box.height * (0.2 + 0.6 * (order + 0.5) / len(own))
    return places


def _table(columns: _Columns, links: list[_Link], heads: list[str]) -> pd.DataFrame:
    """Every way through the chain, a row each."""
    following = {
        (at, one): [two for where, first, two in links if where == at and first == one] for at, one, _ in links
    }
    reached = {two for _, _, two in links}
    rows: list[list[str]] = []

    def follow(at: int, name: str, before: list[str]) -> None:
        box = columns[at][name]
        said = [*before, f"{box.text} ({box.more})" if box.more else box.text]
        after = following.get((at, name), [])
        if not after:
            rows.append([*said, *[""] * (len(columns) - len(said))])
        for other in after:
            follow(at + 1, other, said)

    for at, column in enumerate(columns):
        for name in column:
            if name not in reached:
                follow(at, name, [""] * at)
    return pd.DataFrame(rows, columns=heads, dtype="str")


def _alt(cell: Cells, columns: _Columns) -> str:
    needs, actions, indicators = (sum(not box.broken for box in column.values()) for column in columns[:3])
    counts = {"needs": needs, "actions": actions, "indicators": indicators}
    said = cell.say("Arrows from needs ({needs}) to actions ({actions}) to indicators ({indicators}).", **counts)
    aims = [box.text for column in columns[3:] for box in column.values()]
    broken = sum(box.broken for column in columns for box in column.values())
    return " ".join(
        [
            said,
            *([cell.say("They aim at: {aims}.", aims=", ".join(aims))] if aims else []),
            cell.say("Arrows that break off: {n}.", n=broken),
        ]
    )


def _notes(cell: Cells, columns: _Columns) -> tuple[str, ...]:
    broken = any(box.broken for column in columns for box in column.values())
    return (
        *((cell.say("Dashed: here the chain is broken."),) if broken else ()),
        *(
            (cell.say("Aims: elements of the frameworks that the actions, or their needs, refer to."),)
            if len(columns) > 3
            else ()
        ),
    )
