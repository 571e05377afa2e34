"""Labels that many questionnaires share: answer lists whose order is known, and answers that are none."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from pilots.survey.headings import fold


def missing_reason(label: str) -> str:
    """Why a label stands for no answer, in Dutch, French, English or German; "" where it doesn't.

    Returns
    -------
    str
        One of `vocabulary.MISSING_REASONS`, or "".

    Examples
    --------
    >>> missing_reason("Weet niet."), missing_reason("Weigert te antwoorden"), missing_reason("nooit")
    ("don't know", 'refused', '')
    """
    return _missing().get(fold(label), "")


def ranks(labels: Iterable[str]) -> dict[str, int] | None:
    """The place of each label in a list whose order is known, such as "nooit < soms < altijd".

    Parameters
    ----------
    labels
        The labels of one question, without those that stand for no answer.

    Returns
    -------
    dict of label to place, from least to most; None where a label is unknown, or two stand for the same step.

    Examples
    --------
    >>> ranks(["sehr häufig", "gar nicht", "eher selten"])
    {'gar nicht': 0, 'eher selten': 1, 'sehr häufig': 2}
    >>> ranks(["Gent", "Menen"]) is None
    True
    """
    folded = {label: fold(label) for label in labels}
    ends = {text.rpartition(" ")[2] for text in folded.values()}
    if len(folded) > 2 and len(ends) == 1:  # not at all concerned, slightly concerned, ...
        bare = {label: text.rpartition(" ")[0] for label, text in folded.items()}
        return _placed(bare) or _placed(folded)
    return _placed(folded)


def _placed(folded: Mapping[str, str]) -> dict[str, int] | None:
    for steps in _lists():
        places = {label: steps[text] for label, text in folded.items() if text in steps}
        if len(places) == len(folded) == len(set(places.values())):
            return {label: place for place, label in enumerate(sorted(places, key=places.__getitem__))}
    return None


@cache
def _missing() -> dict[str, str]:
    parted = (line.partition(":") for line in _lines("missing.txt"))
    return {fold(word): reason for reason, _, words in parted for word in words.split("|")}


@cache
def _lists() -> tuple[dict[str, int], ...]:
    return tuple(
        {fold(word): place for place, step in enumerate(line.split(" < ")) for word in step.split("|")}
        for line in _lines("ordered.txt")
    )


def _lines(name: str) -> Iterator[str]:
    text = (files("pilots.survey.read") / "words" / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
