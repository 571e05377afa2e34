"""The tests that `choose` chooses from, each on one column: the estimate of the field with the p that holds its level."""

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.change import change
from pilots.statistics.cluster_permutation import cluster_permutation
from pilots.statistics.compare import compare
from pilots.statistics.contingency import contingency
from pilots.statistics.fisher import fisher_exact
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.permutation import permuted, wald_of_ranks
from pilots.statistics.rank_change import rank_change
from pilots.statistics.ranks import brunner_munzel
from pilots.statistics.samples import groups, values
from pilots.statistics.several_groups import compare_several
from pilots.statistics.share_change import share_change


def by_means(data: pd.DataFrame, column: str, *, by: str, ci: float, seed: int) -> pd.DataFrame:
    """Means of groups: difference and Hedges' g of two, share of the variance of more."""
    if len(_answering(data, column, by)) == 2:
        return compare(data, column, by=by, statistics=("mean_difference", "hedges_g"), ci=ci, seed=seed)
    found = compare_several(data, column, by=by, ci=ci, seed=seed)
    return with_holm(found[found["statistic"] == "omega_squared"].reset_index(drop=True))


def by_ranks(data: pd.DataFrame, column: str, *, by: str, ci: float, seed: int) -> pd.DataFrame:
    """Ranks of groups: Cliff's delta of two, epsilon squared of more, with p that unequal spreads don't mislead."""
    samples = _answering(data, column, by)
    if len(samples) == 2:
        found = compare(data, column, by=by, statistics=("cliffs_delta",), ci=ci, seed=seed)
        tested = found["p_value"].notna()
        p = brunner_munzel(*samples.values(), seed=seed)
        told = Method.CLIFF_STUDENTISED
    else:
        found = compare_several(data, column, by=by, ci=ci, seed=seed)
        found = found[found["statistic"] == "epsilon_squared"].reset_index(drop=True)
        tested = found["p_value"].notna()
        labels = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples.values()])
        answers = np.concatenate(list(samples.values()))
        p = permuted(wald_of_ranks(answers, labels), labels, np.zeros(len(labels), dtype="int64"), seed=seed).p
        told = Method.RELATIVE_EFFECTS
    method = found["method"].where(~tested, told.value)
    return with_holm(found.assign(p_value=found["p_value"].where(~tested, p), method=method))


def by_categories(data: pd.DataFrame, column: str, *, by: str, ci: float, seed: int) -> pd.DataFrame:
    """Shares of groups: the difference of two in one of two answers, else Cramér's V, with the mid-p of Fisher's test."""
    found = contingency(data, column, by=by, ci=ci, seed=seed)
    counts = pd.crosstab(
        data[by].astype("str").where(data[by].notna()), data[column].astype("str").where(data[column].notna())
    )
    two = counts.shape == (2, 2)
    found = found[found["statistic"] == ("share_difference" if two else "cramers_v")].reset_index(drop=True)
    p = fisher_exact(counts.to_numpy(), seed=seed).mid_p
    told = Method.SHARES_MID_P if two else Method.CRAMER_MID_P
    return with_holm(found.assign(p_value=p, method=told.value))


def categories_in_schools(
    data: pd.DataFrame, column: str, *, by: str, clusters: str, ci: float, seed: int
) -> pd.DataFrame:
    """Differences in the share of each category (of two, the last), with the test that schools ask for."""
    categories = list(groups(data, column))
    given = data[column].astype("str")
    shown = categories[1:] if len(categories) == 2 else categories
    shares = {
        f"{column}{vocabulary.OPTION}{category}": (given == category).astype("float64").where(data[column].notna())
        for category in shown
    }
    found = cluster_permutation(
        data[[by, clusters]].assign(**shares), list(shares), by=by, clusters=clusters, ci=ci, seed=seed
    )
    limits = {name: found[name].clip(-1, 1) for name in ("ci_low", "ci_high")}
    return found.assign(statistic="share_difference", **limits)


def of_waves(
    data: pd.DataFrame, column: str, function: str, *, person: str, wave: str, clusters: str | None, ci: float
) -> pd.DataFrame:
    """Change between two waves by means, ranks or shares."""
    if function == "change":
        return change(data, column, person=person, wave=wave, clusters=clusters, ci=ci)
    if function == "rank_change":
        return rank_change(data, column, person=person, wave=wave, ci=ci)
    categories = list(groups(data, column))
    yes = (data[column].astype("str") == categories[-1]).astype("float64").where(data[column].notna())
    return share_change(data.assign(**{column: yes}), column, person=person, wave=wave, ci=ci)


def _answering(data: pd.DataFrame, column: str, by: str) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    samples = {group: values(part, column) for group, part in groups(data, by).items()}
    return {group: sample for group, sample in samples.items() if len(sample)}
