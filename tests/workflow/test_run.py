"""Runs as one types them: good ones, and each way in which they go wrong."""

import os
import shutil
import signal
from pathlib import Path
from typing import Any, NamedTuple

import psutil  # type: ignore[import-untyped]
import pytest

SAY = "from pilots.exhibits import Sentence\nSentence(f'Dit gaat over {pilot}.', language=language)"
BIG = "from pilots.exhibits import Sentence\nSentence('groot ' * 60_000, language=language)"
BROKEN = "# a comment\nanswers = {'Fatima': 1}\nanswers['Jan Peeters']"
OURS = "from pilots import PilotsError\nraise PilotsError('no sites', where='pilot.toml')"


class Ended(NamedTuple):
    """How a run ended, and where."""

    code: int
    out: str
    err: str
    project: Path

    def report(self, name: str) -> Path:
        return self.project / "reports" / "tiny" / name


@pytest.fixture(scope="module")
def good(made: Any, pilots: Any, tmp_path_factory: pytest.TempPathFactory) -> Ended:
    project = made(tmp_path_factory.mktemp("good"), {"1_first": SAY, "2_second": SAY})
    code, out, err = pilots("run", cwd=project)
    return Ended(code, out, err, project)


@pytest.fixture(scope="module")
def bad(made: Any, notebook: Any, pilots: Any, tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """One notebook is good, the others are not, and the report of one is too big for the disk."""
    if shutil.which("prlimit") is None:
        pytest.skip("this system can't make its disk small for one command")
    sources = {"1_first": SAY, "2_second": BROKEN, "3_third": BIG, "4_fourth": OURS}
    project = made(tmp_path_factory.mktemp("bad"), sources)
    notebook(project / "notebooks" / "5_fifth.ipynb", SAY, tag="other")
    (project / "notebooks" / "6_sixth.ipynb").write_text("{}", encoding="utf-8")
    for number in ("2_second", "3_third"):
        (project / "reports" / "tiny").mkdir(parents=True, exist_ok=True)
        (project / "reports" / "tiny" / f"{number}.html").write_text("earlier", encoding="utf-8")
    code, out, err = pilots("run", cwd=project, limit=200_000)
    return Ended(code, out, err, project)


def test_a_good_run_says_where_its_reports_are(good: Ended) -> None:
    assert (good.code, good.out.split()) == (0, ["reports/tiny/1_first.html", "reports/tiny/2_second.html"]), good.err


def test_the_notebook_was_told_its_pilot(good: Ended) -> None:
    assert "Dit gaat over tiny." in good.report("1_first.html").read_text(encoding="utf-8")


def test_nothing_else_lies_among_the_reports(good: Ended) -> None:
    assert sorted(path.name for path in good.report("").iterdir()) == [
        ".manifest.json",
        "1_first.html",
        "2_second.html",
        "release.json",
    ]


def test_a_second_run_makes_nothing(good: Ended, pilots: Any) -> None:
    code, out, err = pilots("run", cwd=good.project)

    assert (code, out.strip(), err) == (0, "tiny: up to date, see reports/tiny", "")


def test_the_same_input_gives_the_same_bytes_and_status_sees_a_change(good: Ended, pilots: Any) -> None:
    before = good.report("1_first.html").read_bytes()
    good.report("1_first.html").write_bytes(b"by hand")
    told = pilots("status", cwd=good.project)[1]
    pilots("run", "--phase", 1, cwd=good.project)

    assert "the report was changed by hand" in told
    assert good.report("1_first.html").read_bytes() == before


def test_what_is_good_is_published_though_the_rest_fails(bad: Ended) -> None:
    assert (bad.code, bad.report("1_first.html").exists()) == (2, True), bad.err


def test_a_failing_cell_is_named(bad: Ended) -> None:
    assert "2_second.ipynb, cell 3: the cell that begins with `answers = {'Fatima': 1}` fails: KeyError." in bad.err


def test_no_message_of_others_is_shown_for_it_may_hold_an_answer(bad: Ended) -> None:
    assert "Jan" not in bad.err
    assert "Traceback" not in bad.err


def test_a_message_of_ours_is_shown(bad: Ended) -> None:
    assert "fails: PilotsError: pilot.toml: no sites" in bad.err


def test_a_report_that_does_not_fit_on_the_disk_is_told(bad: Ended) -> None:
    assert "3_third.html: file too large. Earlier reports and data are as they were." in bad.err


def test_a_notebook_without_parameters_is_told(bad: Ended) -> None:
    assert "5_fifth.ipynb: there is no cell for parameters" in bad.err


def test_a_spoilt_notebook_is_told(bad: Ended) -> None:
    assert "6_sixth.ipynb: this is no notebook that can be read" in bad.err


@pytest.mark.parametrize("report", ["2_second.html", "3_third.html"])
def test_earlier_reports_stand(bad: Ended, report: str) -> None:
    assert bad.report(report).read_text(encoding="utf-8") == "earlier"


def test_no_part_is_left(bad: Ended) -> None:
    assert not list(bad.project.rglob("*.part"))


STOPS = {"Ctrl-C": 130, "SIGINT to the command alone": 130, "SIGTERM": 143, "SIGKILL": -9}


class Stopped(NamedTuple):
    """How a run that was stopped ended, and which of its processes had not ended with it."""

    code: int
    err: str
    alive: list[Any]


@pytest.fixture(scope="module")
def stopped(made: Any, start: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stopped]:
    """Runs that were stopped, each in its own way, while a cell was busy."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no such files and signals")
    runs = {}
    for how in STOPS:
        folder = tmp_path_factory.mktemp("stopped")
        os.mkfifo(folder / "busy")
        project = made(folder / "project", {"1_first": "open('../../busy', 'w').close()\nwhile True: pass"})
        runs[how] = folder, start("run", cwd=project)
    return {how: _stop(how, folder, process) for how, (folder, process) in runs.items()}


def _stop(how: str, folder: Path, process: Any) -> Stopped:
    (folder / "busy").read_text(encoding="utf-8")  # waits until the cell opens it
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 2, "there should be a server and a kernel"
    match how:
        case "Ctrl-C":
            os.killpg(process.pid, signal.SIGINT)
        case "SIGTERM":
            process.terminate()
        case "SIGKILL":
            process.kill()
        case _:
            process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    alive = psutil.wait_procs(children, timeout=3)[1]
    for child in alive:
        child.kill()
    return Stopped(process.returncode, err, alive)


@pytest.mark.parametrize("how", STOPS)
def test_a_stopped_run_leaves_no_process(stopped: dict[str, Stopped], how: str) -> None:
    assert (stopped[how].code, stopped[how].alive) == (STOPS[how], [])


@pytest.mark.parametrize("how", [how for how, code in STOPS.items() if code > 0])
def test_a_stopped_run_says_so_in_one_line(stopped: dict[str, Stopped], how: str) -> None:
    said = stopped[how].err.splitlines()

    assert said[-1] == "stopped; earlier reports and data are as they were"
    assert not [line for line in said[:-1] if not line.startswith("tiny: ")]
