"""Read the workbook in which findings and quotes are joined, and tell everything that is wrong with it at once."""

import re
from dataclasses import dataclass, field

import pandas as pd

from pilots.errors import PilotsError, raise_all
from pilots.frameworks import unknown
from pilots.mixed.speakers import speaker_label
from pilots.pilot import Pilot
from pilots.qualitative.redaction import redact_all, redact_prose, redact_quote
from pilots.rows import RowReader, by_language, cells
from pilots.vocabulary import Column, frame
from pilots.workbook import read_sheets
from pilots.written import note

SHEETS = ("findings", "quotes", "cases", "codes")
KINDS = ("strength", "problem", "change")
FITS = ("confirmation", "expansion", "discordance", "cannot tell")
CHANGE = "change"
DIRECTIONS = {"higher": 1, "lower": -1}
FINDINGS = (
    Column("finding", "str", "Finding", "its id"),
    Column("phase", "Int64", "Phase", "of the pilot"),
    Column("kind", "str", "Kind", "strength, problem or change"),
    Column("titles", "object", "Finding", "by language"),
    Column("survey", "str", "Survey", "where the numbers are from; empty without numbers"),
    Column("variable", "str", "Variable", "a scale, an item or an option of that survey"),
    Column("wave", "str", "Wave", "a number, or change for last wave minus first"),
    Column("group", "str", "Group", "the only school it is about; empty for all"),
    Column("codes", "object", "Codes", "tuple of names of codes"),
    Column("direction", "str", "Direction", "higher or lower: where the number lies if it bears out the finding"),
    Column("judged", "str", "Fit as judged", "what the researchers wrote; empty where they did not"),
    Column("rationale", "object", "Rationale", "by language"),
    Column("need", "str", "Need", "id of the need it led to; empty where none"),
    Column("row", "Int64", "Row", "in the sheet"),
)
QUOTES = (
    Column("finding", "str", "Finding", "id of the finding it illustrates"),
    Column("document", "str", "Document", "where it was said; never shown"),
    Column("code", "str", "Code", "of the passage"),
    Column("text", "str", "Quote", "what was said, redacted"),
    Column("speaker", "str", "Who", "described as coarsely as `speaker_label` does, not named"),
    Column("language", "str", "Language", "in which it was said"),
    Column("translations", "object", "Translation", "by language, redacted; empty where nobody translated it"),
)
CASES = (
    Column("case", "str", "Case", "an interviewed case, as the qualitative project calls it; never shown"),
    Column("survey", "str", "Survey", "the survey of the group it belongs to"),
    Column("respondent", "str", "Respondent", "its response; empty where that is unknown; never shown"),
    Column("row", "Int64", "Row", "in the sheet"),
)
CODES = (
    Column("code", "str", "Code", "name of a code"),
    Column("framework", "object", "Framework", "tuple of ids of the elements of frameworks it belongs to"),
    Column("row", "Int64", "Row", "in the sheet"),
)


@dataclass(frozen=True)
class Integration:
    """Findings as the researchers wrote them, the quotes that may be shown, and what belongs to what.

    Parameters
    ----------
    findings, quotes
        A row a finding, a row an approved quote.
    cases
        Which respondent an interviewed case is, or at least of which survey's group: case, survey, respondent, row.
    codes
        To which elements of frameworks a code belongs: code, framework, row.
    """

    findings: pd.DataFrame = field(default_factory=lambda: frame(FINDINGS))
    quotes: pd.DataFrame = field(default_factory=lambda: frame(QUOTES))
    cases: pd.DataFrame = field(default_factory=lambda: frame(CASES))
    codes: pd.DataFrame = field(default_factory=lambda: frame(CODES))


def read_integration(pilot: Pilot) -> Integration:
    """The findings and the approved quotes of the workbook that pilot.toml names; empty where it names none.

    Raises
    ------
    ReadError
        When the file is missing or no workbook.
    PilotsError, Problems
        With every row that names what is not there or holds a word or number that can't be.
    """
    if pilot.integration is None:
        return Integration()
    path = pilot.path(pilot.integration)
    problems: list[PilotsError] = []
    sheets = read_sheets(path)
    book = RowReader(path, problems)
    meant = book.headings(sheets, SHEETS, "sheet")
    if not meant:
        book.none_of(sheets, SHEETS, "actions")
    told = RowReader(f"{path}, sheet findings", problems)
    told.unsure = "findings" in meant
    findings = _findings(sheets.get("findings", pd.DataFrame()), pilot, told)
    said = sheets.get("quotes", pd.DataFrame())
    if "findings" not in sheets and not told.unsure and len(said):
        told.problems.append(
            PilotsError("there is no such sheet", where=told.where, mend="Add it: quotes name its findings.")
        )
        told.unsure = True
    known = None if told.unsure else list(findings["finding"])
    quotes = _quotes(said, pilot, known, RowReader(f"{path}, sheet quotes", problems))
    cases = _cases(sheets.get("cases", pd.DataFrame()), pilot, RowReader(f"{path}, sheet cases", problems))
    codes = _codes(sheets.get("codes", pd.DataFrame()), pilot, RowReader(f"{path}, sheet codes", problems))
    raise_all(problems)
    return Integration(findings, quotes, cases, codes)


def placed(error: PilotsError, pilot: Pilot, sheet: str, row: object) -> PilotsError:
    """A problem with the row of the workbook in which it lies."""
    where = f"{pilot.path(pilot.integration or '')}, sheet {sheet}, row {row}"
    # what stands in the wrong column may be a person's name
    return PilotsError(redact_prose(error.what, pilot), where=where, mend=error.mend)


def _findings(table: pd.DataFrame, pilot: Pilot, reader: RowReader) -> pd.DataFrame:
    headings = ["finding", "phase", "kind", "title", "survey", "variable", "wave", "group", "codes", "fit", "direction"]
    if reader.lacks(table, ["finding"], [*headings, "rationale", "need"]):
        return frame(FINDINGS)
    reader.headings(table.columns, [*headings, "rationale", "need"])
    rows: list[dict[str, object]] = []
    for row, line in table.iterrows():
        text = dict.fromkeys(headings, "") | cells(line)
        if not text["finding"] or _called(text["finding"], pilot) in [other["finding"] for other in rows]:
            reader.problem(row, "a finding needs an id of its own", "Fill in 'finding' with one that no other row has.")
            reader.unsure = True
        rows.append(
            {name: text.get(name, "") for name in ("survey", "variable", "group")}
            | {name: _called(text.get(name, ""), pilot) for name in ("finding", "need")}
            | {
                "titles": redact_all(by_language("title", text, pilot.language), pilot),
                "rationale": redact_all(by_language("rationale", text, pilot.language), pilot),
                "phase": _phase(row, text["phase"], pilot, reader),
                "kind": reader.word(row, "kind", text["kind"], KINDS),
                "wave": _wave(row, text, reader),
                "codes": tuple(_called(code, pilot) for code in text["codes"].split(";") if code.strip()),
                "judged": reader.word(row, "fit", text["fit"], FITS),
                "direction": reader.word(row, "direction", text["direction"], list(DIRECTIONS)),
                "row": row,
            }
        )
        if text["survey"]:
            _known(reader, pilot, row, "survey", text["survey"], [source.name for source in pilot.surveys])
            if not text["variable"]:
                reader.problem(row, "a survey is named, but no variable")
    return frame(FINDINGS, rows)


def _quotes(table: pd.DataFrame, pilot: Pilot, findings: list[str] | None, reader: RowReader) -> pd.DataFrame:
    headings = ["quote", "finding", "document", "code", "text", "speaker", "consent", "approved_by", "language"]
    headings += ["translation"]
    if reader.lacks(table, ["finding"], headings):
        return frame(QUOTES)
    reader.headings(table.columns, headings)
    rows = []
    for row, line in table.iterrows():
        text = dict.fromkeys(headings, "") | cells(line)
        text["finding"] = _called(text["finding"], pilot)
        if findings is not None:
            _known(reader, pilot, row, "finding", text["finding"], findings)
        # a quote is shown only when its speaker agreed and somebody read and approved it
        if reader.yes(row, "consent", text["consent"]) and text["approved_by"] and text["text"]:
            shown = {name: redact_quote(text[name], pilot) for name in ("text", "speaker")}
            shown["speaker"] = speaker_label(shown["speaker"], pilot)
            shown["code"] = redact_prose(text["code"], pilot)
            shown["language"] = (_language(row, text["language"], reader) if text["language"] else "") or pilot.language
            note(shown["text"], shown["language"])
            said = {
                name: redact_quote(one, pilot) for name, one in by_language("translation", text, "").items() if name
            }
            rows.append({name: text[name] for name in ("finding", "document")} | shown | {"translations": said})
    return frame(QUOTES, rows)


def _cases(table: pd.DataFrame, pilot: Pilot, reader: RowReader) -> pd.DataFrame:
    headings = ["case", "survey", "respondent"]
    if reader.lacks(table, ["case", "survey"], headings):
        return frame(CASES)
    reader.headings(table.columns, headings)
    rows: list[dict[str, object]] = []
    for row, line in table.iterrows():
        text = dict.fromkeys(headings, "") | cells(line)
        _known(reader, pilot, row, "survey", text["survey"], [source.name for source in pilot.surveys])
        if not text["case"]:
            reader.problem(row, "a row needs the name of a case")
        if text["respondent"] and text["respondent"] in [other["respondent"] for other in rows]:
            reader.problem(row, "this respondent stands in another row too", "A respondent is one case.")
        if any(other["case"] == text["case"] and other["survey"] != text["survey"] for other in rows):
            reader.problem(row, "this case stands in another row with another survey", "A case is of one group.")
        rows.append({name: text[name] for name in headings} | {"row": row})
    return frame(CASES, rows)


def _codes(table: pd.DataFrame, pilot: Pilot, reader: RowReader) -> pd.DataFrame:
    headings = ["code", "framework"]
    if reader.lacks(table, headings, headings):
        return frame(CODES)
    reader.headings(table.columns, headings)
    rows: list[dict[str, object]] = []
    for row, line in table.iterrows():
        text = dict.fromkeys(headings, "") | cells(line)
        if not text["code"] or not text["framework"]:
            reader.problem(row, "a row needs a code and the element of a framework it belongs to")
        for what, mend in unknown(text["framework"].split()):
            reader.problem(row, redact_prose(what, pilot), mend)
        rows.append({"code": _called(text["code"], pilot), "framework": tuple(text["framework"].split()), "row": row})
    return frame(CODES, rows)


def _known(reader: RowReader, pilot: Pilot, row: object, what: str, name: str, available: list[str]) -> None:
    """Remember a name that is not there; what stands in the wrong column may be a person's."""
    if name not in available:
        reader.known(row, what, redact_prose(name, pilot), available)


def _called(code: str, pilot: Pilot) -> str:
    """A code as codes themselves are called, once loaded; an id of a finding, which reports show too."""
    return redact_prose(code.strip(), pilot)


def _phase(row: object, text: str, pilot: Pilot, reader: RowReader) -> int | None:
    value = reader.number(row, "phase", text)
    known = [phase.number for phase in pilot.phases]
    if value is None or value % 1 or (known and value not in known):
        reader.problem(row, "there is no such phase", f"Write one of: {', '.join(map(str, known))}." if known else "")
        return None
    return int(value)


def _language(row: object, text: str, reader: RowReader) -> str:
    """A language by its code, as in which a page can say that a text is."""
    code = text.strip().casefold()
    if not re.fullmatch("[a-z]{2,3}", code):
        reader.problem(
            row, "this is no code of a language", "Write two or three small letters, for instance nl, fr or ar."
        )
    return code


def _wave(row: object, text: dict[str, str], reader: RowReader) -> str:
    wave = text["wave"].casefold()
    if text["survey"] and wave != CHANGE and not wave.isdecimal():
        reader.problem(row, "'wave' must be the number of a wave, or change")
    return wave
