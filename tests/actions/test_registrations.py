"""Registrations of every kind: codes become numbers, and what is wrong is told by row, without what stands there."""

import pandas as pd
import pytest

from pilots import actions
from pilots.errors import PilotsError, Problems
from pilots.pilot import Pilot
from pilots.sources import SurveySource

HEADS = {
    "sessions": "action,site,date,group,present,possible",
    "participation": "person,family,group,site,action,date,hours",
    "referrals": "family,site,method,service,met,asked,referred,arrived,helped",
    "network": "person,brought_by,date,site,action,group,how",
    "costs": "site,action,method,period,category,amount",
    "goals": "person,group,site,action,goal,weight,moment,level",
    "timeline": "case,date,kind,what::nl,consent,approved_by",
}


@pytest.fixture
def pilot_of(tmp_path):
    """A pilot with one registration: pilot_of("costs", "vlam,A1,,2017,koffie,12")."""

    def make(kind, *lines, head=""):
        folder = tmp_path / "data" / "raw" / "a"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pilot.toml").write_text(
            'name = "a"\ntitle = "A"\nsynthetic = true\nsites = [{ id = "vlam", name = "VBS VLAM" }]\n'
            f'registrations = [{{ name = "x", kind = "{kind}", file = "x.csv" }}]\n'
        )
        (folder / "x.csv").write_text("\n".join([head or HEADS[kind], *lines, ""]))
        return Pilot.read(folder / "pilot.toml")

    return make


@pytest.mark.parametrize("kind", [*HEADS])
def test_a_pilot_without_a_kind_has_an_empty_frame_of_its_columns(kind):
    empty = getattr(actions, kind)(Pilot(name="a", title="A", synthetic=True))
    assert empty.empty
    assert len(empty.columns) > 4


@pytest.mark.parametrize("kind", [*HEADS])
def test_a_file_without_rows_gives_an_empty_frame(pilot_of, kind):
    assert getattr(actions, kind)(pilot_of(kind)).empty


def test_registrations_hold_every_kind_and_tell_all_problems(pilot_of):
    assert set(actions.registrations(pilot_of("costs", "vlam,A1,,2017,koffie,12"))) == {"attendance", *HEADS}
    with pytest.raises(Problems, match="2 problems"):
        actions.registrations(pilot_of("costs", "vlam,A1,,2017,koffie,veel", "elders,A1,,2017,koffie,1"))


def test_sessions_have_a_share_where_the_base_is_known(pilot_of):
    read = actions.sessions(pilot_of("sessions", "A1,vlam,2017-09-25,,3,12", "A1,vlam,02/10/2017,,4,"))
    assert read["share"].iloc[0] == 0.25
    assert pd.isna(read["share"].iloc[1])


def test_codes_become_numbers_whatever_their_capitals(pilot_of):
    read = actions.participation(
        pilot_of("participation", "Ann P.,Fam X,,vlam,A1,2017-09-25,1", "ann p.,fam x,,,A1,2017-10-02,1,5".replace(",1,5", ",2"))
    )  # fmt: skip
    assert read["person"].tolist() == [1, 1]
    assert "Ann" not in read.to_string()


def test_a_family_that_is_not_known_is_missing(pilot_of):
    assert actions.participation(pilot_of("participation", "k1,,,,A1,,"))["family"].isna().all()


def test_a_stage_is_a_day_or_yes(pilot_of):
    read = actions.referrals(pilot_of("referrals", "f1,vlam,huisbezoek,CAW,2021-09-06,ja,,no,"))
    assert read[["met", "asked", "referred", "arrived"]].iloc[0].tolist() == [True, True, False, False]
    assert read["met_on"].iloc[0] == pd.Timestamp("2021-09-06")


def test_who_was_brought_by_whom_is_told_by_number(pilot_of):
    read = actions.network(pilot_of("network", "p1,,,,,,", "p2,P1,,,,,trust"))
    assert read["brought_by"].tolist()[1] == read["person"].tolist()[0]


def test_who_was_brought_in_a_circle_is_told_and_those_below_it_are_not(pilot_of):
    with pytest.raises(Problems) as error:
        actions.network(pilot_of("network", "p1,p2,,,,,", "p2,p1,,,,,", "p3,p2,,,,,"))
    assert [problem.where[-5:] for problem in error.value.each] == ["row 2", "row 3"]


def test_an_unscored_goal_is_missing_and_an_unweighed_one_weighs_one(pilot_of):
    read = actions.goals(pilot_of("goals", "p1,parents,,,praten,,0,", "p2,parents,,,praten,,0,-1"))
    assert pd.isna(read["level"].iloc[0])
    assert read["weight"].tolist() == [1.0, 1.0]
    assert read["goal"].tolist() == [1, 2]


@pytest.mark.parametrize(("consent", "by"), [("no", "AB"), ("yes", ""), ("", "")])
def test_a_text_without_consent_and_approval_is_not_even_read(pilot_of, consent, by):
    read = actions.timeline(pilot_of("timeline", f"c1,2024-12-02,visit,Thuis geweest,{consent},{by}"))
    assert read["texts"].tolist() == [{}]
    assert not read["shown"].any()


def test_a_text_that_may_be_shown_is_redacted_and_who_approved_it_is_not_kept(pilot_of):
    read = actions.timeline(pilot_of("timeline", "c1,2024-12-02,visit,Bel 0470 12 34 56,yes,Jan AB"))
    assert "0470" not in read["texts"].iloc[0]["nl"]
    assert "AB" not in read.to_string()


@pytest.mark.parametrize(
    ("kind", "line", "message"),
    [
        ("sessions", "A1,secret,2017-09-25,,3,12", "is no school"),
        ("sessions", "A1,vlam,secret,,3,12", "'date' is not a date"),
        ("sessions", "A1,vlam,,,3,12", "'date' is empty"),
        ("sessions", "A1,vlam,2017-09-25,,secret,12", "'present' is not a whole number"),
        ("sessions", "A1,vlam,2017-09-25,,987,654", "more were present"),
        ("sessions", ",vlam,2017-09-25,,3,12", "'action' is empty"),
        ("participation", ",f1,,vlam,A1,,", "'person' is empty"),
        ("participation", "secret,f1,,vlam,A1,,-3", "'hours' lies below 0"),
        ("referrals", "secret,vlam,,,perhaps,,,,", "'met' is neither a date nor yes"),
        ("network", "secret,secret,,,,,", "brought themselves"),
        ("network", "p1,secret,,,,,", "nobody of the list"),
        ("costs", "vlam,A1,,2017,koffie,secret", "'amount' is not a number"),
        ("costs", "vlam,A1,,2017,koffie,", "'amount' is empty"),
        ("costs", "vlam,A1,,2017,koffie,-987", "'amount' lies below 0"),
        ("costs", "vlam,A1,,2017,koffie,1.250", "'amount' may be in thousands"),
        ("referrals", "secret,vlam,m,s,2017-09-25,2017-09-20,,,", "'asked' is dated before an earlier stage"),
        ("costs", "vlam,A1,,2017,koffie,#REF!", "'amount' holds a formula"),
        ("goals", "secret,,,,g,,0,3", "'level' lies above 2"),
        ("goals", "secret,,,,g,,0.5,1", "'moment' is not a whole number"),
        ("timeline", "secret,2024-12-02,gossip,,yes,AB", "'kind' must be one of"),
        ("timeline", "secret,2024-12-02,visit,,perhaps,AB", "'consent' must be yes or no"),
    ],
)
def test_what_is_wrong_is_told_with_the_row_and_without_the_cell(pilot_of, kind, line, message):
    with pytest.raises(PilotsError, match=message) as error:
        getattr(actions, kind)(pilot_of(kind, line))
    assert "row 2" in str(error.value)
    assert not any(word in str(error.value) for word in ("secret", "987", "gossip", "perhaps"))


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("sessions", "A1,vlam,2017-09-25,,3,12"),
        ("participation", "k1,,,vlam,A1,2017-09-25,"),
        ("referrals", "f1,vlam,m,s,yes,,,,"),
        ("network", "p1,,,,,,"),
        ("goals", "p1,,,,g,,0,1"),
    ],
)
def test_a_row_that_stands_twice_is_told(pilot_of, kind, line):
    with pytest.raises(PilotsError, match="already stand in a row above") as error:
        getattr(actions, kind)(pilot_of(kind, line, line))
    assert "row 3" in str(error.value)


def test_a_slip_in_a_heading_is_told(pilot_of):
    with pytest.raises(PilotsError, match="Did you mean 'possible'"):
        actions.sessions(pilot_of("sessions", "A1,2017-09-25,3,12", head="action,date,present,posible"))


def test_many_rows_are_all_read(pilot_of):
    lines = [f"p{at},f{at // 2},parents,vlam,A{at % 9},2017-09-{at % 28 + 1:02d},1" for at in range(20_000)]
    assert actions.participation(pilot_of("participation", *lines))["person"].nunique() == 20_000


def test_another_word_for_a_surveyed_group_is_told(pilot_of):
    pilot = pilot_of("sessions", "A1,vlam,2017-09-25,ouders,3,12")
    survey = SurveySource(name="p", group="parents", codebook="p.xlsx", waves=[{"wave": 0, "file": "w.csv"}])
    with pytest.raises(PilotsError, match="Did you mean 'parents'"):
        actions.sessions(pilot.model_copy(update={"surveys": [survey]}))
