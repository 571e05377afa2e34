"""The workbook in which coders decide about what they gave differently: written, read back, written anew."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from pilots.errors import PilotsError, ReadError, did_you_mean, raise_all
from pilots.qualitative.coding.book import codes_page, names_of, read_book
from pilots.qualitative.coding.decide import DECISIONS
from pilots.qualitative.coding.disagreements import LONGEST, disagreements, ranks, shown_units, unit_text
from pilots.qualitative.coding.pages import Page, same_text, write_pages
from pilots.qualitative.coding.workbook import ABOUT
from pilots.qualitative.project import QualitativeProject
from pilots.rows import RowReader, cells
from pilots.vocabulary import frame
from pilots.workbook import read_sheets

SHEET, CHOICES, ROWS = "decisions", "choices", "rows"
_EVERY = ("both", "all", "none")
_ANEW = "Write a new workbook with `pilots code --merge`: it keeps all decisions that still hold."
_FILLED = ("decision", "decided by", "why")
_NEEDED = ("unit", "fingerprint", "decision", "decided by", "why")
HOW = (
    ("nl", "Kies bij decision wat jullie na overleg besluiten: both (of all) behoudt alles wat gegeven werd, none niets, "
           "first of second enkel wat die codeur gaf; of kies één code die in de plaats komt. Noteer wie besliste en waarom. "
           "Wat leeg blijft, blijft onbeslist en wordt als zodanig geteld."),
    ("fr", "Choisissez sous decision ce que vous décidez après discussion : both (ou all) garde tout ce qui a été donné, none "
           "rien, first ou second seulement ce que ce codeur a donné ; ou choisissez un code à la place. Notez qui a décidé et "
           "pourquoi. Ce qui reste vide reste non décidé et est compté comme tel."),
    ("en", "Choose under decision what you agree on: both (or all) keeps all that was given, none nothing, first or second only "
           "what that coder gave; or choose one code instead. Note who decided and why. What stays empty stays undecided, and "
           "is counted as such."),
)  # fmt: skip


def write_decisions(project: QualitativeProject, path: Path, *, earlier: Sequence[Path] = ()) -> Path:
    """Write the disagreements between coders as a workbook to decide in; see `read_decisions`.

    Parameters
    ----------
    project
        With the segments of at least two coders.
    path
        Where; a workbook that is there already is never written over.
    earlier
        Workbooks in which was decided before, the newest last: what was decided there stands in the new one too, where what
        the coders gave is still the same.

    Raises
    ------
    PilotsError
        When coders differ nowhere, no disagreement is new since the last of `earlier`, one of those can't be read, the
        workbook is there already, or it can't be written.
    """
    write_pages(path, decision_pages(project, earlier))
    return path


def decision_pages(project: QualitativeProject, earlier: Sequence[Path] = ()) -> list[Page]:
    """The sheets of a workbook to decide in; see `write_decisions`."""
    found = disagreements(project)
    if found.empty:
        several = len(project.coders) > 1
        what = "the coders differ nowhere" if several else "there are no two coders to compare"
        raise PilotsError(what, mend="" if several else "Name their copies under codings in pilot.toml.")
    coders = project.coders
    codes = codes_page(project.codes)
    words = [*(["both"] if len(coders) == 2 else []), "all", "none", *ranks(coders)]
    offered = [*words, *names_of(project.codes.loc[_codable(project.codes)]).values()]
    choices = Page(CHOICES, pd.DataFrame({"choice": offered}, dtype="str"), {"choice": 40})
    table = shown_units(project, found, coders).assign(unit=found["unit"], fingerprint=found["fingerprint"])
    table = pd.concat([table[["unit", "fingerprint", *table.columns[:-2]]], _kept(project, found, earlier)], axis=1)
    widths = {"document": 10, "place": 12, "text": 80, "agreed": 24, "decision": 24, "decided by": 12, "why": 40}
    lists = {"decision": f"={CHOICES}!$A$2:$A${len(offered) + 1}"}
    people = [(rank, coder) for rank, coder in zip(ranks(coders), coders, strict=True)]
    about = pd.DataFrame([*people, (ROWS, str(len(table))), *HOW], columns=["what", "meaning"], dtype="str")
    return [
        Page(SHEET, table.astype("str"), widths, _FILLED, ["unit", "fingerprint"], lists, free=_FILLED),
        choices,
        replace(codes, open=()),
        Page(ABOUT, about, {"meaning": 110}),
    ]


def counted(path: Path) -> tuple[int, int]:
    """How many decisions a workbook holds, and how many are open."""
    table = read_sheets(path)[SHEET]
    filled = int(table["decision"].notna().sum()) if "decision" in table else 0
    return filled, len(table) - filled


def _kept(project: QualitativeProject, found: pd.DataFrame, earlier: Sequence[Path]) -> pd.DataFrame:
    """What was decided before about the same, in the words of a new workbook."""
    last = _units(earlier[-1]) if earlier else set()
    if last == set(zip(found["unit"], found["fingerprint"], strict=True)) and not _changed(earlier[-1], project):
        mend = "Go on deciding in it; another is written when what coders gave has changed."
        raise PilotsError("this workbook is there already, and nothing is new since", where=earlier[-1], mend=mend)
    shown = {coder: rank for rank, coder in zip(ranks(project.coders), project.coders, strict=True)}
    shown |= names_of(project.codes)
    every = "both" if len(project.coders) == 2 else "all"
    known: dict[tuple[str, str], tuple[str, str, str]] = {}
    for path in earlier:
        columns = ["unit", "fingerprint", "decision", "chosen", "decided_by", "why"]
        for unit, fingerprint, kept, chosen, who, why in _filled_in(path, project)[columns].itertuples(
            index=False, name=None
        ):
            word = {"all": every, "none": "none"}.get(kept) or shown.get(chosen)
            if word:
                known[unit, fingerprint] = (word, who, why)
    rows = [known.get(key, (None, None, None)) for key in zip(found["unit"], found["fingerprint"], strict=True)]
    return pd.DataFrame(rows, columns=list(_FILLED), index=found.index, dtype="str")


def _units(path: Path) -> set[tuple[str, str]]:
    """The units of a workbook, each with what was given there."""
    table = read_sheets(path).get(SHEET, pd.DataFrame())
    there = {"unit", "fingerprint"} <= set(table.columns)
    return set(zip(table["unit"], table["fingerprint"], strict=True)) if there else set()


def read_decisions(path: Path, project: QualitativeProject) -> pd.DataFrame:
    """Read the workbook in which coders decided.

    Parameters
    ----------
    path
        The workbook of `write_decisions`, filled in; saved by Excel or LibreOffice, sorted or not.
    project
        The project it was made from; gives the ids of codes.

    Returns
    -------
    DataFrame
        A row a decision, in the order of their units' ids: unit, fingerprint, decision, chosen, decided_by, why, where.
        Rows without a decision are left out: they are undecided.

    Raises
    ------
    ReadError, Problems
        With sheet and row: an unknown decision, one without initials or reason, a row twice, an id that was emptied, a text that
        was changed, rows that were deleted.
    """
    decisions = _filled_in(path, project)
    raise_all(_changed(path, project))
    return decisions


def _changed(path: Path, project: QualitativeProject) -> list[PilotsError]:
    """What was deleted or typed over in the sheet since it was written."""
    sheets, found = read_sheets(path), disagreements(project)
    table, where = sheets[SHEET], f"{path}, sheet {SHEET}"
    problems: list[PilotsError] = []
    written = _about(sheets[ABOUT]).get(ROWS, "")
    gone = int(written) - len(table) if written.isdecimal() else 0
    if gone > 0:
        what = "a row was deleted" if gone == 1 else f"{gone} rows were deleted"
        problems.append(ReadError(what, where=where, mend=_ANEW))
    same = found.set_index(["unit", "fingerprint"])[["document", "start", "end"]]
    texts = {key: unit_text(project, *place)[:LONGEST] for key, *place in same.itertuples(name=None)}
    if "text" in table:
        columns = ["unit", "fingerprint", "text"]
        for row, unit, fingerprint, text in table[columns].fillna("").itertuples(name=None):
            if not same_text(text, texts.get((unit, fingerprint), text)):
                problems.append(ReadError("the text was changed", where=f"{where}, row {row}", mend=_ANEW))
    return problems


def _filled_in(path: Path, project: QualitativeProject) -> pd.DataFrame:
    sheets = read_sheets(path)
    if SHEET not in sheets or ABOUT not in sheets:
        name = SHEET if SHEET not in sheets else ABOUT
        raise ReadError(f"there is no sheet '{name}'", where=path, mend="Fill in a workbook of `pilots code --merge`.")
    where = f"{path}, sheet {SHEET}"
    lacking = [name for name in _NEEDED if name not in sheets[SHEET]]
    if lacking:
        raise ReadError(f"there is no column '{lacking[0]}'", where=where, mend="Write the workbook anew.")
    people = _about(sheets[ABOUT])
    coders = {rank: people[rank] for rank in ranks(range(len(people))) if rank in people}  # type: ignore[arg-type]
    _, called = read_book(_paths_of(project), project.codes, where)
    reader, rows = RowReader(where, []), []
    seen: dict[str, object] = {}
    for number, line in sheets[SHEET].iterrows():
        said = cells(line)
        decision = " ".join(said["decision"].split())
        if not decision:
            continue
        if not said["unit"] or not said["fingerprint"]:
            reader.problem(number, "the row has no id", "Copy it back from the workbook as it was written.")
            continue
        if said["unit"] in seen:
            reader.problem(number, f"the unit was decided in row {seen[said['unit']]} too", "Let one of them stand.")
            continue
        seen[said["unit"]] = number
        if not said["decided by"]:
            reader.problem(number, "the decision has no initials", "Write under 'decided by' who decided.")
        if not said["why"]:
            reader.problem(number, "the decision has no reason", "Write under 'why' why you decided so.")
        word = decision.casefold()
        code = None if word in (*_EVERY, *coders) else called.get(word)
        if code is None and word not in (*_EVERY, *coders):
            words = [*_EVERY, *coders, *names_of(project.codes).values()]
            reader.problem(number, "this is no decision", did_you_mean(decision, words))
        kept = "code" if code else "coder" if word in coders else "none" if word == "none" else "all"
        about = {
            "unit": said["unit"],
            "fingerprint": said["fingerprint"],
            "decision": kept,
            "chosen": code or coders.get(word),
        }
        rows.append(about | {"decided_by": said["decided by"], "why": said["why"], "where": f"{where}, row {number}"})
    raise_all(reader.problems)
    return frame(DECISIONS, sorted(rows, key=lambda row: str(row["unit"])))


def _about(sheet: pd.DataFrame) -> dict[str, str]:
    """What the sheet about says: who the coders are, how many rows were written."""
    return {str(line.iloc[0]).strip(): str(line.iloc[1]).strip() for _, line in sheet.iterrows()}


def _paths_of(project: QualitativeProject) -> pd.DataFrame:
    page: Sequence[str] = ("code", "parent", "meaning")
    table = codes_page(project.codes).table[list(page)]
    return table.loc[table["code"].notna()]


def _codable(codes: pd.DataFrame) -> "pd.Series[bool]":
    return codes["codable"].fillna(True).astype("bool") if "codable" in codes else pd.Series(True, index=codes.index)
