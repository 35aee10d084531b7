"""Getting a signature time-stamped 待取得时间戳, now or later, and never pretending.

Beside the signature file `M.p7s` lie, for each authority,

    M.p7s.NAME.tsr         what it answered, kept once it verifies and never overwritten
    M.p7s.NAME.chain.pem   its certificates, for `openssl ts -verify -untrusted`
    M.p7s.stamps.json      what was tried, what failed and when to try again

A token is the only proof of being stamped: the state is read from it each time.
What has none is pending, says so, and is tried again after longer and longer waits.
"""

import asyncio
import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from evidence.errors import ArchiveError, TimestampFault
from evidence.seal.digests import sha256_label
from evidence.seal.kept_file import create_whole, replace_whole
from evidence.seal.timestamp import LARGEST_RESPONSE, Token, Tsa, verify_timestamp
from evidence.seal.timestamp_client import Asker, request_token

RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 6 * 60, 24 * 60))
"""Waits after the first, second … failure; the last one from then on."""

FAILURES_KEPT = 20
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_LARGEST_STATE = 1 << 20


@dataclass(frozen=True, slots=True)
class Failure:
    """One attempt that gave no token: when, and why."""

    at: datetime
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class StampState:
    """How it stands with one authority.

    "stamped": `token` holds. "pending": `attempts` were made, `next_at` says when
    to try again (None: at once). "broken": a token is kept that does not hold;
    `failures` ends with the reason, and nobody but a person may remove it.
    """

    tsa: str
    status: Literal["stamped", "pending", "broken"]
    token: Token | None = None
    attempts: int = 0
    next_at: datetime | None = None
    failures: tuple[Failure, ...] = ()

    def is_due(self, now: datetime) -> bool:
        """Whether it should be tried (again) at `now`."""
        return self.status == "pending" and (self.next_at is None or self.next_at <= now)

    def line(self, language: str = "zh") -> str:
        """One line for a person."""
        chinese = language == "zh"
        if self.token is not None:
            time = self.token.time.isoformat()
            return (
                f"时间戳（{self.tsa}）：{time}" if chinese else f"time-stamp ({self.tsa}): {time}"
            )
        last = self.failures[-1] if self.failures else None
        why = (last.zh if chinese else last.en) if last else ""
        if self.status == "broken":
            return why
        again = self.next_at.isoformat() if self.next_at else ("立即" if chinese else "now")
        if chinese:
            tried = f"已尝试 {self.attempts} 次，最近：{why}；" if last else ""
            return f"时间戳（{self.tsa}）：待取得；{tried}下次：{again}"
        tried = f"tried {self.attempts} times, last: {why}; " if last else ""
        return f"time-stamp ({self.tsa}): pending; {tried}next: {again}"


@dataclass(frozen=True, slots=True)
class _Failed:
    """An authority gave no token."""

    fault: TimestampFault


@dataclass(frozen=True, slots=True)
class _Tried:
    """What was tried with one authority, as it is kept."""

    attempts: int = 0
    next_at: datetime | None = None
    failures: tuple[Failure, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "attempts": self.attempts,
            "next_at": self.next_at.isoformat() if self.next_at else None,
            "failures": [asdict(one) | {"at": one.at.isoformat()} for one in self.failures],
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "_Tried":
        next_at = row["next_at"]
        return cls(
            int(row["attempts"]),
            datetime.fromisoformat(next_at) if next_at else None,
            tuple(
                Failure(datetime.fromisoformat(one["at"]), one["code"], one["zh"], one["en"])
                for one in row["failures"]
            ),
        )


def token_path(signature_path: Path, tsa: str) -> Path:
    """Where the token of the authority `tsa` over the file `signature_path` is kept."""
    return signature_path.with_name(f"{signature_path.name}.{tsa}.tsr")


def chain_path(signature_path: Path, tsa: str) -> Path:
    """Where the certificates that go with it are kept."""
    return signature_path.with_name(f"{signature_path.name}.{tsa}.chain.pem")


def state_path(signature_path: Path) -> Path:
    """Where it is kept what was tried."""
    return signature_path.with_name(f"{signature_path.name}.stamps.json")


def stamp_states(signature_path: Path, tsas: Sequence[Tsa]) -> list[StampState]:
    """How it stands with each of `tsas`, in their order. No TSA, no states: say that too.

    Raises OSError where the signature cannot be read, ArchiveError where the record
    of attempts is damaged.
    """
    signature = signature_path.read_bytes()
    tried = _load(signature_path, signature)
    return [_state(signature_path, signature, tsa, tried.get(tsa.name, _Tried())) for tsa in tsas]


async def stamp(
    signature_path: Path,
    wire: Asker,
    tsas: Sequence[Tsa],
    *,
    now: datetime | None = None,
    at_once: bool = False,
) -> list[StampState]:
    """Ask each authority that is due (with `at_once`: that is pending); the states after it.

    What fails is kept with its reason and the time of the next attempt. Raises as
    stamp_states does, and ArchiveError where the outcome, or what went over the wire,
    cannot be kept; what others gave is kept all the same.
    """
    now = now or datetime.now(UTC)
    signature = await asyncio.to_thread(signature_path.read_bytes)
    states = stamp_states(signature_path, tsas)
    due = [
        tsa
        for tsa, state in zip(tsas, states, strict=True)
        if state.status == "pending" and (at_once or state.is_due(now))
    ]
    outcomes = await asyncio.gather(
        *(_attempt(wire, tsa, signature) for tsa in due), return_exceptions=True
    )
    _keep_outcomes(signature_path, signature, zip(due, outcomes, strict=True), now)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    states = stamp_states(signature_path, tsas)
    _keep_chains(signature_path, states)
    return states


async def _attempt(wire: Asker, tsa: Tsa, signature: bytes) -> "Token | _Failed":
    try:
        return await request_token(wire, tsa, signature)
    except TimestampFault as fault:
        return _Failed(fault)


def _state(path: Path, signature: bytes, tsa: Tsa, tried: _Tried) -> StampState:
    if not _NAME.fullmatch(tsa.name):
        raise ValueError("the name of an authority is lower-case letters, digits and hyphens")
    kept, failures = token_path(path, tsa.name), tried.failures
    if not kept.exists():
        return StampState(tsa.name, "pending", None, tried.attempts, tried.next_at, failures)
    try:
        token = _verified(kept, signature, tsa)
    except TimestampFault as fault:
        found = Failure(datetime.now(UTC), fault.code, fault.zh, fault.en)
        return StampState(tsa.name, "broken", failures=(*failures, found))
    return StampState(tsa.name, "stamped", token, tried.attempts + 1, failures=failures)


def _keep_chains(path: Path, states: Iterable[StampState]) -> None:
    """Lay beside each token the certificates that openssl needs to verify it."""
    for state in states:
        kept = chain_path(path, state.tsa)
        if state.token is not None and not kept.exists():
            with suppress(FileExistsError):
                create_whole(kept, state.token.untrusted_pem())


def _verified(kept: Path, signature: bytes, tsa: Tsa) -> Token:
    with kept.open("rb") as file:
        response = file.read(LARGEST_RESPONSE + 1)
    return verify_timestamp(
        signature,
        response,
        tsa.roots,
        intermediates=tsa.intermediates,
        policy=tsa.policy,
        tsa=tsa.name,
    )


def _keep_outcomes(
    path: Path,
    signature: bytes,
    outcomes: Iterable[tuple[Tsa, Token | _Failed | BaseException]],
    now: datetime,
) -> None:
    """Keep what each authority gave: a token, or why there is none."""
    tried, changed = _load(path, signature), False
    for tsa, outcome in outcomes:
        if isinstance(outcome, Token):
            # One that another process got meanwhile is as good, and stays.
            with suppress(FileExistsError):
                create_whole(token_path(path, tsa.name), outcome.response)
        elif isinstance(outcome, _Failed):
            tried[tsa.name] = _failed(tried.get(tsa.name, _Tried()), outcome.fault, now)
            changed = True
    if changed:
        _save(path, signature, tried)


def _failed(tried: _Tried, fault: TimestampFault, now: datetime) -> _Tried:
    attempts = tried.attempts + 1
    wait = RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1]
    failure = Failure(now, fault.code, fault.zh, fault.en)
    return _Tried(attempts, now + wait, (*tried.failures, failure)[-FAILURES_KEPT:])


def _load(path: Path, signature: bytes) -> dict[str, _Tried]:
    kept = state_path(path)
    try:
        with kept.open("rb") as file:
            rows = json.loads(file.read(_LARGEST_STATE))
        if rows["signature"] != sha256_label(signature):
            return {}  # attempts for a signature that is no more
        return {name: _Tried.from_json(row) for name, row in rows["tried"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveError(
            f"{kept}：时间戳申请记录无法读取；请从备份恢复，或移走后重试",
            f"{kept}: the record of attempts cannot be read; restore it, or move it away",
        ) from error


def _save(path: Path, signature: bytes, tried: dict[str, _Tried]) -> None:
    rows = {
        "signature": sha256_label(signature),
        "tried": {name: one.to_json() for name, one in sorted(tried.items())},
    }
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    replace_whole(state_path(path), text.encode())
