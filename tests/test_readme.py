"""What README and CONTRIBUTING tell is there, and the ten minutes they promise lead to reports."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pilots import cli

DOCUMENTS = ("README.md", "CONTRIBUTING.md")
MADE = ("reports", "data/exports", "data/keys", "data/processed", "data/raw/mypilot")
"""What a run makes, and what is the reader's own pilot."""


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest, project: Path) -> str:
    return (project / request.param).read_text(encoding="utf-8")


def code(text: str) -> str:
    """What stands in code, in a line or in a block."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    return "\n".join([*blocks, *inline])


def test_every_target_of_make_that_is_named_is_there(document, project):
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^make ([a-z]+)", code(document), flags=re.MULTILINE))
    assert named
    assert named <= set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))


def test_every_target_of_make_has_its_line_of_help(project):
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[1].split()
    assert set(phony) == set(re.findall(r"^([a-z]+):.*## ", makefile, flags=re.MULTILINE))


def test_every_command_that_is_named_is_there(project):
    text = "\n".join(code((project / name).read_text(encoding="utf-8")) for name in DOCUMENTS)
    named = set(re.findall(r"(?:^|\\)pilots ([a-z]+)", text, flags=re.MULTILINE))
    assert {"new", "check", "run", "review", "status", "schema"} <= named
    assert named <= {name for name in cli.app if not name.startswith("-")}


def test_every_option_that_is_named_is_there(project, capsys):
    text = "\n".join(code((project / name).read_text(encoding="utf-8")) for name in DOCUMENTS)
    for command, option in re.findall(r"pilots ([a-z]+)[^\n#]*? (--[a-z]+)", text):
        cli.app([command, "--help"], exit_on_error=False)
        assert option in capsys.readouterr().out


def test_every_path_that_is_named_is_there(document, project):
    named = set(re.findall(r"\]\(([\w./-]+)\)", document))
    words = re.findall(r"(?<![\w.>/-])[\w-][\w./-]*", code(document))
    named |= {word for word in words if re.search(r"\w/\w|\.(toml|py|yml|lock|po|md)$", word)}
    own = project / "src" / "pilots"
    places = [project, own, own / "locales", project / "data" / "raw" / "menen"]
    lost = [path for path in named if not any((place / path).exists() for place in places)]
    assert sorted(path for path in lost if not path.startswith(MADE)) == []


def test_every_room_of_the_house_is_described(project):
    rooms = {path.stem for path in (project / "src" / "pilots").iterdir() if path.suffix in ("", ".py")}
    text = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", "\n".join(line for line in text.splitlines() if line.startswith("| `"))))
    assert named <= rooms
    rest = rooms - named - {"__init__", "__main__", "__pycache__", "locales", "notebooks"}
    assert {room for room in rest if (project / "src" / "pilots" / room).is_dir()} == set()


def _fill_in(folder: Path) -> None:
    """What a researcher does: replace what is to be filled in, and put the export in its place."""
    description = folder / "pilot.toml"
    description.write_text(
        description.read_text(encoding="utf-8").replace('"VUL IN"', '"Onze school"'), encoding="utf-8"
    )
    people = range(24)
    pd.DataFrame(
        {
            "toestemming": "ja", "school": "school-1", "thuistaal": ["nl", "fr", "ander", "nl"] * 6,
            **{f"welkom_{n}": [str((n * person) % 5 + 1) for person in people] for n in (1, 2, 3)},
            "opmerking": ["", "Dank u"] * 12,
        }
    ).to_csv(folder / "surveys" / "ouders_w0.csv", index=False)  # fmt: skip


@pytest.fixture(scope="module")
def ten_minutes(copy, command, tmp_path_factory):
    """What README tells to type, in its order."""
    project = copy(tmp_path_factory.mktemp("ten"))
    folder = project / "data" / "raw" / "mypilot"
    said = {"new": command(project, "new", "mypilot"), "check empty": command(project, "check", "mypilot")}
    _fill_in(folder)
    said["check"] = command(project, "check", "mypilot")
    said["run"] = command(project, "run", "mypilot")
    said["review"] = command(project, "review", "mypilot")
    said["harmonise"] = command(project, "harmonise", "mypilot")
    said["export"] = command(project, "export", "ouders", "--to", "sav")
    said["codebook"] = command(project, "codebook", "ouders")
    export = folder / "surveys" / "ouders_w0.csv"
    said["inspect"] = command(project, "inspect", str(export), "--codebook", str(project / "codebook.xlsx"))
    return said


@pytest.mark.parametrize("step", ["new", "check", "run", "review", "harmonise", "export", "codebook", "inspect"])
def test_each_step_ends_well(ten_minutes, step):
    assert ten_minutes[step].code == 0, ten_minutes[step].err


def test_check_tells_everything_that_is_to_be_filled_in(ten_minutes):
    said = ten_minutes["check empty"]
    assert said.code == 2
    toml = (Path(said.project) / "data" / "raw" / "mypilot" / "pilot.toml").read_text(encoding="utf-8")
    assert said.err.count("still stands here") == toml.count('"Onze school"') > 3
    assert "ouders_w0.csv: the file is missing" in said.err


def test_after_filling_in_nothing_is_wrong(ten_minutes):
    assert ten_minutes["check"].out == "mypilot: no problems\n"


def test_the_reports_and_the_codebook_are_made(ten_minutes):
    made = ten_minutes["run"].reports("mypilot")
    assert [path.name[0] for path in made] == ["1", "2", "3", "c"]
    assert "Zich welkom voelen" in made[0].read_text(encoding="utf-8")
    assert "Synthetische data" not in made[0].read_text(encoding="utf-8")


def test_the_review_workbook_lies_where_it_is_said(ten_minutes):
    assert ten_minutes["review"].out.strip() == "data/raw/mypilot/decisions/ouders.xlsx"


def python_blocks(project: Path) -> list[str]:
    text = (project / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def test_cleaning_is_undone_as_it_is_told(ten_minutes, project, monkeypatch):
    monkeypatch.chdir(ten_minutes["run"].project)
    known: dict[str, Any] = {}
    exec(python_blocks(project)[0], known)
    survey, clean, raw = (known[name] for name in ("survey", "clean", "raw"))
    assert survey.reconcile(raw, clean, clean.decisions).empty
    pd.testing.assert_frame_equal(survey.revert(clean, clean.decisions).responses, raw.responses)


def test_conversations_are_read_and_written_as_it_is_told(menen, project, monkeypatch):
    monkeypatch.chdir(menen.project)
    known: dict[str, Any] = {}
    exec(python_blocks(project)[1], known)
    written = known["pilot"].processed / "gesprekken.qdpx"
    assert len(known["qualitative"].load(known["pilot"]).segments) == len(known["project"].segments)
    written.unlink()


def test_two_schools_are_refused_as_it_is_told(project):
    known: dict[str, Any] = {}
    exec(python_blocks(project)[2], known)
    assert known["choice"].why("en") == "no test: fewer than 3 schools"
