from hypothesis import given
from hypothesis import strategies as st

from pilots.survey.export.names import safe_names


def test_names_that_will_do_stay() -> None:
    assert safe_names(["q1", "respondent_id"]) == {"q1": "q1", "respondent_id": "respondent_id"}


def test_a_name_of_someone_else_is_not_taken() -> None:
    assert safe_names(["a/b", "a_b", "A_B"]) == {"a/b": "a_b_3", "a_b": "a_b", "A_B": "A_B_2"}


@given(st.lists(st.text(min_size=1, max_size=60), unique=True, max_size=12))
def test_every_name_is_short_plain_and_its_own(columns: list[str]) -> None:
    names = list(safe_names(columns).values())
    assert all(len(name) <= 32 and name.isascii() and name.isidentifier() for name in names)
    assert len({name.casefold() for name in names}) == len(columns)
