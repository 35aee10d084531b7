"""CaseFile 案卷: everything a package is made of, frozen. `leads` fills it.

Nothing here is looked up, measured or dated when a package is made: the same
CaseFile gives the same bytes. Files stay where they are until then and are named
with the digests they had when they were kept; a file that has changed since stops
the package.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from evidence.archive.record import RecordRef
from evidence.archive.rules import is_sha256
from evidence.errors import PackageFault
from evidence.package.names import is_own_name, is_package_number
from evidence.seal.digests import digest_file, sha256_label

Json = Mapping[str, Any]
Bearing = Literal["suspicion", "contrary"]
"""What something speaks for: the suspicion 疑似, or against it 有利或排除疑点."""
Manner = Literal["automatic", "attended", "imported"]
"""How it was made: by the machine alone 自动监测, with two officers 双人在场, or elsewhere."""
Form = Literal["full", "redacted"]

LONGEST_CASE = 120
"""Of a case number 案号, in bytes of UTF-8."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file and what its bytes must be. `sm3` is None where SM3 was not available."""

    path: Path
    size: int
    sha256: str
    sm3: str | None = None

    @classmethod
    def of(cls, path: Path) -> "StoredFile":
        """The file as it is now: for what has just been made. OSError passes."""
        found = digest_file(path)
        return cls(path, found.size, found.sha256, found.sm3)

    def __post_init__(self) -> None:
        if not is_sha256(self.sha256):
            raise _unfit(f"SHA-256：{self.sha256}", f"a SHA-256 label: {self.sha256!r}")


@dataclass(frozen=True, slots=True)
class Office:
    """机关: who makes the package. `code` is the six-digit code of its division."""

    name: str
    code: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Officer:
    """执法人员. `number` is that of the law-enforcement certificate 执法证号, "" where unknown."""

    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """How the host's clock compared with a time source; `offset_ms` is host minus source."""

    source: str
    method: str
    offset_ms: float
    measured_at: datetime


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of a capture.

    `name` is its own name in the capture's folder. `role` is a stable word such as
    "screenshot", "pdf", "dom", "text", "manifest", "recording"; archived traffic is
    "warc", or begins so. A picture with marks in it is an `illustration` 示意图 and
    proves nothing.
    """

    name: str
    role: str
    media_type: str
    file: StoredFile
    title: str = ""
    illustration: bool = False

    def __post_init__(self) -> None:
        _check_name(self.name)

    @property
    def is_traffic(self) -> bool:
        """Whether it is a WARC file."""
        return self.role.startswith("warc")


@dataclass(frozen=True, slots=True)
class Capture:
    """采集件: a page as a browser showed it, and what was kept of it.

    Times are UTC. `clock` is None where nothing was measured. `again` says what
    the checks found on the captured page: the same, something else, nothing.
    `alterations` name what collecting changed, `gaps` what was not collected.
    `ledger` is the proof that it was entered in the ledger (evidence.seal.proof);
    the entry names its artefact of role "manifest". `facts` is what that says.
    """

    number: str
    manner: Manner
    bearing: Bearing
    url_asked: str
    url_final: str
    started_at: datetime
    ended_at: datetime
    artefacts: tuple[Artefact, ...]
    title: str = ""
    clock: Clock | None = None
    officers: tuple[Officer, ...] = ()
    again: Literal["present", "changed", "gone"] | None = None
    after_decision: bool = False
    alterations: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    ledger: bytes | None = None
    facts: Json = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_name(self.number)
        _check_time(self.started_at)
        _check_time(self.ended_at)
        _check_unique("artefact", [one.name for one in self.artefacts])
        if self.ledger is not None and not any(one.role == "manifest" for one in self.artefacts):
            raise _unfit(
                f"采集件 {self.number}：有存证证明而没有 capture.json",
                f"capture {self.number}: the manifest that its proof of entry is about",
            )
        if self.manner != "automatic" and (len(self.officers) < 2 or self.clock is None):
            raise _unfit(
                f"采集件 {self.number}：双人在场取证须有两名执法人员和已测量的时钟",
                f"capture {self.number}: an attended capture has two officers and a measured clock",
            )

    @property
    def warcs(self) -> tuple[Artefact, ...]:
        """Its archived traffic."""
        return tuple(one for one in self.artefacts if one.is_traffic)


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page the crawl read: the record of its response, in the archive folder `folder`.

    `read_at` (UTC) is when it was fetched, None where nobody knows; `words` are those on
    it that a lead rests on, "" where it was read for something else.
    """

    folder: Path
    ref: RecordRef
    url: str
    bearing: Bearing = "suspicion"
    title: str = ""
    note: str = ""
    read_at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class AgreedList:
    """A keyword list 关键词表 as it was used: its canonical bytes, and who signed 会签 them."""

    list_id: str
    version: str
    title: str
    digest: str
    canonical: bytes
    agreements: tuple[Json, ...] = ()
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_name(self.list_id)
        if sha256_label(self.canonical) != self.digest:
            raise _unfit(
                f"关键词表 {self.list_id} 的内容与其 SHA-256 不符",
                f"the bytes that the digest of list {self.list_id} names",
            )


@dataclass(frozen=True, slots=True)
class Document:
    """文书: a record as it was made, in one or several formats; never made anew here.

    `kind` is a stable word and `ending` of each file its format ("pdf", "docx").
    `capture` is the number of the capture it tells of, "" for the whole case.
    """

    number: str
    kind: str
    title: str
    made_at: datetime
    files: tuple[tuple[str, StoredFile], ...]
    capture: str = ""

    def __post_init__(self) -> None:
        _check_name(self.number)
        _check_time(self.made_at)
        _check_unique("format", [ending for ending, _ in self.files])
        for ending, _ in self.files:
            _check_name(ending)


@dataclass(frozen=True, slots=True)
class Claim:
    """主张: what a page shows, in words, and the picture in which it can be seen.

    `capture` and `artefact` name that picture; `lead` the lead it belongs to.
    """

    text: str
    capture: str
    artefact: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Anchors:
    """What a package's seal leads to, known before it is made: certificates and keys in PEM.

    `seals` are roots of the seal's certificate (or the certificate itself, where it
    vouches for itself), `stamps` those of the time-stamp authorities, `ledgers`
    public keys of the ledger. They go along, so that a seal of other keys put here
    later is told even by whoever has nothing else at hand. Whose keys they are only
    the office can say: that is never learnt from a package.
    """

    seals: tuple[bytes, ...] = ()
    stamps: tuple[bytes, ...] = ()
    ledgers: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Everything of one package.

    `number` is the package's own 系统编号 (WJ-530000-20261124-0001), `case` the
    case's 案号 as the office writes it, "" where there is none yet, `serial` which
    package of the case it is, from 1. `made_at` (UTC) is when the CaseFile was
    frozen. `leads` are lead documents, `contrary` findings that were excused or
    failed, `coverage` where was looked, each plain JSON.
    `software` names the program and its version.
    """

    number: str
    office: Office
    made_at: datetime
    software: str
    case: str = ""
    serial: int = 1
    title: str = ""
    exported_by: tuple[Officer, ...] = ()
    leads: tuple[Json, ...] = ()
    claims: tuple[Claim, ...] = ()
    captures: tuple[Capture, ...] = ()
    pages: tuple[ArchivedPage, ...] = ()
    lists: tuple[AgreedList, ...] = ()
    contrary: tuple[Json, ...] = ()
    coverage: tuple[Json, ...] = ()
    documents: tuple[Document, ...] = ()
    gaps: tuple[str, ...] = ()
    anchors: Anchors = field(default_factory=Anchors)

    def __post_init__(self) -> None:
        if not is_package_number(self.number):
            raise _unfit(f"证据包编号：{self.number}", f"a package number: {self.number!r}")
        if not self.case.isprintable() or len(self.case.encode()) > LONGEST_CASE or self.serial < 1:
            raise _unfit(
                f"案号或序号：{self.case!r}#{self.serial}",
                f"a case number on one line, and a serial from 1: {self.case!r}#{self.serial}",
            )
        _check_time(self.made_at)
        _check_unique("capture", [one.number for one in self.captures])
        _check_unique("document", [one.number for one in self.documents])
        _check_unique("list", [one.list_id for one in self.lists])
        for claim in self.claims:
            self.artefact(claim)

    @property
    def attended(self) -> bool:
        """Whether all of it was captured with two officers present."""
        return bool(self.captures) and all(one.manner == "attended" for one in self.captures)

    def artefact(self, claim: Claim) -> Artefact:
        """The picture of `claim`. Raises PackageFault where there is none, or only an illustration.

        A picture with marks in it cannot stand for what a page showed.
        """
        for capture in self.captures:
            for one in capture.artefacts:
                if (capture.number, one.name) == (claim.capture, claim.artefact):
                    if one.illustration:
                        break
                    return one
        raise _unfit(
            f"主张所指的图不在采集件中：{claim.capture}/{claim.artefact}",
            f"a claim's picture among the captures: {claim.capture}/{claim.artefact}",
        )


def _check_name(name: str) -> None:
    if not is_own_name(name):
        raise _unfit(f"文件名：{name!r}", f"a file name of ours: {name!r}")


def _check_time(moment: datetime) -> None:
    if moment.utcoffset() != timedelta(0):
        raise _unfit(f"UTC 时间：{moment}", f"a time in UTC: {moment}")


def _check_unique(what: str, names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise _unfit(f"{what} {name} 重复", f"{what} {name} only once")
        seen.add(name.lower())


def _unfit(zh: str, en: str) -> PackageFault:
    return PackageFault("case-file", f"案卷数据不合规：{zh}", f"the case file needs {en}")
