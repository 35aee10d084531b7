"""`wangjian patrol`, `schedule`, `worker`: what runs by itself."""

import getpass
import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from desk.cli.language import language, say
from desk.cli.terminal import tell, tell_raw, warn

PATROL_HELP = say(
    "由 cron 调用：执行到期任务，继续被中断的任务，签署存证日志头，补取时间戳；"
    "已有一次在进行则退出（4）。",
    "What cron calls: runs what is due, resumes what was interrupted, signs the ledger's head "
    "and asks for time-stamps; one at a time.",
)
SCHEDULE_HELP = say("打印 crontab 和 systemd 定时器的写法。", "Print crontab and timer lines.")
WORKER_HELP = say(
    "领取工作，直到被叫停；多台机器用同一个 DATABASE_URL。",
    "Take jobs until told to stop; machines share one DATABASE_URL.",
)


def patrol() -> int:
    """Quiet when all went well; a line a campaign that did not, and its exit code."""
    from crawler.opening import open_database
    from leads.home import Home

    home = Home.from_env().make()
    open_database(home, settings_module="desk.settings")
    from crawler.patrol import patrol as go
    from crawler.stopping import Stopper
    from desk.cli.progress import Progress
    from desk.web.upkeep import enter_and_tell

    with Stopper() as stopper, Progress() as progress:
        report = go(home, stop=stopper.asked, on_progress=progress.show)
    for zh, en in enter_and_tell(home):
        warn(say(zh, en))
    for saved in report.salvaged:
        warn(saved.line(language()))
    for refused in report.refused:
        for line in refused.diagnostics(language()).splitlines():
            warn(line)
    for each in report.results:
        if each.code or sys.stdout.isatty():
            text = say(each.code.zh, each.code.en)
            tell(f"{each.summary.title} {each.summary.run_id}: {text} ({int(each.code)})")
        if each.trouble is not None:
            warn(each.trouble.diagnostics(language()))
    for zh, en in report.said:
        warn(say(zh, en))
    if sys.stdout.isatty() and not report.results and not report.refused:
        tell(say("没有到期的任务。", "nothing is due."))
    return int(report.code)


def schedule(
    every: Annotated[int, typer.Option(min=1, max=59, help=say("每几分钟", "minutes"))] = 15,
) -> None:
    """Lines to enter; nothing is installed."""
    from crawler.schedule import crontab_line, systemd_units
    from evidence.seal.ledger_key import ledger_public_keys
    from leads.home import Home

    found = Home.from_env()
    home = found.path
    command = shutil.which("wangjian") or str(Path(sys.executable).parent / "wangjian")
    secret = None
    if ledger_public_keys(found.ledger_keys):
        secret = Path.home() / ".config" / "wangjian" / "passphrase"
        _tell_secret(secret)
    tell_raw(say("# crontab -e,加入这一行：", "# crontab -e, add this line:"))
    tell_raw(crontab_line(command, home, every, passphrase=secret))
    units = systemd_units(command, home, getpass.getuser(), every, passphrase=secret)
    for name, text in units.items():
        tell_raw("")
        tell_raw(f"# /etc/systemd/system/{name}")
        tell_raw(text.rstrip("\n"))


def _tell_secret(path: Path) -> None:
    """How the passphrase of the ledger's key is given to what runs by itself."""
    folder, file = shlex.quote(str(path.parent)), shlex.quote(str(path))
    lines = say(
        "# 存证日志密钥有口令，巡查签署日志头时要用。口令不要写进 crontab，也不要放在数据目录"
        "（会随备份带走）；\n# 先以巡查所用的用户执行下一行，输入口令后回车，"
        "存成只有该用户能读的文件：",
        "# The ledger's key has a passphrase, which the patrol needs to sign heads. Keep it out of "
        "the crontab\n# and of the data folder (backups take it along). As the user of the patrol, "
        "run this, type it, press Enter:",
    )
    tell_raw(lines)
    tell_raw(
        f"(umask 077; mkdir -p {folder}; stty -echo; head -n 1 > {file}; stty echo; "
        f"chmod 600 {file})"
    )
    tell_raw("")


def worker() -> int:
    """Work until SIGTERM or Ctrl-C; what is held goes back to the others."""
    from crawler.opening import open_database
    from leads.home import Home

    home = Home.from_env().make()
    open_database(home)
    from crawler.crawling import run_worker
    from crawler.stopping import Stopper

    with Stopper() as stopper:
        return int(run_worker(home, stop=stopper.asked))
