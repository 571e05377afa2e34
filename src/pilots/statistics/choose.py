"""Which test the answers and the design can bear, and why: chosen, said in words, and run."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.choice import Choice, Kind, Reason, kind_of, ordered, skewness
from pilots.statistics.chosen_tests import (
    by_categories,
    by_means,
    by_ranks,
    categories_in_schools,
    of_waves,
)
from pilots.statistics.cluster_permutation import ENOUGH_WAYS, between_schools, cluster_permutation
from pilots.statistics.compare import FEWEST_SCHOOLS, SMALL
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.permutation import ways
from pilots.statistics.samples import MOST_GROUPS, as_list, at_most, groups, numbers, require

SKEWED = 1.0
"""Skewness, from which on numbers are compared by ranks."""


def choose(
    data: pd.DataFrame,
    column: str,
    *,
    by: str,
    clusters: str | None = None,
    person: str | None = None,
    kind: str | None = None,
    ci: float = 0.95,
    seed: int = 0,
) -> Choice:
    """Choose the test of a difference that these answers and this design can bear, and say why.

    Parameters
    ----------
    data
        One row a respondent (and wave).
    column
        The answers.
    by
        The column of the groups; with `person` of the two waves.
    clusters
        The column of the schools that respondents are nested in. Leave it out only where there are none: people
        of one school are alike, and without it the test finds far too much.
    person
        The column by which people are linked between two waves.
    kind
        "nominal", "ordinal" or "numeric"; left out, text, yes-no and two different answers are nominal, ordered
        categories and up to 11 different whole numbers ordinal, all else numeric. Categories that are coded as
        numbers can't be told from a scale: say so.
    ci
        Level of the intervals.
    seed
        Of the random permutations.

    Returns
    -------
    Choice
        `why()` says it in words, `run()` gives the estimates frame.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, the kind or the level is none, or answers that are to be ordinal or
        numeric are words without an order.

    Notes
    -----
    All tests hold their level where spreads differ between groups; none is chosen by a test before it. Numbers are
    compared by means unless all answers together are skewed by more than 1, then by ranks.

    - Two groups: Welch's t, by permutation below 15 people in a group; by ranks Brunner & Munzel's: the Wilcoxon-
      Mann-Whitney test finds 16 % where it should find 5 % with 8 widely against 40 narrowly spread answers.
    - More groups: Welch's analysis of variance; by ranks the Wald statistic of relative effects, permuted (Pauly,
      Brunner & Konietschke 2015).
    - Categories: Fisher's exact test with mid-p, whose level is near 5 % where that of the plain p is 1 or 2 %.
    - Waves: `change`, `rank_change`, `share_change`.
    - Schools: `cluster_permutation`. Below three schools nothing is tested.

    Refused: fewer than three schools, groups of one school each, a group with a single answer, answers all the same,
    one group only, changes between more than two categories.

    Pauly, M., Brunner, E. & Konietschke, F. (2015). Asymptotic permutation tests in general factorial designs.
    Journal of the Royal Statistical Society B 77, 461-473.

    Examples
    --------
    >>> trust = [3, 4, 4, 5, 4, 3, 2, 3, 2, 1, 3, 2, 2, 3, 1, 2, 4]
    >>> answers = pd.DataFrame({"who": ["parents"] * 8 + ["staff"] * 9, "trust": trust})
    >>> choice = choose(answers, "trust", by="who")
    >>> choice.why().split(": ")[1]
    "permutations of Brunner and Munzel's rank test, as people are few and spreads may differ"
    >>> choice.run()[["group", "statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
                 group     statistic  estimate  ci_low  ci_high  p_value
    0  parents - staff  cliffs_delta     0.653   0.113    0.895    0.022
    """
    require(data, [column, by, *(name for name in (clusters, person) if name)], ci=ci)
    if kind is not None and kind not in list(Kind):
        raise PilotsError(f"answers are not '{kind}'", mend=did_you_mean(kind, list(Kind)))
    known = data[[column, by, *(name for name in (clusters, person) if name)]].notna().all(axis=1)
    of_kind = Kind(kind) if kind else kind_of(data[column])
    if of_kind == Kind.NUMERIC or (of_kind == Kind.ORDINAL and not ordered(data[column])):
        numeric = numbers(data, [column])[column].notna()
        if known.any() and not (known & numeric).any() and not pd.api.types.is_numeric_dtype(data[column]):
            raise PilotsError(
                f"the answers in '{column}' have no order",
                mend="Make the column an ordered category, code its answers as numbers, or compare them as 'nominal'.",
            )
        known = known & numeric
    used = data[known]
    facts = _facts(used, by, clusters, person)
    at_most(facts["groups"], MOST_GROUPS, "groups")
    refused = _refusal(used, column, by, clusters, person, of_kind, facts)
    if refused:
        row = {
            "variable": column, "group": "all", "statistic": _STATISTIC[of_kind], "ci_level": ci, "n": len(used),
            "n_missing": len(data) - len(used), "method": refused.value,
        }  # fmt: skip
        return Choice(of_kind, "", refused, facts, True, lambda: vocabulary.estimates([row]))
    whole = (
        data.assign(**{column: data[column].cat.codes.where(data[column].notna())}) if ordered(data[column]) else data
    )
    ranks = of_kind == Kind.ORDINAL or (of_kind == Kind.NUMERIC and skewness(used[column]) > SKEWED)
    return _planned(whole, used, column, by, clusters, person, of_kind, ranks, facts, ci, seed)


def chosen(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    by: str,
    clusters: str | None = None,
    person: str | None = None,
    kind: str | None = None,
    ci: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Every column by the test that is chosen for it: `choose(...).run()`, corrected for the number of tests.

    Parameters
    ----------
    data, by, clusters, person, kind, ci, seed
        As for `choose`.
    columns
        The columns with answers.

    Returns
    -------
    DataFrame
        An estimates frame, the rows those of the function that was chosen. p_adjusted: Holm per statistic.

    Raises
    ------
    PilotsError
        As `choose`.

    Examples
    --------
    >>> answers = pd.DataFrame({"who": list("ppppppppsssssss"), "came": [1, 0, 1, 1, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1]})
    >>> chosen(answers, "came", by="who")[["group", "statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
       group         statistic  estimate  ci_low  ci_high  p_value
    0  p - s  share_difference     0.464  -0.028    0.735    0.086
    """
    found = [
        choose(data, column, by=by, clusters=clusters, person=person, kind=kind, ci=ci, seed=seed).run()
        for column in as_list(columns)
    ]
    return with_holm(pd.concat(found, ignore_index=True))


_STATISTIC = {Kind.NOMINAL: "share_difference", Kind.ORDINAL: "cliffs_delta", Kind.NUMERIC: "mean_difference"}


def _facts(used: pd.DataFrame, by: str, clusters: str | None, person: str | None) -> dict[str, int]:
    sizes = [len(part) for part in groups(used, by).values()]
    facts = {"groups": len(sizes), "smallest": min(sizes, default=0), "people": len(used)}
    if person:
        facts["people"] = used[person].nunique()
    if clusters:
        facts["schools"] = used[clusters].nunique()
    return facts


def _refusal(
    used: pd.DataFrame,
    column: str,
    by: str,
    clusters: str | None,
    person: str | None,
    kind: Kind,
    facts: Mapping[str, int],
) -> Method | None:
    if used.empty:
        return Method.NO_ANSWERS
    if person and facts["groups"] != 2:
        return Method.TWO_WAVES
    if facts["groups"] < 2:
        return Method.LONE_GROUP
    if clusters and facts["schools"] < FEWEST_SCHOOLS:
        return Method.FEW_SCHOOLS
    if clusters and not person and facts["schools"] == facts["groups"] and _between(used, by, clusters):
        return Method.GROUP_IS_SCHOOL
    if facts["smallest"] < 2:
        return Method.SMALL_GROUP
    answers = used[column].nunique()
    if answers < 2:
        return Method.NO_DIFFERENCES
    return Method.PAIRED_CATEGORIES if person and kind == Kind.NOMINAL and answers > 2 else None


def _planned(
    data: pd.DataFrame,
    used: pd.DataFrame,
    column: str,
    by: str,
    clusters: str | None,
    person: str | None,
    kind: Kind,
    ranks: bool,
    facts: Mapping[str, int],
    ci: float,
    seed: int,
) -> Choice:
    def choice(function: str, reason: Reason, run: Callable[[], pd.DataFrame]) -> Choice:
        return Choice(kind, function, reason, facts, False, run)

    if person:
        function, reason = (
            ("change", Reason.WAVES_SCHOOLS) if clusters
            else ("share_change", Reason.WAVES_SHARES) if kind == Kind.NOMINAL
            else ("rank_change", Reason.WAVES_RANKS) if ranks
            else ("change", Reason.WAVES_MEANS)
        )  # fmt: skip
        return choice(
            function, reason, lambda: of_waves(data, column, function, person=person, wave=by, clusters=clusters, ci=ci)
        )
    if clusters:
        between = _between(used, by, clusters)
        reason = (
            (Reason.BETWEEN if _many_ways(used, by, clusters) else Reason.BETWEEN_FEW) if between
            else Reason.WITHIN_CATEGORIES if kind == Kind.NOMINAL
            else Reason.WITHIN_RANKS if ranks
            else Reason.WITHIN_MEANS
        )  # fmt: skip
        if kind == Kind.NOMINAL:
            return choice(
                "cluster_permutation",
                reason,
                lambda: categories_in_schools(data, column, by=by, clusters=clusters, ci=ci, seed=seed),
            )
        return choice(
            "cluster_permutation",
            reason,
            lambda: cluster_permutation(data, column, by=by, clusters=clusters, ranks=ranks, ci=ci, seed=seed),
        )
    several, small = facts["groups"] > 2, facts["smallest"] < SMALL
    if kind == Kind.NOMINAL:
        return choice("fisher_exact", Reason.CATEGORIES, lambda: by_categories(data, column, by=by, ci=ci, seed=seed))
    function = "compare_several" if several else "compare"
    if ranks:
        reason = Reason.RANKS if several else Reason.TWO_RANKS_SMALL if small else Reason.TWO_RANKS
        return choice(function, reason, lambda: by_ranks(data, column, by=by, ci=ci, seed=seed))
    reason = Reason.MEANS if several else Reason.TWO_MEANS_SMALL if small else Reason.TWO_MEANS
    return choice(function, reason, lambda: by_means(data, column, by=by, ci=ci, seed=seed))


def _between(used: pd.DataFrame, by: str, clusters: str) -> bool:
    return between_schools(*(pd.factorize(used[name].astype("str"))[0] for name in (by, clusters)))


def _many_ways(used: pd.DataFrame, by: str, clusters: str) -> bool:
    arms = pd.factorize(used.drop_duplicates(clusters)[by].astype("str"))[0]
    return ways(arms, np.zeros(len(arms), dtype="int64")) >= ENOUGH_WAYS
