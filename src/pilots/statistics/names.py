"""What is estimated: every name that stands in the column `statistic`, with how it is called, drawn and read."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a statistic is written: as a number, a percentage, a whole count, or a ratio (1 is no effect, log axis)."""

    NUMBER = "number"
    SHARE = "share"
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
    Statistic("sd", "standard deviation", "SD", low=0),
    Statistic("median", "median", "Md"),
    Statistic("count", "count", form=Form.COUNT, low=0),
    Statistic("share", "share", "%", Form.SHARE, 0, 1),
    # intervals, bootstrap
    # reliability, association
    Statistic("cronbach_alpha", "Cronbach's alpha", "α", high=1),
    # compare, contingency, equivalence
    Statistic("mean_difference", "difference in means", null=0),
    Statistic("hedges_g", "Hedges' g", "g", null=0),
    Statistic("cohens_d", "Cohen's d", "d", null=0),
    Statistic("glass_delta", "Glass's delta", "Δ", null=0),
    Statistic("cliffs_delta", "Cliff's delta", "δ", low=-1, high=1, null=0),
    Statistic("rank_biserial", "rank-biserial correlation", "r", low=-1, high=1, null=0),
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
    # models
    # change, single case, interrupted time series
    Statistic("mean_before", "mean before", "M"),
    Statistic("mean_after", "mean after", "M"),
    Statistic("pairs", "linked people", form=Form.COUNT, low=0),
    # missing data, comparability
    Statistic("dif", "standardised difference at equal totals", null=0),
    Statistic("detectable_dif", "smallest difference that this sample would show", low=0),
    # planning, synthesis
    Statistic("detectable_difference", "smallest difference that this sample would show", low=0),
    Statistic("expected_width", "width of the interval to expect", low=0),
    # monitoring
    Statistic("useful_points", "points off the median", form=Form.COUNT, low=0, people=False),
    Statistic("longest_run", "longest run", form=Form.COUNT, low=0, people=False),
    Statistic("longest_run_limit", "longest run to expect by chance", form=Form.COUNT, low=0, people=False),
    Statistic("crossings", "crossings of the median", form=Form.COUNT, low=0, people=False),
    Statistic("crossings_limit", "fewest crossings to expect by chance", form=Form.COUNT, low=0, people=False),
    Statistic("signal", "signal (1 yes, 0 no)", form=Form.COUNT, low=0, high=1, people=False),
)
"""Every statistic by name."""
