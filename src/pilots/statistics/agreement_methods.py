"""How agreement between coders was reckoned, or why it could not be: the words that stand in the column `method`."""

from enum import StrEnum


class AgreementMethod(StrEnum):
    """What `method` can hold of coders, as `Method` does of the rest; keys of the gettext catalogues.

    Examples
    --------
    >>> AgreementMethod.ONE_CODER.value
    'cannot tell: fewer than two coders'
    """

    UNWEIGHTED_AGREEMENT = "same category or not, t interval over units for just these coders"
    LINEAR_AGREEMENT = "linear weights, t interval over units for just these coders"
    QUADRATIC_AGREEMENT = "quadratic weights, t interval over units for just these coders"
    RADICAL_AGREEMENT = "radical weights, t interval over units for just these coders"
    ORDINAL_AGREEMENT = "ordinal weights, t interval over units for just these coders"
    RATIO_AGREEMENT = "ratio weights, t interval over units for just these coders"
    CIRCULAR_AGREEMENT = "circular weights, t interval over units for just these coders"
    BIPOLAR_AGREEMENT = "bipolar weights, t interval over units for just these coders"
    UNWEIGHTED_AGREEMENT_DRAWN = "same category or not, percentile interval over drawn units"
    LINEAR_AGREEMENT_DRAWN = "linear weights, percentile interval over drawn units"
    QUADRATIC_AGREEMENT_DRAWN = "quadratic weights, percentile interval over drawn units"
    RADICAL_AGREEMENT_DRAWN = "radical weights, percentile interval over drawn units"
    ORDINAL_AGREEMENT_DRAWN = "ordinal weights, percentile interval over drawn units"
    RATIO_AGREEMENT_DRAWN = "ratio weights, percentile interval over drawn units"
    CIRCULAR_AGREEMENT_DRAWN = "circular weights, percentile interval over drawn units"
    BIPOLAR_AGREEMENT_DRAWN = "bipolar weights, percentile interval over drawn units"
    TOLERANT_AGREEMENT = "no farther apart than the tolerance, t interval over units for just these coders"
    NOMINAL_DRAWN = "nominal, percentile interval over drawn units"
    ORDINAL_DRAWN = "ordinal, percentile interval over drawn units"
    INTERVAL_DRAWN = "interval, percentile interval over drawn units"
    RATIO_DRAWN = "ratio, percentile interval over drawn units"
    KAPPA_Z = "t interval over units for just these coders, z test of agreement by chance"

    # why there is none
    NOT_RATED_TWICE = "cannot tell: no unit was rated by two coders"
    NOT_RATED_BY_ALL = "cannot tell: no unit was rated by all coders"
    ONE_CODER = "cannot tell: fewer than two coders"
    ONE_RATING = "cannot tell: not defined, as only one value occurs"
    ONE_UNIT = "no interval: fewer than two units"
    SAME_AGREEMENT = "no interval: the coders agree equally well on every unit"
