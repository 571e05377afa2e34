"""What is estimated: every name that stands in the column `statistic`, with how it is called, drawn and read."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a statistic is written: as a number, a percentage, percentage points, a whole count, or a ratio (1 is no effect, log axis)."""

    NUMBER = "number"
    SHARE = "share"
    POINTS = "points"
    COUNT = "count"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Statistic:
    """One statistic as it is called everywhere.

    Parameters
    ----------
    name
        In the column `statistic` of an estimates frame.
    label
        In English, a key of the gettext catalogues.
    symbol
        The statistician's symbol, if there is one.
    form
        How it is written.
    low, high
        Its bounds, where it has any.
    null
        Its value where there is no effect; None for what describes (a mean, a share, a reliability).
    people
        Whether n counts people, so that it is held back where they are few; else points in time, or pilots.
    """

    name: str
    label: str
    symbol: str = ""
    form: Form = Form.NUMBER
    low: float | None = None
    high: float | None = None
    null: float | None = None
    people: bool = True


def _listed(*statistics: Statistic) -> dict[str, Statistic]:
    return {statistic.name: statistic for statistic in statistics}


STATISTICS = _listed(
    # describe, design
    Statistic("mean", "mean", "M"),
    Statistic("sd", "standard deviation", "s", low=0),
    Statistic("median", "median", "Md"),
    Statistic("count", "count", form=Form.COUNT, low=0),
    Statistic("share", "share", "%", Form.SHARE, 0, 1),
    Statistic("total", "total"),
    Statistic("ratio", "ratio of totals"),
    Statistic("share_of_answers", "share of all answers", "%", Form.SHARE, 0, 1),
    Statistic("chi_squared", "chi-squared", "χ²", low=0),
    Statistic("share_agreeing", "share agreeing", "%", Form.SHARE, 0, 1),
    Statistic("share_neutral", "share neither agreeing nor disagreeing", "%", Form.SHARE, 0, 1),
    Statistic("share_disagreeing", "share disagreeing", "%", Form.SHARE, 0, 1),
    Statistic("cramers_v", "Cramér's V", "V", low=0, high=1),
    Statistic("standardized_difference", "standardised difference", "d", null=0),
    # intervals, bootstrap
    Statistic("median_difference", "difference in medians", null=0),
    Statistic("share_difference", "difference in shares (percentage points)", form=Form.POINTS, low=-1, high=1, null=0),
    Statistic("hodges_lehmann", "Hodges-Lehmann shift", null=0),
    Statistic("own_statistic", "own statistic"),
    # reliability, association
    Statistic("cronbach_alpha", "Cronbach's alpha", "α", high=1),
    Statistic("standardised_alpha", "standardised alpha", "α", high=1),
    Statistic("ordinal_alpha", "ordinal alpha", "α", high=1),
    Statistic("omega_total", "omega total", "ω", high=1),
    Statistic("guttman_lambda_1", "Guttman's lambda 1", "λ1", high=1),
    Statistic("guttman_lambda_2", "Guttman's lambda 2", "λ2", high=1),
    Statistic("guttman_lambda_3", "Guttman's lambda 3", "λ3", high=1),
    Statistic("guttman_lambda_4", "Guttman's lambda 4 (best split in two halves)", "λ4", high=1),
    Statistic("guttman_lambda_5", "Guttman's lambda 5", "λ5", high=1),
    Statistic("guttman_lambda_6", "Guttman's lambda 6", "λ6", high=1),
    Statistic("split_half_min", "split-half reliability, worst split", high=1),
    Statistic("split_half_mean", "split-half reliability, mean of the splits", high=1),
    Statistic("spearman_brown", "split-half reliability (Spearman-Brown, odd and even items)", high=1),
    Statistic("alpha_se", "standard error of alpha", low=0),
    Statistic("average_correlation", "mean correlation between items", "r", low=-1, high=1),
    Statistic("median_correlation", "median correlation between items", "r", low=-1, high=1),
    Statistic("item_total", "correlation of the item with the scale", "r", low=-1, high=1),
    Statistic(
        "item_total_corrected", "correlation of the item with the scale, corrected for overlap and reliability", "r"
    ),
    Statistic("item_rest", "correlation of the item with the other items", "r", low=-1, high=1),
    Statistic("alpha_if_dropped", "alpha without the item", "α", high=1),
    Statistic("standardised_alpha_if_dropped", "standardised alpha without the item", "α", high=1),
    Statistic("lambda_6_if_dropped", "Guttman's lambda 6 without the item", "λ6", high=1),
    Statistic("pearson", "Pearson's correlation", "r", low=-1, high=1, null=0),
    Statistic("spearman", "Spearman's rank correlation", "ρ", low=-1, high=1, null=0),
    Statistic("kendall", "Kendall's tau-b", "τ", low=-1, high=1, null=0),
    Statistic("polychoric", "polychoric correlation", "ρ", low=-1, high=1, null=0),
    Statistic("partial_pearson", "partial correlation (Pearson)", "r", low=-1, high=1, null=0),
    Statistic("partial_spearman", "partial rank correlation (Spearman)", "ρ", low=-1, high=1, null=0),
    # compare, contingency, equivalence
    Statistic("mean_difference", "difference in means", null=0),
    Statistic("hedges_g", "Hedges' g", "g", null=0),
    Statistic("cohens_d", "Cohen's d", "d", null=0),
    Statistic("glass_delta", "Glass's delta", "Δ", null=0),
    Statistic("cliffs_delta", "Cliff's delta", "δ", low=-1, high=1, null=0),
    Statistic("rank_biserial", "rank-biserial correlation", "r", low=-1, high=1, null=0),
    Statistic("eta_squared", "eta squared", "η²", low=0, high=1, null=0),
    Statistic("omega_squared", "omega squared", "ω²", low=0, high=1, null=0),
    Statistic("anova_f", "F of the analysis of variance", "F", low=0),
    Statistic("welch_f", "F of Welch's analysis of variance", "F", low=0),
    Statistic("epsilon_squared", "epsilon squared of the ranks", "ε²", low=0, high=1, null=0),
    Statistic("eta_squared_h", "eta squared of the ranks", "η²", high=1, null=0),
    Statistic("kruskal_wallis_h", "H of Kruskal and Wallis", "H", low=0),
    Statistic("dunn_z", "Dunn's z", "z", null=0),
    Statistic("cramers_v", "Cramér's V", "V", low=0, high=1, null=0),
    Statistic("cramers_v_corrected", "Cramér's V without the part of chance", "V", low=0, high=1, null=0),
    Statistic("phi", "phi", "φ", low=-1, high=1, null=0),
    Statistic("chi_squared", "chi-squared", "χ²", low=0),
    Statistic("likelihood_ratio", "likelihood ratio", "G", low=0),
    Statistic("risk_ratio", "ratio of shares", "RR", Form.RATIO, low=0, null=1),
    Statistic("odds_ratio", "odds ratio", "OR", Form.RATIO, low=0, null=1),
    Statistic("odds_ratio_conditional", "conditional odds ratio", "OR", Form.RATIO, low=0, null=1),
    Statistic("adjusted_residual", "adjusted residual", "z", null=0),
    Statistic("equivalence", "difference, held against what would matter"),
    Statistic("equivalence_margin", "smallest difference that would matter", low=0),
    Statistic("kendalls_w", "Kendall's W", "W", low=0, high=1, null=0),
    Statistic("van_der_eijk_a", "van der Eijk's A", "A", low=-1, high=1),
    Statistic("friedman_chi_squared", "Friedman's chi-squared", "χ²", low=0),
    Statistic("quade_f", "F of Quade", "F", low=0),
    # clusters, choose
    Statistic("coefficient", "regression coefficient", "b", null=0),
    Statistic("icc", "intraclass correlation", "ICC", high=1),
    Statistic("design_effect", "design effect", "deff", low=0),
    Statistic("effective_n", "effective number of respondents", low=0),
    Statistic("icc1", "intraclass correlation, raters of its own for each case", "ICC(1,1)", high=1),
    Statistic("icc2", "intraclass correlation, absolute agreement", "ICC(2,1)", high=1),
    Statistic("icc3", "intraclass correlation, consistency", "ICC(3,1)", high=1),
    Statistic("icc1k", "intraclass correlation of the mean, raters of its own for each case", "ICC(1,k)", high=1),
    Statistic("icc2k", "intraclass correlation of the mean, absolute agreement", "ICC(2,k)", high=1),
    Statistic("icc3k", "intraclass correlation of the mean, consistency", "ICC(3,k)", high=1),
    # agreement of coders
    Statistic("coders", "number of coders", form=Form.COUNT, low=0, people=False),
    Statistic("percent_agreement", "percent agreement", "%", Form.SHARE, 0, 1, people=False),
    Statistic("full_agreement", "units on which all coders agree", "%", Form.SHARE, 0, 1, people=False),
    Statistic("weighted_agreement", "weighted agreement", "%", Form.SHARE, 0, 1, people=False),
    Statistic("cohen_kappa", "Cohen's kappa", "κ", high=1, people=False),
    Statistic("scott_pi", "Scott's pi", "π", high=1, people=False),
    Statistic("conger_kappa", "Conger's kappa", "κ", high=1, people=False),
    Statistic("light_kappa", "Light's kappa", "κ", high=1, people=False),
    Statistic("fleiss_kappa", "Fleiss' kappa", "κ", high=1, people=False),
    Statistic("krippendorff_alpha", "Krippendorff's alpha", "α", high=1, people=False),
    Statistic("gwet_ac", "Gwet's AC", "AC", high=1, people=False),
    Statistic("brennan_prediger", "Brennan and Prediger's kappa", "κ", high=1, people=False),
    # models
    Statistic("odds_ratio", "odds ratio", "OR", Form.RATIO, low=0, null=1),
    Statistic("intercept", "intercept", "b"),
    Statistic("threshold", "threshold between two answers", "θ"),
    Statistic("log_likelihood", "log-likelihood"),
    Statistic("aic", "Akaike's information criterion", "AIC"),
    Statistic("mcfadden_r2", "McFadden's pseudo-R²", "R²", low=0, high=1),
    Statistic("likelihood_ratio", "likelihood-ratio statistic", "χ²", low=0),
    Statistic("degrees_of_freedom", "degrees of freedom", low=0),
    Statistic("variance_between", "variance between clusters", "τ²", low=0),
    Statistic("variance_within", "variance within clusters", "σ²", low=0),
    Statistic("random_correlation", "correlation of intercept and slope over clusters", "ρ", low=-1, high=1),
    Statistic("marginal_r2", "share of the variance that the predictors explain", "R²", low=0, high=1),
    Statistic("conditional_r2", "share of the variance that predictors and clusters explain", "R²", low=0, high=1),
    Statistic("working_correlation", "correlation of two answers in one cluster", "α", low=-1, high=1),
    # change, single case, interrupted time series
    Statistic("mean_before", "mean before", "M"),
    Statistic("mean_after", "mean after", "M"),
    Statistic("pairs", "linked people", form=Form.COUNT, low=0),
    Statistic("share_before", "share before", "%", Form.SHARE, 0, 1),
    Statistic("share_after", "share after", "%", Form.SHARE, 0, 1),
    Statistic("share_change", "change of the share (percentage points)", form=Form.POINTS, low=-1, high=1, null=0),
    Statistic("discordant_odds_ratio", "odds of changing to yes", "OR", Form.RATIO, low=0, null=1),
    Statistic("pseudo_median", "typical change", null=0),
    Statistic("share_higher", "share answering higher of those who changed", "%", Form.SHARE, 0, 1, null=0.5),
    Statistic("higher", "people answering higher", form=Form.COUNT, low=0),
    Statistic("lower", "people answering lower", form=Form.COUNT, low=0),
    Statistic("unchanged", "people answering the same", form=Form.COUNT, low=0),
    Statistic("s_diff", "standard error of a difference between two scores", "S", low=0),
    Statistic("reliable_change", "smallest reliable change", low=0),
    Statistic("cut_off_a", "cut-off a: beyond the range of the group concerned"),
    Statistic("cut_off_b", "cut-off b: within the range of others"),
    Statistic("cut_off_c", "cut-off c: nearer to others than to the group concerned"),
    Statistic("adjusted_difference", "difference at equal answers before", null=0),
    Statistic("difference_in_differences", "difference between the changes", null=0),
    Statistic("nap", "nonoverlap of all pairs", "NAP", low=0, high=1, null=0.5, people=False),
    Statistic("tau", "nonoverlap tau", "τ", low=-1, high=1, null=0, people=False),
    Statistic("tau_u", "Tau-U", "Tau-U", null=0, people=False),
    Statistic("tau_u_all", "Tau-U over all pairs", "Tau-U", low=-1, high=1, null=0, people=False),
    Statistic("tau_bc", "baseline-corrected tau", "τ", low=-1, high=1, null=0, people=False),
    Statistic("pnd", "points beyond all of the baseline", "PND", Form.SHARE, 0, 1, people=False),
    Statistic("pem", "points beyond the median of the baseline", "PEM", Form.SHARE, 0, 1, people=False),
    Statistic("level_before", "level at the start", people=False),
    Statistic("slope_before", "trend before", null=0, people=False),
    Statistic("level_change", "change of level", null=0, people=False),
    Statistic("slope_change", "change of trend", null=0, people=False),
    Statistic("autocorrelation", "share that a point keeps of the one before", "ρ", low=-1, high=1, people=False),
    Statistic("durbin_watson", "Durbin-Watson", "DW", low=0, high=4, null=2, people=False),
    Statistic("breusch_godfrey", "Breusch-Godfrey", "LM", low=0, people=False),
    # missing data, comparability
    Statistic("share_missing", "share that is missing", "%", Form.SHARE, 0, 1),
    Statistic("little_chi2", "Little's statistic", "d²", low=0),
    Statistic(
        "fmi", "share of the information that the missing answers took", form=Form.SHARE, low=0, high=1, people=False
    ),
    Statistic("dif", "standardised difference at equal totals", null=0),
    Statistic("detectable_dif", "smallest difference that this sample would show", low=0),
    # planning, synthesis
    Statistic("detectable_difference", "smallest difference that this sample would show", low=0),
    Statistic("expected_width", "width of the interval to expect", low=0),
    Statistic("study_effect", "effect in the study", null=0, people=False),
    Statistic("pooled_effect", "mean effect of studies like these", null=0, people=False),
    Statistic("predicted_effect", "effect to expect in a next study", null=0, people=False),
    Statistic("fixed_effect", "mean effect of just these studies", null=0, people=False),
    Statistic("pooled_effect_without", "mean effect without this study", null=0, people=False),
    Statistic("smallest_effect", "smallest effect", people=False),
    Statistic("largest_effect", "largest effect", people=False),
    Statistic("cochran_q", "Cochran's Q", "Q", low=0, people=False),
    Statistic("tau2", "variance of the effect between studies", "τ²", low=0, people=False),
    Statistic("i_squared", "share of the variance that lies between studies", "I²", Form.SHARE, 0, 1, people=False),
    Statistic(
        "i_squared_q", "share of the variance that lies between studies, from Q", "I²", Form.SHARE, 0, 1, people=False
    ),
    Statistic("h_squared", "total variance as a multiple of the sampling variance", "H²", low=1, people=False),
    Statistic("mh_odds_ratio", "odds ratio over all tables", "OR", Form.RATIO, low=0, null=1),
    Statistic("mh_risk_ratio", "risk ratio over all tables", "RR", Form.RATIO, low=0, null=1),
    Statistic("peto_odds_ratio", "odds ratio over all tables, by Peto", "OR", Form.RATIO, low=0, null=1),
    Statistic("tarone_q", "whether the odds ratio differs between tables", "Q", low=0),
    Statistic("detectable_share_above", "nearest higher share that this sample would tell", "%", Form.SHARE, 0, 1),
    Statistic("detectable_share_below", "nearest lower share that this sample would tell", "%", Form.SHARE, 0, 1),
    Statistic("detectable_correlation", "smallest correlation that this sample would show", "r", low=0, high=1),
    Statistic("needed_n", "people needed", "n", Form.COUNT, low=0, people=False),
    Statistic("tau2_between", "variance of the effect between studies", "τ²", low=0, people=False),
    Statistic("tau2_within", "variance of the effect within a study", "τ²", low=0, people=False),
    # monitoring
    Statistic("useful_points", "points off the median", form=Form.COUNT, low=0, people=False),
    Statistic("longest_run", "longest run", form=Form.COUNT, low=0, people=False),
    Statistic("longest_run_limit", "longest run to expect by chance", form=Form.COUNT, low=0, people=False),
    Statistic("crossings", "crossings of the median", form=Form.COUNT, low=0, people=False),
    Statistic("crossings_limit", "fewest crossings to expect by chance", form=Form.COUNT, low=0, people=False),
    Statistic("signal", "signal (1 yes, 0 no)", form=Form.COUNT, low=0, high=1, people=False),
    Statistic("point", "value at this time", people=False),
    Statistic("centre_line", "centre line", people=False),
    Statistic("lower_limit", "lower control limit", people=False),
    Statistic("upper_limit", "upper control limit", people=False),
    Statistic("beyond_limits", "beyond the limits (1 yes, 0 no)", form=Form.COUNT, low=0, high=1, people=False),
    Statistic("points_beyond", "points beyond the limits", form=Form.COUNT, low=0, people=False),
    Statistic("gas_t", "goal attainment (50 as expected)", "T"),
    Statistic("gas_change", "change of goal attainment", null=0),
)
"""Every statistic by name."""
