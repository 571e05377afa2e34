"""What was measured of each element of a framework: scales, school by school, at every measurement."""

from collections.abc import Mapping

import pandas as pd

from pilots.frameworks.adding_up import spread
from pilots.statistics.intervals import mean_interval
from pilots.survey.summary import named_scores, scored
from pilots.survey.survey import Survey
from pilots.vocabulary import SITE, WAVE, Column, frame

MEASURED = (
    Column("element", "str", "Element", "id of an element of a framework"),
    Column("variable", "str", "Scale", "survey.scale"),
    Column("site", "str", "School", "id of the school; empty where it is unknown"),
    Column("wave", "int64", "Wave", "the measurement"),
    Column("mean", "float64", "Mean", "of the scale"),
    Column("ci_low", "float64", "Lower limit", "lower limit of the t interval"),
    Column("ci_high", "float64", "Upper limit", "upper limit of the t interval"),
    Column("n", "int64", "n", "who answered", "n"),
    Column("n_missing", "int64", "Missing", "who did not answer enough items"),
)


def by_element(surveys: Mapping[str, Survey], *, ci: float = 0.95) -> pd.DataFrame:
    """The mean of every scale that measures an element of a framework, by school and wave.

    Parameters
    ----------
    surveys
        By name; the column `framework` of sheet scales says which elements a scale measures.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        element, variable, site, wave, mean, ci_low, ci_high, n, n_missing; a row an element, scale, school and wave.
        A scale of a part of an element stands with that element too.

    Examples
    --------
    >>> by_element({}).empty
    True
    """
    rows: list[dict[str, object]] = []
    for name, survey in surveys.items():
        scales = spread(survey.codebook.scales.rename_axis("scale").reset_index())
        if scales.empty:
            continue
        scores, _ = named_scores(scored(survey), name)
        groups = list(scores.assign(**{SITE: scores[SITE].fillna("")}).groupby([SITE, WAVE]))
        for element, scale in scales[["element", "scale"]].itertuples(index=False, name=None):
            for (site, wave), own in groups:
                values = own[f"{name}.{scale}"].dropna().to_numpy("float64")
                low, high = mean_interval(values, ci=ci)
                row = {"element": element, "variable": f"{name}.{scale}", "site": site, "wave": wave}
                told = {"mean": values.mean() if len(values) else None, "ci_low": low, "ci_high": high}
                rows.append(row | told | {"n": len(values), "n_missing": len(own) - len(values)})
    return frame(MEASURED, rows)
