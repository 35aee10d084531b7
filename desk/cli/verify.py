"""`wangjian verify`: is what we keep still whole, and who signed it?"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.cli.language import language, say
from desk.cli.terminal import tell, tell_raw, warn
from leads.home import Home

if TYPE_CHECKING:
    from evidence.verify import VerifyReport
    from leads.verifying import Known

HELP = say(
    "核验归档、采集件、存证日志、证据包；不写路径即核验整个主目录。"
    "全部完整才以 0 结束，每个问题一行。",
    "Verify archives, captures, the ledger, packages; without a path the whole home folder. "
    "Exit 0 only if all is whole, each fault one line.",
)

Files = list[Path] | None


def verify(
    paths: Annotated[Files, typer.Argument(metavar="[PATH]…")] = None,
    json_: Annotated[bool, typer.Option("--json")] = False,
    root: Annotated[
        Files,
        typer.Option("--root", help=say("签名的根证书或自签证书", "root of the seal, PEM")),
    ] = None,
    tsa_root: Annotated[
        Files, typer.Option("--tsa-root", help=say("时间戳机构的根证书", "root of the TSA, PEM"))
    ] = None,
    ledger_key: Annotated[
        Files, typer.Option("--ledger-key", help=say("存证日志公钥", "key of the ledger, PEM"))
    ] = None,
) -> int:
    """Read everything through, strictly. Exit 10 where anything is not whole.

    Keys come from the home folder, or from the given files alone.
    """
    from crawler.exit_codes import ExitCode
    from evidence.verify import verify_paths
    from leads.verifying import kept_at

    home = Home.from_env()
    known = _known(home, root or [], tsa_root or [], ledger_key or [])
    report = verify_paths(paths or kept_at(home), kinds=known.kinds())
    if not paths:
        _with_decisions(home, report)
    if json_:
        value = report.to_json()
        value["trust"] = {"source": known.source, "unchecked": list(known.missing)}
        tell_raw(json.dumps(value, ensure_ascii=False, indent=1))
    else:
        _tell(report, known)
    return int(ExitCode.DONE if report.ok else ExitCode.NOT_VERIFIED)


def _known(
    home: Home, root: Sequence[Path], tsa_root: Sequence[Path], ledger_key: Sequence[Path]
) -> "Known":
    from leads.office import load_office
    from leads.verifying import known_at, known_from

    if root or tsa_root or ledger_key:
        return known_from(home, roots=root, stamp_roots_in=tsa_root, ledger_keys=ledger_key)
    return known_at(home, load_office(home))


def _with_decisions(home: Home, report: "VerifyReport") -> None:
    """What officers decided, and who looked at what, must be what was entered in the ledger."""
    from leads.ledger_book import ledger_begun

    if not ledger_begun(home):
        return
    from crawler.opening import open_database

    open_database(home, settings_module="desk.settings")
    from desk.web.access_audit import check_access_lines
    from leads.signing_off import check_sign_offs

    report.items.append(check_sign_offs(home))
    report.items.append(check_access_lines(home))


def _tell(report: "VerifyReport", known: "Known") -> None:
    for line in report.lines(language()):
        warn(line)
    files, faulty = len(report.items), sum(not item.ok for item in report.items)
    unchecked = _unchecked(report, known)
    if unchecked:
        warn(_told(unchecked))
    if not report.items:
        warn(say("没有可核验的内容。", "there is nothing to verify."))
    elif not report.ok and (cut := _interrupted(report)) == faulty:
        tell(
            say(
                f"有 {cut} 个采集中断、没有做完，不是采集件；其余 {files - cut} 个文件、"
                f"{report.records} 条记录完整。说明中断原因："
                "wangjian evidence abandon 编号 --reason 原因",
                f"{cut} captures were interrupted and are none; the other {files - cut} files and "
                f"{report.records} records are whole. Say why with "
                "wangjian evidence abandon NUMBER --reason WHY",
            )
        )
    elif not report.ok:
        tell(
            say(
                f"核验不通过：{files} 个文件中 {faulty} 个有问题；完整的记录 {report.records} 条。",
                f"NOT verified: {faulty} of {files} files faulty; {report.records} records whole.",
            )
        )
    elif said := _false_times(report):
        tell(
            say(
                f"内容完整：{files} 个文件，{report.records} 条记录；{said}",
                f"whole: {files} files, {report.records} records; {said}",
            )
        )
    elif unchecked:
        tell(
            say(
                f"内容完整：{files} 个文件，{report.records} 条记录；由谁签名未经核对。",
                f"whole: {files} files, {report.records} records; by whom it was signed was "
                "not checked.",
            )
        )
    else:
        tell(
            say(
                f"核验通过：{files} 个文件，{report.records} 条记录，全部完整。",
                f"verified: {files} files, {report.records} records, all whole.",
            )
        )


def _false_times(report: "VerifyReport") -> str:
    """What is to be said where entries of a ledger bear times that cannot be, "" where none."""
    codes = {notice.code for item in report.items for notice in item.notices}
    if codes.isdisjoint({"clock-backwards", "clock-ahead", "clock-behind"}):
        return ""
    if "clock-answered" in codes:
        why = say("原因已登记在日志中", "the reason is entered there")
    else:
        why = say("请查明原因", "find out why")
    return say(
        f"但存证日志中有条目所记时间有误（见上），以时间戳为准；{why}。",
        f"but entries of the ledger bear false times (see above): go by the time-stamps; {why}.",
    )


def _interrupted(report: "VerifyReport") -> int:
    """How many captures were begun and never finished, with nothing else the matter."""
    return sum(
        bool(item.faults) and {one.code for one in item.faults} == {"capture-unfinished"}
        for item in report.items
    )


def _unchecked(report: "VerifyReport", known: "Known") -> list[str]:
    """What was signed, of all that was verified, and checked against nothing from outside."""
    kinds = {item.kind for item in report.items}
    parts = {"seal", "timestamp", "ledger"} if "package" in kinds else set[str]()
    if "ledger" in kinds:
        parts.add("ledger")
    return [part for part in known.missing if part in parts]


def _told(unchecked: Sequence[str]) -> str:
    parts = {
        "seal": say("签名证书（--root）", "the seal's certificate (--root)"),
        "timestamp": say("时间戳根证书（--tsa-root）", "the time-stamps' root (--tsa-root)"),
        "ledger": say("存证日志公钥（--ledger-key）", "the ledger's key (--ledger-key)"),
    }
    names = say("、", ", ").join(parts[part] for part in unchecked)
    return say(
        f"未与另行取得的密钥核对：{names}；这些只核对了前后一致，不能据此认定由该机关签署。",
        f"not checked against keys from outside: {names}; of these only the consistency was "
        "checked, and nothing follows about who signed.",
    )
