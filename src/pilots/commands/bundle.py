"""Hand a pilot to a repository."""

import sys
from typing import Literal

from pilots.arguments import Project, one_pilot, project_folder, short


def bundle(pilot: str, *, language: Literal["nl", "fr", "en"] | None = None, project: Project = None) -> None:
    """Write a zip for a repository such as Zenodo: reports, anonymised data, code and the release record; never raw data.

    Parameters
    ----------
    pilot
        Which pilot; its reports must be published, and pilot.toml must name a licence.
    language
        Of titles and labels; else the pilot's own.
    """
    from pilots.workflow.bundle import bundle as write

    instead = "Bundle each pilot, for instance: pilots bundle {pilot}. What they published together is a report beside these zips: reports/publication."
    print(short(write(one_pilot(pilot, project_folder(project), instead), language)))
    print("It is an RO-Crate: upload it as it is.", file=sys.stderr)
