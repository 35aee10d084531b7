"""Recordings that were sent to the desk and wait to be brought in by a job."""

import os
import secrets
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from leads.home import Home
from leads.plain_text import visible

MOST_FILES = 20
MOST_BYTES = 1 << 30
"""Bytes of one upload; larger recordings are brought in at the 取证工作站 by command."""
KEPT_SECONDS = 7 * 24 * 3600

_LONGEST_NAME = 100


class Upload(Protocol):
    """A file as a form gives it."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Its bytes."""
        ...


def place(home: Home) -> Path:
    """Where uploads wait."""
    return home.runs / "desk-uploads"


def keep_upload(home: Home, files: Iterable[Upload]) -> str:
    """Write `files` to a folder of their own, each synced; the folder's name. OSError passes.

    Each keeps the name it had, cleaned: the capture notes it as what the officer's file was
    called, and gives the copy a name of its own.
    """
    name = secrets.token_hex(8)
    folder = place(home) / name
    folder.mkdir(parents=True, mode=0o700)
    for number, one in enumerate(files, 1):
        own = folder / f"{number:03d}"
        own.mkdir(mode=0o700)
        with (own / _clean(one.name or "")).open("xb") as out:
            for piece in one.chunks():
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    return name


def folder_of_upload(home: Home, name: str) -> Path:
    """Where the files of one upload wait."""
    return place(home) / Path(name).name


def sweep_uploads(home: Home) -> None:
    """Remove what nobody brought in for a week."""
    before = time.time() - KEPT_SECONDS
    for folder in place(home).glob("*"):
        if folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)


def _clean(name: str) -> str:
    shown = visible(Path(name.replace("\\", "/")).name).replace("/", "_").lstrip(".")
    cut = shown.encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore")
    return cut.strip() or "recording"
