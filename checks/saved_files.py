"""Saved pages on disk: which files are pages, what address they had, what lies beside them."""

import errno
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pages.reading import MAX_BODY

PAGE_SUFFIXES = frozenset(
    (
        *(".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp", ".json", ".txt"),
        *(".mht", ".mhtml"),
    )
)
ARCHIVE_SUFFIXES = (".warc", ".warc.gz", ".warc.open", ".warc.gz.open", ".arc", ".arc.gz")
_CONTENT_TYPES = {".json": "application/json", ".txt": "text/plain"}
_HOME_NAMES = frozenset(("index", "home", "default", "main"))
_SAVED_FROM = re.compile(rb"<!--\s{0,5}saved from url=\(\d{1,6}\)(https?://[^\s>]{1,2000})")


_FIRST_BYTES = 1_024
_PAGE_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A saved page: its bytes, and the content type that its name tells (None: the page's own)."""

    path: Path
    body: bytes
    content_type: str | None

    @property
    def saved_from(self) -> str | None:
        """The address that a browser wrote into the page when it saved it, or None."""
        match = _SAVED_FROM.search(self.body[:4_096])
        return match[1].decode("ascii", "replace") if match else None


def is_archive(path: Path) -> bool:
    """Whether a file is a WARC or ARC, by its name or its first bytes."""
    if path.name.lower().endswith(ARCHIVE_SUFFIXES):
        return True
    if not path.is_file():
        return False  # a pipe would be waited for
    with path.open("rb") as stream:
        return stream.read(5) == b"WARC/"


def files_in(folder: Path) -> Iterator[Path]:
    """Pages and archives in a folder and the folders in it, by name; links are not followed."""
    for path in sorted(folder.rglob("*")):
        name = path.name.lower()
        if path.is_symlink() or not path.is_file():
            continue
        known = path.suffix.lower() in PAGE_SUFFIXES or name.endswith(ARCHIVE_SUFFIXES)
        if known or _begins_as_a_page(path):
            yield path


def others_in(folder: Path, files: Iterable[Path]) -> Iterator[Path]:
    """What else there is in a folder and the folders in it, beside the `files` that are read."""
    known = set(files)
    for path in sorted(folder.rglob("*")):
        if path not in known and (path.is_symlink() or not path.is_dir()):
            yield path


def _begins_as_a_page(path: Path) -> bool:
    """Whether a file that is not named as a page is one: goods.php?id=12, as wget names it."""
    try:
        with path.open("rb") as stream:
            return _PAGE_BEGINS.match(stream.read(_FIRST_BYTES)) is not None
    except OSError:
        return False


def read_saved(path: Path) -> SavedPage:
    """The saved page at `path`, no more of it than a page may have. OSError passes, and is raised
    for what is no file (a pipe, a device), which could be waited for without end."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    with path.open("rb") as stream:
        body = stream.read(MAX_BODY + 1)
    return SavedPage(path, body, _CONTENT_TYPES.get(path.suffix.lower()))


def is_home_file(path: Path) -> bool:
    """Whether a file's name says that it is a home page."""
    return path.stem.lower() in _HOME_NAMES


def beside(path: Path, page_url: str, link: str) -> Path | None:
    """The file beside `path` in which the page at `link` was saved, or None.

    Names as browsers, wget and HTTrack give them. Nothing outside the page's
    own folder is ever opened.
    """
    folder = path.parent.resolve()
    for name in _names(page_url, link):
        candidate = (folder / name).resolve()
        try:
            inside = candidate.is_relative_to(folder) and candidate.is_file()
        except (OSError, ValueError):
            continue
        if inside and candidate != path.resolve():
            return candidate
    return None


def _names(page_url: str, link: str) -> Iterator[str]:
    """Names, relative to the folder of the page, under which `link` may have been saved."""
    try:
        here, there = urlsplit(page_url), urlsplit(link)
    except ValueError:
        return
    route = there.fragment.strip("/!") if there.fragment.startswith(("/", "!")) else ""
    target = unquote(there.path)
    folder = unquote(here.path).rpartition("/")[0]
    if "\0" in target or len(target) > 1_000:
        return
    stems = []
    if target.startswith(folder + "/"):
        stems.append(target[len(folder) + 1 :])
    stems += [target.lstrip("/"), target.rstrip("/").rpartition("/")[2], route]
    for stem in dict.fromkeys(stems):
        if not stem:
            continue
        query = unquote(there.query)
        if query:
            yield from (
                f"{stem}?{query}",
                f"{stem}@{query}",
                f"{stem}_{query}",
                f"{stem}?{query}.html",
            )
        yield from (stem, f"{stem}.html", f"{stem}.htm", f"{stem}/index.html")
