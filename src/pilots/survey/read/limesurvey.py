"""LimeSurvey: response exports with question codes, full question texts or both as headings."""

import re
from dataclasses import replace
from itertools import chain

import pandas as pd

from pilots import vocabulary
from pilots.survey.read.reading import IDENTIFIERS, Reading, from_grid, plain_word
from pilots.survey.read.source import STATISTICS, Source

_OWN = {
    "respondent_id": ("id", "Response ID", "Respons ID", "Antwoord ID", "ID de la réponse", "Antwort ID"),
    "submitted": ("submitdate", "Date submitted", "Datum verstuurd", "Datum verzonden", "Datum ingediend",
                  "Date de soumission", "Datum Abgeschickt"),
    "last_page": ("lastpage", "Last page", "Laatste pagina", "Dernière page", "Letzte Seite"),
    "language": ("startlanguage", "Start language", "Begin taal", "Starttaal", "Start taal",
                 "Langue de départ", "Langue de début", "Start-Sprache"),
    "seed": ("seed", "Tête de série", "Zufallsstartwert"),
    "started": ("startdate", "Date started", "Startdatum", "Begindatum", "Datum gestart", "Date de lancement",
                "Date de début", "Datum gestartet"),
    "last_action": ("datestamp", "Date last action", "Datum laatste actie", "Date de la dernière action",
                    "Datum letzte Aktivität"),
    "ip_address": ("ipaddr", "IP address", "IP-adres", "Adresse IP", "IP-Adresse"),
    "referrer": ("refurl", "Referrer URL", "Verwijzer-URL", "URL de référence", "URL référente",
                 "Weiterleitungs-URL"),
    "token": ("token", "Access code", "Toegangscode", "Code d'accès", "Jeton", "Zugangscode", "Zugangsschlüssel"),
    "first_name": ("firstname", "First name", "Voornaam", "Prénom", "Vorname"),
    "last_name": ("lastname", "Last name", "Achternaam", "Nom de famille", "Nachname"),
    "recipient_email": ("email", "Email address", "E-mailadres", "Adresse de courriel", "E-Mail-Adresse"),
    "seconds": ("interviewtime", "Total time", "Totaaltijd", "Totale tijd", "Temps total", "Gesamtzeit"),
}  # fmt: skip
_NAMES = {plain_word(heading): name for name, headings in _OWN.items() for heading in headings}
_TELLING = {"submitted", "last_page", "language", "seed", "started", "last_action"}
_TIMING = re.compile(
    r"(group|question|groeps?|vraag|gruppen|fragen)\s?(time|tijd|zeit)\s*:"
    r"|temps d[ue] (la )?(groupe|question)\s*:|grouptime\d+$",
    re.IGNORECASE,
)
_SUBQUESTION = re.compile(r"[A-Za-z]\w*(\[\w+\])+")
_CODE_AND_TEXT = re.compile(r"([A-Za-z]\w*(?:\[\w+\])*)\. (.+)", re.DOTALL)


def read_limesurvey(source: Source, /) -> Reading | None:
    """Read a LimeSurvey response export (CSV, or the same table as a workbook).

    The tool's own columns are known by their codes and by their Dutch, French, English and German texts. A
    cell "N/A", which LimeSurvey writes where a question was not shown, is listed in `missing` as "not asked".

    Returns
    -------
    A reading, or None when the file is not LimeSurvey's: fewer than two of its own columns and fewer than two
    headings such as `barriers[time]`.
    """
    if source.suffix in STATISTICS:
        return None
    headings = source.grid.rows[0]
    codes, labels = _codes(headings)
    own = [_NAMES.get(plain_word(code)) for code in codes]
    telling = _TELLING.intersection(filter(None, own))
    if len(telling) < 2 and sum(bool(_SUBQUESTION.fullmatch(code)) for code in codes) < 2:
        return None
    timings = {code for code in codes if _is_timing(code, codes)}
    names = [name or code for name, code in zip(own, codes, strict=True)]
    reading = from_grid(
        source,
        tool="limesurvey",
        sign=f"LimeSurvey's own columns: {', '.join(sorted(telling)) or 'none, but codes as question[answer]'}",
        skip=1,
        headings=headings,
        names=names,
        labels=labels,
        admin=chain(_OWN, timings),
    )
    return replace(reading, missing=_not_asked(reading.responses))


def _codes(headings: list[str]) -> tuple[list[str], list[str]]:
    """Codes and texts: LimeSurvey can write either as heading, or both as `code. text`."""
    both = [_CODE_AND_TEXT.fullmatch(heading) for heading in headings]
    if sum(map(bool, both)) > 0.8 * len(headings):
        return (
            [match[1] if match else heading for match, heading in zip(both, headings, strict=True)],
            [match[2] if match else heading for match, heading in zip(both, headings, strict=True)],
        )
    return [" ".join(heading.split()) for heading in headings], headings


def _is_timing(code: str, codes: list[str]) -> bool:
    base = code.removesuffix("Time")
    return bool(_TIMING.match(code)) or (
        base != code and any(other == base or other.startswith(f"{base}[") for other in codes)
    )


def _not_asked(responses: pd.DataFrame) -> pd.DataFrame:
    return vocabulary.missing(
        {"respondent_id": str(row), "variable": variable, "reason": "not asked"}
        for variable in responses.columns.difference(list(IDENTIFIERS), sort=False)
        for row in responses.index[responses[variable] == "N/A"]
    )
