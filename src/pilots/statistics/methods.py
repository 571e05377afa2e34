"""How an estimate was made, or why it could not be: the words that stand in the column `method`."""

from enum import StrEnum


class Method(StrEnum):
    """Every text that `method` can hold in this room; keys of the gettext catalogues.

    A text that starts with "cannot tell" stands beside a missing estimate or p-value.

    Examples
    --------
    >>> str(Method.T)
    'mean with t interval'
    >>> Method.NO_BASELINE.value
    'no baseline: joined later'
    """

    # describe, design
    T = "mean with t interval"
    SD = "standard deviation"
    ORDER = "median with exact order-statistic interval"
    COUNT = "count"
    WILSON = "share with Wilson interval"
    WILSON_REVERSED = "share that agrees with a statement put the other way round, Wilson interval"
    CLOPPER_PEARSON = "share with exact Clopper-Pearson interval"
    # intervals, bootstrap
    # reliability, association
    ALPHA = "Cronbach's alpha with Feldt interval, complete answers only"
    # compare, contingency, equivalence
    WELCH = "Welch t test and interval"
    WELCH_EXACT = "Welch t interval, exact permutation p"
    WELCH_RANDOM = "Welch t interval, p of 9,999 seeded random permutations"
    G = "Hedges' g with noncentral t interval, p of the Welch t test"
    G_EXACT = "Hedges' g with noncentral t interval, exact permutation p"
    G_RANDOM = "Hedges' g with noncentral t interval, p of 9,999 seeded random permutations"
    CLIFF_EXACT = "Cliff's delta with consistent t interval, exact rank test"
    CLIFF = "Cliff's delta with consistent t interval, rank test with tie correction"
    D = "Cohen's d with noncentral t interval, p of the Welch t test"
    D_EXACT = "Cohen's d with noncentral t interval, exact permutation p"
    D_RANDOM = "Cohen's d with noncentral t interval, p of 9,999 seeded random permutations"
    GLASS = "Glass's delta with noncentral t interval, p of the Welch t test"
    GLASS_EXACT = "Glass's delta with noncentral t interval, exact permutation p"
    GLASS_RANDOM = "Glass's delta with noncentral t interval, p of 9,999 seeded random permutations"
    RANK_BISERIAL = "rank-biserial correlation with Fisher z interval, rank test with tie correction"
    RANK_BISERIAL_EXACT = "rank-biserial correlation with Fisher z interval, exact rank test"
    # clusters, choose
    ICC = "intraclass correlation of one-way analysis of variance, exact interval"
    KISH = "design effect from the intraclass correlation and the sizes of the schools"
    KISH_N = "number of answers divided by the design effect"
    SHROUT_FLEISS = "intraclass correlation with F interval (Shrout and Fleiss)"
    CR0 = "least squares, errors clustered in schools (CR0), Satterthwaite t"
    CR1 = "least squares, errors clustered in schools (CR1), Satterthwaite t"
    CR1S = "least squares, errors clustered in schools (CR1S), Satterthwaite t"
    CR2 = "least squares, errors clustered in schools (CR2), Satterthwaite t"
    HC0 = "least squares, errors of unequal spread (HC0)"
    HC1 = "least squares, errors of unequal spread (HC1)"
    HC2 = "least squares, errors of unequal spread (HC2)"
    HC3 = "least squares, errors of unequal spread (HC3)"
    # models
    # change, single case, interrupted time series
    PAIRED = "paired t test and interval"
    UNPAIRED = "unpaired (Welch) t test and interval"
    PARTLY_PAIRED = "partly overlapping samples t test and interval"
    FEW_PAIRS = "too few pairs to use the pairing: unpaired (Welch) t test and interval"
    CHANGE_G = "Hedges' g of the change with noncentral t interval"
    PAIRS = "people linked between the waves"
    # planning, synthesis
    DETECTABLE = "smallest value that the sample would show with the power asked for"
    WIDTH = "width of the interval to expect"
    # monitoring
    RUN_CHART = "run chart, Anhøj rules"
    MEDIAN = "median of all points"
    # missing data, comparability
    DIF = "standardised mean difference at equal totals, Mantel test"

    # why there is none
    FEW_SCHOOLS = "no test: fewer than 3 schools"
    NO_ANSWERS = "cannot tell: no answers"
    ONE_ANSWER = "cannot tell: fewer than two answers"
    FEW_ANSWERS = "no interval: too few answers"
    SAME_ANSWERS = "no interval: the answers do not vary"
    NO_OVERLAP = "no interval: the groups do not overlap"
    NO_VARIANCE = "cannot tell: the answers do not vary"
    SAME_CHANGE = "cannot tell: the change does not vary"
    FEW_COMPLETE = "cannot tell: fewer than 3 people answered every item"
    ONE_ITEM = "cannot tell: fewer than two items"
    OTHER_RANGE = "cannot tell: the groups answered on different scales"
    ONE_WAVE = "cannot tell: only one wave"
    NO_BASELINE = "no baseline: joined later"
    NO_FOLLOW_UP = "no answers in the last wave"
    NO_EQUAL_TOTALS = "cannot tell: nobody in both languages has the same total"
    FEW_POINTS = "cannot tell: fewer than 10 useful points"
    ONE_SCHOOL = "cannot tell: only one school"
    ONE_EACH = "cannot tell: no school with two answers"
    SAME_WITHIN = "no interval: the answers do not vary within schools"
    FEW_RATED = "cannot tell: fewer than two cases rated by all"
    SAME_RATINGS = "cannot tell: the ratings leave no differences over"
    FEW_FOR_MODEL = "cannot tell: no more answers than coefficients"
    NOTHING_LEFT = "no interval: the model leaves nothing over"
    SINGLE_SCHOOL = "no interval: the coefficient rests on a single school"
