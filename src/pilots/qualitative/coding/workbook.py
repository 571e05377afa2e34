"""Write documents as a workbook to code in: a row a paragraph, codes as drop-downs."""

from pathlib import Path

import pandas as pd

from pilots.errors import PilotsError
from pilots.qualitative.coding.book import codes_page, offered
from pilots.qualitative.coding.pages import Page, write_pages
from pilots.qualitative.coding.paragraphs import paragraphs
from pilots.qualitative.project import QualitativeProject

CODING, ABOUT, CODER = "coding", "about", "coder"
CODE_COLUMNS = 5
HOW = (
    (
        "nl",
        "Maak van dit werkboek één kopie per codeur en vul hierboven je initialen in. Lees op het blad 'coding' elke "
        "alinea en kies in code 1, code 2 … welke codes erbij horen; laat leeg wat je niet codeert. Wat je erbij wilt "
        "onthouden, schrijf je bij memo. Een nieuwe code zet je onderaan op het blad 'codes', met de code erboven "
        "(parent) en wat ze betekent: de keuzelijsten nemen ze over. Verander de tekst niet en wis geen rijen.",
    ),
    (
        "fr",
        "Faites une copie de ce classeur par codeur et notez vos initiales ci-dessus. Lisez chaque paragraphe de la "
        "feuille 'coding' et choisissez sous code 1, code 2 … les codes qui conviennent ; laissez vide ce que vous ne "
        "codez pas. Vos remarques vont sous memo. Ajoutez un nouveau code en bas de la feuille 'codes', avec le code "
        "au-dessus (parent) et sa signification : les listes le reprennent. Ne modifiez pas le texte, n'effacez aucune ligne.",
    ),
    (
        "en",
        "Make one copy of this workbook for each coder and write your initials above. Read every paragraph on the sheet "
        "'coding' and choose under code 1, code 2 … which codes belong to it; leave empty what you don't code. Remarks go "
        "under memo. Add a new code at the bottom of the sheet 'codes', with the code above it (parent) and what it means: "
        "the drop-downs offer it too. Don't change the text and delete no rows.",
    ),
)


def write_workbook(project: QualitativeProject, path: Path, *, name: str = "") -> Path:
    """Write the documents of a project as a workbook, one copy of which each coder fills in; see `read_copies`.

    Parameters
    ----------
    project
        With texts; its codes are offered in drop-downs. Documents are called D1, D2 …: their names may name people.
    path
        Where; a workbook that is there already is never written over.
    name
        What pilot.toml calls these documents.

    Returns
    -------
    Path
        The workbook: sheets coding, codes and about.

    Raises
    ------
    PilotsError
        When no document has a text, the workbook is there already, or it can't be written.
    """
    write_pages(path, coding_pages(project, name=name))
    return path


def coding_pages(project: QualitativeProject, *, name: str = "") -> list[Page]:
    """The sheets of a workbook to code in; see `write_workbook`."""
    rows = paragraphs(project)
    if rows.empty:
        raise PilotsError(f"there is no text to code{f' in {name}' if name else ''}")
    codes = codes_page(project.codes)
    columns = [f"code {number}" for number in range(1, CODE_COLUMNS + 1)]
    table = rows[["row", "label", "paragraph", "text", "language"]].rename(columns={"label": "document"}).astype("str")
    table = pd.concat([table, pd.DataFrame(index=table.index, columns=[*columns, "memo"], dtype="str")], axis=1)
    widths = {"document": 10, "paragraph": 10, "text": 90, "language": 10, "memo": 40} | dict.fromkeys(columns, 24)
    coding = Page(CODING, table, widths, [*columns, "memo"], ["row"], dict.fromkeys(columns, offered(codes)))
    first = [(CODER, None), ("documents", name or None)]
    about = pd.DataFrame([*first, *HOW], columns=["what", "meaning"], dtype="str")
    return [coding, codes, Page(ABOUT, about, {"meaning": 110}, open=["meaning"])]
