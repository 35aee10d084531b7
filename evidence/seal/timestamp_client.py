"""Asking a time-stamp authority over HTTP (RFC 3161, 3.4), through the recording client.

The client passes the guard and archives what was asked and answered, so that
even a refusal can be shown later.
"""

from typing import Protocol

from evidence.errors import FetchFailed, Refused, TimestampFault
from evidence.network.exchange import Exchange, WireRequest
from evidence.network.limits import Limits
from evidence.seal.timestamp import (
    LARGEST_RESPONSE,
    Token,
    Tsa,
    new_nonce,
    timestamp_request,
    verify_timestamp,
)
from evidence.seal.timestamp_faults import timestamp_fault

_LIMITS = Limits(
    body=LARGEST_RESPONSE,
    decoded=LARGEST_RESPONSE,
    connect_seconds=15.0,
    idle_seconds=30.0,
    total_seconds=60.0,
)
_HEADERS = (
    (b"Content-Type", b"application/timestamp-query"),
    (b"Accept", b"application/timestamp-reply"),
)


class Asker(Protocol):
    """Whatever sends a request and returns what came: evidence.network.wire.Wire."""

    async def fetch(self, request: WireRequest, *, limits: Limits | None = None) -> Exchange:
        """Ask for `request`. Raises Refused, FetchFailed."""
        ...


async def request_token(wire: Asker, tsa: Tsa, signature: bytes) -> Token:
    """A time-stamp of `tsa` over `signature`, verified before it is returned.

    Raises TimestampFault, for anything short of a token that holds.
    """
    nonce = new_nonce()
    body = timestamp_request(signature, nonce, tsa.policy)
    request = WireRequest(tsa.url, "POST", headers=_HEADERS, body=body)
    return verify_timestamp(
        signature,
        await _answer(wire, tsa, request),
        tsa.roots,
        intermediates=tsa.intermediates,
        policy=tsa.policy,
        nonce=nonce,
        tsa=tsa.name,
    )


async def _answer(wire: Asker, tsa: Tsa, request: WireRequest) -> bytes:
    try:
        exchange = await wire.fetch(request, limits=_LIMITS)
    except Refused as error:
        raise _passed_on("refused", error, tsa) from error
    except FetchFailed as error:
        raise _passed_on("unreachable", error, tsa) from error
    if exchange.status != 200:
        raise timestamp_fault("http", exchange.status, tsa=tsa.name)
    if exchange.truncated:
        raise timestamp_fault("unreachable", exchange.truncated, tsa=tsa.name)
    return exchange.body


def _passed_on(code: str, error: Refused | FetchFailed, tsa: Tsa) -> TimestampFault:
    zh = timestamp_fault(code, error.zh, tsa=tsa.name).zh
    en = timestamp_fault(code, error.en, tsa=tsa.name).en
    return TimestampFault(code, zh, en)
