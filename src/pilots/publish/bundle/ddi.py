"""A survey's file as DDI-Codebook 2.5, which data archives read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd

import pilots
from pilots.codebook import Codebook
from pilots.language import translate
from pilots.pilot import Pilot
from pilots.sources import Wave
from pilots.vocabulary import OPTION

NAMESPACE = "ddi:codebook:2_5"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class File:
    """One file of answers as it leaves.

    Parameters
    ----------
    name
        Of the file.
    answers
        Codes as text, a row a respondent; missing where no answer is told.
    waves
        The waves whose answers it holds.
    """

    name: str
    answers: pd.DataFrame
    waves: Sequence[Wave]


def ddi(pilot: Pilot, survey: str, codebook: Codebook, files: Sequence[File], language: str, licence: str) -> str:
    """Describe the files of a survey: the study, each file, and every variable with its question and answers.

    Parameters
    ----------
    pilot, survey
        Whose answers they are.
    codebook
        What was asked.
    files
        What leaves of the answers; the frequencies are of these.
    language
        Of titles and labels; labels in the codebook's other languages stand beside them.
    licence
        What others may do with the data, e.g. "CC-BY-4.0".

    Returns
    -------
    str
        XML in the namespace of DDI-Codebook 2.5. The same data give the same text.

    References
    ----------
    DDI Alliance (2014). DDI-Codebook 2.5.
    """
    root = ET.Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5", _LANG: language})
    title = f"{pilot.text(pilot.title, language)}: {pilot.text(pilot.survey(survey).title, language) or survey}"
    document = _into(root, "docDscr", "citation")
    _titled(document, translate("Codebook: {survey}", language, survey=title), f"{pilot.name}-{survey}-ddi")
    _into(_into(document, "prodStmt"), "software", version=pilots.__version__).text = "pilots"
    _study(root, pilot, survey, files, title, language, licence)
    for number, file in enumerate(files, 1):
        about = _into(_into(root, "fileDscr", ID=f"F{number}"), "fileTxt")
        _said(about, "fileName", file.name)
        size = _into(about, "dimensns")
        _said(size, "caseQnty", str(len(file.answers)))
        _said(size, "varQnty", str(len(file.answers.columns)))
        _said(about, "fileType", "text/csv", charset="UTF-8")
    data = _into(root, "dataDscr")
    for number, file in enumerate(files, 1):
        for place, name in enumerate(file.answers.columns, 1):
            _variable(data, f"F{number}V{place}", f"F{number}", str(name), file.answers[name], codebook, language)
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _study(
    root: ET.Element, pilot: Pilot, survey: str, files: Sequence[File], title: str, language: str, licence: str
) -> None:
    study = _into(root, "stdyDscr")
    citation = _into(study, "citation")
    _titled(citation, title, f"{pilot.name}-{survey}")
    if pilot.authors:
        by = _into(citation, "rspStmt")
        for author in pilot.authors:
            _said(by, "AuthEnty", author.name, **({"affiliation": author.affiliation} if author.affiliation else {}))
    if pilot.funders:
        production = _into(citation, "prodStmt")
        for funder in pilot.funders:
            _said(production, "fundAg", funder.name)
    info = _into(study, "stdyInfo")
    if pilot.synthetic:
        notice = translate("no respondent, answer or quote in this report is real.", language)
        _said(info, "abstract", f"{translate('Synthetic data', language)}: {notice}")
    if summary := pilot.text(pilot.summary, language):
        _said(info, "abstract", summary)
    summed = _into(info, "sumDscr")
    for start, end in dict.fromkeys((phase.start, phase.end) for phase in pilot.phases):
        _said(summed, "timePrd", start.isoformat(), event="start", date=start.isoformat())
        _said(summed, "timePrd", end.isoformat(), event="end", date=end.isoformat())
    for wave in sorted((wave for file in files for wave in file.waves), key=lambda one: one.wave):
        if said := pilot.text(wave.date, language):
            _said(summed, "collDate", said, cycle=f"wave {wave.wave}")
    _said(summed, "nation", "Belgium", abbr="BE")
    if pilot.town and len(pilot.sites) > 1:
        _said(summed, "geogCover", pilot.town)
    _said(summed, "anlyUnit", translate("Individual", language))
    _said(summed, "universe", pilot.survey(survey).group)
    _said(summed, "dataKind", "survey data, anonymised")
    several = len({wave.wave for file in files for wave in file.waves}) > 1
    _said(_into(study, "method", "dataColl"), "timeMeth", "repeated measurements" if several else "one measurement")
    use = _into(study, "dataAccs", "useStmt")
    _said(use, "conditions", licence)


def _variable(
    data: ET.Element, number: str, file: str, name: str, cells: "pd.Series[Any]", codebook: Codebook, language: str
) -> None:
    """One variable, its parts in the order of the standard."""
    known = name.partition(OPTION)[0] in codebook.variables.index
    codes = _codes(codebook, name) if known else list(dict.fromkeys(cells.dropna().astype("str")))
    variable = _into(data, "var", ID=number, name=name, files=file, intrvl="discrete")
    _said(variable, "labl", codebook.label(name, language) if known else name, **{_LANG: language})
    if known and name in codebook.variables.index:
        for said, label in _labels(codebook.variables["labels"][name], language):
            _said(_into(variable, "qstn"), "qstnLit", label, **{_LANG: said})
    answered = cells.dropna().astype("str")
    _said(variable, "sumStat", str(len(answered)), type="vald")
    _said(variable, "sumStat", str(len(cells) - len(answered)), type="invd")
    labels = codebook.choice_labels(name, language) if known and name in codebook.variables.index else {}
    for code in sorted(codes):
        category = _into(variable, "catgry")
        _said(category, "catValu", code)
        _said(category, "labl", labels.get(code, code), **{_LANG: language})
        _said(category, "catStat", str(int((answered == code).sum())), type="freq")
    whole = bool(codes) and all(code.lstrip("-").isdecimal() for code in codes)
    _into(variable, "varFormat", type="numeric" if whole else "character")


def _codes(codebook: Codebook, name: str) -> list[str]:
    return codebook.codes(name) if name in codebook.variables.index else ["1", "0"]


def _labels(labels: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    """Labels by language, the page's own first."""
    return sorted(
        ((said, text) for said, text in labels.items() if said and text), key=lambda pair: pair[0] != language
    )


def _titled(where: ET.Element, title: str, name: str) -> None:
    said = _into(where, "titlStmt")
    _said(said, "titl", title)
    _said(said, "IDNo", name)


def _into(where: ET.Element, *names: str, **attributes: str) -> ET.Element:
    """The innermost of new elements, each within the one before; attributes are its own."""
    for name in names:
        where = ET.SubElement(where, name)
    where.attrib.update(attributes)
    return where


def _said(where: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(where, name, attributes).text = text
