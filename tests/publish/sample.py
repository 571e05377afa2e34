"""A small report with real exhibits, for tests of publishing."""

from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

FRONT = {
    "pilot": "voorbeeld", "title": "Cocreatief werken aan kleuterparticipatie", "report": "Contextanalyse",
    "subtitle": "Wat ouders, team en partners zien",
    "summary": "Ouders en schoolteam bespreken samen de start van de kleuterschool. Dit rapport vertrekt van wat goed gaat.", "phase": "Fase 1: Contextanalyse", "period": "januari–juni 2017",
    "authors": [{"name": "An Auteur", "affiliation": "Hogeschool VIVES", "orcid": "0000-0002-1825-0097"}],
    "funders": [{"name": "AMIF", "grant": ""}], "partners": [{"name": "Huis van het Kind", "role": "ontmoeting"}],
    "sites": ["VBS VLAM"], "synthetic": True, "version": "0.1.0", "language": "nl",
}  # fmt: skip

IMPORTS = """import pandas as pd
from matplotlib.figure import Figure as Drawing
from pilots.exhibits import Figure, Provenance, Sentence, Table"""

TABLE = """
table = Table(
    pd.DataFrame({
        "Schaal": ["Welkom op school", "Communicatie", "Thuisbetrokkenheid", "Vertrouwen"],
        "Groep": ["Ouders", "Ouders", "Team", "Team"],
        "n": ["88", "86", "31", "30"],
        "Gemiddelde": ["4,12", "3,45", "3,02", "3,98"],
        "95 %-BI": ["[3,98; 4,26]", "[3,27; 3,63]", "[2,80; 3,24]", "[3,71; 4,25]"],
    }),
    "Gemiddelde score per schaal, met betrouwbaarheidsinterval", "tbl-scales",
    notes=("Scores van 1 tot 5. BI: betrouwbaarheidsinterval.", "–: minder dan 10 antwoorden, niet getoond."),
    numeric=("n", "Gemiddelde", "95 %-BI"), row_groups="Groep",
    provenance=Provenance("Gemiddelde met t-interval", 119, "meting 0", "3f9a0c11d2ee", 14),
)
table
"""
FIGURE = """
drawing = Drawing(figsize=(7, 3))
axes = drawing.subplots()
shares = {"Helemaal oneens": 6, "Oneens": 14, "Neutraal": 22, "Eens": 38, "Helemaal eens": 20}
axes.barh(list(shares), list(shares.values()), color="#0b5a60")
axes.set_xlabel("Aandeel van de antwoorden (%)")
axes.spines[["top", "right"]].set_visible(False)
drawing.tight_layout()
figure = Figure.draw(
    drawing, data=pd.DataFrame({"Antwoord": list(shares), "%": list(shares.values())}).astype(str),
    caption="Ik voel mij welkom op school", label="fig-welcome",
    alt="Staafdiagram: 58 procent van de ouders is het eens.",
    provenance=Provenance("Aandeel per antwoord", 88, "meting 0", "77aa01bc9d10"),
)
figure
"""
SENTENCE = """
said = "Van de 88 ouders voelt 58 % zich welkom; zie [](#fig-welcome)."
sentence = Sentence(said, provenance=Provenance("Aandeel", 88))
sentence
"""
ABSENT = """
note = "Er werden geen gesprekken gevoerd."
absent = Table(pd.DataFrame({"Thema": []}), "Thema's uit de gesprekken", "tbl-themes", empty_note=note)
absent
"""
PROSE = """# Contextanalyse

Dit is de **inleiding**. De scores staan in [](#tbl-scales), de antwoorden in [](#fig-welcome).
Over gesprekken, naast [](#tbl-scales): [](#tbl-themes)."""
MORE = """## Hoe ouders en team het zien

Ouders en team werden apart bevraagd. De vragen kwamen uit een bestaande lijst, die met brugfiguren werd vertaald
en in een koffiemoment werd uitgeprobeerd. Wat niet gevraagd werd, staat er ook bij.

- eerst sterktes, dan drempels;
- verschillen met hun onzekerheid.

### Welkom op school

> Ik wist niet dat ik binnen mocht.
"""


def sample(**metadata: Any) -> nbformat.NotebookNode:
    """An executed notebook; `metadata` goes into the key `pilots`."""
    cells = [
        new_code_cell('pilot = "voorbeeld"\nlanguage = "nl"', metadata={"tags": ["parameters"]}),
        new_code_cell(IMPORTS),
        new_markdown_cell(PROSE),
        new_markdown_cell(MORE),
        executed(TABLE, "table"),
        executed(SENTENCE, "sentence"),
        new_markdown_cell("### De antwoorden\n\nBijna zes op de tien ouders antwoorden positief."),
        executed(FIGURE, "figure"),
        executed(ABSENT, "absent"),
        new_markdown_cell("## Gesprekken"),
        new_markdown_cell("## Conclusion\n\nRéservé au français.", metadata={"tags": ["lang:fr"]}),
    ]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    about = {"pilot": "voorbeeld", "language": "nl", "front": FRONT} | metadata
    return new_notebook(cells=cells, metadata={"pilots": about})


def edition(name: str, language: str) -> nbformat.NotebookNode:
    """The same for other readers, in a language of theirs, with a hint and a text that nobody translated."""
    from pilots.exhibits import Sentence
    from pilots.written import note

    notebook = sample(edition=name, language=language, prose_language="nl")
    note("warm onthaal", "nl")
    notebook.cells += [showing(Sentence("warm onthaal, café", language)), new_markdown_cell("Kijk goed.")]
    for cell in notebook.cells[1:]:
        cell.metadata["tags"] = [*cell.metadata.get("tags", []), f"edition:{name}"]
    if name == "student":
        notebook.cells[-1].metadata["tags"] = ["hint"]
    return notebook


def executed(source: str, name: str) -> nbformat.NotebookNode:
    """A code cell with the output that its source gives, without a kernel."""
    known: dict[str, Any] = {}
    exec(IMPORTS + source, known)
    return showing(known[name], source.strip())


def showing(exhibit: Any, source: str = "shown") -> nbformat.NotebookNode:
    """A code cell that shows an exhibit."""
    output = new_output("execute_result", exhibit._repr_mimebundle_(), execution_count=1)
    return new_code_cell(source, outputs=[output])
