"""What follows from what coders decided about what they gave differently."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pilots.errors import PilotsError, raise_all
from pilots.qualitative.coding.disagreements import fingerprints, unit_table
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.read.ids import guids
from pilots.vocabulary import Column

DECISIONS = (
    Column("unit", "str", "Unit", "id of the unit"),
    Column("fingerprint", "str", "Fingerprint", "of what was given there when the workbook was written"),
    Column("decision", "str", "Decision", "all, none, coder or code: what of it stays"),
    Column("chosen", "str", "Chosen", "the coder whose codes stay, or the id of the code that comes instead"),
    Column("decided_by", "str", "Decided by", "initials"),
    Column("why", "str", "Why", "the reason"),
    Column("where", "str", "Where", "workbook, sheet and row"),
)


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
    again = "Write a new workbook with `pilots code --merge`: it keeps all decisions that still hold."
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
