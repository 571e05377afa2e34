"""The participants' pages in a language that others translate them into: a workbook goes out, and comes back filled in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pandas as pd

from pilots import actions
from pilots.codebook import Codebook
from pilots.errors import PilotsError, raise_all
from pilots.language import LANGUAGES, Added, add, catalogue, pick, translate
from pilots.pilot import Pilot
from pilots.project import PARTICIPANT
from pilots.publish.cells import reader_cells
from pilots.publish.words import edition_name, words
from pilots.workbook import Sheet, read_sheet, rewrite

SHEET, HOW = "texts", "how to"
_HOW = (
    "Write your translation in the last column, beside the text. What you leave empty is shown in the pilot's own language.",
    "Write as you would tell it to a parent: short sentences, words that everybody knows.",
    "What stands between braces, such as {n}, becomes a number or a name: copy it as it is, where your language wants it.",
    "Keep the # before a heading, and what stands between brackets after #, such as (#fig-themes).",
    "Leave the other columns as they are: they tell where your text belongs.",
    "Send the file back to who gave it to you. Later texts come after yours, and yours stay.",
)
_WIDTH = 60
_FIELD = re.compile(r"\{(\w+)[^{}]*\}")
_REFERENCE = re.compile(r"\]\((#[\w-]+)\)")
_HEADING = re.compile(r"^#+ ", re.MULTILINE)
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)


class Text(NamedTuple):
    """A text to translate: what the source calls it, where it stands, and how it reads in our languages."""

    id: str
    where: str
    labels: Mapping[str, str]


def workbook(pilot: Pilot, language: str) -> Path:
    """Where a translation of the participants' pages stands: translations/participant.<language>.xlsx in the raw folder."""
    return pilot.folder / "translations" / f"participant.{language}.xlsx"


def write_translations(pilot: Pilot, language: str, notebooks: Sequence[Path]) -> Path:
    """Write the workbook in which others translate the participants' pages; what was filled in stays.

    It holds the prose of the cells tagged `edition:participant`, the words of the page and the pilot's own, and, once
    the edition was published in one of our languages, what its tables and figures say.

    Parameters
    ----------
    pilot
        Which pilot.
    language
        Into what: a code such as tr, ar or ro.
    notebooks
        Where the prose stands.

    Returns
    -------
    Path
        The workbook: id, where, nl, fr, en, and an empty column to fill in; and a sheet that tells how.

    Raises
    ------
    PilotsError
        When the language is one of ours, or there is none with this code.
    """
    _known(language)
    path = workbook(pilot, language)
    before = read_sheet(path, SHEET) if path.exists() else pd.DataFrame()
    done = {_key(row): row[language] for row in before.fillna("").to_dict("records") if row.get(language)}
    texts = list({_key(_row(text)): text for text in _texts(pilot, notebooks)}.values())
    rows = [_row(text) | {language: done.pop(_key(_row(text)), None)} for text in texts]
    # what is no longer shown was work too
    rows += [row for row in before.fillna("").to_dict("records") if _key(row) in done]
    table = pd.DataFrame(rows, columns=["id", "where", *LANGUAGES, language], dtype="str")
    told = [[translate(text, code) for code in LANGUAGES] for text in _HOW]
    how = Sheet(HOW, pd.DataFrame(told, columns=list(LANGUAGES)), widths=dict.fromkeys(LANGUAGES, _WIDTH))
    rewrite(path, [Sheet(SHEET, table, widths=dict.fromkeys((*LANGUAGES, language), _WIDTH)), how])
    return path


def use(pilot: Pilot | str, language: str, project: Path | None = None) -> None:
    """Let the participants' pages of a pilot be made in a language, with what was filled in.

    Raises
    ------
    ReadError
        When there is no workbook, or it can't be read.
    PilotsError, Problems
        With every row whose translation lost a value such as {n}, a reference or the sign of a heading, or has a value that
        the text does not have.
    """
    described = pilot if isinstance(pilot, Pilot) else Pilot.find(pilot, project)
    _known(language)
    path = workbook(described, language)
    if not path.is_file():
        mend = f"`pilots translate {described.name} {language}` writes a workbook to fill in."
        raise PilotsError(f"the participants' pages were not translated into '{language}'", where=path, mend=mend)
    table = read_sheet(path, SHEET).reindex(columns=["id", "where", *LANGUAGES, language]).astype("str").fillna("")
    problems: list[PilotsError] = []
    texts: dict[str, str] = {}
    for place, row in zip(table.index, table.to_dict("records"), strict=True):
        said = str(row[language]).strip()
        source = str(row["en"] or row["nl"] or row["fr"])
        lost, strange = (_lost(source, said), _strange(source, said)) if said else ([], [])
        at = f"{path}, sheet {SHEET}, row {place}"
        if lost:
            mend = "Copy it from the text beside it, as it stands there."
            problems.append(PilotsError(f"the translation lost {', '.join(lost)}", where=at, mend=mend))
        elif strange:
            mend = "Between braces stands only what does so in the text beside it."
            problems.append(PilotsError(f"the translation has {', '.join(strange)}", where=at, mend=mend))
        elif said:
            texts |= {str(row[name]): said for name in ("id", *LANGUAGES) if row[name]}
    raise_all(problems)
    missing = int((table[language].str.strip() == "").sum())
    add(language, Added(texts, described.language, (missing, len(table))))


def _texts(pilot: Pilot, notebooks: Sequence[Path]) -> Iterator[Text]:
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        seen = {name: _prose(notebook, name) for name in LANGUAGES}
        # the variants of a text stand one after the other, in the same order in each language
        for number, own in enumerate(zip(*seen.values(), strict=False), 1):
            yield Text("", f"{path.stem}, text {number}", dict(zip(seen, own, strict=True)))
    for name, labels in (("title", pilot.title), ("subtitle", pilot.subtitle), ("summary", pilot.summary)):
        if labels:
            yield Text("", f"pilot.toml, {name}", labels)
    for phase in pilot.phases:
        yield Text("", f"pilot.toml, phase {phase.number}", phase.title)
    shown = _shown(pilot)
    page = {*words("en").values(), edition_name(PARTICIPANT, "en")}
    for name, known in catalogue().items():
        if known["en"] in page or _stands(known[pilot.language], shown):
            yield Text(name, "page, tables and figures", known)
    for where, called in _labels(pilot):
        if _stands(pick(called, pilot.language), shown):
            yield Text("", where, called)


def _prose(notebook: nbformat.NotebookNode, language: str) -> list[str]:
    return [
        str(cell.source) for _, cell, _ in reader_cells(notebook, language, PARTICIPANT) if cell.cell_type == "markdown"
    ]


def _labels(pilot: Pilot) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What the pilot's codebooks and plan call things."""
    for source in pilot.surveys:
        book = Codebook.read(pilot.path(source.codebook))
        yield source.codebook, source.title
        for table in (book.variables, book.choices, book.scales):
            yield from ((source.codebook, labels) for labels in table["labels"])
    if pilot.actions:
        plan = actions.load(pilot)
        for table in (plan.needs, plan.actions, plan.indicators, plan.cycles):
            for name in (name for name in ("titles", "descriptions", "what", "reason") if name in table):
                yield from ((pilot.actions, labels) for labels in table[name] if isinstance(labels, Mapping))


def _shown(pilot: Pilot) -> str:
    """What the participants' pages say that were published in the pilot's own language; empty where none were."""
    pages = [path.read_text(encoding="utf-8") for path in sorted(pilot.reports.glob("*.participant.html"))]
    return " ".join(unescape(_TAG.sub(" ", page)) for page in pages)


def _stands(text: str, shown: str) -> bool:
    """Whether a text stands on a page, with anything where its values go."""
    if not shown or len(text) < 2:
        return False
    parts = [r"\s+".join(map(re.escape, part.split())) for part in re.split(r"\{[^{}]*\}", text)]
    if not any(len(part) > 1 for part in parts):
        return False
    return re.search(r"(?<!\w)" + ".{1,60}?".join(parts) + r"(?!\w)", " ".join(shown.split())) is not None


def _lost(source: str, said: str) -> list[str]:
    """Values, references and signs of headings that a text has and its translation has not."""
    found = []
    for pattern, shape in ((_FIELD, "{{{}}}"), (_REFERENCE, "{}"), (_HEADING, "{}")):
        had, has = pattern.findall(source), pattern.findall(said)
        found += [shape.format(one).strip() for one in dict.fromkeys(had) if had.count(one) > has.count(one)]
    return found


def _strange(source: str, said: str) -> list[str]:
    """Values and braces of a translation that can't be filled in; a text without values may hold what it likes."""
    if not _FIELD.search(source):
        return []
    names = set(_FIELD.findall(source))
    found = [match for match in _FIELD.finditer(said) if match[1] not in names or not _filled(match[0], source)]
    braces = sorted(set(re.findall(r"[{}]", _FIELD.sub("", said))))
    return [*dict.fromkeys(match[0] for match in found), *braces]


def _filled(field: str, source: str) -> bool:
    """Whether a field is the source's, plain, or has forms for one and more."""
    return field in source or "|" in field or field[1:-1].isidentifier()


def _row(text: Text) -> dict[str, str | None]:
    return {"id": text.id or None, "where": text.where} | {name: text.labels.get(name) for name in LANGUAGES}


def _key(row: Mapping[Any, object]) -> tuple[str, ...]:
    return tuple(str(row.get(name) or "").strip() for name in ("id", *LANGUAGES))


def _known(language: str) -> None:
    from babel.core import Locale, UnknownLocaleError

    if language in LANGUAGES:
        raise PilotsError(
            f"the pages are in '{language}' already", mend="Name another language, for instance tr or ar."
        )
    try:
        found = str(Locale.parse(language))
    except (UnknownLocaleError, ValueError):
        found = ""
    if found != language:
        mend = "Write a code of two or three small letters, for instance tr for Turkish or ar for Arabic."
        raise PilotsError(f"there is no language '{language}'", mend=mend)
