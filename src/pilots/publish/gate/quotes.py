"""The rule of quotes: nobody's own words leave without consent and approval, with a name in them, or with too precise a label."""

from collections.abc import Iterator

from pilots.language import LANGUAGES, translate
from pilots.mixed.speakers import speaker_label
from pilots.pilot import Pilot
from pilots.privacy.findings import Finding
from pilots.privacy.identifiers import find
from pilots.privacy.pseudonym import Pseudonymiser
from pilots.publish.gate.leaving import Leaving, Piece
from pilots.publish.gate.people import passages, spoken

QUOTE = "quote"
_READ = ("prose", "caption", "note", "alt", "cell", "sentence", "metadata", "comment")


def quotes(leaving: Leaving, pilot: Pilot | None) -> list[Finding]:
    """What may not leave of people's own words.

    A name in a quote, known from lists of names; a label of a speaker in the table of quotes that few people share; and
    words that stand so in a conversation, an open answer or a story that nobody approved: `LENGTH` words in a row that
    are in no approved quote.

    Parameters
    ----------
    pilot
        None where it isn't found: only names in quotes are found then.
    """
    give = Pseudonymiser(pilot.keys) if pilot and pilot.folder.name else None
    allowed = [*pilot.privacy.allowed_words, *(site.name for site in pilot.sites), pilot.town] if pilot else []
    found: dict[tuple[str, str, str], Finding] = {}
    for piece, what, mend in [
        *_names(leaving, list(filter(None, allowed))),
        *(_labels(leaving, pilot) if pilot else ()),
        *(_words(leaving, pilot) if pilot and pilot.folder.name else ()),
    ]:
        mark = give.one(piece.text, "release") if give else ""
        found.setdefault((piece.place, what, mark), Finding(QUOTE, piece.where, what, mend, mark))
    return list(found.values())


def _names(leaving: Leaving, allowed: list[str]) -> Iterator[tuple[Piece, str, str]]:
    for piece in leaving.pieces:
        if piece.kind == "quote" and any(
            span.kind == "name" for span in find(piece.text, allowed=allowed, capitals=False)
        ):
            yield piece, "a quote holds what looks like a name", "Put a word such as [naam] in its place."


def _labels(leaving: Leaving, pilot: Pilot) -> Iterator[tuple[Piece, str, str]]:
    heads = {f"column {translate('Who', language)}" for language in LANGUAGES}
    for piece in leaving.pieces:
        if piece.kind == "cell" and "tbl-quotes" in piece.place and piece.part.rpartition(", ")[2] in heads:
            fit = {speaker_label(piece.text, pilot), "–"}
            if piece.text not in fit and not _coarse(piece.text):
                one = " in a pilot with one site" if len(pilot.sites) == 1 else ""
                yield piece, f"few people share how the speaker of a quote is called{one}", "Tell the group only."


def _coarse(label: str) -> bool:
    """Whether a label is one of those that only tell the group."""
    groups = ("parent", "member of the school team", "partner", "pupil", "participant")
    return label in {translate(group, language) for group in groups for language in LANGUAGES}


def _words(leaving: Leaving, pilot: Pilot) -> Iterator[tuple[Piece, str, str]]:
    said = spoken(pilot)
    if not said:
        return
    told = {
        piece.text: piece for piece in reversed(leaving.pieces) if piece.kind in _READ and piece.text.count(" ") >= 4
    }
    for piece in told.values():
        if not said.isdisjoint(passages(piece.text)):
            yield piece, "somebody's own words, which nobody approved for publication", "Add them to the quotes with consent and approval, or tell it in other words."  # fmt: skip
