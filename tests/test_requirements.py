"""pyproject.toml is the one source of requirements; the lock and environment.yml follow it."""

import re
import tomllib
from pathlib import Path

import pytest

CONDA_NAMES = {"tzdata": "python-tzdata"}
CONDA_ONLY = {"python", "pip"}
AS_WHEELS = {"pypandoc-binary", "rocrate", "typst"}
LOCKS = ("requirements.lock", "benchmarks/requirements.lock")


def requirements(project: Path) -> tuple[set[str], set[str]]:
    described = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    return set(described["project"]["dependencies"]), set(described["dependency-groups"]["dev"])


def name(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement.lower().replace("_", "-"), maxsplit=1)[0]


def locked(project: Path, lock: str = "requirements.lock") -> dict[str, tuple[int, ...]]:
    pins = re.findall(r"^([a-z0-9._-]+)==([0-9.]+)", (project / lock).read_text(), flags=re.M)
    return {name(package): tuple(map(int, version.strip(".").split("."))) for package, version in pins}


def test_lock_pins_every_requirement_at_or_above_its_least_version(project):
    pins = locked(project)
    for requirement in set.union(*requirements(project)):
        least = tuple(map(int, requirement.split(">=")[1].split(".")))
        assert pins[name(requirement)] >= least, requirement


def test_what_benchmarks_need_is_locked_beside_the_same_requirements(project):
    described = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    pins, ours = locked(project, "benchmarks/requirements.lock"), locked(project)
    rivals = {name(requirement) for requirement in described["dependency-groups"]["benchmark"]}
    assert rivals | {name(requirement) for requirement in described["project"]["dependencies"]} <= set(pins)
    assert {package: pins[package] for package in pins.keys() & ours} == {p: ours[p] for p in pins.keys() & ours}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_gives_every_package_its_hashes(project, lock):
    text = (project / lock).read_text()
    blocks = re.split(r"\n(?=[a-z])", text[text.index("\n") + 1 :])
    assert [block for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host_and_no_path(project, lock):
    text = (project / lock).read_text()
    assert not re.search(r"://|--index|-links|file:|@ |(?<!\w)/\w", text)


def test_environment_yml_asks_for_the_same(project):
    text = (project / "environment.yml").read_text(encoding="utf-8")
    conda, pip = text.split("  - pip:\n")
    asked = set(re.findall(r"^  - (\S+)$", conda[conda.index("dependencies:") :], flags=re.M))
    runtime, dev = requirements(project)
    expected = {CONDA_NAMES.get(name(r), name(r)) + r[r.index(">=") :] for r in runtime}
    wheels = {requirement for requirement in runtime if name(requirement) in AS_WHEELS}
    assert {entry for entry in asked if name(entry) not in CONDA_ONLY} == expected - wheels
    assert set(re.findall(r"^      - ([a-z]\S+)$", pip, flags=re.M)) == dev | wheels
