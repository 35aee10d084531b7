"""A real PostgreSQL for tests: started on a free port of 127.0.0.1, gone afterwards.

    with postgres() as url:   # postgresql://wangjian@127.0.0.1:PORT/wangjian
        ...

The binaries come from PATH or from Debian's /usr/lib/postgresql. The server
refuses to run as root, so root hands it to the user postgres, else nobody.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROLE = DATABASE = "wangjian"
DEBIAN = Path("/usr/lib/postgresql")


class PostgresUnavailable(RuntimeError):
    """No server binary, or it did not start: the message says which and why."""


def binaries() -> Path:
    """The folder that holds `initdb` and `postgres`, newest version first."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).parent
    versions = [path for path in DEBIAN.glob("*/bin") if (path / "postgres").exists()]
    if not versions:
        raise PostgresUnavailable("no PostgreSQL server here: install Debian's postgresql package")
    return max(versions, key=lambda path: float(path.parent.name))


@contextmanager
def postgres(*, settings: Sequence[str] = ()) -> Iterator[str]:
    """A fresh server for the length of the block; yields its URL.

    `settings` are further "name=value" parameters of the server.
    """
    folder = Path(tempfile.mkdtemp(prefix="wj-postgres-"))
    process: subprocess.Popen[bytes] | None = None
    try:
        process, port = _start(folder, settings)
        yield f"postgresql://{ROLE}@127.0.0.1:{port}/{DATABASE}"
    finally:
        if process is not None:
            _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, settings: Sequence[str]) -> tuple[subprocess.Popen[bytes], int]:
    bin_folder, port = binaries(), _free_port()
    data, sockets = folder / "data", folder / "s"
    sockets.mkdir()
    prefix = _as_server_user(folder)
    initdb = [str(bin_folder / "initdb"), "-D", str(data), "-U", ROLE, "-A", "trust"]
    initdb += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run([*prefix, *initdb], capture_output=True, cwd=folder, timeout=120)
    if made.returncode:
        raise PostgresUnavailable(made.stderr.decode("utf-8", "replace"))
    server = [str(bin_folder / "postgres"), "-D", str(data), "-p", str(port), "-k", str(sockets)]
    for setting in ("listen_addresses=127.0.0.1", "fsync=off", "shared_buffers=16MB", *settings):
        server += ["-c", setting]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([*prefix, *server], stdout=log, stderr=log, cwd=folder)
    try:
        _await(process, port, folder / "server.log")
    except BaseException:
        _stop(process)
        raise
    return process, port


def _as_server_user(folder: Path) -> list[str]:
    """The command prefix that drops root, after giving `folder` to the user it drops to."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    for path in (folder, *folder.iterdir()):
        os.chown(path, user.pw_uid, user.pw_gid)
    drop = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    # A killed test run must not leave its server behind.
    return [*drop, "--pdeathsig=TERM", "--"]


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return once the server answers and holds the database."""
    deadline = time.monotonic() + 60
    url = f"postgresql://{ROLE}@127.0.0.1:{port}/postgres"
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with psycopg.connect(url, autocommit=True, connect_timeout=2) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise PostgresUnavailable(log.read_text("utf-8", "replace")[-2000:])


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    # SIGINT is PostgreSQL's fast shutdown: it drops its sessions and ends.
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
