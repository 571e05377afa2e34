"""Whose answers an exhibit rests on."""

import pytest
from nbformat import from_dict

from pilots import Pilot
from pilots.privacy.counts import Count
from pilots.publish.basis import Basis


@pytest.fixture(scope="module")
def menen_pilot(project) -> Pilot:
    return Pilot.read(project / "data" / "raw" / "menen" / "pilot.toml")


def computed(pilot, *counts, said=()):
    blocks = [
        {"language": "nl", "computed": list(said), "counts": [count.to_json() for count in counts]},
        {"language": "nl", "computed": [], "counts": [Count("parents/0", {}, 91, 91).to_json()]},
    ]
    cell = {"cell_type": "code", "source": "", "outputs": [], "metadata": {"pilots": {"blocks": blocks}}}
    notebook = from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})
    made, _ = Basis(enabled=True)(notebook, {"pilot": pilot, "pilots": {"front": {}}})
    return dict(made.cells[0].metadata["pilots"]["blocks"][0]["computed"])


def test_the_group_and_the_measurement_are_named_and_counted(menen_pilot):
    said = computed(menen_pilot, Count("parents/0", {"site": "vlam"}, 60, 60))
    assert said == {"Selectie": "Ouders, meting 0", "Aantal waarnemingen (n)": "Ouders, meting 0: 91"}


def test_who_is_not_counted_out_on_the_page_has_no_number(menen_pilot):
    assert "Aantal waarnemingen (n)" not in computed(menen_pilot, Count("staff/1", {}, 1, 9, held=True))


def test_what_an_exhibit_says_of_itself_stays(menen_pilot):
    said = computed(menen_pilot, Count("parents/0", {}, 91, 91), said=[("Aantal waarnemingen (n)", "90")])
    assert said["Aantal waarnemingen (n)"] == "90"


def test_what_is_no_answer_to_a_survey_is_no_selection(menen_pilot):
    assert computed(menen_pilot, Count("reach/a2", {}, 40, 40)) == {}
