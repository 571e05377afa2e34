"""Do people speak of other themes than before? The share of cases with each theme in two phases, and the difference."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.qualitative.incidence import Incidence
from pilots.qualitative.matrices import labels
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.themes import PHASES
from pilots.statistics.share_change import share_change

FEWEST = 5
"""Cases in a phase below which no difference is told."""
TOO_FEW = "cannot tell: fewer than 5 conversations in a phase"


def theme_change(
    project: QualitativeProject,
    *,
    phases: tuple[int, int] | None = None,
    codes: Sequence[str] | None = None,
    ci: float = 0.95,
) -> pd.DataFrame:
    """Compare in which share of the cases each theme comes up in two phases.

    Parameters
    ----------
    phases
        Which; left out, the first and the last in which there are documents.
    codes
        Names, paths or ids; left out, the themes: the codes at the top. Each stands for those under it too.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        An estimates frame as `statistics.share_change` gives it: for each theme `share_before`, `share_after`, `share_change` with
        Newcombe's interval, p, and p corrected by Holm for the number of themes, and of cases that were there in both phases `pairs`,
        `higher` (the theme came up only after) and `lower`. Below five cases in a phase shares only, and the difference is missing.
        No row where the documents bear fewer than two phases.

    Raises
    ------
    PilotsError
        When there is no such code, or no document of such a phase.

    Notes
    -----
    Cases of which there are documents in both phases are paired. People who were talked with are seldom a random sample: the interval
    shows how little few conversations can say, not how far they stand for all.

    Examples
    --------
    >>> theme_change(QualitativeProject()).empty
    True
    """
    known = sorted({int(phase) for phase in project.documents["phase"].dropna() if phase.isdigit()})
    if phases is None and len(known) < 2:
        return vocabulary.estimates()
    first, last = phases or (known[0], known[-1])
    if missing := [phase for phase in (first, last) if phase not in known]:
        raise PilotsError(f"no document is of phase {missing[0]}", mend=f"There are: {', '.join(map(str, known))}.")
    parts = [_phase(project.at(phase), codes).assign(phase=phase) for phase in (first, last)]
    themes = [str(name) for name in parts[0] if name not in ("unit", "phase")]
    found = share_change(pd.concat(parts, ignore_index=True), themes, person="unit", wave="phase", ci=ci)
    # nobody can move who was not there twice
    found = found.loc[~(found["statistic"].isin(["higher", "lower"]) & (found["n"] == 0))].reset_index(drop=True)
    found.attrs[PHASES] = (str(first), str(last))
    if min(map(len, parts)) >= FEWEST:
        return found
    told = ["estimate", "ci_low", "ci_high", "p_value", "p_adjusted"]
    compared = ~found["statistic"].isin(["share_before", "share_after"])
    return found.assign(
        method=found["method"].mask(compared, TOO_FEW), **{name: found[name].mask(compared) for name in told}
    )


def _phase(own: QualitativeProject, codes: Sequence[str] | None) -> pd.DataFrame:
    """A row a case of the phase: its id, and 1 or 0 a theme."""
    given = Incidence.of(own)
    shown = np.flatnonzero(given.tree.levels == 0) if codes is None else np.sort(given.tree.find(codes))
    names = labels(given.tree.codes)
    occurs = given.cases()[shown].T.astype("float64")
    return pd.DataFrame(occurs, columns=[names[place] for place in shown]).assign(unit=given.units)
