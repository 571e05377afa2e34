import pandas as pd
import pytest

from pilots.cells import Cells


@pytest.fixture
def cell(pilot, parents):
    return Cells(pilot, "nl", {"parents": parents})


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (1, "< 5"), (4, "< 5"), (5, "5"), (1234, "1.234"), (pd.NA, "–")])
def test_a_number_of_people_is_told_from_the_threshold_up(cell, count, said):
    assert cell.n(count) == said


@pytest.mark.parametrize(("count", "few", "rare"), [(0, True, False), (4, True, True), (5, False, False)])
def test_nobody_is_few_but_not_rare(cell, count, few, rare):
    assert (cell.few(count), cell.rare(count)) == (few, rare)


def test_an_unknown_number_of_people_is_few(cell):
    assert cell.few(pd.NA)


@pytest.mark.parametrize(("count", "base", "tells"), [(2, 20, True), (18, 20, True), (0, 20, False), (20, 20, False), (10, 20, False), (2, 4, True)])  # fmt: skip
def test_few_who_did_or_few_who_did_not_tell_about_someone(cell, count, base, tells):
    assert cell.tells(count, base) is tells


def test_an_estimate_of_few_people_is_held_back_with_its_interval(cell):
    assert cell.estimate(pd.Series({"n": 4, "estimate": 1.0, "ci_low": 0.0, "ci_high": 2.0})) == ["–", "–"]


def test_an_estimate_without_interval_stands_alone(cell):
    assert cell.estimate(pd.Series({"n": 9, "estimate": 1.0, "ci_low": None, "ci_high": None})) == ["1,00", "–"]


def test_an_interval_is_said_in_the_readers_words(cell, pilot):
    assert cell.interval(-0.5, 1.25) == "−0,50 tot 1,25"
    assert Cells(pilot, "fr").interval(0.1, 0.2, share=True) == "10\N{NO-BREAK SPACE}% à 20\N{NO-BREAK SPACE}%"


def test_a_very_small_p_is_not_zero(cell):
    assert [cell.p(value) for value in (0.0001, 0.05, None)] == ["< 0,001", "0,050", "–"]


def test_a_group_a_school_and_an_answer_are_called_by_their_names(cell):
    named = [cell.group(name) for name in ("parents", "vlam", "welcome/3", "vlam - prins", "unknown")]
    assert named == ["Ouders", "VBS VLAM", "eens", "VBS VLAM − De Kleine Prins", "unknown"]


def test_a_scale_of_a_survey_says_whose_it_is(cell):
    assert [cell.scale("climate"), cell.scale("parents.climate")] == ["Schoolklimaat", "Ouders: Schoolklimaat"]


def test_provenance_counts_the_log_of_its_surveys_only(cell, pilot):
    data = pd.DataFrame({"a": ["1"]})
    assert cell.provenance("how", data).log_rows == 0
    assert Cells(pilot, "nl").provenance("how", data).log_rows is None
