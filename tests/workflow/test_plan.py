"""What is stale, and why."""

from collections.abc import Callable
from dataclasses import replace as changed
from pathlib import Path

import pytest

from pilots.errors import WorkflowError
from pilots.workflow.plan import Step, notebooks, record, steps, variants


@pytest.fixture
def published(tiny: Path) -> Path:
    """A project whose reports are up to date."""
    for step in steps(tiny, "tiny"):
        step.report.parent.mkdir(parents=True, exist_ok=True)
        step.report.write_text("report", encoding="utf-8")
        record(tiny, step)
    return tiny


def reasons(project: Path, **options: object) -> list[tuple[str, ...]]:
    return [step.reasons for step in steps(project, "tiny", **options)]  # type: ignore[arg-type]


def test_nothing_was_made_yet(tiny: Path) -> None:
    assert reasons(tiny) == [("not made yet",), ("not made yet",)]


def test_what_was_just_made_is_up_to_date(published: Path) -> None:
    assert reasons(published) == [(), ()]


def test_force_asks_for_all(published: Path) -> None:
    assert all(reasons(published, force=True))


def test_changed_data_are_named(published: Path) -> None:
    with (published / "data" / "raw" / "tiny" / "pilot.toml").open("a") as file:
        file.write("town = 'Menen'")

    assert reasons(published) == [("data changed: pilot.toml",)] * 2


def test_a_new_file_is_named(published: Path) -> None:
    (published / "data" / "raw" / "tiny" / "extra.csv").touch()

    assert reasons(published)[0] == ("data added: extra.csv",)


def test_a_file_outside_the_folder_counts_when_the_description_names_it(published: Path) -> None:
    (published / "outside.csv").touch()
    with (published / "data" / "raw" / "tiny" / "pilot.toml").open("a") as file:
        file.write('context = "../../../outside.csv"')

    assert "data added: ../../../outside.csv" in reasons(published)[0]


def test_a_changed_notebook_makes_only_its_own_report_stale(published: Path, notebook: Callable[..., Path]) -> None:
    notebook(published / "notebooks" / "1_first.ipynb", "1")

    assert reasons(published) == [("notebook changed: 1_first.ipynb",), ()]


def test_a_report_changed_by_hand_is_stale(published: Path) -> None:
    (published / "reports" / "tiny" / "1_first.html").write_text("mine", encoding="utf-8")

    assert reasons(published)[0] == ("the report was changed by hand",)


def test_a_report_that_is_gone_is_stale(published: Path) -> None:
    (published / "reports" / "tiny" / "1_first.html").unlink()

    assert reasons(published)[0] == ("the report is gone",)


def test_processed_data_that_are_gone_make_reports_stale(published: Path) -> None:
    (published / "data" / "processed" / "tiny").mkdir(parents=True)
    processed = published / "data" / "processed" / "tiny" / "parents.parquet"
    processed.touch()
    record(published, steps(published, "tiny")[0])
    processed.unlink()

    assert reasons(published)[0] == ("processed data gone: parents.parquet",)


def test_another_version_is_a_reason(published: Path) -> None:
    first = steps(published, "tiny")[0]
    record(published, changed(first, inputs=dict(first.inputs) | {"version: pandas": "2.0"}))

    assert reasons(published)[0] == ("version changed: pandas",)


def test_a_changed_library_is_a_reason(published: Path) -> None:
    first = steps(published, "tiny")[0]
    record(published, changed(first, inputs=dict(first.inputs) | {"library": "before"}))

    assert reasons(published)[0] == ("library changed",)


@pytest.mark.parametrize(("language", "report"), [("nl", "1_first.html"), ("fr", "1_first.fr.html")])
def test_only_another_language_is_in_the_name(tiny: Path, language: str, report: str) -> None:
    assert steps(tiny, "tiny", language=language)[0].report.name == report


def test_one_phase_alone(tiny: Path) -> None:
    assert [step.notebook.name for step in steps(tiny, "tiny", phase=2)] == ["2_second.ipynb"]


def test_a_phase_without_notebook_is_told(tiny: Path) -> None:
    with pytest.raises(WorkflowError, match="no notebook for phase 8"):
        steps(tiny, "tiny", phase=8)


def test_the_manifest_names_nobody_that_a_file_is_named_after(published: Path) -> None:
    note = published / "data" / "raw" / "tiny" / "gesprek met Zebediah Quackelbeen.txt"
    note.write_text("kort", encoding="utf-8")
    assert reasons(published)[0] == ("data added: gesprek met Zebediah Quackelbeen.txt",)
    record(published, steps(published, "tiny")[0])
    assert reasons(published)[0] == ()
    assert "Quackelbeen" not in (published / "reports" / "tiny" / ".manifest.json").read_text(encoding="utf-8")
    note.unlink()
    assert reasons(published)[0] == ("data gone",)


def test_a_project_without_notebooks_takes_those_of_the_package(tmp_path: Path) -> None:
    assert {1, 2, 3} <= set(notebooks(tmp_path))


def test_copies_and_drafts_are_no_phase(tiny: Path, notebook: Callable[..., Path]) -> None:
    before = notebooks(tiny)
    for name in ("1_first-Copy1", "draft"):
        notebook(tiny / "notebooks" / f"{name}.ipynb")

    assert notebooks(tiny) == before


def test_a_spoilt_manifest_only_makes_reports_again(published: Path) -> None:
    (published / "reports" / "tiny" / ".manifest.json").write_text("[]", encoding="utf-8")

    assert reasons(published)[0] == ("not made yet",)


def test_a_step_is_what_the_manifest_holds(tiny: Path) -> None:
    first: Step = steps(tiny, "tiny")[0]

    assert {"library", "parameters", "notebook: 1_first.ipynb", "data: pilot.toml"} <= set(first.inputs)


@pytest.mark.parametrize(
    ("language", "edition", "kind", "name"),
    [
        ("fr", "researcher", "html", "1_first.fr.html"),
        ("nl", "researcher", "pdf", "1_first.pdf"),
        ("nl", "participant", "slides", "1_first.participant.slides.html"),
        ("en", "student", "docx", "1_first.student.en.docx"),
    ],
)
def test_what_reports_were_made_is_read_off_their_names(
    published: Path, language: str, edition: str, kind: str, name: str
) -> None:
    step = steps(published, "tiny", language=language, edition=edition, to=(kind,))[0]
    step.report.touch()
    record(published, step)

    assert step.report.name == name
    assert variants(published, "tiny") == [("nl", "researcher", "html"), (language, edition, kind)]


def test_all_formats_of_a_report_come_from_one_run(tiny: Path) -> None:
    found = steps(tiny, "tiny", phase=1, to=("html", "pdf"))

    assert len({step.execution for step in found}) == 1
    assert [step.format for step in found] == ["html", "pdf"]


def test_what_pilots_publish_together_is_no_report_of_one(tiny: Path, notebook: Callable[..., Path]) -> None:
    notebook(tiny / "notebooks" / "4_publication.ipynb")

    assert [step.phase for step in steps(tiny, "tiny")] == [1, 2]
    assert [step.report.name for step in steps(tiny, "publication")] == ["4_publication.html"]


def test_what_pilots_publish_together_is_stale_when_one_of_them_changed(
    tiny: Path, notebook: Callable[..., Path]
) -> None:
    notebook(tiny / "notebooks" / "4_publication.ipynb")
    step = steps(tiny, "publication")[0]
    step.report.parent.mkdir(parents=True)
    step.report.touch()
    record(tiny, step)
    with (tiny / "data" / "raw" / "tiny" / "pilot.toml").open("a") as file:
        file.write("town = 'Menen'")

    assert steps(tiny, "publication")[0].reasons == ("data changed: tiny/pilot.toml",)
