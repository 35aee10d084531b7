"""Who a process is, in words that outlive it: machine, start of the machine, number, start.

A process of the same machine that is gone is known to be gone at once, without
waiting for its heartbeat to be missed; a new process with an old number is not
taken for it.
"""

import os
import socket
from pathlib import Path


def machine_name() -> str:
    """The name of this machine, as workers and slices record it."""
    return socket.gethostname().replace(" ", "-")[:80] or "machine"


def this_process() -> str:
    """The identity of this process."""
    return f"{machine_name()} {_era()} {os.getpid()} {process_start(os.getpid())}"


def is_gone(identity: str) -> bool:
    """Whether it is certain that the process is gone. False of another machine's."""
    parts = identity.split(" ")
    if len(parts) != 4 or parts[:2] != [machine_name(), _era()]:
        return False
    return process_start(int(parts[2])) != int(parts[3])


def process_start(pid: int) -> int:
    """When process `pid` of this machine started (clock ticks); 0 if there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    # Field 22 of proc(5); the name in parentheses may hold spaces and brackets.
    fields = stat.rpartition(")")[2].split()
    return 0 if fields[0] in "ZX" else int(fields[19])


def _era() -> str:
    """The start of the machine and the process namespace: where numbers have their meaning."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}:{Path('/proc/self/ns/pid').readlink().name}"
    except OSError:
        return "unknown"
