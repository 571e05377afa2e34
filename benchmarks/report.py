"""How long Menen takes from raw data to three reports."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.clock import alternate, project_root, seconds

ROUNDS = 3


def main() -> None:
    """`pilots run menen` against `jupyter nbconvert --execute --to html`, one notebook after another."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copytree(project_root() / "data" / "raw" / "menen", project / "data" / "raw" / "menen")
        shutil.copytree(project_root() / "notebooks", project / "notebooks")
        here = {"cwd": project, "env": os.environ | {"PILOTS_PROJECT": str(project)}}
        pilots = [str(Path(sys.executable).with_name("pilots")), "run", "menen", "--project", str(project)]
        nbconvert = [str(Path(sys.executable).with_name("jupyter")), "nbconvert", "--execute", "--to", "html"]
        notebooks = sorted((project / "notebooks").glob("[123]_*.ipynb"))
        seconds(pilots, **here)  # processed data are there for both sides; the first side makes them anew each time
        times = alternate(
            {
                "jupyter nbconvert, one after another": lambda: sum(
                    seconds([*nbconvert, "--output-dir", str(project / "html"), str(path)], **here)
                    for path in notebooks
                ),
                "pilots run menen --force": lambda: seconds([*pilots, "--force"], **here),
                "pilots run menen, up to date": lambda: seconds(pilots, **here),
            },
            ROUNDS,
        )
    before, forced, idle = times.values()
    print(f"  ratio forced / nbconvert: {forced / before:.3f} (bar: 0.6)")
    print(f"  ratio up to date / nbconvert: {idle / before:.4f}, / forced: {idle / forced:.4f} (bar: 0.0333)")
