"""The archive of one crawl process 存档: exchanges and resources, kept as WARC 1.1."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from evidence.archive import exchange_records as records
from evidence.archive.durable import make_folder, write_failed
from evidence.archive.open_file import OpenFile
from evidence.archive.record import RecordRef
from evidence.archive.warc import Composed
from evidence.errors import ArchiveError
from evidence.network.exchange import RawExchange

_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z_-]+")
_MOST_FILES_A_SECOND = 100_000


class Archive:
    """WARC files in `folder`, one after another, written by this process alone.

    `name` begins the files' names; what does not belong in a file name is
    replaced. `info` goes into each file's warcinfo beside software and versions:
    say at least `operator`, `robots` and `config-digest`. A file is finished
    after `rotate_bytes`; with less than `floor_bytes` left on the disk nothing
    more is taken. May be used from several threads.

    An append puts all records of an exchange in the file, or none, and never
    waits for the disk; `sync` does, and what was appended before it began is
    then durable. After a failed sync every call raises: the kernel may have lost
    what it was given, and only reading it back (salvage) tells.

    All methods raise ArchiveError where the disk refuses.
    """

    def __init__(
        self,
        folder: Path,
        *,
        name: str,
        info: Mapping[str, str],
        rotate_bytes: int = 1 << 30,
        floor_bytes: int = 256 << 20,
    ) -> None:
        self.folder = folder
        self._stem = _NOT_IN_NAMES.sub("-", name).strip("-")[:60] or "archive"
        self._info = dict(info)
        self._rotate_bytes = rotate_bytes
        self._floor_bytes = floor_bytes
        self._finishing = Lock()  # held while files are synced or closed; taken before _lock
        self._lock = Lock()  # held while something is appended; guards all that follows
        self._current: OpenFile | None = None
        self._full: list[OpenFile] = []  # appended to no more, not yet finished
        self._certificates: dict[bytes, str] = {}  # in the current file: DER and record id
        self._files: list[str] = []
        self._closed = False
        self._broken: ArchiveError | None = None
        try:
            make_folder(folder)
        except OSError as error:
            raise write_failed(folder, error) from error

    @property
    def files(self) -> tuple[str, ...]:
        """Final names of the files begun so far, oldest first."""
        return tuple(self._files)

    @property
    def unsynced(self) -> int:
        """Bytes appended that no sync has made durable yet."""
        with self._lock:
            return sum(file.size - file.synced for file in self._begun())

    def append_exchange(self, raw: RawExchange) -> RecordRef:
        """Keep an exchange; returns where its response lies."""
        messages = records.messages(raw)
        written = [messages.request, messages.answer]
        if messages.interim is not None:
            written.append(messages.interim)
        return self._append(raw, written, messages.answer, answered=True)

    def append_request(self, raw: RawExchange) -> RecordRef:
        """Keep a request that was sent and got not one byte of an answer; returns where it lies.

        `raw.truncated` says how it ended. Its `response` is not looked at.
        """
        request = records.lone_request(raw)
        return self._append(raw, [request], request, answered=False)

    def append_resource(
        self,
        uri: str,
        content_type: str,
        payload: bytes,
        *,
        when: datetime,
        refers_to: RecordRef | None = None,
        note: Mapping[str, str] | None = None,
    ) -> RecordRef:
        """Keep something that is no HTTP message, begun at `when`; returns where it lies.

        `refers_to` is the record it was made from or together with; `note` says
        more about it. Both go into a metadata record behind it.
        """
        with self._lock:
            file = self._file_for(len(payload))
            here = refers_to is not None and refers_to.file == file.name
            concurrent_to = refers_to.record_id if refers_to is not None and here else None
            resource = records.resource(uri, content_type, payload, when, concurrent_to)
            about = records.about_resource(uri, when, note or {}, refers_to, resource.record_id)
            written = [resource] if about is None else [resource, about]
            return self._write(file, written, resource)

    def sync(self) -> None:
        """Make durable what was appended before the call; finish files that are full."""
        with self._finishing:
            self._settle(last=False)

    def rotate(self) -> None:
        """Finish what was begun; the next append begins a new file."""
        with self._finishing:
            self._settle(last=True)

    def close(self) -> None:
        """Finish what was begun. Appends raise from now on; a second close does nothing.

        Where an earlier error stopped the archive, files keep their `.open` name
        and are let go, for salvage to take up.
        """
        with self._finishing:
            if self._closed:
                return
            try:
                if self._broken is None:
                    self._settle(last=True)
            finally:
                with self._lock:
                    self._closed = True
                    self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _begun(self) -> list[OpenFile]:
        return self._full if self._current is None else [*self._full, self._current]

    def _check_usable(self) -> None:
        if self._broken is not None:
            raise ArchiveError(
                f"存档已因先前的错误停止写入：{self._broken.zh}",
                f"the archive stopped after an earlier error: {self._broken.en}",
                disk_full=self._broken.disk_full,
            ) from self._broken
        if self._closed:
            raise ArchiveError(
                f"存档已关闭，不能再写入：{self.folder}",
                f"the archive is closed and takes nothing more: {self.folder}",
            )

    def _file_for(self, expected: int) -> OpenFile:
        """The file that takes the next `expected` bytes or so, begun if need be."""
        self._check_usable()
        file = self._current
        if file is not None and file.size + expected > self._rotate_bytes:
            self._full.append(file)
            file = self._current = None
        return self._begin() if file is None else file

    def _begin(self) -> OpenFile:
        file = self._create()
        try:
            self._put(file, records.warcinfo(file.name, self._stem, self._info).member)
        except BaseException:
            file.open_path.unlink(missing_ok=True)
            file.abandon()
            raise
        self._current = file
        self._certificates = {}
        self._files.append(file.name)
        return file

    def _create(self) -> OpenFile:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        for serial in range(_MOST_FILES_A_SECOND):
            name = f"{self._stem}-{stamp}-{serial:05d}.warc.gz"
            try:
                return OpenFile.create(self.folder, name)
            except FileExistsError:
                continue
            except OSError as error:
                raise write_failed(self.folder / name, error) from error
        raise ArchiveError(
            f"没有可用的文件名：{self.folder / self._stem}-{stamp}",
            f"no file name is free: {self.folder / self._stem}-{stamp}",
        )

    def _put(self, file: OpenFile, data: bytes) -> int:
        free = file.free_bytes()
        if free - len(data) < self._floor_bytes:
            raise ArchiveError(
                f"磁盘剩余空间 {free >> 20} MiB，低于下限 {self._floor_bytes >> 20} MiB，"
                f"停止采集：{self.folder}；请清理磁盘后重新运行",
                f"{free >> 20} MiB left on the disk, the floor is {self._floor_bytes >> 20} MiB: "
                f"{self.folder}; nothing more is captured, make room and run again",
                disk_full=True,
            )
        try:
            return file.append(data)
        except OSError as error:
            raise write_failed(file.open_path, error) from error
        except ArchiveError as error:
            self._broken = error
            raise

    def _write(self, file: OpenFile, written: Sequence[Composed], wanted: Composed) -> RecordRef:
        """Append `written` in one go; returns where `wanted` lies."""
        offset = self._put(file, b"".join(record.member for record in written))
        for record in written:
            if record is wanted:
                break
            offset += len(record.member)
        return RecordRef(
            file=file.name,
            offset=offset,
            length=len(wanted.member),
            record_id=wanted.record_id,
            block_digest=wanted.block_digest,
            payload_digest=wanted.payload_digest,
        )

    def _append(
        self, raw: RawExchange, messages: Sequence[Composed], wanted: Composed, *, answered: bool
    ) -> RecordRef:
        """Append `messages` with what their connection showed; returns where `wanted` lies."""
        with self._lock:
            file = self._file_for(sum(len(one.member) for one in messages))
            written, new = list(messages), None
            if raw.certificate is not None and raw.certificate not in self._certificates:
                new = records.certificate(raw, raw.certificate)
                written.insert(0, new)
            known = self._certificates.get(raw.certificate) if raw.certificate else None
            shown = records.connection(
                raw,
                known if new is None else new.record_id,
                wanted.record_id,
                answered=answered,
            )
            if shown is not None:
                written.append(shown)
            ref = self._write(file, written, wanted)
            if new is not None and raw.certificate is not None:
                self._certificates[raw.certificate] = new.record_id
            return ref

    def _settle(self, *, last: bool) -> None:
        """Finish full files; finish (`last`) or sync the current one.

        Holds _finishing, so that nobody else closes a file meanwhile, and not
        _lock, so that appending goes on while the disk works.
        """
        with self._lock:
            self._check_usable()
            if last and self._current is not None:
                self._full.append(self._current)
                self._current = None
            full, current = list(self._full), self._current
        try:
            for file in full:
                file.finish()
                with self._lock:
                    self._full.remove(file)
            if current is not None:
                current.sync()
        except OSError as error:
            raise self._stop(write_failed(self.folder, error)) from error
        except ArchiveError as error:
            raise self._stop(error) from error

    def _stop(self, error: ArchiveError) -> ArchiveError:
        with self._lock:
            self._broken = error
            self._let_go()
        return error

    def _let_go(self) -> None:
        for file in self._begun():
            file.abandon()
        self._full, self._current = [], None
