"""What docs/statistics.md tells is there, and its examples run."""

import re

import pytest

from pilots import statistics
from tests.statistics.calls import CALLS


@pytest.fixture(scope="module")
def text(project):
    return (project / "docs" / "statistics.md").read_text(encoding="utf-8")


def named(text):
    tables = [line for line in text.splitlines() if line.startswith("| ") and "`" in line]
    return set(re.findall(r"`(\w+)`", "\n".join(tables)))


def test_every_function_it_names_is_there(text):
    assert sorted(named(text) - set(statistics.__all__)) == []


def test_every_function_that_gives_estimates_is_named(text):
    assert sorted(set(CALLS) - named(text)) == []


def test_its_examples_run(text):
    names = {}
    for block in re.findall(r"^```python\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE):
        exec(compile(block, "docs/statistics.md", "exec"), names)
    assert names["choice"].why("nl")
