"""What was done, in sentences: who was reached, where families were lost, what it cost, who brought whom, what stands."""

import pandas as pd

from pilots.actions.withheld_reach import held_bases, held_families
from pilots.cells import Cells
from pilots.exhibits import Sentence
from pilots.pilot import Pilot
from pilots.privacy.nested import nested
from pilots.told import BROUGHT, FAMILIES, PEOPLE, REFERRED, told, told_families

_ALL = "all"


def reached(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """How many people and families were reached in all.

    Parameters
    ----------
    found
        As `actions.reach` gives it.
    """
    cell = Cells(pilot, language)
    everyone = found[found["name"] == _ALL]
    if everyone.empty:
        return Sentence(cell.say("Nobody registered who came."), language, absent=True)
    row = everyone.iloc[0]
    counts = [told(PEOPLE, {}, row["people"], pilot.privacy.threshold)]
    if cell.rare(row["people"]):
        return Sentence(
            cell.say("Fewer than {threshold} people were reached.", threshold=pilot.privacy.threshold),
            language,
            counts=tuple(counts),
        )
    values = {"people": cell.number(row["people"], 0)}
    text = cell.say("{people} different people were reached.", **values)
    if pd.notna(row["families"]) and not cell.rare(row["families"]):
        values["families"] = cell.number(row["families"], 0)
        counts.append(told(FAMILIES, {}, row["families"], 1))
        text = cell.say("{people} different people of {families} families were reached.", **values)
    if pd.notna(row["of"]) and not held_bases(found, pilot.privacy.threshold)[_ALL]:
        values |= {
            "share": cell.share(row["share"]),
            "interval": cell.interval(row["ci_low"], row["ci_high"], share=True),
        }
        said = cell.say("That is {share} of all who could have come (95% interval {interval}).", **values)
        text = f"{text} {said}"
        could = f"{PEOPLE} could have come: {_ALL}"
        counts += [told(could, {}, row["of"], 1), told(could, {"came": "yes"}, row["people"], 1)]
    method = cell.say("Different people and families counted in the registrations; Wilson's interval.")
    return Sentence(text, language, values=values, counts=tuple(counts), provenance=cell.provenance(method, found))


def funnel(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """How many of the families that were met were helped in the end, and at which step most were lost.

    Parameters
    ----------
    found
        As `actions.funnel` gives it.
    """
    cell = Cells(pilot, language)
    everyone = found[found["name"] == _ALL].set_index("stage")
    if everyone.empty:
        return Sentence(cell.say("No referrals were registered in this pilot."), language, absent=True)
    counts = everyone["families"].astype("float64")
    hidden = nested(counts.to_frame(_ALL).T, pilot.privacy.threshold).loc[_ALL]
    first, last = counts.index[0], counts.index[-1]
    if not counts[first]:
        return Sentence(cell.say("Of no family it was registered that it was met."), language, absent=True)
    met_too = round(everyone["of_first"][last] * counts[first])
    skipped = cell.rare(counts[last] - met_too)
    if hidden[first] or hidden[last] or skipped or cell.tells(met_too, counts[first]):
        return Sentence(cell.people_note(), language)
    values = {
        "met": cell.number(counts[first], 0),
        "helped": cell.number(counts[last], 0),
        "share": cell.share(everyone["of_first"][last]),
    }
    values["interval"] = cell.interval(everyone["first_low"][last], everyone["first_high"][last], share=True)
    both = {f"stage: {first}": "yes", f"stage: {last}": "yes"}
    counts_told = [told(REFERRED, {f"stage: {stage}": "yes"}, counts[stage], 1) for stage in (first, last)]
    counts_told.append(told(REFERRED, both, met_too, 1))
    text = cell.say(
        "Of {met} families that were met, {helped} were helped in the end: {share} (95% interval {interval}).", **values
    )
    steps = [
        (float(everyone["lost"][stage]), stage, earlier)
        for earlier, stage in zip(counts.index[:-1], counts.index[1:], strict=True)
    ]
    known = [
        step
        for step in steps
        if not hidden[step[1]] and not hidden[step[2]] and not cell.rare(everyone["skipped"][step[1]])
    ]
    most = max(known, default=(0.0, "", ""))
    if not cell.few(most[0]):
        said = cell.say("Most were lost between '{before}' and '{after}': {n}.", before=cell.say(f"stage:{most[2]}"),
                        after=cell.say(f"stage:{most[1]}"), n=cell.number(most[0], 0))  # fmt: skip
        text = f"{text} {said}"
        counts_told.append(told(REFERRED, {f"stage: {most[2]}": "yes", f"stage: {most[1]}": "no"}, most[0], 1))
    method = cell.say("Families counted stage by stage in the registrations; Wilson's interval.")
    return Sentence(text, language, values=values, counts=tuple(counts_told), provenance=cell.provenance(method, found))


def cost_per_family(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """What it cost to reach a family, all together, and how that depends on what counts as reached.

    Parameters
    ----------
    found
        As `actions.cost_per_family` gives it.
    """
    cell = Cells(pilot, language)
    everyone = found[(found["name"] == _ALL) & found["estimate"].notna()]
    if everyone.empty:
        return Sentence(
            cell.say("Cost per family can't be told: no costs were registered, or nobody who was reached."),
            language,
            absent=True,
        )
    hidden = held_families(found, pilot.privacy.threshold).loc[_ALL]
    lines, values = [], {}
    for _, row in everyone.iterrows():
        if hidden[row["reached"]]:
            continue
        limits = [cell.say("€\xa0{amount}", amount=cell.number(row[name], 0)) for name in ("ci_low", "ci_high")]
        parts = {
            "cost": cell.say("€\xa0{amount}", amount=cell.number(row["estimate"], 0)),
            "n": cell.number(row["families"], 0),
        }
        parts["interval"] = cell.say("{low} to {high}", low=limits[0], high=limits[1])
        lines.append(
            cell.say(
                "A family reached ({reached}) cost {cost} (95% interval {interval}; {n} families).",
                reached=_level(cell, row["reached"]),
                **parts,
            )
        )
        values[str(row["reached"])] = parts["cost"]
    counts = tuple(told_families(everyone, held_families(found, pilot.privacy.threshold), in_cells=False))
    method = cell.say(
        "Paid, divided by the different families that were reached; Garwood's exact interval of their number."
    )
    return Sentence(
        "\n".join(lines) or cell.people_note(),
        language,
        values=values,
        counts=counts,
        provenance=cell.provenance(method, found),
    )


def spread(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """How many came through another; of few people only whether anybody did.

    Parameters
    ----------
    found
        As `actions.spread` gives it.
    """
    cell = Cells(pilot, language)
    if found.empty:
        return Sentence(cell.say("Nobody registered who brought whom."), language, absent=True)
    people, brought = (found[found["what"] == what].iloc[0] for what in ("people", "brought"))
    some = brought["people"] > 0
    everybody = told(BROUGHT, {}, people["people"], pilot.privacy.threshold)
    if cell.few(people["people"]):
        start = cell.say("Fewer than {threshold} people were registered.", threshold=pilot.privacy.threshold)
        word = cell.say("Some of them came through another: reach grew from person to person.") if some else cell.say("None of them came through another.")  # fmt: skip
        return Sentence(f"{start} {word}", language, counts=(everybody,))
    if cell.tells(brought["people"], people["people"]):
        low = brought["share"] < 0.5
        word = cell.say("A few of them came through another.") if low and some else cell.say("Nearly all of them came through another.") if some else cell.say("None of them came through another.")  # fmt: skip
        few = told(BROUGHT, {"brought": "yes"}, brought["people"], 1, held=some)
        return Sentence(
            f"{cell.say('{n} people were registered.', n=cell.number(people['people'], 0))} {word}",
            language,
            counts=(everybody, few),
        )
    values = {
        "n": cell.number(people["people"], 0),
        "brought": cell.number(brought["people"], 0),
        "share": cell.share(brought["share"]),
    }
    values["interval"] = cell.interval(brought["ci_low"], brought["ci_high"], share=True)
    text = cell.say("Of {n} people {brought} came through another: {share} (95% interval {interval}).", **values)
    counts = (everybody, told(BROUGHT, {"brought": "yes"}, brought["people"], 1))
    method = cell.say("Counted in the registration of who brought whom; Wilson's interval.")
    return Sentence(text, language, values=values, counts=counts, provenance=cell.provenance(method, found))


def claims(found: pd.DataFrame, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """How many claims of contribution stand, are weak, contested, or have no evidence.

    Parameters
    ----------
    found
        As `actions.contribution` gives it.
    """
    cell = Cells(pilot, language)
    counts = found["verdict"].value_counts()
    if counts.empty:
        return Sentence(cell.say("No claims of contribution were made yet."), language, absent=True)
    order = [name for name in ("stands", "weak", "contested", "no evidence") if name in counts]
    listed = ", ".join(f"{cell.say(f'claim:{name}')}{cell.say(': ')}{counts[name]}" for name in order)
    text = cell.say("Claims that the actions contributed: {listed}.", listed=listed)
    method = cell.say("Contribution analysis after Mayne (2012), by a fixed rule.")
    return Sentence(
        text,
        language,
        values={str(name): str(n) for name, n in counts.items()},
        provenance=cell.provenance(method, found),
    )


def _level(cell: Cells, name: str) -> str:
    if name.endswith(" times"):
        return cell.say("came {n} times or more", n=name.removesuffix(" times"))
    return cell.say("came at least once") if name == "once" else cell.say(f"stage:{name}")
