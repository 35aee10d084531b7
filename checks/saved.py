"""The checks on what was saved (离线检查): files, folders, WARC archives.

`inspect_paths` yields plain values, ready for JSON: one for each finding, one
for each page, one for each path that could not be read, one for each record and
file that was not read as a page. An old archive checked with a new list is this.
"""

import errno
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from checks.areas.licence import finding_of
from checks.context import Context
from checks.finding import Inspection
from checks.inspect import inspect
from checks.references import References
from checks.register import Register
from checks.saved_files import (
    SavedPage,
    beside,
    files_in,
    is_archive,
    is_home_file,
    others_in,
    read_saved,
)
from checks.saved_pictures import SavedPictures, pictures_beside
from checks.unread_records import (
    ZSTD,
    is_about,
    marks_of,
    unread_at,
    unread_file,
    unread_record,
    why_no_content,
    why_unread,
)
from evidence.archive.reader import StrictRecord, http_parts, iter_records
from evidence.errors import RecordFault
from keywords.lexicon import Lexicon
from pages.page import Page
from pages.picture_reader import PictureReader
from pages.reading import read_page

Line = dict[str, Any]

_BEIJING = timezone(timedelta(hours=8))
_MAX_SECOND = 8
_MOST_WAITING = 500


def inspect_paths(
    paths: Iterable[Path | str],
    lexicon: Lexicon,
    *,
    url: str | None = None,
    home: bool = False,
    today: date | None = None,
    pictures: PictureReader | None = None,
    register: Register | None = None,
    references: References | None = None,
) -> Iterator[Line]:
    """Check everything at `paths`; the lines that `wangjian inspect --json` prints.

    `url` is the address of a saved page; of an archive it chooses the page.
    `home` says that a file is a shop's home page (in folders and archives: the
    index file, the root address); pages saved beside it on which the licence
    may stand are read too. `today` is the day whose law applies. `pictures` reads the
    pictures saved beside pages that are worth it, `register` is an extract of the
    register to compare with, `references` are the office's prices and sites.
    """
    day = today or datetime.now(UTC).astimezone(_BEIJING).date()
    beside_pages = SavedPictures(pictures) if pictures is not None else None
    run = _Run(lexicon, url, home, day, pictures=beside_pages, register=register)
    run.references = references
    for given in paths:
        path = Path(given)
        try:
            if path.is_dir():
                yield from run.folder(path)
            elif is_archive(path):
                yield from run.archive(path)
            else:
                yield from run.file(path, home)
        except OSError as error:
            yield _unreadable(path, error)


class _Run:
    """One call of `inspect_paths`."""

    def __init__(
        self,
        lexicon: Lexicon,
        url: str | None,
        home: bool,
        today: date,
        *,
        pictures: SavedPictures | None = None,
        register: Register | None = None,
    ) -> None:
        self.lexicon = lexicon
        self.url = url
        self.home = home
        self.today = today
        self.pictures = pictures
        self.register = register
        self.references: References | None = None
        self._archived: dict[str, bytes | None] = {}  # pictures that pages of the archive want

    def folder(self, folder: Path) -> Iterator[Line]:
        """Every page and archive under `folder`."""
        files = list(files_in(folder))
        yield from map(unread_file, others_in(folder, files))
        if not files:
            yield _error(folder, "目录里没有网页或者归档文件", "no pages or archives in the folder")
        named = any(is_home_file(path) for path in files)
        for path in files:
            try:
                if is_archive(path):
                    yield from self.archive(path)
                else:
                    yield from self.file(path, self.home and (is_home_file(path) or not named))
            except OSError as error:
                yield _unreadable(path, error)

    def file(self, path: Path, home: bool) -> Iterator[Line]:
        """One saved page."""
        saved = read_saved(path)
        if saved.body.startswith(ZSTD):
            yield unread_file(path.with_name(f"{path.name}.zst")) | {"path": str(path)}
            return
        written = saved.saved_from
        if written is not None and _claims_office(written):
            written = None  # nobody vouches for an address that the page itself names
        url = self.url or written or path.resolve().as_uri()
        yield from self._checked(path, saved.body, url, saved.content_type, home, saved=saved)

    def _checked(
        self,
        path: Path,
        body: bytes,
        url: str,
        content_type: str | None,
        home: bool,
        *,
        saved: SavedPage | None = None,
        known: dict[str, Page] | None = None,
        record: StrictRecord | None = None,
        flags: Sequence[str] = (),
    ) -> Iterator[Line]:
        """The lines of one page. What goes wrong inside is told as a line, with the page named."""
        try:
            page = read_page(body, url, content_type)
            page.flags.extend(flags)
            if self.pictures is not None:
                find = pictures_beside(saved.path, url) if saved is not None else self._in_archive
                self.pictures.join(page, find, home=home)
            second, unread = self._second(page, saved, known) if home else ([], [])
            inspection = inspect(
                page,
                self.lexicon,
                home=home,
                today=self.today,
                second=second,
                register=self.register,
                references=self.references,
            )
            self._add_absence(inspection, page, home, unread)
        except Exception as error:  # one page never ends a run over thousands
            yield _error(path, f"检查出错：{url}：{error!r}", f"check failed: {url}: {error!r}")
            return
        where: Line = {"path": str(path), "url": url}
        if record is not None:
            where["record"] = {"id": record.record_id, "offset": record.offset}
        for finding in inspection.findings:
            yield {"kind": "finding", **where, **asdict(finding)}
        yield _page_line(where, page, inspection)

    def _second(
        self, page: Page, saved: SavedPage | None, known: dict[str, Page] | None
    ) -> tuple[list[Page], list[str]]:
        """Pages saved beside a home page on which its licence may stand, and the addresses of
        those that were not saved."""
        reading = inspect(page, self.lexicon, home=True, today=self.today).licence
        found: list[Page] = []
        unread: list[str] = []
        for link in reading.second_pages if reading else ():
            other = known.get(_key(link)) if known is not None else None
            file = beside(saved.path, page.url, link) if saved is not None else None
            if file is not None:
                body = read_saved(file)
                other = read_page(body.body, link, body.content_type)
                if self.pictures is not None:
                    self.pictures.join(other, pictures_beside(file, link), home=True)
            if other is not None and len(found) < _MAX_SECOND:
                found.append(other)
            else:
                unread.append(link)
        return found, unread

    def _add_absence(
        self, inspection: Inspection, page: Page, home: bool, unread: Sequence[str]
    ) -> None:
        """A home page without a licence, where all pages that may show it were read."""
        reading = inspection.licence
        if home and reading is not None and reading.state == "not_found":
            if unread:
                reading.state = "could_not_check"
                reading.reason = f"可能公示证照的页面没有保存，未能读到：{unread[0]}"
                return
            context = Context(page, self.lexicon, today=self.today, home=True)
            inspection.findings.append(finding_of(context, reading))

    def archive(self, path: Path) -> Iterator[Line]:
        """Every page of a WARC file; with `home`, home pages come last, with their second pages."""
        wanted = self._second_addresses(path) if self.home else set()
        known: dict[str, Page] = {}
        homes: list[tuple[StrictRecord, list[str]]] = []
        waiting: list[tuple[StrictRecord, list[str]]] = []
        self._archived = {}
        for item in _records(path):
            if isinstance(item, dict):
                if item["kind"] == "error" or self._is_chosen(item["url"]):
                    yield item
                continue
            record, flags = item
            if not self._is_chosen(record.uri):
                continue
            if self._keeps_picture(record):
                continue
            if self.home and _is_root(record.uri, self.url):
                self._wants_pictures(record, home=True)
                homes.append((record, flags))
                continue
            second = _key(record.uri) in wanted
            if second:
                parts = http_parts(record)
                known[_key(record.uri)] = read_page(parts.body, record.uri, parts.content_type)
            if len(waiting) < _MOST_WAITING and self._wants_pictures(record, home=second):
                waiting.append((record, flags))  # the crawl asked for them after the page
            else:
                yield from self._record(path, record, flags)
        if self.pictures is not None:
            for page in known.values():
                self.pictures.join(page, self._in_archive, home=True)
        for record, flags in waiting:
            yield from self._record(path, record, flags)
        for record, flags in homes:
            yield from self._record(path, record, flags, home=True, known=known)

    def _is_chosen(self, url: str) -> bool:
        """Whether it is the page that was asked for; any is where none was."""
        return self.url is None or _key(url) == _key(self.url)

    def _wants_pictures(self, record: StrictRecord, *, home: bool) -> bool:
        """Whether the words of an archived page may stand in pictures; which, is remembered."""
        parts = http_parts(record)
        if self.pictures is None or parts.status >= 400 or not _may_be_page(parts.content_type):
            return False
        page = read_page(parts.body, record.uri, parts.content_type)
        urls = self.pictures.wanted(page, home=home)
        self._archived.update((_key(url), None) for url in urls if _key(url) not in self._archived)
        return bool(urls)

    def _keeps_picture(self, record: StrictRecord) -> bool:
        """Keep the bytes of a picture that a page before it wants; False for any other record."""
        key = _key(record.uri)
        if key not in self._archived:
            return False
        parts = http_parts(record)
        if parts.status != 200 or _may_be_page(parts.content_type):
            return False
        self._archived[key] = parts.body
        return True

    def _in_archive(self, url: str) -> bytes | None:
        return self._archived.get(_key(url))

    def _record(
        self,
        path: Path,
        record: StrictRecord,
        flags: list[str],
        *,
        home: bool = False,
        known: dict[str, Page] | None = None,
    ) -> Iterator[Line]:
        parts = http_parts(record)
        if parts.status >= 400:
            where: Line = {"path": str(path), "url": record.uri}
            where["record"] = {"id": record.record_id, "offset": record.offset}
            page = Page(record.uri, flags=[*flags, f"http-{parts.status}"])
            yield _page_line(where, page, Inspection(record.uri, flags=page.flags))
            return
        why = why_unread(parts, may_be_page=_may_be_page(parts.content_type))
        if why is not None:
            yield unread_record(path, record, why)
            return
        flags = [*flags, *marks_of(record, parts)]
        if record.type == "resource":
            flags = [*flags, "rendered"]
        yield from self._checked(
            path,
            parts.body,
            record.uri,
            parts.content_type,
            home,
            known=known,
            record=record,
            flags=flags,
        )

    def _second_addresses(self, path: Path) -> set[str]:
        """Addresses on which the licences of the archive's home pages may stand."""
        wanted: set[str] = set()
        for item in _records(path):
            if isinstance(item, dict) or not _is_root(item[0].uri, self.url):
                continue
            parts = http_parts(item[0])
            page = read_page(parts.body, item[0].uri, parts.content_type)
            reading = inspect(page, self.lexicon, home=True, today=self.today).licence
            wanted.update(_key(link) for link in (reading.second_pages if reading else ()))
        return wanted


def _records(path: Path) -> Iterator[tuple[StrictRecord, list[str]] | Line]:
    """(record, flags) of what may be pages; a line where the archive is damaged, and one for each
    record that can be no page.

    Our own archives are read strictly. Where that fails, what can still be
    read is read, and marked as not verified.
    """
    last = -1
    problem: RecordFault | None = None
    try:
        for record in iter_records(path):
            last = record.offset
            yield from _as_content(path, record, [])
    except RecordFault as fault:
        problem = fault
    if problem is None:
        return
    if last >= 0:
        yield _error(path, problem.zh, problem.en)
    left_out: list[Line] = []

    def note(url: str, offset: int, length: int) -> None:
        zh, en = f"记录过大（{length} 字节），没有读", f"too large to be read ({length} bytes)"
        left_out.append(unread_at(path, url, {"id": "", "offset": offset}, (zh, en)))

    try:
        for record in iter_records(path, strict=False, note_left_out=note):
            if record.offset > last:
                yield from _as_content(path, record, ["record-not-verified"])
            yield from left_out
            left_out.clear()
    except RecordFault as fault:
        if last < 0 or fault.zh != problem.zh:
            yield _error(path, f"{fault.zh}；其后的记录没有读到", f"{fault.en}; the rest is unread")
    yield from left_out


def _as_content(
    path: Path, record: StrictRecord, flags: list[str]
) -> Iterator[tuple[StrictRecord, list[str]] | Line]:
    """(record, flags) of what may be a page, or the line that says why it can be none."""
    why = why_no_content(record)
    if why is not None:
        yield unread_record(path, record, why)
    elif not is_about(record):
        yield record, flags


def _may_be_page(content_type: str | None) -> bool:
    kind = (content_type or "").partition(";")[0].strip().lower()
    if not kind or kind == "application/octet-stream":
        return True
    return (kind.startswith("text/") and kind not in ("text/css", "text/javascript")) or (
        "html" in kind or "json" in kind or kind == "application/xml"
    )


def _key(url: str) -> str:
    """An address as archives and links may both write it."""
    head = url.partition("#")[0]
    return head.rstrip("/").lower() if "?" not in head else head.lower()


def _is_root(url: str, chosen: str | None) -> bool:
    """Whether an address is a site's home page (or the one that was chosen)."""
    if chosen is not None:
        return _key(url) == _key(chosen)
    parts = urlsplit(url)
    name = parts.path.rpartition("/")[2].lower()
    return not parts.query and (
        parts.path in ("", "/")
        or (parts.path.count("/") == 1 and name.startswith(("index.", "default.")))
    )


def _claims_office(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host.endswith(("gov.cn", "edu.cn"))


def _page_line(where: Line, page: Page, inspection: Inspection) -> Line:
    reading = inspection.licence
    return {
        "kind": "page",
        **where,
        "lead": inspection.lead,
        "licence": reading.state if reading else None,
        "licence_issues": list(reading.issues) if reading else [],
        "licence_reason": reading.reason if reading else "",
        "licence_proof": list(reading.proof) if reading else [],
        "codes": [asdict(code) for code in page.codes],
        "flags": list(page.flags),
        "charset": page.charset,
        "title": page.title.partition("\n")[0],
        "goods": inspection.goods,
    }


_WHY = {
    errno.ENOENT: "没有这个文件或者目录，请核对路径",
    errno.EACCES: "没有读取权限，请检查文件权限",
    errno.EIO: "磁盘读取错误，请检查磁盘",
}


def _unreadable(path: Path, error: OSError) -> Line:
    why = error.strerror or type(error).__name__
    return _error(path, f"读不了：{_WHY.get(error.errno or 0, why)}", f"cannot be read: {why}")


def _error(path: Path, zh: str, en: str) -> Line:
    return {"kind": "error", "path": str(path), "zh": zh, "en": en}
