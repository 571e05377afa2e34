"""How numbers and conversations fit: what the researchers judged, refused where the evidence can't bear it."""

from dataclasses import dataclass
from math import nan


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands on both sides of a finding.

    Parameters
    ----------
    estimate, low, high
        The number and its interval; missing without numbers.
    middle
        Where the interval changes direction: the middle of the scale, half of the answers, no change.
    cases, base
        Conversations in which the finding's codes occur, of how many.
    """

    estimate: float = nan
    low: float = nan
    high: float = nan
    middle: float = nan
    cases: int = 0
    base: int = 0


def judge(judged: str, evidence: Evidence) -> tuple[str, str]:
    """The fit that may be reported, and why where it differs from what was judged.

    *Confirmation* and *discordance* say that two strands agree or disagree, so they need both, and numbers
    that point one way: they are refused where the interval holds both directions. *Expansion* says that the
    conversations tell more, so it needs conversations.

    Parameters
    ----------
    judged
        confirmation, expansion, discordance, cannot tell, or "" where nobody judged it.
    evidence
        Both strands.

    Returns
    -------
    tuple of (fit, reason)
        The reason is an English text, translated where it is shown; empty where the judgement stands.

    Notes
    -----
    The three kinds of fit are those of Fetters, Curry and Creswell [1]_.

    References
    ----------
    .. [1] Fetters, M. D., Curry, L. A., & Creswell, J. W. (2013). Achieving integration in mixed methods
       designs. *Health Services Research* 48(6), 2134-2156.

    Examples
    --------
    >>> judge("confirmation", Evidence(estimate=3.4, low=2.9, high=3.9, middle=3, cases=5, base=7))
    ('cannot tell', 'the interval holds both directions')
    """
    if not judged:
        return "cannot tell", "not judged yet"
    if judged == "expansion" and not evidence.base:
        return "cannot tell", "there are no conversations"
    if judged not in ("confirmation", "discordance"):
        return judged, ""
    if evidence.estimate != evidence.estimate:
        return "cannot tell", "there are no numbers"
    if not evidence.base:
        return "cannot tell", "there are no conversations"
    if not evidence.cases:
        return "cannot tell", "no conversation speaks of it"
    if evidence.low != evidence.low:
        return "cannot tell", "the number has no interval"
    if evidence.middle != evidence.middle:
        return "cannot tell", "the number has no direction"
    if evidence.low <= evidence.middle <= evidence.high:
        return "cannot tell", "the interval holds both directions"
    return judged, ""
