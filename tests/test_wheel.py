"""The wheel, outside the repository with what it requires and no more, holds all of the package and publishes Menen."""

import email
import os
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement


class Ended(NamedTuple):
    """How the commands of the wheel ended, and where its reports should be."""

    said: str
    codes: list[int]
    project: Path
    bin: Path


def _uv(*arguments: object) -> None:
    """uv without network; where it can't, what it complains of."""
    command = [sys.executable, "-m", "uv", *map(str, arguments), "--offline", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _required(built: Path) -> dict[str, Distribution]:
    """What a wheel requires, and what that requires, by name, as it is installed beside these tests."""
    with zipfile.ZipFile(built) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        asked = email.message_from_bytes(archive.read(metadata)).get_all("Requires-Dist", [])
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(line), "") for line in asked]
    while waiting:
        one, extra = waiting.pop()
        if one.marker is not None and not one.marker.evaluate({"extra": extra}):
            continue
        for wanted in {"", *one.extras} - {also for name, also in seen if name == one.name}:
            seen.add((one.name, wanted))
            found[one.name] = distribution(one.name)
            waiting += [(Requirement(line), wanted) for line in found[one.name].requires or ()]
    return found


def _link(distributions: Iterable[Distribution], environment: Path) -> None:
    """Put distributions into an environment that has nothing, by links, as copies of all their files take a minute."""
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(environment), "installed_base": str(environment)}))
    for one in distributions:
        for name in {file.parts[0] for file in one.files or ()} - {"..", "__pycache__"}:
            if not (site / name).exists():
                (site / name).symlink_to(Path(str(one.locate_file(name))))
    (environment / "share").symlink_to(Path(sys.prefix) / "share")


@pytest.fixture(scope="module")
def wheel(project: Path) -> Iterator[Ended]:
    # no project lies above it
    with tempfile.TemporaryDirectory(prefix="wheel-") as place:
        folder = Path(place)
        _uv("build", "--no-build-isolation", "--python", sys.executable, "--wheel", "--out-dir", folder, project)
        built = next(folder.glob("*.whl"))
        _uv("venv", "--python", sys.executable, folder / "empty")
        _link(_required(built).values(), folder / "empty")
        python = folder / "empty" / "bin" / "python"
        _uv("pip", "install", "--no-deps", "--python", python, built)
        done = [_typed(python, folder, *command) for command in COMMANDS]
        yield Ended(
            "\n".join(f"{one.stdout}{one.stderr}" for one in done),
            [one.returncode for one in done],
            folder / "een map",
            python.parent,
        )


COMMANDS = (
    ("example", "menen", "een map"),
    ("run", "--phase", "2", "--project", "een map"),
    ("list", "--project", "een map"),
)


def _typed(python: Path, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PILOTS_", "PYTHON", "VIRTUAL_"))}
    return subprocess.run([python.with_name("pilots"), *arguments], cwd=folder, env=own, capture_output=True, text=True)


def test_all_commands_end_well(wheel):
    assert wheel.codes == [0] * len(COMMANDS), wheel.said


def test_what_only_tests_need_is_not_there(wheel):
    assert list(wheel.bin.parent.glob("lib/*/site-packages/pandas"))
    assert not list(wheel.bin.parent.glob("lib/*/site-packages/*pytest*"))


def test_it_publishes_a_report(wheel):
    made = sorted((wheel.project / "reports" / "menen").glob("*.html"))
    assert [path.name for path in made] == ["2_action_plan.html"]
    assert "Synthetische data" in made[0].read_text(encoding="utf-8")


def test_it_holds_every_file_of_the_package_and_the_notebooks(wheel, project):
    own = next(path for path in wheel.bin.parent.rglob("site-packages/pilots") if path.is_dir())
    held = {path.relative_to(own).as_posix(): path.read_bytes() for path in own.rglob("*") if path.is_file()}
    package = project / "src" / "pilots"
    wanted = {path.relative_to(package).as_posix(): path.read_bytes() for path in package.rglob("*") if path.is_file()}
    wanted |= {f"notebooks/{path.name}": path.read_bytes() for path in (project / "notebooks").glob("[1-4]_*.ipynb")}
    different = [name for name, data in wanted.items() if "__pycache__" not in name and held.get(name) != data]
    assert different == []


def test_its_example_is_the_one_of_the_repository(wheel, project):
    for path in (project / "data" / "raw" / "menen").rglob("*"):
        if path.is_file():
            inside = path.relative_to(project)
            assert (wheel.project / inside).read_bytes() == path.read_bytes(), inside


def test_it_brings_its_exporter_along(wheel):
    about = next(wheel.bin.parent.rglob("pilots-*.dist-info/entry_points.txt")).read_text(encoding="utf-8")
    assert "pilots-html = pilots.publish.html:PilotsHTMLExporter" in about
