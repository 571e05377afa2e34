from collections.abc import Callable

import pytest

from pilots import Pilot
from pilots.survey.clean import clean
from pilots.survey.flow import flow
from pilots.survey.survey import Survey

Make = Callable[..., Survey]


def test_received_is_removed_and_analysed(make: Make, pilot: Pilot) -> None:
    raw = make({}, {"consent": "2"}, {"wave": 1, "school": "prins"}, {"language": "fr", "status": "Survey Test"})
    stages = flow(raw, clean(raw), pilot).groupby("stage")["n"].sum()
    assert stages.to_dict() == {
        "sent": 40,
        "received": 4,
        "removed: refused consent": 1,
        "removed: test response": 1,
        "analysed": 2,
    }


def test_sent_comes_first_with_its_only_site(make: Make, pilot: Pilot) -> None:
    raw = make({})
    counts = flow(raw, clean(raw), pilot)
    assert counts.loc[0, ["wave", "site", "stage", "n"]].tolist() == [0, "vlam", "sent", 40]


@pytest.mark.parametrize(("sent", "invited"), [(20, [40, 20]), (None, [])])
def test_the_invited_are_told_where_all_files_of_a_wave_tell_them(
    make: Make, pilot: Pilot, sent: int | None, invited: list[int]
) -> None:
    first = pilot.surveys[0].waves[0].model_copy(update={"source": "vlam"})
    files = [first, first.model_copy(update={"source": "prins", "sites": ["prins"], "sent": sent})]
    survey = pilot.surveys[0].model_copy(update={"waves": files})
    raw = make({}, {"school": "prins"})
    counts = flow(raw, clean(raw), pilot.model_copy(update={"surveys": [survey]}))
    assert counts.loc[counts["stage"] == "sent", "n"].tolist() == invited


def test_what_people_wrote_is_no_site_and_no_language(make: Make, pilot: Pilot) -> None:
    raw = make({"school": "Zebedeus", "language": "Zebedeus"})
    counts = flow(raw, clean(raw), pilot)
    assert not counts.isin(["Zebedeus"]).any(axis=None)


def test_languages_are_counted_as_one_writes_them(make: Make, pilot: Pilot) -> None:
    raw = make({"language": "NL"}, {"language": "nl-informal"})
    counts = flow(raw, clean(raw), pilot).query("stage == 'analysed'")
    assert counts[["language", "n"]].to_numpy().tolist() == [["nl", 2]]
