"""Processed data: made whole or not at all, made anew when anything they rest on changes."""

import errno
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from pilots import vocabulary
from pilots.codebook import Codebook
from pilots.errors import PilotsError, WorkflowError, raise_all
from pilots.pilot import Pilot
from pilots.project import nameless
from pilots.survey.checks import check
from pilots.survey.clean import clean
from pilots.survey.csvfile import read_csv, write_csv
from pilots.survey.flow import flow, no_flow
from pilots.survey.link import link
from pilots.survey.load import load_raw
from pilots.survey.package import describe, write_package
from pilots.survey.review import read_review, review_path
from pilots.survey.score import score
from pilots.survey.stale import INPUTS, inputs, library, stale
from pilots.survey.survey import Survey
from pilots.survey.withhold import public_ids, withhold
from pilots.vocabulary import RESPONDENT


def process(pilot: Pilot) -> None:
    """Read, check, clean, score and link every survey of a pilot and write data/processed/<pilot>.

    Files: `<survey>.parquet` (cleaned codes; open text withheld, pseudonyms for who people are), `_scores.parquet`,
    `_missing.parquet`, `_links.parquet`, `_flags.csv`, `_decisions.csv` (the log: holds raw values, never publish it),
    and for the pilot flow.parquet and datapackage.json. They replace the earlier ones all together, once they are
    complete; on any failure the earlier ones stay as they were.

    Raises
    ------
    ReadError, CodebookError, CleaningError, Problems
        What is wrong with the raw data, codebooks or decisions, of all surveys at once.
    WorkflowError
        When the files can't be written, for instance on a full disk.
    """
    with _alone(pilot):
        _process(pilot)


def load_all(pilot: Pilot) -> dict[str, Survey]:
    """The processed surveys of a pilot by name: cleaned, scored, with their log; made first where they are stale.

    Returns
    -------
    dict of Survey
        In the order of pilot.toml; empty when the pilot has none. Open text reads "[withheld]".

    Raises
    ------
    PilotsError
        See `process`.
    """
    _fresh(pilot)
    return {source.name: _read(pilot, source.name) for source in pilot.surveys}


def load(pilot: Pilot, name: str) -> Survey:
    """One processed survey; see `load_all`."""
    source = pilot.survey(name)
    _fresh(pilot)
    return _read(pilot, source.name)


def links(pilot: Pilot) -> dict[str, pd.DataFrame]:
    """The links between the first wave and the later ones by survey; see `link`. A survey without any has a frame without rows."""
    _fresh(pilot)
    return {source.name: pd.read_parquet(pilot.processed / f"{source.name}_links.parquet") for source in pilot.surveys}


def load_flow(pilot: Pilot) -> pd.DataFrame:
    """The flow from sent to analysed of all surveys; see `flow`."""
    _fresh(pilot)
    return pd.read_parquet(pilot.processed / "flow.parquet")


def load_flags(pilot: Pilot) -> pd.DataFrame:
    """The flags of all surveys: survey, then the columns of `vocabulary.FLAGS`."""
    _fresh(pilot)
    found = [
        read_csv(pilot.processed / f"{source.name}_flags.csv").assign(survey=source.name) for source in pilot.surveys
    ]
    table = pd.concat([vocabulary.flags().assign(survey=""), *found], ignore_index=True)
    return table[["survey", *(column.name for column in vocabulary.FLAGS)]]


def _fresh(pilot: Pilot) -> None:
    if stale(pilot):
        with _alone(pilot):
            if stale(pilot):
                _process(pilot)


def _read(pilot: Pilot, name: str) -> Survey:
    source, folder = pilot.survey(name), pilot.processed
    return Survey(
        name=source.name,
        group=source.group,
        responses=pd.read_parquet(folder / f"{name}.parquet"),
        codebook=Codebook.read(pilot.path(source.codebook)),
        missing=pd.read_parquet(folder / f"{name}_missing.parquet"),
        decisions=read_csv(folder / f"{name}_decisions.csv"),
        scores=pd.read_parquet(folder / f"{name}_scores.parquet"),
        site_variable=source.site_variable,
        wave_sites=source.wave_sites,
        source_sites=source.source_sites,
        compare_by=tuple(source.compare_by),
    )


def _process(pilot: Pilot) -> None:
    hashes = {nameless(path): content for path, content in inputs(pilot).items()}
    problems: list[PilotsError] = []
    made: list[tuple[str, pd.DataFrame, Codebook | None]] = []
    counts = [no_flow()]
    for source in pilot.surveys:
        try:
            frames, counted = _clean_frames(pilot, source.name)
        except PilotsError as problem:
            problems += problem.each
            continue
        made += frames
        counts.append(counted)
    raise_all(problems)
    made.append(("flow.parquet", pd.concat(counts, ignore_index=True), None))
    with _replacing(pilot.processed) as folder:
        resources = []
        for name, frame, codebook in made:
            _write(folder / name, frame)
            resource = describe(Path(name).stem, folder / name, frame, pilot.language, codebook)
            if name.endswith("_decisions.csv"):
                resource |= {
                    "description": "The cleaning log. It holds raw values: never publish it.",
                    "pilots:publish": "never",
                }
            resources.append(resource)
        write_package(folder, pilot, resources, hashes)
        outputs = sorted(path.name for path in folder.iterdir())
        text = json.dumps({"library": library(), "inputs": hashes, "outputs": outputs}, indent=1)
        (folder / INPUTS).write_text(text + "\n", encoding="utf-8")


def _clean_frames(pilot: Pilot, name: str) -> tuple[list[tuple[str, pd.DataFrame, Codebook | None]], pd.DataFrame]:
    """All that is written of one survey, by file name, and its flow."""
    raw = load_raw(pilot, name)
    flags = check(raw, pilot)
    cleaned = score(clean(raw, read_review(review_path(pilot, name))))
    linked = link(cleaned, pilot)
    ids = public_ids(raw, pilot)
    attrs = linked.attrs
    linked = linked.assign(**{side: linked[side].map(ids).astype("str") for side in ("respondent_0", "respondent_1")})
    linked.attrs = attrs
    public = withhold(cleaned, pilot)
    frames: list[tuple[str, pd.DataFrame, Codebook | None]] = [
        (f"{name}.parquet", public.responses, raw.codebook),
        (f"{name}_scores.parquet", public.scores, raw.codebook),
        (f"{name}_missing.parquet", public.missing, None),
        (f"{name}_decisions.csv", cleaned.decisions, None),
        (f"{name}_flags.csv", flags.assign(**{RESPONDENT: flags[RESPONDENT].map(ids).astype("str")}), None),
        (f"{name}_links.parquet", linked, None),
    ]
    return frames, flow(raw, cleaned, pilot)


def _write(path: Path, frame: pd.DataFrame) -> None:
    if path.suffix == ".csv":
        write_csv(path, frame)
    else:
        frame.to_parquet(path, index=False)


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of the old one when all went well; else the old one stays.

    The old one steps aside for the blink of two renames; whoever kills the process just then finds it back at the
    next call.
    """
    old = folder.with_name(f".{folder.name}-old")
    new: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if old.exists() and not folder.exists():
            old.rename(folder)
        for left in folder.parent.glob(f".{folder.name}-new-*"):
            shutil.rmtree(left)
        new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-new-"))
        yield new
        new.chmod(0o755)
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise _no_room(folder, error) from None
    finally:
        if old.exists() and not folder.exists():
            old.rename(folder)
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)


def _no_room(folder: Path, error: OSError) -> WorkflowError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return WorkflowError(
        "the disk is full" if full else f"processed data can't be written ({error.strerror or type(error).__name__})",
        where=folder,
        mend="Make room and run again; the earlier data are intact." if full else "The earlier data are intact.",
    )


@contextmanager
def _alone(pilot: Pilot) -> Iterator[None]:
    """One maker at a time: notebooks that run side by side wait for the first."""
    lock: Any = None
    try:
        import fcntl

        pilot.processed.parent.mkdir(parents=True, exist_ok=True)
        lock = pilot.processed.with_name(f".{pilot.name}.lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
    except ImportError:  # Windows: the workflow makes processed data before its notebooks start
        pass
    except OSError as error:
        raise _no_room(pilot.processed, error) from None
    try:
        yield
    finally:
        if lock is not None:
            lock.close()
