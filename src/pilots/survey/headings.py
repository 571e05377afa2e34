"""Which column of an export holds which column of the codebook."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pilots.codebook import Codebook
from pilots.errors import CodebookError, PilotsError, did_you_mean
from pilots.vocabulary import OPTION

if TYPE_CHECKING:
    from pilots.survey.read.reading import Reading

_OTHER = frozenset({"other", "-oth-", "andere", "anders", "ander", "overige", "autre", "autres", "sonstiges"})


@dataclass
class Match:
    """How an export and a codebook meet.

    Parameters
    ----------
    columns
        Column of the export by column of the codebook (`question/option`), or by question where one column
        holds all that was chosen.
    problems
        Columns that the codebook lacks and variables that the export lacks.
    """

    columns: dict[str, str] = field(default_factory=dict)
    problems: list[PilotsError] = field(default_factory=list)


def match_headings(reading: "Reading", codebook: Codebook, wave: int, codebook_path: Path) -> Match:
    """Find the column of each variable: by its name, its `heading` or its label in any language.

    Multiple-choice questions are found as `barriers[time]` (LimeSurvey), `Q5_2` (Qualtrics), `barriers/time` or
    `barriers.time` (Kobo), `question [label]`, or in one column. Names come before labels, exact before alike.

    Parameters
    ----------
    reading
        The export.
    codebook
        Its codebook.
    wave
        Its wave; a variable that was asked in other waves only may be absent.
    codebook_path
        Where the codebook stands, for messages.

    Returns
    -------
    Match
    """
    match = Match()
    wanted = {target: _Keys.of(target, codebook) for target in _targets(codebook)}
    free = dict.fromkeys(reading.responses.columns)
    for exports, keys in _passes(reading):
        found: dict[str, list[str]] = {}
        for column in free:
            for text in filter(None, exports[column]):
                found.setdefault(text, []).append(column)
        texts = {target: set(keys(own)) for target, own in wanted.items() if target not in match.columns}
        owner = _owners(texts, codebook)
        for target, own in texts.items():
            columns = list(dict.fromkeys(c for text in own if owner[text] == target for c in found.get(text, ())))
            if len(columns) > 1:
                match.problems.append(_ambiguous(target, columns, reading, codebook_path))
            if columns:
                match.columns[target] = columns[0]
        for column in match.columns.values():
            free.pop(column, None)
    _share_other(match, codebook)
    match.problems += _lacking(match, reading, codebook, wave, codebook_path)
    return match


def fold(text: str) -> str:
    """A text as one compares it: no markup, plain spaces and quotes, small letters, no full stop at the end.

    Examples
    --------
    >>> fold("Voelt u zich <b>welkom</b>\N{NO-BREAK SPACE}?"), fold("Ja. ")
    ('voelt u zich welkom ?', 'ja')
    """
    plain = re.sub(r"<[^<>]+>", "", html.unescape(text)) if "<" in text or "&" in text else text
    return " ".join(plain.translate(_STRAIGHT).split()).casefold().rstrip(".: ")


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u200e": "", "\ufeff": ""})


def loose(name: str) -> str:
    """A name as tools vary it: `barriers[time]`, `barriers.time` and `Barriers_time` are alike.

    Examples
    --------
    >>> loose("barriers[time]"), loose("Barriers/Time")
    ('barriers_time', 'barriers_time')
    """
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def other_option(codebook: Codebook, question: str) -> str | None:
    """The code of the option "other" of a question, if it has one."""
    chosen = codebook.choices_of(question)
    for code, labels in zip(chosen["name"], chosen["labels"], strict=True):
        if fold(code) in _OTHER or any(re.split(r"\W", fold(label))[0] in _OTHER for label in labels.values()):
            return str(code)
    return None


def other_text(codebook: Codebook, question: str) -> str | None:
    """The variable that holds the text beside "other": `question_other`, `question_<code>_text` or alike."""
    code = other_option(codebook, question)
    known = {loose(f"{question}_{end}") for end in ("other", "other_text", f"{code}", f"{code}_text")}
    texts = codebook.variables.index[codebook.variables["type"] == "text"]
    return next((str(name) for name in texts if loose(name) in known), None) if code else None


@dataclass(frozen=True)
class _Keys:
    """The texts by which a column of the codebook may be headed."""

    names: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, target: str, codebook: Codebook) -> "_Keys":
        question, _, option = target.partition(OPTION) if target not in codebook.variables.index else (target, "", "")
        row: Any = codebook.variables.loc[question]
        names: tuple[str, ...] = tuple(filter(None, (question, row["heading"])))
        labels: tuple[str, ...] = tuple(filter(None, row["labels"].values()))
        if not option:
            return cls(names, labels + names[1:])
        choices = codebook.choices_of(question)
        chosen = dict(zip(choices["name"], choices["labels"], strict=True))
        texts = [option, *filter(None, chosen[option].values())]
        return cls(
            tuple(shape.format(name, option) for name in names for shape in ("{}[{}]", "{}_{}", "{}/{}", "{}.{}")),
            tuple(
                shape.format(label, text)
                for label in labels + names
                for text in texts
                for shape in ("{} [{}]", "{}[{}]", "{} - {}", "{}-{}")
            ),
        )


def _targets(codebook: Codebook) -> Iterator[str]:
    for variable in codebook.variables.index:
        yield from codebook.columns(variable)
        if codebook.variables.at[variable, "type"] == "select_multiple":
            yield variable


def _passes(reading: "Reading") -> Iterator[tuple[Mapping[str, set[str]], Callable[[_Keys], list[str]]]]:
    """From the surest to the least sure way to know a column: what it offers, and what is asked for."""
    names = {str(row.variable): (str(row.variable), str(row.heading)) for row in reading.headings.itertuples()}
    labels = reading.headings.set_index("variable")["label"].fillna("")
    questions = set(reading.of_kind("question"))
    surest = {c: {own} if c in questions else {head} - questions for c, (own, head) in names.items()}
    yield surest, lambda keys: list(keys.names)
    yield {c: {head} for c, (_, head) in names.items()}, lambda keys: list(keys.names)
    yield {c: {c} for c in names}, lambda keys: list(keys.names)
    yield {c: set(map(fold, texts)) for c, texts in names.items()}, lambda keys: list(map(fold, keys.names))
    yield {c: set(map(loose, texts)) for c, texts in names.items()}, lambda keys: list(map(loose, keys.names))
    yield {c: {fold(labels[c]), fold(t[1])} for c, t in names.items()}, lambda keys: list(map(fold, keys.labels))


def _owners(texts: Mapping[str, set[str]], codebook: Codebook) -> dict[str, str]:
    """Whose each text is: nobody's where several claim it, but a variable's rather than an option's."""
    claims: dict[str, list[str]] = {}
    for target, own in texts.items():
        for text in own:
            claims.setdefault(text, []).append(target)
    owners = {}
    for text, targets in claims.items():
        variables = [target for target in targets if target in codebook.variables.index]
        rightful = variables if len(targets) > 1 and variables else targets
        owners[text] = rightful[0] if len(rightful) == 1 else ""
    return owners


def _share_other(match: Match, codebook: Codebook) -> None:
    """One column can hold both: that "other" was chosen, and what was written there."""
    for question in codebook.variables.index[codebook.variables["type"] == "select_multiple"]:
        text, option = other_text(codebook, question), f"{question}{OPTION}{other_option(codebook, question)}"
        if text and text in match.columns and option not in match.columns and question not in match.columns:
            match.columns[option] = match.columns[text]
        elif text and option in match.columns and text not in match.columns:
            match.columns[text] = match.columns[option]


def _lacking(
    match: Match, reading: "Reading", codebook: Codebook, wave: int, codebook_path: Path
) -> Iterator[PilotsError]:
    used = set(match.columns.values())
    answered = reading.responses.notna().any()
    strange = [column for column in reading.of_kind("question") if column not in used and answered[column]]
    asked = [q for q in codebook.variables.index[codebook.variables["list_name"] != ""] if q in match.columns]
    beside = {other_text(codebook, question) for question in asked}
    absent = [
        target
        for variable in codebook.variables.index
        if variable not in beside
        for target in _absent(match, codebook, variable, wave)
    ]
    headings = reading.headings.set_index("variable")["heading"]
    twice = [column for column in strange if re.fullmatch(rf"{re.escape(_short(headings[column]))} \(\d+\)", column)]
    for heading in dict.fromkeys(headings[column] for column in twice):
        yield CodebookError(
            f"two columns are called '{_short(heading)}'", where=reading.path, mend="Give each column its own heading."
        )
    strange = [column for column in strange if column not in twice]
    for column in strange:
        near = did_you_mean(column, absent)
        yield CodebookError(
            f"the column '{_short(headings[column] or column)}' is not in the codebook",
            where=reading.path,
            mend=(f"{near} " if near.startswith("Did") else "")
            + f"Add a row to sheet survey of {codebook_path.name} (role technical if nobody needs it), or map it in a crosswalk.",
        )
    for target in absent:
        near = did_you_mean(target, strange)
        yield CodebookError(
            f"the variable '{target}' is in no column of {reading.path.name}",
            where=f"{codebook_path}, sheet survey",
            mend=(f"{near} " if near.startswith("Did") else "")
            + "Give it the column's `heading`, in `wave` the waves it was asked in, or its column in a crosswalk.",
        )


def _absent(match: Match, codebook: Codebook, variable: str, wave: int) -> list[str]:
    row = codebook.variables.loc[variable]
    if variable in match.columns or (row["waves"] and wave not in row["waves"]):
        return []
    options = [target for target in codebook.columns(variable) if target not in match.columns]
    if row["type"] == "select_multiple" and len(options) == len(codebook.columns(variable)):
        return [variable]
    return options


def _ambiguous(target: str, columns: list[str], reading: "Reading", codebook_path: Path) -> CodebookError:
    listed = ", ".join(f"'{_short(column)}'" for column in columns)
    return CodebookError(
        f"the variable '{target}' may be any of these columns of {reading.path.name}: {listed}",
        where=f"{codebook_path}, sheet survey",
        mend="Write in `heading` which one it is.",
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}..."
