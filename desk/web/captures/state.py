"""How a capture stands: its four states of verification, and its proof in the ledger."""

from dataclasses import dataclass
from datetime import datetime

from desk.jobs.verifications import last_verification
from evidence.capture.manifest import Captured, read_capture
from evidence.errors import CaptureFault
from evidence.seal.ledger_folder import LedgerFolder
from leads.captures import folder_of
from leads.home import Home
from leads.models import Capture

_STAMP = ".tsr"

BROKEN, UNVERIFIED, WHOLE = "✕核验不一致", "未核验", "✓已核验一致"
"""States of a capture, as every page of the desk words them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a capture in words; `why` is what is wrong, `at` when it was last verified."""

    words: str
    css: str
    why: str = ""
    at: datetime | None = None

    @property
    def broken(self) -> bool:
        """Whether it is not what was entered: it stops 登记 and 移送."""
        return self.css == "bad"


def standing_of(home: Home, row: Capture) -> Standing:
    """What is quickly told: the manifest is held to its digest, the rest is the last
    verification's word."""
    try:
        digest = read_capture(folder_of(home, row)).digest
    except (CaptureFault, OSError) as error:
        told = error.zh if isinstance(error, CaptureFault) else "无法读取"
        return Standing(BROKEN, "bad", told.rpartition("：")[2])
    if digest != row.manifest_digest:
        return Standing(BROKEN, "bad", "capture.json的摘要与登记时不同")
    last = last_verification(home, "capture", row.number)
    if last is not None and last.faults and last.digest == digest:
        return Standing(BROKEN, "bad", last.faults[0], last.moment)
    if last is None or last.digest != digest:
        return Standing(UNVERIFIED, "pending" if row.ledger_index is None else "")
    if row.ledger_index is None:
        return Standing("…时间戳待补", "pending", "尚未登记到存证日志", last.moment)
    return Standing(WHOLE, "good", "", last.moment)


@dataclass(frozen=True, slots=True)
class Proof:
    """How far the ledger vouches: entered, under a signed head, under a time-stamped one."""

    words: str
    css: str


def proof_of(home: Home, row: Capture) -> Proof:
    """The proof of the capture's entry, told from the files beside the ledger."""
    if row.ledger_index is None:
        return Proof("尚未登记，由巡查补登记", "pending")
    folder = LedgerFolder(home.ledger)
    sizes = [size for size in folder.head_sizes() if size > row.ledger_index]
    where = f"第{row.ledger_index}条"
    if not sizes:
        return Proof(f"{where}；日志头待签名，时间戳待补", "pending")
    stamped = _stamped_sizes(folder)
    if any(size > row.ledger_index for size in stamped):
        return Proof(f"{where}；日志头已签名，已取得时间戳", "good")
    return Proof(f"{where}；日志头已签名，时间戳待补", "pending")


def _stamped_sizes(folder: LedgerFolder) -> list[int]:
    names = [path.name[:12] for path in folder.heads.glob(f"*.head.*{_STAMP}")]
    return [int(name) for name in names if name.isdigit()]


def read_of(home: Home, row: Capture) -> Captured | None:
    """The capture's manifest, None where it cannot be read."""
    try:
        return read_capture(folder_of(home, row))
    except (CaptureFault, OSError):
        return None
