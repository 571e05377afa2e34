import pandas as pd

from pilots import tables


def chosen(*numbers, base=20):
    return pd.DataFrame(
        {
            "survey": "parents",
            "group": "parents",
            "variable": "why",
            "option": [str(place) for place in range(len(numbers))],
            "n": numbers,
            "base": base,
        }
    )


def shown(counts, parents, pilot):
    return tables.multiple_response(counts, {"parents": parents}, pilot)


def test_an_option_of_too_few_people_is_held_back(parents, pilot):
    assert shown(chosen(10, 2), parents, pilot).data["Gekozen"].tolist() == ["10", "·"]


def test_an_option_that_all_but_few_chose_is_held_back(parents, pilot):
    assert shown(chosen(10, 19), parents, pilot).data["Gekozen"].tolist() == ["·", "10"]


def test_an_option_that_nobody_chose_is_shown_and_one_that_everybody_chose_is_not(parents, pilot):
    assert shown(chosen(20, 0), parents, pilot).data["Aandeel"].tolist() == [
        "·",
        "0\N{NO-BREAK SPACE}%",
    ]


def test_what_is_held_back_is_said_only_where_it_is(parents, pilot):
    assert shown(chosen(10), parents, pilot).notes == ()
    assert "minder dan 5" in shown(chosen(2), parents, pilot).notes[0]


def test_without_multiple_choice_questions_the_table_says_so(parents, pilot):
    assert "geen meerkeuzevragen" in shown(chosen(), parents, pilot).to_html()


def test_a_quote_stands_between_quotation_marks_with_who_said_it(pilot):
    approved = pd.DataFrame(
        {"code": ["Taal", "Taal"], "text": ["Ik versta het", "Ik niet"], "speaker": ["moeder", None]}
        | {"language": "nl", "translations": [{}, {}]}
    )
    data = tables.quotes(approved, pilot).data
    assert data.iloc[:, 1:].to_numpy().tolist() == [["“Ik versta het”", "moeder"], ["“Ik niet”", "–"]]


def test_a_quote_in_another_language_stands_with_its_translation_or_says_which_language_it_is(pilot):
    said = {"code": "Taal", "text": ["Ik versta het", "Ik niet"], "speaker": "parent", "language": "nl"}
    approved = pd.DataFrame(said | {"translations": [{"en": "I understand"}, {}]})
    assert tables.quotes(approved, pilot, language="en").data["Quote"].tolist() == [
        "“I understand” (said in Dutch: “Ik versta het”)", "“Ik niet” (in Dutch)",
    ]  # fmt: skip


def test_without_approved_quotes_the_table_says_so(pilot):
    none = pd.DataFrame(columns=["code", "text", "speaker"])
    assert "geen citaten" in tables.quotes(none, pilot).to_html()
