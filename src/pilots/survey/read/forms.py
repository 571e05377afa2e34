"""Microsoft Forms: the workbook that "Open in Excel" gives."""

import re

from pilots.survey.read.reading import Reading, from_grid, plain_word
from pilots.survey.read.source import STATISTICS, Source

_OWN = {
    "respondent_id": ("ID",),
    "started": ("Start time", "Begintijd", "Heure de début", "Startzeit"),
    "submitted": ("Completion time", "Tijd van voltooien", "Voltooiingstijd", "Tijdstip van voltooien",
                  "Heure de fin", "Fertigstellungszeit"),
    "recipient_email": ("Email", "E-mail", "E-mailadres", "Adresse de messagerie", "Courrier électronique"),
    "full_name": ("Name", "Naam", "Nom"),
    "language": ("Language", "Taal", "Langue", "Sprache"),
    "last_modified": ("Last modified time", "Tijd van laatste wijziging", "Heure de la dernière modification",
                      "Uhrzeit der letzten Änderung"),
    "total_points": ("Total points", "Totaal aantal punten", "Total des points"),
    "quiz_feedback": ("Quiz feedback", "Feedback over toets"),
}  # fmt: skip
_NAMES = {plain_word(heading): name for name, headings in _OWN.items() for heading in headings}
_QUIZ = re.compile(r"(Points|Feedback|Punten) [-–] .*", re.DOTALL)
_ANONYMOUS = ("anonymous", "anoniem", "anonyme", "anonym")


def read_forms(source: Source, /) -> Reading | None:
    """Read a Microsoft Forms export: questions as headings, labels as answers, several joined by semicolons.

    Returns
    -------
    A reading, or None when the file is not Forms': it starts with an ID, a start time and a completion time.
    """
    if source.suffix in STATISTICS:
        return None
    headings = [" ".join(heading.split()) for heading in source.grid.rows[0]]
    leading = 0
    while leading < len(headings) and plain_word(headings[leading]) in _NAMES:
        leading += 1
    own = [_NAMES[plain_word(heading)] for heading in headings[:leading]]
    if not {"respondent_id", "started", "submitted"}.issubset(own):
        return None
    reading = from_grid(
        source,
        tool="forms",
        sign="starts with an ID, a start time and a completion time",
        skip=1,
        headings=source.grid.rows[0],
        names=own + headings[leading:],
        admin=[*_OWN, *filter(_QUIZ.fullmatch, headings)],
    )
    for column in {"recipient_email", "full_name"}.intersection(reading.responses):
        nobody = reading.responses[column].str.casefold().isin(_ANONYMOUS)
        reading.responses.loc[nobody, column] = None
    return reading
