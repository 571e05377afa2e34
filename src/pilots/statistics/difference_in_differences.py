"""Whether a group changed more than another that had no action yet: a school that joins later as the yardstick."""

from collections.abc import Sequence
from math import nan

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.change import difference, school_means
from pilots.statistics.intervals import Difference, mean_difference
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.pairing import People, Waves, two_waves
from pilots.statistics.samples import as_list, rescaled

FEWEST_SITES = 2
"""Schools on a side, below which nothing is told beyond these very schools."""

Row = dict[str, object]


def difference_in_differences(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    person: str,
    wave: str,
    by: str,
    treated: str,
    clusters: str | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """The change of those with the action, less the change of each other group in the same time.

    Both must have been asked in the first and in the last wave, the others before the action reached them: a school
    that joins later. Whatever changes for all alike, a season or a strike, falls out; what happened to one group only
    does not.

    Parameters
    ----------
    data, columns, person, wave, ci
        As for `change`.
    by
        The column of the groups.
    treated
        The group with the action.
    clusters
        The column of the schools that people are nested in; give it wherever there are schools. From two schools a group
        on, every school counts once; with a single one on a side there is an interval over people, no p-value.

    Returns
    -------
    DataFrame
        An estimates frame: per column and other group a row `difference_in_differences`, "treated - other", in the unit
        of the column. n counts people of both groups, each once. p_adjusted: Holm.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, someone has two rows in a wave, or no group is called `treated`.

    Notes
    -----
    Over people: both changes as `change` has them, from linked and other people, subtracted; se² and Satterthwaite
    degrees of freedom from both. Over schools: Welch's t test of the schools' changes (Donald & Lang 2007; Ibragimov &
    Müller 2016). With one treated school the chance of that school can't be told from the action: no number of people
    mends it, so p is missing, and the interval speaks of these schools' people only.

    Donald, S. G. & Lang, K. (2007). Inference with difference-in-differences and other panel data. Review of Economics
    and Statistics 89, 221-233. Ibragimov, R. & Müller, U. K. (2016). Inference with few heterogeneous clusters. Review
    of Economics and Statistics 98, 83-96.

    Examples
    --------
    >>> answers = pd.DataFrame({"wave": [0] * 8 + [1] * 8, "who": [*range(8)] * 2, "group": list("aaaabbbb") * 2,
    ...     "trust": [2, 3, 4, 5, 2, 3, 4, 5, 3, 5, 5, 6, 2, 3, 4, 6]})
    >>> found = difference_in_differences(answers, "trust", person="who", wave="wave", by="group", treated="a")
    >>> found[["group", "estimate", "ci_low", "ci_high", "p_value", "n"]].round(3)
       group  estimate  ci_low  ci_high  p_value  n
    0  a - b       1.0   0.135    1.865     0.03  8
    """
    within = [clusters] if clusters else []
    parts = two_waves(data, as_list(columns), person=person, wave=wave, by=by, others=within, ci=ci)
    if str(treated) not in parts and parts:
        raise PilotsError(f"no group is called '{treated}'", mend=did_you_mean(str(treated), list(parts)))
    rows: list[Row] = []
    for column in as_list(columns):
        for other in [group for group in parts if group != str(treated)]:
            both = (parts[str(treated)], parts[other])
            rows.append(
                {"variable": column, "group": f"{treated} - {other}", "ci_level": ci} | _row(both, column, clusters, ci)
            )
    return with_holm(vocabulary.estimates(rows))


def _row(both: tuple[Waves, Waves], column: str, clusters: str | None, ci: float) -> Row:
    people = [waves.people(column) for waves in both]
    n = sum(part.n for part in people)
    row: Row = {
        "statistic": "difference_in_differences", "n": n, "n_missing": sum(part.asked for part in people) - n
    }  # fmt: skip
    missing = both[0].missing or both[1].missing
    if missing or min(min(len(part.before), len(part.after)) for part in people) < 2:
        return row | {"method": (missing or Method.ONE_ANSWER).value}
    _, unit = rescaled(np.concatenate([answers for part in people for answers in (part.before, part.after)]))
    schools = [school_means(waves, column, clusters)[0] / unit for waves in both] if clusters else []
    between = bool(schools) and min(len(part) for part in schools) >= FEWEST_SITES
    if between:
        changes = [np.sort(part[:, 1] - part[:, 0]) for part in schools]
        found, method = mean_difference(changes[0], changes[1]), Method.DID_SCHOOLS
    else:
        found, method = _over_people([_small(part, unit) for part in people]), Method.DID
    low, high = (limit * unit for limit in found.interval(ci))
    p = found.p
    if not found.se > 0:
        method = Method.SAME_CHANGE
    elif clusters and not between:
        p, method = nan, Method.ONE_SITE
    return row | {
        "estimate": found.estimate * unit, "ci_low": low, "ci_high": high, "p_value": p, "method": method.value
    }  # fmt: skip


def _small(people: People, unit: float) -> People:
    return people._replace(before=people.before / unit, after=people.after / unit, linked=people.linked / unit)


def _over_people(people: list[People]) -> Difference:
    first, second = (difference(part)[0] for part in people)
    estimate = first.estimate - second.estimate
    variances = [change.se**2 for change in (first, second)]
    total = sum(variances)
    if not total > 0:
        return Difference(estimate, 0.0, nan)
    parts = [v**2 / change.df for v, change in zip(variances, (first, second), strict=True) if v > 0]
    return Difference(estimate, float(np.sqrt(total)), total**2 / sum(parts))
