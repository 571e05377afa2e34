"""Loading what pilot.toml names."""

from pathlib import Path

import pandas as pd
import pytest

from pilots.errors import PilotsError, ReadError
from pilots.pilot import Pilot
from pilots.qualitative import load
from pilots.qualitative.load import load_source, source_of
from pilots.survey.open_answers import open_answers
from pilots.workbook import Sheet, read_sheets, write
from pilots.workflow.code import write_coding

MORE = """
[[qualitative]]
name = "talks"
file = "talks"
codes = "codes.csv"
codings = [{codings}]
{merged}
"""


@pytest.fixture
def team(pilot: Pilot) -> Path:
    """The folder of a pilot with a folder of texts and a code book, that nobody coded yet."""
    (pilot.folder / "talks").mkdir()
    (pilot.folder / "talks" / "an.txt").write_text("Ik voel mij welkom.\nDe koffie is goed.", encoding="utf-8")
    (pilot.folder / "talks" / "bo.txt").write_text("Je suis bien.", encoding="utf-8")
    (pilot.folder / "codes.csv").write_text("code;parent;meaning\nThuis;;\nWelkom;Thuis;hoe\n", encoding="utf-8")
    return pilot.folder


def described(folder: Path, *codings: str, merged: str = "") -> Pilot:
    path = folder / "pilot.toml"
    base = path.read_text(encoding="utf-8").partition("\n[[qualitative]]")[0]
    named = ", ".join(f'"{name}"' for name in codings)
    path.write_text(
        base + MORE.format(codings=named, merged=f'merged = "{merged}"' if merged else ""), encoding="utf-8"
    )
    return Pilot.read(path)


def filled(path: Path, copy: Path, values: dict[tuple[str, int, str], str]) -> str:
    sheets = read_sheets(path)
    for (sheet, row, column), value in values.items():
        sheets[sheet].iloc[row, sheets[sheet].columns.get_loc(column)] = value
    write(copy, [Sheet(name, table) for name, table in sheets.items()])
    return copy.name


def coded(folder: Path) -> list[str]:
    """The copies of two coders: AN coded three paragraphs, BO two, one of them alike."""
    (path,) = write_coding(described(folder))
    first = {("coding", row, "code 1"): "Welkom" for row in range(3)} | {("about", 0, "meaning"): "AN"}
    second = {("coding", 0, "code 1"): "Welkom", ("coding", 2, "code 1"): "Thuis", ("about", 0, "meaning"): "BO"}
    return [filled(path, folder / f"{name}.xlsx", values) for name, values in (("an", first), ("bo", second))]


def test_a_pilot_without_interviews_has_an_empty_project():
    assert load(Pilot(name="a", title="A", synthetic=True)).segments.empty


def test_a_missing_project_is_told():
    pilot = Pilot(name="a", title="A", synthetic=True, qualitative=[{"name": "talks", "file": "none.qdpx"}])
    with pytest.raises(ReadError, match="missing"):
        load(pilot)


def test_from_a_folder_of_texts_to_what_coders_decided(team):
    copies = coded(team)
    pilot = described(team, *copies)
    originals = load(pilot)
    assert (len(originals.documents), len(originals.segments), originals.coders) == (2, 5, ("AN", "BO"))
    (path,) = write_coding(pilot, "talks", merge=True)
    decisions = read_sheets(path)["decisions"]
    assert decisions[["first gave", "second gave"]].fillna("").values.tolist() == [["Welkom", ""], ["Welkom", "Thuis"]]
    row = {"decision": "second", "decided by": "AN, BO", "why": "besproken"}
    values = {("decisions", 1, column): said for column, said in row.items()}
    merged = described(team, *copies, merged=filled(path, team / "decided.xlsx", values))
    segments = load(merged).segments
    assert segments["decision"].value_counts().to_dict() == {"agreed": 1, "coder": 1, "undecided": 1}
    assert segments["decided_by"].dropna().tolist() == ["AN, BO"]
    assert load(merged, decided=False).segments.equals(originals.segments)


def test_codes_of_the_code_book_say_what_they_mean(team):
    assert load(described(team)).codes[["path", "description"]].fillna("").values.tolist() == [
        ["Thuis", ""],
        ["Thuis > Welkom", "hoe"],
    ]


def test_problems_of_all_sources_are_told_at_once(team):
    pilot = described(team, "none_1.xlsx", "none_2.xlsx")
    with pytest.raises(PilotsError, match="2 problems"):
        load(pilot)


def test_no_workbook_is_written_over(team):
    pilot = described(team)
    write_coding(pilot)
    with pytest.raises(PilotsError, match="nothing is overwritten"):
        write_coding(pilot)


def test_a_source_that_is_not_there_is_told_with_its_neighbour(team):
    with pytest.raises(PilotsError, match="Did you mean 'talks'"):
        source_of(described(team), "talk")


def test_a_pilot_with_nothing_to_code_is_told(pilot):
    with pytest.raises(PilotsError, match="there is nothing to code"):
        write_coding(pilot)


ANSWERS = {"survey": "parents", "language": "nl", "phase": "1", "group": "parents"}


def asked(answers: list[dict[str, str]] | None):
    pilot = Pilot(
        name="a",
        title="A",
        synthetic=True,
        surveys=[
            {"name": "parents", "group": "parents", "codebook": "a.xlsx", "waves": [{"wave": 0, "file": "a.csv"}]}
        ],
        qualitative=[{"name": "open", "survey": "parents", "variables": ["why", "how"]}],
    )
    given = None if answers is None else {"open": pd.DataFrame([ANSWERS | row for row in answers], dtype="str")}
    return load_source(pilot, pilot.qualitative[0], answers=given)


def test_open_answers_are_documents_of_cases():
    said = [("why", "w0-1", "Omdat."), ("why", "w0-2", "Zo."), ("how", "w0-1", "Graag.")]
    project = asked([{"variable": v, "respondent_id": r, "text": t} for v, r, t in said])
    assert (len(project.documents), project.cases["case"].nunique(), sorted(project.texts.values())) == (
        3,
        2,
        ["Graag.", "Omdat.", "Zo."],
    )
    assert set(project.cases["group"]) == {"parents"}


def test_open_answers_that_were_not_given_are_told():
    with pytest.raises(PilotsError, match=r"answers=survey.open_answers\(pilot\)"):
        asked(None)


@pytest.fixture(scope="module")
def menen_open(project: Path, copy, tmp_path_factory) -> Pilot:
    """Menen, with an open question to parents as something to code."""
    folder = copy(tmp_path_factory.mktemp("open"), "menen") / "data" / "raw" / "menen"
    text = (folder / "pilot.toml").read_text(encoding="utf-8")
    named = (
        '\n[[qualitative]]\nname = "open"\nsurvey = "parents"\nvariables = ["strength", "suggestion"]\n\n[privacy]\n'
    )
    (folder / "pilot.toml").write_text(text.replace("\n[privacy]\n", named, 1), encoding="utf-8")
    return Pilot.read(folder / "pilot.toml")


@pytest.fixture(scope="module")
def answers(menen_open: Pilot) -> dict[str, pd.DataFrame]:
    return open_answers(menen_open)


def test_every_answer_of_who_was_kept_in_cleaning_is_there_once(menen_open, answers):
    from pilots.survey import clean, load_raw, read_review
    from pilots.survey.review import review_path

    kept = clean(load_raw(menen_open, "parents"), read_review(review_path(menen_open, "parents"))).responses
    filled_in = kept[["strength", "suggestion"]].apply(lambda column: column.str.strip().fillna("").ne("")).sum()
    assert answers["open"]["variable"].value_counts().to_dict() == filled_in.to_dict()


def test_answers_bring_what_is_known_of_who_gave_them(answers):
    table = answers["open"]
    assert {"group", "site", "relation", "child_class"} <= set(table.columns)
    assert set(table["phase"]) == {"1", "3"}
    assert "home_language_other" not in table


def test_open_answers_stay_in_memory(menen_open, answers):
    said = [text.encode() for text in answers["open"]["text"] if len(text) > 30]
    written = [path.read_bytes() for path in menen_open.project.rglob("data/processed/**/*") if path.is_file()]
    assert not any(text in data for text in said for data in written)


def test_open_answers_are_written_to_be_coded(menen_open, answers):
    (path,) = write_coding(menen_open, "open")
    project = load(menen_open, answers=answers)
    assert len(read_sheets(path)["coding"]) >= len(answers["open"])
    assert len(project.documents) > len(answers["open"])


@pytest.mark.parametrize(
    ("variable", "said"), [("strenght", "Did you mean 'strength'?"), ("raffle_name", "is no open question")]
)
def test_what_is_no_open_question_is_told(menen_open, variable, said):
    source = menen_open.qualitative[1].model_copy(update={"variables": [variable]})
    with pytest.raises(PilotsError) as told:
        open_answers(menen_open.model_copy(update={"qualitative": [source]}))
    assert said in str(told.value)


def test_names_are_taken_out_of_what_codes_mean(team):
    (team / "codes.csv").write_text("code;parent;meaning\nThuis;;wat Fatima zegt op 0470 12 34 56\n", encoding="utf-8")
    assert load(described(team)).codes["description"].tolist() == ["wat [naam] zegt op [telefoon]"]


def test_documents_take_the_phase_and_language_of_their_source(team):
    described(team)
    path = team / "pilot.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\nphase = 1\nlanguage = "fr"\n', encoding="utf-8")
    documents = load(Pilot.read(path)).documents
    assert set(documents["phase"]) == {"1"}
    assert set(documents["language"]) == {"fr"}


def test_codes_that_become_alike_without_their_names_are_numbered(team):
    (team / "codes.csv").write_text("code;parent;meaning\nbel 0470 12 34 56;;\nbel 0486 65 43 21;;\n", encoding="utf-8")
    assert load(described(team)).codes["name"].tolist() == ["bel [telefoon]", "bel [telefoon] (2)"]


def test_a_folder_of_texts_passes_the_check(team):
    from pilots.workflow.check import problems

    pilot = described(team)
    assert not [problem for problem in problems(pilot.project, pilot.name) if "missing" in str(problem)]
