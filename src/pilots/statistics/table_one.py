"""Table 1: who answered, held against the population or group against group, column by column."""

from collections.abc import Mapping, Sequence
from math import isfinite, nan, sqrt

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.balance import distance, pairs_of_means, pairs_of_shares
from pilots.statistics.describe import frequencies, means
from pilots.statistics.design import SampleDesign, codes, domains, spread
from pilots.statistics.design_estimates import fewest, interval_of
from pilots.statistics.design_stages import Codes
from pilots.statistics.design_tests import known_shares
from pilots.statistics.goodness_of_fit import multinomial_test
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.samples import EVERYONE, Values, as_list, numbers, require, rescaled
from pilots.vocabulary import OPTION

Known = Mapping[str, float] | float
"""Of a column in the population: by category how many people or which share, or the mean."""
POPULATION = "population"
GAP = f"{EVERYONE} - {POPULATION}"
_ONE = 1e-6

Row = dict[str, object]


def table_one(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    population: Mapping[str, Known] | None = None,
    by: str | None = None,
    weights: str | None = None,
    clusters: str | Sequence[str] | None = None,
    strata: str | None = None,
    fpc: str | Sequence[str] | None = None,
    ci: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Describe a sample next to its population, or next to one another the groups in it.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        What is told of them. Columns of numbers are described by their mean, unless `population` gives them categories; all
        others by the shares of their categories.
    population
        By column, what is known of the population: `{"language": {"nl": 0.7, "fr": 0.3}, "age": 38.2}`, categories with
        shares (which add up to 1) or counts, and means.
    by
        A column whose groups are compared with one another, instead of a population.
    weights, clusters, strata, fpc
        As in `SampleDesign.of`; with any of these shares and means are weighted and tests design-based: to see whether a
        weighted sample looks like its population.
    ci
        Level of the intervals, 0 to 1.
    seed
        Of random samples.

    Returns
    -------
    DataFrame
        An estimates frame. Per column and category (variable "column/category"): the rows of `frequencies` (or the `mean`
        and `sd` of `means`), and, where the population is known, its share (or mean), group "population", and the
        `share_difference` (or `mean_difference`), group "all - population". Per column: the `standardized_difference`, over
        all categories at once, with p and its Holm correction over the columns. With `by`: the rows of each group, and the
        `standardized_difference` per pair "a - b", without p: whether groups differ by chance is seldom the question.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, the population is of a column that isn't asked for, its shares do not add
        up to 1, or respondents are in categories that it lacks.

    Notes
    -----
    Standardised differences of means and of two shares are d = (x̄₁ - x̄₂) / √((s₁² + s₂²) / 2), s² = p (1 - p) for shares
    (Austin 2009); of a mean against a population, of which the spread is not known, over the sample's. With more than two
    categories it is the distance of Yang & Dalton (2012), √((p₁ - p₂)' S⁻¹ (p₁ - p₂)), S the mean of both multinomial
    covariance matrices, without sign; of two categories the sign is that of the first. Below 0.1 is often taken as alike; at n = 50 chance alone gives 0.2.

    The test of shares is multinomial, over all samples where these are few (`multinomial_test`), or, with a design, Rao and
    Scott's; that of a mean is the t test.

    References
    ----------
    Austin, P. C. (2009). Balance diagnostics for comparing the distribution of baseline covariates between treatment groups
    in propensity-score matched samples. Statistics in Medicine 28, 3083-3107.
    Yang, D. & Dalton, J. E. (2012). A unified approach to measuring the effect size between two groups using SAS. SAS Global
    Forum 2012, paper 335.

    Examples
    --------
    >>> parents = pd.DataFrame({"lang": ["nl"] * 9 + ["fr"], "age": [30, 35, 41, 38, 29, 44, 36, 33, 40, 37]})
    >>> found = table_one(parents, ["lang", "age"], population={"lang": {"nl": 0.6, "fr": 0.4}, "age": 38})
    >>> whole = found[found["statistic"] == "standardized_difference"]
    >>> whole[["variable", "estimate", "p_value", "p_adjusted", "n"]].round(3)
       variable  estimate  p_value  p_adjusted   n
    8      lang     0.739    0.059       0.117  10
    13      age    -0.357    0.288       0.288  10
    """
    known = dict(population or {})
    listed = as_list(columns)
    require(data, [*listed, *([by] if by else [])], ci=ci)
    if known and by:
        raise PilotsError(
            "both a population and groups", mend="Compare with `population`, or groups with `by`: in two tables."
        )
    for column in known:
        if column not in listed:
            raise PilotsError(f"'{column}' of the population is not in the table", mend=did_you_mean(column, listed))
    design = SampleDesign.of(data, weights=weights, clusters=clusters, strata=strata, fpc=fpc)
    drawn = {"weights": weights, "clusters": clusters, "strata": strata, "fpc": fpc}
    designed = any(drawn.values())
    frames = []
    for column in listed:
        about = known.get(column)
        if _is_number(data, column, about):
            found = means(data, column, by=by, ci=ci, **drawn)  # type: ignore[arg-type]
            frames.append(found[found["statistic"] != "design_effect"])
            values = numbers(data, [column])[column].to_numpy()
            rows = _mean(design, values, about, ci) if isinstance(about, int | float) else []
            rows += pairs_of_means(design, values, domains(data, by)) if by else []
        else:
            shares = _shares(column, about) if isinstance(about, Mapping) else {}
            place, labels = _categories(data, column, shares)
            frames.append(frequencies(data, column, by=by, codes={column: labels}, ci=ci, **drawn))  # type: ignore[arg-type]
            expected = np.array([shares[label] for label in labels]) if shares else None
            rows = (
                _fit(design, place, labels, expected, frames[-1], designed, ci, seed)
                if expected is not None and not by
                else []
            )
            rows += pairs_of_shares(design, place, len(labels), domains(data, by)) if by else []
        frames.append(vocabulary.estimates([_named(column, row) for row in rows]))
    return with_holm(pd.concat(frames, ignore_index=True)) if frames else vocabulary.estimates()


def _named(column: str, row: Row) -> Row:
    label = row.pop("category", None)
    return row | {"variable": column if label is None else f"{column}{OPTION}{label}"}


def _is_number(data: pd.DataFrame, column: str, about: Known | None) -> bool:
    if about is not None:
        return not isinstance(about, Mapping)
    dtype = data[column].dtype
    return pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype)


def _shares(column: str, about: Mapping[str, float]) -> dict[str, float]:
    found = {str(label): float(value) for label, value in about.items()}
    total = sum(found.values())
    if not found or not all(isfinite(value) and value >= 0 for value in found.values()) or not total > 0:
        raise PilotsError("shares are missing or below 0", where=f"population of '{column}'")
    if total < 2 and abs(total - 1) > _ONE:
        raise PilotsError(f"shares add up to {total:g}, not to 1", where=f"population of '{column}'")
    return {label: value / total for label, value in found.items()}


def _categories(data: pd.DataFrame, column: str, shares: Mapping[str, float]) -> tuple[Codes, list[str]]:
    place, labels = codes(data, column)
    strange = [label for label in labels if label not in shares or not shares[label]] if shares else []
    if strange:
        raise PilotsError(
            f"respondents are in {len(strange)} categories that the population lacks", where=f"column '{column}'",
            mend=f"Give them a count or share, or join them to one of: {', '.join(shares)}.",
        )  # fmt: skip
    listed = [label for label in shares if shares[label]] if shares else labels
    return np.array([listed.index(labels[k]) if k >= 0 else -1 for k in place], dtype=np.intp), listed


def _fit(
    design: SampleDesign,
    place: Codes,
    labels: Sequence[str],
    expected: Values,
    found: pd.DataFrame,
    designed: bool,
    ci: float,
    seed: int,
) -> list[Row]:
    """The shares of the population, the differences from them, and the standardised one with its test."""
    sample = found[found["statistic"] == "share"]
    n, missing = int(sample["n"].iloc[0]), int(sample["n_missing"].iloc[0])
    rows: list[Row] = []
    estimates = sample[["estimate", "ci_low", "ci_high"]].to_numpy()
    for label, share, (own, low, high), told in zip(labels, expected, estimates, sample["method"], strict=True):
        about: Row = {"category": label, "n": n, "n_missing": missing}
        known: Row = {"group": POPULATION, "statistic": "share", "estimate": share, "method": Method.KNOWN.value}
        gap: Row = {"group": GAP, "statistic": "share_difference", "estimate": own - share, "ci_level": ci}
        gap |= {"ci_low": low - share, "ci_high": high - share}
        gap["method"] = Method.SHARE_GAP.value if low == low else told
        rows += [about | known, about | gap]
    whole: Row = {"group": GAP, "statistic": "standardized_difference", "n": n, "n_missing": missing}
    if not n:
        return [*rows, whole | {"method": Method.NO_ANSWERS.value}]
    who = (place >= 0) & (design.weights > 0)
    whole["estimate"] = distance(estimates[:, 0], expected)
    if len(labels) < 2:
        return [*rows, whole | {"estimate": nan, "method": Method.NO_VARIANCE.value}]
    if not designed:
        counts = np.bincount(place[who], minlength=len(labels)).astype(np.int64)
        fit = multinomial_test(counts, expected, seed=seed)
        method = Method.STANDARD_GAP_EXACT if fit.exact else Method.STANDARD_GAP_RANDOM
        return [*rows, whole | {"p_value": fit.p, "method": method.value}]
    if design.df(who) < fewest(design):
        return [*rows, whole | {"method": (Method.FEW_SCHOOLS if design.clustered else Method.FEW_ANSWERS).value}]
    p = known_shares(design, place, who, expected).p
    return [*rows, whole | {"p_value": p, "method": _tested(p, Method.STANDARD_GAP_RAO_SCOTT).value}]


def _mean(design: SampleDesign, values: Values, about: float, ci: float) -> list[Row]:
    who = design.answered(values)
    n = int(who.sum())
    common: Row = {"n": n, "n_missing": len(values) - n}
    known: Row = common | {"group": POPULATION, "statistic": "mean", "estimate": about, "method": Method.KNOWN.value}
    gap: Row = common | {"group": GAP, "statistic": "mean_difference", "ci_level": ci}
    whole: Row = common | {"group": GAP, "statistic": "standardized_difference"}
    if n < 2:
        reason = (Method.ONE_ANSWER if n else Method.NO_ANSWERS).value
        return [known, gap | {"method": reason}, whole | {"method": reason}]
    small, factor = rescaled(np.where(who, values, about))
    apart = design.mean(small - about / factor, who)
    low, high = interval_of(design, apart, ci)
    p = apart.p if low == low else nan
    variance = spread(small[who], design.weights[who])
    gap |= {"estimate": apart.estimate * factor, "ci_low": low * factor, "ci_high": high * factor}
    gap["method"] = (Method.MEAN_GAP if low == low else _still(design, small[who])).value
    if not variance > 1e-24 * float((small[who] ** 2).max()):
        return [known, gap, whole | {"method": Method.NO_VARIANCE.value}]
    told = Method.STANDARD_GAP_T if p == p else Method.FEW_SCHOOLS if design.clustered else Method.FEW_ANSWERS
    return [known, gap, whole | {"estimate": apart.estimate / sqrt(variance), "p_value": p, "method": told.value}]


def _tested(p: float, method: Method) -> Method:
    return method if p == p else Method.LONE_CLUSTER_TEST


def _still(design: SampleDesign, values: Values) -> Method:
    if np.ptp(values) == 0:
        return Method.SAME_ANSWERS
    return Method.FEW_CLUSTERS if design.clustered else Method.FEW_ANSWERS
