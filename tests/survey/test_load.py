"""A raw survey in the words of its codebook."""

import stat
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pilots import codebook
from pilots.errors import PilotsError
from pilots.pilot import Pilot
from pilots.survey.keys import read_keys
from pilots.survey.load import load_raw
from pilots.workbook import Sheet, write

CHOICES = pd.DataFrame(
    [
        ("agree", "1", "helemaal oneens", "pas du tout d'accord"),
        ("agree", "2", "oneens", "pas d'accord"),
        ("agree", "3", "eens", "d'accord"),
        ("when", "am", "Voormiddag", "Avant-midi"),
        ("when", "pm", "Namiddag; avond", "Après-midi"),
        ("when", "other", "Andere", "Autre"),
        ("yn", "Y", "ja", "oui"),
        ("yn", "N", "nee", "non"),
    ],
    columns=["list_name", "name", "label::nl", "label::fr"],
)
SURVEY = pd.DataFrame(
    [
        ("select_one yn", "consent", "consent", "", "", "Ik doe mee"),
        ("select_one agree", "welcome", "", "climate[SQ001]", "", "Ik voel mij welkom."),
        ("select_multiple when", "moments", "", "", "", "Wanneer kan u komen?"),
        ("text", "moments_other", "", "moments[other]", "", "Welk ander moment?"),
        ("integer", "age", "quasi-identifier", "", "", "Hoe oud bent u?"),
        ("text", "phone", "identifier", "", "", "Uw telefoonnummer"),
        ("text", "code", "link code", "", "", "Uw code"),
    ],
    columns=["type", "name", "role", "heading", "wave", "label::nl"],
)
LIMESURVEY = """id,submitdate,lastpage,startlanguage,startdate,ipaddr,consent,climate[SQ001],moments[am],moments[pm],moments[other],age,phone,code
7,2018-05-02 10:10:00,3,nl,2018-05-02 10:00:00,192.0.2.1,Y,3,Y,,,041,0474 00 00 01,MA07
8,,1,fr,2018-05-02 11:00:00,192.0.2.2,Y,,,,,,,
9,2018-05-03 10:10:00,3,fr,2018-05-03 10:00:00,,Y,1,,,le soir,,,ma07
"""

Make = Callable[..., Pilot]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a pilot with one survey; files by name, a wave a file."""

    def made(files: dict[str, str | list[list[object]]], survey: pd.DataFrame = SURVEY, extra: str = "") -> Pilot:
        folder = tmp_path / "data" / "raw" / "here"
        folder.mkdir(parents=True, exist_ok=True)
        codebook.build(survey, CHOICES).write(folder / "codebook.xlsx")
        lines = ['name = "here"', 'title = "Here"', "synthetic = true", "[[surveys]]", 'name = "parents"']
        lines += ['group = "parents"', 'codebook = "codebook.xlsx"', extra]
        for wave, (name, content) in enumerate(files.items()):
            if isinstance(content, str):
                (folder / name).write_text(content, encoding="utf-8")
            else:
                write(folder / name, [Sheet("Sheet1", pd.DataFrame(content[1:], columns=content[0]))])
            lines += ["[[surveys.waves]]", f"wave = {wave}", f'file = "{name}"']
        (folder / "pilot.toml").write_text("\n".join(lines), encoding="utf-8")
        return Pilot.read(folder / "pilot.toml")

    return made


def test_columns_are_those_about_the_answering_and_the_codebooks(make: Make) -> None:
    responses = load_raw(make({"w0.csv": LIMESURVEY}), "parents").responses
    assert list(responses.columns[8:12]) == ["consent", "welcome", "moments/am", "moments/pm"]
    assert responses.loc[0, ["respondent_id", "wave", "language", "age"]].tolist() == ["w0-7", 0, "nl", "041"]


def test_limesurvey_ticks_become_one_and_zero_and_nothing_where_nothing_was_answered(make: Make) -> None:
    responses = load_raw(make({"w0.csv": LIMESURVEY}), "parents").responses
    ticks = responses[["moments/am", "moments/pm", "moments/other"]].astype("object").where(lambda f: f.notna(), None)
    assert ticks.to_numpy().tolist() == [["1", "0", "0"], [None, None, None], ["0", "0", "1"]]
    assert responses["moments_other"].dropna().tolist() == ["le soir"]


def test_seconds_are_told_by_start_and_submission(make: Make) -> None:
    assert load_raw(make({"w0.csv": LIMESURVEY}), "parents").responses["seconds"].dropna().tolist() == ["600", "600"]


def test_moments_with_parts_of_a_second_are_told_in_whole_seconds(make: Make) -> None:
    precise = LIMESURVEY.replace("2018-05-02 10:10:00", "2018-05-02 10:10:00.712")
    assert load_raw(make({"w0.csv": precise}), "parents").responses["seconds"].dropna().tolist() == ["601", "600"]


def test_identifiers_go_to_the_key_file_and_only_there(make: Make) -> None:
    pilot = make({"w0.csv": LIMESURVEY})
    responses = load_raw(pilot, "parents").responses
    keys = read_keys(pilot, "parents")
    assert not responses.isin(["0474 00 00 01", "192.0.2.1", "MA07"]).any(axis=None)
    assert set(keys["value"]) == {"0474 00 00 01", "192.0.2.1", "192.0.2.2", "MA07", "ma07"}


def test_key_file_is_for_its_owner_alone(make: Make) -> None:
    pilot = make({"w0.csv": LIMESURVEY})
    load_raw(pilot, "parents")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [pilot.keys, *pilot.keys.iterdir()]}
    assert modes == {"here": 0o700, "parents.csv": 0o600, "pseudonyms.key": 0o600}


def test_same_link_code_gives_the_same_pseudonym_however_written(make: Make) -> None:
    codes = load_raw(make({"w0.csv": LIMESURVEY}), "parents").responses["code"]
    assert codes[0] == codes[2]
    assert codes[0].startswith("p-")


def test_qualtrics_labels_and_unfinished(make: Make) -> None:
    survey = SURVEY.assign(heading=["Q1", "Q2_1", "Q3", "Q3_3_TEXT", "Q4", "Q5", "Q6"])
    choices = "Q3_am,Q3_pm,Q3_other,Q3_3_TEXT"
    head = f"StartDate,EndDate,Status,Progress,Finished,ResponseId,Q1,Q2_1,{choices},Q4,Q5,Q6\n"
    ids = ",".join(f"\"{{'ImportId': 'x{number}'}}\"" for number in range(15)) + "\n"
    rows = (
        "2018-05-02 10:00:00,2018-05-02 10:05:00,Survey Preview,100,True,R_1,Ja,Helemaal  oneens,,Namiddag; avond,Andere,laat,40,,\n"
        "2018-05-02 10:00:00,2018-05-02 10:01:00,0,20,False,R_2,oui,d’accord,,,,,,,\n"
    )
    responses = load_raw(make({"w0.csv": head + head + ids + rows}, survey), "parents").responses
    assert responses["consent"].tolist() == ["Y", "Y"]
    assert responses["welcome"].tolist() == ["1", "3"]
    assert responses.loc[0, ["moments/am", "moments/pm", "moments/other", "moments_other"]].tolist() == [
        "0",
        "1",
        "1",
        "laat",
    ]
    assert responses["submitted"].notna().tolist() == [True, False]


def test_forms_labels_joined_by_semicolons(make: Make) -> None:
    heads = ["ID", "Start time", "Completion time", "Email", "Name", *SURVEY["label::nl"].drop(3)]
    times = ["2018-05-02 10:00:00", "2018-05-02 10:02:00", "anonymous", None]
    rows = [
        ["1", *times, "ja", "Eens", "Namiddag; avond;Voormiddag;", "40", None, None],
        ["2", *times, "nee", "oneens", "Voormiddag;na de school;", None, None, None],
    ]
    survey = SURVEY.assign(heading="")
    responses = load_raw(make({"w0.xlsx": [heads, *rows]}, survey), "parents").responses
    assert responses[["moments/am", "moments/pm", "moments/other"]].to_numpy().tolist() == [
        ["1", "1", "0"],
        ["1", "0", "1"],
    ]
    assert responses["moments_other"].dropna().tolist() == ["na de school"]
    assert responses["seconds"].tolist() == ["120", "120"]


def test_waves_stand_below_each_other(make: Make) -> None:
    survey = load_raw(make({"w0.csv": LIMESURVEY, "w1.csv": LIMESURVEY}), "parents")
    assert survey.responses["respondent_id"].tolist() == ["w0-7", "w0-8", "w0-9", "w1-7", "w1-8", "w1-9"]
    assert survey.waves == (0, 1)


def test_what_was_not_asked_in_a_wave_is_said(make: Make) -> None:
    later = SURVEY.assign(wave=["", "", "", "", "1", "", ""])
    first = "\n".join(
        line.rsplit(",", 3)[0] + "," + ",".join(line.rsplit(",", 2)[1:]) for line in LIMESURVEY.split("\n") if line
    )
    survey = load_raw(make({"w0.csv": first, "w1.csv": LIMESURVEY}, later), "parents")
    asked = survey.missing.groupby("variable")["reason"].agg(list)
    assert asked.to_dict() == {"age": ["not asked"] * 3}


def test_mismatch_is_told_at_once_in_both_directions(make: Make) -> None:
    pilot = make({"w0.csv": LIMESURVEY.replace(",age,", ",agee,")})
    with pytest.raises(PilotsError) as caught:
        load_raw(pilot, "parents")
    message = str(caught.value)
    assert message.startswith("2 problems")
    assert "the column 'agee' is not in the codebook. Did you mean 'age'?" in message
    assert "the variable 'age' is in no column of w0.csv. Did you mean 'agee'?" in message


def test_an_empty_strange_column_is_no_problem(make: Make) -> None:
    lines = [line + ("," if number else ",strange") for number, line in enumerate(LIMESURVEY.strip().split("\n"))]
    assert len(load_raw(make({"w0.csv": "\n".join(lines)}), "parents").responses) == 3


def test_double_ids_are_named_by_their_rows(make: Make) -> None:
    with pytest.raises(PilotsError, match="rows 2, 3"):
        load_raw(make({"w0.csv": LIMESURVEY.replace("\n8,", "\n7,")}), "parents")


def test_double_ids_in_a_column_of_the_codebook_are_named_too(make: Make) -> None:
    more = {
        "type": "text",
        "name": "number",
        "role": "identifier",
        "heading": "Volgnummer",
        "wave": "",
        "label::nl": "",
    }
    survey = pd.concat([SURVEY.tail(1), pd.DataFrame([more])], ignore_index=True)
    with pytest.raises(PilotsError, match="rows 2, 3"):
        load_raw(make({"w0.csv": "Volgnummer,code\n7,a\n7,b\n8,c\n"}, survey), "parents")


def test_problems_of_all_files_are_told_and_none_is_an_answer(make: Make) -> None:
    with pytest.raises(PilotsError) as caught:
        load_raw(make({"w0.csv": LIMESURVEY.replace("\n8,", "\n7,"), "w1.csv": "age\nzestig\n"}), "parents")
    assert "w0.csv: respondents' ids" in str(caught.value)
    assert "is in no column of w1.csv" in str(caught.value)
    assert "zestig" not in str(caught.value)


def test_a_text_beside_other_without_a_variable_is_not_lost_in_silence(make: Make) -> None:
    with pytest.raises(PilotsError, match="'moments' holds answers that are none of its choices, in 1 rows: 4"):
        load_raw(make({"w0.csv": LIMESURVEY}, SURVEY.drop(index=3)), "parents")


def test_an_id_that_identifies_becomes_a_pseudonym(make: Make) -> None:
    row = pd.DataFrame([("text", "id", "identifier", "", "", "Naam")], columns=SURVEY.columns)
    plain = "id;welcome\nAnn Peeters;3\n007;1\n"
    pilot = make({"w0.csv": plain}, pd.concat([row, SURVEY.iloc[[1]].assign(heading="")]))
    responses = load_raw(pilot, "parents").responses
    assert responses["respondent_id"].str.startswith("w0-p-").all()
    assert read_keys(pilot, "parents")["value"].tolist() == ["Ann Peeters", "007"]


def test_a_strangers_plain_table_with_id_and_language(make: Make) -> None:
    survey = pd.DataFrame(
        [("text", "id", "identifier", ""), ("text", "language", "technical", ""), ("select_one agree", "q1", "", "")],
        columns=["type", "name", "role", "heading"],
    )
    responses = load_raw(make({"w0.csv": "ID\tlanguage\tq1\nx1\tnl\tEENS\n"}, survey), "parents").responses
    assert list(responses.columns).count("language") == 1
    assert responses.loc[0, ["language", "q1"]].tolist() == ["nl", "3"]


def test_site_variable_must_be_in_the_codebook(make: Make) -> None:
    with pytest.raises(PilotsError, match="site_variable of survey 'parents' names 'school'"):
        load_raw(make({"w0.csv": LIMESURVEY}, extra='site_variable = "school"'), "parents")


def test_nothing_answered_at_all_is_kept(make: Make) -> None:
    assert load_raw(make({"w0.csv": LIMESURVEY}), "parents").responses["respondent_id"].tolist() == [
        "w0-7",
        "w0-8",
        "w0-9",
    ]
