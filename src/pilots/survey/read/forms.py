"""Microsoft Forms: the workbook that "Open in Excel" gives."""

import re
from dataclasses import replace

from pilots.survey.read.reading import ADMIN, Reading, from_grid, plain_word
from pilots.survey.read.source import STATISTICS, Source

_OWN = {
    "respondent_id": ("ID",),
    "started": ("Start time", "Begintijd", "Starttijd", "Heure de début", "Startzeit"),
    "submitted": ("Completion time", "Tijd van voltooien", "Voltooiingstijd", "Tijdstip van voltooien", "Heure de fin",
                  "Heure d'achèvement", "Fertigstellungszeit", "Abschlusszeit"),
    "recipient_email": ("Email", "E-mail", "E-mailadres", "Adresse de messagerie", "Courrier électronique", "Courriel"),
    "full_name": ("Name", "Naam", "Nom"),
    "language": ("Language", "Taal", "Langue", "Sprache"),
    "last_modified": ("Last modified time", "Tijd van laatste wijziging", "Tijdstip van laatste wijziging",
                      "Heure de la dernière modification", "Heure de dernière modification",
                      "Uhrzeit der letzten Änderung", "Zeitpunkt der letzten Änderung"),
    "total_points": ("Total points", "Totaal aantal punten", "Totaal punten", "Total des points", "Nombre total de points",
                     "Gesamtpunktzahl", "Gesamtpunkte"),
    "quiz_feedback": ("Quiz feedback", "Feedback over toets", "Feedback over quiz", "Commentaires sur le questionnaire",
                      "Commentaires du quiz", "Quizfeedback"),
    "graded": ("Grade posted time", "Tijd waarop cijfer is geplaatst", "Heure de publication de la note"),
}  # fmt: skip
_NAMES = {plain_word(heading): name for name, headings in _OWN.items() for heading in headings}
_QUIZ = re.compile(r"(Points|Feedback|Punten|Punkte|Commentaires) [-–] (?P<question>.*)", re.DOTALL)
_NOBODY = ("anonymous", "anoniem", "anonyme", "anonym")


def read_forms(source: Source, /) -> Reading | None:
    """Read a Microsoft Forms export: questions as headings, labels as answers, several joined by semicolons.

    Returns
    -------
    A reading, or None when the file is not Forms': it starts with an ID, a start time and a completion time.
    A column of names or addresses that says "anonymous" of everyone identifies nobody, and is not taken for one that does.
    """
    if source.suffix in STATISTICS:
        return None
    rows = source.grid.rows
    headings = [" ".join(heading.split()) for heading in rows[0]]
    own: list[str] = []
    for heading in headings:
        name = _NAMES.get(plain_word(heading))
        if name is None or name in own:
            break
        own.append(name)
    if not {"respondent_id", "started", "submitted"}.issubset(own):
        return None
    reading = from_grid(
        source,
        tool="forms",
        sign="starts with an ID, a start time and a completion time",
        skip=1,
        headings=rows[0],
        names=own + headings[len(own) :],
        admin=[*_OWN, *(h for h in headings if (graded := _QUIZ.fullmatch(h)) and graded["question"] in headings)],
    )
    said = {
        name: reading.responses[name].dropna().str.casefold()
        for name in ("recipient_email", "full_name")
        if name in own
    }
    nobody = [name for name, cells in said.items() if len(cells) and cells.isin(_NOBODY).all()]
    kinds = reading.headings["kind"].mask(reading.headings["variable"].isin(nobody), ADMIN)
    return replace(reading, headings=reading.headings.assign(kind=kinds))
