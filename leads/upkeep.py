"""Keeping the ledger 存证日志 and the time-stamps 时间戳 up: what was left over, and what is due.

The patrol does it after its crawls. Nothing here stops the work it comes after: what
cannot be done now is said in one line, and done the next time.
"""

import asyncio
from datetime import datetime

from evidence.seal.head_stamps import stamp_newest_head
from evidence.seal.ledger import HeadInterval, Ledger
from evidence.seal.private_key import passphrase_of_environment
from leads.agreement_entries import enter_agreements
from leads.captures import enter_again
from leads.casework.pending import finish_stamped
from leads.home import Home
from leads.ledger_book import ledger_begun, opened_ledger
from leads.ledger_heads import sign_due_head
from leads.models import Capture
from leads.noting import Said, noting
from leads.office import Office
from leads.signing_off import enter_sign_offs
from leads.timestamping import stamp_all, stamping_wire, waiting
from leads.trust import tsas_of


def keep_up(home: Home, office: Office, *, now: datetime | None = None) -> list[Said]:
    """Enter what waits, sign a due head, stamp it, publish it, stamp and finish packages.

    One line for each thing that still waits; none where nothing does. Raises nothing that
    goes wrong with the ledger, keys, authorities, the disk or the database.
    """
    said = enter_what_waits(home, office)
    if ledger_begun(home):
        with noting(said, "存证日志头", "the ledger's head"):
            said += sign_due_head(home, office, HeadInterval(), now=now)
        with noting(said, "存证日志头", "the ledger's head"):
            said += _stamp_and_publish(home, office, now)
    with noting(said, "证据包的时间戳", "time-stamps of packages"):
        _stamp_packages(home, office, said, now)
    return list(dict.fromkeys(said))


def enter_what_waits(home: Home, office: Office) -> list[Said]:
    """Enter the sign-offs, agreements and captures that are not in the ledger yet."""
    said: list[Said] = []
    if not ledger_begun(home):
        return said
    with noting(said, "签批尚未登记到存证日志", "decisions are not entered in the ledger yet"):
        enter_sign_offs(home, office)
    with noting(said, "会签尚未登记到存证日志", "agreements are not entered in the ledger yet"):
        enter_agreements(home, office)
    for row in Capture.objects.filter(ledger_index=None).order_by("id"):
        zh, en = (
            f"采集件 {row.number} 尚未登记到存证日志",
            f"capture {row.number} is not entered yet",
        )
        with noting(said, zh, en):
            enter_again(home, office, row)
    return said


def _stamp_and_publish(home: Home, office: Office, now: datetime | None) -> list[Said]:
    tsas = tsas_of(home, office)
    with opened_ledger(home, office) as ledger:
        assert ledger is not None
        stamps = asyncio.run(_stamp_head(home, office, ledger, now)) if tsas else []
        said = [(f"存证日志头的{zh}", f"the ledger's head: {en}") for zh, en in stamps]
        return said + [(fault.zh, fault.en) for fault in ledger.publish()]


async def _stamp_head(
    home: Home, office: Office, ledger: Ledger, now: datetime | None
) -> list[Said]:
    async with stamping_wire(home, office) as wire:
        return waiting(await stamp_newest_head(ledger, wire, tsas_of(home, office), now=now))


def _stamp_packages(home: Home, office: Office, said: list[Said], now: datetime | None) -> None:
    stamps = asyncio.run(stamp_all(home, office, now=now))
    said += [line for one in stamps for line in one.lines()]
    complete = [one.number for one in stamps if one.complete]
    passphrase = passphrase_of_environment()
    if complete and passphrase is None:
        said += [_stamp_has_come(number) for number in complete]
    elif complete and passphrase is not None:
        for one in finish_stamped(home, passphrase, now=now):
            said += [(f.line(one.path), f.line(one.path, "en")) for f in one.verified.faults]


def _stamp_has_come(number: str) -> Said:
    return (
        f"{number}：时间戳已取得，请用 wangjian export --pending 写成正式包",
        f"{number}: its time-stamp has come; finish it with wangjian export --pending",
    )
