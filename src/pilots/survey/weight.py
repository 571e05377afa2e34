"""Weights for a wave of a survey, from what is known of everyone who could have answered."""

import pandas as pd

from pilots import statistics
from pilots.errors import CodebookError, PilotsError, ReadError, did_you_mean, raise_all
from pilots.pilot import Pilot
from pilots.rows import RowReader, cells
from pilots.statistics.margins import Margin, Totals
from pilots.statistics.weighting import Weighting
from pilots.survey.survey import Survey
from pilots.vocabulary import LANGUAGE, RESPONDENT, SITE, WAVE, Column, frame
from pilots.workbook import read_sheets

MARGINS = (
    Column("variable", "str", "Variable", "a closed question, `site` or `language`"),
    Column("category", "str", "Category", "one of its codes or labels"),
    Column("value", "float64", "Known", "how many people, or which share; shares add up to 1 or 100"),
    Column("source", "str", "Source", "who counted them, and when"),
)


def read_margins(pilot: Pilot, name: str) -> pd.DataFrame:
    """The known margins that pilot.toml names for a survey; without rows where it names none.

    Parameters
    ----------
    pilot
        Its survey's `margins` is a workbook whose first sheet has the columns variable, category, value and source.
    name
        The survey's name.

    Returns
    -------
    DataFrame
        variable, category, value and source; a row a category.

    Raises
    ------
    ReadError
        When the file is missing, is no workbook, or lacks a column.
    PilotsError, Problems
        With every row that lacks a cell, holds no number, or stands twice.
    """
    source = pilot.survey(name)
    if source.margins is None:
        return frame(MARGINS)
    path = pilot.path(source.margins)
    table = next(iter(read_sheets(path).values()), pd.DataFrame())
    names = [column.name for column in MARGINS]
    lacking = [name for name in names if name not in table]
    if lacking:
        raise ReadError(f"columns are missing: {', '.join(lacking)}", where=path, mend=f"It needs: {', '.join(names)}.")
    reader = RowReader(path, [])
    rows: list[dict[str, object]] = []
    seen: set[tuple[str, str]] = set()
    for row, line in table.iterrows():
        cell = cells(line)
        for column in names:
            if not cell[column]:
                reader.problem(row, f"the column '{column}' is empty")
        if (cell["variable"], cell["category"]) in seen:
            reader.problem(row, "variable and category stand in an earlier row too")
        seen.add((cell["variable"], cell["category"]))
        rows.append({**{column: cell[column] for column in names}, "value": reader.number(row, "value", cell["value"])})
    raise_all(reader.problems)
    return frame(MARGINS, rows)


def weight(survey: Survey, margins: pd.DataFrame, *, wave: int, trim: tuple[float, float] | None = None) -> Weighting:
    """Weight a wave to known margins, by raking.

    Estimates stay unweighted unless they are asked for with weights; how far the sample is from the margins is told by
    `tables.weights`.

    Parameters
    ----------
    survey
        Cleaned.
    margins
        As `read_margins` gives them.
    wave
        Which one.
    trim
        Least and greatest weight, as multiples of the mean weight.

    Returns
    -------
    Weighting
        Weights by respondent_id. Who gave no answer keeps their share of the sample.

    Raises
    ------
    CodebookError
        When a margin names something else than a closed question, `site` or `language`, or a category that it lacks.
    PilotsError
        When the margins can't be met, and which; see `statistics.rake`.
    """
    here = survey.at(wave)
    known = {SITE: here.site(), LANGUAGE: here.responses[LANGUAGE]}
    data = pd.DataFrame(index=pd.Index(here.responses[RESPONDENT], name=RESPONDENT))
    wanted: dict[Margin, Totals] = {}
    problems: list[PilotsError] = []
    for variable, rows in margins.groupby("variable", sort=False):
        name = str(variable)
        if name not in known and not (survey.codebook.codes(name) and name in here.responses):
            hint = did_you_mean(
                name, [*known, *(closed for closed in map(str, here.responses) if survey.codebook.codes(closed))]
            )
            problems.append(CodebookError(f"a margin names '{name}', which is no closed question", mend=hint))
            continue
        data[name] = (known[name] if name in known else here.responses[name]).to_numpy(object)
        try:
            total = float(rows["value"].sum())
            by_code = {
                _code(survey, name, category): value
                for category, value in zip(rows["category"], rows["value"], strict=True)
            }
            wanted[name] = {code: value / total if abs(total - 100) < 0.5 else value for code, value in by_code.items()}
        except CodebookError as problem:
            problems.append(problem)
    raise_all(problems)
    made = statistics.rake(data, wanted, trim=trim, missing="keep")
    made.margins.attrs[WAVE] = wave
    return made


def _code(survey: Survey, variable: str, category: str) -> str:
    """The code of a category that is given as code or as label, in whatever language."""
    column = survey.site_variable if variable == SITE else variable
    choices = survey.codebook.choices_of(column or "")
    codes = [str(code) for code in choices["name"]]
    if category in codes or not codes:
        return category
    for code, labels in zip(codes, choices["labels"], strict=True):
        if category.casefold() in [label.casefold() for label in labels.values()]:
            return code
    raise CodebookError(
        f"'{variable}' has no category '{category}'", where=f"margins of survey '{survey.name}'",
        mend=did_you_mean(category, codes),
    )  # fmt: skip
