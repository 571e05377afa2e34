"""Every function of statistics that gives an estimates frame, called once on a frame that holds what they all need."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from pilots import statistics

ITEMS = ["item1", "item2", "item3", "item4"]


def people(n: int = 48, *, seed: int = 1) -> pd.DataFrame:
    """Invented answers: two waves of n / 2 people in four schools, two languages and three groups, none with an effect.

    Columns: person, wave (0, 1), school (4), language (nl, fr), group (parents, staff, partners), score and other (numbers), item1 to
    item4 (1 to 5, correlated), yes and said (0/1), choice (a, b, c), weight (about 1), week (0 to n - 1), count and base (events of how
    many), effect and variance (of a study a row).
    """
    rng = np.random.default_rng(seed)
    half = n // 2
    trait = rng.normal(size=n)
    items = {
        item: np.clip(np.round(3 + trait + rng.normal(scale=0.8, size=n)), 1, 5)
        for item in ITEMS
    }  # fmt: skip
    return pd.DataFrame(
        {
            "person": [f"p{k}" for k in range(half)] * 2,
            "wave": [0] * half + [1] * half,
            "school": [f"s{k % 4}" for k in range(half)] * 2,
            "language": (["nl", "fr"] * n)[:n],
            "group": (["parents", "staff", "partners"] * n)[:n],
            "score": (3 + trait).round(3),
            "other": (2 + 0.5 * trait + rng.normal(size=n)).round(3),
            **items,
            "yes": rng.integers(0, 2, n).astype("float64"),
            "said": rng.integers(0, 2, n).astype("float64"),
            "choice": rng.choice(["a", "b", "c"], n),
            "weight": rng.uniform(0.5, 2, n).round(2),
            "week": range(n),
            "count": rng.binomial(30, 0.4, n),
            "base": [30] * n,
            "effect": rng.normal(0.3, 0.2, n).round(3),
            "variance": rng.uniform(0.02, 0.09, n).round(3),
        }
    )


def gaps(data: pd.DataFrame) -> pd.DataFrame:
    """The same people, of whom a third left the score open and a fifth the first item."""
    week = data["week"]
    return data.assign(score=data["score"].mask(week % 3 == 0), item1=data["item1"].mask(week % 5 == 0))


Call = Callable[[pd.DataFrame], pd.DataFrame]

CALLS: dict[str, Call] = {
    # describe, design
    "means": lambda data: statistics.means(data, ["score", "item1"], by="group"),
    "medians": lambda data: statistics.medians(data, ["score", "item1"], by="group"),
    "frequencies": lambda data: statistics.frequencies(data, ["choice", "item1"], by="group"),
    "totals": lambda data: statistics.totals(
        data, ["score", "yes"], weights="weight", clusters="school", by="language"
    ),
    "ratios": lambda data: statistics.ratios(data, "count", over="base", clusters="school", weights="weight"),
    "design_compare": lambda data: statistics.design_compare(
        data, ["score", "item1"], by="group", weights="weight", clusters="school"
    ),
    "design_association": lambda data: statistics.design_association(
        data, ["choice", "yes"], by="language", weights="weight", clusters="school"
    ),
    "design_regression": lambda data: statistics.design_regression(
        data, "score", ["other", "language"], weights="weight", clusters="school"
    ),
    "multiple_response": lambda data: statistics.multiple_response(data, ["yes", "said"], by="group"),
    "likert": lambda data: statistics.likert(data, ["item1", "item2"], codes=[1, 2, 3, 4, 5], by="group", mean=True),
    "table_one": lambda data: statistics.table_one(
        data, ["language", "score"], population={"language": {"nl": 0.7, "fr": 0.3}, "score": 3.2}
    ),
    # intervals, bootstrap
    "bootstrap": lambda data: statistics.bootstrap(
        data, ["score", "item1"], statistic="cliffs_delta", by="language", strata="wave", resamples=400
    ),
    "shifts": lambda data: statistics.shifts(data, ["score", "item1"], by="group"),
    # reliability, association
    "cronbach_alpha": lambda data: statistics.cronbach_alpha(data, ITEMS),
    "guttman": lambda data: statistics.guttman(data, ITEMS),
    "omega": lambda data: statistics.omega(data, ITEMS, matrix="polychoric"),
    "split_half": lambda data: statistics.split_half(data, ITEMS, matrix="correlation"),
    "item_analysis": lambda data: statistics.item_analysis(data, ITEMS, by="language", missing="pairwise"),
    "associate": lambda data: statistics.associate(data, ["score", "other", *ITEMS], by="language"),
    # compare, contingency, equivalence
    "compare": lambda data: statistics.compare(data, ["score", "item1"], by="group"),
    "compare_several": lambda data: statistics.compare_several(data, ["score", "item1"], by="group"),
    "post_hoc": lambda data: statistics.post_hoc(data, ["score", "item1"], by="group"),
    "contingency": lambda data: statistics.contingency(data, ["choice", "yes"], by="group"),
    "cell_residuals": lambda data: statistics.cell_residuals(data, "choice", by="group"),
    "equivalence": lambda data: statistics.equivalence(data, ["score", "item1"], by="group", margin=0.5),
    "share_equivalence": lambda data: statistics.share_equivalence(data, "yes", by="group", margin=0.2),
    "compare_repeated": lambda data: statistics.compare_repeated(data, ["score", "item1", "item2"]),
    # clusters, choose
    "chosen": lambda data: statistics.chosen(data, ["score", "item1", "choice"], by="language"),
    "icc": lambda data: statistics.icc(data, ["score", "item1"], clusters="school", by="language"),
    "intraclass": lambda data: statistics.intraclass(data, ITEMS),
    "cluster_permutation": lambda data: statistics.cluster_permutation(
        data, ["score", "item1"], by="language", clusters="school", resamples=499
    ),
    "cluster_regression": lambda data: statistics.cluster_regression(
        data, "score", ["other", "language"], clusters="school"
    ),
    # agreement of coders
    "agreement": lambda data: statistics.agreement(data, ITEMS[:3], weights="ordinal", by="language"),
    "agreement_counts": lambda data: statistics.agreement_counts(
        data, ["count", "week"], interval="bootstrap", resamples=200
    ),
    "krippendorff_alpha": lambda data: statistics.krippendorff_alpha(data, ITEMS, level="interval", resamples=200),
    "kappa_by_category": lambda data: statistics.kappa_by_category(data, ["choice", "group"]),
    "percent_agreement": lambda data: statistics.percent_agreement(data, ITEMS, tolerance=1),
    # models
    "logistic_regression": lambda data: statistics.logistic_regression(data, "yes", ["score", "group"]),
    "firth_regression": lambda data: statistics.firth_regression(data, "yes", ["score", "group"]),
    "mixed_model": lambda data: statistics.mixed_model(data, "score", ["other", "group"], clusters="person"),
    "gee": lambda data: statistics.gee(data, "score", ["other", "group"], clusters="person", family="gaussian"),
    "ordinal_regression": lambda data: statistics.ordinal_regression(data, "item1", ["score", "group"]),
    "proportional_odds": lambda data: statistics.proportional_odds(data, "item1", ["score", "group"]),
    # change, single case, interrupted time series
    "change": lambda data: pd.concat(
        [
            statistics.change(data, "score", person="person", wave="wave", by="school"),
            statistics.change(data, "score", person="person", wave="wave", clusters="school"),
        ],
        ignore_index=True,
    ),
    "share_change": lambda data: statistics.share_change(
        data, ["yes", "said"], person="person", wave="wave", by="school"
    ),
    "mcnemar": lambda data: statistics.mcnemar(data, "yes", person="person", wave="wave"),
    "rank_change": lambda data: statistics.rank_change(data, "item1", person="person", wave="wave", by="school"),
    "signed_rank": lambda data: statistics.signed_rank(data, ["score", "item1"], person="person", wave="wave"),
    "reliable_change": lambda data: statistics.reliable_change(
        data, ["score", "item1"], person="person", wave="wave", reliability=0.8, norm_mean=4.5, norm_sd=1.0
    ),
    "baseline_adjusted": lambda data: statistics.baseline_adjusted(
        data, ["score", "item1"], person="person", wave="wave", by="school", clusters="language"
    ),
    "difference_in_differences": lambda data: pd.concat(
        [
            statistics.difference_in_differences(
                data, "score", person="person", wave="wave", by="language", treated="fr", clusters=clusters
            )
            for clusters in (None, "school")
        ],
        ignore_index=True,
    ),
    "single_case": lambda data: statistics.single_case(data, ["score", "item1"], phase="wave", time="week"),
    "interrupted_series": lambda data: statistics.interrupted_series(data, ["score", "count"], time="week", start=24),
    # missing data, comparability
    "missing_patterns": lambda data: statistics.missing_patterns(gaps(data), ["score", *ITEMS]),
    "little_mcar": lambda data: statistics.little_mcar(gaps(data), ["score", *ITEMS]),
    "impute": lambda data: statistics.impute(
        gaps(data),
        ["score", "other"],
        lambda filled: statistics.means(filled, "score", by="language"),
        predictors=["group"],
        m=5,
    ),
    "comparability": lambda data: statistics.comparability(data, ITEMS, by="language"),
    # planning, synthesis
    "synthesis": lambda data: statistics.synthesis(data, "effect", study="week", variance="variance"),
    "stratified_counts": lambda data: statistics.stratified_counts(
        data.assign(asked=30), "week", events=("count", "yes"), ns=("base", "asked")
    ),
    "nested_synthesis": lambda data: statistics.nested_synthesis(data, "effect", variance="variance", study="person"),
    # monitoring
    "run_chart": lambda data: statistics.run_chart(data, "count", time="week"),
    "control_chart": lambda data: statistics.control_chart(
        data,
        "count",
        kind="p",
        time="week",
        base="base",
        phase="wave",
        exclude=[data["week"].min()] if len(data) else [],
    ),
    "goal_attainment": lambda data: statistics.goal_attainment(
        data, "effect", person="person", wave="wave", weights="weight"
    ),
}
"""By name, as `pilots.statistics` exports it."""
