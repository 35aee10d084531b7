"""`wangjian keys clock`: somebody answers for the clock, so that a ledger dated ahead goes on."""

import typer

from desk.cli.language import language, say
from desk.cli.lead_work import at_work, who
from desk.cli.passphrase import ask_passphrase
from desk.cli.terminal import tell, warn


def answer_for_clock(officer: str, reason: str) -> None:
    """Enter that the clock is right now and was fast before, and sign a head over it.

    By an officer in service, with the passphrase of the ledger's key: who has that may sign
    for the ledger. Refused where a time server or an authority says that it is wrong now.
    """
    from desk.cli.doctor_clock import measured_now
    from leads.beijing import shown_time
    from leads.errors import ClockWrong
    from leads.ledger_book import ledger_begun, opened_ledger

    if not reason.strip():
        raise typer.BadParameter(say("--reason 须写明理由", "--reason must say why"))
    with at_work() as (home, stages):
        answering = who(officer)
        if not ledger_begun(home):
            tell(say("还没有存证日志，无须说明。", "no ledger was begun: nothing to say."))
            return
        _, against = measured_now(home)
        for zh, en in against[:1]:
            raise ClockWrong(
                f"现在的时钟不准：本机{zh}。请先校准（timedatectl），再说明",
                f"the clock is wrong now: it is {en}. Set it right (timedatectl) first",
            )
        with opened_ledger(home, stages.office, passphrase=ask_passphrase()) as ledger:
            assert ledger is not None
            by = {"name": answering.name, "number": answering.number}
            entry = ledger.enter_clock(reason.strip(), by)
            if entry is None:
                tell(
                    say(
                        "现在的时钟不早于存证日志最后一条，无须说明。",
                        "the clock is not behind the last entry: nothing to say.",
                    )
                )
                return
            ledger.sign_head()
            for fault in ledger.publish():
                warn(fault.diagnostics(language()))
        now = shown_time(entry.time)
        tell(
            say(
                f"已登记为第 {entry.index} 条：以现在的时钟（北京时间 {now}）为准。",
                f"entered as entry {entry.index}: the present clock ({now}, Beijing) is right.",
            )
        )
