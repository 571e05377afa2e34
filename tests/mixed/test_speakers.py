"""Who said a quote is told so coarsely that enough people could have."""

import pytest

from pilots.mixed.speakers import speaker_label
from pilots.pilot import Pilot


def asked(number: int | None, sites: list[str], threshold: int = 5) -> Pilot:
    wave = {"wave": 0, "file": "a.csv", "sent": number, "sites": sites[:1] if len(sites) > 1 else []}
    survey = {"name": "parents", "group": "parents", "codebook": "b.xlsx", "waves": [wave]}
    places = [{"id": site, "name": site.title()} for site in sites]
    privacy = {"threshold": threshold, "reason": "a test"}
    return Pilot(name="p", title="P", synthetic=True, sites=places, surveys=[survey], privacy=privacy)


@pytest.mark.parametrize(
    ("speaker", "label"),
    [
        ("mama", "mama"),
        ("mama, Turks", "mama"),
        ("mama, Vlam", "mama, Vlam"),
        ("mama, Prins", "mama"),
        ("mama van een kleuter in de instapklas", "ouder"),
        ("directeur", "deelnemer"),
        ("leerkracht", "lid van het schoolteam"),
        ("", ""),
    ],
)
def test_a_label_says_no_more_than_enough_people_share(speaker: str, label: str) -> None:
    assert speaker_label(speaker, asked(100, ["vlam", "prins"])) == label


def test_a_role_of_few_is_told_as_its_group() -> None:
    assert speaker_label("mama", asked(4, ["vlam", "prins"])) == "ouder"


def test_where_nobody_knows_how_many_were_asked_the_group_is_told() -> None:
    assert speaker_label("mama", asked(None, ["vlam", "prins"])) == "ouder"


def test_in_a_pilot_with_one_site_only_the_group_is_told() -> None:
    assert speaker_label("mama, Vlam", asked(100, ["vlam"])) == "ouder"
