"""The XML of a REFI-QDA project."""

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from pilots.qualitative.project import (
    CASES,
    CODES,
    DOCUMENTS,
    LINKS,
    NOTES,
    SETS,
    USERS,
    VARIABLES,
    QualitativeProject,
)
from pilots.qualitative.read.forms import fits, valid
from pilots.qualitative.read.found import ATTRIBUTES
from pilots.qualitative.read.ids import guid
from pilots.qualitative.read.parts import column_of
from pilots.qualitative.read.qde import MEMBERS
from pilots.qualitative.read.qdpx import OURS
from pilots.qualitative.read.standard import VALUES
from pilots.qualitative.read.tidy import tidy
from pilots.qualitative.write.made import Kept, Row, Users, add, describe, grouped, rows_of
from pilots.qualitative.write.parts import with_passages, write_sources

if TYPE_CHECKING:
    from collections.abc import Mapping


def project_xml(project: QualitativeProject, name: str, texts: "Mapping[str, str]") -> Element:
    """A project as the standard wants it.

    Parameters
    ----------
    name
        What it is called where it doesn't say so itself.
    texts
        Document to the name of the file that holds its text.
    """
    root, project = Element("Project", origin=OURS), with_passages(project)
    kept, users = Kept(project), Users(rows_of(USERS, project.users))
    people = SubElement(root, "Users")
    write_codes(SubElement(SubElement(root, "CodeBook"), "Codes"), project.codes, kept)
    values = _Values(root, project)
    _cases(SubElement(root, "Cases"), project, values, kept)
    write_sources(SubElement(root, "Sources"), project, texts, users, values.of_documents, kept)
    _notes(SubElement(root, "Notes"), project, users, kept)
    _groups(root, project, kept)
    for user in users.rows:
        add(people, "User", guid=user["user"], name=user["name"], id=user["initials"])
    kept.complete(root, "")
    root.attrib.setdefault("name", name)
    tidy(root, called=kept.called)
    return root


def write_codes(top: Element, codes: pd.DataFrame, kept: Kept | None = None) -> None:
    """The code tree; what stands under something that is not there, or in a circle, comes to the top."""
    rows = {str(row["code"]): row for row in reversed(rows_of(CODES, codes)) if row["code"] is not None}
    rows = dict(reversed(rows.items()))
    under = grouped(rows.values(), "parent")
    tops = [code for code, row in rows.items() if row["parent"] not in rows]
    placed: set[str] = set()
    for start in [*tops, *rows]:
        waiting = [(start, top)]
        while waiting:
            code, above = waiting.pop()
            if code in placed:
                continue
            placed.add(code)
            row = rows[code]
            about = {"guid": code, "name": row["name"] or "", "color": row["colour"]}
            element = add(above, "Code", **about, isCodable="false" if row["codable"] is False else "true")
            describe(element, row["description"])
            if kept:
                kept.complete(element, code)
            waiting += [(str(child["code"]), element) for child in reversed(under.get(code, []))]


class _Values:
    """The variables of cases and documents, and their values."""

    def __init__(self, root: Element, project: QualitativeProject) -> None:
        rows = rows_of(VARIABLES, project.variables)
        self._kinds = {str(row["column"]): (str(row["variable"]), str(row["type"])) for row in reversed(rows)}
        fixed = {column.name for column in CASES} | {column.name for column in DOCUMENTS}
        known = {column_of(column): column for column in [*self._kinds, *project.cases.columns]}
        self._documents = {
            str(name): known.get(str(name), str(name)) for name in project.documents if name not in fixed
        }
        called = {str(row["name"]).casefold() for row in rows} | {str(name).casefold() for name in project.cases}
        for attribute, names in ATTRIBUTES.items():
            said = attribute in project.documents and project.documents[attribute].fillna("").ne("").any()
            if said and not called.intersection(names):
                self._documents[attribute] = attribute
        self._cases = [str(name) for name in project.cases if name not in {column.name for column in CASES}]
        for column in dict.fromkeys([*self._cases, *self._documents.values()]):
            if column not in self._kinds:
                own = guid("variable", column)
                self._kinds[column] = (own, "Text")
                rows.append({"variable": own, "name": column, "type": "Text", "description": None})
        every = SubElement(root, "Variables")
        for row in rows:
            kind = valid("typeOfVariable", row["type"])
            variable = add(every, "Variable", guid=row["variable"], name=row["name"] or "", typeOfVariable=kind)
            describe(variable, row["description"])

    def of_cases(self, element: Element, row: Row) -> None:
        """Write the values of a case."""
        self._write(element, {column: row[column] for column in self._cases})

    def of_documents(self, element: Element, row: Row) -> None:
        """Write the values of a document."""
        self._write(element, {column: row[name] for name, column in self._documents.items()})

    def _write(self, element: Element, values: Row) -> None:
        for column, said in values.items():
            if said is None or str(said) == "":
                continue
            variable, kind = self._kinds[column]
            value = SubElement(element, "VariableValue")
            SubElement(value, "VariableRef", targetGUID=variable)
            part = VALUES.get(kind, "TextValue") if fits(str(said), kind) else "TextValue"
            SubElement(value, part).text = str(said)


def _cases(every: Element, project: QualitativeProject, values: _Values, kept: Kept) -> None:
    marked = project.segments.dropna(subset=["case", "selection"]).groupby("case")["selection"].unique()
    for case, rows in grouped(rows_of(CASES, project.cases), "case").items():
        element = add(every, "Case", guid=case, name=rows[0]["name"] or None)
        describe(element, rows[0]["description"])
        values.of_cases(element, rows[0])
        for row in rows:
            if row["document"] is not None and row["part"] != "passages":
                SubElement(element, "SourceRef", targetGUID=str(row["document"]))
        kept.complete(element, case)
        if "passages" in {row["part"] for row in rows} and not kept.has(case, "SelectionRef"):
            for passage in marked.get(case, ()):
                SubElement(element, "SelectionRef", targetGUID=str(passage))


def _notes(every: Element, project: QualitativeProject, users: Users, kept: Kept) -> None:
    for note, rows in grouped(rows_of(NOTES, project.notes), "note").items():
        row = rows[0]
        if row["name"] is None and row["text"] is None:
            continue
        made = {"creatingUser": users.id_of(row["created_by"]), "creationDateTime": row["created"]}
        element = add(every, "Note", guid=note, name=row["name"] or None, **made)
        if row["text"] is not None:
            SubElement(element, "PlainTextContent").text = str(row["text"])
        kept.complete(element, note)


def _groups(root: Element, project: QualitativeProject, kept: Kept) -> None:
    links, sets = SubElement(root, "Links"), SubElement(root, "Sets")
    for row in rows_of(LINKS, project.links):
        about = {"guid": row["link"], "name": row["name"], "direction": row["direction"], "color": row["colour"]}
        link = add(links, "Link", **about, originGUID=row["origin"], targetGUID=row["target"])
        kept.complete(link, str(row["link"]))
    tags = {kind: tag for tag, kind in MEMBERS.items()}
    for group, rows in grouped(rows_of(SETS, project.sets), "set").items():
        element = add(sets, "Set", guid=group, name=rows[0]["name"] or "")
        describe(element, rows[0]["description"])
        for row in rows:
            if row["member"] is not None and row["kind"] in tags:
                SubElement(element, tags[row["kind"]], targetGUID=str(row["member"]))
