"""Captures that were begun and never finished, set aside with a reason 已放弃.

What was killed half way stays where it is: its files make no capture and are never
taken for one. Once somebody, or the crawl that captured the page anew, has said so in
the folder, verifying names it and finds no fault with it.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

from evidence.capture.manifest import fault, is_capture
from evidence.capture.store import MANIFEST
from evidence.seal.kept_file import create_whole

NOTE = "abandoned.json"
_LARGEST = 1 << 16


def abandon(folder: Path, reason: str, *, instead: str = "") -> None:
    """Say in the unfinished capture `folder` why it was given up, and what was made instead.

    Saying it twice changes nothing. Raises CaptureFault "number" where it is no
    unfinished capture, ArchiveError where the disk refuses.
    """
    if not is_capture(folder) or (folder / MANIFEST).exists():
        raise fault("number", folder)
    said = {"reason": reason, "instead": instead, "at": datetime.now(UTC).isoformat()}
    try:
        create_whole(folder / NOTE, json.dumps(said, ensure_ascii=False, indent=1).encode())
    except FileExistsError:
        return


def abandoned(folder: Path) -> str | None:
    """Why the capture in `folder` was given up; None where nobody has said so."""
    path = folder / NOTE
    try:
        if (folder / MANIFEST).exists() or path.stat().st_size > _LARGEST:
            return None
        said = json.loads(path.read_bytes())
        return str(said["reason"])[:500]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
