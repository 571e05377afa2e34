"""Google Forms: the CSV that a form gives, or the spreadsheet of its answers."""

import re
from itertools import islice

from pilots.survey.read.reading import Reading, from_grid, plain_word
from pilots.survey.read.source import STATISTICS, Source

_OWN = {
    "submitted": ("Timestamp", "Tijdstempel", "Horodateur", "Zeitstempel", "Marca temporal", "Informazioni cronologiche",
                  "Carimbo de data/hora"),
    "recipient_email": ("Email Address", "Email address", "E-mailadres", "Adresse e-mail", "Adresse email",
                        "E-Mail-Adresse", "Username", "Gebruikersnaam", "Nom d'utilisateur", "Nutzername"),
    "score": ("Score", "Total score", "Totaalscore", "Score total", "Punktzahl", "Gesamtpunktzahl"),
}  # fmt: skip
_NAMES = {plain_word(heading): name for name, headings in _OWN.items() for heading in headings}
_MOMENT = re.compile(
    r"(\d{4}|\d{1,2})([-/.])\d{1,2}\2(\d{4}|\d{1,2})[ T,]+\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?( ?[A-Za-z.+:0-9]+)*"
)
_GRADED = re.compile(r"(?P<question>.+) \[(Score|Feedback|Punktzahl|Commentaires)\]", re.DOTALL)


def read_google(source: Source, /) -> Reading | None:
    """Read a Google Forms export: questions as headings, labels as answers, a grid as `question [row]`.

    Returns
    -------
    A reading, or None when the file is not Google Forms': its first column is the moment of sending, under the heading
    that Google gives it, and the others are questions. `submitted` is that moment, as written.
    """
    if source.suffix in STATISTICS:
        return None
    rows = source.grid.rows
    headings = [" ".join(heading.split()) for heading in rows[0]]
    moments = [row[0] for row in islice(rows, 1, 200) if row[0]]
    named = [_NAMES.get(plain_word(heading), "") for heading in headings]
    telling = named[0] == "submitted" and headings[0] != headings[0].casefold()
    if not telling or not moments or not all(map(_MOMENT.fullmatch, moments)) or not _asks(headings[1:]):
        return None
    graded = [
        heading for heading in headings if (found := _GRADED.fullmatch(heading)) and found["question"] in headings
    ]
    return from_grid(
        source,
        tool="google",
        sign=f"'{headings[0]}' of every answer comes first, then questions",
        skip=1,
        headings=rows[0],
        names=[own if own and own not in named[:n] else headings[n] for n, own in enumerate(named)],
        admin=[*_OWN, *graded],
    )


def _asks(headings: list[str]) -> bool:
    """Whether headings read as questions do, not as the names of variables."""
    asked = [heading for heading in headings if heading and plain_word(heading) not in _NAMES]
    return any(" " in heading or heading.endswith("?") for heading in asked)
