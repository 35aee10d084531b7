"""Trying an endpoint's judged addresses in turn, within one time limit."""

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from evidence.errors import FetchFailed
from evidence.network.quoted import quoted
from evidence.network.reach import Endpoint

T = TypeVar("T")


async def dial(endpoint: Endpoint, seconds: float, open_to: Callable[[str], Awaitable[T]]) -> T:
    """What `open_to` gives for the first of the addresses that answers.

    Each address gets its even share of the `seconds` that are left. Raises
    FetchFailed: "connect", "tls" (a handshake that failed, not retried) or
    "timeout".
    """
    addresses = (endpoint.ip, *endpoint.alternatives)
    deadline = time.monotonic() + seconds
    troubles: list[FetchFailed] = []
    for index, ip in enumerate(addresses):
        left = deadline - time.monotonic()
        try:
            async with asyncio.timeout(left / (len(addresses) - index)):
                return await open_to(ip)
        except TimeoutError:
            troubles.append(_timed_out(endpoint, seconds))
        except ssl.SSLError as error:
            raise _no_tls(endpoint, error) from None
        except OSError as error:
            troubles.append(_no_connection(endpoint, ip, error))
    # The first address is the one that counts: the second is often IPv6 without a route.
    raise troubles[0]


def _where(endpoint: Endpoint) -> str:
    return f"{quoted(endpoint.host)}:{endpoint.port}"


def _timed_out(endpoint: Endpoint, seconds: float) -> FetchFailed:
    return FetchFailed(
        "timeout",
        f"连接 {_where(endpoint)} 超过 {seconds:g} 秒没有应答；请稍后重试",
        f"no connection to {_where(endpoint)} within {seconds:g} s; try again later",
    )


def _no_connection(endpoint: Endpoint, ip: str, error: OSError) -> FetchFailed:
    reason = error.strerror or type(error).__name__
    return FetchFailed(
        "connect",
        f"连不上 {_where(endpoint)}（{quoted(ip)}）：{reason}；网站可能停机，请稍后重试",
        f"cannot connect to {_where(endpoint)} ({quoted(ip)}): {reason}; try again later",
    )


def _no_tls(endpoint: Endpoint, error: ssl.SSLError) -> FetchFailed:
    reason = quoted(getattr(error, "reason", None) or error.strerror or type(error).__name__)
    return FetchFailed(
        "tls",
        f"与 {_where(endpoint)} 的 TLS 握手失败：{reason}；请核对网址是否应为 http",
        f"TLS handshake with {_where(endpoint)} failed: {reason}; should the address be http?",
    )
