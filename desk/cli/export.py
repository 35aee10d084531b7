"""`wangjian export`: the case package 证据包."""

import asyncio
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.cli.keys import ask_passphrase
from desk.cli.language import language, say
from desk.cli.lead_work import at_work, who
from desk.cli.terminal import tell, warn

if TYPE_CHECKING:
    from leads.casework.export import Exported

HELP = say(
    "导出证据包：采集件、归档、文书、清单、签名和时间戳，一个 ZIP。",
    "Export the case package: captures, archive, records, lists, seal; one ZIP.",
)


def export(
    case: Annotated[str, typer.Option("--case", help=say("案号", "the case number"))] = "",
    leads: Annotated[
        list[str] | None, typer.Option("--lead", help=say("线索编号", "the lead's number"))
    ] = None,
    officers: Annotated[
        list[str] | None,
        typer.Option(
            "--officer", help=say("导出人（两名时各写一次）", "who exports; twice for two")
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help=say("存到哪里（文件或目录）", "where to put it")),
    ] = None,
    wanted: Annotated[
        list[str] | None,
        typer.Option(
            "--record",
            help=say("另附文书：", "more records: ")
            + "signature-refusal assistance-letter notary-sheet referral submission",
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", help=say("案由", "what it is about"))] = "",
    test: Annotated[
        bool, typer.Option("--test", help=say("试用：可用测试密钥", "for trying out: a test key"))
    ] = False,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--redact", help=say("按遮蔽方案（TOML）派生遮蔽件", "derive a redacted copy by a plan")
        ),
    ] = None,
    pending: Annotated[
        bool,
        typer.Option(
            "--pending", help=say("补取待得的时间戳并写成正式包", "finish what waits for its stamp")
        ),
    ] = False,
) -> int:
    """Leads that two officers have registered; what lacks its time-stamp is called pending."""
    if pending:
        return _finish_pending()
    if plan is not None:
        return _redact(plan, officers or [], output)
    if not case.strip() or not leads:
        raise typer.BadParameter(
            say("请给 --case 案号 和 --lead 线索编号", "give --case NO and --lead ID")
        )
    with at_work() as (home, _):
        from crawler.case_facts import run_facts
        from crawler.opening import open_database
        from leads.casework.export import export as export_case
        from leads.casework.lead_papers import WANTED
        from leads.casework.order import Order
        from leads.stages import find_lead

        open_database(home)
        for key in wanted or ():
            if key not in WANTED:
                raise typer.BadParameter(
                    say(f"没有文书 {key}；可用：", f"no record {key}; known: ") + "、".join(WANTED)
                )
        chosen = [find_lead(number) for number in dict.fromkeys(leads)]
        runs = {run for lead in chosen for run in lead.sightings.values_list("run_id", flat=True)}
        order = Order(
            case=case.strip(),
            leads=chosen,
            officers=[who(words) for words in officers or ()],
            runs=run_facts(home, sorted(runs), {lead.shop.site for lead in chosen}),
            wanted=tuple(wanted or ()),
            title=title.strip(),
            test=test,
        )
        return _told(export_case(home, order, ask_passphrase()), output, test=test)


def _redact(plan: Path, officers: list[str], output: Path | None) -> int:
    with at_work() as (home, _):
        from leads.casework.redacting import redact

        made = redact(home, plan, [who(words) for words in officers], ask_passphrase())
        return _told(made, output, test=made.row.test, derived=True)


def _told(made: "Exported", output: Path | None, *, test: bool, derived: bool = False) -> int:
    from crawler.exit_codes import ExitCode

    path = _placed(made.path, output) if output is not None else made.path
    tell(say(f"证据包：{path}", f"package: {path}"))
    tell(f"SHA-256 {made.row.digest.removeprefix('sha256:')}")
    if not derived:
        _tell_standing(made)
    for message in (*made.verified.notices, *made.verified.faults):
        warn(message.line(made.path, language()))
    for zh, en in made.waiting:
        warn(say(zh, en))
    if not made.stamped:
        warn(
            say(
                "时间戳待取得：本包尚不完整；wangjian patrol 会再取，"
                "或用 wangjian export --pending",
                "the time-stamp is pending and the package not whole yet: wangjian patrol "
                "asks again, or use wangjian export --pending",
            )
        )
        return int(ExitCode.NOT_VERIFIED)
    tell(_verdict(made.verified.ok, test=test))
    return int(ExitCode.DONE if made.verified.ok else ExitCode.NOT_VERIFIED)


def _tell_standing(made: "Exported") -> None:
    """What who hands the package over has to know of it: no review, an earlier package."""
    warn(
        say(
            "注意：本包未经送审审核，包内“缺口”和存证日志已如实写明；须审核的，请在工作台"
            "“证据包”制作、送审，审核通过后封签。",
            "note: nobody reviewed this package, and it says so, as the ledger does; for a review "
            "make and send it at the desk, and seal it there once it is approved.",
        )
    )
    if made.row.serial > 1:
        warn(
            say(
                f"注意：案号 {made.row.case} 此前已有 {made.row.serial - 1} 个包，本包为第"
                f"{made.row.serial}包。不是同一案的，请核对案号，本包不得移交。",
                f"note: the case {made.row.case} had {made.row.serial - 1} packages before; if "
                "this is another case, correct the number and do not hand this one over.",
            )
        )


def _verdict(whole: bool, *, test: bool) -> str:
    if not whole:
        return say("核验不通过，不得移交。", "NOT verified: do not hand it over.")
    if test:
        return say(
            "核验通过；这是试用包，不得用于真实案件。", "verified; a trial, not for a real case."
        )
    return say("核验通过，可以移交。", "verified; it can be handed over.")


def _finish_pending() -> int:
    with at_work() as (home, stages):
        from crawler.exit_codes import ExitCode
        from leads.casework.pending import finish_stamped, pending_packages, unfinished_packages
        from leads.timestamping import stamp_all

        asked = asyncio.run(stamp_all(home, stages.office, at_once=True))
        for zh, en in (line for one in asked for line in one.lines()):
            warn(say(zh, en))
        whole = True
        for one in finish_stamped(home, ask_passphrase()):
            tell(f"{one.row.number}  {one.path}")
            whole &= one.verified.ok
            for fault in one.verified.faults:
                warn(fault.line(one.path, language()))
        for row in unfinished_packages():
            warn(
                say(
                    f"{row.number}：导出曾中断，没有写成文件，也没有移交；请重新导出",
                    f"{row.number}: its export was interrupted and wrote no file; export again",
                )
            )
        if not asked:
            tell(say("没有待取时间戳的证据包。", "no package waits for its time-stamp."))
        waits = bool(pending_packages())
        return int(ExitCode.NOT_VERIFIED if waits or not whole else ExitCode.DONE)


def _placed(path: Path, output: Path) -> Path:
    """A copy where the officer wants it; the office keeps its own."""
    target = output / path.name if output.is_dir() else output
    if target.exists():
        raise typer.BadParameter(
            say(f"{target} 已存在，不覆盖；包在 {path}", f"{target} exists; the package is {path}")
        )
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(path, part)
    with part.open("rb") as stream:
        os.fsync(stream.fileno())
    part.rename(target)
    return target
