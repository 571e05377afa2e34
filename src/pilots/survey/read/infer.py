"""A codebook to start from, where an export states none: what its headings and answers suggest."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

import pandas as pd

from pilots import codebook
from pilots.privacy.identifiers import find
from pilots.survey.answers import chosen, coded
from pilots.survey.headings import fold
from pilots.survey.read import guess
from pilots.survey.read.labels import missing_reason, ranks
from pilots.vocabulary import ADMIN, MISSING_REASONS

if TYPE_CHECKING:
    from pilots.survey.read.reading import Reading

_SAFE = re.compile(r"[^\W\d][\w.-]*")
_CODE = re.compile(r"[A-Za-z0-9][\w.-]{0,19}")
_NUMBERED = re.compile(r"(\d{1,2})\s*[-–=:.)]\s+\D|(\d{1,2})\s+\D")
_PERSONAL = re.compile(
    r"\b(e-?mail\w*|courriel|adresse électronique|(mobile |cell )?phone( number)?|telefoon\w*|gsm(-?nummer)?|téléphone|telefon\w*"
    r"|handynummer|(voor|achter|familie|roep)?naam|(pré)?nom( de famille)?|(first|last|full|family|sur)[ _]?name|name|vorname|nachname"
    r"|rijksregister\w*|(leerling|student|stam|personeels|dossier)en?[ -]?(nummer|nr)|student[ -]?(id|number)|matricule|numéro national|ip[ -]?adres\w*)\b",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(r"\b(school|straat|hond|kat|stad|gemeente|street|pet|école|rue|ville)", re.IGNORECASE)
_WEIGHTS = {"weight", "weights", "wgt", "gewicht", "weging", "wegingsfactor", "poids", "pondération", "gewichtung"}
_CODES = {"not applicable": "97", "don't know": "98", "refused": "99", "not asked": "96", "invalid": "95"}


def infer(reading: "Reading") -> codebook.Codebook:
    r"""Describe the questions of an export by what stands in them.

    A question becomes `integer`, `decimal`, `date` or `datetime` where all its answers are; `select_one` where few answers
    come back, each from several respondents (or from the lists that everyone knows: "oneens < eens", "ja, nee");
    `select_multiple` where such answers are joined in a cell; else `text`. Known lists get the numbers 1, 2, ... in
    their order; answers such as "weet niet" get their missing reason. What looks like a name, an e-mail address or a
    telephone number has the role identifier.

    Parameters
    ----------
    reading
        An export that holds no description of its questions.

    Returns
    -------
    Codebook
        A variable a question column, in order, under the column's name, or one made of it (with `heading`) where that
        can't be a name; its label is the text of the heading.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from pilots.survey.read import read_survey
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "answers.csv"
    ...     _ = path.write_text("Hoe vaak?;Wat nog?\n" + "soms;\n" * 4 + "nooit;Veel geluk!\naltijd;\nweet niet;\n")
    ...     book = infer(read_survey(path))
    >>> book.variables["type"].to_dict(), book.choice_labels("hoe_vaak", "nl")
    ({'hoe_vaak': 'select_one', 'wat_nog': 'text'}, {'1': 'nooit', '2': 'soms', '3': 'altijd', '98': 'weet niet'})
    """
    asked = reading.headings.loc[reading.headings["kind"] == "question"]
    columns = list(map(str, asked["variable"]))
    labels = dict(zip(columns, asked["label"].fillna(""), strict=True))
    counts = {column: guess.tidy_counts(reading.answers(column)) for column in columns}
    guesses = {column: _guess(column, f"{column} {labels[column]}", counts[column]) for column in columns}
    guesses = _closed(guesses)
    names = dict(zip(columns, _names(columns, reading.responses.columns), strict=True))
    book = _build(guesses, names, labels)
    unfit = [column for column in columns if not _fits(book, names[column], counts[column])]
    return _build({**guesses, **{c: _Guess("text") for c in unfit}}, names, labels) if unfit else book


@dataclass(frozen=True)
class _Guess:
    """What a column seems to be; `choices` where its answers come back."""

    type: str
    role: str = ""
    missing: str = ""
    choices: guess.Choices | None = None


def _guess(name: str, heading: str, counts: "pd.Series[int]") -> _Guess:
    reasons = {answer: missing_reason(str(answer)) for answer in counts.index[:500]}
    real = counts.index[[not reasons.get(answer) for answer in counts.index]]
    kind = guess.kind(real)
    if _is_personal(heading, real, kind):
        return _Guess("text", "identifier")
    if kind != "text":
        told = {a: r for a, r in reasons.items() if r and not {";", "="}.intersection(str(a))}
        if len(told) < len(counts) - len(real):
            return _Guess("text")
        cell = "; ".join(f"{answer}={reason}" for answer, reason in told.items())
        weighs = fold(name) in _WEIGHTS and kind == "decimal"
        return _Guess(kind, "weight" if weighs else "", cell)
    found = guess.choices(counts)
    return _Guess("text", choices=found)


def _closed(guesses: Mapping[str, _Guess]) -> dict[str, _Guess]:
    """Which of the columns with answers that may be choices do hold choices, seen together."""
    most: dict[str, int] = {}
    for one in guesses.values():
        for label, times in one.choices.counts.items() if one.choices else ():
            most[label] = max(most.get(label, 0), times)
    closed = {}
    for column, one in guesses.items():
        is_closed = (
            one.choices is not None
            and guess.comes_back(one.choices, most)
            and not _holds_people(tuple(one.choices.labels.values()))
        )
        multiple = bool(one.choices and one.choices.joined)
        kind = one.type if not is_closed else "select_multiple" if multiple else "select_one"
        closed[column] = replace(one, type=kind, choices=one.choices if is_closed else None)
    return closed


def _build(guesses: Mapping[str, _Guess], names: Mapping[str, str], labels: Mapping[str, str]) -> codebook.Codebook:
    lists = _lists(guesses, names)
    survey = pd.DataFrame(
        {
            "type": [
                f"{one.type} {lists[column][0]}" if column in lists else one.type for column, one in guesses.items()
            ],
            "name": list(names.values()),
            "label": [labels[column] for column in guesses],
            "heading": [column if names[column] != column else "" for column in guesses],
            "role": [one.role for one in guesses.values()],
            "missing": [one.missing for one in guesses.values()],
        },
        dtype="str",
    )
    rows = [
        {"list_name": name, "name": code, "label": label, "missing": reason}
        for name, coded_labels in dict(lists.values()).items()
        for code, label, reason in coded_labels
    ]
    return codebook.build(survey, pd.DataFrame(rows, columns=["list_name", "name", "label", "missing"], dtype="str"))


_List = tuple[tuple[str, str, str], ...]
"""A list of choices: code, label and missing reason of each."""


def _lists(guesses: Mapping[str, _Guess], names: Mapping[str, str]) -> dict[str, tuple[str, _List]]:
    """The list of each closed question: columns that hold the same labels, or steps of one known order, share one."""
    families: list[tuple[dict[str, str], list[str]]] = []
    for column, one in guesses.items():
        if one.choices is None:
            continue
        own = dict(one.choices.labels)
        for labels, columns in families:
            if _same_list(labels, own):
                for folded, label in own.items():
                    labels.setdefault(folded, label)
                columns.append(column)
                break
        else:
            families.append((own, [column]))
    return {
        column: (names[columns[0]], _coded(list(labels.values()))) for labels, columns in families for column in columns
    }


def _same_list(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    if one.keys() == other.keys():
        return True
    valid = [label for label in {**one, **other} if not missing_reason(label)]
    shared = [label for label in one.keys() & other.keys() if not missing_reason(label)]
    return len(valid) > 2 and len(shared) > 1 and ranks(valid) is not None


def _coded(labels: list[str]) -> _List:
    """Codes for labels: themselves where they can be codes, the numbers they begin with, or 1, 2, ... in a known order."""
    valid = [label for label in labels if not missing_reason(label)]
    places = ranks(valid) if len(valid) > 2 else None
    numbered = [_NUMBERED.match(label) for label in valid]
    numbers = [(match[1] or match[2]) if match else "" for match in numbered]
    codes: dict[str, str] = {}
    ordered = sorted(valid, key=places.__getitem__) if places else sorted(valid, key=_natural)
    if places:
        codes = {label: str(place + 1) for label, place in places.items()}
    elif all(numbers) and len(set(numbers)) == len(numbers):
        codes = dict(zip(valid, numbers, strict=True))
    elif all(map(_CODE.fullmatch, valid)):
        codes = {label: label for label in valid}
    else:
        for place, label in enumerate(ordered, start=1):
            others = {fold(other) for other in labels if other != label}
            codes[label] = _free(_slug(label) or f"choice_{place}", {*codes.values(), *others})
    taken = set(codes.values())
    rows = [(codes[label], label, "") for label in ordered]
    for reason in MISSING_REASONS:
        for label in (label for label in labels if missing_reason(label) == reason):
            code = next(c for c in (_CODES[reason], *map(str, range(999, 900, -1))) if c not in taken)
            taken.add(code)
            rows.append((code, label, reason))
    return tuple(rows)


def _fits(book: codebook.Codebook, name: str, counts: "pd.Series[int]") -> bool:
    """Whether the list of a closed question gives every answer its code."""
    kind = book.variables.at[name, "type"]
    answers = pd.Series(counts.index, dtype="str")
    if kind == "select_one":
        return bool(coded(answers, book, name).isin(book.codes(name, missing=True)).all())
    return bool(kind != "select_multiple" or chosen(answers, book, name)[1].isna().all())


def _is_personal(heading: str, answers: "pd.Index[str]", kind: str) -> bool:
    """Whether a column is called, or holds, what reaches or names a person."""
    if len(answers) and answers.str.contains("@", regex=False).mean() > 0.5:
        return True
    if kind in ("decimal", "date", "datetime") or not _PERSONAL.search(heading) or _OF_PEOPLE.search(heading):
        return False
    short = len(heading.split()) <= 8 and len(answers) > 0
    return short and (kind == "text" or max(map(len, answers)) >= 8)


@cache
def _holds_people(labels: tuple[str, ...]) -> bool:
    """Whether most of some labels name people, or one of them reaches somebody."""
    kinds = [{span.kind for span in find(label, capitals=False)} for label in labels]
    named = sum("name" in own for own in kinds)
    return 2 * named > len(kinds) or any(own & {"e-mail", "phone", "national number", "bank account"} for own in kinds)


def _names(columns: Sequence[str], taken: Iterable[str]) -> list[str]:
    """A name for each column that an XLSForm allows: its own, or one made of it that no other column bears."""
    used = {*taken, *ADMIN}
    names = []
    for place, column in enumerate(columns, start=1):
        name = column if _SAFE.fullmatch(column) else _free(_made_name(column, place), used)
        used.add(name)
        names.append(name)
    return names


def _made_name(column: str, place: int) -> str:
    slug = _slug(column) or str(place)
    return f"q_{slug}" if slug[0].isdigit() else slug


def _free(name: str, used: Collection[str]) -> str:
    """A name, with a number where it is used already."""
    numbered = (f"{name}_{number}" for number in count(2))
    return name if name not in used else next(other for other in numbered if other not in used)


def _slug(text: str) -> str:
    """A name made of a text: small letters without accents, digits and _, cut between words; "" where none is left."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    name = ""
    for word in re.findall(r"[^\W_]+", plain):
        if name and len(name) + len(word) > 40:
            break
        name = f"{name}_{word}" if name else word[:40]
    return name


def _natural(label: str) -> tuple[bool, float, str]:
    """Labels by the number they begin with, else by the alphabet, and "other" last."""
    number = re.match(r"\d+(?:[.,]\d+)?", label)
    folded = fold(label)
    last = bool(re.match(r"(other|ander|autre|sonstig|overig)", folded))
    return last, float(number[0].replace(",", ".")) if number else float("inf"), folded
