"""Is what we keep still whole? 核验: each kind of evidence adds itself here.

A kind knows its files by name and says what is wrong with one. `verify_paths`
goes through files and folders and gives each file to the first kind that knows
it; what no kind knows is passed over in a folder and refused when named.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence.archive.open_file import OPEN_SUFFIX
from evidence.archive.reader import check_file
from evidence.archive.salvage import PART_SUFFIX, TORN_SUFFIX, is_held
from evidence.capture.capture_kind import CaptureKind
from evidence.package.kind import PackageKind, WaczKind
from evidence.seal.ledger_kind import LedgerKind
from evidence.verified import Kind, Message, Verified

__all__ = [
    "KINDS",
    "ArchiveKind",
    "Kind",
    "Message",
    "UnfinishedKind",
    "Verified",
    "VerifyReport",
    "verify_paths",
]


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found of all that was asked for, in the order it was looked at."""

    items: list[Verified] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """The decision: true only where something was verified and all of it is whole."""
        return bool(self.items) and all(item.ok for item in self.items)

    @property
    def records(self) -> int:
        """How many records are whole."""
        return sum(item.records for item in self.items)

    def lines(self, language: str = "zh") -> list[str]:
        """One line a fault, then one line a notice."""
        faults = [m.line(item.path, language) for item in self.items for m in item.faults]
        return faults + [m.line(item.path, language) for item in self.items for m in item.notices]

    def to_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return {
            "ok": self.ok,
            "records": self.records,
            "items": [item.to_json() for item in self.items],
        }


class ArchiveKind:
    """Finished WARC files."""

    name = "archive"

    def knows(self, path: Path) -> bool:
        """By the ending; an uncompressed .warc is known too, and refused as not ours."""
        return path.name.endswith((".warc.gz", ".warc"))

    def verify(self, path: Path) -> Verified:
        """Read it through with the strict reader."""
        report = check_file(path)
        faults = tuple(
            Message(one.code, one.message_zh, one.message_en, str(one.offset))
            for one in report.faults
        )
        return Verified(path, self.name, report.records, faults)


class UnfinishedKind:
    """WARC files being written, left behind, or torn off by salvage."""

    name = "unfinished"

    def knows(self, path: Path) -> bool:
        """By the endings that archive and salvage give."""
        return path.name.endswith(
            tuple(f".warc.gz{end}" for end in (OPEN_SUFFIX, TORN_SUFFIX, PART_SUFFIX))
        ) or path.name.endswith(TORN_SUFFIX + PART_SUFFIX)

    def verify(self, path: Path) -> Verified:
        """A fault where nobody writes to it any more, else a notice."""
        try:
            size = path.stat().st_size
            held = path.name.endswith(OPEN_SUFFIX) and is_held(path)
        except FileNotFoundError:
            return Verified(path, self.name, notices=(_FINISHED,))
        except OSError as error:
            return Verified(path, self.name, faults=(_unreadable(error),))
        if held:
            return Verified(path, self.name, notices=(_being_written(size),))
        if path.name.endswith(TORN_SUFFIX):
            return Verified(path, self.name, notices=(_torn_tail(size),))
        return Verified(path, self.name, faults=(_left_behind(size),))


_FINISHED = Message(
    "finished-meanwhile",
    "核验期间已写完并改名，请再核验一次",
    "finished and renamed meanwhile; verify again to include it",
)
_MISSING = Message("path-missing", "文件或目录不存在", "no such file or folder")
_UNKNOWN = Message(
    "unknown-kind", "不是可核验的证据文件", "this is no kind of evidence that can be verified"
)
_NOTHING = Message(
    "nothing-to-verify", "目录中没有可核验的证据", "the folder holds nothing that can be verified"
)
_LINK = Message("link", "符号链接，未跟随", "a symbolic link, not followed")


def _unreadable(error: OSError) -> Message:
    return Message("unreadable", f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}")


def _being_written(size: int) -> Message:
    return Message(
        "being-written",
        f"正在写入（已有 {size} 字节），未核验",
        f"being written ({size} bytes so far), not verified",
    )


def _torn_tail(size: int) -> Message:
    return Message(
        "torn-tail",
        f"中断遗留的残尾 {size} 字节，原样保存",
        f"{size} torn bytes of an interrupted run, kept as they were",
    )


def _left_behind(size: int) -> Message:
    return Message(
        "left-open",
        f"中断遗留，尚未抢救（{size} 字节）；下次采集启动时会自动抢救",
        f"left by an interrupted run, not salvaged yet ({size} bytes); the next crawl salvages it",
    )


KINDS: tuple[Kind, ...] = (
    PackageKind(),
    WaczKind(),
    CaptureKind(),
    LedgerKind(),
    ArchiveKind(),
    UnfinishedKind(),
)


def verify_paths(
    paths: Iterable[Path],
    *,
    kinds: Sequence[Kind] = KINDS,
    watch: Callable[[Verified], None] | None = None,
) -> VerifyReport:
    """Verify files and, with all below them, folders. `watch` is told of each as it is done."""
    report = VerifyReport()
    for path in paths:
        for item in _verify(path, kinds):
            report.items.append(item)
            if watch is not None:
                watch(item)
    return report


def _verify(path: Path, kinds: Sequence[Kind]) -> Iterator[Verified]:
    if not path.exists():
        yield Verified(path, "none", faults=(_MISSING,))
        return
    kind = _kind_of(path, kinds)
    if kind is not None:
        yield kind.verify(path)
    elif path.is_dir():
        empty = True
        for item in _verify_folder(path, kinds):
            empty = False
            yield item
        if empty:
            yield Verified(path, "folder", faults=(_NOTHING,))
    else:
        yield Verified(path, "none", faults=(_UNKNOWN,))


def _verify_folder(folder: Path, kinds: Sequence[Kind]) -> Iterator[Verified]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Verified(folder, "folder", faults=(_unreadable(error),))
        return
    for path in entries:
        kind = _kind_of(path, kinds)
        if path.is_symlink():
            if kind is not None:
                yield Verified(path, kind.name, notices=(_LINK,))
        elif kind is not None:
            yield kind.verify(path)
        elif path.is_dir():
            yield from _verify_folder(path, kinds)


def _kind_of(path: Path, kinds: Sequence[Kind]) -> Kind | None:
    return next((kind for kind in kinds if kind.knows(path)), None)
