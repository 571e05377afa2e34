"""What small groups can bear: estimates with intervals, tests that refuse where nothing can be told.

What takes a DataFrame and column names gives an estimates frame (`vocabulary.estimates`), unrounded; where it can't
tell, the estimate is missing and `method` says why. `Method` lists all that `method` can say, `AgreementMethod` what
it says of coders. `wilson` and the other functions of numbers give limits or a p-value. What looks at single respondents (`careless`, `duplicates`, `outliers`)
gives a value a row.
"""

from pilots.statistics.agreement import agreement
from pilots.statistics.agreement_counts import agreement_counts, agreement_table
from pilots.statistics.agreement_methods import AgreementMethod
from pilots.statistics.agreement_weights import agreement_weights
from pilots.statistics.analysis_of_variance import anova, kruskal_wallis, welch_anova
from pilots.statistics.associate import associate
from pilots.statistics.baseline_adjusted import baseline_adjusted
from pilots.statistics.benchmarking import benchmark
from pilots.statistics.bootstrap import bootstrap
from pilots.statistics.careless import average_string, even_odd, irv, longstring, mahalanobis, psychometric_synonyms
from pilots.statistics.change import change
from pilots.statistics.choice import Choice, Kind, Reason
from pilots.statistics.choose import choose, chosen
from pilots.statistics.cluster_permutation import cluster_permutation
from pilots.statistics.cluster_robust import cluster_regression, robust_errors
from pilots.statistics.clusters import design_effect, icc
from pilots.statistics.comparability import comparability, differing, verdict
from pilots.statistics.compare import compare
from pilots.statistics.contingency import adjusted_residuals, cell_residuals, contingency, independence
from pilots.statistics.control_chart import control_chart
from pilots.statistics.correlation_intervals import kendall_tau, pearson_interval, spearman_interval
from pilots.statistics.describe import frequencies, means, medians
from pilots.statistics.design import SampleDesign
from pilots.statistics.design_compare import design_association, design_compare
from pilots.statistics.design_estimates import ratios, totals
from pilots.statistics.design_models import design_regression
from pilots.statistics.detectable import detectable_correlation, detectable_share
from pilots.statistics.difference_in_differences import difference_in_differences
from pilots.statistics.duplicates import nearest
from pilots.statistics.effect_sizes import cohens_d, glass_delta, hedges_g
from pilots.statistics.equivalence import equivalence, share_equivalence
from pilots.statistics.fisher import fisher_exact
from pilots.statistics.gee import gee
from pilots.statistics.goal_attainment import gas_key, gas_scores, gas_t, goal_attainment
from pilots.statistics.goodness_of_fit import multinomial_test
from pilots.statistics.imputation import imputations, impute
from pilots.statistics.interrupted_series import interrupted_series
from pilots.statistics.intervals import mean_interval, median_interval, sd_interval
from pilots.statistics.intraclass import intraclass
from pilots.statistics.item_analysis import item_analysis
from pilots.statistics.kappa_tests import kappa_by_category, percent_agreement
from pilots.statistics.krippendorff import krippendorff_alpha
from pilots.statistics.likert import likert
from pilots.statistics.logistic_regression import firth_regression, logistic_regression
from pilots.statistics.methods import Method
from pilots.statistics.missing import little_mcar, missing_patterns
from pilots.statistics.mixed_model import mixed_model
from pilots.statistics.monitoring import run_chart
from pilots.statistics.multiple_response import multiple_response
from pilots.statistics.multiplicity import false_discovery_rate, holm, with_correction, with_holm
from pilots.statistics.nested_synthesis import nested_synthesis
from pilots.statistics.odds import (
    conditional_odds_ratio,
    haldane_odds_ratio,
    odds_ratio,
    phi,
    risk_difference,
    risk_ratio,
)
from pilots.statistics.omega import omega
from pilots.statistics.ordinal_regression import ordinal_regression
from pilots.statistics.outliers import outliers
from pilots.statistics.planning import detectable_difference
from pilots.statistics.precision import expected_width, needed_n
from pilots.statistics.proportional_odds import proportional_odds
from pilots.statistics.proportions import (
    agresti_coull,
    clopper_pearson,
    jeffreys,
    newcombe,
    newcombe_paired,
    wilson,
    wilson_corrected,
)
from pilots.statistics.rank_change import rank_change
from pilots.statistics.ranks import brunner_munzel, cliffs_delta, rank_biserial, rank_test
from pilots.statistics.reliability import cronbach_alpha, feldt_interval, guttman
from pilots.statistics.reliable_change import cut_offs, reliable_change, reliable_change_index
from pilots.statistics.repeated_answers import compare_repeated, friedman, quade
from pilots.statistics.rubins_rules import rubin
from pilots.statistics.several_groups import compare_several, post_hoc
from pilots.statistics.share_change import mcnemar, share_change
from pilots.statistics.shifts import hodges_lehmann, median_difference, shifts
from pilots.statistics.signed_rank import signed_rank, signed_ranks
from pilots.statistics.single_case import nonoverlap, single_case
from pilots.statistics.split_half import split_half
from pilots.statistics.stratified import stratified_counts
from pilots.statistics.study_effects import count_effects, hedges_variance, mean_effects
from pilots.statistics.synthesis import synthesis
from pilots.statistics.table_one import table_one
from pilots.statistics.variance_shares import corrected_v, cramers_v, epsilon_squared, eta_squared, omega_squared
from pilots.statistics.weighting import Weighting, effective_n, poststratify, rake, trim_weights

__all__ = [
    "AgreementMethod",
    "Choice",
    "Kind",
    "Method",
    "Reason",
    "SampleDesign",
    "Weighting",
    "adjusted_residuals",
    "agreement",
    "agreement_counts",
    "agreement_table",
    "agreement_weights",
    "agresti_coull",
    "anova",
    "associate",
    "average_string",
    "baseline_adjusted",
    "benchmark",
    "bootstrap",
    "brunner_munzel",
    "cell_residuals",
    "change",
    "choose",
    "chosen",
    "cliffs_delta",
    "clopper_pearson",
    "cluster_permutation",
    "cluster_regression",
    "cohens_d",
    "comparability",
    "compare",
    "compare_repeated",
    "compare_several",
    "conditional_odds_ratio",
    "contingency",
    "control_chart",
    "corrected_v",
    "count_effects",
    "cramers_v",
    "cronbach_alpha",
    "cut_offs",
    "design_association",
    "design_compare",
    "design_effect",
    "design_regression",
    "detectable_correlation",
    "detectable_difference",
    "detectable_share",
    "difference_in_differences",
    "differing",
    "effective_n",
    "epsilon_squared",
    "equivalence",
    "eta_squared",
    "even_odd",
    "expected_width",
    "false_discovery_rate",
    "feldt_interval",
    "firth_regression",
    "fisher_exact",
    "frequencies",
    "friedman",
    "gas_key",
    "gas_scores",
    "gas_t",
    "gee",
    "glass_delta",
    "goal_attainment",
    "guttman",
    "haldane_odds_ratio",
    "hedges_g",
    "hedges_variance",
    "hodges_lehmann",
    "holm",
    "icc",
    "imputations",
    "impute",
    "independence",
    "interrupted_series",
    "intraclass",
    "irv",
    "item_analysis",
    "jeffreys",
    "kappa_by_category",
    "kendall_tau",
    "krippendorff_alpha",
    "kruskal_wallis",
    "likert",
    "little_mcar",
    "logistic_regression",
    "longstring",
    "mahalanobis",
    "mcnemar",
    "mean_effects",
    "mean_interval",
    "means",
    "median_difference",
    "median_interval",
    "medians",
    "missing_patterns",
    "mixed_model",
    "multinomial_test",
    "multiple_response",
    "nearest",
    "needed_n",
    "nested_synthesis",
    "newcombe",
    "newcombe_paired",
    "nonoverlap",
    "odds_ratio",
    "omega",
    "omega_squared",
    "ordinal_regression",
    "outliers",
    "pearson_interval",
    "percent_agreement",
    "phi",
    "post_hoc",
    "poststratify",
    "proportional_odds",
    "psychometric_synonyms",
    "quade",
    "rake",
    "rank_biserial",
    "rank_change",
    "rank_test",
    "ratios",
    "reliable_change",
    "reliable_change_index",
    "risk_difference",
    "risk_ratio",
    "robust_errors",
    "rubin",
    "run_chart",
    "sd_interval",
    "share_change",
    "share_equivalence",
    "shifts",
    "signed_rank",
    "signed_ranks",
    "single_case",
    "spearman_interval",
    "split_half",
    "stratified_counts",
    "synthesis",
    "table_one",
    "totals",
    "trim_weights",
    "verdict",
    "welch_anova",
    "wilson",
    "wilson_corrected",
    "with_correction",
    "with_holm",
]
