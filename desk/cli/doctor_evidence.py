"""What `wangjian doctor` says of seal, ledger and time-stamps: there, missing, running out."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli.language import say
from desk.cli.reading import Reading, State
from leads.beijing import day_of
from leads.home import Home
from leads.office import load_office

if TYPE_CHECKING:
    from evidence.seal.keys import KeyFacts

_SOON = timedelta(days=90)


def openssl_program(home: Home) -> Iterator[Reading]:
    """The program that courts check with, and that reads algorithms we do not."""
    from evidence.seal.openssl_program import program

    path = program()
    if path is None:
        advice = say(
            "没有：证据包自带的 verify_package.py 不能核对签名，国密时间戳不能核验"
            "（apt-get install openssl）",
            "none: verify_package.py cannot check signatures, nor we SM2 time-stamps "
            "(apt-get install openssl)",
        )
        yield Reading("note", "openssl", advice)
        return
    told = subprocess.run(
        [path, "version"], capture_output=True, text=True, timeout=30, check=False
    )
    state: State = "ok" if told.returncode == 0 else "bad"
    yield Reading(state, "openssl", f"{path} {(told.stdout or told.stderr).strip()[:200]}")


def seal_key(home: Home) -> Iterator[Reading]:
    """The seal's key: there, real, valid, its own."""
    from evidence.seal.keys import show_keys, withdrawals

    what = say("固化密钥", "seal key")
    present = [one for one in show_keys(home.seal_keys, home.ledger_keys) if one.use == "seal"][-1:]
    if not present or not present[0].present:
        advice = say(
            "还没有：不能导出证据包（wangjian keys make --seal）",
            "none: no package can be exported (wangjian keys make --seal)",
        )
        yield Reading("note", what, advice)
        return
    withdrawn = {one.fingerprint: one.since for one in withdrawals(home.seal_keys)}
    yield _seal_key(what, present[0], withdrawn.get(present[0].identity))
    yield from _open_to_others(home.seal_keys)


def _seal_key(what: str, key: "KeyFacts", withdrawn: datetime | None) -> Reading:
    assert key.valid_to is not None
    now, until = datetime.now(UTC), day_of(key.valid_to)
    rotate = "wangjian keys rotate --seal"
    if withdrawn is not None and withdrawn <= now:
        advice = say(f"已撤销，请更换：{rotate}", f"withdrawn, replace it: {rotate}")
        return Reading("bad", what, advice)
    if key.valid_to <= now:
        advice = say(f"已于 {until} 到期：{rotate}", f"ran out on {until}: {rotate}")
        return Reading("bad", what, advice)
    if key.test:
        advice = say(
            f"测试密钥，不能用于真实案件；正式密钥：{rotate}",
            f"a test key, never for a real case; a real one: {rotate}",
        )
        return Reading("note", what, advice)
    seen = say(f"有效至 {until}，指纹 {key.identity}", f"valid until {until}, {key.identity}")
    if key.valid_to - now < _SOON:
        return Reading("note", what, say(f"{seen}；即将到期：{rotate}", f"{seen}; soon: {rotate}"))
    return Reading("ok", what, seen)


def ledger(home: Home) -> Iterator[Reading]:
    """The ledger: begun, how much of it is signed, what was not entered yet, its key."""
    from evidence.seal.ledger_folder import LedgerFolder
    from evidence.seal.ledger_key import KEY_NAME
    from leads.ledger_book import ledger_begun

    what, folder = say("存证日志", "ledger"), LedgerFolder(home.ledger)
    if not ledger_begun(home):
        gone = (home.ledger_keys / KEY_NAME).exists()
        advice = say(
            "日志文件不在，而密钥在：请从备份恢复"
            if gone
            else "还没有（wangjian keys make --ledger）",
            "its file is gone, its key is here: restore it from a backup"
            if gone
            else "none yet (wangjian keys make --ledger)",
        )
        yield Reading("bad" if gone else "note", what, advice)
        return
    entries, heads = sum(1 for _ in folder.entry_lines()), folder.head_sizes()
    signed = heads[-1] if heads else 0
    seen = say(f"{entries} 条，日志头覆盖 {signed} 条", f"{entries} entries, {signed} under a head")
    yield Reading("ok", what, seen)
    if not (home.ledger_keys / KEY_NAME).exists():
        advice = say("私钥不在：不能签名日志头", "no private key: no head can be signed")
        yield Reading("bad", say("日志密钥", "ledger key"), advice)
    yield from _open_to_others(home.ledger_keys)


def second_places(home: Home) -> Iterator[Reading]:
    """Whether the places that heads are copied to are there, and have the newest."""
    from evidence.errors import LedgerFault
    from evidence.seal.entry import Entry
    from evidence.seal.ledger_folder import LedgerFolder
    from evidence.seal.second_place import SecondPlace
    from leads.ledger_book import ledger_begun
    from leads.ledger_book import second_places as configured

    what = say("日志头第二存放处", "second place of heads")
    if not ledger_begun(home):
        return
    places = configured(home, load_office(home))
    if not places:
        advice = say(
            "未设：日志末尾被截去时无从发现（wangjian.toml 的 [ledger] second_places）",
            "none: a ledger cut off at its end is not noticed ([ledger] second_places)",
        )
        yield Reading("note", what, advice)
    folder = LedgerFolder(home.ledger)
    origin = str(Entry.from_line(next(folder.entry_lines())).facts["origin"])
    newest = max(folder.head_sizes(), default=0)
    for path in places:
        try:
            there = max(SecondPlace(path, origin).sizes(), default=0)
        except LedgerFault as fault:
            yield Reading("bad", what, say(fault.zh, fault.en))
            continue
        advice = say("落后，巡查时补齐", "behind, the patrol catches up")
        behind = there < newest
        seen = f"{path} ({there}/{newest})" + (f"; {advice}" if behind else "")
        yield Reading("note" if behind else "ok", what, seen)


def time_sources(home: Home) -> Iterator[Reading]:
    """Whether clocks can be measured, and seals stamped."""
    from leads.trust import tsas_of

    office = load_office(home)
    servers, what = office.network.time_servers, say("时间来源", "time servers")
    advice = say(
        "未设：不能做双人在场取证，自动采集的时钟记为“未测量”（[network] time_servers）",
        "none: no attended capture, clocks are not measured ([network] time_servers)",
    )
    yield Reading("ok" if servers else "note", what, "、".join(servers) or advice)
    what, now = say("时间戳服务机构", "time-stamp authority"), datetime.now(UTC)
    if not office.timestamp:
        advice = say(
            "未设：证据包会停在“时间戳待取得”（wangjian.toml 的 [[timestamp]]）",
            "none: packages stay pending ([[timestamp]] in wangjian.toml)",
        )
        yield Reading("note", what, advice)
    for tsa in tsas_of(home, office):
        over = [one for one in tsa.roots if one.not_valid_after_utc <= now]
        seen = f"{tsa.name} {tsa.url}"
        if len(over) == len(tsa.roots):
            yield Reading("bad", what, say(f"{seen}：根证书已到期", f"{seen}: its root ran out"))
        else:
            yield Reading("ok", what, seen)


def waiting(home: Home) -> Iterator[Reading]:
    """What waits for an entry or a stamp. Asks the database, and no authority."""
    from evidence.seal.ledger_folder import LedgerFolder
    from evidence.seal.stamping import stamp_states
    from leads.agreement_entries import waiting_agreements
    from leads.ledger_book import ledger_begun
    from leads.signing_off import waiting_sign_offs
    from leads.timestamping import pending_signatures
    from leads.trust import tsas_of

    advice = say("由 wangjian patrol 补办", "wangjian patrol sees to it")
    begun = ledger_begun(home)
    counts = [
        (waiting_sign_offs() if begun else 0, "签批待登记", "decisions to enter"),
        (len(waiting_agreements(home)) if begun else 0, "会签待登记", "agreements to enter"),
        (len(pending_signatures(home)), "证据包时间戳待取得", "packages to be stamped"),
    ]
    for count, zh, en in counts:
        if count:
            yield Reading("note", say(zh, en), f"{count}; {advice}")
    folder, tsas = LedgerFolder(home.ledger), tsas_of(home, load_office(home))
    sizes = folder.head_sizes() if begun else []
    for state in stamp_states(folder.head(sizes[-1]), tsas) if sizes else ():
        if state.status != "stamped":
            seen = state.line("en" if say("zh", "en") == "en" else "zh")
            broken: State = "bad" if state.status == "broken" else "note"
            yield Reading(broken, say("日志头时间戳", "stamp of the head"), seen)


def _open_to_others(folder: Path) -> Iterator[Reading]:
    from evidence.seal.seal_key import KEY_NAME

    path = folder / KEY_NAME
    if path.exists() and path.stat().st_mode & 0o077:
        advice = say("其他账户可读，请 chmod 600", "open to others: chmod 600")
        yield Reading("bad", str(path), advice)
