"""How a slice ended: what its process's exit status tells its worker."""

import signal
from enum import IntEnum

from crawler.errors import exit_code_of
from crawler.exit_codes import ExitCode

_OWN_FAULT = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE}


class SliceEnd(IntEnum):
    """The exit status of a slice. Below 20 they are those of ExitCode."""

    DONE = 0
    """The site is done: nothing is pending, or its limits are reached."""
    ERROR = 1
    INTERRUPTED = 3
    """Asked to stop; what it had is kept."""
    DISK_LOW = 5
    DATABASE = 13
    MORE = 20
    """Its pages or minutes are used up; there is more to do."""
    NO_LEASE = 21
    """Another has the site."""
    FENCED = 22
    """It had the site and lost it to another."""
    MEMORY = 23
    HUNG = 24
    CRASHED = 25
    """It died of its own fault, for example in a parser written in C."""
    KILLED = 26
    """Somebody killed it, or the machine went down."""
    GAVE_WAY = 27
    """Somebody more urgent waits for the site; there is more to do."""

    @classmethod
    def of_exit(cls, status: int | None) -> "SliceEnd":
        """The end that a return code of subprocess stands for."""
        if status is None:
            return cls.KILLED
        if status < 0:
            return cls.CRASHED if -status in _OWN_FAULT else cls.KILLED
        try:
            return cls(status)
        except ValueError:
            return cls.ERROR

    @classmethod
    def of_error(cls, error: Exception) -> "SliceEnd":
        """The end that an error stands for."""
        code = exit_code_of(error)
        if code is ExitCode.INTERRUPTED:  # the one such error within a slice is Fenced
            return cls.FENCED
        return {ExitCode.DISK_LOW: cls.DISK_LOW, ExitCode.DATABASE: cls.DATABASE}.get(
            code, cls.ERROR
        )

    @property
    def own_fault(self) -> bool:
        """Whether a page it was reading may be what it died of."""
        return self in (self.CRASHED, self.MEMORY, self.HUNG)
