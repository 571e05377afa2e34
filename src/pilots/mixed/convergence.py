"""Convergence coding: when groups agree, partly agree, disagree, are silent, or can't be told (Farmer et al. 2006)."""

from collections.abc import Sequence

VERDICTS = ("agree", "partly agree", "disagree", "silent", "cannot tell")
_ASKED_FIRST = ("disagree", "silent", "cannot tell", "partly agree", "agree")


def verdict(*, level: int, sides: tuple[int, int]) -> str:
    """The verdict over two groups; see `triangulate`.

    Parameters
    ----------
    level
        1 where the difference lies inside the margin, -1 where it lies outside, 0 where that is not known.
    sides
        The direction of each group: 1, -1, or 0 where it is not known.

    Examples
    --------
    >>> verdict(level=-1, sides=(1, 0)), verdict(level=0, sides=(1, 1)), verdict(level=0, sides=(1, -1))
    ('disagree', 'partly agree', 'cannot tell')
    """
    same = sides[0] * sides[1]
    if level == 1:
        return "partly agree" if same < 0 else "agree"
    if same > 0:
        return "partly agree"
    return "disagree" if level == -1 else "cannot tell"


def overall(verdicts: Sequence[str]) -> str:
    """One verdict over all pairs of groups: the one that asks most for a closer look, unless all agree.

    Examples
    --------
    >>> overall(["agree", "disagree"]), overall(["agree", "partly agree"]), overall(["agree", "agree"])
    ('disagree', 'partly agree', 'agree')
    """
    return next((asked for asked in _ASKED_FIRST if asked in verdicts), "cannot tell")
