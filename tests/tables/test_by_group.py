from pilots import tables
from pilots.mixed.by_group import BY_GROUP
from pilots.vocabulary import frame

ROW = {
    "finding": "F1", "titles": {"nl": "Welkom"}, "by": "survey", "group": "parents", "survey": "parents", "variable": "climate",
    "statistic": "mean", "estimate": 3.5, "ci_low": 3.2, "ci_high": 3.8, "n": 40, "n_least": 40, "cases": 8, "base": 20,
}  # fmt: skip


def shown(pilot, *rows, **more):
    return tables.by_group(frame(BY_GROUP, [ROW | row for row in rows]), {}, pilot, **more)


def test_a_group_has_its_number_beside_its_conversations(pilot):
    cells = [said.replace("\N{NO-BREAK SPACE}", " ") for said in shown(pilot, {}).data.iloc[0]]
    assert cells == ["F1. Welkom", "Ouders", "3,50 (3,20 tot 3,80; n = 40)", "8 van de 20 gesprekken"]


def test_where_one_groups_conversations_are_not_counted_none_are(pilot):
    said = shown(pilot, {}, {"group": "staff", "cases": 2, "base": 9}).data.iloc[:, 3]
    assert said.tolist() == ["minder dan de helft van de 20 gesprekken", "minder dan de helft van de 9 gesprekken"]


def test_the_only_small_site_takes_another_with_it(pilot):
    sites = [{"by": "site", "group": name, "n": n, "n_least": n} for name, n in [("vlam", 4), ("prins", 20), ("x", 9)]]
    table = shown(pilot, *sites)
    assert [said.split(" ")[0] for said in table.data.iloc[:, 2]] == ["·", "3,50", "·"]
    assert any(note.startswith("·") for note in table.notes)


def test_a_group_that_neither_answered_nor_spoke_is_left_out(pilot):
    silent = {"group": "partners", "estimate": None, "cases": 0, "base": 0}
    assert shown(pilot, {}, silent).data["Groep"].tolist() == ["Ouders"]


def test_a_group_that_was_only_interviewed_stays(pilot):
    assert shown(pilot, {"estimate": None}).data.iloc[0, 2] == "niet gemeten"


def test_languages_are_called_by_name(pilot):
    assert shown(pilot, {"by": "language", "group": "ar"}, language="fr").data.iloc[0, 1] == "arabe"


def test_without_findings_the_table_says_so(pilot):
    assert "nog geen bevindingen" in shown(pilot).to_html()
