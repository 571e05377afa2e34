"""SurveyMonkey: all responses, as CSV or a workbook, under two rows of headings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from pilots.survey.read.reading import IDENTIFIER, Reading, from_grid, plain_word, unique_names
from pilots.survey.read.source import STATISTICS, Source

if TYPE_CHECKING:
    import pandas as pd

_OWN = {
    "respondent_id": ("Respondent ID", "Respondenten-ID", "Respondentnummer", "ID du répondant", "ID de répondant",
                      "Identifiant du répondant", "Befragten-ID", "Teilnehmer-ID", "ID des Befragten"),
    "collector_id": ("Collector ID", "Verzamelaar-ID", "ID verzamelprogramma", "Verzamelprogramma-ID",
                     "ID du collecteur", "Collecteur ID", "Kollektor-ID"),
    "started": ("Start Date", "Date Created", "Startdatum", "Begindatum", "Aanmaakdatum", "Datum gemaakt",
                "Date de début", "Date de création", "Anfangsdatum", "Erstellungsdatum"),
    "submitted": ("End Date", "Einddatum", "Date de fin", "Enddatum"),
    "last_modified": ("Date Modified", "Datum gewijzigd", "Wijzigingsdatum", "Date de modification", "Änderungsdatum"),
    "ip_address": ("IP Address", "IP-adres", "Adresse IP", "IP-Adresse"),
    "recipient_email": ("Email Address", "Email", "E-mailadres", "E-mail", "Adresse e-mail", "E-Mail-Adresse"),
    "first_name": ("First Name", "Voornaam", "Prénom", "Vorname"),
    "last_name": ("Last Name", "LastName", "Achternaam", "Nom de famille", "Nom", "Nachname"),
    "language": ("Language", "Taal", "Langue", "Sprache"),
    "external_reference": ("Custom Data", "Custom Data 1", "Custom Value", "Aangepaste gegevens 1", "Aangepaste waarde",
                           "Données personnalisées 1", "Valeur personnalisée", "Benutzerdefinierte Daten 1"),
}  # fmt: skip
_NAMES = {plain_word(heading): name for name, headings in _OWN.items() for heading in headings}
_CUSTOM = tuple(plain_word(heading) for heading in _OWN["external_reference"])
_ANSWER = {
    "response", "reponse", "réponse", "respons", "antwoord", "antwort", "openendedresponse", "openantwoord",
    "réponseouverte", "réponselibre", "openrespons", "antwoordopopenvraag", "offeneantwort", "antwortaufoffenefrage",
}  # fmt: skip
_OTHER = ("other", "ander", "autre", "sonstig", "overig")


def read_surveymonkey(source: Source, /) -> Reading | None:
    """Read a SurveyMonkey export, condensed or expanded, with the texts of answers or with their numbers.

    The first row holds the questions, each over the first of its columns only; the second row says what each column
    holds: the answer, a row of a matrix, or one of several choices. A heading then reads `question [choice]`.
    Where every column of a question holds its own choice and nothing else, the question is of multiple choice, and
    `stated` says so.

    Returns
    -------
    A reading, or None when the file is not SurveyMonkey's: it starts with a respondent's id, and its second row is blank
    under the tool's own columns and tells the others.
    """
    if source.suffix in STATISTICS:
        return None
    rows = source.grid.rows
    first, second = _flat(rows[0]), _flat(rows[1])
    blank = next((place for place, cell in enumerate(second) if cell), len(second))
    known = [place for place in range(blank) if _own_name(first[place])]
    leading = known[-1] + 1 if known else 0
    own = unique_names([_own_name(heading) or heading for heading in first[:leading]])
    told = sum(map(bool, second[leading:]))
    if len(known) < 2 or own[0] != "respondent_id" or not told or 2 * told < len(first) - leading:
        return None
    questions = list(_questions(first, second, leading))
    headings = [column.heading for question in questions for column in question.columns]
    reading = from_grid(
        source,
        tool="surveymonkey",
        sign="a respondent's id, and two rows of headings of which the second is blank over the tool's own columns",
        skip=2,
        headings=[*first[:leading], *headings],
        names=[*own, *headings],
        admin=chain(_OWN, (own[place] for place in known)),
    )
    custom = reading.headings["variable"].str.startswith("external_reference")
    reading = replace(reading, headings=reading.headings.assign(kind=reading.headings["kind"].mask(custom, IDENTIFIER)))
    return _stated(reading, questions)


@dataclass(frozen=True)
class _Column:
    heading: str
    option: str


@dataclass(frozen=True)
class _Question:
    text: str
    columns: tuple[_Column, ...]


def _flat(row: Iterable[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in row]


def _own_name(heading: str) -> str:
    word = plain_word(heading)
    if any(word.startswith(custom) for custom in _CUSTOM):
        return "external_reference"
    return _NAMES.get(word, "")


def _questions(first: Sequence[str], second: Sequence[str], leading: int) -> Iterator[_Question]:
    """The questions with their columns; the word for "answer" is known, or stands under many questions."""
    starts = [
        position
        for position in range(leading, len(first))
        if position == leading or (first[position] and first[position] != first[position - 1])
    ]
    bounds = list(zip(starts, [*starts[1:], len(first)], strict=True))
    seen = Counter(plain_word(second[start]) for start, stop in bounds if stop - start == 1)
    answer = _ANSWER | {word for word, times in seen.items() if word and times > 2}
    texts = unique_names([first[start] for start, _ in bounds])
    names = unique_names(
        [
            texts[place] if not second[n] or plain_word(second[n]) in answer else f"{texts[place]} [{second[n]}]"
            for place, (start, stop) in enumerate(bounds)
            for n in range(start, stop)
        ]
    )
    for text, (start, stop) in zip(texts, bounds, strict=True):
        yield _Question(text, tuple(_Column(names[n - leading], second[n]) for n in range(start, stop)))


def _stated(reading: Reading, questions: Sequence[_Question]) -> Reading:
    """Tell which questions are of multiple choice; what the others are shows from their answers."""
    from pilots.survey.read.complete import complete

    survey: list[dict[str, str]] = []
    choices: list[dict[str, str]] = []
    owners: dict[str, str] = {}
    for number, question in enumerate(questions, start=1):
        options = _options(reading.responses, question)
        if not options:
            continue
        name = f"q{number}"
        while name in reading.responses:
            name = f"{name}_several"
        survey.append({"type": f"select_multiple {name}", "name": name, "label": question.text})
        for place, column in enumerate(options, start=1):
            other = place == len(options) and column is question.columns[-1] and _is_other(reading.responses, column)
            code = "other" if other else str(place)
            choices.append({"list_name": name, "name": code, "label": column.option})
            owners[column.heading] = f"{name}_other" if other else name
            if other:
                told = {"label": f"{question.text} [{column.option}]", "heading": column.heading}
                survey.append({"type": "text", "name": f"{name}_other", **told})
    return replace(reading, stated=complete(reading, survey, choices, owners)) if survey else reading


def _options(responses: "pd.DataFrame", question: _Question) -> list[_Column]:
    """The columns of a question of multiple choice: each holds its own label, or its own number, and nothing else."""
    columns = [column for column in question.columns if column.heading in responses]
    other = columns[-1:] if columns and _is_other(responses, columns[-1]) else []
    plain = columns[: len(columns) - len(other)]
    said = [{plain_word(answer) for answer in responses[column.heading].dropna().unique()} for column in plain]
    filled = [
        (answers, column, place)
        for place, (answers, column) in enumerate(zip(said, plain, strict=True), start=1)
        if answers
    ]
    labelled = all(answers == {plain_word(column.option)} for answers, column, _ in filled)
    numbered = all(answers == {str(place)} for answers, _, place in filled) and len(filled) > 1
    ticked = all(answers == {"1"} for answers, _, _ in filled) and len(filled) > 1
    return [*plain, *other] if len(plain) > 1 and filled and (labelled or numbered or ticked) else []


def _is_other(responses: "pd.DataFrame", column: _Column) -> bool:
    """Whether a column holds what was written beside "other"."""
    return column.option.casefold().startswith(_OTHER) and bool(
        (responses[column.heading].dropna().map(plain_word) != plain_word(column.option)).any()
        or responses[column.heading].isna().all()
    )
