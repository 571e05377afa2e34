"""Write a copy of a pilot's raw data that teaches as much and tells of nobody."""

import shutil
from pathlib import Path
from uuid import uuid4

import numpy as np
import pandas as pd

from pilots.codebook import Codebook
from pilots.errors import PilotError
from pilots.pilot import Pilot
from pilots.qualitative import write_qdpx
from pilots.synthetic.answers import PERSON
from pilots.synthetic.conversations import conversations
from pilots.synthetic.description import (
    ANSWERS,
    CODEBOOK,
    CONVERSATIONS,
    FINDINGS,
    MARGINS,
    PLAN,
    REGISTRATION,
    description,
    published,
)
from pilots.synthetic.margins import small_again
from pilots.synthetic.records import headings_of_their_own, records
from pilots.synthetic.registrations import registration
from pilots.synthetic.texts import invented
from pilots.synthetic.workbooks import finding_sheets, plan_sheets
from pilots.workbook import Sheet, read_sheets, write


def copy(pilot: Pilot, folder: Path, *, seed: int = 2026) -> Path:
    """Write a synthetic copy of a pilot as a project's raw folder, which `pilots check` and `pilots run` accept.

    Kept are the codebooks, waves, schools and languages; the margins of every question by file and by group that is
    compared; the correlations of answers, also between waves; who skipped what how often; how many can be linked;
    how many cases have a code; about how much was registered, when and where; the plan and the votes by group. Everything is
    drawn anew from what was estimated (a Gaussian copula with discrete margins, see `copula.fit`): no row is a
    respondent's, what fewer than the threshold said or are is not reproduced, names, codes and days are invented, and so is every open answer, passage and quote.

    Parameters
    ----------
    pilot
        Any pilot, real or synthetic. Its data are cleaned first where that is not up to date.
    folder
        A project's folder, made where it is missing; the copy goes to data/raw/<name> in it.
    seed
        The same seed gives the same copy.

    Returns
    -------
    Path
        The raw folder of the copy.

    Raises
    ------
    PilotError
        When the folder of the copy is there already.
    PilotsError, Problems
        When the pilot's data can't be read.

    References
    ----------
    Nowok, B., Raab, G. M., & Dibben, C. (2016). synthpop: Bespoke creation of synthetic data in R. Journal of
    Statistical Software, 74(11). https://doi.org/10.18637/jss.v074.i11
    """
    target = Path(folder) / "data" / "raw" / pilot.name
    if target.exists():
        raise PilotError(
            "this folder is there already, and nothing is overwritten", where=target, mend="Choose another one."
        )
    made = target.with_name(f".{pilot.name}.{uuid4().hex[:8]}")
    try:
        made.mkdir(parents=True)
        _fill(pilot, made, seed)
        made.rename(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return target


def _fill(pilot: Pilot, folder: Path, seed: int) -> None:
    threshold = pilot.privacy.threshold
    # a stream of chance for each part: another registration changes no answer
    surveys, spoken, plan, findings, counted = (np.random.default_rng([seed, part]) for part in range(5))
    answers = records(pilot, surveys)
    for survey, tables in answers.items():
        source = pilot.survey(survey)
        headings_of_their_own(Codebook.read(pilot.path(source.codebook))).write(
            _placed(folder / CODEBOOK.format(survey=survey))
        )
        for part, table in tables.items():
            _csv(folder / ANSWERS.format(survey=survey, part=part), table.drop(columns=PERSON))
        if source.margins:
            write(
                _placed(folder / MARGINS.format(survey=survey)),
                _margins(pilot.path(source.margins), threshold, surveys),
            )
    said = conversations(pilot, spoken)
    if pilot.qualitative:
        write_qdpx(said, _placed(folder / CONVERSATIONS))
    if pilot.actions:
        write(_placed(folder / PLAN), plan_sheets(pilot, plan))
    if pilot.integration:
        write(_placed(folder / FINDINGS), finding_sheets(pilot, said, answers, findings))
    for one in pilot.registrations:
        _csv(folder / REGISTRATION.format(name=one.name), registration(pilot, one, counted))
    for field, file in published(pilot).items():
        shutil.copyfile(pilot.path(getattr(pilot, field)), _placed(folder / file))
    (folder / "pilot.toml").write_text(description(pilot), encoding="utf-8", newline="\n")
    said_of_it = invented("summary", pilot.language, np.random.default_rng(seed))
    (folder / "README.md").write_text(f"# {pilot.name}\n\n{said_of_it}\n", encoding="utf-8", newline="\n")


def _margins(path: Path, threshold: int, rng: np.random.Generator) -> list[Sheet]:
    """What is known of everyone who could have answered, with counts of few drawn anew."""
    made = []
    for name, table in read_sheets(path).items():
        fresh = table.copy()
        for column in table:
            numbers = pd.to_numeric(table[column], errors="coerce")
            again = small_again(numbers.where(numbers % 1 == 0), threshold, rng)
            changed = (again != numbers).fillna(False).astype(bool)
            fresh[column] = table[column].mask(
                changed, again.map(lambda count: f"{count:g}", na_action="ignore").astype("str")
            )
        made.append(Sheet(name, fresh))
    return made


def _csv(path: Path, table: pd.DataFrame) -> None:
    _placed(path).write_bytes(table.to_csv(index=False, lineterminator="\n").encode())


def _placed(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
