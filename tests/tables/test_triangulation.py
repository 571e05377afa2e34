import pytest

from pilots import tables
from pilots.mixed import Triangulation
from pilots.mixed.triangulate import GROUPS, PAIRS
from pilots.vocabulary import frame

NUMBER = {"strand": "numbers", "topic": "climate", "statistic": "mean", "ci_low": 3.2, "ci_high": 3.8, "estimate": 3.5, "n": 40}  # fmt: skip
SAID = {"strand": "words", "topic": "warm", "statistic": "share", "ci_low": 0.2, "ci_high": 0.8, "estimate": 0.5, "count": 10, "n": 20}  # fmt: skip
PAIR = {"group": "parents - staff", "difference": -0.4, "ci_low": -0.7, "ci_high": -0.1, "verdict": "disagree"}


@pytest.fixture
def found():
    def make(number=None, said=None, pair=None):
        groups = [
            NUMBER | {"group": "parents"}, NUMBER | {"group": "staff"} | (number or {}),
            SAID | {"group": "parents"}, SAID | {"group": "staff"} | (said or {}),
        ]  # fmt: skip
        pairs = [
            PAIR | {"strand": "numbers", "topic": "climate"} | (pair or {}),
            PAIR | {"strand": "words", "topic": "warm", "verdict": "partly agree", "difference": 0.1, "ci_low": -0.1, "ci_high": 0.3},
        ]  # fmt: skip
        return Triangulation(frame(GROUPS, groups), frame(PAIRS, pairs))

    return make


def plain(table):
    return table.data.map(lambda said: said.replace("\N{NO-BREAK SPACE}", " "))


def test_each_group_stands_beside_the_others_with_the_verdict(found, pilot, parents):
    rows = plain(tables.triangulation(found(), {"parents": parents}, pilot)).to_numpy().tolist()
    assert rows[0] == [
        "Bevraging",
        "Schoolklimaat",
        "3,50 (3,20 tot 3,80; n = 40)",
        "3,50 (3,20 tot 3,80; n = 40)",
        "oneens",
    ]
    assert rows[1] == ["Gesprekken", "warm", "10 van de 20 gesprekken", "10 van de 20 gesprekken", "deels eens"]


def test_two_groups_have_their_difference_with_interval(found, pilot, parents):
    rows = plain(tables.convergence(found(), {"parents": parents}, pilot)).iloc[:, 2].tolist()
    assert rows == ["oneens: −0,40 (−0,70 tot −0,10)", "deels eens: +10 (−10 tot 30)"]


def test_a_group_of_few_is_held_back_with_what_follows_from_it(found, pilot, parents):
    few = found({"n": 4})
    assert tables.triangulation(few, {"parents": parents}, pilot).data.iloc[0, 3:].tolist() == ["< 5", "niet te zeggen"]
    assert tables.convergence(few, {"parents": parents}, pilot).data.iloc[0, 2] == "niet te zeggen"


def test_conversations_that_are_not_counted_have_no_difference(found, pilot, parents):
    one = found(said={"count": 18})
    assert tables.triangulation(one, {"parents": parents}, pilot).data.iloc[1, 3] == "> 15 van de 20 gesprekken"
    assert tables.convergence(one, {"parents": parents}, pilot).data.iloc[1, 2] == "deels eens"


def test_themes_of_one_group_are_left_out_and_it_is_said(found, pilot, parents):
    table = tables.triangulation(found(said={"n": 3, "count": 2}), {"parents": parents}, pilot)
    assert len(table.data) == 1
    assert any("Thema's zijn weggelaten" in note for note in table.notes)


def test_the_margin_and_its_source_are_told(found, pilot, parents):
    notes = " ".join(tables.convergence(found(), {"parents": parents}, pilot, language="en").notes)
    assert "0.50 standard deviations" in notes
    assert "25 percentage points" in notes
    assert "Norman" in notes


@pytest.mark.parametrize("draw", [tables.triangulation, tables.convergence])
def test_with_one_group_there_is_nothing_to_hold_beside_it(draw, pilot):
    assert "niets naast elkaar" in draw(Triangulation(), {}, pilot).to_html()
