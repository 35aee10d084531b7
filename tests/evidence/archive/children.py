"""Child processes that are limited, or killed with SIGKILL at a chosen moment."""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

KILLED = -signal.SIGKILL


def in_a_child(action: Callable[[], None]) -> int:
    """Run `action` in a forked child; its exit code, 99 where it raised."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            action()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at_line(number: int, action: Callable[[], None], room: str) -> bool:
    """Run `action` in a child that kills itself before its `number`-th line in `room`.

    Lines of files whose path holds `room` count. False where `action` came to its
    end before, so that counting up until False meets every moment there is.
    """
    left = number

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        if room not in frame.f_code.co_filename:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    def traced() -> None:
        sys.settrace(trace)
        action()

    code = in_a_child(traced)
    assert code in {0, KILLED}, code
    return code == KILLED


def at_line(number: int, event: Callable[[], None], action: Callable[[], Any], room: str) -> bool:
    """Run `action`, and `event` before its `number`-th line in `room`; whether it came there."""
    left = number

    def trace(frame: FrameType, kind: str, argument: Any) -> Any:
        nonlocal left
        if room not in frame.f_code.co_filename:
            return None
        if kind == "line":
            left -= 1
            if left == 0:
                event()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return left <= 0
