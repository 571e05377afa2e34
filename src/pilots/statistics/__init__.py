"""What small groups can bear: estimates with intervals, tests that refuse where nothing can be told.

What takes a DataFrame and column names gives an estimates frame (`vocabulary.estimates`), unrounded; where it can't
tell, the estimate is missing and `method` says why. `Method` lists all that `method` can say. `wilson` and the other
functions of numbers give limits or a p-value. What looks at single respondents (`careless`, `duplicates`, `outliers`)
gives a value a row.
"""

from pilots.statistics.careless import average_string, even_odd, irv, longstring, mahalanobis, psychometric_synonyms
from pilots.statistics.change import change
from pilots.statistics.comparability import comparability, verdict
from pilots.statistics.compare import compare, holm, with_holm
from pilots.statistics.describe import frequencies, means, medians
from pilots.statistics.duplicates import nearest
from pilots.statistics.intervals import mean_interval, median_interval
from pilots.statistics.methods import Method
from pilots.statistics.monitoring import run_chart
from pilots.statistics.outliers import outliers
from pilots.statistics.planning import detectable_difference
from pilots.statistics.proportions import clopper_pearson, wilson
from pilots.statistics.ranks import cliffs_delta, rank_test
from pilots.statistics.reliability import cronbach_alpha, feldt_interval
from pilots.statistics.weighting import Weighting, effective_n, poststratify, rake, trim_weights

__all__ = [
    "Method",
    "Weighting",
    "average_string",
    "change",
    "cliffs_delta",
    "clopper_pearson",
    "comparability",
    "compare",
    "cronbach_alpha",
    "detectable_difference",
    "effective_n",
    "even_odd",
    "feldt_interval",
    "frequencies",
    "holm",
    "irv",
    "longstring",
    "mahalanobis",
    "mean_interval",
    "means",
    "median_interval",
    "medians",
    "nearest",
    "outliers",
    "poststratify",
    "psychometric_synonyms",
    "rake",
    "rank_test",
    "run_chart",
    "trim_weights",
    "verdict",
    "wilson",
    "with_holm",
]
