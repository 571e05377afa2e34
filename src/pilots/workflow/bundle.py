"""A zip for a repository such as Zenodo: reports, anonymised data with their description, code, and the release record."""

import datetime
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pilots import __version__
from pilots.errors import PilotError, PilotsError, raise_all
from pilots.files import content_hash, replace
from pilots.language import translate
from pilots.pilot import Pilot
from pilots.publish.gate.record import RECORD, data_marked, read_record, told_before
from pilots.workflow.plan import notebooks

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the same files give the same bytes."""
_NOBODY = "No column of the data says who somebody is, where, when, or in which language. What others know of a person is in none: to them all rows of a file are alike, {k} or more."
_DIVERSE = "Of every question in a file there are {least} or more different answers, or blanks that hide which: who knows that somebody took part does not know what that person answered."
_BLANK = "Answers that fewer than {threshold} people gave are blank, with as many others as it takes that nobody computes them from these files and the reports."
_GONE = "Questions that are left out, as nearly everyone answered alike, or as a blank answer could be computed:"


def bundle(pilot: Pilot, language: str | None = None) -> Path:
    """Write `reports/<pilot>/<pilot>.zip`: an RO-Crate of all that may be archived, and of nothing else.

    It holds the published reports, the answers as `publish.bundle.publishable` lets them leave (CSV with `datapackage.json`
    and DDI-Codebook), the codebooks as pages, the notebooks, the versions of the software, and the release record. Raw
    data, keys and decision logs stay behind.

    Parameters
    ----------
    pilot
        With a `licence` in pilot.toml, and with reports.
    language
        Of titles and labels; left out, the pilot's own.

    Returns
    -------
    Path
        The zip. Its date is that of SOURCE_DATE_EPOCH, else today.

    Raises
    ------
    PilotsError, Problems
        When there is no licence or no report, or something in it may not leave: then nothing is written.
    """
    if not pilot.licence:
        mend = 'Say what others may do with it, for instance licence = "CC-BY-4.0".'
        raise PilotError("there is no licence", where=pilot.folder / "pilot.toml", mend=mend)
    said = language or pilot.language
    reports = _reports(pilot)
    with TemporaryDirectory(prefix="pilots-") as place:
        folder = Path(place)
        for name in reports:
            _put(folder / "reports" / name, (pilot.reports / name).read_bytes())
        data, gone = _data(folder / "data", pilot, said)
        for path in _notebooks(pilot, reports):
            _put(folder / "code" / path.name, path.read_bytes())
        _put(folder / "code" / "requirements.txt", _versions().encode())
        record = data_marked(pilot, data).encode()
        _put(folder / RECORD, record)
        _put(folder / "README.md", _read_me(pilot, said, data, gone).encode())
        _crate(folder, pilot, said)
        files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
        # reports went through the gate, and stand as they did then
        _check({name: path for name, path in files.items() if not name.startswith("reports/")}, pilot)
        zipped = _zipped(files)
    path = pilot.reports / f"{pilot.name}.zip"
    replace(path, zipped)
    replace(pilot.reports / RECORD, record)
    return path


def _reports(pilot: Pilot) -> list[str]:
    """The reports that stand as the gate let them through."""
    released = {name: file["published"] for name, file in read_record(pilot)["files"].items() if not file["held"]}
    names = [name for name in sorted(released) if (pilot.reports / name).is_file()]
    again = f"Run: pilots publish {pilot.name}"
    if not names:
        raise PilotsError("there are no reports to bundle", where=pilot.reports, mend=again)
    changed = [name for name in names if content_hash(pilot.reports / name) != released[name]]
    what = "this report was changed after the gate let it through"
    raise_all([PilotsError(what, where=pilot.reports / name, mend=again) for name in changed])
    return names


def _notebooks(pilot: Pilot, reports: Sequence[str]) -> Iterator[Path]:
    """The notebooks that made these reports."""
    made = {name.partition(".")[0] for name in reports}
    return (path for paths in notebooks(pilot.project).values() for path in paths if path.stem in made)


def _data(folder: Path, pilot: Pilot, language: str) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Answers that may leave, wave by wave, and what they mean; gives how alone people are in each file, and what is not there."""
    from pilots.publish.bundle import File, anonymity, ddi, left_out, publishable
    from pilots.publish.codebook import codebook
    from pilots.survey import load
    from pilots.survey.package import describe, write_package

    resources, gone = [], []
    alone: dict[str, dict[str, Any]] = {}
    told = [one.count for one in told_before(pilot)]
    for source in pilot.surveys:
        survey = load(pilot, source.name)
        files = []
        for wave in survey.waves:
            answers = publishable(survey, wave, pilot.privacy.threshold, told)
            path = folder / f"{source.name}_w{wave}.csv"
            names = [survey.codebook.label(name, language) for name in left_out(survey, wave, answers)]
            if names:
                gone.append(f"- `data/{path.name}`: {'; '.join(names)}")
            if answers.empty:
                continue
            alone[path.name] = anonymity(answers, survey.codebook, pilot.privacy.threshold, where=path.name)
            _put(path, answers.to_csv(index=False, lineterminator="\n").encode())
            about = describe(path.stem, path, answers, language, survey.codebook)
            resources.append(about | {"anonymity": alone[path.name]})
            files.append(File(path.name, answers, [one for one in source.waves if one.wave == wave]))
        if files:
            text = ddi(pilot, source.name, survey.codebook, files, language, pilot.licence)
            _put(folder / f"{source.name}.ddi.xml", text.encode())
        _put(folder / f"codebook_{source.name}.html", codebook(pilot, source.name, language).encode())
    if resources:
        write_package(folder, pilot, resources, {})
    return alone, gone


def _about_data(
    alone: Mapping[str, Mapping[str, Any]], gone: Sequence[str], pilot: Pilot, language: str
) -> Iterator[str]:
    if alone:
        yield translate(_NOBODY, language, k=min(one["k"] for one in alone.values()))
        yield translate(_DIVERSE, language, least=min(one["l"] for one in alone.values()))
        yield translate(_BLANK, language, threshold=pilot.privacy.threshold)
    if gone:
        yield translate(_GONE, language)
        yield "\n".join(gone)


def _crate(folder: Path, pilot: Pilot, language: str) -> None:
    from pilots.publish.bundle import crate_metadata

    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    day = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date() if epoch else datetime.date.today()
    text = crate_metadata(pilot, files, language=language, licence=pilot.licence, date=day.isoformat())
    _put(folder / "ro-crate-metadata.json", text.encode())


def _check(files: Mapping[str, Path], pilot: Pilot) -> None:
    """Nothing in it may be what the gate would hold back."""
    from pilots.publish.gate.files import check_file

    found = [finding for name, path in files.items() for finding in check_file(name, path.read_bytes(), pilot)]
    raise_all([PilotsError(f"{one.rule}: {one.what}", where=one.where, mend=one.mend) for one in found])


def _versions() -> str:
    from importlib.metadata import distribution

    needed = sorted({line.split(">")[0].split(";")[0].strip() for line in distribution("pilots").requires or ()})
    pinned = [f"{name}=={distribution(name).version}" for name in needed if name]
    return "\n".join([f"pilots=={__version__}", *pinned]) + "\n"


def _read_me(pilot: Pilot, language: str, data: Mapping[str, Mapping[str, Any]], gone: Sequence[str]) -> str:
    notice = translate("no respondent, answer or quote in this report is real.", language)
    answers = translate("anonymised answers, with datapackage.json, DDI-Codebook and codebooks", language)
    lines = [
        f"# {pilot.text(pilot.title, language)}",
        *([f"**{translate('Synthetic data', language)}:** {notice}"] if pilot.synthetic else []),
        pilot.text(pilot.summary, language),
        "\n".join(
            [
                f"- `reports/`: {translate('the published reports', language)}",
                *([f"- `data/`: {answers}"] if data or gone else []),
                f"- `code/`: {translate('the notebooks that made the reports, and the versions of the software', language)}",
                f"- `{RECORD}`: {translate('what was checked before anything left', language)}",
            ]
        ),
        *_about_data(data, gone, pilot, language),
        f"{translate('Licence', language)}: {pilot.licence}",
    ]
    return "\n\n".join(filter(None, lines)) + "\n"


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _zipped(files: Mapping[str, Path]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files.items():
            archive.writestr(zipfile.ZipInfo(name, _OLDEST), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return made.getvalue()
