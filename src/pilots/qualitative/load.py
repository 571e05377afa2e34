"""Load what a pilot's interviews and notes hold."""

from pilots.pilot import Pilot
from pilots.qualitative.project import QualitativeProject, merge
from pilots.qualitative.read import read_project


def load(pilot: Pilot) -> QualitativeProject:
    """All qualitative projects that pilot.toml names, as one; empty where it names none.

    Raises
    ------
    ReadError
        When a project is missing, damaged or harmful.
    """
    return merge([read_project(pilot.path(source.file)) for source in pilot.qualitative])
