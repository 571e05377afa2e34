from pilots import tables
from pilots.qualitative.coder_grid import CONFUSION
from pilots.vocabulary import estimates, frame

ALPHA = {
    "variable": "all",
    "group": "all",
    "statistic": "krippendorff_alpha",
    "estimate": 0.78,
    "ci_low": 0.7,
    "ci_high": 0.9,
    "n": 1200,
}
PERCENT = {"variable": "all", "group": "all", "statistic": "percent_agreement", "estimate": 0.93, "n": 1200}
CODERS = {"variable": "all", "group": "all", "statistic": "coders", "estimate": 2, "n": 14}


def test_alpha_bears_percent_interval_and_what_the_whole_interval_allows(pilot):
    table = tables.agreement(estimates([PERCENT, ALPHA, CODERS]), pilot)
    assert table.data.iloc[0].tolist() == [
        "Alle thema's samen", "1.200", "93\N{NO-BREAK SPACE}%", "0,78", "0,70 tot 0,90", "onder voorbehoud tot betrouwbaar",
    ]  # fmt: skip
    assert table.notes[0].startswith("2 codeurs; 14 teksten")
    assert "Krippendorff (2019)" in table.notes[-1]


def test_without_interval_there_is_no_word(pilot):
    bare = {**ALPHA, "ci_low": None, "ci_high": None}
    assert tables.agreement(estimates([bare]), pilot).data.iloc[0].tolist()[-1] == "niet te zeggen"


def test_several_coefficients_and_pairs_of_coders_have_their_columns(pilot):
    rows = [ALPHA, {**ALPHA, "statistic": "gwet_ac"}, {**ALPHA, "group": "A & B"}]
    data = tables.agreement(estimates(rows), pilot).data
    assert data["Codeurs"].tolist() == ["Allen samen", "Allen samen", "A & B"]
    assert data["Coëfficiënt"].tolist() == ["Krippendorffs alfa", "Gwets AC", "Krippendorffs alfa"]


def test_a_coefficient_that_is_not_defined_says_why(pilot):
    none = {**ALPHA, "estimate": None, "method": "cannot tell: not defined, as only one value occurs"}
    assert "maar één waarde" in tables.agreement(estimates([none]), pilot).notes[-1]


def test_without_a_second_coder_the_table_says_so(pilot):
    assert "geen enkel gesprek" in tables.agreement(estimates(), pilot).to_html().casefold()
    assert "geen enkel gesprek" in tables.confusion(frame(CONFUSION), pilot).to_html().casefold()


def test_a_code_shows_what_stood_there_instead(pilot):
    found = frame(
        CONFUSION,
        [
            {"code": "Taal", "other": "Taal", "units": 6, "only": 4},
            {"code": "Taal", "other": "Onthaal", "units": 3, "only": 4},
            {"code": "Taal", "other": None, "units": 1, "only": 4},
        ],
    )
    assert tables.confusion(found, pilot).data.iloc[0].tolist() == [
        "Taal",
        "6",
        "4",
        "75\N{NO-BREAK SPACE}%",
        "Onthaal (3)",
    ]
