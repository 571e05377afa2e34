"""Whether the interviews brought all codes, in a sentence."""

from pilots.cells import Cells
from pilots.exhibits import Sentence
from pilots.pilot import Pilot
from pilots.qualitative import Saturation
from pilots.told_codes import told_held


def saturation(found: Saturation, pilot: Pilot, *, language: str = "nl") -> Sentence:
    """Whether further interviews still brought new codes, by the rule of Guest, Namey and Chen.

    Parameters
    ----------
    found
        As `qualitative.saturation` gives it.
    """
    cell = Cells(pilot, language)
    values = {
        "n": cell.n(found.interviews),
        "base": cell.number(found.base_size, 0),
        "run": cell.number(found.run_length, 0),
        "limit": cell.share(found.threshold),
    }
    if not found.interviews:
        return Sentence(
            cell.say("No interviews or other conversations were coded in this pilot."), language, absent=True
        )
    if not found.told:
        text = cell.say(
            "Whether further interviews would bring new codes can't be told from {n} {n:interview|interviews}.",
            **values,
        )
    elif found.reached is None:
        text = cell.say(
            "Further interviews may still bring new codes: saturation (at most {limit} new codes in {run} interviews in a row, with the first {base} as base) was not reached with these {n} interviews.",
            **values,
        )
    else:
        values |= {"reached": cell.number(found.reached, 0), "share": cell.share(found.reached_in)}
        text = cell.say(
            "From interview {reached} on hardly any new codes came: saturation, at most {limit} new codes in {run} interviews in a row, with the first {base} as base (Guest, Namey and Chen, 2020). In {share} of random orders of the {n} interviews it is reached too.",
            **values,
        )
    method = cell.say("New codes interview by interview, after Guest, Namey and Chen (2020).")
    counts = tuple(told_held(found.curve, "saturation", pilot.privacy.threshold))
    return Sentence(text, language, values=values, provenance=cell.provenance(method, found.curve), counts=counts)
