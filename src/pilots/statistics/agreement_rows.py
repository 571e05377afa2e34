"""The rows of an estimates frame that tell how coders agree: percent first, then the coefficients that were asked for."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.agreement_bootstrap import RESAMPLES, drawn_units, percentiles, require_resamples
from pilots.statistics.agreement_coefficients import Agreed, Weighed, coefficient, values
from pilots.statistics.agreement_methods import AgreementMethod
from pilots.statistics.agreement_weights import agreement_weights
from pilots.statistics.ratings import Ratings
from pilots.statistics.samples import Values

Row = dict[str, object]

OF_TWO = ("cohen_kappa", "scott_pi", "krippendorff_alpha", "gwet_ac", "brennan_prediger")
"""What is told of two coders."""
OF_MORE = ("conger_kappa", "light_kappa", "fleiss_kappa", "krippendorff_alpha", "gwet_ac", "brennan_prediger")
"""What is told of three coders or more."""
OF_COUNTS = ("fleiss_kappa", "krippendorff_alpha", "gwet_ac", "brennan_prediger")
"""What can be told without knowing who gave what."""
_OF_ALL_RATED = {"cohen_kappa", "scott_pi", "light_kappa"}


class Drawing(NamedTuple):
    """How an interval is made: `t` over units, or `bootstrap`, with its samples and seed, and its level."""

    interval: str = "t"
    resamples: int = RESAMPLES
    ci: float = 0.95
    seed: int = 0


def asked(coefficients: Sequence[str], known: Collection[str]) -> list[str]:
    """The coefficients that are asked for, once each.

    Raises
    ------
    PilotsError
        When one of them is not known here.
    """
    for name in coefficients:
        if name not in known:
            raise PilotsError(f"there is no coefficient '{name}' here", mend=did_you_mean(name, known))
    return list(dict.fromkeys(coefficients))


def estimated(
    ratings: Ratings, names: Sequence[str], scheme: str, drawing: Drawing, *, sampled: bool = True
) -> list[Row]:
    """A row for percent agreement, one with weights if there are any, and one a coefficient.

    Raises
    ------
    PilotsError
        When there are no such weights or interval.
    """
    weights = agreement_weights(scheme, ratings.scores)
    exact = np.eye(len(ratings.scores))
    rows = [told("percent_agreement", ratings, exact, "unweighted", drawing, sampled=sampled)]
    if scheme != "unweighted":
        rows.append(told("weighted_agreement", ratings, weights, scheme, drawing, sampled=sampled))
    return [*rows, *(told(name, ratings, weights, scheme, drawing, sampled=sampled) for name in names)]


def told(name: str, ratings: Ratings, weights: Values, scheme: str, drawing: Drawing, *, sampled: bool = True) -> Row:
    """One coefficient with its interval, or the reason why there is none."""
    if drawing.interval not in ("t", "bootstrap"):
        raise PilotsError(f"there is no interval '{drawing.interval}'", mend="Take t or bootstrap.")
    require_resamples(drawing.resamples)
    used = _rated_by_all(ratings) if name in _OF_ALL_RATED and ratings.codes is not None else ratings
    about: Row = {"statistic": name, "n": used.n, "n_missing": used.n_missing, "ci_level": drawing.ci}
    if why := _undefined(name, used):
        return about | {"method": why.value}
    weighed = Weighed(used, weights)
    found = coefficient(name, weighed, sampled=sampled)
    if not np.isfinite(found.value):
        return about | {"method": AgreementMethod.ONE_RATING.value}
    about |= {"estimate": found.value} | ({} if name.endswith("_agreement") else {"p_value": found.p})
    if drawing.interval == "bootstrap":
        return about | _drawn(name, weighed, scheme, drawing)
    return about | _t(name, found, METHODS[scheme][0], drawing.ci)


def _rated_by_all(ratings: Ratings) -> Ratings:
    return ratings.of(range(0 if ratings.codes is None else ratings.codes.shape[1]))


def _undefined(name: str, ratings: Ratings) -> AgreementMethod | None:
    if ratings.codes is not None and ratings.codes.shape[1] < 2:
        return AgreementMethod.ONE_CODER
    if not ratings.n:
        return AgreementMethod.NOT_RATED_BY_ALL if name in _OF_ALL_RATED else AgreementMethod.NOT_RATED_TWICE
    if name == "conger_kappa" and ratings.codes is not None and (ratings.codes < 0).all(axis=0).any():
        return AgreementMethod.NOT_RATED_BY_ALL
    return None


def _t(name: str, found: Agreed, method: AgreementMethod, ci: float) -> Row:
    from scipy.special import stdtrit

    if not found.standard_error > 0:
        return {"method": (AgreementMethod.ONE_UNIT if found.units < 2 else AgreementMethod.SAME_AGREEMENT).value}
    half = float(stdtrit(found.units - 1, (1 + ci) / 2)) * found.standard_error
    low = max(found.value - half, 0.0) if name.endswith("_agreement") else found.value - half
    return {"ci_low": low, "ci_high": min(found.value + half, 1.0), "method": method.value}


def _drawn(name: str, weighed: Weighed, scheme: str, drawing: Drawing) -> Row:
    lines = drawn_units(weighed.ratings.alike, drawing.resamples, drawing.seed)
    of_lines = (values(name, weighed, some) for some in lines)
    low, high, why = percentiles(of_lines, drawing.resamples, drawing.ci)
    return {"ci_low": low, "ci_high": high, "method": (why or METHODS[scheme][1]).value}


METHODS = {
    "unweighted": (AgreementMethod.UNWEIGHTED_AGREEMENT, AgreementMethod.UNWEIGHTED_AGREEMENT_DRAWN),
    "linear": (AgreementMethod.LINEAR_AGREEMENT, AgreementMethod.LINEAR_AGREEMENT_DRAWN),
    "quadratic": (AgreementMethod.QUADRATIC_AGREEMENT, AgreementMethod.QUADRATIC_AGREEMENT_DRAWN),
    "radical": (AgreementMethod.RADICAL_AGREEMENT, AgreementMethod.RADICAL_AGREEMENT_DRAWN),
    "ordinal": (AgreementMethod.ORDINAL_AGREEMENT, AgreementMethod.ORDINAL_AGREEMENT_DRAWN),
    "ratio": (AgreementMethod.RATIO_AGREEMENT, AgreementMethod.RATIO_AGREEMENT_DRAWN),
    "circular": (AgreementMethod.CIRCULAR_AGREEMENT, AgreementMethod.CIRCULAR_AGREEMENT_DRAWN),
    "bipolar": (AgreementMethod.BIPOLAR_AGREEMENT, AgreementMethod.BIPOLAR_AGREEMENT_DRAWN),
}
"""By the name of the weights: the method with t, and with the bootstrap."""
