"""Deciding about what coders gave differently: the workbook, and the project that follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from pilots.errors import PilotsError, ReadError, did_you_mean, raise_all
from pilots.qualitative.coding.book import codes_page, names_of, read_book
from pilots.qualitative.coding.disagreements import (
    disagreements,
    fingerprints,
    ranks,
    shown_units,
    unit_table,
)
from pilots.qualitative.coding.pages import Page, write_pages
from pilots.qualitative.coding.workbook import ABOUT
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.read.ids import guids
from pilots.rows import RowReader, cells
from pilots.vocabulary import Column, frame
from pilots.workbook import read_sheets

DECISIONS = (
    Column("unit", "str", "Unit", "id of the unit"),
    Column("fingerprint", "str", "Fingerprint", "of what was given there when the workbook was written"),
    Column("decision", "str", "Decision", "all, none, coder or code: what of it stays"),
    Column("chosen", "str", "Chosen", "the coder whose codes stay, or the id of the code that comes instead"),
    Column("decided_by", "str", "Decided by", "initials"),
    Column("why", "str", "Why", "the reason"),
    Column("where", "str", "Where", "workbook, sheet and row"),
)
SHEET, CHOICES = "decisions", "choices"
_EVERY = ("both", "all", "none")
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


def write_decisions(project: QualitativeProject, path: Path) -> Path:
    """Write the disagreements between coders as a workbook to decide in; see `read_decisions`.

    Parameters
    ----------
    project
        With the segments of at least two coders.
    path
        Where; a workbook that is there already is never written over.

    Raises
    ------
    PilotsError
        When coders differ nowhere, the workbook is there already, or it can't be written.
    """
    found = disagreements(project)
    if found.empty:
        several = len(project.coders) > 1
        what = "the coders differ nowhere" if several else "there are no two coders to compare"
        raise PilotsError(what, mend="" if several else "Name their copies under codings in pilot.toml.")
    coders = project.coders
    codes = codes_page(project.codes)
    words = ["both" if len(coders) == 2 else "all", "none", *ranks(coders)]
    offered = [*words, *names_of(project.codes.loc[_codable(project.codes)]).values()]
    choices = Page(CHOICES, pd.DataFrame({"choice": offered}, dtype="str"), {"choice": 40})
    table = shown_units(project, found, coders).assign(unit=found["unit"], fingerprint=found["fingerprint"])
    open_columns = ("decision", "decided by", "why")
    empty = pd.DataFrame(index=table.index, columns=list(open_columns), dtype="str")
    table = pd.concat([table[["unit", "fingerprint", *table.columns[:-2]]], empty], axis=1)
    widths = {"document": 10, "place": 12, "text": 80, "agreed": 24, "decision": 24, "decided by": 12, "why": 40}
    lists = {"decision": f"={CHOICES}!$A$2:$A${len(offered) + 1}"}
    people = [(rank, coder) for rank, coder in zip(ranks(coders), coders, strict=True)]
    about = pd.DataFrame([*people, *HOW], columns=["what", "meaning"], dtype="str")
    pages = [
        Page(SHEET, table.astype("str"), widths, open_columns, ["unit", "fingerprint"], lists),
        choices,
        replace(codes, open=()),
        Page(ABOUT, about, {"meaning": 110}),
    ]
    write_pages(path, pages)
    return path


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
        With sheet and row: an unknown decision, one without initials, a row twice, an id that was emptied.
    """
    sheets = read_sheets(path)
    if SHEET not in sheets or ABOUT not in sheets:
        name = SHEET if SHEET not in sheets else ABOUT
        raise ReadError(f"there is no sheet '{name}'", where=path, mend="Fill in a workbook of `pilots code --merge`.")
    where = f"{path}, sheet {SHEET}"
    lacking = [name for name in _NEEDED if name not in sheets[SHEET]]
    if lacking:
        raise ReadError(f"there is no column '{lacking[0]}'", where=where, mend="Write the workbook anew.")
    people = {str(line.iloc[0]).strip(): str(line.iloc[1]).strip() for _, line in sheets[ABOUT].iterrows()}
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
        word = decision.casefold()
        code = None if word in (*_EVERY, *coders) else called.get(word)
        if code is None and word not in (*_EVERY, *coders):
            words = [*_EVERY[:1], "none", *coders, *names_of(project.codes).values()]
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


def decide(project: QualitativeProject, decisions: pd.DataFrame) -> QualitativeProject:
    """The project that follows from what coders decided; the same decisions give the same project.

    Parameters
    ----------
    project
        As it was coded; it stays as it is.
    decisions
        As `read_decisions` gives them.

    Returns
    -------
    QualitativeProject
        Segments have two more columns. `decision`: alone (nobody else judged the document), agreed (all who judged it gave
        the code: one segment, its coder the initials of all), all, coder or code (decided), undecided (nobody decided
        yet). `decided_by`: initials, missing where nothing was decided.

    Raises
    ------
    PilotsError, Problems
        With the row of each decision about a unit where coders have since given other codes, or differ no more.
    """
    units = unit_table(project)
    open_units = set(units.loc[~units["agreed"] & units["judged"], "unit"])
    prints = fingerprints(units, project) if len(units) else {}
    raise_all([*_stale(decisions, prints, open_units)])
    by_unit = decisions.set_index("unit")
    apart = units["judged"] & ~units["agreed"]
    decision = units["unit"].map(by_unit["decision"]).astype("str")
    units["decision"] = decision.where(apart, "agreed").fillna("undecided").mask(~units["judged"], "alone")
    units["decided_by"] = units["unit"].map(by_unit["decided_by"]).astype("str").where(apart)
    own = (units["decision"] == "coder") & (units["unit"].map(by_unit["chosen"]).astype("str") == units["coder"])
    kept = units.loc[~apart | units["decision"].isin(["all", "undecided"]) | own]
    chosen = _chosen(units.loc[apart & (units["decision"] == "code")], by_unit, kept)
    once = _once(kept.loc[kept["agreed"]])
    rest = kept.loc[~kept["agreed"]]
    columns = [*project.segments.columns, "decision", "decided_by"]
    segments = pd.concat([once[columns], rest[columns], chosen.reindex(columns=columns)], ignore_index=True)
    order = {document: place for place, document in enumerate(project.documents["document"])}
    place = segments.assign(at=segments["document"].map(order)).sort_values(["at", "start", "end", "code", "segment"])
    return replace(project, segments=segments.loc[place.index].reset_index(drop=True).astype(project.segments.dtypes))


def _stale(decisions: pd.DataFrame, prints: Mapping[str, str], open_units: set[str]) -> "list[PilotsError]":
    again = "Write a new workbook of the disagreements and decide about this one again."
    problems: list[PilotsError] = []
    for unit, fingerprint, where in decisions[["unit", "fingerprint", "where"]].itertuples(index=False, name=None):
        if unit not in prints:
            problems.append(PilotsError("nobody coded this unit any more", where=where, mend=again))
        elif prints[unit] != fingerprint:
            problems.append(PilotsError("what the coders gave here has changed since", where=where, mend=again))
        elif unit not in open_units:
            problems.append(PilotsError("the coders don't differ here", where=where, mend="Take the decision out."))
    return problems


def _once(agreed: pd.DataFrame) -> pd.DataFrame:
    """One segment of those that several coders gave alike, in the name of them all."""
    if agreed.empty:
        return agreed
    keys = ["unit", "code"]
    people = agreed.groupby(keys)["coder"].agg(lambda names: " + ".join(sorted(set(names)))).rename("people")
    first = agreed.sort_values("segment").drop_duplicates(keys).join(people, on=keys)
    return first.assign(coder=first["people"].astype("str"))


def _chosen(replaced: pd.DataFrame, by_unit: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """A segment with the code that was chosen in the place of those that differed, unless all gave that one too."""
    first = replaced.sort_values("segment").drop_duplicates("unit").reset_index(drop=True)
    if first.empty:
        return first
    who, code = first["decided_by"], first["unit"].map(by_unit["chosen"]).astype("str")
    segment = guids("decided", first["unit"], code)
    made = first.assign(code=code, coder=who, selected_by=who, created=None, segment=segment)
    there = pd.MultiIndex.from_frame(kept[["unit", "code"]])
    return made.loc[~pd.MultiIndex.from_frame(made[["unit", "code"]]).isin(there)]


def _paths_of(project: QualitativeProject) -> pd.DataFrame:
    page: Sequence[str] = ("code", "parent", "meaning")
    table = codes_page(project.codes).table[list(page)]
    return table.loc[table["code"].notna()]


def _codable(codes: pd.DataFrame) -> "pd.Series[bool]":
    return codes["codable"].fillna(True).astype("bool") if "codable" in codes else pd.Series(True, index=codes.index)
