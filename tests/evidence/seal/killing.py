"""Doing something in a child process that kill -9 ends before a chosen call to the system."""

import os
import signal
from collections.abc import Callable
from typing import Any

CALLS = ("open", "pwrite", "fsync", "ftruncate", "link", "replace", "unlink")
PIECE = 97  # bytes a write takes at most, so that lines are torn in many places

Say = Callable[[str], None]


def killed_at(count: int, work: Callable[[Say], None]) -> tuple[bool, list[str]]:
    """Do `work` in a child that is killed before its call number `count`.

    Returns whether it came to its end before that, and what it said by then.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(count, work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode().split()
    status = os.waitpid(child, 0)[1]
    if status == 0:
        return True, said
    assert os.WIFSIGNALED(status), f"the child failed: {said}"
    assert os.WTERMSIG(status) == signal.SIGKILL
    return False, said


def _work(count: int, work: Callable[[Say], None], writing: int) -> None:
    left = [count]
    for name in CALLS:
        setattr(os, name, _killing(name, getattr(os, name), left))
    status = 1
    try:
        work(lambda word: os.write(writing, word.encode() + b"\n") and None)
        status = 0
    except Exception as error:
        os.write(writing, repr(error).encode())
    finally:
        os._exit(status)


def _killing(name: str, real: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        if name == "pwrite":
            descriptor, data, offset = arguments
            return real(descriptor, data[:PIECE], offset)
        return real(*arguments, **options)

    return call
