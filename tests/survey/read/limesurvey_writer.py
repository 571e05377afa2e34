"""A LimeSurvey in miniature: writes a questionnaire with every type of question, and exports of its responses."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

LANGUAGES = ("nl-informal", "fr")
SID, GID = "123456", "7"
Pair = tuple[str, str]


class Asked(NamedTuple):
    """A question: code, type, texts; subquestions and answers as code, Dutch, French (and scale)."""

    code: str
    kind: str
    texts: Pair
    subquestions: Sequence[tuple[str, str, str, int]] = ()
    answers: Sequence[tuple[str, str, str, int]] = ()
    other: str = "N"
    mandatory: str = "N"
    relevance: str = "1"
    attributes: Mapping[str, str] = {}


class Cell(NamedTuple):
    """A column of the exports: LimeSurvey's code, its database suffix, its Dutch heading, a response as code and in full."""

    code: str
    suffix: str
    heading: str
    value: str
    full: str


ITEMS = [
    ("SQ1", "Ik voel mij <b>welkom</b>", "Je me sens le bienvenu", 0),
    ("SQ2", "Ik heb&nbsp;tijd", "J'ai du temps", 0),
]
AGREE = [("A1", "oneens", "pas d'accord", 0), ("A2", "eens &amp; zeker", "d'accord", 0)]
OPTIONS = [("a", "Taal", "Langue", 0), ("b", "Werk<br />uren", "Heures", 0)]
QUESTIONS = [
    Asked("intro", "X", ("Welkom", "Bienvenue")),
    Asked("child", "Y", ("Heeft u kinderen?", "Avez-vous des enfants ?"), mandatory="Y"),
    Asked("sex", "G", ("Geslacht", "Sexe")),
    Asked("mark", "5", ("Cijfer", "Note")),
    Asked("how", "L", ("Hoe gaat het?", "Comment ça va ?"), answers=AGREE, other="Y", relevance='child.NAOK == "Y"'),
    Asked("drop", "!", ("Kies", "Choisissez"), answers=AGREE),
    Asked("say", "O", ("Kies en zeg", "Choisissez et dites"), answers=AGREE),
    Asked("why", "M", ("Waarom niet?", "Pourquoi pas ?"), OPTIONS, other="Y"),
    Asked("what", "P", ("Wat dan?", "Quoi alors ?"), OPTIONS, other="Y"),
    Asked("five", "A", ("Vijf", "Cinq"), ITEMS),
    Asked("ten", "B", ("Tien", "Dix"), ITEMS),
    Asked("unsure", "C", ("Zeker?", "Sûr ?"), ITEMS),
    Asked("change", "E", ("Verandering", "Changement"), ITEMS),
    Asked("grid", "F", ("Stellingen", "Propositions"), ITEMS, AGREE, relevance='why_a.NAOK == "Y" and !is_empty(mark)'),
    Asked("across", "H", ("Kolommen", "Colonnes"), ITEMS, AGREE),
    Asked("dual", "1", ("Nu en straks", "Maintenant et après"), ITEMS,
          [*AGREE, ("B1", "minder", "moins", 1), ("B2", "meer", "plus", 1)]),
    Asked("cells", ":", ("Getallen", "Nombres"), [*ITEMS, ("X1", "ma", "lu", 1), ("X2", "di", "ma", 1)],
          attributes={"input_boxes": "1"}),
    Asked("ticks", ":", ("Vinkjes", "Coches"), [*ITEMS, ("X1", "ma", "lu", 1)],
          attributes={"multiflexible_checkbox": "1"}),
    Asked("texts", ";", ("Woorden", "Mots"), [*ITEMS, ("X1", "ma", "lu", 1)]),
    Asked("order", "R", ("Zet in volgorde", "Classez"), (), OPTIONS),
    Asked("age", "N", ("Leeftijd", "Âge"), attributes={"num_value_int_only": "1", "min_num_value_n": "18"}),
    Asked("born", "D", ("Datum", "Date")),
    Asked("parts", "K", ("Uren", "Heures"), ITEMS),
    Asked("words", "Q", ("Zinnen", "Phrases"), ITEMS),
    Asked("short", "S", ("Kort", "Court")),
    Asked("long", "T", ("Lang", "Long"), relevance="count(that.why.NAOK) > 1"),
    Asked("sum", "*", ("{age * 2}", "{age * 2}")),
    Asked("file", "|", ("Foto", "Photo")),
    Asked("tongue", "I", ("Taal", "Langue")),
]  # fmt: skip


def cells() -> list[Cell]:
    """One response of a Dutch parent."""
    items = ("Ik voel mij welkom", "Ik heb tijd")
    made = [
        Cell("intro", "", "Welkom", "", ""),
        Cell("child", "", "Heeft u kinderen?", "Y", "Ja"),
        Cell("sex", "", "Geslacht", "F", "Vrouw"),
        Cell("mark", "", "Cijfer", "4", "4"),
        Cell("how", "", "Hoe gaat het?", "-oth-", "Andere"),
        Cell("how[other]", "other", "Hoe gaat het? [Andere]", "zozo", "zozo"),
        Cell("drop", "", "Kies", "A2", "eens & zeker"),
        Cell("say", "", "Kies en zeg", "A1", "oneens"),
        Cell("say[comment]", "comment", "Kies en zeg [Opmerking]", "jammer", "jammer"),
        Cell("why[a]", "a", "Waarom niet? [Taal]", "Y", "Ja"),
        Cell("why[b]", "b", "Waarom niet? [Werkuren]", "", "Nee"),
        Cell("why[other]", "other", "Waarom niet? [Andere]", "geen zin", "geen zin"),
        Cell("what[a]", "a", "Wat dan? [Taal]", "", "Nee"),
        Cell("what[acomment]", "acomment", "Wat dan? [Taal][Opmerking]", "", ""),
        Cell("what[b]", "b", "Wat dan? [Werkuren]", "Y", "Ja"),
        Cell("what[bcomment]", "bcomment", "Wat dan? [Werkuren][Opmerking]", "ploegen", "ploegen"),
        Cell("what[other]", "other", "Wat dan? [Andere]", "", ""),
        Cell("what[othercomment]", "othercomment", "Wat dan? [Andere opmerking]", "", ""),
    ]
    arrays = {"five": ("Vijf", "1", "1"), "ten": ("Tien", "10", "10"), "unsure": ("Zeker?", "U", "Onzeker"),
              "change": ("Verandering", "D", "Afname"), "grid": ("Stellingen", "A2", "eens & zeker"),
              "across": ("Kolommen", "A1", "oneens")}  # fmt: skip
    for code, (text, value, full) in arrays.items():
        made += [Cell(f"{code}[SQ{n}]", f"SQ{n}", f"{text} [{items[n - 1]}]", value, full) for n in (1, 2)]
    for n in (1, 2):
        head = f"Nu en straks [{items[n - 1]}]"
        made.append(Cell(f"dual[SQ{n}][1]", f"SQ{n}#0", f"{head}[Schaal 1]", "A2", "eens & zeker"))
        made.append(Cell(f"dual[SQ{n}][2]", f"SQ{n}#1", f"{head}[Schaal 2]", "B1", "minder"))
    for n in (1, 2):
        made += [
            Cell(f"cells[SQ{n}_{x}]", f"SQ{n}_{x}", f"Getallen [{items[n - 1]}][{day}]", "3.5", "3.5")
            for x, day in (("X1", "ma"), ("X2", "di"))
        ]
    made += [Cell(f"ticks[SQ{n}_X1]", f"SQ{n}_X1", f"Vinkjes [{items[n - 1]}][ma]", "1", "1") for n in (1, 2)]
    made += [Cell(f"texts[SQ{n}_X1]", f"SQ{n}_X1", f"Woorden [{items[n - 1]}][ma]", "ja", "ja") for n in (1, 2)]
    made += [
        Cell("order[1]", "1", "Zet in volgorde [Rang 1]", "b", "Werkuren"),
        Cell("order[2]", "2", "Zet in volgorde [Rang 2]", "a", "Taal"),
        Cell("age", "", "Leeftijd", "41", "41"),
        Cell("born", "", "Datum", "1976-05-02 00:00:00", "1976-05-02 00:00:00"),
    ]
    made += [Cell(f"parts[SQ{n}]", f"SQ{n}", f"Uren [{items[n - 1]}]", "2", "2") for n in (1, 2)]
    made += [Cell(f"words[SQ{n}]", f"SQ{n}", f"Zinnen [{items[n - 1]}]", "n/a", "n/a") for n in (1, 2)]
    return [
        *made,
        Cell("short", "", "Kort", "kort; en\nkrachtig", "kort; en\nkrachtig"),
        Cell("long", "", "Lang", "nee", "nee"),
        Cell("sum", "", "{age * 2}", "82", "82"),
        Cell("file", "", "Foto", '[{"name":"a.png"}]', '[{"name":"a.png"}]'),
        Cell("file[filecount]", "_filecount", "filecount - Foto", "1", "1"),
        Cell("tongue", "", "Taal", "nl-informal", "nl-informal"),
    ]


OWN = ["id", "submitdate", "lastpage", "startlanguage", "seed"]
OWN_FULL = ["Respons ID", "Datum verstuurd", "Laatste pagina", "Begin taal", "Seed"]
OWN_CELLS = ["1", "2018-05-02 10:00:00", "3", "nl-informal", "123"]


def write_csv(
    path: Path, head: Callable[[Cell], str], cell: Callable[[Cell], str], own: Sequence[str] = OWN, delimiter: str = ","
) -> Path:
    """An export of two responses, of which the second was abandoned at once."""
    columns = cells()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerow([*own, *map(head, columns)])
        writer.writerow([*OWN_CELLS, *map(cell, columns)])
        writer.writerow(["2", "", "0", "nl-informal", "124", *["" for _ in columns]])
    return path


def _rows(name: str, rows: Sequence[Mapping[str, object]]) -> str:
    if not rows:
        return ""
    fields = "".join(f"<fieldname>{escape(str(key))}</fieldname>" for key in dict.fromkeys(k for r in rows for k in r))
    body = "".join(
        "<row>" + "".join(f"<{_tag(k)}>{_cdata(v)}</{_tag(k)}>" for k, v in row.items() if v is not None) + "</row>"
        for row in rows
    )
    return f"<{name}><fields>{fields}</fields><rows>{body}</rows></{name}>"


def _tag(key: str) -> str:
    return (f"_{key}" if key[0].isdigit() else key).replace("#", "-")


def _cdata(value: object) -> str:
    return f"<![CDATA[{value}]]>" if value != "" else ""


def document(kind: str, tables: Mapping[str, Sequence[Mapping[str, object]]], version: int = 641) -> str:
    """A document of tables, as LimeSurvey writes it."""
    spoken = "".join(f"<language>{language}</language>" for language in reversed(LANGUAGES))
    body = "".join(_rows(name, rows) for name, rows in tables.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>{kind}</LimeSurveyDocType>'
        f"<DBVersion>{version}</DBVersion><languages>{spoken}</languages>{body}</document>"
    )


def lss(questions: Sequence[Asked] = tuple(QUESTIONS), *, old: bool = False) -> str:
    """The structure, as version 3 (texts beside the codes, a row a language) or 4 and later (texts in their own tables)."""
    tables: dict[str, list[dict[str, object]]] = {
        "answers": [], "answer_l10ns": [], "groups": [], "questions": [], "subquestions": [], "question_l10ns": [],
        "question_attributes": [],
    }  # fmt: skip

    def put(name: str, row: dict[str, object], texts: Sequence[str], key: str, field: str) -> None:
        if old:
            tables[name] += [{**row, field: text, "language": la} for la, text in zip(LANGUAGES, texts, strict=True)]
        else:
            tables[name].append(row)
            l10ns = "answer_l10ns" if name == "answers" else "question_l10ns"
            tables[l10ns] += [
                {key: row[key], field: text, "language": la} for la, text in zip(LANGUAGES, texts, strict=True)
            ]

    tables["groups"] = [{"gid": GID, "sid": SID, "group_order": 1, "grelevance": "1"}]
    for place, question in enumerate(questions):
        qid = str(10 + place)
        shared = {"sid": SID, "gid": GID, "type": question.kind, "other": "N", "mandatory": "N"}
        put("questions", {**shared, "qid": qid, "parent_qid": "0", "title": question.code, "other": question.other,
                          "mandatory": question.mandatory, "relevance": question.relevance, "question_order": place,
                          "scale_id": 0}, question.texts, "qid", "question")  # fmt: skip
        for below, (code, *texts, scale) in enumerate(question.subquestions):
            put("subquestions", {**shared, "qid": f"{qid}{below:02}", "parent_qid": qid, "title": code,
                                 "question_order": below, "scale_id": scale},
                [str(text) for text in texts], "qid", "question")  # fmt: skip
        for below, (code, *texts, scale) in enumerate(question.answers):
            row = {"qid": qid, "code": code, "sortorder": below, "scale_id": scale}
            put("answers", row if old else {"aid": f"{qid}9{below}", **row}, [str(t) for t in texts], "aid", "answer")
        tables["question_attributes"] += [
            {"qid": qid, "attribute": name, "value": value, "language": ""}
            for name, value in question.attributes.items()
        ]
    tables["surveys"] = [{"sid": SID, "language": LANGUAGES[0]}]
    tables["surveys_languagesettings"] = [
        {"surveyls_survey_id": SID, "surveyls_language": la, "surveyls_title": title}
        for la, title in zip(LANGUAGES, ("Ouders", "Parents"), strict=True)
    ]
    return document("Survey", tables, 146 if old else 641)


def database_name(cell: Cell) -> str:
    """What a column is called in the database."""
    place = next(place for place, q in enumerate(QUESTIONS) if q.code == cell.code.partition("[")[0])
    return f"{SID}X{GID}X{10 + place}{cell.suffix}"


def lsa(path: Path, *, anonymous: bool = False) -> Path:
    """An archive: the response, one that was abandoned (all null), times and participants."""
    own = dict(zip(OWN, OWN_CELLS, strict=True)) | ({} if anonymous else {"token": "tok1"})
    asked = [cell for cell in cells() if cell.code != "intro"]
    responses = [
        {**own, **{database_name(cell): cell.value for cell in asked}},
        {"id": "2", "submitdate": None, "lastpage": "0", "startlanguage": "fr", "seed": "124",
         **dict.fromkeys(map(database_name, asked))},
    ]  # fmt: skip
    timings = [{"id": "1", "interviewtime": "61.5", f"{SID}X{GID}time": "60", f"{SID}X{GID}X11time": "5.25"}]
    tokens = [{"tid": "1", "firstname": "An", "lastname": "Peeters", "email": "an@example.org", "token": "tok1",
               "attribute_1": "1A"}]  # fmt: skip
    members = {
        "survey_123456.lss": lss(),
        "survey_123456_responses.lsr": document("Responses", {"responses": responses}),
        "survey_123456_timings.lsi": document("Timings", {"timings": timings}),
        "survey_123456_tokens.lst": document("Tokens", {"tokens": tokens}),
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path
