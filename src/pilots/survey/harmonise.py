"""What does not fit yet where several files share a codebook: languages, wording, choices, columns."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from pilots.codebook import Codebook
from pilots.errors import raise_all
from pilots.pilot import Pilot
from pilots.survey.answers import chosen, unknown
from pilots.survey.files import SurveyFile, read_files
from pilots.survey.headings import fold, other_text
from pilots.vocabulary import LANGUAGE, Column, frame

FINDINGS = (
    Column("source", "str", "Source", "which file: w0, or w0-forms; empty for all"),
    Column("variable", "str", "Variable", "variable of the codebook, or the column that it lacks"),
    Column(
        "kind", "str", "Kind", "untranslated, reworded, other choices, extra, absent, recoded, unused or repeat group"
    ),
    Column("what", "str", "What", "what was found, without an answer"),
    Column("language", "str", "Language", "in which language, where it is about one"),
    Column("similarity", "float64", "Similarity", "how alike two wordings are, 0 to 1"),
    Column("n", "Int64", "n", "how many answers it concerns"),
)
Finding = dict[str, Any]


def report(pilot: Pilot, name: str) -> pd.DataFrame:
    """List what keeps the files of a survey from being one: what is untranslated, reworded, extra, absent or recoded.

    Parameters
    ----------
    pilot
        The pilot.
    name
        A survey of it.

    Returns
    -------
    DataFrame
        The columns of `FINDINGS`, a row a finding. Kinds: "untranslated" (respondents answered in a language in which
        the codebook has no label), "reworded" (the file asks it otherwise than the codebook, or than an earlier file,
        in the same language), "other choices" (their number, order or codes differ from the codebook's), "extra"
        (a column or an answer that the codebook lacks), "absent" (a variable that the file lacks), "recoded" (answers
        that the crosswalk mapped), "unused" (rows of the crosswalk that found nothing), "repeat group" (a table
        with several rows a respondent, which is not analysed).

    Raises
    ------
    ReadError, CodebookError, Problems
        When no file of the survey can be read, or its codebook can't.
    """
    source = pilot.survey(name)
    codebook = Codebook.read(pilot.path(source.codebook))
    files, problems = read_files(pilot, source, codebook)
    if not files:
        raise_all(problems)
    earlier: dict[tuple[str, str], tuple[str, str]] = {}
    findings: list[Finding] = []
    for file in files:
        for find in (_untranslated, _choices, _extra, _absent, _recoded, _repeats):
            findings += [{"source": file.wave.prefix, **found} for found in find(file, codebook)]
        findings += [{"source": file.wave.prefix, **found} for found in _reworded(file, codebook, earlier)]
    used = {place: sum(file.used.get(place, 0) for file in files) for file in files for place in file.used}
    findings += [
        {
            "source": rule.source,
            "variable": rule.variable or rule.new,
            "kind": "unused",
            "what": _place(rule.place),
            "n": 0,
        }
        for rule in files[0].crosswalk.unused(used)
    ]
    return frame(FINDINGS, findings)


def as_text(findings: pd.DataFrame) -> str:
    """A report to read on a screen: a paragraph a kind, lines of 80 characters, no count of fewer than five people.

    Examples
    --------
    >>> print(as_text(frame(FINDINGS, [{"source": "w0", "variable": "q1", "kind": "absent", "what": "in no column", "n": 9}])))
      absent
        q1 (w0): in no column, n = 9
    >>> print(as_text(frame(FINDINGS)))
      nothing differs
    """
    if findings.empty:
        return "  nothing differs"
    lines = []
    for kind, own in findings.groupby("kind", sort=False):
        lines.append(f"  {kind}")
        for row in own.fillna({"source": "", "language": ""}).to_dict("records"):
            language = f" ({row['language']})" if row["language"] else ""
            alike = "" if pd.isna(row["similarity"]) else f", alike for {row['similarity']:.0%}"
            n = "fewer than 5" if 0 < row["n"] < 5 else f"n = {row['n']}"
            text = f"{row['variable']} ({row['source'] or 'all'}): {row['what']}{language}{alike}, {n}"
            lines += wrap(text, 80, initial_indent="    ", subsequent_indent="      ")
    return "\n".join(lines)


def _untranslated(file: SurveyFile, codebook: Codebook) -> Iterator[Finding]:
    """Questions and choices without a label in a language that respondents used."""
    for language, mask in _spoken(file).items():
        for variable in map(str, codebook.variables.index):
            asked = _answered(file, codebook, variable)[mask]
            if not asked.any():
                continue
            choices = codebook.choices_of(variable)
            lacking = sum(1 for labels in choices["labels"] if any(labels) and not labels.get(language))
            own = _texts(codebook, variable)
            parts = ["the question"] if any(own) and not own.get(language) else []
            parts += [f"{lacking} of {len(choices)} choices"] if lacking else []
            if parts:
                what = f"no label in this language: {' and '.join(parts)}"
                yield {
                    "variable": variable,
                    "kind": "untranslated",
                    "what": what,
                    "language": language,
                    "n": int(asked.sum()),
                }


def _reworded(
    file: SurveyFile, codebook: Codebook, earlier: dict[tuple[str, str], tuple[str, str]]
) -> Iterator[Finding]:
    """Questions that are asked otherwise than in the codebook, or in an earlier file."""
    for variable in map(str, codebook.variables.index):
        own = _texts(codebook, variable)
        for language, asked in _wordings(file, codebook, variable).items():
            first = earlier.setdefault((variable, language), (asked, file.wave.prefix))
            if own.get(language):
                other, whose = own[language], "the codebook"
            elif language or not own:
                other, whose = first
            else:  # in which language the file asks is not known
                other, whose = max(own.values(), key=lambda label: _likeness(asked, label)), "the codebook"
            if not _alike(asked, other):
                n = int(_answered(file, codebook, variable).sum())
                yield {
                    "variable": variable, "kind": "reworded", "what": f"asked otherwise than in {whose}",
                    "language": language, "similarity": _likeness(asked, other), "n": n,
                }  # fmt: skip


def _choices(file: SurveyFile, codebook: Codebook) -> Iterator[Finding]:
    """Choices that differ from the codebook's in number, order or code, as far as the file states them."""
    stated = file.raw.stated
    mapped = {rule.variable for rule in file.crosswalk.answers if rule.holds_for(file.wave)}
    if stated is None:
        return
    for variable in map(str, codebook.variables.index[codebook.variables["list_name"] != ""]):
        name = file.names.get(file.match.columns.get(variable, ""), file.match.columns.get(variable, variable))
        own, theirs = codebook.codes(variable), stated.codes(name) if name in stated.variables.index else []
        if not theirs:
            continue
        known = {fold(label): code for code in own for label in _labels(codebook, variable, code)}
        places = [
            (code, next((known[t] for t in map(fold, _labels(stated, name, code)) if t in known), None))
            for code in theirs
        ]
        shared = [mine for _, mine in places if mine is not None]
        what = ""
        if len(theirs) != len(own):
            what = f"{len(theirs)} choices, in the codebook {len(own)}"
        elif shared != sorted(shared, key=own.index):
            what = "choices in another order than in the codebook"
        elif any(mine not in (code, None) and code in own for code, mine in places) and variable not in mapped:
            what = "a code stands for another choice than in the codebook"
        if what:
            n = int(_answered(file, codebook, variable).sum())
            yield {"variable": variable, "kind": "other choices", "what": what, "n": n}


def _extra(file: SurveyFile, codebook: Codebook) -> Iterator[Finding]:
    """Columns and answers that the codebook lacks."""
    raw, used = file.reading.responses, set(file.match.columns.values())
    for column in file.reading.of_kind("question"):
        n = int(raw[column].notna().sum())
        if column not in used and n:
            yield {"variable": column, "kind": "extra", "what": "a column that the codebook lacks", "n": n}
    for variable in map(str, codebook.variables.index):
        kind, held = codebook.variables.at[variable, "type"], file.match.columns.get(variable)
        if kind == "select_one" and held:
            n = int(unknown(file.coded.answers[variable], codebook, variable).notna().sum())
        elif kind == "select_multiple" and held and other_text(codebook, variable) is None:
            n = int(chosen(raw[held], codebook, variable)[1].notna().sum())
        else:
            n = 0
        if n:
            yield {"variable": variable, "kind": "extra", "what": "answers that are none of the choices", "n": n}


def _absent(file: SurveyFile, codebook: Codebook) -> Iterator[Finding]:
    """Variables that the file lacks, though they were asked in its wave."""
    told = {rule.new for rule in file.crosswalk.columns if not rule.old and rule.holds_for(file.wave)}
    for variable, waves in codebook.variables["waves"].items():
        columns = [variable, *codebook.columns(str(variable))]
        asked = not waves or file.wave.wave in waves
        if asked and (variable in told or not any(column in file.match.columns for column in columns)):
            what = "not asked, says the crosswalk" if variable in told else "in no column"
            yield {"variable": variable, "kind": "absent", "what": what, "n": len(file.raw.responses)}


def _recoded(file: SurveyFile, _: Codebook) -> Iterator[Finding]:
    """Answers that the crosswalk mapped."""
    for rule in (rule for rule in file.crosswalk.answers if rule.holds_for(file.wave)):
        if n := file.used.get(rule.place, 0):
            what = f"{_place(rule.place)}: {rule.missing or f'becomes {rule.new}'}"
            yield {"variable": rule.variable, "kind": "recoded", "what": what, "n": n}


def _repeats(file: SurveyFile, _: Codebook) -> Iterator[Finding]:
    """Tables with several rows a respondent."""
    for name, table in file.raw.repeats.items():
        yield {
            "variable": name,
            "kind": "repeat group",
            "what": "several rows a respondent: not analysed",
            "n": len(table),
        }


def _spoken(file: SurveyFile) -> "dict[str, pd.Series[bool]]":
    """By language, in two letters: who answered in it."""
    raw = file.reading.responses
    told = (
        raw[LANGUAGE] if LANGUAGE in file.reading.of_kind("admin") else pd.Series(pd.NA, index=raw.index, dtype="str")
    )
    base = (
        told.fillna(file.wave.language)
        .astype("str")
        .str.strip()
        .str.casefold()
        .str.extract(r"^([a-z]{2,3})\b", expand=False)
    )
    return {str(language): base == language for language in base.dropna().unique()}


def _answered(file: SurveyFile, codebook: Codebook, variable: str) -> "pd.Series[bool]":
    return file.coded.answers[codebook.columns(variable)].notna().any(axis=1)


def _wordings(file: SurveyFile, codebook: Codebook, variable: str) -> dict[str, str]:
    """How a file asks a question, by language ("" where that is not known); nothing where it only names it."""
    column = file.match.columns.get(variable)
    if column is None:
        return {}
    name = file.names.get(column, column)
    stated = file.raw.stated
    if stated is not None and name in stated.variables.index:
        labels = _texts(stated, name)
    else:
        headings = file.reading.headings.set_index("variable")
        labels = {"": str(headings.at[column, "label"] or "")}
    names = {fold(text) for text in (variable, name, str(codebook.variables.at[variable, "heading"])) if text}
    asked = {language: label for language, label in labels.items() if label and fold(label) not in names}
    spoken = list(_spoken(file))
    return {(spoken[0] if not language and len(spoken) == 1 else language): label for language, label in asked.items()}


def _texts(codebook: Codebook, variable: str) -> Mapping[str, str]:
    """The labels of a question by language."""
    own: Any = codebook.variables.at[variable, "labels"]
    return dict(own)


def _labels(codebook: Codebook, variable: str, code: str) -> list[str]:
    choices = codebook.choices_of(variable)
    own = choices.loc[choices["name"] == code, "labels"]
    return [label for labels in own for label in labels.values() if label]


def _alike(asked: str, label: str) -> bool:
    """Whether a file asks what a label says, perhaps behind the text that a whole table of questions shares."""
    said, own = fold(asked).rstrip("?! "), fold(label).rstrip("?! ")
    return said == own or said.rstrip("]").endswith((f"- {own}", f"[{own}", f": {own}", f"? {own}"))


def _likeness(one: str, other: str) -> float:
    return round(fuzz.ratio(fold(one), fold(other)) / 100, 3)


def _place(place: str) -> str:
    """The file, sheet and row of a rule, without its folder."""
    return place.replace("\\", "/").rpartition("/")[2]
