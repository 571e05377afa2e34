from pilots import sentences
from pilots.qualitative.themes import THEMES
from pilots.vocabulary import frame


def themes(base, *cases):
    rows = [
        {"code": f"c{n}", "name": f"code {n}", "theme": "Taal", "level": 1, "cases": n, "base": base} for n in cases
    ]
    return frame(THEMES, rows)


def test_codes_stand_with_the_number_of_conversations_and_rare_ones_do_not(pilot):
    said = sentences.themes(themes(20, 6, 12, 2), pilot, language="en").text
    assert said == "In 12 of 20 conversations: code 12.\nIn 6 of 20 conversations: code 6."


def test_what_is_not_counted_out_is_told_as_far_as_it_may_be(pilot):
    said = sentences.themes(themes(7, 6, 5), pilot, language="en").text
    assert said == "In at least half of 7 conversations: code 6, code 5."


def test_without_conversations_it_says_so(pilot):
    assert sentences.themes(themes(20, 2), pilot).absent
