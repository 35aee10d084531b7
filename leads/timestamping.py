"""Asking the office's time-stamp authorities 时间戳, for packages and for heads of the ledger.

What has no stamp yet is pending, says so, and is asked for again by the patrol. What
went over the wire is archived like everything else.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from evidence.archive.archive import Archive
from evidence.network.reach import Reach
from evidence.network.wire import Wire
from evidence.seal.stamping import StampState, stamp
from leads.home import Home
from leads.office import Office
from leads.trust import tsas_of

TRAFFIC = "traffic"
"""The folder beside the seals with what was asked and answered."""

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
