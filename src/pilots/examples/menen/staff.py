"""The school teams' survey: two waves in Qualtrics."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.formats.qualtrics import Response, write_responses
from pilots.examples.menen.codebooks import codebook, texts
from pilots.examples.menen.people import answer_items, scales
from pilots.examples.people import Person, later, traits
from pilots.examples.words import Words

SEED = 2038
_OPENED = (datetime(2017, 3, 13, 7, 30), datetime(2018, 6, 11, 7, 30))
_STAFF, _RETURNING, _NEW = 24, 16, (("vlam", 3), ("dekleineprins", 12))
_MEANS = {
    "climate_welcome": 4.1, "climate_time": 4.2, "climate_respect": 4.0, "climate_ask": 3.6, "climate_child": 4.4,
    "comm_understand": 3.1, "comm_informed": 4.1, "comm_in_time": 3.7, "comm_difficult": 2.9, "comm_listen": 4.1,
    "part_ideas": 3.3, "part_decide": 2.6, "part_talents": 3.5, "part_equal": 3.6,
}  # fmt: skip
_AFTER = {"communication": 0.15, "partnership": 0.35}
_SEEN = {"1": 0.75, "2": 0.4, "3": 0.2, "4": 0.08, "5": 0.45, "6": 0.4}
_SIGNS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


def write_staff(folder: Path) -> None:
    """Write surveys/staff_w0.csv (answers as texts) and staff_w1.csv (answers as numbers)."""
    for wave in (0, 1):
        write_responses(
            folder / "surveys" / f"staff_w{wave}.csv",
            codebook("staff"),
            staff_responses(wave),
            wave=wave,
            numeric=wave == 1,
            stem="In welke mate bent u het eens met deze uitspraken?",
            embedded=("school",),
        )


def _staff() -> tuple[list[Person], list[Person]]:
    draws = Draws(SEED, "staff")
    first = [_new(draws, "vlam", 0) for _ in range(_STAFF)]
    again = [
        replace(later(one, draws, _AFTER), facts={**one.facts, "years": str(int(one.facts["years"]) + 1)})
        for one in first[:_RETURNING]
    ]
    return first, again + [_new(draws, site, 1) for site, number in _NEW for _ in range(number)]


def _new(draws: Draws, site: str, wave: int) -> Person:
    code = (
        draws.choice(["MA", "LI", "AN", "RI", "GO", "CH", "NI"])
        + f"{draws.integer(1, 31):02d}"
        + draws.choice(list("KIRMBOW"))
    )
    return Person(
        "staff",
        site,
        "NL",
        {"function": draws.choice(["1", "2", "3", "4"], [64, 14, 10, 12]), "years": str(draws.integer(0, 34) + wave)},
        traits(draws, scales("staff"), _AFTER if wave and site == "vlam" else None),
        (code,),
    )


def staff_responses(wave: int) -> list[Response]:
    """All responses of a wave, in the order in which they were recorded, with what went wrong."""
    draws = Draws(SEED, f"answers {wave}")
    words = Words(Draws(SEED, f"words {wave}"), texts("answers"))
    people = _staff()[wave]
    found = [_response(person, wave, draws, words) for person in people]
    strangers = Draws(SEED, f"strangers {wave}")
    said = Words(Draws(SEED, f"words of strangers {wave}"), texts("answers"))
    found += [_preview(_response(people[0], wave, strangers, said), wave, number) for number in range(2)]
    found.append(_stopped(_response(people[3], wave, strangers, said)))
    found[5].answers["years"] = "1998"
    refused = _response(people[4], wave, strangers, said)
    kept = {"consent": "2"} | ({"school": refused.answers["school"]} if wave else {})
    found.append(Response(refused.admin | {"Duration (in seconds)": "14"}, kept))
    return sorted(found, key=lambda one: one.admin["RecordedDate"])


def _response(person: Person, wave: int, draws: Draws, words: Words) -> Response:
    started = _OPENED[wave] + timedelta(
        days=draws.integer(0, 16), minutes=draws.integer(0, 620), seconds=draws.integer(0, 59)
    )
    seconds = int((260 + 180 * draws.uniform()) * (1 + 0.3 * abs(draws.normal())))
    ended = f"{started + timedelta(seconds=seconds):%Y-%m-%d %H:%M:%S}"
    answers: dict[str, str | set[str]] = {"consent": "1", **person.facts, "code": person.code[0]}
    answers |= answer_items(person, _MEANS, draws)
    seen = {code for code, share in _SEEN.items() if draws.chance(share)}
    if draws.chance(0.08):
        seen.add("8")
        answers["barriers_other"] = words.take("staff", "other_barrier", "text")
    answers["barriers"] = seen or {"7"}
    if draws.chance(0.6):
        answers["strength"] = words.take("staff", "strength", "text")
    if draws.chance(0.55):
        answers["suggestion"] = words.take("staff", "suggestion", "text")
    if wave:
        answers["school"] = person.site
    return Response(
        {
            "StartDate": f"{started:%Y-%m-%d %H:%M:%S}",
            "EndDate": ended,
            "Status": "IP Address",
            "IPAddress": f"198.51.100.{draws.integer(2, 254)}",
            "Progress": "100",
            "Duration (in seconds)": str(seconds),
            "Finished": "True",
            "RecordedDate": ended,
            "ResponseId": "R_" + "".join(draws.choice(_SIGNS) for _ in range(15)),
            "LocationLatitude": "50.79",
            "LocationLongitude": "3.12",
            "DistributionChannel": "anonymous",
            "UserLanguage": person.language,
        },
        answers,
    )


def _preview(one: Response, wave: int, number: int) -> Response:
    """The team looks at its own questionnaire before it opens."""
    when = f"{_OPENED[wave] - timedelta(days=3 - number, hours=2):%Y-%m-%d %H:%M:%S}"
    dates = dict.fromkeys(("StartDate", "EndDate", "RecordedDate"), when)
    own = {"Status": "Survey Preview", "DistributionChannel": "preview", "IPAddress": ""}
    return Response(one.admin | dates | own, one.answers | {"strength": "test", "code": "TEST"})


def _stopped(one: Response) -> Response:
    """Closed the page halfway; Qualtrics records it a week later."""
    recorded = f"{datetime.fromisoformat(one.admin['EndDate']) + timedelta(days=7):%Y-%m-%d %H:%M:%S}"
    kept = {
        name: value
        for name, value in one.answers.items()
        if name in ("consent", "function", "years", "school") or name.startswith("climate")
    }
    return Response(one.admin | {"Progress": "38", "Finished": "False", "RecordedDate": recorded}, kept)
