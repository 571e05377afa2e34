"""The students' edition: made of a synthetic copy."""

import pytest

from pilots import Pilot
from pilots.errors import WorkflowError
from pilots.publish.gate.record import read_record
from pilots.workflow.plan import steps
from pilots.workflow.progress import Lines
from pilots.workflow.students import make_for_students

SHOW = """
from pilots import Pilot
from pilots.exhibits import Sentence
found = Pilot.find(pilot)
Sentence(f"{found.title['nl']}: {found.synthetic}.", language=language)
"""


@pytest.fixture(scope="module")
def real(made, pilots, tmp_path_factory):
    """A project with a pilot that is not synthetic, published for students."""
    project = made(tmp_path_factory.mktemp("students"), {"1_first": SHOW})
    description = project / "data" / "raw" / "tiny" / "pilot.toml"
    description.write_text(description.read_text().replace("synthetic = true", "synthetic = false"), encoding="utf-8")
    code, _, err = pilots("publish", "tiny", "--edition", "student", cwd=project)
    assert code == 0, err
    return project


def test_it_is_made_of_a_copy_that_says_so(real):
    page = (real / "reports" / "tiny" / "1_first.student.html").read_text(encoding="utf-8")
    assert ": True." in page
    assert "Synthetische data" in page


def test_what_it_counts_is_not_told_of_the_pilot(real):
    file = read_record(Pilot.find("tiny", real))["files"]["1_first.student.html"]
    assert (file["counts"], file["held"]) == ([], False)


def test_it_is_up_to_date_afterwards(real):
    assert [step.reasons for step in steps(real, "tiny", edition="student")] == [()]


def test_pilots_together_have_no_such_edition(real):
    with pytest.raises(WorkflowError, match="no edition for students"):
        make_for_students(real, {"publication": []}, jobs=None, progress=Lines())
