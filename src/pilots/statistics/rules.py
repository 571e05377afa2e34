"""Words for numbers ("good", "small"): never without the rule they come from, and with the interval's ends as well."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pilots.errors import PilotsError, did_you_mean


@dataclass(frozen=True, slots=True)
class Rule:
    """One published way to put a number into words.

    Parameters
    ----------
    name
        What it is called by.
    statistics
        Those that it speaks of.
    cuts
        From where on the next word holds, in ascending order.
    words
        One more than there are cuts; keys of the gettext catalogues.
    source
        Who set it.
    sized
        Whether it speaks of the size alone, whatever the sign.
    """

    name: str
    statistics: tuple[str, ...]
    cuts: tuple[float, ...]
    words: tuple[str, ...]
    source: str
    sized: bool = False

    def word(self, value: float) -> str:
        """The word for a value.

        Examples
        --------
        >>> RULES["cotan2010"].word(0.72)
        'good'
        """
        return self.words[bisect_right(self.cuts, abs(value) if self.sized else value)]

    def words_of(self, low: float, high: float) -> tuple[str, ...]:
        """The words that an interval holds, from the lowest value, or size, to the highest."""
        if self.sized:
            least = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
            low, high = least, max(abs(low), abs(high))
        return self.words[bisect_right(self.cuts, low) : bisect_right(self.cuts, high) + 1]


_BEYOND_CHANCE = (
    "cohen_kappa", "scott_pi", "conger_kappa", "light_kappa", "fleiss_kappa", "krippendorff_alpha", "gwet_ac", "brennan_prediger",
)  # fmt: skip
_SIZES = ("negligible", "small", "medium", "large")

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "cotan2010",
            ("cronbach_alpha", "standardised_alpha", "ordinal_alpha", "omega_total", "spearman_brown"),
            (0.60, 0.70),
            ("insufficient", "sufficient", "good"),
            "Evers, Lucassen, Meijer & Sijtsma (2010), COTAN Beoordelingssysteem voor de Kwaliteit van Tests",
        ),
        Rule(
            "cohen1988", ("hedges_g", "cohens_d", "glass_delta"), (0.2, 0.5, 0.8), _SIZES,
            "Cohen (1988), Statistical Power Analysis for the Behavioral Sciences", sized=True,
        ),
        Rule(
            "cohen1988r", ("pearson", "spearman", "partial_pearson", "partial_spearman", "phi"), (0.1, 0.3, 0.5), _SIZES,
            "Cohen (1988), Statistical Power Analysis for the Behavioral Sciences", sized=True,
        ),
        Rule(
            "romano2006", ("cliffs_delta", "rank_biserial"), (0.147, 0.33, 0.474), _SIZES,
            "Romano, Kromrey, Coraggio & Skowronek (2006)", sized=True,
        ),
        Rule(
            "koo2016", ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"), (0.50, 0.75, 0.90),
            ("poor", "moderate", "good", "excellent"),
            "Koo & Li (2016), Journal of Chiropractic Medicine 15, 155-163",
        ),
        Rule(
            "krippendorff2019", ("krippendorff_alpha",), (0.667, 0.800), ("insufficient", "tentative", "reliable"),
            "Krippendorff (2019), Content Analysis (4th ed.), chapter 12",
        ),
        Rule(
            "landis1977", _BEYOND_CHANCE, (0.0, 0.2, 0.4, 0.6, 0.8),
            ("poor", "slight", "fair", "moderate", "substantial", "almost perfect"),
            "Landis & Koch (1977), Biometrics 33, 159-174",
        ),
        Rule(
            "altman1991", _BEYOND_CHANCE, (0.2, 0.4, 0.6, 0.8), ("poor", "fair", "moderate", "good", "very good"),
            "Altman (1991), Practical Statistics for Medical Research",
        ),
        Rule(
            "fleiss1981", _BEYOND_CHANCE, (0.40, 0.75), ("poor", "fair to good", "excellent"),
            "Fleiss (1981), Statistical Methods for Rates and Proportions (2nd ed.)",
        ),
    )
}  # fmt: skip
"""The rules by name."""


def judge(estimates: pd.DataFrame, rule: str) -> "pd.Series[str]":
    """Put estimates into words, as far as the interval bears it.

    Parameters
    ----------
    estimates
        An estimates frame.
    rule
        A name of `RULES`.

    Returns
    -------
    Series of str
        Row by row: the word, where the whole interval has one; else the first and the last word that it holds, as "a to b".
        Missing where the rule does not speak of the statistic, or there is no interval.

    Raises
    ------
    PilotsError
        When there is no such rule.

    Examples
    --------
    >>> from pilots import vocabulary
    >>> row = {"statistic": "cronbach_alpha", "estimate": 0.72, "ci_low": 0.55, "ci_high": 0.83}
    >>> judge(vocabulary.estimates([row]), "cotan2010").tolist()
    ['insufficient to good']
    """
    known = named(rule)
    told = [held_words(row, known) for _, row in estimates.iterrows()]
    return pd.Series([" to ".join(words) if words else None for words in told], index=estimates.index, dtype="str")


def named(rule: str) -> Rule:
    """The rule of that name.

    Raises
    ------
    PilotsError
        When there is none.
    """
    if rule not in RULES:
        raise PilotsError(f"there is no rule '{rule}'", mend=did_you_mean(rule, RULES))
    return RULES[rule]


def held_words(row: "pd.Series", rule: Rule) -> Sequence[str]:
    """The first and the last word that the interval of a row holds; one where they are the same, none without an interval."""
    if row["statistic"] not in rule.statistics or pd.isna(row["ci_low"]) or pd.isna(row["ci_high"]):
        return ()
    words = rule.words_of(row["ci_low"], row["ci_high"])
    return words[:1] if len(words) == 1 else (words[0], words[-1])
