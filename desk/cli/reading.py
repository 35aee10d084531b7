"""One line of `wangjian doctor`."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "bad"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How it stands, what was looked at, what was seen and what to do about it."""

    state: State
    what: str
    seen: str
