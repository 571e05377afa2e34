"""LimeSurvey's response export: CSV with question codes as headings and answer codes as answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pilots.codebook import Codebook

_ADMIN = ("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl")
_OTHER = "-oth-"


@dataclass
class Response:
    """One response as LimeSurvey stores it.

    Parameters
    ----------
    admin
        LimeSurvey's own columns by name; what is left out stays empty.
    answers
        Code by variable; the set of ticked codes for a multiple-choice question.
    page_times
        Seconds spent on each page that was seen.
    """

    admin: dict[str, str]
    answers: dict[str, str | set[str]]
    page_times: list[float] = field(default_factory=list)


def write_responses(
    path: Path, codebook: Codebook, responses: Iterable[Response], *, wave: int, pages: int, mark: bool = False
) -> None:
    """Write responses as LimeSurvey exports them: UTF-8, commas, every value in double quotes.

    Parameters
    ----------
    path
        Where to.
    codebook
        Order and headings of the questions.
    responses
        What was answered.
    wave
        Leaves out the questions that were not asked in it.
    pages
        Number of pages, each with a column for its time.
    mark
        Start with a byte order mark, as later versions do.
    """
    asked = [name for name, line in codebook.variables.iterrows() if wave in (line["waves"] or (wave,))]
    columns = dict(_questions(codebook, [str(name) for name in asked]))
    times = [f"groupTime{number}" for number in range(101, 101 + pages)]
    lines = [_line([*_ADMIN, *columns, "interviewtime", *times])]
    for response in responses:
        spent = [f"{seconds:.2f}" for seconds in response.page_times]
        lines.append(
            _line(
                [
                    *(response.admin.get(name, "") for name in _ADMIN),
                    *(_answer(response.answers, variable, option) for variable, option in columns.values()),
                    f"{sum(response.page_times):.2f}" if spent else "",
                    *(spent + [""] * (pages - len(spent))),
                ]
            )
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(lines).encode("utf-8-sig" if mark else "utf-8"))


def _questions(codebook: Codebook, asked: Sequence[str]) -> Iterable[tuple[str, tuple[str, str]]]:
    """Heading to variable and option. An option "other" has no column of its own: its text is its tick."""
    for name in asked:
        heading = str(codebook.variables.at[name, "heading"] or name)
        if codebook.variables.at[name, "type"] != "select_multiple":
            yield heading, (name, "")
            continue
        for code in codebook.codes(name, missing=True):
            if f"{heading}[{code}]" not in set(codebook.variables["heading"]):
                yield f"{heading}[{code}]", (name, code)


def _answer(answers: Mapping[str, str | set[str]], variable: str, option: str) -> str:
    given = answers.get(variable, "")
    if isinstance(given, set):
        return "Y" if option in given else ""
    return _OTHER if given == "other" and f"{variable}_other" in answers else given


def _line(values: Iterable[str]) -> str:
    return ",".join('"' + value.replace('"', '""') + '"' for value in values) + "\n"
