"""Tests of whether groups ticked other options of a multiple-choice question: of each option, and of all together."""

from math import sqrt

import numpy as np

from pilots.statistics.design import SampleDesign
from pilots.statistics.design_estimates import fewest
from pilots.statistics.design_stages import Codes, Mask
from pilots.statistics.design_tests import corrected
from pilots.statistics.fisher import fisher_exact
from pilots.statistics.methods import Method
from pilots.statistics.permutation import Deals, permuted
from pilots.statistics.samples import Values

Row = dict[str, object]


def fisher_of_option(ticked: Mask, place: Codes, who: Mask, *, seed: int = 0) -> Row:
    """Cramér's V of one option, with Fisher's exact p over all groups."""
    table = np.zeros((int(place.max(initial=0)) + 1, 2), dtype=np.int64)
    np.add.at(table, (place[who], ticked[who].astype(int)), 1)
    table = table[table.sum(axis=1) > 0]
    if len(table) < 2:
        return {"method": Method.ONE_GROUP_ONLY.value}
    if not table.sum(axis=0).all():
        return {"method": Method.NO_VARIANCE.value}
    found = fisher_exact(table, seed=seed)
    v = sqrt(_chi_squares(table[:, [1]].astype("float64"), table.sum(axis=1))[0] / table.sum())
    return {
        "estimate": min(v, 1.0), "p_value": found.p,
        "method": (Method.OPTION_EXACT if found.exact else Method.OPTION_RANDOM).value,
    }  # fmt: skip


def permuted_options(ticked: Mask, place: Codes, who: Mask, *, seed: int = 0) -> Row:
    """The chi-squares of the options added up, with the p of permuting the groups among respondents."""
    order = np.lexsort((place[who], *ticked[who].T))
    given = ticked[who][order].astype("float64")
    labels = np.unique(place[who][order], return_inverse=True)[1]
    refused = _nothing(given, labels)
    if refused:
        return {"method": refused.value}
    sizes = np.bincount(labels)

    def added(deals: Deals) -> Values:
        sums: Values = np.zeros(len(deals))
        for group, size in enumerate(sizes):
            got = (deals == group).astype("float64") @ given
            share = given.mean(axis=0)
            varied = share * (1 - share) > 0
            sums += (size * (got / size - share)[:, varied] ** 2 / (share * (1 - share))[varied]).sum(axis=1)
        return sums

    found = permuted(added, labels, np.zeros(len(labels), dtype=np.intp), seed=seed)
    observed = float(added(labels.astype(np.int8)[None, :])[0])
    method = Method.OPTIONS_EXACT if found.exact else Method.OPTIONS_PERMUTED
    return {"estimate": observed, "p_value": found.p, "method": method.value}


def rao_scott_options(design: SampleDesign, ticked: Mask, place: Codes, who: Mask) -> Row:
    """The sum of the chi-squares of the options, or, of one option, its Cramér's V, with the second-order test."""
    labels = np.full(len(place), -1)
    labels[who] = np.unique(place[who], return_inverse=True)[1]
    given = ticked.astype("float64")
    refused = _nothing(given[who], labels[who])
    if refused:
        return {"method": refused.value}
    given = given[:, given[who].min(axis=0) < given[who].max(axis=0)]
    parts = design.parts(who)
    shares = parts @ given
    apart, influence, scale = [], [], []
    for group in range(int(labels.max()) + 1):
        own = design.parts(labels == group)
        size = float(parts[labels == group].sum()) * int(who.sum())
        apart.append(own @ given - shares)
        influence.append(own[:, None] * (given - own @ given) - parts[:, None] * (given - shares))
        scale.append(size / (shares * (1 - shares)))
    root = np.sqrt(np.concatenate(scale))
    variance = design.variance(np.hstack(influence)) * np.outer(root, root)
    statistic = float((np.concatenate(apart) ** 2 * root**2).sum())
    one = ticked.shape[1] == 1
    row: Row = {"estimate": min(sqrt(statistic / int(who.sum())), 1.0) if one else statistic}
    if design.df(who) < fewest(design):
        return row | {"method": (Method.FEW_SCHOOLS if design.clustered else Method.FEW_ANSWERS).value}
    if not np.isfinite(variance).all():
        return row | {"method": Method.LONE_CLUSTER_TEST.value}
    found = corrected(statistic, variance, design.df(who))
    method = Method.OPTION_RAO_SCOTT if one else Method.OPTIONS_RAO_SCOTT
    return row | {"p_value": found.p, "method": (method if found.p == found.p else Method.FIXED_BY_DESIGN).value}


def _nothing(given: Values, labels: Codes) -> Method | None:
    if not len(given) or len(np.unique(labels)) < 2:
        return Method.ONE_GROUP_ONLY
    return Method.NO_VARIANCE if (given.min(axis=0) == given.max(axis=0)).all() else None


def _chi_squares(ticked: Values, sizes: Values) -> Values:
    """By option: Pearson's chi-squared of groups by ticked or not."""
    share = ticked.sum(axis=0) / sizes.sum()
    found: Values = (sizes[:, None] * (ticked / sizes[:, None] - share) ** 2).sum(axis=0) / (share * (1 - share))
    return found
