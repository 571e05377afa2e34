"""Several pilots in sentences: who they are, what they say together, what was learned."""

import pandas as pd

from pilots.across import Publication
from pilots.cells import Cells, is_missing
from pilots.exhibits import Sentence
from pilots.language import listed, pick
from pilots.statistics.samples import EVERYONE

_WEIGHTS = ("measured in several pilots", "measured in one pilot", "experience", "cannot tell")


def pilots(found: pd.DataFrame, publication: Publication, *, language: str = "nl") -> Sentence:
    """How many pilots, with how many places, from when to when.

    Parameters
    ----------
    found
        As `across.contexts` gives it.
    """
    cell = Cells(publication.pilot, language)
    if found.empty:
        return Sentence(cell.say("There is no pilot to tell of."), language, absent=True)
    named = [publication.called(name, language) for name in found["pilot"]]
    starts, ends = ([day.year for day in found[side] if not is_missing(day)] for side in ("start", "end"))
    values = {"n": str(len(found)), "places": str(found["sites"].sum())}
    if starts:
        text = "Pilots: {n} ({listed}). Schools and other places: {places}. From {first} to {last}."
        years = {"first": str(min(starts)), "last": str(max(ends))}
        said = cell.say(text, listed=listed(named, language), **values, **years)
        return Sentence(said, language, values=values | years)
    said = cell.say(
        "Pilots: {n} ({listed}). Schools and other places: {places}.", listed=listed(named, language), **values
    )
    return Sentence(said, language, values=values)


def measured_alike(found: pd.DataFrame, publication: Publication, *, language: str = "nl") -> Sentence:
    """How many scales of elements that several pilots measure are the same measure.

    Parameters
    ----------
    found
        As `across.alike` gives it.
    """
    cell = Cells(publication.pilot, language)
    if found.empty:
        none = cell.say("No element of a framework was measured in two pilots or more.")
        return Sentence(none, language, absent=True)
    elements, alike = found["element"].nunique(), found.loc[found["alike"], "element"].nunique()
    values = {"elements": str(elements), "alike": str(alike)}
    text = "Elements that two pilots or more measured: {elements}; of these with the same scale: {alike}."
    return Sentence(cell.say(text, **values), language, values=values)


def synthesised(found: pd.DataFrame, publication: Publication, *, language: str = "nl") -> Sentence:
    """What pilots say together on each measure: pooled from four pilots up, below that side by side, and why.

    Parameters
    ----------
    found
        As `across.synthesise` gives it.
    """
    cell = Cells(publication.pilot, language)
    if found.empty:
        none = cell.say("Nothing was measured alike in two pilots or more, so nothing is put together.")
        return Sentence(none, language, absent=True)
    lines, values = [], {}
    for (measure, kind), own in found.groupby(["measure", "kind"], sort=False):
        about = {"scale": pick(own["labels"].iloc[0], language), "kind": cell.say(str(kind))}
        each = [
            f"{publication.called(row['group'], language)} {cell.number(row['estimate'])}"
            for row in own.loc[(own["group"] != EVERYONE) & ~own["held"]].to_dict("records")
        ]
        if not each:
            lines.append(cell.say("{scale}, {kind}: held back in all pilots.", **about))
            continue
        values[f"{measure} {kind}"] = ", ".join(each)
        pooled = own.loc[(own["statistic"] == "pooled_effect") & own["estimate"].notna()]
        if pooled.empty:
            text = "{scale}, {kind}: {listed}. With so few pilots nothing is pooled: they stand beside each other."
            lines.append(cell.say(text, listed=cell.say("; ").join(each), **about))
            continue
        row = pooled.iloc[0]
        text = (
            "{scale}, {kind}: on average {mean} ({interval}) in pilots like these; in the pilots themselves {listed}."
        )
        interval = cell.interval(row["ci_low"], row["ci_high"])
        lines.append(
            cell.say(
                text, mean=cell.number(row["estimate"]), interval=interval, listed=cell.say("; ").join(each), **about
            )
        )
    return Sentence("\n".join(lines), language, values=values)


def travelled(found: pd.DataFrame, publication: Publication, *, language: str = "nl") -> Sentence:
    """How many materials and themes came up in several pilots, and what became of them.

    Parameters
    ----------
    found
        As `across.travelled` gives it.
    """
    cell = Cells(publication.pilot, language)
    if found.empty:
        none = cell.say("No material, theme or number in a register is named in two pilots or more.")
        return Sentence(none, language, absent=True)
    fates = found["fate"].value_counts()
    said = cell.say("; ").join(f"{cell.say('fate:' + str(fate))}{cell.say(': ')}{n}" for fate, n in fates.items())
    values = {"n": str(found["unit"].nunique()), "listed": said}
    text = "Materials, themes and numbers in a register that travelled: {n}. What became of them: {listed}."
    return Sentence(cell.say(text, **values), language, values=values)


def lessons(found: pd.DataFrame, publication: Publication, *, language: str = "nl") -> Sentence:
    """Each lesson in a line, those that were measured in most pilots first, with how much it rests on.

    Parameters
    ----------
    found
        As `across.lessons` gives it.
    """
    cell = Cells(publication.pilot, language)
    if found.empty:
        return Sentence(cell.say("No lessons were written down."), language, absent=True)
    once = found.drop_duplicates("lesson")
    ranked = once.sort_values("weight", key=lambda weights: weights.map(_WEIGHTS.index), kind="stable")
    lines = [
        f"{pick(row['titles'], language).rstrip('.')} ({cell.say('weight:' + str(row['weight']))})."
        for row in ranked.to_dict("records")
    ]
    values = {str(weight): str(n) for weight, n in once["weight"].value_counts().items()}
    return Sentence("\n".join(lines), language, values=values)
