"""What was read in which picture, by digest: every picture is read once."""

import contextlib
import json
import sqlite3
import threading
from pathlib import Path

from pages.picture_text import PictureText

READER = "rapidocr 3.10 PP-OCRv6 small/3"
"""The reader whose words are remembered; another one reads anew."""
_MOST_IN_MEMORY = 2_000


class PictureCache:
    """Remembered readings, in a file or in memory. A file that cannot be used is done without."""

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, PictureText] = {}
        self._base: sqlite3.Connection | None = None
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._base = sqlite3.connect(path, timeout=10, check_same_thread=False)
                self._base.execute("PRAGMA journal_mode=WAL")
                self._base.execute(
                    "CREATE TABLE IF NOT EXISTS picture (digest TEXT, reader TEXT, text TEXT, "
                    "PRIMARY KEY (digest, reader))"
                )
                self._base.commit()
            except (sqlite3.Error, OSError):
                self._base = None

    def get(self, digest: str) -> PictureText | None:
        """What was read, or None."""
        with self._lock:
            known = self._known.get(digest)
            if known is not None or self._base is None:
                return known
            try:
                row = self._base.execute(
                    "SELECT text FROM picture WHERE digest = ? AND reader = ?", (digest, READER)
                ).fetchone()
                return PictureText.from_json(json.loads(row[0])) if row else None
            except (sqlite3.Error, ValueError, KeyError, TypeError):
                return None

    def put(self, text: PictureText) -> None:
        """Remember a reading."""
        with self._lock:
            if len(self._known) >= _MOST_IN_MEMORY:
                self._known.clear()
            self._known[text.digest] = text
            if self._base is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._base.execute(
                        "INSERT OR REPLACE INTO picture VALUES (?, ?, ?)",
                        (text.digest, READER, json.dumps(text.to_json(), ensure_ascii=False)),
                    )
                    self._base.commit()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._base is not None:
                self._base.close()
                self._base = None
