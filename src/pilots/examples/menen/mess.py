"""What goes wrong in a real survey of parents, put into the responses on purpose."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.formats.limesurvey import Response, write_responses
from pilots.examples.menen.codebooks import codebook, texts
from pilots.examples.menen.parents import OPENED, PAGES, RETURNING, SEED, finish, parents, response
from pilots.examples.people import Person
from pilots.examples.words import Words

_STOPPED_AT = (1, 2, 2, 2, 3, 3, 3, 4, 4)


def write_parents(folder: Path) -> None:
    """Write surveys/parents_w0.csv and parents_w1.csv as LimeSurvey exports them."""
    for wave in (0, 1):
        write_responses(
            folder / "surveys" / f"parents_w{wave}.csv",
            codebook("parents"),
            parent_responses(wave),
            wave=wave,
            pages=PAGES,
            mark=wave == 1,
        )


@cache
def parent_responses(wave: int) -> tuple[Response, ...]:
    """All responses of a wave, in the order in which they came, with what went wrong."""
    people = parents()[wave]
    draws = Draws(SEED, f"answers {wave}")
    words = Words(Draws(SEED, f"words {wave}"), texts("answers"))
    usable = [response(person, wave, draws, words) for person in people]
    if wave == 1:
        _misspell(usable[:RETURNING], draws)
    _out_of_range(usable, draws)
    _straight_line(usable, draws)
    _hurry(usable, draws)
    _leave_other_empty(usable)
    strangers = Draws(SEED, f"strangers {wave}")
    said = Words(Draws(SEED, f"words of strangers {wave}"), texts("answers"))
    extra = [
        *_duplicates(usable, draws),
        *(_refusal(response(strangers.choice(people), wave, strangers, said)) for _ in range(3)),
        *(finish(_stranger(people, wave, strangers, said), pages) for pages in _STOPPED_AT),
        *(_test(_stranger(people, wave, strangers, said), wave, number) for number in range(4 - wave)),
    ]
    arrived = sorted([*usable, *extra], key=lambda one: one.admin["startdate"])
    number = 0
    for one in arrived:
        number += 2 if draws.chance(0.04) else 1
        one.admin["id"] = str(number)
    return tuple(arrived)


def _stranger(people: Sequence[Person], wave: int, draws: Draws, words: Words) -> Response:
    """A response that follows a person's profile but carries no code: it can't be linked."""
    one = response(draws.choice(people), wave, draws, words)
    for name in (
        "code_mother",
        "code_day",
        "code_town",
        "code_siblings",
        "raffle_name",
        "raffle_phone",
        "raffle_email",
    ):
        one.answers.pop(name, None)
    return one


def _refusal(one: Response) -> Response:
    """Says no on the first page and is led to the last."""
    school = {name: value for name, value in one.answers.items() if name == "school"}
    done = finish(one, PAGES)
    return Response(done.admin | {"lastpage": "1"}, {"consent": "N", **school}, done.page_times[:1])


def _test(one: Response, wave: int, number: int) -> Response:
    """A try by the team, in the week before the survey opened."""
    when = OPENED[wave] - timedelta(days=5 - number, minutes=37 * number)
    one.admin["startdate"] = f"{when:%Y-%m-%d %H:%M:%S}"
    one.answers["strength"] = ("test", "TEST Leen", "test test", "dit is een test")[number]
    one.answers["suggestion"] = "test"
    one.page_times[:] = [round(seconds / 6, 2) for seconds in one.page_times]
    return finish(one)


def _duplicates(usable: list[Response], draws: Draws) -> list[Response]:
    """Two who pressed twice, and one who filled it in again and changed a few answers."""
    coded = [one for one in usable if "code_mother" in one.answers]
    again = []
    for number, one in enumerate(draws.shuffled(coded)[:3]):
        started = datetime.fromisoformat(one.admin["startdate"])
        admin = one.admin | {"startdate": f"{started + timedelta(minutes=26, seconds=13):%Y-%m-%d %H:%M:%S}"}
        answers = dict(one.answers)
        if number == 2:
            answers |= {"climate_ask": "4", "comm_in_time": "2", "net_help": "3"}
        again.append(finish(Response(admin, answers, [round(seconds * 0.8, 2) for seconds in one.page_times])))
    return again


def _misspell(returning: list[Response], draws: Draws) -> None:
    """Some remember their code with one element otherwise."""
    coded = [one for one in returning if "code_mother" in one.answers]
    for number, one in enumerate(draws.shuffled(coded)[:11]):
        match number % 4:
            case 0:
                one.answers["code_siblings"] = str((int(str(one.answers["code_siblings"])) + 1) % 6)
            case 1:
                one.answers["code_town"] = "XX"
            case 2:
                one.answers["code_mother"] = str(one.answers["code_mother"]).title()
            case _:
                one.answers["code_day"] = f"{(int(str(one.answers['code_day'])) + 9) % 31 + 1:02d}"


def _out_of_range(usable: list[Response], draws: Draws) -> None:
    for variable, values in (("parent_age", ("199", "3", "999")), ("child_birth_year", ("1986", "2103"))):
        for one, value in zip(draws.shuffled(usable), values, strict=False):
            one.answers[variable] = value


def _straight_line(usable: list[Response], draws: Draws) -> None:
    """The same answer down every block, also where an item is worded the other way."""
    book = codebook("parents")
    items = [item for items in book.scales["items"] for item in items]
    for one, code in zip(draws.shuffled(usable), ("4", "5", "3"), strict=False):
        one.answers |= dict.fromkeys(items, code)


def _hurry(usable: list[Response], draws: Draws) -> None:
    for one in draws.shuffled(usable)[:3]:
        one.page_times[:] = [round(seconds / 9, 2) for seconds in one.page_times]
        one.admin |= finish(one).admin


def _leave_other_empty(usable: list[Response]) -> None:
    """Two tick another language and don't say which."""
    for one in [one for one in usable if "home_language_other" in one.answers][3:5]:
        one.answers["home_language_other"] = ""
