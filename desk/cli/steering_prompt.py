"""Steering an attended capture from a terminal: a line that says what is shown, and one letter.

The officers work in the browser; here they only say when a page is to be taken, when a
login begins and ends, and when all is done. Ctrl-C ends it too, and nothing is lost.
"""

import asyncio
import os
import signal
import sys

from desk.cli.language import say
from desk.cli.terminal import clean, tell
from evidence.capture.attendance import Account
from evidence.capture.steering import Command, Shown

_LONGEST_LINE = 8192
_HELP_ZH = (
    "回车 采集当前页 ｜ o 网址 打开 ｜ n 文字 记录一句话 ｜ "
    "l 账号 来源 开始登录（此后不记录） ｜ d 登录完成 ｜ q 结束"
)
_HELP_EN = (
    "Enter take this page | o ADDRESS open | n WORDS note | "
    "l ACCOUNT SOURCE log in (not recorded) | d logged in | q end"
)


class SteeringPrompt:
    """Asks at the terminal. Use it as an asynchronous context, and pass `steer` on."""

    def __init__(self) -> None:
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._rest = b""
        self._watched = False

    async def __aenter__(self) -> "SteeringPrompt":
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, self._lines.put_nowait, None)
        try:
            loop.add_reader(sys.stdin.fileno(), self._readable)
            self._watched = True
        except (OSError, ValueError):  # a plain file: it is all there
            self._take(_all_of_stdin())
            self._lines.put_nowait(None)
        tell(say(_HELP_ZH, _HELP_EN))
        return self

    async def __aexit__(self, *_: object) -> None:
        loop = asyncio.get_running_loop()
        loop.remove_signal_handler(signal.SIGINT)
        if self._watched:
            loop.remove_reader(sys.stdin.fileno())

    async def steer(self, now: Shown) -> Command:
        """The next command; EOF and Ctrl-C end it."""
        for one in now.said:
            tell(say(one.zh, one.en))
        while True:
            _ask(now)
            line = await self._lines.get()
            if line is None:
                self._lines.put_nowait(None)  # there will be nothing else
                return Command("end")
            command = command_of(line)
            if command is not None:
                return command
            tell(say(_HELP_ZH, _HELP_EN))

    def _readable(self) -> None:
        data = os.read(sys.stdin.fileno(), _LONGEST_LINE)
        if not data:
            asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
            self._watched = False
            self._lines.put_nowait(None)
            return
        self._take(data)

    def _take(self, data: bytes) -> None:
        *lines, rest = (self._rest + data).split(b"\n")
        self._rest = rest[:_LONGEST_LINE]
        for line in lines:
            self._lines.put_nowait(line.decode("utf-8", "replace"))


def command_of(line: str) -> Command | None:
    """The command that a typed line means, None where it means none."""
    letter, _, rest = line.strip().partition(" ")
    rest = rest.strip()
    match letter.lower():
        case "" | "t":
            return Command("take")
        case "q":
            return Command("end")
        case "d":
            return Command("logged-in")
        case "o" if rest:
            return Command("open", rest)
        case "n" if rest:
            return Command("note", rest)
        case "l":
            name, _, source = rest.partition(" ")
            account = Account(name, source.strip()) if name and source.strip() else None
            return Command("login", account=account) if account or not rest else None
    return None


def _ask(now: Shown) -> None:
    minutes, seconds = divmod(int(now.recorded_seconds), 60)
    state = say(
        f"[已采集 {now.takes} 页，录屏 {minutes:02d}:{seconds:02d}]",
        f"[{now.takes} pages, recorded {minutes:02d}:{seconds:02d}]",
    )
    if now.logging_in:
        state += say("【登录中，不记录】", " [logging in, not recorded]")
    tell(f"{state} {now.title[:80]} {now.url[:300]}")
    sys.stdout.write(clean("> "))
    sys.stdout.flush()


def _all_of_stdin() -> bytes:
    data = sys.stdin.buffer.read(_LONGEST_LINE * 100)
    return data if data.endswith(b"\n") else data + b"\n"
