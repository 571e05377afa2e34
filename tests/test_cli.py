"""The command line: what it says, and with which exit code."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pilots import cli
from pilots.errors import PilotsError, Problems
from tests.conftest import Ran

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pilots(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Types a command in an empty folder; gives exit code, stdout and stderr."""
    monkeypatch.delenv("PILOTS_PROJECT", raising=False)
    monkeypatch.delenv("PILOTS_TRACEBACK", raising=False)
    monkeypatch.chdir(tmp_path)

    def typed(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["pilots", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return typed


@pytest.fixture
def two(pilots: Command, tmp_path: Path) -> Path:
    """A project with two pilots that are still to be filled in."""
    pilots("new", "een")
    pilots("new", "twee")
    return tmp_path


def test_list_names_pilots_and_titles(pilots: Command, two: Path) -> None:
    assert pilots("list") == (0, "een\tVUL IN\ntwee\tVUL IN\n", "")


def test_a_project_elsewhere_can_be_named(pilots: Command, two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")

    assert pilots("list", "--project", str(two))[1].startswith("een")


def test_a_named_project_is_that_folder_and_none_above_it(pilots: Command, two: Path) -> None:
    assert pilots("list", "--project", str(two / "data"))[::2] == (
        2,
        f"{two / 'data'}: no folder data/raw here. `pilots new NAME --project DIR` makes one.\n",
    )


@pytest.mark.parametrize("command", ["list", "run", "status", "check"])
def test_outside_a_project_one_message_says_so(pilots: Command, command: str) -> None:
    code, out, err = pilots(command)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "no folder data/raw here or above" in err


def test_new_says_what_to_do_next(pilots: Command) -> None:
    code, out, err = pilots("new", "menen-2")

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        str(Path("data/raw/menen-2")),
        "Fill in pilot.toml, put your files beside it, then: pilots check menen-2",
    ]


def test_check_numbers_the_problems(pilots: Command, two: Path) -> None:
    code, out, err = pilots("check", "een")

    assert (code, out, err.splitlines()[0]) == (2, "", "een: 6 problems")
    assert [line[:4] for line in err.splitlines()[1:]] == [f"{number:>3}." for number in range(1, 7)]


def test_several_pilots_and_none_named_lists_them(pilots: Command, two: Path) -> None:
    assert pilots("run") == (2, "", "there are several pilots: een, twee. Name those to run, or add --all.\n")


@pytest.mark.parametrize("command", ["run", "status"])
def test_an_unknown_pilot_is_told_with_the_nearest(pilots: Command, two: Path, command: str) -> None:
    assert "there is no pilot 'twe'. Did you mean 'twee'?" in pilots(command, "twe")[2]


def test_status_names_each_report(pilots: Command, two: Path) -> None:
    assert "een/1_context_analysis.html: not made yet" in pilots("status", "een")[1]


def test_schema_describes_every_field(pilots: Command) -> None:
    assert {"name", "surveys", "privacy"} <= set(json.loads(pilots("schema")[1])["properties"])


@pytest.mark.parametrize(
    "wrong", [["run", "--phse", "2"], ["run", "--language", "de"], ["rn"], ["run", "een", "--jobs", "0"]]
)
def test_what_can_not_be_meant_is_told(pilots: Command, two: Path, wrong: list[str]) -> None:
    code, out, err = pilots(*wrong)

    assert (code, out) == (2, "")
    assert wrong[-1] in err or wrong[-2] in err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Problems([PilotsError("no title"), PilotsError("no sites")]), 2, "2 problems:\n- no title\n- no sites\n"),
        (OSError(28, "No space left on device", "a.html"), 2, "a.html: no space left on device. Earlier reports"),
        (KeyError("Fatima"), 2, "a fault in pilots: KeyError in cli.py, line"),
        (KeyboardInterrupt(), 130, "stopped; earlier reports and data are as they were\n"),
    ],
)
def test_every_end_has_its_message_and_code(
    pilots: Command, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(cli, "project_folder", fail)
    ended = pilots("list")

    assert (ended[0], ended[1]) == (code, "")
    assert ended[2].startswith(said)
    assert "Fatima" not in ended[2]


def test_a_fault_is_shown_in_full_to_who_asks(pilots: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("an answer")

    monkeypatch.setattr(cli, "project_folder", fail)
    monkeypatch.setenv("PILOTS_TRACEBACK", "1")

    assert "KeyError: 'an answer'" in pilots("list")[2]


@pytest.mark.parametrize("command", [["list"], ["status"], ["run", "--help"]])
def test_what_only_looks_reads_no_big_library(two: Path, pilots: Command, command: list[str]) -> None:
    code = (
        "import sys\nfrom pilots.cli import main\ntry: main()\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    looked = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True, cwd=two)

    big = {"pandas", "numpy", "matplotlib", "nbconvert", "nbclient", "pydantic", "jupyter_client", "asyncio", "babel"}
    assert not big & set(looked.stderr.split())


def test_a_ctrl_c_while_the_command_is_still_being_read_is_answered_in_words() -> None:
    code = """
import sys
class Stop:
    def find_spec(self, name, *_):
        if name == "cyclopts":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
from pilots.__main__ import main
main()
"""
    stopped = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert (stopped.returncode, stopped.stdout) == (130, "")
    assert stopped.stderr == "stopped; earlier reports and data are as they were\n"


def test_a_review_without_a_name_says_which_pilots_there_are(tmp_path):
    (tmp_path / "data" / "raw" / "tiny").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "tiny" / "pilot.toml").write_text('name = "tiny"')
    with pytest.raises(PilotsError, match="Say which pilot: tiny"):
        cli.review(project=tmp_path)


def test_a_survey_of_one_pilot_is_exported_by_its_name(pilots: Command, menen: Ran) -> None:
    code, out, err = pilots("export", "parents", "--to", "csv", "--project", str(menen.project), "--output", "p.csv")

    assert (code, out) == (0, "p.csv\n")
    assert "keep it within the team" in err
    assert Path("p.csv").read_text(encoding="utf-8-sig").startswith("respondent_id,wave,")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["parent", "--to", "sav"], "there is no survey 'parent'. Did you mean 'menen/parents'?"),
        (["parents", "--to", "sav", "--output", "p.csv"], "the name of a .sav file ends in .sav"),
    ],
)
def test_what_can_not_be_exported_is_told(pilots: Command, menen: Ran, arguments: list[str], said: str) -> None:
    code, out, err = pilots("export", *arguments, "--project", str(menen.project))

    assert (code, out) == (2, "")
    assert said in err


def test_a_codebook_is_written_in_the_language_of_the_pilot(pilots: Command, menen: Ran, tmp_path: Path) -> None:
    project = shutil.copytree(menen.project, tmp_path / "copy")

    assert pilots("codebook", "parents", "--project", str(project))[0] == 0
    assert (project / "reports" / "menen" / "codebook_parents.nl.html").is_file()


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """A small export."""
    (tmp_path / "a.csv").write_text("id;hoe vaak?\n" + "1;soms\n" * 5 + "2;nooit\n", encoding="utf-8")
    return tmp_path / "a.csv"


def test_inspect_tells_what_a_file_holds(pilots: Command, answers: Path) -> None:
    code, out, err = pilots("inspect", str(answers))

    assert (code, err, out.splitlines()[2]) == (0, "", "Holds       6 respondents, 1 question, 12 filled cells")


def test_inspect_prints_json(pilots: Command, answers: Path) -> None:
    assert json.loads(pilots("inspect", str(answers), "--json")[1])["respondents"] == 6


def test_inspect_writes_a_codebook_to_start_from_and_never_over_another(pilots: Command, answers: Path) -> None:
    first = pilots("inspect", str(answers), "--codebook", "book.xlsx")
    again = pilots("inspect", str(answers), "--codebook", "book.xlsx")

    assert first[::2] == (0, "book.xlsx: look it through before you use it\n")
    assert again == (2, "", "book.xlsx: this file is there already, and nothing is overwritten. Choose another name.\n")


@pytest.mark.parametrize(
    "arguments", [["gone.csv"], ["a.csv", "--tool", "papier"], ["a.csv", "--codebook", "book.txt"]]
)
def test_inspect_says_in_one_message_what_is_wrong(pilots: Command, answers: Path, arguments: list[str]) -> None:
    code, out, err = pilots("inspect", *arguments)

    assert (code, out, err.count("\n")) == (2, "", 1)


def test_harmonise_tells_where_files_differ(pilots: Command, project: Path) -> None:
    assert pilots("harmonise", "menen", "partners", "--project", str(project)) == (
        0,
        "partners\n  nothing differs\n",
        "",
    )


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """A pilot with one text that nobody coded."""
    folder = tmp_path / "data" / "raw" / "een"
    (folder / "talks").mkdir(parents=True)
    (folder / "talks" / "a.txt").write_text("Ik voel mij welkom.", encoding="utf-8")
    described = 'name = "een"\ntitle = "Een"\nsynthetic = true\n[[qualitative]]\nname = "talks"\nfile = "talks"\n'
    (folder / "pilot.toml").write_text(described, encoding="utf-8")
    return folder


def test_code_writes_a_workbook_and_says_what_to_do_with_it(pilots: Command, talks: Path) -> None:
    code, out, err = pilots("code", "een")

    assert (code, out) == (0, f"{Path('data/raw/een/codings/talks.xlsx')}\n")
    assert err.startswith("Give each coder a copy, then name it under codings in pilot.toml.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["een"], "nothing is overwritten"),
        (["een", "talk"], "Did you mean 'talks'?"),
        (["een", "--merge"], "there are no two coders to compare"),
    ],
)
def test_what_can_not_be_coded_is_told(pilots: Command, talks: Path, arguments: list[str], said: str) -> None:
    pilots("code", "een")
    code, out, err = pilots("code", *arguments)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
