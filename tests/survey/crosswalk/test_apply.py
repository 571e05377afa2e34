"""Files in the words of the codebook."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.survey.crosswalk.conftest import FORMS, PLAIN, ROWS

from pilots import vocabulary
from pilots.codebook import Codebook
from pilots.errors import PilotsError, Problems
from pilots.pilot import Pilot, Wave
from pilots.survey import load_raw
from pilots.survey.crosswalk import Crosswalk, Rule
from pilots.survey.flow import flow
from pilots.survey.headings import Match
from pilots.survey.read import Reading
from pilots.survey.store import load
from pilots.survey.survey import Survey

Make = Callable[..., Pilot]


@pytest.fixture
def raw(make: Make) -> Survey:
    return load_raw(make(), "parents")


def wrong(pilot: Pilot) -> list[str]:
    try:
        load_raw(pilot, "parents")
    except Problems as problems:
        return [str(problem).rpartition("/")[2] for problem in problems.problems]
    except PilotsError as problem:
        return [str(problem).rpartition("/")[2]]
    return []


def test_two_files_of_a_wave_become_one_survey(raw: Survey) -> None:
    assert raw.responses["respondent_id"].tolist() == [
        "w0-vlam-1",
        "w0-vlam-2",
        "w0-vlam-3",
        "w0-prins-1",
        "w0-prins-2",
    ]
    assert raw.waves == (0,)


def test_answers_get_the_codes_of_the_codebook(raw: Survey) -> None:
    assert raw.responses["welcome"].fillna("").tolist() == ["2", "", "1", "2", "1"]


def test_answers_joined_in_a_cell_too(raw: Survey) -> None:
    assert raw.responses["moments/am"].fillna("").tolist() == ["1", "1", "", "1", "0"]
    assert raw.responses["moments/pm"].fillna("").tolist() == ["1", "0", "", "0", "1"]


def test_answers_that_are_none_have_their_reason(raw: Survey) -> None:
    assert raw.missing.values.tolist() == [
        ["w0-vlam-2", "welcome", "don't know"],
        ["w0-vlam-1", "children", "refused"],
        ["w0-prins-1", "children", "not asked"],
        ["w0-prins-2", "children", "not asked"],
    ]


def test_each_response_knows_its_language_and_site(raw: Survey) -> None:
    assert raw.responses["language"].tolist() == ["fr", "fr", "fr", "nl", "nl"]
    assert raw.site().tolist() == ["vlam", "vlam", "vlam", "prins", "prins"]


def test_processed_ids_keep_their_source_and_what_was_sent_adds_up(make: Make) -> None:
    pilot = make()
    survey = load(pilot, "parents")
    raw = load_raw(pilot, "parents")

    assert survey.responses["respondent_id"].str.match(r"w0-(vlam|prins)-\d$").all()
    assert flow(raw, survey, pilot).query("stage == 'sent'")["n"].tolist() == [10, 5]


def test_what_somebody_typed_as_number_becomes_a_pseudonym_with_its_source(make: Make) -> None:
    ids = load(make(PLAIN.replace("\n1,", "\nan-peeters,")), "parents").responses["respondent_id"]

    assert ids.iloc[3].startswith("w0-prins-p-")


def test_a_csv_does_as_well(make: Make, raw: Survey) -> None:
    lines = ["source;variable;from;to;missing"]
    lines += [f"{source};;{old};{new};" for source, old, new in ROWS["variables"]]
    lines += [";".join(row) for row in ROWS["values"]]
    again = load_raw(make(csv="\n".join(lines)), "parents")

    pd.testing.assert_frame_equal(again.responses, raw.responses)


def test_a_column_can_be_left_out(make: Make) -> None:
    pilot = make(
        PLAIN.replace("remark", "intern"),
        variables=[*ROWS["variables"], ("prins", "intern", ""), ("prins", "", "remark")],
    )

    assert wrong(pilot) == []


def test_columns_of_which_somebody_filled_in_two_can_not_become_one(make: Make) -> None:
    assert wrong(make(PLAIN.replace("eens,,am", "eens,oneens,am"))) == [
        "prins.csv: w0-prins: 2 columns become 'welcome', but 1 respondents filled in more than one. See rows 2. "
        "Only columns of which everyone filled in one can become one variable."
    ]


def test_a_column_can_not_become_one_that_stays(make: Make) -> None:
    assert wrong(make(PLAIN.replace("taal", "moments")))[:1] == [
        "prins.csv: 'moment' can't become 'moments': prins.csv has a column of that name. "
        "Map that column too, or leave it out with an empty `to`."
    ]


def test_what_a_file_lacks_is_told_with_its_row(make: Make) -> None:
    pilot = make(variables=[*ROWS["variables"], ("prins", "remarc", "remark"), ("", "nergens", "remark")])

    assert wrong(pilot) == [
        "crosswalk.xlsx, sheet variables, row 10: prins.csv has no column 'remarc'. Did you mean 'remark'?",
        "crosswalk.xlsx, sheet variables, row 11: no file of the survey has a column 'nergens'. `pilots inspect` shows the columns of a file.",
    ]


def test_words_for_no_answer_in_a_text_leave_their_reason(make: Make) -> None:
    pilot = make(PLAIN.replace("goed", "-"), values=[*ROWS["values"], ("prins", "remark", "-", "", "refused")])
    raw = load_raw(pilot, "parents")

    assert raw.responses["remark"].isna().tolist() == [False, True, False, True, True]
    assert ["w0-prins-2", "remark", "refused"] in raw.missing.values.tolist()


def test_the_crosswalk_knows_better_than_the_tool_why_there_is_no_answer(book: Codebook) -> None:
    answers = pd.DataFrame({"welcome": pd.Series(["9", "8", "2"], index=[2, 3, 4], dtype="str")})
    heads = pd.DataFrame({"variable": ["welcome"], "heading": "welcome", "label": "", "kind": "question"}, dtype="str")
    told = vocabulary.missing({"respondent_id": row, "variable": "welcome", "reason": "invalid"} for row in ("2", "3"))
    reading = Reading(Path("a.sav"), "spss", "made here", answers, heads, missing=told)
    rules = [Rule("row 2", "", "welcome", "9", "", "refused"), Rule("row 3", "", "welcome", "8", "1")]
    mapped = (
        Crosswalk.of(rules).recode(reading, Match({"welcome": "welcome"}), Wave(wave=0, file="a.sav"), book).reading
    )

    assert mapped.responses["welcome"].fillna("").tolist() == ["", "1", "2"]
    assert mapped.missing.values.tolist() == [["2", "welcome", "refused"]]


def test_the_file_itself_is_not_touched(make: Make) -> None:
    pilot = make()
    before = (pilot.folder / "vlam.xlsx").read_bytes()
    load(pilot, "parents")

    assert (pilot.folder / "vlam.xlsx").read_bytes() == before
    assert FORMS.shape == (3, 8)
