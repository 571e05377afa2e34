"""Microsoft Forms' answers: a workbook with questions as headings and labels as answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pilots.codebook import Codebook
from pilots.examples.formats.archive import settle

_ADMIN = ("ID", "Start time", "Completion time", "Email", "Name")


@dataclass
class Response:
    """One response as Forms stores it.

    Parameters
    ----------
    started, completed
        When.
    answers
        Code by variable; the set of ticked codes for a multiple-choice question.
    """

    started: datetime
    completed: datetime
    answers: Mapping[str, str | set[str]]


def write_responses(path: Path, codebook: Codebook, responses: Sequence[Response]) -> None:
    """Write responses of an anonymous form as "Open in Excel" gives them.

    Parameters
    ----------
    path
        Where to.
    codebook
        Order and labels of the questions; its first language is the form's.
    responses
        What was answered.
    """
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    language = codebook.languages[0]
    variables = [str(name) for name in codebook.variables.index]
    headings = [*_ADMIN, *(codebook.label(name, language) for name in variables)]
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        book.set_properties({"created": datetime(2017, 5, 2)})
        page = book.add_worksheet("Sheet1")
        moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        page.add_table(
            0, 0, max(len(responses), 1), len(headings) - 1, {"columns": [{"header": text} for text in headings]}
        )
        for row, response in enumerate(responses, start=1):
            page.write_number(row, 0, row)
            page.write_datetime(row, 1, response.started, moment)
            page.write_datetime(row, 2, response.completed, moment)
            page.write_string(row, 3, "anonymous")
            for column, name in enumerate(variables, start=len(_ADMIN)):
                said = _answer(codebook, name, response.answers.get(name, ""), language)
                if said:
                    page.write_string(row, column, said)
    settle(path)


def _answer(codebook: Codebook, name: str, given: str | set[str], language: str) -> str:
    labels = codebook.choice_labels(name, language)
    if isinstance(given, set):
        return "".join(f"{labels[code]};" for code in labels if code in given)
    return labels.get(given, given)
