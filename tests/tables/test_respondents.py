import pandas as pd

from pilots import tables
from pilots.language import translate


def stages(**counts):
    rows = [
        {"survey": "parents", "group": "parents", "wave": 0, "stage": stage.replace("_", " "), "n": n}
        for stage, n in counts.items()
    ]
    return pd.DataFrame(rows).replace(
        {"stage": {"removed test": "removed: test response", "removed hasty": "removed: too fast"}}
    )


def column(table):
    return dict(table.data.iloc[:, :2].itertuples(index=False, name=None))


def test_no_count_of_people_below_the_threshold_is_shown(parents, pilot):
    shown = tables.respondents({"parents": parents}, pilot).data
    numbers = [int(cell) for row in shown.iloc[:, 2:].to_numpy() for cell in row if cell.isdigit()]
    assert [n for n in numbers if 0 < n < 5] == []


def test_a_small_school_can_not_be_computed_from_the_total_of_its_group(parents, pilot):
    totals = tables.respondents({"parents": parents}, pilot).data["Totaal"].tolist()
    assert totals == ["·", "·"]


def test_the_flow_shows_what_came_in_and_what_is_analysed(pilot):
    shown = column(tables.flow(stages(sent=60, received=50, removed_test=8, analysed=42), pilot))
    assert list(shown.values()) == ["60", "50", "8", "42"]


def test_a_rare_reason_can_not_be_computed_from_the_rest(pilot):
    shown = column(tables.flow(stages(received=50, removed_hasty=2, analysed=48), pilot))
    assert [shown[translate(stage, "nl")] for stage in ("received", "analysed")] == ["·", "48"]


def test_without_a_survey_the_table_says_so(pilot):
    empty = pd.DataFrame(columns=["survey", "group", "wave", "stage", "n"])
    assert "geen bevraging" in tables.flow(empty, pilot).to_html()
    assert "geen bevraging" in tables.respondents({}, pilot).to_html()


def test_a_group_below_the_threshold_is_not_counted_in_the_flow(pilot):
    shown = column(tables.flow(stages(sent=30, received=4, removed_test=0, analysed=4), pilot))
    assert list(shown.values()) == ["30", "·", "0", "·"]


def test_a_small_group_can_not_be_computed_from_who_was_removed(pilot):
    shown = column(tables.flow(stages(received=12, removed_test=8, analysed=4), pilot))
    assert list(shown.values()) == ["–", "·", "8", "·"]
