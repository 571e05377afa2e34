"""Who took part in deciding, and what the panel of a Delphi thought from round to round."""

import pandas as pd

from pilots.actions import ActionPlan
from pilots.cells import Cells, is_missing
from pilots.exhibits import Table
from pilots.few import too_near
from pilots.language import date, pick
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.tables.assemble import assemble
from pilots.told_deciding import told_panel, told_present, told_rated


def took_part(
    attended: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-took-part"
) -> Table:
    """Decision by decision, who was invited, who came and who had a say.

    Parameters
    ----------
    attended
        As `actions.took_part` gives it.
    """
    cell = Cells(pilot, language)
    texts = ("Decision", "Group", "Invited", "Present", "Share present", "95% interval", "Had a say", "Of those who decided", "Of all people")  # fmt: skip
    heads = [cell.say(text) for text in texts]
    titles = plan.decisions.drop_duplicates("decision").set_index("decision")["what"]
    rows: list[list[str]] = []
    counts: list[Count] = []
    for decision, own in attended.groupby("decision", sort=False):
        held = [_tells(cell, row) for _, row in own.iterrows()]
        counts += told_present(own, held, pilot.privacy.threshold, len(rows))
        day = (
            ""
            if pd.isna(own["date"].iloc[0])
            else f"{date(own['date'].iloc[0].date(), language, 'medium')}{cell.say(': ')}"
        )
        for hide, (_, row) in zip(held, own.iterrows(), strict=True):
            rows.append(
                [
                    day + (pick(titles[decision], language) or str(decision)),
                    cell.group(row["group"]),
                    _count(cell, row["invited"]),
                    "·" if hide else _count(cell, row["present"]),
                    "·" if hide else cell.share(row["share"]),
                    "·" if hide else cell.interval(row["ci_low"], row["ci_high"], share=True),
                    cell.say("yes") if row["decided"] else cell.say("no"),
                    # who was present in one group could be computed from the others and their parts
                    "·" if any(held) else cell.share(row["of_deciding"]),
                    cell.share(row["of_people"]),
                ]
            )
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("Who took part in deciding"),
        label=label,
        method=cell.say("Taken from the workbook of actions that the group keeps."),
        empty=cell.say("Who took part in decisions was not recorded in this pilot."),
        notes=[
            cell.say("Of those who decided: the group's part of all who were present and had a say. Of all people: its part of all who were asked in the surveys."),
            *([cell.held_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=[*heads[2:6], *heads[7:]],
        row_groups=heads[0],
        optional=heads[8:],
        counts=counts,
    )  # fmt: skip


def delphi(
    rounds: pd.DataFrame, plan: ActionPlan, pilot: Pilot, *, language: str = "nl", label: str = "tbl-delphi"
) -> Table:
    """What the panel thought of each action round by round, whether it agrees and whether it still moves.

    Parameters
    ----------
    rounds
        As `actions.delphi` gives them.
    """
    cell = Cells(pilot, language)
    texts = ("Action", "Round", "n", "Median", "Middle half", "In favour", "A", "Changed", "Verdict")
    heads = [cell.say(text) for text in texts]
    titles = dict(zip(plan.actions["action"], plan.actions["titles"], strict=True))
    numbers = rounds.sort_values(["round", "n"], ascending=[True, False], kind="stable")["n"]
    near = too_near(numbers.astype("float64"), pilot.privacy.threshold)
    rounds = rounds.assign(near=pd.Series(near, index=numbers.index, dtype="bool"))
    order = {action: place for place, action in enumerate(dict.fromkeys(rounds["action"]))}
    ordered = rounds.sort_values("action", key=lambda names: names.map(order), kind="stable")
    rows = [
        [
            cell.titled(row["action"], titles.get(row["action"], {})),
            cell.number(float(row["round"]), 0),
            # who rated in one round only would follow from two numbers that differ by few
            "·" if row["near"] else cell.n(row["n"]),
            *_thought(cell, row, near=row["near"]),
            _changed(cell, row),
            "·" if cell.few(row["n"]) else cell.say(row["verdict"]),
        ]
        for _, row in ordered.iterrows()
    ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("The Delphi rounds: consensus and stability"),
        label=label,
        method=cell.say("Ratings of the same panel in rounds; Wilson's intervals; van der Eijk's A with bootstrap interval."),
        empty=cell.say("No Delphi rounds were held in this pilot."),
        notes=[
            cell.say("In favour: ratings in the upper third of the scale. A: van der Eijk's agreement, from −1 (two camps) to 1 (all alike). Changed: of those who rated it in both rounds."),
            cell.say("Settled: the panel agrees, and at most 15 % net sits at another level than a round before. The verdict is about this panel."),
            *([cell.held_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=heads[1:8],
        row_groups=heads[0],
        counts=told_rated(ordered, rows, pilot.privacy.threshold),
    )  # fmt: skip


def panel(rounds: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-panel") -> Table:
    """Who took part in each Delphi round, who dropped out, and how far they order the actions alike.

    Parameters
    ----------
    rounds
        As `actions.panel` gives them.
    """
    cell = Cells(pilot, language)
    heads = [cell.say(text) for text in ("Round", "Voters", "Dropped out", "Joined", "W", "p")]
    rows = []
    for _, row in rounds.iterrows():
        held = cell.few(row["complete"])
        tested = ["·", "·"] if held else [cell.number(row["w"]), cell.p(row["p_value"])]
        moved = [_count(cell, row[name]) for name in ("dropped", "joined")]
        rows.append([cell.number(float(row["round"]), 0), cell.n(row["voters"]), *moved, *tested])
    small = (
        rounds[["dropped", "joined"]]
        .apply(lambda column: column.map(cell.rare, na_action="ignore"))
        .eq(True)
        .any(axis=None)
    )
    if small:
        # who dropped out follows from how many there were in two rounds
        rows = [
            [row[0], row[1] if at == 0 else "·", "·" if at else row[2], "·" if at else row[3], *row[4:]]
            for at, row in enumerate(rows)
        ]
    return assemble(
        cell,
        heads,
        rows,
        caption=cell.say("The panel of the Delphi rounds"),
        label=label,
        method=cell.methods(rounds),
        empty=cell.say("No Delphi rounds were held in this pilot."),
        notes=[
            cell.say(
                "W: Kendall's coefficient of concordance of those who rated all actions; 1 is the same order for all."
            ),
            *([cell.held_note()] if any("·" in row for row in rows) else []),
        ],
        numeric=heads,
        counts=told_panel(rounds, rows, pilot.privacy.threshold),
    )


def _tells(cell: Cells, row: "pd.Series") -> bool:
    if is_missing(row["share"]):
        return not is_missing(row["present"]) and cell.rare(row["present"])
    return cell.tells(row["present"], row["invited"])


def _count(cell: Cells, count: object) -> str:
    return "–" if is_missing(count) else cell.n(float(str(count)))


def _thought(cell: Cells, row: "pd.Series", *, near: bool) -> list[str]:
    """Median, middle half, share in favour and agreement; dots where they tell of someone, no intervals where these tell n."""
    if cell.few(row["n"]):
        return ["·"] * 4
    intervals = cell.interval(row["ci_low"], row["ci_high"], share=True), cell.interval(row["a_low"], row["a_high"])
    share, a = (
        said if near else f"{said} ({interval})"
        for said, interval in zip((cell.share(row["share"]), cell.number(row["a"])), intervals, strict=True)
    )
    alike = row["q1"] == row["q3"] and row["a"] == 1
    return [
        "·" if alike else cell.number(row["median"], 1),
        "·" if alike else cell.interval(row["q1"], row["q3"], 1),
        "·" if cell.tells(row["agreeing"], row["n"]) else share,
        "·" if alike else a,
    ]


def _changed(cell: Cells, row: "pd.Series") -> str:
    if is_missing(row["changed"]):
        return "–"
    held = cell.tells(round(row["changed"] * row["both"]), row["both"])
    return "·" if held else cell.share(row["changed"])
