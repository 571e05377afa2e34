"""A new pilot to fill in: a commented description, and workbooks and tables with only their headings."""

import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from pilots.errors import PilotError
from pilots.vocabulary import MISSING_REASONS

if TYPE_CHECKING:
    import pandas as pd

    from pilots.codebook import Codebook

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_README = """\
Deze map bevat de ruwe gegevens van de proeftuin NAAM. Ze worden nooit gewijzigd: opkuisen gebeurt met beslissingen die
je terug kunt draaien.

    pilot.toml       de beschrijving: vul die eerst in
    surveys/         exports van bevragingen, zoals het programma ze schrijft
    codebooks/       per bevraging een werkboek dat de vragen, de antwoorden en de schalen beschrijft; een crosswalk zegt
                     welke kolommen en antwoorden van een bestand anders heten dan in het codeboek
    decisions/       wat je over twijfelgevallen beslist; `pilots review NAAM` maakt die werkboeken
    qualitative/     gesprekken met hun coderingen (.qdpx)
    actions/         noden, acties, stemmen, Delphi-rondes, beslissingen, indicatoren, bijsturingen en wat ze aantonen
    integration/     bevindingen, goedgekeurde citaten, codes bij kaders en cases bij antwoorden
    registrations/   aanwezigheden, sessies, deelnemers, doorverwijzingen, wie wie meebracht, kosten, doelen, tijdlijnen
    context/         gepubliceerde cijfers over de gemeente

Ruwe gegevens kunnen persoonsgegevens zijn: zet ze nooit in git of op een plek waar anderen dan het team bij kunnen.
In beslissingen is w0-r17 rij 17 van het bestand van meting 0.

`pilots inspect BESTAND` toont wat een export bevat en wat eraan opvalt, en maakt met `--codebook` een eerste codeboek.
`pilots check NAAM` zegt wat nog ontbreekt, `pilots run NAAM` maakt de rapporten.
"""
_TABLES = {
    "context/figures.csv": "indicator,label::nl,label::fr,label::en,area,level,value,unit,period,source,url",
    "registrations/attendance.csv": "site,week,children,present,possible",
    "registrations/sessions.csv": "action,site,date,group,present,possible",
    "registrations/participation.csv": "person,family,group,site,action,date,hours",
    "registrations/referrals.csv": "family,site,method,service,met,asked,referred,arrived,helped",
    "registrations/network.csv": "person,brought_by,date,site,action,group,how",
    "registrations/costs.csv": "site,action,method,period,category,amount",
    "registrations/goals.csv": "person,group,site,action,goal,weight,moment,level",
    "registrations/timeline.csv": "case,date,kind,what::nl,what::fr,what::en,consent,approved_by",
}
_WORKBOOKS = {
    "codebooks/ouders_crosswalk.xlsx": {
        "variables": "source from to note",
        "values": "source variable from to missing note",
    },
    "actions/actions.xlsx": {
        "needs": "need title description kind findings framework",
        "actions": "action needs title description materials impact effort chosen responsible start end status framework catalogue register related",
        "votes": "voter group action points form impact effort",
        "delphi": "round voter group action rating levels",
        "decisions": "decision date what group invited present decided",
        "indicators": "indicator action title measure site unit direction baseline baseline_source target result source",
        "cycles": "cycle action site start date step what adjusted reason agreed_by",
        "progress": "action period status text",
        "claims": "claim action title",
        "evidence": "evidence claim direction indicator finding what source answer",
    },
    "integration/findings.xlsx": {
        "findings": "finding phase kind title survey variable wave group codes direction fit rationale need",
        "quotes": "quote finding document code text language translation speaker consent approved_by",
        "codes": "code framework",
        "cases": "case survey respondent",
    },
}
_DROP_DOWNS = {
    "kind": ("strength", "problem"),
    "chosen": ("yes", "no"),
    "direction": ("up", "down"),
    "form": ("dots", "points", "ranks", "approval"),
    "decided": ("yes", "no"),
    "step": ("plan", "do", "study", "act"),
    "adjusted": ("yes", "no"),
    "consent": ("yes", "no"),
    "missing": MISSING_REASONS,
}
_OF_SHEETS = {
    ("finding", "kind"): ("strength", "problem", "change"),
    ("finding", "direction"): ("higher", "lower"),
    ("evidence", "direction"): ("supports", "opposes", "alternative"),
}
"""Words of one sheet, named by its first column, that another sheet has others for."""


def new(name: str, project: Path) -> Path:
    """Write the raw folder of a new pilot: what `pilots check` then asks for is all that is left to do.

    Parameters
    ----------
    name
        What the pilot is called: lower case letters, digits, - and _.
    project
        The project's folder; data/raw is made in it where it is missing.

    Returns
    -------
    Path
        data/raw/<name>, with pilot.toml, README.md, a codebook to adapt, and workbooks and tables with headings.

    Raises
    ------
    PilotError
        When the name can't be one, or a folder of that name is there already.
    """
    if not _NAME.fullmatch(name):
        raise PilotError(
            f"'{name}' can't be the name of a pilot", mend="Use lower case letters, digits, - and _, e.g. menen-2."
        )
    folder = project / "data" / "raw" / name
    if folder.exists():
        raise PilotError(
            "this folder is there already, and nothing is overwritten", where=folder, mend="Choose another name."
        )
    made = folder.with_name(f".{name}.{uuid4().hex[:8]}")
    try:
        _fill(made, name)
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def _fill(folder: Path, name: str) -> None:
    import pandas as pd

    from pilots.workbook import Sheet, write

    for place in ("surveys", "decisions", "qualitative"):
        (folder / place).mkdir(parents=True)
    description = files("pilots.workflow").joinpath("skeleton.toml").read_text(encoding="utf-8")
    texts = {"pilot.toml": description.replace("NAAM", name), "README.md": _README.replace("NAAM", name)}
    for file, text in (texts | {file: f"{head}\n" for file, head in _TABLES.items()}).items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
    for file, sheets in _WORKBOOKS.items():
        empty = {title: pd.DataFrame(columns=heads.split(), dtype="str") for title, heads in sheets.items()}
        write(folder / file, [Sheet(title, table, choices=_drop_downs(table)) for title, table in empty.items()])
    _codebook().write(folder / "codebooks" / "ouders.xlsx")


def _drop_downs(table: "pd.DataFrame") -> dict[str, tuple[str, ...]]:
    found = {str(column): _DROP_DOWNS[column] for column in table.columns if column in _DROP_DOWNS}
    return {name: _OF_SHEETS.get((str(table.columns[0]), name), words) for name, words in found.items()}


def _codebook() -> "Codebook":
    """A survey of parents to adapt: consent, school, home language, three items that make a scale, an open question."""
    import pandas as pd

    from pilots.codebook import build

    rows = [
        ("select_one janee", "toestemming", "consent", "Ik doe mee en mijn antwoorden mogen gebruikt worden"),
        ("select_one school", "school", "quasi-identifier", "Naar welke school gaat uw kind?"),
        ("select_one taal", "thuistaal", "quasi-identifier", "Welke taal spreekt u thuis het meest?"),
        ("select_one eens", "welkom_1", "item", "Ik voel mij welkom op school"),
        ("select_one eens", "welkom_2", "item", "De juf of meester luistert naar mij"),
        ("select_one eens", "welkom_3", "item", "Ik durf vragen te stellen op school"),
        ("text", "opmerking", "open text", "Wat wilt u nog zeggen?"),
    ]
    choices = [
        ("janee", "ja", "ja", ""), ("janee", "nee", "nee", "refused"),
        ("school", "school-1", "School 1", ""),
        ("taal", "nl", "Nederlands", ""), ("taal", "fr", "Frans", ""), ("taal", "ander", "een andere taal", ""),
        ("eens", "1", "helemaal niet akkoord", ""), ("eens", "2", "niet akkoord", ""), ("eens", "3", "tussenin", ""),
        ("eens", "4", "akkoord", ""), ("eens", "5", "helemaal akkoord", ""), ("eens", "99", "weet ik niet", "don't know"),
    ]  # fmt: skip
    scales = [("welkom", "welkom_1 welkom_2 welkom_3", "mean", "2", "Zich welkom voelen")]
    return build(
        pd.DataFrame(rows, columns=["type", "name", "role", "label::nl"], dtype="str"),
        pd.DataFrame(choices, columns=["list_name", "name", "label::nl", "missing"], dtype="str"),
        pd.DataFrame(scales, columns=["scale", "items", "score", "minimum_items", "label::nl"], dtype="str"),
        {"form_title": "Ouders", "default_language": "nl"},
    )
