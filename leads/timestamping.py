"""Asking the office's time-stamp authorities 时间戳, for packages and for heads of the ledger.

What has no stamp yet is pending, says so, and is asked for again by the patrol. What
went over the wire is archived like everything else.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evidence.archive.archive import Archive
from evidence.archive.salvage import salvage
from evidence.errors import EvidenceError
from evidence.network.reach import Reach
from evidence.network.wire import Wire
from evidence.package.seal_files import SIGNATURE
from evidence.seal.stamping import StampState, stamp, stamp_states
from leads.home import Home
from leads.models import CasePackage
from leads.office import Office
from leads.trust import tsas_of

TRAFFIC = "traffic"
"""The folder beside the seals with what was asked and answered."""

_SILENT = frozenset({"unreachable", "refused", "http"})
"""Failures for which an authority is not asked again in the same round."""

_NONE_CONFIGURED = (
    "没有配置时间戳服务机构：请在 wangjian.toml 写入 [[timestamp]]；此前证据包为“时间戳待取得”",
    "no time-stamp authority is configured: write [[timestamp]] in wangjian.toml; "
    "until then the package is pending",
)


@asynccontextmanager
async def stamping_wire(home: Home, office: Office) -> AsyncIterator[Wire]:
    """A client that asks behind the office's guard and archives all of it."""
    resolver = office.network.resolver
    reach = Reach(allow=office.network.allow, resolver=resolver or None)
    info = {"operator": f"{office.name} {office.contact}".strip(), "robots": "not asked for"}
    salvage(home.seals / TRAFFIC)
    with Archive(home.seals / TRAFFIC, name="stamp", info=info) as archive:
        wire = Wire(reach, archive)
        try:
            yield wire
        finally:
            await wire.close()


async def stamp_signature(
    home: Home, office: Office, signature: Path, *, at_once: bool = True
) -> list[tuple[str, str]]:
    """Ask each authority that has not stamped `signature` yet; one line (Chinese, English)
    for each that still has not, none where all is stamped.

    Raises FileFault for a broken [[timestamp]], ArchiveError where the disk refuses.
    """
    tsas = tsas_of(home, office)
    if not tsas:
        return [_NONE_CONFIGURED]
    async with stamping_wire(home, office) as wire:
        states = await stamp(signature, wire, tsas, at_once=at_once)
    return waiting(states)


def waiting(states: list[StampState]) -> list[tuple[str, str]]:
    """One line, in Chinese and English, for each authority whose stamp is not there."""
    return [(one.line("zh"), one.line("en")) for one in states if one.status != "stamped"]


@dataclass(frozen=True, slots=True)
class PackageStamps:
    """How it stands with the stamps of one package: of each authority, in their order.

    `trouble` (Chinese, English) says why they could not be asked or looked at.
    """

    number: str
    signature: Path
    states: tuple[StampState, ...] = ()
    trouble: tuple[str, str] | None = None

    @property
    def complete(self) -> bool:
        """Whether every authority has stamped it, and there is one."""
        return bool(self.states) and all(one.status == "stamped" for one in self.states)

    def lines(self) -> list[tuple[str, str]]:
        """One line, in Chinese and English, for each stamp that is missing, and for the trouble."""
        said = waiting(list(self.states)) + ([self.trouble] if self.trouble else [])
        return [(f"{self.number}：{zh}", f"{self.number}: {en}") for zh, en in said]


async def stamp_all(
    home: Home, office: Office, *, at_once: bool = False, now: datetime | None = None
) -> list[PackageStamps]:
    """Ask for every stamp that a package waits for and that is due (`at_once`: that is pending).

    How it stands then with each package that was pending. An authority that does not
    answer is asked once a round, not for each package. What goes wrong with one package
    stops no other. Raises FileFault for a broken [[timestamp]].
    """
    tsas = tsas_of(home, office)
    signatures = await asyncio.to_thread(pending_signatures, home)
    if not tsas:
        return [PackageStamps(path.parent.name, path, (), _NONE_CONFIGURED) for path in signatures]
    found, silent = [], set[str]()
    async with stamping_wire(home, office) as wire:
        for path in signatures:
            number = path.parent.name
            try:
                asked = [one for one in tsas if one.name not in silent]
                before = stamp_states(path, asked)
                after = await stamp(path, wire, asked, now=now, at_once=at_once)
                silent |= _fell_silent(before, after)
                states = await asyncio.to_thread(stamp_states, path, tsas)
                found.append(PackageStamps(number, path, tuple(states)))
            except EvidenceError as error:
                found.append(PackageStamps(number, path, trouble=(error.zh, error.en)))
            except OSError as error:
                said = f"{path}: {error.strerror}"
                found.append(PackageStamps(number, path, trouble=(said, said)))
    return found


def pending_signatures(home: Home) -> list[Path]:
    """The signatures of packages that are not stamped yet, the oldest first."""
    numbers = CasePackage.objects.filter(stamped=False).order_by("id")
    paths = [home.seals / row.number / Path(SIGNATURE).name for row in numbers]
    return [path for path in paths if path.exists()]


def _fell_silent(before: Sequence[StampState], after: Sequence[StampState]) -> set[str]:
    """Who was asked between the two and gave no answer."""
    return {
        new.tsa
        for old, new in zip(before, after, strict=True)
        if new.status == "pending"
        and new.attempts > old.attempts
        and new.failures[-1].code in _SILENT
    }
