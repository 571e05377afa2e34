"""Let others translate the participants' pages."""

import sys

from pilots.arguments import Project, one_pilot, project_folder, short


def translate(pilot: str, language: str, *, project: Project = None) -> None:
    """Write a workbook in which others translate the pages for participants; what was filled in stays.

    Publish these pages once before: then the workbook also holds what their tables and figures say.

    Parameters
    ----------
    pilot
        Which pilot.
    language
        Into which language: tr, ar, ro, pl, bg and so on.
    """
    from pilots.publish.translations import write_translations
    from pilots.workflow.plan import notebooks

    root = project_folder(project)
    language = language.lower()
    instead = f"Translate the pages of one pilot, for instance: pilots translate {{pilot}} {language}. What pilots publish together is there in nl, fr and en."
    described = one_pilot(pilot, root, instead)
    paths = [path for each in notebooks(root).values() for path in each]
    print(short(write_translations(described, language, paths)))
    if not list(described.reports.glob("*.participant.html")):
        print(
            f"What tables and figures say is not in it yet. First: pilots publish {pilot} --edition participant",
            file=sys.stderr,
        )
    print(
        f"Fill in the last column, then: pilots publish {pilot} --edition participant --language {language}",
        file=sys.stderr,
    )
