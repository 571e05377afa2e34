"""The workbook of actions is read, or all that is wrong with it told at once."""

import pandas as pd
import pytest

from pilots import actions, codebook
from pilots.errors import PilotsError, Problems, ReadError
from pilots.pilot import Pilot
from pilots.workbook import Sheet, read_sheets, write

WRONG = [
    ("actions", 1, "needs", "N9", "unknown need 'N9'"),
    ("actions", 1, "impact", "6", "outside 1 to 5"),
    ("actions", 1, "effort", "much", "not a number"),
    ("actions", 1, "start", "in autumn", "not a date"),
    ("actions", 0, "end", "2016-01-01", "ends before it starts"),
    ("actions", 1, "chosen", "perhaps", "yes or no"),
    ("actions", 1, "action", "A1", "already stands"),
    ("votes", 0, "action", "A9", "unknown action 'A9'"),
    ("votes", 0, "group", "parent", "unknown group 'parent'"),
    ("votes", 0, "group", "ouders", "unknown group 'ouders'. Did you mean 'parents'"),
    ("votes", 0, "group", "neighbours", "unknown group 'neighbours'"),
    ("cycles", 0, "agreed_by", "ouder", "unknown group 'ouder'. Did you mean 'parents'"),
    ("votes", 0, "points", "-1", "lies below 0"),
    ("votes", 1, "action", "A1", "already stands"),
    ("indicators", 0, "action", "A9", "unknown action 'A9'"),
    ("indicators", 0, "measure", "scale:staff.welcome", "unknown measure"),
    ("indicators", 0, "site", "elsewhere", "unknown site"),
    ("indicators", 0, "direction", "sideways", "'direction' must be one of"),
    ("cycles", 0, "action", "A9", "unknown action 'A9'"),
    ("cycles", 0, "step", "dream", "'step' must be one of"),
    ("cycles", 0, "date", "31/02/2018", "not a date"),
    ("needs", 1, "kind", "wish", "'kind' must be one of"),
    ("needs", 1, "need", "", "there is no need. Fill in 'need'"),
    ("votes", 0, "action", "", "'action' is empty"),
    ("votes", 0, "group", "", "'group' is empty"),
    ("votes", 0, "points", "1.250", "'points' may be in thousands"),
    ("indicators", 0, "target", "#N/A", "'target' holds a formula without a value"),
]


def test_a_pilot_without_actions_has_an_empty_plan():
    plan = actions.load(Pilot(name="a", title="A", synthetic=True))
    assert plan.votes.columns.tolist() == ["voter", "group", "action", "points", "form", "impact", "effort"]


def test_texts_are_kept_by_language(pilot_with):
    plan = actions.load(pilot_with())
    assert plan.needs["titles"].tolist() == [{"nl": "Welkom", "fr": "Accueil"}, {"nl": "Taal"}]
    assert plan.actions["titles"].tolist() == [{"nl": "Koffie"}, {"nl": "Tolken"}]


def test_cells_become_dates_numbers_and_lists(pilot_with):
    plan = actions.load(pilot_with())
    first = plan.actions.iloc[0]
    assert (first["start"], first["end"]) == (pd.Timestamp("2017-09-25"), pd.Timestamp("2018-06-30"))
    assert plan.indicators["baseline"].tolist() == [3.2]
    assert plan.actions["needs"].tolist() == [("N1",), ("N1", "N2")]
    assert (plan.actions["chosen"].tolist(), plan.cycles["adjusted"].tolist()) == ([True, False], [True])


@pytest.mark.parametrize(("sheet", "row", "column", "value", "message"), WRONG)
def test_what_is_wrong_is_told_with_sheet_and_row(pilot_with, sheet, row, column, value, message):
    with pytest.raises(PilotsError, match=message) as error:
        actions.load(pilot_with((sheet, row, column, value)))
    assert f"sheet {sheet}, row {row + 2}" in str(error.value)


def test_a_target_that_may_be_thousands_is_told(pilot_with):
    with pytest.raises(PilotsError, match="'target' may be in thousands"):
        actions.load(pilot_with(("indicators", 0, "target", "1.250"), ("indicators", 0, "measure", "count")))


def test_a_share_in_percent_is_told(pilot_with):
    with pytest.raises(PilotsError, match=r"'target' lies below 1 while the unit is %. Write 80 for 80 %"):
        actions.load(pilot_with(("indicators", 0, "target", "0.8"), ("indicators", 0, "unit", "%")))


def test_the_mean_of_a_scale_may_have_three_decimals(pilot_with):
    assert actions.load(pilot_with(("indicators", 0, "target", "3.125"))).indicators["target"].tolist() == [3.125]


def test_all_problems_are_told_at_once(pilot_with):
    with pytest.raises(Problems) as error:
        actions.load(pilot_with(("votes", 0, "action", "A9"), ("cycles", 0, "date", "soon")))
    assert len(error.value.problems) == 2


@pytest.mark.parametrize("name", ["votes", "indicators", "cycles"])
def test_a_sheet_may_be_left_out(pilot_with, name):
    assert getattr(actions.load(pilot_with(leave_out=name)), name).empty


def test_a_misspelt_heading_is_told(pilot_with):
    with pytest.raises(PilotsError, match="unknown column 'starts'"):
        actions.load(pilot_with(("cycles", 0, "starts", "2017-09-04")))


def test_a_missing_workbook_is_told(pilot_with):
    pilot = pilot_with()
    pilot.path("actions.xlsx").unlink()
    with pytest.raises(ReadError, match="missing"):
        actions.load(pilot)


def test_prose_holds_no_address_or_number(pilot_with):
    plan = actions.load(pilot_with(("cycles", 0, "reason::nl", "Bel 0470 12 34 56 of schrijf an@voorbeeld.be")))
    assert "0470" not in plan.cycles["reason"][0]["nl"]
    assert "@" not in plan.cycles["reason"][0]["nl"]


def test_a_group_that_was_never_surveyed_may_vote_when_several_do(pilot_with):
    pilot = pilot_with(
        ("votes", 0, "group", "neighbours"), ("votes", 1, "group", "neighbours"), ("votes", 1, "voter", "2")
    )
    assert set(actions.load(pilot).votes["group"]) == {"neighbours"}


def test_another_word_for_a_surveyed_group_is_no_group_of_its_own(pilot_with):
    with pytest.raises(Problems, match="Did you mean 'parents'"):
        actions.load(
            pilot_with(("votes", 0, "group", "Ouders"), ("votes", 1, "group", "Ouders"), ("votes", 1, "voter", "2"))
        )


def test_a_scale_that_the_codebook_lacks_is_no_measure(pilot_with):
    pilot = pilot_with(("indicators", 0, "measure", "scale:parents.welcom"))
    variables = pd.DataFrame({"type": ["integer"], "name": ["q1"]})
    book = codebook.build(variables, pd.DataFrame(), pd.DataFrame({"scale": ["welcome"], "items": ["q1"]}))
    book.write(pilot.path("parents.xlsx"))
    with pytest.raises(PilotsError, match=r"unknown measure.*Did you mean 'scale:parents.welcome'"):
        actions.load(pilot)


def test_a_group_that_was_not_surveyed_may_agree_under_its_usual_name(pilot_with):
    plan = actions.load(pilot_with(("cycles", 0, "agreed_by", "parents, staff")))
    assert plan.cycles["agreed_by"].tolist() == [("parents", "staff")]


RATED = {"round": "1", "voter": "1", "group": "parents", "action": "A1", "rating": "8", "levels": "9"}
DECIDED = {"decision": "D1", "date": "2017-06-15", "what": "Wat eerst", "group": "parents", "invited": "40", "present": "20", "decided": "yes"}  # fmt: skip


@pytest.fixture
def more(pilot_with):
    """The workbook with other sheets in it: more(delphi=[...], decisions=[...])."""

    def make(**sheets):
        pilot = pilot_with()
        given = {name: table.fillna("") for name, table in read_sheets(pilot.path("actions.xlsx")).items()}
        given |= {name: pd.DataFrame(rows) for name, rows in sheets.items()}
        write(pilot.path("actions.xlsx"), [Sheet(name, table.astype("str")) for name, table in given.items()])
        return actions.load(pilot)

    return make


def test_delphi_rounds_and_decisions_are_read(more):
    plan = more(delphi=[RATED, RATED | {"round": "2"}], decisions=[DECIDED])
    assert plan.delphi["rating"].tolist() == [8, 8]
    assert plan.decisions.iloc[0][["invited", "present", "decided"]].tolist() == [40, 20, True]


@pytest.mark.parametrize(
    ("sheet", "row", "message"),
    [
        ("delphi", RATED | {"rating": "10"}, "'rating' lies above 'levels'"),
        ("delphi", RATED | {"action": "A9"}, "unknown action 'A9'"),
        ("delphi", RATED | {"group": "ouders"}, "Did you mean 'parents'"),
        ("decisions", DECIDED | {"present": "41"}, "more were present than invited"),
        ("decisions", DECIDED | {"group": "teem"}, "unknown group 'teem'"),
        ("needs", {"need": "N1", "framework": "blocks.scool"}, "Did you mean 'blocks.school'"),
    ],
)
def test_what_can_not_be_in_a_round_or_decision_is_told(more, sheet, row, message):
    with pytest.raises(PilotsError, match=message) as error:
        more(**{sheet: [row]})
    assert f"sheet {sheet}, row 2" in str(error.value)


def test_a_group_votes_in_one_form(more):
    votes = [
        {"voter": "1", "group": "parents", "action": "A1", "points": "1", "form": form} for form in ("dots", "ranks")
    ]
    with pytest.raises(PilotsError, match="more than one form"):
        more(votes=[votes[0], votes[1] | {"voter": "2"}])


def test_a_related_action_may_stand_in_the_register_of_others(pilot_with):
    assert actions.load(pilot_with(("actions", 0, "related", "A2 A20030"))).actions["related"][0] == ("A2", "A20030")
    with pytest.raises(PilotsError, match="unknown action 'A7'"):
        actions.load(pilot_with(("actions", 0, "related", "A7")))


def test_an_unknown_material_is_told_with_the_nearest(pilot_with):
    with pytest.raises(PilotsError, match=r"Did you mean 'catalogue\.ubuntu'"):
        actions.load(pilot_with(("actions", 0, "catalogue", "catalogue.ubunto")))


def test_a_name_in_the_wrong_column_is_not_repeated(pilot_with):
    with pytest.raises(PilotsError, match=r"unknown action '\[naam\]'"):
        actions.load(pilot_with(("actions", 0, "related", "Fatima")))


def test_a_name_beside_a_number_in_a_register_is_taken_out(pilot_with):
    plan = actions.load(pilot_with(("actions", 0, "register", "A20031, Fatima Yilmaz")))
    assert plan.actions["register"][0] == "A20031, [naam]"


@pytest.mark.parametrize(("sheet", "column"), [("needs", "need"), ("needs", "findings"), ("cycles", "cycle")])
def test_a_name_is_no_id_that_is_shown(pilot_with, sheet, column):
    try:
        said = getattr(actions.load(pilot_with((sheet, 0, column, "Fatima"))), sheet).to_csv()
    except PilotsError as error:
        said = str(error)
    assert "Fatima" not in said


def only(pilot):
    with pytest.raises(PilotsError) as error:
        actions.load(pilot)
    (problem,) = error.value.each
    return str(problem).partition("actions.xlsx")[2]


def rewritten(pilot, change):
    path = pilot.path(pilot.actions)
    sheets = change(read_sheets(path))
    write(path, [Sheet(name, table) for name, table in sheets.items()])
    return pilot


@pytest.mark.parametrize(
    ("heading", "mend"), [("actie", "Rename 'actie' to 'action'"), ("x", "Row 1 has other headings")]
)
def test_a_missing_key_is_one_problem(pilot_with, heading, mend):
    pilot = rewritten(pilot_with(), lambda it: it | {"actions": it["actions"].rename(columns={"action": heading})})
    assert only(pilot) == f", sheet actions: there is no column 'action'. {mend}."


def test_headings_below_row_1_are_one_problem(pilot_with):
    def lower(sheets):
        table = sheets["actions"]
        rows = [list(table.columns), *table.fillna("").to_numpy().tolist()]
        return sheets | {"actions": pd.DataFrame(rows, columns=["Onze acties", *["" for _ in table.columns[1:]]])}

    assert "there is no column 'action'. The headings stand in row 2" in only(rewritten(pilot_with(), lower))


def test_a_sheet_under_another_name_is_one_problem(pilot_with):
    pilot = rewritten(pilot_with(), lambda it: {{"actions": "acties"}.get(name, name): it[name] for name in it})
    assert only(pilot) == ": unknown sheet 'acties'. Did you mean 'actions'?"


def test_a_sheet_that_others_need_is_one_problem(pilot_with):
    assert (
        only(pilot_with(leave_out="actions"))
        == ", sheet actions: there is no such sheet. Add it: other rows name its actions."
    )


def test_another_workbook_is_one_problem(pilot_with):
    pilot = rewritten(pilot_with(), lambda it: {"findings": it["needs"], "quotes": it["votes"]})
    assert "none of the sheets" in only(pilot)


def test_an_id_that_stands_twice_is_one_problem(pilot_with):
    assert "already stands" in only(pilot_with(("actions", 1, "action", "A1")))
