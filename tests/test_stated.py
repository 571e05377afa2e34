"""Every exhibit that tells a number of people states it, so that the gate can see it."""

import inspect
import json
import re

import pytest

from pilots import figures, sentences, tables

SILENT = {
    tables: {
        "action_plan", "action_register", "actions_by_framework", "adding_up", "adjustments", "agreement", "broken_links",
        "candidates", "catalogue", "chain", "claims", "cleaning", "confusion", "context", "cycles", "duels", "evidence", "lessons",
        "measured_alike", "methods_used", "needs", "overview", "quotes", "run_rules", "scoring", "sensitivity", "shared_figures",
        "side_by_side", "software", "suggestions", "timeline", "translations", "travelled", "variables",
    },
    figures: {"by_theme", "context", "fates", "priorities", "timeline", "triangulation"},
    sentences: {
        "chain", "changes", "claims", "conclusion", "delphi", "differences", "fits", "had_a_say", "lessons", "measured_alike",
        "picked", "pilots", "ranking", "synthesised", "travelled", "triangulated",
    },
}  # fmt: skip
"""What tells no number of people: texts, actions, votes and their order, codings, weeks, published figures, findings."""
ROOMS = [(room, name) for room in SILENT for name in room.__all__ if inspect.isfunction(getattr(room, name))]
HEADS = re.compile(r"<th[^>]*>(?:<[^>]*>)*(?:n|Mensen|Gezinnen|Gesprekken)(?:<|\s)")
NUMBER = re.compile(r"\bn\s=\s\d")


@pytest.mark.parametrize(("room", "name"), [(room, name) for room, name in ROOMS if name not in SILENT[room]])
def test_an_exhibit_states_how_many_it_tells_of(room, name):
    builder = getattr(room, name)
    beside = vars(inspect.getmodule(builder))
    called = [beside.get(one) for one in re.findall(r"\w+(?=\()", inspect.getsource(builder))]
    sources = [inspect.getsource(one) for one in (builder, *filter(inspect.isfunction, called))]
    assert any("counts=" in source for source in sources)


def test_whatever_shows_a_number_of_people_in_menen_is_in_the_release_record(menen):
    record = json.loads((menen.project / "reports" / "menen" / "release.json").read_text(encoding="utf-8"))
    told = {one["label"] for file in record["files"].values() for one in file.get("counts", [])}
    pages = "".join(path.read_text(encoding="utf-8") for path in menen.reports())
    exhibits = re.findall(r'<figure[^>]* id="((?:tbl|fig)-[\w-]+)"(.*?)</figure>', pages, re.DOTALL)
    shown = {label for label, html in exhibits if HEADS.search(html) or NUMBER.search(html)}
    assert len(shown) > 20
    assert shown <= told
