"""Nobody's own words leave that nobody approved, nor a quote with a name or too precise a label."""

import pandas as pd

from pilots.publish.gate.leaving import Leaving, Piece, collect
from pilots.publish.gate.people import passages
from pilots.publish.gate.quotes import quotes
from pilots.tables import quotes as table_of


def test_a_step_of_a_story_without_consent_may_not_be_told(named, stepped) -> None:
    (found,) = quotes(
        collect(*stepped("**De moeder** vertelde: dat zij al drie maanden geen huur meer kon betalen.")), named
    )
    assert "huur" not in repr(found)


def test_the_same_in_other_words_may(named, stepped) -> None:
    assert quotes(collect(*stepped("Een moeder kon al drie maanden geen huur meer betalen, zei ze.")), named) == []


def test_a_name_in_a_quote_is_found_without_a_pilot() -> None:
    leaving = Leaving("a", pieces=(Piece("cell 1", "", "quote", "toen kwam fatima erbij"),))
    assert [one.rule for one in quotes(leaving, None)] == ["quote"]


def test_a_label_that_few_people_share_is_found(named, stepped) -> None:
    approved = pd.DataFrame(
        {
            "code": ["Taal"],
            "text": ["Ik versta het"],
            "speaker": ["directeur, VBS VLAM"],
            "language": ["nl"],
            "translations": [{}],
        }
    )
    found = quotes(collect(*stepped("", table_of(approved, named))), named)
    assert [one.what for one in found] == [
        "few people share how the speaker of a quote is called in a pilot with one site"
    ]


def test_a_label_that_tells_the_group_passes(named, stepped) -> None:
    approved = pd.DataFrame(
        {"code": ["Taal"], "text": ["Ik versta het"], "speaker": ["ouder"], "language": ["nl"], "translations": [{}]}
    )
    assert quotes(collect(*stepped("", table_of(approved, named))), named) == []


def test_a_word_that_happens_to_stand_beside_an_approved_quote_makes_nobodys_own_words() -> None:
    said = "ik steek met hen de steenweg niet over en ga dan terug naar huis met al wie daar nog staat"
    approved = frozenset({"met hen de steenweg niet over"})
    assert len(passages(said)) - len(passages(said, approved)) == 3
