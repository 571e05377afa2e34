"""Questions with several answers as one table: share of respondents and of answers per option, by group, with tests."""

from collections.abc import Sequence
from math import nan

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.design import SampleDesign, codes, domains
from pilots.statistics.design_estimates import share_row
from pilots.statistics.design_stages import Mask
from pilots.statistics.intervals import NONE, Difference
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.option_tests import fisher_of_option, permuted_options, rao_scott_options
from pilots.statistics.proportions import newcombe, wilson
from pilots.statistics.samples import EVERYONE, numbers, pairs, require
from pilots.vocabulary import OPTION

Row = dict[str, object]


def multiple_response(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str | None = None,
    weights: str | None = None,
    clusters: str | Sequence[str] | None = None,
    strata: str | None = None,
    fpc: str | Sequence[str] | None = None,
    ci: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """A multiple-choice question as one table, and whether groups ticked other options.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        The question ("barriers", whose options are the columns "barriers/..."), or the columns of its options, each holding
        1 (ticked), 0 (not ticked) or nothing (not asked).
    by
        A column whose groups are described one by one and compared.
    weights, clusters, strata, fpc
        As in `SampleDesign.of`; with any of these shares are weighted and tests are design-based.
    ci
        Level of the intervals, 0 to 1.
    seed
        Of random permutations.

    Returns
    -------
    DataFrame
        An estimates frame. Per group and option: `count` (who ticked it), `share` (of the respondents asked, Wilson's
        interval; shares add up to more than 1) and `share_of_answers` (of all ticks; they add up to 1). With groups, per
        option: `cramers_v` with Fisher's exact p over all groups, and per pair "a - b" the `share_difference` with
        Newcombe's interval; p_adjusted is Holm's over the options. And for the question as a whole `chi_squared`, added up
        over the options, with its p. n are those asked, whether they ticked anything or not; of the whole question, those
        asked every option.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or holds anything else than 1, 0 and nothing.

    Notes
    -----
    Respondents who tick several options make the usual test of an options x groups table wrong. The sum of the chi-squares
    of the options (Agresti & Liu 1999) is referred to permutations of the groups among respondents, each keeping all
    of their ticks (Bilder, Loughin & Nettleton 2000): all permutations where they are few. With a design it is referred
    to its second-order Rao-Scott distribution (Thomas & Decady 2004; Bilder & Loughin 2004), the linearised covariances of
    the shares standing for the dependence of options and of respondents within schools.

    References
    ----------
    Bilder, C. R. & Loughin, T. M. (2004). Testing for marginal independence between two categorical variables with multiple
    responses. Biometrics 60(1), 241-248.
    Thomas, D. R. & Decady, Y. J. (2004). Testing for association using multiple response survey data: approximate
    procedures based on the Rao-Scott approach. International Journal of Testing 4(1), 43-59.

    Examples
    --------
    >>> answers = pd.DataFrame({"needs/time": [1, 1, 0, 1], "needs/money": [0, 1, 1, 1], "who": ["p", "p", "s", "s"]})
    >>> multiple_response(answers, "needs")[["variable", "statistic", "estimate", "n"]].round(2)
          variable         statistic  estimate  n
    0   needs/time             count      3.00  4
    1   needs/time             share      0.75  4
    2   needs/time  share_of_answers      0.50  4
    3  needs/money             count      3.00  4
    4  needs/money             share      0.75  4
    5  needs/money  share_of_answers      0.50  4
    >>> found = multiple_response(answers, "needs", by="who")
    >>> found.loc[found["p_value"].notna(), ["variable", "statistic", "estimate", "p_value"]].round(2)
           variable    statistic  estimate  p_value
    12   needs/time    cramers_v      0.58      1.0
    14  needs/money    cramers_v      0.58      1.0
    16        needs  chi_squared      2.67      1.0
    """
    options = _options(data, columns)
    require(data, [*options, *([by] if by else [])], ci=ci)
    designed = bool(weights or clusters or strata or fpc)
    design = SampleDesign.of(data, weights=weights, clusters=clusters, strata=strata, fpc=fpc)
    ticks = numbers(data, options).to_numpy()
    if (
        not np.isin(ticks[np.isfinite(ticks)], (0, 1)).all()
        or (np.isnan(ticks) & data[options].notna().to_numpy()).any()
    ):
        raise PilotsError(
            "there are answers other than 1, 0 and none", where=", ".join(options), mend="Code ticked as 1."
        )
    asked = np.isfinite(ticks) & (design.weights > 0)[:, None]
    ticked = asked & (ticks == 1)
    parts = domains(data, by)
    rows: list[Row] = []
    for group, inside in parts.items():
        described = _described(design, ticked, asked, inside, designed, ci)
        rows += [{"variable": options[k], "group": group} | row for k, three in enumerate(described) for row in three]
    if by:
        rows += _compared(design, ticked, asked, data, by, options, designed, ci, seed)
    return with_holm(vocabulary.estimates(rows))


def _options(data: pd.DataFrame, columns: str | Sequence[str]) -> list[str]:
    if not isinstance(columns, str):
        return list(columns)
    if columns in data.columns:
        return [columns]
    found = [name for name in map(str, data.columns) if name.startswith(columns + OPTION)]
    if not found:
        questions = {str(name).split(OPTION)[0] for name in data.columns if OPTION in str(name)}
        raise PilotsError(
            f"there is no multiple-choice question '{columns}'", mend=did_you_mean(columns, sorted(questions))
        )
    return list(dict.fromkeys(found))


def _described(
    design: SampleDesign, ticked: Mask, asked: Mask, inside: Mask, designed: bool, ci: float
) -> list[list[Row]]:
    w = np.where(inside, design.weights, 0.0)
    answers = float((w @ ticked).sum())
    rows: list[list[Row]] = []
    for k in range(ticked.shape[1]):
        who = asked[:, k] & inside
        n, count = int(who.sum()), int((ticked[:, k] & who).sum())
        common: Row = {"n": n, "n_missing": int(inside.sum()) - n}
        counted: Row = {"statistic": "count", "estimate": count, "method": Method.COUNT.value}
        if designed:
            share: Row = share_row(design, ticked[:, k], who, ci=ci)
        else:
            low, high = wilson(count, n, ci=ci)
            told = Method.WILSON if n else Method.NO_ANSWERS
            share = {"statistic": "share", "estimate": count / n if n else nan, "method": told.value}
            share |= {"ci_low": low, "ci_high": high}
        given: Row = {"statistic": "share_of_answers", "method": Method.SHARE_OF_ANSWERS.value}
        given |= {"estimate": float(w @ ticked[:, k]) / answers} if answers else {"method": Method.NO_OPTION.value}
        rows.append([common | counted, common | share | {"ci_level": ci}, common | given])
    return rows


def _compared(
    design: SampleDesign, ticked: Mask, asked: Mask, data: pd.DataFrame, by: str, options: Sequence[str],
    designed: bool, ci: float, seed: int,
) -> list[Row]:  # fmt: skip
    place, labels = codes(data, by)
    compared = pairs(range(len(labels)))
    belongs = place >= 0
    rows: list[Row] = []
    for k, option in enumerate(options):
        who = asked[:, k] & belongs
        n = int(who.sum())
        common: Row = {"variable": option, "group": EVERYONE, "n": n, "n_missing": int(belongs.sum()) - n}
        if designed:
            tested = rao_scott_options(design, ticked[:, [k]], place, who)
        else:
            tested = fisher_of_option(ticked[:, k], place, who, seed=seed)
        rows.append(common | {"statistic": "cramers_v"} | tested)
        for a, b in compared:
            pair = asked[:, k] & ((place == a) | (place == b))
            about: Row = {
                "variable": option,
                "group": f"{labels[a]} - {labels[b]}",
                "n": int(pair.sum()),
                "ci_level": ci,
            }
            about["n_missing"] = int(((place == a) | (place == b)).sum() - pair.sum())
            rows.append(
                about | _difference(design, ticked[:, k], pair & (place == a), pair & (place == b), designed, ci)
            )
    who = asked.all(axis=1) & belongs
    whole: Row = {"variable": _question(options), "group": EVERYONE, "n": int(who.sum()), "statistic": "chi_squared"}
    whole["n_missing"] = int(belongs.sum() - who.sum())
    if designed:
        return [*rows, whole | rao_scott_options(design, ticked, place, who)]
    return [*rows, whole | permuted_options(ticked, place, who, seed=seed)]


def _difference(design: SampleDesign, ticked: Mask, one: Mask, two: Mask, designed: bool, ci: float) -> Row:
    row: Row = {"statistic": "share_difference"}
    if not (one.any() and two.any()):
        return row | {"method": Method.NO_ANSWERS.value}
    if not designed:
        counts = int((ticked & one).sum()), int(one.sum()), int((ticked & two).sum()), int(two.sum())
        low, high = newcombe(*counts, ci=ci)
        apart = counts[0] / counts[1] - counts[2] / counts[3]
        return row | {"estimate": apart, "ci_low": low, "ci_high": high, "method": Method.OPTION_NEWCOMBE.value}
    parts = design.parts(one), design.parts(two)
    shares = [float(part @ ticked) for part in parts]
    influence = parts[0] * (ticked - shares[0]) - parts[1] * (ticked - shares[1])
    found = design.linear(shares[0] - shares[1], influence, one | two, 1.0)
    found = Difference(found.estimate, found.se, found.df - 1)
    low, high = found.interval(ci) if found.df >= 1 else NONE
    known = Method.OPTION_LINEAR if low == low else Method.FEW_CLUSTERS if found.df < 1 else Method.FIXED_BY_DESIGN
    limits: Row = {"ci_low": max(low, -1.0), "ci_high": min(high, 1.0)} if low == low else {}
    return row | {"estimate": found.estimate, "method": known.value} | limits


def _question(options: Sequence[str]) -> str:
    questions = {option.rsplit(OPTION, 1)[0] for option in options}
    return questions.pop() if len(questions) == 1 else " + ".join(options)
