"""How numbers and conversations fit: what the researchers judged, refused where the evidence can't bear it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import isnan, nan

LEAST_CASES = 2
"""Conversations below which a theme is one voice and no pattern."""


class Reason(StrEnum):
    """Why a judgement is refused; keys of the gettext catalogues. None tells whether it was one conversation, or none."""

    NOT_JUDGED = "not judged yet"
    NO_NUMBERS = "there are no numbers"
    NO_CONVERSATIONS = "there are no conversations"
    FEW_CASES = "hardly any conversation speaks of it"
    HELD = "the number rests on too few people to be shown"
    NO_INTERVAL = "the number has no interval"
    NO_DIRECTION = "the number has no direction"
    BOTH_DIRECTIONS = "the interval holds both directions"
    APART = "the number points the other way than the finding"
    TOGETHER = "the number points the same way as the finding"


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
    direction
        Where the number lies if it bears out the finding: 1 above the middle, -1 below it, 0 where nobody recorded it.
    shown
        Whether enough people stand behind the number to show it.
    """

    estimate: float = nan
    low: float = nan
    high: float = nan
    middle: float = nan
    cases: int = 0
    base: int = 0
    direction: int = 0
    shown: bool = True

    @property
    def side(self) -> int:
        """Where the whole interval lies: 1 above the middle, -1 below it, 0 on both sides or unknown."""
        return 1 if self.low > self.middle else -1 if self.high < self.middle else 0


def judge(judged: str, evidence: Evidence) -> tuple[str, str]:
    """The fit that may be reported, and why where it differs from what was judged.

    *Confirmation*, *discordance* and *expansion* tell how two strands relate, so each needs both. The first two also tell
    of a direction: they are refused where no more than one conversation speaks of it, where the number is held back,
    and where its interval holds both directions. *Confirmation* is refused where the number points the other way than
    the finding, *discordance* where it points the same way. *Cannot tell* is never refused.

    Parameters
    ----------
    judged
        confirmation, expansion, discordance, cannot tell, or "" where nobody judged it.
    evidence
        Both strands.

    Returns
    -------
    tuple of (fit, reason)
        The reason is an English text, translated where it is shown; empty where the judgement stands. Of several
        reasons the first one in the order of `Reason`.

    Notes
    -----
    The three kinds of fit are those of Fetters, Curry and Creswell [1]_; a strand that says nothing is silence, which is
    no agreement and no disagreement [2]_ [3]_. One case is not taken for a pattern, as in consensual qualitative research [4]_;
    one conversation may still expand what the numbers say.

    References
    ----------
    .. [1] Fetters, M. D., Curry, L. A., & Creswell, J. W. (2013). Achieving integration in mixed methods
       designs. *Health Services Research* 48(6), 2134-2156.
    .. [2] O'Cathain, A., Murphy, E., & Nicholl, J. (2010). Three techniques for integrating data in mixed
       methods studies. *BMJ* 341, c4587.
    .. [3] Farmer, T., Robinson, K., Elliott, S. J., & Eyles, J. (2006). Developing and implementing a triangulation
       protocol for qualitative health research. *Qualitative Health Research* 16(3), 377-394.
    .. [4] Hill, C. E., Knox, S., Thompson, B. J., Williams, E. N., Hess, S. A., & Ladany, N. (2005). Consensual
       qualitative research: An update. *Journal of Counseling Psychology* 52(2), 196-205.

    Examples
    --------
    >>> judge("confirmation", Evidence(estimate=3.4, low=2.9, high=3.9, middle=3, cases=5, base=7))
    ('cannot tell', 'the interval holds both directions')
    >>> judge("confirmation", Evidence(estimate=3.4, low=3.2, high=3.6, middle=3, cases=5, base=7, direction=-1))
    ('cannot tell', 'the number points the other way than the finding')
    """
    if not judged:
        return "cannot tell", Reason.NOT_JUDGED.value
    for kinds, refuses, reason in _RULES:
        if judged in kinds and refuses(evidence):
            return "cannot tell", reason.value
    return judged, ""


_RELATING = ("confirmation", "expansion", "discordance")
_DIRECTED = ("confirmation", "discordance")
_Rule = tuple[tuple[str, ...], Callable[[Evidence], bool], Reason]
_RULES: tuple[_Rule, ...] = (
    (_RELATING, lambda evidence: isnan(evidence.estimate), Reason.NO_NUMBERS),
    (_RELATING, lambda evidence: not evidence.base, Reason.NO_CONVERSATIONS),
    (("expansion",), lambda evidence: not evidence.cases, Reason.FEW_CASES),
    (_DIRECTED, lambda evidence: evidence.cases < LEAST_CASES, Reason.FEW_CASES),
    (_DIRECTED, lambda evidence: not evidence.shown, Reason.HELD),
    (_DIRECTED, lambda evidence: isnan(evidence.low) or isnan(evidence.high), Reason.NO_INTERVAL),
    (_DIRECTED, lambda evidence: isnan(evidence.middle), Reason.NO_DIRECTION),
    (_DIRECTED, lambda evidence: evidence.side == 0, Reason.BOTH_DIRECTIONS),
    (("confirmation",), lambda evidence: evidence.direction == -evidence.side, Reason.APART),
    (("discordance",), lambda evidence: evidence.direction == evidence.side, Reason.TOGETHER),
)
