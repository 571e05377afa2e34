import pandas as pd
import pytest

from pilots import vocabulary
from pilots.across import alike, cleaning, measurements, methods, software, synthesise
from pilots.vocabulary import ROW


def cleaned(member, surveyed, **rules):
    """A pilot in whose cleaning log each rule stands so often."""
    every = [rule for rule, n in rules.items() for _ in range(n)]
    rows = [
        {"respondent_id": f"w0-{k}", "variable": "good", "rule": rule.replace("_", " ").replace("review ", "review: ")}
        for k, rule in enumerate(every)
    ]
    survey = surveyed()
    object.__setattr__(survey, "decisions", vocabulary.decisions(rows))
    return member(surveys={"parents": survey})


def test_every_wave_is_a_measurement_with_its_dates(member, surveyed):
    found = measurements([member(surveys={"parents": surveyed()})])
    assert found[["survey", "wave", "dates"]].to_numpy().tolist() == [["parents", 0, ({"nl": "maart 2020"},)]]


def test_decisions_are_counted_by_their_kind(member, surveyed):
    found = cleaning([cleaned(member, surveyed, missing_code=20, known_reason_replaced=6, review_out_of_range=7)])
    counted = dict(zip(found["kind"], found["n"], strict=True))
    assert counted == {"a code for a missing answer became a missing answer": 26, "corrected after review": 7}


def test_few_decisions_are_held_back_with_another_kind(member, surveyed):
    found = cleaning([cleaned(member, surveyed, missing_code=20, spelling=9, review_out_of_range=2)])
    assert found.set_index("kind")["held"].to_dict() == {
        "a code for a missing answer became a missing answer": False,
        "corrected after review": True,
        "the same answer, written otherwise": True,
    }


def test_forms_that_were_removed_are_no_decisions_about_answers(member, surveyed):
    one = cleaned(member, surveyed, missing_code=9)
    log = one.surveys["parents"].decisions
    object.__setattr__(one.surveys["parents"], "decisions", pd.concat([log, log.head(1).assign(variable=ROW)]))
    assert cleaning([one])["n"].tolist() == [8]


def test_the_methods_are_those_of_the_numbers(member, surveyed):
    members = [member(name, surveys={"parents": surveyed(waves=(0, 1))}) for name in ("one", "two")]
    found = methods(members, synthesise(members, alike(members))).set_index("method")["pilots"]
    assert found["mean with t interval"] == ("one", "two")
    assert found["range of the studies, not pooled"] == ()
    assert not any(method.startswith("cannot tell") for method in found.index)


@pytest.mark.parametrize("name", ["pilots", "Python", "pandas", "nbconvert"])
def test_software_stands_with_its_version(name):
    assert software().set_index("name")["version"][name][0].isdigit()
