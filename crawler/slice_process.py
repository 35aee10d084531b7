"""A slice as a process of its own: started, watched, stopped by its worker."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from crawler.slice_end import SliceEnd

PROGRAM = "crawler.slice"
CAPTURES = "crawler.capture_slice"
GRACE_SECONDS = 25.0
"""What a slice has to close its archive after it was asked to stop."""
LONGEST_SECONDS = 40 * 60.0
"""Twice a slice's time and more: one that is still there hangs."""


async def run_slice_process(
    site_id: int,
    worker: str,
    log: Path,
    *,
    stop: Callable[[], bool],
    program: str | None = None,
) -> SliceEnd:
    """Run one slice of a site to its end and say how it ended. What it says goes to `log`.

    `program` is what works it, where that is not PROGRAM.

    `stop` is asked twice a second; once it says so the slice is asked to end
    (SIGTERM), and killed if it does not within GRACE_SECONDS. Cancelling the
    call does the same.
    """
    arguments = ["--site-run", str(site_id), "--worker", worker]
    process = await _start(program or PROGRAM, arguments, log)
    deadline = asyncio.get_running_loop().time() + LONGEST_SECONDS
    try:
        while process.returncode is None:
            await _ended(process, 0.5)
            if process.returncode is None and (
                stop() or asyncio.get_running_loop().time() > deadline
            ):
                await _end(process)
    except asyncio.CancelledError:
        await _end(process)
        raise
    finally:
        _clear(process)
    return SliceEnd.of_exit(process.returncode)


async def _start(program: str, arguments: list[str], log: Path) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", program, "--parent", str(os.getpid()), *arguments]
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=descriptor,
            stderr=descriptor,
            # Ctrl-C on a terminal goes to the whole group; the worker alone decides.
            start_new_session=True,
        )
    finally:
        os.close(descriptor)


async def _ended(process: asyncio.subprocess.Process, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(process.wait()), seconds)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    await _ended(process, GRACE_SECONDS)
    if process.returncode is None:
        process.kill()
        await process.wait()


def _clear(process: asyncio.subprocess.Process) -> None:
    """End what the slice started and did not end itself: its browser's driver."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
