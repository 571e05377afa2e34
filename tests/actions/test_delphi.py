"""Consensus and stability of Delphi rounds, kept apart, by the published rules."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.actions import ActionPlan
from pilots.actions.delphi import delphi, panel
from pilots.errors import PilotsError


def rated(*rounds, levels=9):
    """Ratings of one action, a list a round; the same voter at the same place, None for who was not there."""
    rows = [
        {"round": number, "voter": str(voter), "group": "staff" if voter % 2 else "parents", "action": "A1",
         "rating": float(rating), "levels": levels}
        for number, ratings in enumerate(rounds, 1)
        for voter, rating in enumerate(ratings)
        if rating is not None
    ]  # fmt: skip
    return ActionPlan(delphi=pd.DataFrame(rows))


def last(*rounds, levels=9, rule="diamond2014"):
    return delphi(rated(*rounds, levels=levels), rule=rule).iloc[-1]


def test_in_favour_is_7_to_9_of_9_and_4_and_5_of_5():
    assert last([6, 7, 8, 9])["agreeing"] == 3
    assert last([1, 2, 3, 4, 5], levels=5)["agreeing"] == 2


def test_three_quarters_in_one_third_are_consensus_after_diamond():
    assert last([7, 8, 9, 3])["consensus"] == "in favour"
    assert last([7, 8, 3, 4])["consensus"] == "none"
    assert last([1, 2, 3, 9])["consensus"] == "against"
    assert last([4, 5, 6, 9])["consensus"] == "in between"


def test_a_narrow_middle_half_is_consensus_after_von_der_gracht():
    assert last([4, 4, 5, 5, 1], levels=5, rule="vondergracht2012")["consensus"] == "in favour"
    assert last([1, 2, 4, 5, 5], levels=5, rule="vondergracht2012")["consensus"] == "none"


def test_disagreement_after_rand_is_a_range_beyond_the_one_adjusted_for_symmetry():
    # 30th to 70th percentile 2.4 to 7.6: 5.2 is more than 2.35 + 1.5 x 0
    assert last([1, 1, 2, 3, 5, 7, 8, 9, 9], rule="fitch2001")["consensus"] == "none"
    # 7 to 8: 1 is less than 2.35 + 1.5 x 2.5
    assert last([3, 7, 7, 7, 8, 8, 8, 9, 9], rule="fitch2001")["consensus"] == "in favour"


def test_rand_speaks_of_nine_levels_only():
    assert last([5, 5, 5, 5, 5], levels=5, rule="fitch2001")["consensus"] == "none"


def test_an_unknown_rule_is_told_with_the_nearest():
    with pytest.raises(PilotsError, match="diamond2014"):
        delphi(rated([5]), rule="diamond")


@pytest.mark.parametrize(
    ("rounds", "verdict"),
    [
        (([8, 8, 8, 7, 9, 8], [8, 8, 8, 7, 9, 8]), "settled"),
        (([3, 2, 8, 7, 9, 8], [8, 8, 8, 7, 9, 8]), "consensus, but answers still move"),
        (([2, 2, 2, 9, 9, 9], [2, 2, 2, 9, 9, 9]), "stable, without consensus"),
        (([5, 5, 5, 5, 5, 5], [2, 2, 2, 9, 9, 9]), "no consensus yet"),
        (([8, 8, 8, 7, 9, 8],), "consensus; whether it lasts can't be told"),
        (([8, 8, 8, 8], [8, 8, 8, 8]), "consensus; whether it lasts can't be told"),
    ],
)
def test_the_verdict_takes_consensus_and_stability_apart(rounds, verdict):
    assert last(*rounds)["verdict"] == verdict


def test_stability_counts_the_same_people_only():
    row = last([8, 8, 8, 8, 8, 1, 1, 1], [8, 8, 8, 8, 9, None, None, None])
    assert (row["both"], row["changed"], row["net_change"]) == (5, pytest.approx(0.2), pytest.approx(0.2))


def test_two_who_change_places_change_nothing_net():
    row = last([8, 9, 8, 8, 8], [9, 8, 8, 8, 8])
    assert (row["changed"], row["net_change"], row["stability"]) == (pytest.approx(0.4), 0, "stable")


def test_fifteen_percent_is_still_stable():
    before = [8] * 20
    assert last(before, [9] * 3 + [8] * 17)["stability"] == "stable"
    assert last(before, [9] * 4 + [8] * 16)["stability"] == "still moving"


def test_the_shift_is_tested_by_signed_ranks():
    assert last([5, 5, 5, 5, 5], [6, 7, 8, 9, 6])["p_value"] == pytest.approx(2 * 0.5**5)


def test_equal_voice_is_the_mean_of_the_groups_shares():
    # parents sit at places 0, 2, 4, staff at 1
    assert last([8, 2, 8, None, 2])["equal_share"] == pytest.approx((2 / 3 + 0) / 2)


@given(st.lists(st.integers(1, 9), min_size=5, max_size=9), st.randoms())
@settings(max_examples=15)
def test_permuting_the_panel_changes_nothing(ratings, random):
    order = random.sample(range(len(ratings)), len(ratings))
    names = ["median", "share", "a", "a_low", "consensus"]
    same = last([ratings[place] for place in order])[names]
    assert same.to_dict() == pytest.approx(last(ratings)[names].to_dict(), nan_ok=True)


def test_who_drops_out_and_who_joins_is_told():
    found = panel(rated([5, 5, 5, None], [5, None, None, 5]))
    assert found[["voters", "returned", "dropped", "joined"]].iloc[1].tolist() == [2, 1, 2, 1]
    assert found["dropped"].isna().tolist() == [True, False]


def test_other_levels_in_another_round_can_not_be_compared():
    both = pd.concat([rated([5] * 6, levels=5).delphi, rated([], [8] * 6).delphi])
    assert delphi(ActionPlan(delphi=both)).iloc[-1]["stability"] == "cannot tell"


def test_without_rounds_there_is_nothing():
    assert delphi(ActionPlan()).empty
    assert panel(ActionPlan()).empty
