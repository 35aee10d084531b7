"""Being told to stop: once in good order, twice at once."""

import logging
import os
import signal
import threading
from types import FrameType, TracebackType
from typing import Self

logger = logging.getLogger(__name__)

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopper:
    """While it is used as a context, the first SIGINT, SIGTERM or SIGHUP sets `asked`;
    a second ends the process on the spot with 128 and the signal's number.

    Even then nothing is lost: slices end in good order once their worker is gone,
    and what it held is taken over by the next. Main thread only.
    """

    def __init__(self) -> None:
        self.asked = threading.Event()
        self._before: dict[int, signal._HANDLER] = {}

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self.asked.is_set():
            os._exit(128 + number)
        self.asked.set()
