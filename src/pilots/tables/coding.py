"""What was coded: the code book with counts, codes by group, codes that go together, themes before and after."""

import pandas as pd

from pilots.cells import Cells
from pilots.errors import PilotsError
from pilots.exhibits import Table
from pilots.mixed.conversations import told, told_codes, told_under
from pilots.pilot import Pilot
from pilots.qualitative.order import told_together
from pilots.qualitative.redaction import redact_prose
from pilots.qualitative.themes import PHASES
from pilots.statistics.samples import EVERYONE
from pilots.tables.assemble import assemble
from pilots.tables.themes import conversations
from pilots.told_codes import told_by_attribute, told_moved, told_pairs
from pilots.told_themes import told_themes
from pilots.vocabulary import Column, frame
from pilots.withheld import hold_back
from pilots.wording import Told, any_held, methods, reasons, tell

MOST = 20
"""Pairs of codes that a table shows."""
_CLEAR = 0.05
_INDENT = "\N{EM SPACE}"


def code_book(tree: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-code-book") -> Table:
    """The codes with what they mean and in how many conversations they came up.

    Parameters
    ----------
    tree
        As `qualitative.code_tree` gives it. Meanings are shown without names. That nobody spoke of something is told as few.
    """
    cell = Cells(pilot, language)
    told_of = told_codes(tree, pilot.privacy.threshold)
    heads = [cell.say(text) for text in ("Code", "Meaning", "Conversations")]
    rows = [
        [
            _INDENT * int(row["level"]) + cell.own(row["name"]),
            "" if pd.isna(row["description"]) else redact_prose(cell.own(row["description"]), pilot, language),
            conversations(cell, found) if row["base"] else "–",
        ]
        for (_, row), found in zip(tree.iterrows(), told_of, strict=True)
    ]
    shown = heads if any(row[1] for row in rows) else [heads[0], heads[2]]
    return assemble(
        cell,
        shown,
        [[row[0], *row[-len(shown) + 1 :]] for row in rows],
        caption=cell.say("The code book"),
        label=label,
        method=cell.say("Coded segments counted by case."),
        empty=cell.say("No interviews or other conversations were coded in this pilot."),
        notes=[cell.say("A code counts with those under it. Counts of conversations (cases), not of mentions.")],
        numeric=[heads[2]],
        counts=told_themes(tree, told_of, label, rows=list(tree.index), column=len(shown) - 1),
    )


def code_attributes(
    found: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-code-attributes"
) -> Table:
    """In which share of the conversations of each group each code came up.

    Parameters
    ----------
    found
        As `qualitative.code_attributes` gives them. A share is held back where too few have the code, or have it not, where all
        have it, and where another could be computed from it; a group of too few whole.
    """
    cell = Cells(pilot, language)
    keys = list(zip(found["variable"], found["group"], strict=True))
    held = dict(zip(keys, hold_back(found, pilot.privacy.threshold), strict=True))
    near = _near(found, pilot.privacy.threshold)
    held |= {key: True for key in keys if key in near or (key[1] != EVERYONE and key[0] in {code for code, _ in near})}
    groups = [g for g in dict.fromkeys(found["group"]) if not all(held[key] for key in held if key[1] == g)]
    sizes = found.drop_duplicates("group").set_index("group")["n"]
    rows = {str(code): [""] * len(groups) for code in found["variable"]} if groups else {}
    for _, row in found.loc[found["group"].isin(groups)].iterrows():
        low, high = row["ci_low"], row["ci_high"]
        said = f"{cell.share(row['estimate'])} ({cell.interval(low, high, share=True)})"
        rows[row["variable"]][groups.index(row["group"])] = "·" if held[row["variable"], row["group"]] else said
    named = [redact_prose(cell.group(g), pilot, language) for g in groups]
    heads = [
        cell.say("{group} (n = {n})", group=name, n=cell.n(sizes[g])) for name, g in zip(named, groups, strict=True)
    ]
    few = (
        cell.say("No interviews or other conversations were coded in this pilot.")
        if found.empty
        else cell.people_note()
    )
    return assemble(
        cell,
        [cell.say("Code"), *heads],
        [[cell.own(code), *cells] for code, cells in rows.items()],
        caption=cell.say("Codes by group"),
        label=label,
        method=cell.methods(found),
        empty=few,
        notes=[
            cell.say("Share of the conversations (cases) in which the code comes up, with its 95% interval."),
            *([cell.held_note()] if any(held.values()) else []),
            *_unknown(cell, found),
        ],
        numeric=heads,
        counts=told_by_attribute(found, held, groups, pilot.privacy.threshold, label),
    )


def _near(found: pd.DataFrame, threshold: int) -> set[tuple[str, str]]:
    """Codes and groups of which so many have a code above it that few have that, but not the code."""
    names = ("variable", "group", "estimate", "n", "above")
    near = set()
    for code, group, share, n, above in zip(*(found[name] for name in names), strict=True):
        cases, base = round(share * n), int(n)
        if told(cases, base, threshold).exact and not told_under(cases, above, base, threshold).exact:
            near.add((str(code), str(group)))
    return near


def _unknown(cell: Cells, found: pd.DataFrame) -> list[str]:
    missing = found.loc[found["group"] == EVERYONE, "n_missing"]
    if missing.empty or not missing.iloc[0]:
        return []
    return [
        cell.say(
            "Of {n} {n:conversation it is not known to which group it belongs|conversations it is not known to which group they belong}.",
            n=cell.n(missing.iloc[0]),
        )
    ]


def co_occurrence(
    together: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-co-occurrence"
) -> Table:
    """Which codes go together in most conversations.

    Parameters
    ----------
    together
        As `qualitative.co_occurrence` gives them, of cases. The 20 pairs most often together are shown; those that would tell of too few
        conversations (with both, with one of the two, with neither, or with a code above but not with it) are left out.

    Raises
    ------
    PilotsError
        When these are mentions: how few people stand behind them can't be seen.
    """
    cell = Cells(pilot, language)
    if together["counted"].eq("mentions").any():
        raise PilotsError("mentions of codes can't be published", mend="Count cases: count='cases'.")
    safe = _pairs_told(together, pilot.privacy.threshold)
    shown = together.loc[safe].head(MOST)
    heads = [cell.say(text) for text in ("Code", "and", "Together", "Expected", "Jaccard")]
    expected = shown["expected"].notna().any()
    rows = [
        [
            cell.own(row["name_a"]),
            cell.own(row["name_b"]),
            cell.say("{cases} of {base}", cases=row["together"], base=row["base"]),
            *([cell.number(row["expected"], 1)] if expected else []),
            cell.number(row["coefficient"]),
        ]
        for _, row in shown.iterrows()
    ]
    kept = [head for head in heads if expected or head != heads[3]]
    return assemble(
        cell,
        kept,
        rows,
        caption=cell.say("Codes that go together"),
        label=label,
        method=cell.say("Cases with both codes, counted."),
        empty=cell.say("No two codes go together in enough conversations, and apart in enough, to be shown."),
        notes=[
            cell.say("Together: conversations with both codes. Jaccard: of those with either, the share with both."),
            *([cell.say("Expected: had the codes nothing to do with each other.")] if expected else []),
            *([cell.people_note()] if not all(safe) else []),
        ],
        numeric=kept[2:],
        counts=told_pairs(shown, label, columns=(2, len(kept) - 1)),
    )


def _pairs_told(together: pd.DataFrame, threshold: int) -> list[bool]:
    """Which pairs tell of few neither by themselves nor beside the codes above them."""
    counts = zip(*(together[f"cases_{end}"] for end in "ab"), together["together"], together["base"], strict=True)
    whole = [told_together(a, b, both, base, threshold) for a, b, both, base in counts]
    codes = [
        [
            told_under(cases, above, base, threshold).exact
            for cases, above, base in zip(
                *(together[name] for name in (f"cases_{end}", f"above_{end}", "base")), strict=True
            )
        ]
        for end in "ab"
    ]
    near = together["fewer"].lt(threshold).fillna(value=False)
    return [safe and a and b and not few for safe, a, b, few in zip(whole, *codes, near, strict=True)]


_CHANGE = (
    Column("variable", "str", "Theme", "what it is called"),
    Column("before", "str", "Before", "share"),
    Column("after", "str", "After", "share"),
    Column("change", "str", "Difference", "in percentage points, with interval"),
    Column("p", "str", "p (corrected)", "by Holm"),
    Column("words", "str", "Reading", "whether it came up more or less often, as far as the interval and p tell"),
)


def theme_change(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl", label: str = "tbl-theme-change") -> Table:
    """In which share of the conversations each theme came up before and after, and how sure the difference is.

    Parameters
    ----------
    found
        As `qualitative.theme_change` gives them.
    """
    cell = Cells(pilot, language)
    # how many moved each way is not shown, and can give nothing away
    lines = tell(found.loc[~found["statistic"].isin(["higher", "lower"])], cell)
    rows = []
    for theme in dict.fromkeys(found["variable"]):
        own = {line.row["statistic"]: line for line in lines if line.row["variable"] == theme}
        change = own.get("share_change")
        if change is None:
            continue
        shares = ["–" if line is None else line.value for line in (own.get("share_before"), own.get("share_after"))]
        interval = change.value if change.held or change.value == "–" else f"{change.value} ({change.interval})"
        rows.append(
            dict(
                zip(
                    (c.name for c in _CHANGE),
                    [cell.own(str(theme)), *shares, interval, change.p, _reading(cell, change)],
                    strict=True,
                )
            )
        )
    telling = rows if any(row["change"] not in ("·", "–") for row in rows) else []
    none = "There were no conversations in two phases of this pilot."
    few = "Too few conversations to tell how often themes came up before and after."
    columns = [cell.say(column.label) for column in _CHANGE]
    sizes = found.drop_duplicates("statistic").set_index("statistic")["n"]
    counts = [cell.n(sizes.get(name, float("nan"))) for name in ("share_before", "share_after")]
    return assemble(
        cell,
        columns,
        frame(_CHANGE, telling).to_numpy().tolist(),
        caption=cell.say("Themes before and after"),
        label=label,
        method=methods(lines, cell),
        empty=cell.say(few) if rows else cell.say(none),
        notes=[
            cell.say("{before} {before:conversation|conversations} before, {after} after. Difference: percentage points, with its 95% interval.",
                     before=counts[0], after=counts[1]),
            *reasons(lines),
            *([cell.held_note()] if any_held(lines) else []),
        ] if rows else [],
        numeric=columns[1:5],
        counts=told_moved(
            [(line.row, line.held) for line in lines if line.row["statistic"] in ("share_before", "share_after")],
            found.attrs.get(PHASES, (f"before {label}", f"after {label}")),
            pilot.privacy.threshold,
            [row["variable"] for row in telling],
        ),
    )  # fmt: skip


def _reading(cell: Cells, change: Told) -> str:
    """More often, less often, or cannot tell; empty where it is held back."""
    low, high, p = (float(change.row[name]) for name in ("ci_low", "ci_high", "p_adjusted"))
    if change.held:
        return ""
    if p < _CLEAR and (low > 0 or high < 0):
        return cell.say("more often") if low > 0 else cell.say("less often")
    return cell.say("cannot tell")
