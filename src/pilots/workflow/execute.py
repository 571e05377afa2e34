"""Run a notebook: with parameters, in a kernel of its own, and say which cell fails."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pilots import errors
from pilots.errors import PilotsError, WorkflowError
from pilots.workflow.processes import Processes

if TYPE_CHECKING:
    from nbformat import NotebookNode


_OF_NAMES = ("ImportError", "ModuleNotFoundError", "NameError")


def parameterized(path: Path, parameters: Mapping[str, str]) -> "NotebookNode":
    """Read a notebook and put parameters in, after the cell tagged `parameters`, as papermill does.

    Raises
    ------
    WorkflowError
        When the file is no notebook, or has no cell for parameters.
    """
    import nbformat
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook
    from papermill.utils import find_first_tagged_cell_index

    try:
        notebook = load_notebook_node(str(path))
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, ValueError, KeyError, AttributeError):
        raise WorkflowError("this is no notebook that can be read", where=path) from None
    if find_first_tagged_cell_index(notebook, "parameters") < 0:
        raise WorkflowError(
            "there is no cell for parameters",
            where=path,
            mend="Tag the cell that sets `pilot` and `language` with: parameters.",
        )
    made: NotebookNode = parameterize_notebook(notebook, dict(parameters), kernel_name="python3", language="python")
    place = find_first_tagged_cell_index(made, "injected-parameters")
    given = made.cells.pop(place)
    # both in one cell: the others keep the numbers that they have in JupyterLab
    made.cells[place - 1].source += f"\n\n{given.source}"
    return made


async def execute(
    notebook: "NotebookNode", processes: Processes, *, folder: Path, name: str, advanced: Callable[[int, int], None]
) -> None:
    """Run a notebook's cells in order in a kernel of its own; their outputs are written into it.

    Parameters
    ----------
    notebook
        As `parameterized` gives it.
    folder
        Where the kernel works.
    name
        What to call the notebook in messages.
    advanced
        Told after every cell: how many cells are done, of how many.

    Raises
    ------
    WorkflowError
        When a cell fails, naming it; or when the kernel dies.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    from pilots.workflow.kernels import kernel

    async with kernel(processes, folder) as manager:
        client = NotebookClient(notebook, km=manager, timeout=None, record_timing=False, startup_timeout=120)
        index = -1
        try:
            await client.async_start_new_kernel_client()
            for index, cell in enumerate(notebook.cells):
                await client.async_execute_cell(cell, index, execution_count=client.code_cells_executed + 1)
                advanced(index + 1, len(notebook.cells))
            client.set_widgets_metadata()
        except CellExecutionError as error:
            raise _failure(notebook, index, name, error.ename, error.evalue) from error
        except (DeadKernelError, RuntimeError) as error:
            raise WorkflowError(
                "the kernel died", where=f"{name}, cell {index + 1}", mend="Perhaps there was too little memory."
            ) from error
        finally:
            if client.kc is not None:
                client.kc.stop_channels()


def _failure(notebook: "NotebookNode", index: int, name: str, kind: str, message: str) -> WorkflowError:
    source = notebook.cells[index].source
    first = next(
        (line.strip() for line in source.splitlines() if line.strip() and not line.lstrip().startswith("#")), ""
    )
    # of these messages alone it is known that they hold no answers
    said = f"{kind}: {message}" if _is_ours(kind) or kind in _OF_NAMES else kind
    return WorkflowError(
        f"the cell that begins with `{first}` fails: {said}",
        where=f"{name}, cell {index + 1}",
        mend="" if _is_ours(kind) else "Run the notebook in JupyterLab to see where; PILOTS_TRACEBACK=1 shows it here.",
    )


def _is_ours(kind: str) -> bool:
    known = getattr(errors, kind, None)
    return isinstance(known, type) and issubclass(known, PilotsError)
