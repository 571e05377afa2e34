"""All problems of a pilot at once."""

from pathlib import Path

import pandas as pd
import pytest

from pilots.workbook import Sheet, write
from pilots.workflow.check import problems
from pilots.workflow.skeleton import new

ANSWERS = "id,toestemming,school,thuistaal,welkom_1,welkom_2,opmerking,extra\n1,ja,school-1,nl,4,5,,x\n"


@pytest.fixture
def pilot(tmp_path: Path) -> Path:
    """A pilot in which many things are wrong."""
    folder = new("huis", tmp_path)
    text = (folder / "pilot.toml").read_text(encoding="utf-8").replace("VUL IN", "Huis")
    text += '\n[[qualitative]]\nname = "gesprekken"\nfile = "qualitative/gesprekken.qdpx"\n'
    (folder / "pilot.toml").write_text(text, encoding="utf-8")
    (folder / "surveys" / "ouders_w0.csv").write_text(ANSWERS, encoding="utf-8")
    (folder / "actions" / "actions.xlsx").write_bytes(b"no workbook")
    (folder / "context" / "figures.csv").write_text("indicator,area\n", encoding="utf-8")
    return folder


def told(project: Path) -> str:
    return "\n".join(map(str, problems(project, "huis")))


@pytest.mark.parametrize(
    "problem",
    ["gesprekken.qdpx: the file is missing", "actions.xlsx: this is no workbook", "figures.csv", "welkom_3", "extra"],
)
def test_every_problem_is_told(pilot: Path, tmp_path: Path, problem: str) -> None:
    assert problem in told(tmp_path)


def test_no_problem_is_told_twice(pilot: Path, tmp_path: Path) -> None:
    found = [str(problem) for problem in problems(tmp_path, "huis")]

    assert len(found) == len(set(found)) >= 5


def test_malformed_toml_is_told_with_its_line(pilot: Path, tmp_path: Path) -> None:
    (pilot / "pilot.toml").write_text('name = "huis"\ntitle = Huis\n', encoding="utf-8")

    assert "line 2" in told(tmp_path)


def test_every_field_that_is_wrong_is_told(pilot: Path, tmp_path: Path) -> None:
    (pilot / "pilot.toml").write_text('name = "huis"\ntitle = 3\nlanguage = "de"\n', encoding="utf-8")

    assert len(problems(tmp_path, "huis")) == 3


def test_a_pilot_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    assert "there is no pilot 'huis'" in told(tmp_path)


def test_a_code_that_is_no_site_is_told(pilot: Path, tmp_path: Path) -> None:
    text = (pilot / "pilot.toml").read_text(encoding="utf-8").replace('"school-1"', '"school1"')
    (pilot / "pilot.toml").write_text(text, encoding="utf-8")

    assert "the code 'school-1' of 'school' is no id of [[sites]] in pilot.toml. Did you mean 'school1'?" in told(
        tmp_path
    )


def test_one_file_for_two_waves_is_told(pilot: Path, tmp_path: Path) -> None:
    wave = '[[surveys.waves]]\nwave = 1\nfile = "surveys/ouders_w0.csv"\n\n# --- Gesprekken'
    text = (pilot / "pilot.toml").read_text(encoding="utf-8").replace("# --- Gesprekken", wave)
    (pilot / "pilot.toml").write_text(text, encoding="utf-8")

    assert "survey 'ouders' has the same file for two waves: surveys/ouders_w0.csv" in told(tmp_path)


def test_two_columns_of_one_name_are_told_as_such(pilot: Path, tmp_path: Path) -> None:
    twice = ANSWERS.replace("extra", "welkom_1")
    (pilot / "surveys" / "ouders_w0.csv").write_text(twice, encoding="utf-8")

    assert "two columns are called 'welkom_1'" in told(tmp_path)
    assert "welkom_1 (2)" not in told(tmp_path)


def test_needs_and_findings_that_name_what_is_not_there_are_told(pilot: Path, tmp_path: Path) -> None:
    need = pd.DataFrame({"need": ["n1"], "title": ["Taal"], "findings": ["f9"]})
    finding = pd.DataFrame({"finding": ["f1"], "phase": ["1"], "title": ["Taal"], "need": ["n2"]})
    write(pilot / "actions" / "actions.xlsx", [Sheet("needs", need)])
    write(pilot / "integration" / "findings.xlsx", [Sheet("findings", finding)])

    assert "unknown finding 'f9'. There is: f1." in told(tmp_path)
    assert "unknown need 'n2'. There is: n1." in told(tmp_path)


def test_what_is_registered_of_an_action_that_is_not_planned_is_told_without_naming_it(
    pilot: Path, tmp_path: Path
) -> None:
    action = pd.DataFrame({"action": ["a1"], "title": ["Koffie"]})
    write(pilot / "actions" / "actions.xlsx", [Sheet("actions", action)])
    (pilot / "paid.csv").write_text("action,amount\na1,10\nSecret,12\n,3\n", encoding="utf-8")
    with (pilot / "pilot.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[registrations]]\nname = "kosten"\nkind = "costs"\nfile = "paid.csv"\n')

    assert (
        "paid.csv: registrations of kind costs name an action that is not in the plan (rows: 1). Write one of: a1."
        in told(tmp_path)
    )
    assert "Secret" not in told(tmp_path)


def test_evidence_of_a_finding_that_is_not_there_is_told(pilot: Path, tmp_path: Path) -> None:
    sheets = {
        "actions": {"action": ["a1"], "title": ["Koffie"]},
        "claims": {"claim": ["k1"], "action": ["a1"], "title": ["Koffie helpt"]},
        "evidence": {"evidence": ["e1"], "claim": ["k1"], "direction": ["supports"], "finding": ["f9"]},
    }
    write(pilot / "actions" / "actions.xlsx", [Sheet(name, pd.DataFrame(rows)) for name, rows in sheets.items()])
    finding = pd.DataFrame({"finding": ["f1"], "phase": ["1"], "title": ["Taal"]})
    write(pilot / "integration" / "findings.xlsx", [Sheet("findings", finding)])

    assert "sheet evidence: unknown finding 'f9'. There is: f1." in told(tmp_path)
