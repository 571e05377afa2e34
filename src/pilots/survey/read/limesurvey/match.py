"""Which heading of an export belongs to which column of a questionnaire."""

import re
from collections.abc import Iterable, Mapping, Sequence

from pilots.survey.read.limesurvey.columns import Column
from pilots.survey.read.limesurvey.words import NAMES, TELLING, plain_text, squash
from pilots.survey.read.reading import plain_word

_CODE_AND_TEXT = re.compile(r"([A-Za-z]\w*(?:\[[^\[\]\s]*\])*|\d+X\d+X\w+(?:#\d)?)(?:[.:;,|]| -)\s*(\S.*)", re.DOTALL)
_CUT = re.compile(r"\.\.\.?(?=[ \[\]]|$)|…")
_LONGEST = 2000
_ALWAYS = {*TELLING, "respondent_id", "ip_address", "referrer", "token", "seconds", "quota_exit"}


def split_codes(headings: Sequence[str]) -> tuple[list[str], list[str]]:
    """Codes and texts: LimeSurvey can write either as heading, or both as `code. text`.

    Examples
    --------
    >>> split_codes(["id. Response ID", "q[a]. Hoe gaat het? [nu]"])
    (['id', 'q[a]'], ['Response ID', 'Hoe gaat het? [nu]'])
    """
    both = [_CODE_AND_TEXT.fullmatch(heading) for heading in headings]
    filled = sum(map(bool, headings))
    if filled and sum(map(bool, both)) > 0.8 * filled:
        return (
            [match[1] if match else heading for match, heading in zip(both, headings, strict=True)],
            [match[2] if match else heading for match, heading in zip(both, headings, strict=True)],
        )
    return [" ".join(heading.split()) for heading in headings], list(headings)


def match_columns(codes: Sequence[str], texts: Sequence[str], columns: Sequence[Column]) -> list[Column | None]:
    """Find the column of each heading: by its code, by its full text in any language, or by what is left of it.

    Where several columns have the same text, they come in the order of the questionnaire.

    Parameters
    ----------
    codes, texts
        What `split_codes` gives.
    columns
        Of the questionnaire, in order.
    """
    found: list[Column | None] = [None] * len(codes)
    free = dict.fromkeys(range(len(columns)))

    def take(place: int, position: int | None) -> None:
        if position is not None:
            found[place] = columns[position]
            del free[position]

    by_code = {alias.casefold(): n for n, c in reversed(list(enumerate(columns))) for alias in (*c.aliases, c.code)}
    for place, code in enumerate(codes):
        if not is_own(code):
            position = by_code.get(code.casefold())
            take(place, position if position in free else None)
    said = {position: list(map(squash, columns[position].headings())) for position in free}
    by_text: dict[str, list[int]] = {}
    for position, keys in said.items():
        for key in dict.fromkeys(keys):
            by_text.setdefault(key, []).append(position)
    seen: set[str] = set()
    for place, text in enumerate(texts):
        if found[place] is None and not (is_own(text) and plain_word(text) not in seen):
            take(place, next((position for position in by_text.get(squash(text), ()) if position in free), None))
        seen.add(plain_word(text))
    for place, text in enumerate(texts):
        if found[place] is None and plain_word(text) not in NAMES and len(text) < _LONGEST:
            take(place, _cut_short(text, said, free) if _CUT.search(text) else _worded(text, columns, free))
    return found


def is_own(text: str) -> bool:
    """Whether a heading is that of a column which LimeSurvey adds to every survey."""
    return NAMES.get(plain_word(text), "") in _ALWAYS


def _cut_short(text: str, said: Mapping[int, Sequence[str]], free: Iterable[int]) -> int | None:
    """The first column with a text of which this heading shows the beginnings."""
    pieces = [plain_word(plain_text(piece)) for piece in _CUT.split(text)]
    if not pieces[0]:
        return None
    return next((position for position in free if any(_shows(pieces, whole) for whole in said[position])), None)


def _shows(pieces: Sequence[str], whole: str) -> bool:
    """Whether these pieces stand in a text one after the other, from its first letter to its last."""
    if not (whole.startswith(pieces[0]) and whole.endswith(pieces[-1])):
        return False
    start, end = len(pieces[0]), len(whole) - len(pieces[-1])
    for piece in pieces[1:-1]:
        found = whole.find(piece, start, end)
        if found < 0:
            return False
        start = found + len(piece)
    return start <= end


def _worded(text: str, columns: Sequence[Column], free: Iterable[int]) -> int | None:
    """The column of a question that LimeSurvey itself has a word for (a rank, other, a comment) in a language unknown."""
    question, bracket, inside = text.rpartition("[")
    if not bracket or not text.rstrip().endswith("]"):
        return None
    key, number = squash(question), "".join(filter(str.isdecimal, inside))
    for position in free:
        column = columns[position]
        if key in map(squash, column.question.texts.values()):
            rank = column.question.kind == "R" and column.code.endswith(f"[{number}]")
            if rank or (column.code.endswith(("[other]", "[comment]")) and column.question.kind in "L!O"):
                return position
    return None
