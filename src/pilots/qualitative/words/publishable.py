"""Which words of a list may be published."""

from itertools import islice

import pandas as pd

from pilots.pilot import Pilot
from pilots.qualitative.redaction import allowed_names, redact_prose
from pilots.qualitative.words.tokens import plain


def publishable(counted: pd.DataFrame, pilot: Pilot, *, most: int = 30) -> pd.DataFrame:
    """The words that enough cases use, and enough do not, and that are no names.

    A word that is mostly written with a capital may be a name or place, and is left out, unless it is a name that may stand: the town, a
    site, a partner, an allowed word of pilot.toml. So are words that the lists of names hold, and what identified respondents of the
    pilot's surveys.

    Parameters
    ----------
    counted
        As `word_counts` gives them.
    most
        How many words of each language at most.

    Returns
    -------
    DataFrame
        Some of its rows.

    Examples
    --------
    >>> from pilots.qualitative import QualitativeProject
    >>> from pilots.qualitative.words import word_counts
    >>> publishable(word_counts(QualitativeProject()), Pilot(name="menen", title="Menen", synthetic=True)).empty
    True
    """
    least = pilot.privacy.threshold
    enough = counted.loc[(counted["cases"] >= least) & (counted["base"] - counted["cases"] >= least)]
    allowed = {plain(part) for name in allowed_names(pilot) for part in name.split()}
    kept: list[int] = []
    for _, own in enough.groupby("language", sort=False):
        rows = zip(own.index, own["word"], own["mentions"] >= 2 * own["capitals"], strict=True)
        safe = (at for at, word, lower in rows if word in allowed or (lower and redact_prose(word, pilot) == word))
        kept += list(islice(safe, most))
    return enough.loc[kept].reset_index(drop=True)
