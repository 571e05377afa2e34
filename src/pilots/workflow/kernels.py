"""Jupyter kernels for notebooks, in processes of ours."""

import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from pilots.workflow.processes import Processes


@asynccontextmanager
async def kernel(processes: Processes, folder: Path) -> AsyncIterator[AsyncKernelManager]:
    """A Python kernel of this interpreter that works in a folder; it is gone when the block ends.

    It knows nothing of the user's own IPython: no profile, no history, no start-up files.
    """
    with TemporaryDirectory(prefix="pilots-", ignore_cleanup_errors=True) as place:
        local = {"transport": "ipc", "ip": f"{place}/k"} if sys.platform != "win32" else {}
        manager = AsyncKernelManager(kernel_name="python3", connection_file=f"{place}/kernel.json", **local)
        manager.provisioner = _InProcess(parent=manager, kernel_spec=manager.kernel_spec, kernel_id=Path(place).name)
        manager.provisioner.start = partial(processes.start, _run_kernel, manager.connection_file, str(folder), place)
        try:
            await manager.start_kernel()
            yield manager
        finally:
            await manager.shutdown_kernel(now=True)


class _InProcess(LocalProvisioner):
    """Starts the kernel as a process of ours where Jupyter would start a program."""

    process: Any
    start: Callable[[], Awaitable[BaseProcess]]

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ARG002
        self.process = _Child(await self.start())
        return self.connection_info


class _Child:
    """A process with the manners of `subprocess.Popen`, which Jupyter expects."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self._process.pid is not None and self.poll() is None:
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        self._process.kill()


def _run_kernel(connection_file: str, folder: str, place: str) -> None:
    os.chdir(folder)
    sys.path.insert(0, "")
    os.environ["IPYTHONDIR"] = place
    # what it says outside its cells is for nobody: a failing cell is told through its messages
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(["-f", connection_file, "--HistoryManager.enabled=False"])
