"""Show what the gate found in a pilot's reports, and who decided about it."""

from typing import Annotated

from pilots.arguments import Project, Switch, project_folder, short


def release(name: str, *, sent: Annotated[bool, Switch] = False, project: Project = None) -> None:
    """Show the release record of a pilot's reports, and write what is open to a workbook to decide about it.

    Parameters
    ----------
    name
        Which pilot.
    sent
        Write down that the reports went out as they are now: later versions are checked against them.
    """
    from pilots.publish.gate.people import find_pilot
    from pilots.publish.gate.record import mark_sent
    from pilots.publish.gate.signatures import signatures_path
    from pilots.publish.release import as_text, write_signatures

    pilot = find_pilot(name, project_folder(project))
    if sent:
        for file in mark_sent(pilot):
            print(f"{file}: marked as sent out")
    print(as_text(pilot))
    if write_signatures(pilot):
        print(f"Decide in {short(signatures_path(pilot))}, then publish again.")
