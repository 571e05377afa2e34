"""Numbers and conversations side by side."""

from dataclasses import replace
from unittest.mock import patch

import pandas as pd
import pytest
from scipy import stats

from pilots import vocabulary
from pilots.errors import PilotsError, Problems, ReadError
from pilots.mixed import joint_display
from pilots.mixed.joint_display import changes_of
from pilots.mixed.numbers import values_of
from pilots.pilot import Pilot
from pilots.qualitative import QualitativeProject
from pilots.workbook import Sheet, read_sheets, write


@pytest.fixture
def shown(pilot_with, surveys, project):
    def make(*changes, phase=1, **parts):
        return joint_display(pilot_with(*changes), surveys, project, phase=phase, **parts).findings.set_index("finding")

    return make


def test_a_pilot_without_findings_has_an_empty_display(surveys, project):
    assert joint_display(Pilot(name="a", title="A", synthetic=True), surveys, project, phase=1).findings.empty


def test_a_phase_shows_its_own_findings(shown):
    assert shown().index.tolist() == ["F1", "F2"]


def test_a_scale_is_its_mean_with_a_t_interval(shown):
    row = shown().loc["F1"]
    values = [4, 5] * 6
    expected = stats.t.interval(0.95, 11, 4.5, stats.sem(values))
    assert (row["estimate"], row["ci_low"], row["ci_high"], row["n"]) == pytest.approx((4.5, *expected, 12))


def test_an_item_is_the_share_that_agrees_with_wilsons_interval(shown):
    row = shown().loc["F2"]
    interval = stats.binomtest(6, 12).proportion_ci(method="wilson")
    assert (row["statistic"], row["estimate"]) == ("share", 0.5)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((interval.low, interval.high))


def test_a_group_is_one_school(shown):
    assert shown((0, "group", "prins")).loc["F1", "n"] == 4


def test_the_group_of_the_survey_is_everyone(shown):
    assert shown((0, "group", "parents")).loc["F1", "n"] == 12


def test_cases_of_any_of_the_codes_in_the_phase_are_counted(shown):
    assert shown()[["cases", "base"]].to_numpy().tolist() == [[2, 3], [2, 3]]


def test_confirmation_stands_where_both_strands_point_one_way(shown):
    row = shown().loc["F1"]
    assert (row["fit"], row["fit_reason"]) == ("confirmation", "")


def test_confirmation_is_refused_where_the_interval_holds_both_directions(shown):
    row = shown().loc["F2"]
    assert (row["fit"], row["judged"]) == ("cannot tell", "confirmation")
    assert row["fit_reason"] == "the interval holds both directions"


def test_without_conversations_nothing_is_confirmed(pilot_with, surveys):
    row = joint_display(pilot_with(), surveys, QualitativeProject(), phase=1).findings.iloc[0]
    assert (row["fit"], row["fit_reason"]) == ("cannot tell", "there are no conversations")


def test_without_surveys_nothing_is_confirmed(pilot_with, project):
    row = joint_display(pilot_with(), {}, project, phase=1).findings.iloc[0]
    assert (row["fit"], row["fit_reason"], pd.isna(row["n"])) == ("cannot tell", "there are no numbers", True)


def test_a_change_is_taken_from_the_changes(shown):
    about = {"variable": "parents.welcome", "group": "all", "statistic": "mean_difference", "n": 9}
    changes = vocabulary.estimates([about | {"estimate": 0.4, "ci_low": 0.1, "ci_high": 0.7}])
    row = shown(phase=3, changes=changes).loc["F3"]
    assert row[["estimate", "ci_low", "ci_high", "n"]].tolist() == [0.4, 0.1, 0.7, 9]


def test_with_one_wave_there_is_no_change(shown):
    assert pd.isna(shown(phase=3).loc["F3", "estimate"])


def test_the_first_approved_quote_is_shown(shown):
    assert shown()["quote"].tolist() == ["Iedereen groet", ""]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("variable", "welcom", "unknown variable 'welcom'"),
        ("group", "elsewhere", "unknown group 'elsewhere'"),
        ("codes", "hot", "holds no code 'hot'"),
        ("survey", "staff", "unknown survey 'staff'"),
        ("wave", "first", "number of a wave"),
        ("kind", "wish", "'kind' must be one of"),
        ("fit", "perfect", "'fit' must be one of"),
        ("phase", "2", "no such phase"),
        ("finding", "", "an id of its own"),
        ("variable", "", "no variable"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(shown, column, value, message):
    with pytest.raises(PilotsError, match=message) as error:
        shown((0, column, value))
    assert "sheet findings, row 2" in str(error.value)


@pytest.mark.parametrize("column", ["variable", "group"])
def test_a_name_in_the_wrong_column_is_not_repeated(shown, column):
    with pytest.raises(PilotsError, match=r"\[naam\]"):
        shown((0, column, "Fatima"))


def test_a_name_is_no_id_that_is_shown(shown):
    with pytest.raises(PilotsError, match=r"There is: \[naam\], F2"):
        shown((0, "finding", "Fatima"))


def test_all_problems_are_told_at_once(shown):
    with pytest.raises(Problems) as error:
        shown((0, "variable", "welcom"), (1, "codes", "hot"))
    assert len(error.value.problems) == 2


def test_a_missing_workbook_is_told(pilot_with, surveys, project):
    pilot = pilot_with()
    pilot.path("findings.xlsx").unlink()
    with pytest.raises(ReadError, match="missing"):
        joint_display(pilot, surveys, project, phase=1)


@pytest.mark.parametrize(("kind", "direction"), [("strength", "higher"), ("problem", "lower"), ("change", "higher")])
def test_left_out_the_direction_follows_from_the_kind(shown, kind, direction):
    assert shown((0, "kind", kind)).loc["F1", "direction"] == direction


def test_the_direction_that_was_written_counts(shown):
    row = shown((0, "direction", "lower")).loc["F1"]
    assert (row["fit"], row["fit_reason"]) == ("cannot tell", "the number points the other way than the finding")


def test_a_problem_with_a_high_number_is_not_confirmed(shown):
    assert shown((0, "kind", "problem")).loc["F1", "fit"] == "cannot tell"


def test_a_strength_with_a_high_number_is_no_discordance(shown):
    row = shown((0, "fit", "discordance")).loc["F1"]
    assert row["fit_reason"] == "the number points the same way as the finding"


def test_agreeing_with_a_reverse_keyed_item_tells_of_the_opposite(shown, surveys):
    survey = surveys["parents"]
    turned = survey.codebook.variables.assign(reverse=True)
    surveys["parents"] = replace(survey, codebook=replace(survey.codebook, variables=turned))
    assert shown((1, "kind", "strength")).loc["F2", "direction"] == "lower"


def test_one_conversation_confirms_nothing(shown, project):
    assert shown((0, "codes", "cold")).loc["F1", "fit_reason"] == "hardly any conversation speaks of it"


def test_a_number_of_too_few_people_confirms_nothing(shown, surveys):
    surveys["parents"] = surveys["parents"].of(surveys["parents"].responses.index < 2)
    assert shown().loc["F1", "fit_reason"] == "the number rests on too few people to be shown"


def test_fifty_findings_are_computed_as_one(pilot_with, surveys, project):
    pilot = pilot_with()
    big = surveys["parents"].responses
    many = pd.concat([big.assign(respondent_id=big["respondent_id"] + f"-{n}") for n in range(25)])
    surveys["parents"] = replace(surveys["parents"], responses=many)
    sheets = read_sheets(pilot.path("findings.xlsx"))
    two = sheets["findings"].head(2)
    findings = pd.concat([two.assign(finding=two["finding"] + f"x{n}") for n in range(25)])
    write(pilot.path("findings.xlsx"), [Sheet("findings", findings), Sheet("quotes", sheets["quotes"].head(0))])
    with patch("pilots.mixed.numbers.values_of", wraps=values_of) as computed:
        assert len(joint_display(pilot, surveys, project, phase=1).findings) == 50
    assert computed.call_count == 2


def test_only_the_changes_that_findings_ask_for_are_computed(pilot_with, surveys, project):
    survey = surveys["parents"]
    again = survey.responses.assign(wave=1, respondent_id="w1-" + survey.responses["respondent_id"])
    surveys["parents"] = replace(survey, responses=pd.concat([survey.responses, again]))
    with patch("pilots.survey.links", return_value={}):
        found = changes_of(
            pilot_with(), surveys, pd.DataFrame({"survey": ["parents"], "variable": ["welcome"], "wave": ["change"]})
        )
    assert set(found["variable"]) == {"parents.welcome"}
