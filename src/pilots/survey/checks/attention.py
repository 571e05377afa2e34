"""Checks of inattentive answering: straight lines, and answers that do not agree with each other.

Straight lines can be told of anyone. The other indices compare a respondent with what is usual and are weak in small
groups; they are notes, and stay silent below the sizes that are given here.
"""

from typing import Any

import numpy as np
import pandas as pd

from pilots.statistics import careless
from pilots.survey.checks.flagging import batteries, flags, flags_of_few, limit, rated, ratings, threshold, together
from pilots.survey.survey import Survey

FEWEST_ITEMS = 5
"""Items below which one answer to all of them is ordinary."""
FEWEST_CHOICES = 3
"""Choices below which one answer to all items is ordinary: no to five symptoms."""
FEWEST_SCALES = 8
"""Scales below which a correlation over the halves of scales is chance."""
FEWEST_PAIRS = 10
"""Pairs of synonyms below which a correlation over them is chance."""
FEWEST_PEOPLE = 100
"""Respondents below which correlations between items are too unsure to tell synonyms."""
PEOPLE_PER_ITEM = 10
"""Respondents an item below which a Mahalanobis distance says nothing."""


def straight_lining(survey: Survey) -> pd.DataFrame:
    """The same answer to `longstring` (all, at least five) questions in a row that share a list of three choices or more.

    A doubt where one of them is reverse-keyed, so that the answers contradict each other; else a note.
    """
    found = []
    for battery in batteries(survey):
        length = threshold(survey, "longstring") or max(len(battery), FEWEST_ITEMS)
        if length <= len(battery) and len(survey.codebook.codes(battery[0])) >= FEWEST_CHOICES:
            longest, _ = careless.runs(survey.beside(battery).codes)
            reason = f"the same answer to {length:g} or more questions in a row, from '{battery[0]}' on"
            found.append(_straight(survey, battery, longest >= length, reason))
    return together(found)


def no_variation(survey: Survey) -> pd.DataFrame:
    """Answers to a list of at least five items that vary no more than `irv` (not at all), with some left open.

    Dunn et al. (2018) look at the lowest tenth, which in every survey is a tenth; only none at all is odd by itself.
    Where nothing was left open, straight-lining says it already.
    """
    found = []
    known = set(rated(survey))
    for battery in (items for items in batteries(survey) if known.issuperset(items)):
        if len(battery) < FEWEST_ITEMS or len(survey.codebook.codes(battery[0])) < FEWEST_CHOICES:
            continue
        answers = ratings(survey, battery)
        count = answers.notna().sum(axis=1)
        flat = (careless.irv(answers, battery) <= limit(survey, "irv")) & (count >= FEWEST_ITEMS)
        longest, _ = careless.runs(survey.beside(battery).codes)
        reason = f"the answers to the questions from '{battery[0]}' on do not vary"
        found.append(_straight(survey, battery, flat & (longest < count), reason))
    return together(found)


def inconsistent(survey: Survey) -> pd.DataFrame:
    """Halves of scales that agree less than `even_odd` allows, in surveys of at least eight scales.

    Jackson's .30 (an index of -.30) would flag a tenth of careful respondents at eight scales of five items, as
    simulated with loadings of .7; the default flags 3 % of them and a third of those who answer at random.
    """
    items = set(rated(survey))
    scales = [list(own) for own in survey.codebook.scales["items"] if len(own) > 1 and items.issuperset(own)]
    if len(scales) < FEWEST_SCALES:
        return together([])
    names = list(dict.fromkeys(item for own in scales for item in own))
    answers = ratings(survey, names, turned=True)
    index = careless.even_odd(answers, scales)
    reason = "the halves of the scales do not agree (even-odd consistency)"
    return flags(survey, index > limit(survey, "even_odd"), "note", reason)


def synonyms(survey: Survey) -> pd.DataFrame:
    """Unlike answers to items that most people answer alike, and alike to those that most answer oppositely.

    Meade and Craig (2012) take items that correlate .60 and name no cut-off for persons. Where the pairs lie within a
    few scales, a quarter of careful respondents are below 0 (simulated); the default is below -.40, which 2 % are.
    """
    items = rated(survey)
    found: list[pd.DataFrame] = []
    if len(survey.responses) < FEWEST_PEOPLE or not items:
        return together(found)
    answers = ratings(survey, items)
    critical, least = limit(survey, "synonym_r"), limit(survey, "synonyms")
    correlations = careless.correlations(answers, items)
    for antonyms in (False, True):
        pairs = careless.synonym_pairs(correlations, critical=critical, antonyms=antonyms)
        if len(pairs[0]) < FEWEST_PAIRS:
            continue
        index = careless.pair_agreement(answers, items, pairs)
        odd = index > -least if antonyms else index < least
        kind = "opposite" if antonyms else "alike"
        reason = f"answers that others give {kind} are not so here (psychometric {'ant' if antonyms else 'syn'}onyms)"
        found.append(flags(survey, odd, "note", reason))
    return together(found)


def unusual(survey: Survey) -> pd.DataFrame:
    """A combination of answers as far from all others as `mahalanobis` (1 in 1,000), with ten respondents an item."""
    from scipy.special import chdtri

    items = rated(survey)
    if not items or len(survey.responses) < PEOPLE_PER_ITEM * len(items):
        return together([])
    answers = ratings(survey, items)
    constant = answers.max() == answers.min()
    varying = [item for item in items if not constant[item] and answers[item].notna().any()]
    if len(varying) < 2 or (answers[varying].notna().any(axis=1)).sum() < PEOPLE_PER_ITEM * len(varying):
        return together([])
    squared = careless.mahalanobis(answers, varying)
    far = squared > float(np.asarray(chdtri(len(varying), limit(survey, "mahalanobis"))))
    return flags(survey, far, "note", "a combination of answers far from all others (Mahalanobis distance)")


def _straight(survey: Survey, battery: list[str], mask: Any, reason: str) -> pd.DataFrame:
    """Flags on straight lines; on the first question where a tenth draw them and no reverse-keyed item speaks against it."""
    if survey.codebook.variables.loc[battery, "reverse"].any():
        return flags(survey, mask, "doubt", reason)
    answered = int(np.count_nonzero(survey.beside(battery).codes.max(axis=1, initial=-1) >= 0))
    return flags_of_few(survey, mask, "note", reason, battery[0], of=answered, most=0.1)
