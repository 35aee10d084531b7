"""The `wangjian` command: one door to every room.

Commands import what they need when they run, so `wangjian --help` answers at
once on an old server. Every error ends in one line for a person and a distinct
exit code (crawler/exit_codes.py).
"""

import os
import sys

import typer

from desk.cli import (
    crawl,
    desk,
    doctor,
    evidence,
    export,
    inspect,
    keys,
    keyword_lists,
    lead_life,
    patrol,
    register,
    system_check,
    verify,
)
from desk.cli.failing import report
from desk.cli.language import say

_INTERRUPTED_BY_TYPER = 130

app = typer.Typer(
    name="wangjian",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "网鉴：网络市场监测与采集。先会签关键词清单，再搜索、归档、检查，线索交责任机构。",
        "wangjian: watches shops with agreed keyword lists, archives pages, files leads.",
    ),
)

app.command("crawl", help=crawl.HELP)(crawl.crawl)
app.command("runs", help=crawl.RUNS_HELP)(crawl.runs)
app.command("patrol", help=patrol.PATROL_HELP)(patrol.patrol)
app.command("schedule", help=patrol.SCHEDULE_HELP)(patrol.schedule)
app.command("worker", help=patrol.WORKER_HELP)(patrol.worker)
app.command("inspect", help=inspect.HELP)(inspect.inspect)
app.command("verify", help=verify.HELP)(verify.verify)
app.command("export", help=export.HELP)(export.export)
app.command("desk", help=desk.HELP)(desk.desk)
app.command("doctor", help=doctor.HELP)(doctor.doctor)
app.add_typer(keyword_lists.app, name="keywords")
app.add_typer(lead_life.app, name="leads")
app.add_typer(keys.app, name="keys")
app.add_typer(register.app, name="register")
evidence.app.command("check-system", help=system_check.HELP)(system_check.check_system)
app.add_typer(evidence.app, name="evidence")


def main() -> None:
    """Run the command and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run `arguments` as the command line would; the exit code."""
    try:
        outcome = app(args=arguments, standalone_mode=False)
    except BrokenPipeError:
        # The reader (head, less) went away: nothing is wrong, and nothing more can be said.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        return 0
    except Exception as error:
        return report(error)
    except KeyboardInterrupt as error:
        return report(error)
    if outcome == _INTERRUPTED_BY_TYPER:
        return report(KeyboardInterrupt())
    return outcome if isinstance(outcome, int) else 0
