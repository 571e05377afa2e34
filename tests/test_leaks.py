"""Who is named anywhere in Menen's raw data is found in no processed file, no report and no message."""

import csv
import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pilots.workbook import Sheet, read_sheets, write

FAMILIES = (
    ("Zebediah Quackelbeen{}", "abcdefghij"), ("ZEBEDIAH QUACKELBEEN{}", "ABCDEFGHIJ"),
    ("Żelisława Ščerbá-{}", "ábčďéfghíj"), ("Зиновия Щербакова{}", "абвгдежзик"), ("زليخاء القرنفلي{}", "ابتثجحخدذر"),
    ("zebediah quackelbeen{}", "abcdefghij"),
)  # fmt: skip
REFUSED = re.compile(r"barriers\[(?!other)|support\[|Q7$|Wat kan uw organisatie")
"""Multiple-choice questions: what is none of their choices is told as a problem before anything is made."""
SECRET = "het blauwe olifantje danst op de vaart"
LETTERS = re.compile(r"[\W_]+")


class Plants:
    """Names, telephone numbers and e-mail addresses, each of them planted in one place."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self.count = 0

    def person(self, place: str, family: int | None = None) -> str:
        """A name, a number and an address, in turn in another script or spelling."""
        n, self.count = self.count, self.count + 1
        name, letters = FAMILIES[n % len(FAMILIES) if family is None else family]
        name = name.format("".join(letters[int(digit)] for digit in f"{n:03}"))
        digits = f"0470{n:03}917"
        pairs = (digits[:4], digits[4:6], digits[6:8], digits[8:])
        phone = ("{} {} {} {}", "{}/{}.{}.{}", "{}{}{}{}", "+32 {} {} {} {}")[n % 4].format(*pairs)
        mail = f"zebediah{n:03}@planted.example"
        self.places |= {name: place, digits[1:]: place, mail: place}
        return f"{name}, {phone.replace('+32 0', '+32 ')}, {mail}"

    def found_in(self, text: str) -> set[str]:
        """The places whose plants stand in a text, however they are written."""
        plain = _plain(text)
        return {place for planted, place in self.places.items() if _plain(planted) in plain}


def _plain(text: str) -> str:
    """Letters and digits alone, so that neither capitals nor spaces nor markup hide anything."""
    return LETTERS.sub("", unicodedata.normalize("NFKC", html.unescape(text)).casefold())


def _plant_csv(path: Path, heads: int, plants: Plants) -> None:
    """Add a response for each column: another one's, but for who is planted there."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    for position, heading in enumerate(rows[0]):
        if not REFUSED.match(heading):
            rows.append(_response(rows[0], rows[heads + 20], position, plants.person(f"{path.name}: {heading}")))
    path.write_text(_csv(rows), encoding="utf-8")


def _known(path: Path, plants: Plants) -> str:
    """A name that is nowhere but in a column for names, and what researchers write."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    name = plants.person("rafflename, and prose", 5).partition(",")[0]
    rows[-1][rows[0].index("rafflename")] = name
    path.write_text(_csv(rows), encoding="utf-8")
    return name.title()


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _response(headings: list[str], like: list[str], position: int, person: str) -> list[str]:
    own = {"id": f"9{position:03}", "ResponseId": f"R_planted{position:012}", "ID": f"9{position:03}"}
    codes = {"code1": f"Z{position}", "code3": f"Q{position}", "Q10": f"Z{position}"}
    row = [(own | codes).get(heading, cell) for heading, cell in zip(headings, like, strict=True)]
    row[position] = person
    return row


def _plant_forms(path: Path, plants: Plants) -> None:
    table = read_sheets(path)["Sheet1"]
    like = table.fillna("").iloc[-1].tolist()
    rows = [
        _response(list(table), like, position, plants.person(f"{path.name}: {heading}"))
        for position, heading in enumerate(table)
        if not REFUSED.match(heading)
    ]
    write(path, [Sheet("Sheet1", pd.concat([table, pd.DataFrame(rows, columns=table.columns, dtype="str")]))])


def _plant_interviews(path: Path, plants: Plants, called: str) -> list[str]:
    """In texts, and in names of the project, its documents, cases, coders, and what describes them. What cases are called."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    for name in parts:
        if name.endswith(".txt"):
            parts[name] += f"\n{plants.person(name)} was erbij."
    project = parts["project.qde"]
    for tag in ("Project", "User", "Case", "TextSource"):
        project = re.sub(
            rf'(<{tag} [^>]*?\bname=")([^"]*)', lambda m, tag=tag: f"{m[1]}{m[2]} {plants.person(tag)}", project
        )
    for tag in ("Description", "TextValue"):
        # what a code means is shown: a name that nobody listed, in small letters, is a word like others there
        project = re.sub(
            rf"<{tag}>(?!nl|fr|\d)([^<]*)",
            lambda m, tag=tag: f"<{tag}>{m[1]} {plants.person(tag, plants.count % (len(FAMILIES) - 1))}",
            project,
        )
    # a code in the words of who said it
    project = project.replace('name="alleen staan"', f'name="{called}"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (parts | {"project.qde": project}).items():
            archive.writestr(name, text)
    return re.findall(r'<Case [^>]*?\bname="([^"]*)', project)


def _plant_workbook(path: Path, cells: dict[str, tuple[str, ...]], plants: Plants, known: str) -> None:
    """In columns of its sheets: somebody whom the key file knows, and a name that is in the lists."""
    sheets = read_sheets(path)
    for name, columns in cells.items():
        for column in columns:
            place = f"{path.name}: {name}, {column}"
            text = sheets[name][column].fillna("")
            person = plants.person(place, 0).partition(", ")
            sheets[name][column] = text.where(text.isin(["", "%"]), text + f" ({known}, Fatima Benali, {person[2]})")
    write(path, [Sheet(name, table) for name, table in sheets.items()])


def _plant_quotes(path: Path, plants: Plants, called: str, cases: list[str]) -> None:
    sheets = read_sheets(path)
    sheets["cases"]["case"] = [
        next(case for case in cases if case.startswith(f"{old} ")) for old in sheets["cases"]["case"]
    ]
    sheets["findings"]["codes"] = sheets["findings"]["codes"].str.replace("alleen staan", called)
    sheets["codes"]["code"] = sheets["codes"]["code"].str.replace("alleen staan", called)
    quotes = sheets["quotes"]
    first = quotes.iloc[0]
    said = {
        "text": f"Toen belde Fatima ons, en {plants.person('quote, text', 0)}.",
        "speaker": plants.person("quote, speaker", 0),
    }
    rows = [
        first.to_dict() | {"quote": "z1"} | said,
        first.to_dict() | {"quote": "z2", "text": SECRET, "approved_by": None},
        first.to_dict() | {"quote": "z3", "text": SECRET, "consent": "no"},
        first.to_dict() | {"quote": "z4", "document": plants.person("quote, document", 0)},
        first.to_dict() | {"quote": "z5", "code": f"Fatima: {plants.person('quote, code', 0)}"},
    ]
    sheets["quotes"] = pd.concat([pd.DataFrame(rows, dtype="str"), quotes])
    write(path, [Sheet(name, table) for name, table in sheets.items()])


def _plant_votes(path: Path, plants: Plants) -> None:
    """A voter who votes under a name, and a group that is one person."""
    sheets = read_sheets(path)
    like = sheets["votes"].iloc[0].to_dict()
    voters = [like | {"voter": plants.person("votes, voter", 0)}]
    reached = plants.person("votes, group", 0).partition(", ")[2]
    voters += [like | {"voter": "z", "group": f"Fatima Benali, {reached}"}]
    sheets["votes"] = pd.concat([sheets["votes"], pd.DataFrame(voters, dtype="str")])
    # one voter alone makes no group
    again = sheets["votes"].tail(1)
    sheets["votes"] = pd.concat([sheets["votes"], again.assign(voter=again["voter"] + " two")])
    sheets["cycles"]["agreed_by"] += " Fatima zebediah999@planted.example"
    plants.places["zebediah999@planted.example"] = "cycles, agreed_by"
    write(path, [Sheet(name, table) for name, table in sheets.items()])


def _plant_decisions(path: Path, plants: Plants) -> None:
    table = read_sheets(path)["decisions"]
    for column in ("why", "initials", "check", "reason"):
        table[column] = table[column].fillna("") + " " + plants.person(f"{path.name}: {column}")
    write(path, [Sheet("decisions", table)])


@pytest.fixture(scope="module")
def plants() -> Plants:
    return Plants()


@pytest.fixture(scope="module")
def planted(plants: Plants, copy: Callable, command: Callable, tmp_path_factory: pytest.TempPathFactory):
    """Menen with people planted all over its raw data, run."""
    project = copy(tmp_path_factory.mktemp("planted"), "menen")
    raw = project / "data" / "raw" / "menen"
    for wave in (0, 1):
        _plant_csv(raw / "surveys" / f"parents_w{wave}.csv", 1, plants)
        _plant_csv(raw / "surveys" / f"staff_w{wave}.csv", 3, plants)
    known = _known(raw / "surveys" / "parents_w1.csv", plants)
    _plant_forms(raw / "surveys" / "partners_w0.xlsx", plants)
    called = f"alleen staan: Fatima Benali, {plants.person('Code', 0).partition(', ')[2]}"
    cases = _plant_interviews(raw / "qualitative" / "interviews.qdpx", plants, called)
    cells = {
        "needs": ("title::nl", "description::nl"),
        "actions": ("title::nl", "materials", "responsible", "status"),
        "indicators": ("title::nl", "unit", "baseline_source", "source"),
        "cycles": ("what::nl", "reason::nl"),
        "decisions": ("what::nl",),
        "progress": ("status", "text::nl"),
        "claims": ("title::nl",),
        "evidence": ("what::nl", "source"),
    }
    _plant_workbook(raw / "actions" / "actions.xlsx", cells, plants, known)
    _plant_votes(raw / "actions" / "actions.xlsx", plants)
    _plant_workbook(raw / "integration" / "findings.xlsx", {"findings": ("title::nl", "rationale::nl")}, plants, known)
    _plant_quotes(raw / "integration" / "findings.xlsx", plants, called, cases)
    for survey in ("parents", "staff", "partners"):
        _plant_decisions(raw / "decisions" / f"{survey}.xlsx", plants)
    ran = command(project, "run", "menen")
    assert ran.code == 0, ran.err
    return ran


def texts_of(path: Path) -> Iterator[str]:
    """All that a file holds: its bytes as text, and what they stand for."""
    data = path.read_bytes()
    if path.suffix == ".parquet":
        yield pd.read_parquet(path).to_csv()
        yield str(pq.read_schema(path).metadata)
    elif path.suffix == ".html":
        # numbers of a path in a picture are no telephone numbers
        yield re.sub(r'(?<=[\s<])(d|x|y|points|transform)="[^"]*"', "", data.decode("utf-8"))
    else:
        yield data.decode("utf-8")
    yield path.name


def published(planted) -> list[Path]:
    processed = [path for path in (planted.project / "data" / "processed").rglob("*") if path.is_file()]
    kept = [path for path in processed if not path.name.endswith("_decisions.csv")]
    return kept + [path for path in (planted.project / "reports").rglob("*") if path.is_file()]


def test_people_were_planted_in_many_places(planted, plants):
    assert len(set(plants.places.values())) > 150
    assert len(published(planted)) > 20


def test_nobody_planted_is_found(planted, plants):
    found = {path.name: plants.found_in(" ".join(texts_of(path))) for path in published(planted)}
    assert {name: sorted(places) for name, places in found.items() if places} == {}


@pytest.mark.parametrize("word", ["quackelbeen", "benali", "fatima", "zebediah", "planted.example", SECRET])
def test_no_part_of_a_planted_name_is_found(planted, word):
    said = {path.name: " ".join(texts_of(path)) for path in published(planted)}
    assert [name for name, text in said.items() if _plain(word) in _plain(text)] == []


def test_an_approved_quote_is_shown_without_the_names_in_it(planted):
    assert "Toen belde [naam] ons, en [naam]" in planted.reports()[0].read_text(encoding="utf-8")


def test_nothing_planted_is_said_while_it_runs(planted, plants):
    assert plants.found_in(planted.out + planted.err) == set()


def test_the_key_file_and_the_log_are_for_their_owner_alone(planted):
    keys = planted.project / "data" / "keys" / "menen"
    assert {oct(path.stat().st_mode)[-3:] for path in keys.iterdir()} == {"600"}
    assert oct(keys.stat().st_mode)[-3:] == "700"


@pytest.fixture(scope="module")
def refused(plants: Plants, copy: Callable, command: Callable, tmp_path_factory: pytest.TempPathFactory):
    """Menen with people planted where nobody can stand, checked."""
    project = copy(tmp_path_factory.mktemp("refused"), "menen")
    raw = project / "data" / "raw" / "menen"
    attendance = raw / "registrations" / "attendance.csv"
    with attendance.open("a", encoding="utf-8") as file:
        file.write(f'"{plants.person("attendance, site", 0)}",2018-06-04,10,5,10\n')
        file.write(f'vlam,"{plants.person("attendance, week", 0)}",10,5,10\n')
        file.write(f'vlam,2018-06-05,"{plants.person("attendance, children", 0)}",5,10\n')
    survey = raw / "surveys" / "parents_w0.csv"
    rows = list(csv.reader(io.StringIO(survey.read_text(encoding="utf-8-sig"))))
    column = next(position for position, heading in enumerate(rows[0]) if heading == "support[coffee]")
    rows.append(_response(rows[0], rows[20], column, plants.person("support[coffee]", 0)))
    survey.write_text(_csv(rows), encoding="utf-8")
    decisions = read_sheets(raw / "decisions" / "staff.xlsx")["decisions"]
    decisions["decision"] = plants.person("decision", 0)
    decisions[["variable", "respondent_id"]] = plants.person("decision, variable", 0)
    write(raw / "decisions" / "staff.xlsx", [Sheet("decisions", decisions)])
    votes = read_sheets(raw / "actions" / "actions.xlsx")
    votes["votes"]["points"] = plants.person("votes, points", 0)
    votes["cycles"]["date"] = plants.person("cycles, date", 0)
    write(raw / "actions" / "actions.xlsx", [Sheet(name, table) for name, table in votes.items()])
    return command(project, "check", "menen")


def test_what_is_refused_is_told_with_its_place_and_without_the_name(refused, plants):
    assert refused.code == 2
    for place in ("attendance.csv", "support_wanted", "staff.xlsx, sheet decisions, row 2", "sheet votes, row 2"):
        assert place in refused.err
    assert plants.found_in(refused.out + refused.err) == set()
    assert "quackelbeen" not in refused.err.casefold()
