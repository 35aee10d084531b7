"""Replaying a WACZ in pywb where there is no network, and taking the pictures again.

    python -m tests.evidence.package.replay.offline WACZ WORK < pages.json

Run as a process of its own, best inside `unshare -rn`: a network namespace of its own
that holds nothing but a loopback device, so that not a packet can leave. There pywb,
itself another process out of another environment (GPL-3.0), replays the collection,
and the pages are captured as they once were, by the same code, behind the same guard.
The guard allows pywb's address alone and tells of every attempt to go elsewhere.
"""

import asyncio
import contextlib
import fcntl
import json
import re
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from evidence.capture.capture import Captured, CaptureSettings, capture
from evidence.network.reach import Reach

ROOT = Path(__file__).resolve().parents[4]
PYWB = ROOT / ".venv" / "replay" / "bin"
INFO = {"operator": "replay", "robots": "ignore", "config-digest": "sha256:" + "0" * 64}
_START_SECONDS = 60
_UP_AND_RUNNING = 0x41  # IFF_UP | IFF_RUNNING, linux/if.h
_CONFIG = """framed_replay: false
banner_html: false
"""
"""pywb's own frame and banner would be in the picture; all else is as it comes."""


@dataclass(frozen=True)
class Wanted:
    """A page to be shown: the address that was captured, and when (14 digits, UTC)."""

    url: str
    when: str


@dataclass(frozen=True)
class Replayed:
    """What came of it. `leaving` are attempts to reach anything but the replay, `elsewhere`
    requests that got an answer from anything else, `missing` what the replay did not have."""

    folder: str
    leaving: list[str]
    elsewhere: list[str]
    missing: list[str]
    answers: int
    alone: bool


def replay(wacz: Path, pages: list[Wanted], work: Path) -> list[Replayed]:
    """Do it all in a process without a network; `work` is an empty folder for it."""
    command = [sys.executable, "-m", __spec__.name if __spec__ else __name__, str(wacz), str(work)]
    done = subprocess.run(
        [*_apart(), *command],
        cwd=ROOT,
        input=json.dumps([asdict(one) for one in pages]),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the replay failed: {done.stderr[-2000:]}")
    return [Replayed(**one) for one in json.loads(done.stdout)]


def _apart() -> list[str]:
    """The command that gives a process a network of its own; empty where that is not allowed."""
    for flags in ("-n", "-rn"):
        with contextlib.suppress(OSError):
            tried = subprocess.run(["unshare", flags, "true"], check=False, capture_output=True)
            if tried.returncode == 0:
                return ["unshare", flags]
    return []


def _alone() -> bool:
    """Whether there is nothing but a loopback device here."""
    return [name for _, name in socket.if_nameindex()] == ["lo"]


def _bring_up_loopback() -> None:
    """In a new namespace it is down (netdevice(7), SIOCSIFFLAGS)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", _UP_AND_RUNNING) + bytes(22))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(wacz: Path, work: Path) -> Iterator[int]:
    """pywb with the file as its one collection, on a port of 127.0.0.1."""
    (work / "config.yaml").write_text(_CONFIG)
    for arguments in (["init", "case"], ["add", "--unpack-wacz", "case", str(wacz)]):
        subprocess.run([PYWB / "wb-manager", *arguments], cwd=work, check=True, capture_output=True)
    port = _free_port()
    with (work / "pywb.log").open("wb") as log:
        program = subprocess.Popen(
            [PYWB / "wayback", "-b", "127.0.0.1", "-p", str(port)],
            cwd=work,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(port, program)
            yield port
        finally:
            program.terminate()
            program.wait(20)


def _wait_for(port: int, program: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and program.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("pywb did not start")


def address_in(port: int, page: Wanted) -> str:
    """Where pywb shows a page, its links rewritten."""
    return f"http://127.0.0.1:{port}/case/{page.when}/{quote(page.url, safe=':/?&=#%;+,@!~*()')}"


async def _all(pages: list[Wanted], port: int, work: Path) -> list[Replayed]:
    found = []
    for number, page in enumerate(pages, 1):
        captured = await capture(
            address_in(port, page),
            work / f"R-{number:04d}",
            reach=Reach(allow=[f"127.0.0.1:{port}"]),
            settings=CaptureSettings(info=INFO, floor_bytes=0),
        )
        found.append(_read(captured, port))
    return found


def _read(captured: Captured, port: int) -> Replayed:
    refused = json.loads((captured.folder / "addresses.json").read_bytes())["refused"]
    exchanges = json.loads((captured.folder / "traffic.json").read_bytes())["exchanges"]
    here = f"http://127.0.0.1:{port}/"
    elsewhere = [one["url"] for one in exchanges if not one["url"].startswith(here)]
    gone = [one["url"] for one in exchanges if one["status"] >= 400]
    return Replayed(
        str(captured.folder),
        [f"{one['host']}:{one['port']}" for one in refused],
        elsewhere,
        [re.sub(r".*?/case/\d*\w*_?/", "", url) for url in gone],
        len(exchanges),
        _alone(),
    )


def main() -> None:
    """In the process of its own: pages come from stdin, what came of them goes to stdout."""
    wacz, work = Path(sys.argv[1]), Path(sys.argv[2])
    if _alone():
        _bring_up_loopback()
    pages = [Wanted(**one) for one in json.load(sys.stdin)]
    with served(wacz, work) as port:
        print(json.dumps([asdict(one) for one in asyncio.run(_all(pages, port, work))]))


if __name__ == "__main__":
    main()
