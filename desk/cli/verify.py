"""`wangjian verify`: is what we keep still whole?"""

import json
from pathlib import Path
from typing import Annotated

import typer

from desk.cli.language import language, say
from desk.cli.terminal import tell, tell_raw, warn

HELP = say(
    "核验归档文件和目录；全部完整才以 0 结束，每个问题一行。",
    "Verify archives and folders; exit 0 only if all is whole, each fault one line.",
)


def verify(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…")],
    json_: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Read everything through, strictly. Exit 10 where anything is not whole."""
    from crawler.exit_codes import ExitCode
    from evidence.verify import verify_paths

    report = verify_paths(paths)
    if json_:
        tell_raw(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
    else:
        for line in report.lines(language()):
            warn(line)
        files, faulty = len(report.items), sum(not item.ok for item in report.items)
        tell(
            say(
                f"核验通过：{files} 个文件，{report.records} 条记录，全部完整。",
                f"verified: {files} files, {report.records} records, all whole.",
            )
            if report.ok
            else say(
                f"核验不通过：{files} 个文件中 {faulty} 个有问题；完整的记录 {report.records} 条。",
                f"NOT verified: {faulty} of {files} files faulty; {report.records} records whole.",
            )
        )
    return int(ExitCode.DONE if report.ok else ExitCode.NOT_VERIFIED)
