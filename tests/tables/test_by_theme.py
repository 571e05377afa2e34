from pilots import tables
from pilots.mixed.by_theme import BY_THEME
from pilots.vocabulary import frame

ROW = {
    "variable": "parents.climate", "code": "warm", "statistic": "mean", "spoke": 4.2, "spoke_low": 3.9, "spoke_high": 4.5, "n_spoke": 12,
    "silent": 3.1, "silent_low": 2.7, "silent_high": 3.5, "n_silent": 9, "difference": 1.1, "ci_low": 0.6, "ci_high": 1.6,
    "verdict": "higher", "reason": "",
}  # fmt: skip


def shown(pilot, parents, *rows, **more):
    return tables.by_theme(frame(BY_THEME, [ROW | row for row in rows]), {"parents": parents}, pilot, **more)


def test_both_sides_and_the_difference_bear_their_interval(pilot, parents):
    cells = [said.replace("\N{NO-BREAK SPACE}", " ") for said in shown(pilot, parents, {}).data.iloc[0]]
    assert cells[1:] == ["warm", "4,20 (3,90 tot 4,50; n = 12)", "3,10 (2,70 tot 3,50; n = 9)", "+1,10 (0,60 tot 1,60)", "hoger"]  # fmt: skip


def test_a_difference_in_shares_is_told_in_percentage_points(pilot, parents):
    share = {
        "statistic": "share",
        "spoke": 0.5,
        "silent": 0.5,
        "n_spoke": 12,
        "n_silent": 12,
        "difference": -0.1,
        "ci_low": -0.4,
        "ci_high": 0.2,
    }
    assert shown(pilot, parents, share).data.iloc[0, 4] == "−10 procentpunt (−40 tot 20)"


def test_a_theme_of_few_on_one_side_is_left_out_with_both_sides(pilot, parents):
    table = shown(pilot, parents, {}, {"code": "rare", "n_spoke": 4})
    assert table.data.iloc[:, 1].tolist() == ["warm"]
    assert any("minder dan 5 gekoppelde" in note for note in table.notes)
    assert "rare" not in table.to_html()


def test_where_all_are_of_few_the_table_says_so(pilot, parents):
    assert "Te weinig gesprekken" in shown(pilot, parents, {"n_silent": 2}).to_html()


def test_without_links_the_table_says_so(pilot, parents):
    assert "Geen enkel gesprek" in shown(pilot, parents).to_html()


def test_it_speaks_french(pilot, parents):
    assert "plus haut" in shown(pilot, parents, {}, language="fr").data.to_string()


def test_what_is_held_back_is_not_in_its_provenance(pilot, parents):
    with_few = shown(pilot, parents, {}, {"code": "rare", "n_spoke": 4}).provenance
    assert with_few.data_hash == shown(pilot, parents, {}).provenance.data_hash


def test_how_few_conversations_are_not_linked_is_not_told(pilot, parents):
    few = shown(pilot, parents, {"all_spoke": 14, "all_silent": 9})
    assert "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}·" in few.data.iloc[0, 2]
    share = {"statistic": "share", "spoke": 0.5, "silent": 0.5, "n_spoke": 12, "n_silent": 12}
    assert shown(pilot, parents, share | {"all_spoke": 14}).data.empty
