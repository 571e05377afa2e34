"""The command line `pilots`: from a folder of raw data to published reports."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App

from pilots import __version__
from pilots.arguments import Project, Switch, find_survey, new_codebook, new_project_folder, project_folder, short
from pilots.commands.bundle import bundle
from pilots.commands.release import release
from pilots.commands.reports import publish, run, status
from pilots.commands.teach import teach
from pilots.commands.translate import translate
from pilots.errors import PilotsError
from pilots.project import names

app = App(
    name="pilots",
    version=__version__,
    help="From the raw data of a co-creation pilot in education to published, privacy-safe reports.",
    result_action="return_value",
    suppress_keyboard_interrupt=False,
)
for command in (run, publish, status, release, translate, teach, bundle):
    app.command(command)


def main() -> None:
    """Run the command that was typed and leave with its exit code.

    0 when all is well, 2 with one message when it is not, 130 after Ctrl-C (143 after SIGTERM).
    """
    sys.exit(_code(sys.argv[1:]))


@app.command(name="list")
def list_pilots(*, project: Project = None) -> None:
    """List the pilots of the project."""
    from pilots.language import pick
    from pilots.workflow.plan import description

    root = project_folder(project)
    for name in names(root):
        title = description(root, name).get("title", "")
        print(f"{name}\t{pick(title, 'nl') if isinstance(title, dict) else title}".rstrip())
    if not names(root):
        print(f"no pilots in {root / 'data' / 'raw'}: `pilots new NAME` describes one", file=sys.stderr)


@app.command
def new(name: str, *, project: Project = None) -> None:
    """Write a commented skeleton for a new pilot in data/raw.

    Parameters
    ----------
    name
        Lower case letters, digits, - and _.
    """
    from pilots.workflow.skeleton import new as write

    folder = write(name, new_project_folder(project))
    print(f"{short(folder)}\nFill in pilot.toml, put your files beside it, then: pilots check {name}")


@app.command
def example(name: str, directory: Path) -> None:
    """Write the raw data of an example pilot, to try everything on.

    Parameters
    ----------
    name
        Which example, e.g. menen.
    directory
        A project's folder, made where it is missing; the example goes into its data/raw.
    """
    from pilots.examples import write_example

    print(f"{short(write_example(name, directory.absolute()))}\nNow: pilots run --project {directory}")


@app.command
def inspect(
    file: Path,
    *,
    json: Annotated[bool, Switch] = False,
    tool: str | None = None,
    structure: Path | None = None,
    codebook: Path | None = None,
) -> None:
    """Tell what the export of a survey holds, and what is odd about it, without anybody's own words.

    Answers of fewer than five respondents are not shown.

    Parameters
    ----------
    file
        The export of a survey tool.
    json
        Print it as JSON, for programs.
    tool
        What wrote the file; left out, it is recognised.
    structure
        The tool's own description of the questionnaire: .lss, .tsv, .sps, .qsf or XLSForm.
    codebook
        Also write a codebook to start from: a workbook that is not there yet.
    """
    from pilots.survey.inspect import as_text
    from pilots.survey.inspect import inspect as look
    from pilots.survey.read import read_survey

    if codebook is not None:
        new_codebook(codebook)
    reading = read_survey(file, tool, structure=structure)
    told = look(reading)
    if json:
        from json import dumps

        print(dumps(told.as_dict(), indent=2, ensure_ascii=False))
    else:
        print(as_text(told))
    if codebook is not None:
        reading.codebook.write(codebook)
        print(f"{short(codebook.absolute())}: look it through before you use it", file=sys.stderr)


@app.command
def check(name: str | None = None, *, project: Project = None) -> int:
    """Say everything that is wrong with a pilot's description and files.

    Parameters
    ----------
    name
        A pilot; left out, all of them.
    """
    from pilots.workflow.check import notes, problems

    root = project_folder(project)
    found = {pilot: problems(root, pilot) for pilot in ([name] if name else names(root))}
    for pilot, wrong in found.items():
        count = f"{len(wrong)} problem{'s' if len(wrong) > 1 else ''}" if wrong else "no problems"
        print(f"{pilot}: {count}", file=sys.stderr if wrong else sys.stdout)
        for number, problem in enumerate(wrong, 1):
            print(f"{number:>3}. {problem}", file=sys.stderr)
        for note in [] if wrong else notes(root, pilot):
            print(f"     {note}")
    return 2 if any(found.values()) else 0


@app.command
def harmonise(name: str, survey: str | None = None, *, project: Project = None) -> None:
    """Tell where the files of a survey and its codebook differ: languages, wording, choices, columns, what was recoded.

    Parameters
    ----------
    name
        Which pilot.
    survey
        One of its surveys; left out, all of them.
    """
    from pilots.pilot import Pilot
    from pilots.survey.harmonise import as_text, report

    pilot = Pilot.find(name, project_folder(project))
    for source in [pilot.survey(survey)] if survey else pilot.surveys:
        print(f"{source.name}\n{as_text(report(pilot, source.name))}")


@app.command
def schema() -> None:
    """Print the JSON Schema of pilot.toml, for editors."""
    import json

    from pilots.pilot import Pilot

    print(json.dumps(Pilot.model_json_schema(), indent=2, ensure_ascii=False))


@app.command
def review(name: str | None = None, survey: str | None = None, *, project: Project = None) -> None:
    """Write the workbooks in which flagged answers are reviewed; what was filled in stays.

    Parameters
    ----------
    name
        Which pilot.
    survey
        One of its surveys; left out, all of them.
    """
    from pilots.pilot import Pilot
    from pilots.survey import write_review

    root = project_folder(project)
    if name is None:
        raise PilotsError(f"Say which pilot: {', '.join(names(root)) or 'there are none yet'}")
    pilot = Pilot.find(name, root)
    for source in [pilot.survey(survey)] if survey else pilot.surveys:
        print(short(write_review(pilot, source.name)))


@app.command
def code(
    name: str, source: str | None = None, *, merge: Annotated[bool, Switch] = False, project: Project = None
) -> None:
    """Write documents or open answers as a workbook to code in, a row a paragraph; one that is there is never overwritten.

    Parameters
    ----------
    name
        Which pilot.
    source
        One of its [[qualitative]]; left out, all of them.
    merge
        Write instead what the coders gave differently, to decide about it together.
    """
    from pilots.pilot import Pilot
    from pilots.qualitative.coding import counted
    from pilots.workflow.code import write_coding

    for path in write_coding(Pilot.find(name, project_folder(project)), source, merge=merge):
        print(short(path))
        if merge:
            print("Decisions kept: {}; open: {}.".format(*counted(path)), file=sys.stderr)
    field = "merged" if merge else "codings"
    told = "Decide in it" if merge else "Give each coder a copy"
    print(
        f"{told}, then name it under {field} in pilot.toml. It holds what people said: keep it within the team.",
        file=sys.stderr,
    )


@app.command
def export(
    survey: str,
    *,
    to: Literal["sav", "xlsx", "csv", "dta"],
    language: Literal["nl", "fr", "en"] | None = None,
    output: Path | None = None,
    project: Project = None,
) -> None:
    """Write the clean answers of a survey for colleagues on SPSS, jamovi, Stata or Excel.

    Parameters
    ----------
    survey
        PILOT/SURVEY, for instance menen/parents; the survey's name alone where only one pilot has it.
    to
        Which format.
    language
        Of the labels; else the pilot's own.
    output
        The file; else data/exports/PILOT/SURVEY with the format as its ending.
    """
    from pilots.survey import export as write
    from pilots.survey import load

    root = project_folder(project)
    pilot, name = find_survey(root, survey)
    path = output or root / "data" / "exports" / pilot.name / f"{name}.{to}"
    if path.suffix != f".{to}":
        raise PilotsError(f"the name of a .{to} file ends in .{to}", where=path)
    print(short(write(load(pilot, name), path.absolute(), language=language or pilot.language)))
    print("It holds the answers of each respondent: keep it within the team.", file=sys.stderr)


@app.command
def codebook(survey: str, *, language: Literal["nl", "fr", "en"] | None = None, project: Project = None) -> None:
    """Write the codebook of a survey as a page to read or print: what was asked, and nothing of what was answered.

    Parameters
    ----------
    survey
        PILOT/SURVEY, for instance menen/parents; the survey's name alone where only one pilot has it.
    language
        Of the page; else the pilot's own.
    """
    from pilots.publish.codebook import write_codebook

    pilot, name = find_survey(project_folder(project), survey)
    print(short(write_codebook(pilot, name, language or pilot.language)))


@app.command
def scales(file: Path, *, framework: str | None = None) -> None:
    """Write a codebook to start from, with scales on parental involvement in five languages; they are not validated.

    Parameters
    ----------
    file
        The workbook to write, which is not there yet.
    framework
        Only the scales of this element of a framework, for instance involvement.home; left out, all.
    """
    from pilots import frameworks
    from pilots.codebook import build

    book = build(**frameworks.scales(*filter(None, [framework])))
    book.write(new_codebook(file))
    print(short(file.absolute()))
    print("These items were not validated: leave out what you don't need, and report how the rest hangs together.")


def _code(arguments: Sequence[str]) -> int:
    stopped: list[int] = []

    def stop(number: int, _: object) -> None:
        stopped.append(number)
        signal.raise_signal(signal.SIGINT)

    signal.signal(signal.SIGTERM, stop)
    try:
        return app(arguments, exit_on_error=True) or 0
    except KeyboardInterrupt:
        print("stopped; earlier reports and data are as they were", file=sys.stderr)
        return 128 + (stopped[0] if stopped else signal.SIGINT)
    except BrokenPipeError:
        # whoever read along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        from pilots.workflow.faults import as_problem

        problem = as_problem(error)
        if os.environ.get("PILOTS_TRACEBACK"):
            import traceback

            for part in problem.each:
                traceback.print_exception(part)
        print(problem, file=sys.stderr)
        return 2
