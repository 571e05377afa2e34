"""How long Menen's three executed notebooks take to be published in four formats."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.clock import alternate, project_root, seconds

ROUNDS = 3
OURS = """
import sys
from pathlib import Path
import nbformat
from pilots.publish.formats import FORMATS
from pilots.publish.steps import Report

for path in map(Path, sys.argv[1:]):
    notebook = nbformat.read(path, as_version=4)
    ready, resources = Report(enabled=True)(notebook, {"metadata": {"name": path.stem, "path": str(path.parent)}})
    for name, exporter in FORMATS.items():
        made, _ = exporter().from_notebook_node(ready, resources)
        place = path.with_suffix(f".pilots.{name}")
        place.write_bytes(made if isinstance(made, bytes) else made.encode())
"""


def main() -> None:
    """HTML, PDF, DOCX and slides against `jupyter nbconvert` to HTML, Chromium to PDF, and pandoc to DOCX.

    `nbconvert --to webpdf` makes HTML and has Chromium print it; here Chromium prints the HTML that is there already.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copytree(project_root() / "data" / "raw" / "menen", project / "data" / "raw" / "menen")
        shutil.copytree(project_root() / "notebooks", project / "notebooks")
        here = {"cwd": project, "env": os.environ | {"PILOTS_PROJECT": str(project)}}
        jupyter = [str(Path(sys.executable).with_name("jupyter")), "nbconvert"]
        sources = sorted(map(str, (project / "notebooks").glob("[123]_*.ipynb")))
        seconds([*jupyter, "--execute", "--to", "notebook", "--output-dir", str(project / "made"), *sources], **here)
        executed = sorted((project / "made").glob("*.ipynb"))
        times = alternate(
            {
                "nbconvert html, chromium pdf, pandoc docx": lambda: _theirs(jupyter, executed, here),
                "pilots html, pdf, docx, slides": lambda: seconds(
                    [sys.executable, "-c", OURS, *map(str, executed)], **here
                ),
                "pilots pdf, one report": lambda: seconds([*jupyter, "--to", "pilots-pdf", str(executed[0])], **here),
            },
            ROUNDS,
        )
    theirs, ours, _ = times.values()
    print(f"  ratio pilots / nbconvert: {ours / theirs:.3f} (bar: 0.5)")


def _theirs(jupyter: list[str], executed: list[Path], here: dict[str, object]) -> float:
    import pypandoc

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
    taken = seconds([*jupyter, "--to", "html", *map(str, executed)], **here)
    for path in executed:
        page, paper = path.with_suffix(".html"), path.with_suffix(".pdf")
        printing = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={paper}", str(page)]
        taken += seconds(printing, **here)
        taken += seconds([pypandoc.get_pandoc_path(), str(path), "-o", str(path.with_suffix(".docx"))], **here)
    return taken
