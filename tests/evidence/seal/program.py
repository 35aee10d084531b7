"""The openssl program, as the judge of what we make."""

import subprocess
from pathlib import Path


def openssl(*arguments: str | Path, data: bytes | None = None) -> subprocess.CompletedProcess[str]:
    """Run it; stdout and stderr as text."""
    done = subprocess.run(
        ["openssl", *map(str, arguments)], input=data, capture_output=True, timeout=60, check=False
    )
    return subprocess.CompletedProcess(
        done.args,
        done.returncode,
        done.stdout.decode("utf-8", "replace"),
        done.stderr.decode("utf-8", "replace"),
    )


def must(*arguments: str | Path, data: bytes | None = None) -> str:
    """Run it, demand success, and return what it printed."""
    done = openssl(*arguments, data=data)
    assert done.returncode == 0, done.stderr
    return done.stdout
