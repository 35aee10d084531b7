"""How a command fails: one line for a person, the exit code for cron."""

import logging
import os
import traceback

import typer
from typer.exceptions import TyperException

from desk.cli.language import language, say
from desk.cli.terminal import clean, warn
from desk.cli.usage import usage_text


def report(error: BaseException) -> int:
    """Tell `error` in the reader's language; the exit code it ends with.

    What we foresaw says what happened, where, and what to do. What we did not
    foresee is told as such with its place; WANGJIAN_TRACE=1 shows all of it.
    """
    if isinstance(error, typer.Abort | KeyboardInterrupt):
        warn(say("已中断；已归档的采集件都在。", "interrupted; what was archived is kept."))
        return 3
    if isinstance(error, TyperException):
        if not error.format_message():  # no command given: the help was shown
            return error.exit_code
        warn(say("用法有误：", "usage: ") + usage_text(error.format_message()))
        context = getattr(error, "ctx", None)
        if context is not None:
            warn(say(f"请看：{context.command_path} --help", f"see: {context.command_path} --help"))
        return error.exit_code
    from crawler.errors import DATABASE_ERRORS, database_trouble, exit_code_of, says_disk_full

    if isinstance(error, DATABASE_ERRORS):
        error = database_trouble(error)
    if os.environ.get("WANGJIAN_TRACE"):
        traceback.print_exception(error)
    diagnostics = getattr(error, "diagnostics", None)
    if callable(diagnostics):
        for line in str(diagnostics(language())).splitlines():
            warn(line)
        return int(exit_code_of(error))
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        if says_disk_full(error):
            warn(
                place
                + say(
                    "磁盘已满，请腾出空间后重试；已存的内容不受影响",
                    "the disk is full, make room and try again; what is kept is safe",
                )
            )
            return int(exit_code_of(error))
        warn(say("文件或系统出错：", "file or system: ") + f"{place}{error.strerror or error}")
        return int(exit_code_of(error))
    logging.getLogger(__name__).debug("unforeseen", exc_info=error)
    where = traceback.extract_tb(error.__traceback__)[-1] if error.__traceback__ else None
    at = f" ({where.filename.rsplit('/', 1)[-1]}:{where.lineno})" if where else ""
    warn(
        say("程序出错，请把这一行报告给管理员：", "a fault of the program, please report: ")
        + clean(f"{type(error).__name__}: {error}{at}")
    )
    return int(exit_code_of(error)) or 1
