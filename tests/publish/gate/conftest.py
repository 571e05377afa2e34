"""A pilot whose raw data name people, and a report about it that went through the steps before the gate."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from pilots.exhibits import Table
from pilots.pilot import Pilot
from pilots.publish.steps import STEPS

TOML = """
name = "klein"
title = "Kleine proeftuin"
synthetic = true
town = "Menen"
sites = [{ id = "vlam", name = "VBS VLAM" }]
authors = [{ name = "An Peeters" }]
registrations = [
  { name = "wie", kind = "participation", file = "wie.csv" },
  { name = "verhaal", kind = "timeline", file = "verhaal.csv" },
]
"""
FRONT = dict.fromkeys(("pilot", "title", "report", "subtitle", "summary", "phase", "period", "language"), "") | {
    name: [] for name in ("authors", "funders", "partners", "sites")
}
KEYS = """respondent_id,variable,value,pseudonym
w0-R_9zK3abcdEFG,raffle_name,Fatima El Amrani,p-0123456789abcdef
w0-R_9zK3abcdEFG,raffle_phone,0474 12 34 56,p-1123456789abcdef
w0-2,first_name,Joris,p-2123456789abcdef
w0-2,last_name,Peeters,p-3123456789abcdef
"""
STORY = """case,date,kind,consent,approved_by,what
G12,2025-01-01,visit,no,KVD,De moeder vertelde dat zij al drie maanden geen huur meer kon betalen
"""


@pytest.fixture
def named(tmp_path: Path) -> Pilot:
    """A pilot with a key file, codes of people and a step of a story that may not be told."""
    folder, keys = tmp_path / "data" / "raw" / "klein", tmp_path / "data" / "keys" / "klein"
    folder.mkdir(parents=True)
    keys.mkdir(parents=True)
    (folder / "pilot.toml").write_text(TOML, encoding="utf-8")
    (folder / "wie.csv").write_text("person,action\nF001,a1\nF002,a1\n", encoding="utf-8")
    (folder / "verhaal.csv").write_text(STORY, encoding="utf-8")
    (keys / "parents.csv").write_text(KEYS, encoding="utf-8")
    return Pilot.read(folder / "pilot.toml")


@pytest.fixture
def stepped(showing: Callable[..., Any]) -> Callable[..., tuple[Any, dict[str, Any]]]:
    """A report of a paragraph and some exhibits, as the steps before the gate leave it."""

    def make(text: str = "Dat was het.", *exhibits: Any) -> tuple[Any, dict[str, Any]]:
        table = Table(pd.DataFrame({"Schaal": ["Welkom"], "n": ["88"]}), "Scores", "tbl-scores")
        cells = [new_markdown_cell(f"# Verslag\n\n{text}"), *map(showing, [table, *exhibits])]
        node: Any = new_notebook(cells=cells, metadata={"pilots": {"front": FRONT, "language": "nl"}})
        resources: dict[str, Any] = {"metadata": {"name": "1_context"}, "output_extension": ".html"}
        for step in STEPS[:-1]:
            node, resources = step().preprocess(node, resources)
        return node, resources

    return make


@pytest.fixture
def book() -> Callable[[str], bytes]:
    """A notebook as a file, with a text in an output."""

    def make(text: str) -> bytes:
        output = {"output_type": "stream", "name": "stdout", "text": ["een\n", text]}
        cell = {"cell_type": "code", "source": ["1"], "outputs": [output], "metadata": {}}
        return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}).encode()

    return make
