"""Load what a pilot's interviews and notes hold."""

from dataclasses import replace

from pilots.pilot import Pilot
from pilots.qualitative.project import QualitativeProject, merge
from pilots.qualitative.read import read_project
from pilots.qualitative.redaction import redact_prose


def load(pilot: Pilot) -> QualitativeProject:
    """All qualitative projects that pilot.toml names, as one; empty where it names none.

    Codes are often called by what somebody said: names, numbers and addresses are taken out of what codes are called.

    Raises
    ------
    ReadError
        When a project is missing, damaged or harmful.
    """
    project = merge([read_project(pilot.path(source.file)) for source in pilot.qualitative if source.file])
    called = {name: project.codes[name].map(lambda text: redact_prose(text, pilot)) for name in ("name", "path")}
    return replace(project, codes=project.codes.assign(**called).astype(project.codes.dtypes))
