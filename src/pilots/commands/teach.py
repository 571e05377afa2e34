"""Hand a pilot to students."""

import sys
from pathlib import Path
from typing import Literal

from pilots.arguments import Project, one_pilot, project_folder, short


def teach(
    pilot: str,
    directory: Path,
    *,
    language: Literal["nl", "fr", "en"] | None = None,
    phase: int | None = None,
    project: Project = None,
) -> None:
    """Write a folder for a course: exercises on synthetic data for students, the solutions for the lecturer.

    Parameters
    ----------
    pilot
        Which pilot; nobody who took part in it is in the folder.
    directory
        A folder that is empty or not there yet.
    language
        Of the texts; else the pilot's own.
    phase
        Only the notebooks of this phase: 1 context analysis, 2 action plan, 3 evaluation.
    """
    from pilots.errors import WorkflowError, did_you_mean
    from pilots.publish.teach import LECTURER, STUDENTS
    from pilots.publish.teach import teach as write
    from pilots.workflow.plan import notebooks

    root = project_folder(project)
    instead = "Students work with the data of one pilot, for instance: pilots teach {pilot} DIRECTORY."
    described = one_pilot(pilot, root, instead)
    found = {number: paths for number, paths in notebooks(root).items() if number <= _LAST}
    if phase is not None and phase not in found:
        raise WorkflowError(f"there is no notebook for phase {phase}", mend=did_you_mean(str(phase), map(str, found)))
    chosen = [path for number, paths in found.items() if phase in (None, number) for path in paths]
    folder = write(described, directory, chosen, language=language)
    print(f"{short(folder / STUDENTS)}\n{short(folder / LECTURER)}")
    print(f"Hand out {STUDENTS}; keep {LECTURER} to yourself.", file=sys.stderr)


_LAST = 3
"""The last phase of one pilot; what pilots publish together needs several."""
