"""Make reports, and say which are up to date."""

from typing import Annotated, Literal

from cyclopts import Parameter, validators

from pilots.arguments import Project, chosen_pilots, known_pilots, listed, project_folder, short
from pilots.project import reportable

Named = Annotated[
    str,
    Parameter(
        help="Which pilots, or `publication` for what they publish together; left out where the project has only one."
    ),
]
All = Annotated[bool, Parameter(help="All pilots of the project, and what they publish together.", negative=())]
Phase = Annotated[int | None, Parameter(help="Only this phase: 1 context analysis, 2 action plan, 3 evaluation.")]
Force = Annotated[bool, Parameter(help="Make them again though nothing has changed.", negative=())]
Jobs = Annotated[int | None, Parameter(help="How many notebooks run side by side.", validator=validators.Number(gte=1))]


def run(
    *pilots: Named,
    all: All = False,
    phase: Phase = None,
    language: Literal["nl", "fr", "en"] | None = None,
    force: Force = False,
    jobs: Jobs = None,
    project: Project = None,
) -> None:
    """Make the reports that are not up to date, as pages to look at.

    Parameters
    ----------
    language
        The reports' language; else the pilot's own.
    """
    publish(*pilots, all=all, phase=phase, language=language, force=force, jobs=jobs, project=project)


def publish(
    *pilots: Named,
    all: All = False,
    phase: Phase = None,
    to: str = "html",
    edition: Literal["researcher", "student", "participant"] = "researcher",
    language: str | None = None,
    force: Force = False,
    jobs: Jobs = None,
    project: Project = None,
) -> None:
    """Make the reports that are not up to date, in the formats and for the readers that you name.

    Parameters
    ----------
    to
        Formats with commas between: html, pdf, docx, slides.
    edition
        For whom: researcher, student, or participant (plain words, for parents).
    language
        nl, fr or en; else the pilot's own. For participants also one that was translated with `pilots translate`.
    """
    from pilots import workflow
    from pilots.language import LANGUAGES
    from pilots.workflow.plan import ENDINGS
    from pilots.workflow.progress import progress

    root = project_folder(project)
    chosen = chosen_pilots(root, pilots, every=all)
    if language and language not in LANGUAGES:
        from pilots.publish.cells import require_spoken
        from pilots.publish.translations import use

        require_spoken(edition, language)
        for name in chosen:
            use(name, language, root)
    formats = listed(to, list(ENDINGS), "format")
    made = workflow.run(
        root, chosen, phase=phase, language=language, force=force, jobs=jobs, to=formats, edition=edition,
        progress=progress(),
    )  # fmt: skip
    for name in chosen:
        reports = [step.report for step in made if step.pilot == name]
        for report in reports:
            print(short(report))
        if not reports:
            print(f"{name}: up to date, see {short(root / 'reports' / name)}")


def status(*pilots: str, project: Project = None) -> None:
    """Say which reports are up to date, and why the others are not.

    Parameters
    ----------
    pilots
        Which pilots; left out, all of them.
    """
    from pilots import workflow
    from pilots.workflow.plan import variants

    root = project_folder(project)
    for name in known_pilots(root, pilots) or reportable(root):
        for language, edition, kind in variants(root, name):
            for step in workflow.steps(root, name, language=language, edition=edition, to=(kind,)):
                print(f"{name}/{step.report.name}: {'; '.join(step.reasons) or 'up to date'}")
