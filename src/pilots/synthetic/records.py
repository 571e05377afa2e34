"""The files of a survey: new answers with invented words, codes of one's own and days, as a table that is read as any other."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from pilots.codebook import Codebook
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.survey.keys import read_keys
from pilots.survey.store import links as load_links
from pilots.survey.store import load_all
from pilots.synthetic.answers import PART, PERSON, answers
from pilots.synthetic.copula import Floats
from pilots.synthetic.texts import invented
from pilots.vocabulary import LANGUAGE, RESPONDENT, SECONDS, STARTED, SUBMITTED

_LETTERS = np.array(list("ABCDEFGHJKLMNOPRSTUVWZ"))
_FIRST = 10001
_STAMP = "%Y-%m-%d %H:%M:%S"


def records(pilot: Pilot, rng: np.random.Generator) -> dict[str, dict[str, pd.DataFrame]]:
    """New answers to every survey of a pilot.

    Returns
    -------
    dict
        By survey, by the beginning of its ids (wave and source), a table: `answers.PERSON` (who, for nobody's eyes),
        respondent_id, language, started, submitted, seconds, then the columns of the codebook.
    """
    surveys, links = load_all(pilot), load_links(pilot)
    made: dict[str, dict[str, pd.DataFrame]] = {}
    for name, survey in surveys.items():
        prefixes = {wave.prefix: wave.wave for wave in pilot.survey(name).waves}
        parts = pd.Series([_part(str(who), list(prefixes)) for who in survey.responses[RESPONDENT]], dtype="str")
        new = answers(survey, links[name], parts, pilot.privacy.threshold, rng)
        new = new.assign(**_words(survey, new, parts, pilot, rng), **_own_codes(survey, new, pilot, rng))
        new = new.assign(**_days(survey, new, parts, pilot.privacy.threshold, rng))
        made[name] = {
            part: _table(new.loc[new[PART] == part], survey.codebook, wave) for part, wave in prefixes.items()
        }
    return made


def headings_of_their_own(book: Codebook) -> Codebook:
    """The codebook for these tables: every column is called as its variable."""
    return replace(book, variables=book.variables.assign(heading=""))


def _part(respondent: str, prefixes: list[str]) -> str:
    return next(prefix for prefix in prefixes if respondent.startswith(f"{prefix}-"))


def _table(new: pd.DataFrame, book: Codebook, wave: int) -> pd.DataFrame:
    ordered = new.sort_values(SUBMITTED, kind="stable", ignore_index=True)
    # numbers, as tools give them, and far from theirs
    ordered[RESPONDENT] = [str(_FIRST + n) for n in range(len(ordered))]
    columns = [PERSON, RESPONDENT, LANGUAGE, STARTED, SUBMITTED, SECONDS, *book.all_columns]
    kept = ordered.reindex(columns=list(dict.fromkeys(columns)))
    asked = {column for name, waves in zip(book.variables.index, book.variables["waves"], strict=True)
             if not waves or wave in waves for column in book.columns(str(name))}  # fmt: skip
    return kept[[name for name in kept if name in asked or name not in book.all_columns]]


def _words(
    survey: Survey, new: pd.DataFrame, parts: "pd.Series[str]", pilot: Pilot, rng: np.random.Generator
) -> dict[str, Any]:
    """Consent as everyone who is analysed gave it; open answers where as many gave one; names and numbers of nobody."""
    book, found = survey.codebook, dict[str, Any]()
    keys = read_keys(pilot, survey.name)
    for name, role, kind in zip(book.variables.index, book.variables["role"], book.variables["type"], strict=True):
        if name in new or role == "link code":
            continue
        # what identifies is in the key file alone
        who = keys.loc[keys["variable"] == name, RESPONDENT]
        told = survey.responses[RESPONDENT].where(survey.responses[RESPONDENT].isin(who))
        real = survey.responses.get(name, told)
        cells: Any = np.full(len(new), None, dtype=object)
        for part in dict.fromkeys(parts):
            here = np.flatnonzero(new[PART] == part)
            mine = real.loc[(parts == part).to_numpy()]
            if role == "consent":
                common = mine.dropna().mode()
                cells[here] = common.iloc[0] if len(common) else None
            if kind != "text" or role not in ("open text", "identifier"):
                # another language than those in the list, another function: few have it
                continue
            chosen = rng.permutation(here)[: round(mine.notna().mean() * len(here))]
            for place in chosen:
                language = str(new[LANGUAGE].iloc[place] or pilot.language)
                cells[place] = (
                    _nobody(str(name), int(place)) if role == "identifier" else invented("answer", language, rng)
                )
        found[str(name)] = pd.Series(cells, index=new.index, dtype="str")
    return found


def _nobody(name: str, place: int) -> str | None:
    """A name that is none; no number or address, which would be somebody's or look as if."""
    reached = ("mail", "phone", "tel", "gsm")
    return None if any(word in name.casefold() for word in reached) else f"Nobody {place}"


def _own_codes(survey: Survey, new: pd.DataFrame, pilot: Pilot, rng: np.random.Generator) -> dict[str, Any]:
    """Codes that people make themselves: one a person, in the form of the real ones, given by as many."""
    variables = survey.codebook.with_role("link code")
    if not variables:
        return {}
    keys = read_keys(pilot, survey.name)
    real = keys.loc[keys["variable"].isin(variables) & keys[RESPONDENT].isin(survey.responses[RESPONDENT])]
    people = new[PERSON].to_numpy("intp")
    codes = {
        name: _shaped(real.loc[real["variable"] == name, "value"], int(people.max()) + 1, rng) for name in variables
    }
    for name in variables:
        if choices := survey.codebook.codes(name):
            codes[name] = rng.choice(np.asarray(choices, dtype=object), int(people.max()) + 1)
    again = pd.Series(people).duplicated(keep=False).to_numpy()
    given = real[RESPONDENT].nunique() / max(len(survey.responses), 1)
    alone = np.flatnonzero(~again)
    without = rng.permutation(alone)[: round((1 - given) * len(new))]
    found = {}
    for name in variables:
        cells = codes[name][people].copy()
        cells[without] = None
        found[name] = pd.Series(cells, index=new.index, dtype="str")
    return found


def _shaped(real: "pd.Series[str]", n: int, rng: np.random.Generator) -> Any:
    """Codes of digits where the real ones are, else of letters, as long as most are."""
    length = int(real.str.len().median()) if len(real) else 2
    if len(real) and real.str.fullmatch(r"\d+").mean() > 0.5:
        most = int(pd.to_numeric(real, errors="coerce").quantile(0.9)) if length < 9 else 10**8
        return np.array([f"{number:0{length}d}" for number in rng.integers(1, max(most, 9) + 1, n)], dtype=object)
    # three at least: two may be somebody's initials
    return np.array(["".join(rng.choice(_LETTERS, max(min(length, 6), 3))) for _ in range(n)], dtype=object)


def _days(
    survey: Survey, new: pd.DataFrame, parts: "pd.Series[str]", threshold: int, rng: np.random.Generator
) -> Mapping[str, Any]:
    """When it was filled in and how long that took: between the real days, never the first or last few of them."""
    found: dict[str, Any] = {name: np.full(len(new), None, dtype=object) for name in (STARTED, SUBMITTED, SECONDS)}
    for part in dict.fromkeys(parts):
        here, real = np.flatnonzero(new[PART] == part), survey.responses.loc[(parts == part).to_numpy()]
        stamps = pd.to_datetime(real[SUBMITTED].str.slice(0, 19), format="ISO8601", errors="coerce").dropna()
        took = _between(
            survey.numbers([SECONDS])[SECONDS][(parts == part).to_numpy()].dropna(), len(here), threshold, rng
        )
        if len(stamps):
            moments = _between((stamps - pd.Timestamp(0)).dt.total_seconds(), len(here), threshold, rng)
            ended = pd.to_datetime(np.rint(moments), unit="s")
            found[SUBMITTED][here] = ended.strftime(_STAMP)
            if len(took):
                found[STARTED][here] = (ended - pd.to_timedelta(np.rint(took), unit="s")).strftime(_STAMP)
        if len(took):
            found[SECONDS][here] = [str(round(seconds)) for seconds in took]
    return {name: pd.Series(cells, index=new.index, dtype="str") for name, cells in found.items()}


def _between(real: "pd.Series[float]", n: int, threshold: int, rng: np.random.Generator) -> Floats:
    known = np.sort(real.to_numpy("float64"))
    if len(known) < 2 * threshold:
        return np.sort(rng.uniform(known.min(), known.max(), n)) if len(known) else np.array([])
    drawn: Floats = np.interp(rng.uniform(threshold, len(known) - threshold, n), np.arange(len(known)), known)
    return drawn
