"""What the researchers decided about odd answers, in the layout of the review workbooks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pilots.examples.decisions import Row, decision, personal
from pilots.examples.formats.limesurvey import Response
from pilots.examples.menen.codebooks import codebook, texts
from pilots.examples.menen.mess import parent_responses
from pilots.examples.menen.parents import PAGES
from pilots.examples.menen.partners import partner_responses
from pilots.examples.menen.staff import staff_responses
from pilots.examples.workbooks import save_decisions

_DATES = ("2017-04-06", "2018-07-03")
_CODE = ("code_mother", "code_day", "code_town", "code_siblings")
_MATCHES = {"Arabisch": "ar", "arabe ": "ar", "nederlands en Turks": "tr", "Frans": "fr"}
_HURRY = 150
"""Seconds under which nobody reads five pages."""
_OPEN = ("strength", "suggestion")


def write_decisions(folder: Path) -> None:
    """Write decisions/{parents,staff,partners}.xlsx."""
    for survey, rows in (("parents", _parents()), ("staff", _staff()), ("partners", _partners())):
        save_decisions(folder / "decisions" / f"{survey}.xlsx", rows)


def _parents() -> Iterator[Row]:
    for wave in (0, 1):
        responses = parent_responses(wave)
        twice = _answered_twice(responses)
        for number, one in enumerate(responses):
            who = f"w{wave}-{one.admin['id']}"
            rows = [*_whole(one, number), *_cells(one), *personal(one.answers, _OPEN, texts("answers"))]
            if str(one.admin["id"]) in twice:
                decided, why = twice[one.admin["id"]]
                reason = "same link code as another response of this wave"
                rows.append(decision("", "duplicate", "doubt", reason, "", decided, "", why))
            yield from (_signed(row, who, wave) for row in rows)


def _whole(one: Response, number: int) -> Iterator[Row]:
    """About a response as a whole."""
    answers, seconds = one.answers, sum(one.page_times)
    items = {answers.get(item) for items in codebook("parents").scales["items"] for item in items}
    if answers.get("suggestion") == "test":
        reason = "an open answer says only 'test'"
        yield decision(
            "", "test response", "doubt", reason, "", "remove", "", "proefinvulling van het team, voor de start"
        )
    elif answers["consent"] == "Y" and one.admin["lastpage"] == str(PAGES) and seconds < _HURRY:
        kept = "keep" if number % 4 == 0 else "remove"
        why = "snel, maar de antwoorden hangen samen" if kept == "keep" else "te snel om te lezen"
        yield decision("", "too fast", "doubt", "answered in less than a third of the median time", "", kept, "", why)
    if len(items) == 1 and len(one.page_times) == PAGES:
        reason = "the same answer to 18 or more questions in a row, from 'climate_welcome' on"
        yield decision(
            "", "straight-lining", "doubt", reason, "", "remove", "", "overal hetzelfde, ook bij de omgekeerde vraag"
        )
    if len(one.page_times) in (3, 4):
        yield decision(
            "", "incomplete", "note", "never submitted", "", "keep", "", "de schalen over de school zijn ingevuld"
        )
    elif len(one.page_times) == 2 or (len(one.page_times) == 1 and "school" in answers and answers["consent"] == "Y"):
        reason = "less than the least share of questions was answered"
        yield decision("", "incomplete", "doubt", reason, "", "remove", "", "alleen achtergrondvragen ingevuld")


def _answered_twice(responses: Sequence[Response]) -> dict[str, tuple[str, str]]:
    """Who used a code that another response has: the first counts, later ones go; equal ones go by rule."""
    by_code: dict[tuple[object, ...], list[Response]] = {}
    for one in responses:
        code = tuple(one.answers.get(name) for name in _CODE)
        if None not in code:
            by_code.setdefault(code, []).append(one)
    found = {}
    for first, *others in by_code.values():
        if others:
            found[first.admin["id"]] = ("keep", "het eerste antwoord telt")
        for other in others:
            if other.answers != first.answers:
                found[other.admin["id"]] = ("remove", "vulde twee keer in; het eerste antwoord telt")
    return found


def _cells(one: Response) -> Iterator[Row]:
    """About single answers."""
    answers = one.answers
    if answers.get("child_birth_year") == "2103":
        reason = "outside the range of the codebook; cleaning empties the cell unless you keep it"
        yield decision(
            "child_birth_year", "out of range", "error", reason, "2103", "correct", "2013", "cijfers omgewisseld"
        )
    said = str(answers.get("home_language_other", ""))
    if said in _MATCHES and answers["home_language"] == "other":
        reason = "the text matches a choice"
        yield decision(
            "home_language", "other text", "note", reason, "other", "correct", _MATCHES[said], "staat in de lijst"
        )
        yield decision(
            "home_language_other", "other text", "note", reason, said.strip(), "blank", "", "staat in de lijst"
        )
    elif answers.get("home_language") == "other" and not said and "climate_welcome" in answers:
        reason = "'other' was chosen without saying what"
        yield decision(
            "home_language_other", "other without text", "note", reason, "", "keep", "", "niet meer na te vragen"
        )


def _staff() -> Iterator[Row]:
    for wave in (0, 1):
        for one in staff_responses(wave):
            who = f"w{wave}-{one.admin['ResponseId']}"
            rows = [*personal(one.answers, _OPEN, texts("answers"))]
            if one.admin["Progress"] == "38":
                reason = "less than the least share of questions was answered"
                rows.append(decision("", "incomplete", "doubt", reason, "", "remove", "", "halverwege gestopt"))
            if one.answers.get("years") == "1998":
                reason = "outside the range of the codebook; cleaning empties the cell unless you keep it"
                new = str(2017 + wave - 1998)
                rows.append(
                    decision("years", "out of range", "error", reason, "1998", "correct", new, "beginjaar ingevuld")
                )
            yield from (_signed(row, who, wave) for row in rows)


def _partners() -> Iterator[Row]:
    for number, one in enumerate(partner_responses(), start=1):
        yield from (_signed(row, f"w0-{number}", 0) for row in personal(one.answers, _OPEN, texts("answers")))


def _signed(row: Row, who: str, wave: int) -> Row:
    initials = "TD" if row["check"] in ("personal data", "other text") else "LV"
    return {"respondent_id": who, **row, "initials": initials, "date": _DATES[wave]}
