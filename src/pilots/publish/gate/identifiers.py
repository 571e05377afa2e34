"""The rule of identifiers: nothing leaves that names, places or reaches a person, whether it is known or only looks so."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pilots.pilot import Pilot
from pilots.privacy.codes import readings
from pilots.privacy.findings import Finding
from pilots.privacy.folding import plain, squeezed
from pilots.privacy.identifying import Identifier
from pilots.privacy.known import Known
from pilots.privacy.pseudonym import Pseudonymiser
from pilots.publish.gate.leaving import Leaving, Piece
from pilots.publish.gate.people import known_identifiers
from pilots.publish.gate.signatures import IDENTIFIER

_MEND = "Take it out, or write it so that it is about nobody."
_WORDS = {
    "name": "a name of somebody in the data",
    "e-mail": "an e-mail address",
    "phone": "a telephone number",
    "number": "a number of one person or family",
    "date": "a day that one person is known by",
    "address": "an address",
    "code": "a code of one person",
    "label": "what an interview or a case is called",
    "initials": "the initials of somebody in the team",
    "bank account": "a bank account",
    "national number": "a national number",
}
_UNSEEN = ("attribute", "code", "style", "script", "comment", "binary")
_SURE = 5
_AT = r"(?:\s?[(\[{<]\s?(?:at|apenstaartje|arobase|@)\s?[)\]}>]\s?|@)"
_DOT = r"(?:\s?[(\[{<]\s?(?:dot|punt|point|\.)\s?[)\]}>]\s?|\.)"
_MAIL = re.compile(rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}}){{1,5}}|\b[\w.+-]{{1,64}} (?:at|apenstaartje|arobase) [\w-]{{1,63}}(?: (?:dot|punt|point) [\w-]{{2,63}}){{1,5}}", re.IGNORECASE)  # fmt: skip
_PHONE = re.compile(r"(?<![\w.,+#/-])(?:\+|00)[1-9]\d?[\d\s./()\u2010-\u2015-]{6,18}\d(?!\w|[,.]\d|\s?%)|(?<![\w.,+#/-])(?<!\d\s)\(?0[1-9]\d{0,2}\)?[\d\s./\u2010-\u2015-]{6,14}\d(?!\w|[,.]\d|\s?%)")  # fmt: skip
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:[\s.-]?[A-Z0-9]{2,4}){3,8}\b")
_NATIONAL = re.compile(r"(?<![\w.])\d{2}[\s.]?\d{2}[\s.]?\d{2}[\s.-]?\d{3}[\s.]?\d{2}(?![\w.])")


def identifiers(leaving: Leaving, pilot: Pilot | None) -> list[Finding]:
    """What names, places or reaches a person in what leaves: known identifiers, and e-mail addresses and numbers by form.

    Parameters
    ----------
    pilot
        None where it isn't found: only what is known by its form is found then.
    """
    known = known_identifiers(pilot) if pilot else Known(())
    give = Pseudonymiser(pilot.keys) if pilot and pilot.folder.name else None
    found: list[Finding] = []
    seen: dict[str, list[Identifier]] = {}
    told: set[tuple[str, str, str]] = set()
    for piece in leaving.pieces:
        text = f"{piece.kind in _UNSEEN}\0{piece.text}"
        if text not in seen:
            seen[text] = list(_in_piece(piece, known))
        for one in seen[text]:
            key = (piece.place, one.value, one.kind)
            if key not in told:
                told.add(key)
                mark = give.one(one.value, "release") if give else ""
                what = f"{_WORDS[one.kind]} stands in the {piece.kind}"
                found.append(Finding(IDENTIFIER, _discreet(piece.where, known, give), what, _MEND, mark))
    return found


def _discreet(where: str, known: Known, give: Pseudonymiser | None) -> str:
    """A place as it may be told: a heading, a label or a file may be called after somebody. Two places stay two."""
    if not known.find(where) and not by_form(where):
        return where
    parts = [part if not known.find(part) and not by_form(part) else "…" for part in where.split(", ")]
    told = ", ".join(parts)
    told = "…" if known.find(told) or by_form(told) else told
    return f"{told} ({give.one(where, 'release')[2:8]})" if give else told


def _in_piece(piece: Piece, known: Known) -> Iterator[Identifier]:
    unseen = piece.kind in _UNSEEN
    exact = known.find(piece.text)
    if piece.kind == "binary":  # where few letters stand beside each other by chance
        exact = [one for one in exact if len(squeezed(one.value)) >= _SURE]
    yield from (one for one in exact if not (unseen and one.kind in ("initials", "label")))
    if piece.kind not in ("style", "script"):
        kinds = {one.kind for one in exact}
        formed = [one for one in by_form(piece.text, laid_out=piece.kind == "text") if one.kind not in kinds]
        published = {plain(name).casefold() for name in known.published} if formed else set()
        yield from (one for one in formed if one.value.casefold() not in published)


def by_form(text: str, *, laid_out: bool = False) -> list[Identifier]:
    """What can be known as an identifier by its form alone: e-mail, telephone, bank account, national number.

    Parameters
    ----------
    laid_out
        Whether cells and labels stand under each other in it: then numbers of several lines are not taken together.

    Examples
    --------
    >>> [one.kind for one in by_form("Bel 0470 12 34 56 of mail ann (at) example (dot) org; 12 van de 34.")]
    ['e-mail', 'phone']
    """
    return list(_formed(text, laid_out))


@lru_cache(maxsize=100_000)
def _formed(text: str, laid_out: bool) -> tuple[Identifier, ...]:
    """The same texts leave in every format: each is read once."""
    found: dict[Identifier, None] = {}
    for said in readings(text):
        for line in plain(said).split("\n") if laid_out else [plain(said)]:
            found |= dict.fromkeys(Identifier(match[0], "e-mail") for match in _MAIL.finditer(line))
            found |= dict.fromkeys(Identifier(match[0], "phone") for match in _PHONE.finditer(line) if _is_phone(match[0]))  # fmt: skip
            found |= dict.fromkeys(Identifier(match[0], "bank account") for match in _ACCOUNT.finditer(line) if _is_account(match[0]))  # fmt: skip
            found |= dict.fromkeys(Identifier(match[0], "national number") for match in _NATIONAL.finditer(line) if _is_national(match[0]))  # fmt: skip
    return tuple(found)


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    if text.startswith("+") or digits.startswith("00"):
        return 10 <= len(digits.removeprefix("00")) <= 13
    return len(digits) in (9, 10) and not re.search(r"\d\.\d{1,2}(?:\s|$)", text)


def _is_account(text: str) -> bool:
    """The check digits of ISO 13616: the number, its country and check turned to the end, leaves 1 divided by 97."""
    bare = re.sub(r"[\s.-]", "", text).upper()
    return 15 <= len(bare) <= 34 and int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


def _is_national(text: str) -> bool:
    """The check digits of the Belgian register: 97 less the rest of the first nine, with a 2 before who was born since 2000."""
    digits = re.sub(r"\D", "", text)
    month, day, check = int(digits[2:4]), int(digits[4:6]), int(digits[9:])
    sound = month <= 12 and 1 <= day <= 31
    return sound and any(97 - int(start + digits[:9]) % 97 == check for start in ("", "2"))
