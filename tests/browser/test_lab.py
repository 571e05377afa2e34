"""The notebooks in JupyterLab itself: open, Run All Cells, no error, something to see."""

import json
import os
import re
import runpy
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

PROJECT = Path(__file__).parents[2]
SAMPLE = PROJECT / "tests" / "publish" / "sample.py"
NOTEBOOKS = sorted(path.name for path in (PROJECT / "notebooks").glob("*.ipynb"))
MINUTES = 60_000
SETTINGS = {
    # all cells stand in the page at once, so that all can be looked at
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True,
    },
}  # fmt: skip
RUN = """() => {
    const cells = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')];
    const filled = cells.filter(cell => cell.querySelector('.cm-content').innerText.trim());
    const failed = document.querySelector('[data-mime-type="application/vnd.jupyter.error"]');
    const done = cell => /^\\[\\d+\\]:?$/.test(cell.querySelector('.jp-InputPrompt').innerText.trim());
    return filled.length > 0 && (failed || filled.every(done));
}"""


@pytest.fixture(scope="module")
def lab(menen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab on a project with Menen; it is asked with a token and stops with the tests."""
    home = tmp_path_factory.mktemp("lab")
    project = home / "project"
    shutil.copytree(menen.project, project, ignore=shutil.ignore_patterns("reports"))
    _write_sample(project / "notebooks" / "sample.ipynb")
    for name, values in SETTINGS.items():
        settings = home / "settings" / f"{name}.jupyterlab-settings"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps(values))
    token, port = secrets.token_hex(16), _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
         f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}",
         f"--ServerApp.root_dir={project}"],
        env=_environment(home, project), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    rest = _wait_until_it_listens(process)
    try:
        yield f"http://127.0.0.1:{port}/lab/tree/notebooks/{{notebook}}?token={token}&reset"
    finally:
        process.terminate()
        process.wait(30)
        rest.join(30)
        process.stderr.close()


@pytest.mark.parametrize("notebook", ["sample.ipynb", *NOTEBOOKS])
def test_run_all_cells_shows_figures_or_tables_and_no_error(browser: Browser, lab: str, notebook: str):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    asked = _asked_elsewhere(page)
    page.goto(lab.format(notebook=notebook))
    _run_all_cells(page)
    expect(page.locator('[data-mime-type="application/vnd.jupyter.error"]')).to_have_count(0)
    assert page.locator(".jp-OutputArea figure.exhibit :is(table, svg)").count() > 0
    assert asked == []
    context.close()


def _run_all_cells(page: Page) -> None:
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=2 * MINUTES)
    # the status bar names the kernel once it is there; the circle in the toolbar says idle before
    page.get_by_text(re.compile(r"\| Idle$")).wait_for(timeout=2 * MINUTES)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(RUN, timeout=5 * MINUTES)


def _asked_elsewhere(page: Page) -> list[str]:
    asked: list[str] = []
    local = re.compile(r"(https?|wss?)://127\.0\.0\.1:|data:|blob:")
    page.on("request", lambda request: None if local.match(request.url) else asked.append(request.url))
    return asked


def _write_sample(path: Path) -> None:
    notebook = runpy.run_path(str(SAMPLE))["sample"]()
    for cell in notebook.cells:
        cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)


def _environment(home: Path, project: Path) -> dict[str, str]:
    own = {
        "HOME": home, "IPYTHONDIR": home / "ipython", "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data", "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings", "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "PILOTS_PROJECT": project,
    }  # fmt: skip
    return os.environ | {name: str(path) for name, path in own.items()}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_until_it_listens(process: "subprocess.Popen[str]") -> Thread:
    """Give the thread that reads on: what nobody reads fills the pipe and stops the server."""
    said = []
    for line in process.stderr:
        said.append(line)
        if "is running at" in line:
            rest = Thread(target=process.stderr.read, daemon=True)
            rest.start()
            return rest
    process.stderr.close()
    pytest.fail("JupyterLab did not start:\n" + "".join(said[-20:]))
