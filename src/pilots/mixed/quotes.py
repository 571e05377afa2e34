"""Quotes that may be shown: consented, approved, redacted."""

import pandas as pd

from pilots.mixed.read import read_integration
from pilots.pilot import Pilot


def quotes(pilot: Pilot, *, phase: int | None = None) -> pd.DataFrame:
    """The approved quotes of the integration workbook.

    Parameters
    ----------
    pilot
        Without such a workbook there are no quotes.
    phase
        Only those of the findings of this phase.

    Returns
    -------
    DataFrame
        finding, document, code, text, speaker, language, translations; a row a quote, in the order of the workbook. Only quotes whose
        speaker consented and that somebody approved; names, addresses and the like are taken out.

    Raises
    ------
    PilotsError
        As `joint_display` does for the workbook.
    """
    found = read_integration(pilot)
    if phase is None:
        return found.quotes
    inside = found.findings.loc[found.findings["phase"] == phase, "finding"]
    return found.quotes.loc[found.quotes["finding"].isin(inside)].reset_index(drop=True)
