"""The structure files of LimeSurvey: .lss (survey), .lsg (group), .lsq (question) and the tab-separated form."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pilots.errors import ReadError
from pilots.survey.read.limesurvey.questionnaire import Part, Question, Questionnaire, language_names
from pilots.survey.read.limesurvey.words import plain_text
from pilots.survey.read.limesurvey.xml import AGAIN, Row, read_tables
from pilots.survey.read.source import Source, decode

XML = (".lss", ".lsg", ".lsq")
_SHEET = {"class", "type/scale", "name", "text"}
_Tables = Mapping[str, Sequence[Row]]


def read_structure(source: Source) -> Questionnaire | None:
    """Read a structure file.

    Returns
    -------
    The questionnaire, or None where the file is something else.

    Raises
    ------
    ReadError
        When it is damaged, or holds no questions.
    """
    if source.suffix in XML:
        tables = read_tables(io.BytesIO(source.content), source.path)
        questionnaire = from_tables(tables) if tables is not None else None
    elif source.suffix in (".tsv", ".txt", ".csv"):
        questionnaire = _from_sheet(source)
    else:
        return None
    if questionnaire is None:
        if source.suffix in XML:
            raise ReadError("this is no structure of LimeSurvey", where=source.path, mend=AGAIN)
        return None
    if not questionnaire.questions:
        raise ReadError("there are no questions in it", where=source.path, mend=AGAIN)
    return questionnaire


def from_tables(tables: _Tables) -> Questionnaire:
    """Make a questionnaire of the tables of a document, of any version of LimeSurvey from 1.9 on."""
    survey = next(iter(tables.get("surveys", ())), {})
    listed = [row["language"] for row in tables.get("languages", ())]
    names = language_names(dict.fromkeys(filter(None, [survey.get("language", ""), *reversed(listed)])))
    titles = {
        names[code]: plain_text(row.get("surveyls_title", ""))
        for row in tables.get("surveys_languagesettings", ())
        if (code := row.get("surveyls_language", "")) in names
    }
    attributes: dict[str, dict[tuple[str, str], str]] = {}
    for row in tables.get("question_attributes", ()):
        language = names.get(row.get("language", ""), "")
        attributes.setdefault(row.get("qid", ""), {})[row.get("attribute", ""), language] = row.get("value", "")
    texts = _texts(tables, ("questions", "subquestions", "question_l10ns"), "qid", "question", names)
    groups = _groups(tables)
    every = _distinct((*tables.get("questions", ()), *tables.get("subquestions", ())), "qid", "qid")
    below: dict[str, list[tuple[int, Part]]] = {}
    for row in every:
        if (parent := row.get("parent_qid", "0")) not in ("", "0"):
            part = Part(row.get("title", ""), _int(row.get("scale_id")), texts.get(row.get("qid", ""), {}))
            below.setdefault(parent, []).append((_int(row.get("question_order")), part))
    answers = _answers(tables, names)
    asked = [row for row in every if row.get("parent_qid", "0") in ("", "0")]
    order = {gid: position for position, gid in enumerate(groups)}
    asked.sort(key=lambda row: (order.get(row.get("gid", ""), len(order)), _int(row.get("question_order"))))
    return Questionnaire(
        sid=survey.get("sid", "") or next((row["sid"] for row in asked if row.get("sid")), ""),
        titles=titles,
        languages=names,
        questions=tuple(
            Question(
                code=code,
                kind=row.get("type", ""),
                texts=texts.get(row.get("qid", ""), {}),
                subquestions=_in_order(below.get(row.get("qid", ""), [])),
                answers=_in_order(answers.get(row.get("qid", ""), [])),
                other=row.get("other") == "Y",
                required=row.get("mandatory") == "Y",
                relevance=_conditions(groups.get(row.get("gid", ""), ""), row.get("relevance", "")),
                attributes=attributes.get(row.get("qid", ""), {}),
                ids=(row.get("sid", ""), row.get("gid", ""), row.get("qid", "")),
            )
            for code, row in _by_code(asked).items()
        ),
    )


def _by_code(asked: Iterable[Row]) -> dict[str, Row]:
    """Questions by code; old versions let two have the same."""
    by_code: dict[str, Row] = {}
    for row in asked:
        if code := row.get("title", ""):
            by_code[code if code not in by_code else f"{code}_{row.get('qid', '')}"] = row
    return by_code


def _groups(tables: _Tables) -> dict[str, str]:
    """The condition of each group, in the order of the questionnaire."""
    rows = sorted(tables.get("groups", ()), key=lambda row: _int(row.get("group_order")))
    return {row.get("gid", ""): row.get("grelevance", "") for row in rows}


def _answers(tables: _Tables, names: Mapping[str, str]) -> dict[str, list[tuple[int, Part]]]:
    rows = tables.get("answers", ())
    own = "aid" if any("aid" in row for row in rows) else "code"
    texts = _texts(tables, ("answer_l10ns",), "aid", "answer", names)
    for row in rows:
        if (language := names.get(row.get("language", ""))) and row.get("answer"):
            texts.setdefault(_answer_key(row, own), {})[language] = plain_text(row["answer"])
    answers: dict[str, list[tuple[int, Part]]] = {}
    seen = set()
    for row in rows:
        key = (row.get("qid", ""), row.get("code", ""), row.get("scale_id", "0"))
        if key[1] and key not in seen:
            seen.add(key)
            part = Part(key[1], _int(key[2]), texts.get(_answer_key(row, own), {}))
            answers.setdefault(key[0], []).append((_int(row.get("sortorder")), part))
    return answers


def _answer_key(row: Row, own: str) -> str:
    if own == "aid":
        return row.get("aid", "")
    return "\n".join(row.get(name, "") for name in ("qid", "code", "scale_id"))


def _texts(
    tables: _Tables, sources: Iterable[str], key: str, field: str, names: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Texts by number and language: beside the codes in old versions, in a table of their own since version 4."""
    texts: dict[str, dict[str, str]] = {}
    for row in (row for source in sources for row in tables.get(source, ())):
        language = names.get(row.get("language", ""))
        if language and (text := plain_text(row.get(field, ""))):
            texts.setdefault(row.get(key, ""), {})[language] = text
    return texts


def _distinct(rows: Iterable[Row], *keys: str) -> list[Row]:
    """One row a question: old versions repeat it for each language."""
    return list({tuple(row.get(key, "") for key in keys): row for row in reversed(list(rows))}.values())[::-1]


def _in_order(parts: list[tuple[int, Part]]) -> tuple[Part, ...]:
    return tuple(part for _, part in sorted(parts, key=lambda numbered: (numbered[1].scale, numbered[0])))


def _conditions(*expressions: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in expressions if text.strip() not in ("", "1"))


def _int(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.lstrip("-").isdigit() and len(text) < 12 else 0


def is_sheet(headings: Iterable[str]) -> bool:
    """Whether a table with these headings is a tab-separated structure."""
    return set(headings) >= _SHEET


def _from_sheet(source: Source) -> Questionnaire | None:
    import csv

    if b"type/scale" not in source.content[:4096].replace(b"\0", b""):
        return None
    text, _ = decode(source.content, source.path)
    if not is_sheet(text.partition("\n")[0].replace('"', "").strip().split("\t")):
        return None
    try:
        lines = [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", restval="")]
    except csv.Error:
        raise ReadError("its rows can't be told apart", where=source.path, mend=AGAIN) from None
    return _of_lines(
        [{"language": "", **{str(name): str(cell or "") for name, cell in line.items() if name}} for line in lines]
    )


def _of_lines(lines: list[Row]) -> Questionnaire:
    """Lines stand below each other: a group, its questions, under each its subquestions and answers, by language."""
    said = {line["name"]: line["text"] for line in lines if line["class"] == "S"}
    codes = [said.get("language", ""), *(line["language"] for line in lines if line["class"] in ("Q", "SL"))]
    names = language_names(filter(None, codes))
    questions: dict[str, _Draft] = {}
    titles: dict[str, str] = {}
    condition = ""
    draft = None
    for line in lines:
        language, text = names.get(line["language"], ""), plain_text(line["text"])
        match line["class"]:
            case "SL" if line["name"] == "surveyls_title" and language:
                titles[language] = text
            case "G":
                condition, draft = line.get("relevance", ""), None
            case "Q" if line["name"]:
                draft = questions.setdefault(line["name"], _Draft(line, condition))
                draft.hear(line, language)
            case "SQ" | "A" as kind if draft is not None and line["name"]:
                parts = draft.subquestions if kind == "SQ" else draft.answers
                texts = parts.setdefault((_int(line["type/scale"]), line["name"]), {})
                if language and text:
                    texts[language] = text
    made = tuple(draft.question(said.get("sid", "")) for draft in questions.values())
    return Questionnaire(said.get("sid", ""), titles, names, made)


class _Draft:
    """A question of which the lines are being read."""

    def __init__(self, line: Row, condition: str) -> None:
        self.line, self.condition = line, condition
        self.texts: dict[str, str] = {}
        self.attributes: dict[tuple[str, str], str] = {}
        self.subquestions: dict[tuple[int, str], dict[str, str]] = {}
        self.answers: dict[tuple[int, str], dict[str, str]] = {}

    def hear(self, line: Row, language: str) -> None:
        if language and (text := plain_text(line["text"])):
            self.texts[language] = text
        for name, value in line.items():
            if value and (name, "") not in self.attributes:
                self.attributes[name, ""] = value
            if value and language:
                self.attributes[name, language] = value

    def question(self, sid: str) -> Question:
        line = self.line
        return Question(
            code=line["name"],
            kind=line["type/scale"],
            texts=self.texts,
            subquestions=tuple(_parts(self.subquestions)),
            answers=tuple(_parts(self.answers)),
            other=line.get("other") == "Y",
            required=line.get("mandatory") == "Y",
            relevance=_conditions(self.condition, line.get("relevance", "")),
            attributes=self.attributes,
            ids=(sid, "", line.get("id", "")),
        )


def _parts(parts: Mapping[tuple[int, str], Mapping[str, str]]) -> Iterator[Part]:
    for (scale, code), texts in sorted(parts.items(), key=lambda item: item[0][0]):
        yield Part(code, scale, texts)
