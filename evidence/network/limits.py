"""How much one exchange may take: bytes and seconds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one exchange. Sizes in bytes, times in seconds.

    Beyond `head` (status line and headers, trailers alike) the fetch fails.
    Beyond `body` (as received, framing included), `idle_seconds` without a byte
    or `total_seconds` since the request was sent, the response is kept as far
    as it came and marked truncated. `decoded` bounds what decompression may
    give, `interim` the number of 1xx responses, `url` the length of an address;
    `connect_seconds` covers look-up, connection and TLS handshake together.
    The bound on the head is Chromium's own, so that no shop hides behind a head
    that a buyer's browser still takes.
    """

    head: int = 256 * 1024
    body: int = 20 * 1024 * 1024
    decoded: int = 40 * 1024 * 1024
    url: int = 8 * 1024
    interim: int = 16
    connect_seconds: float = 20.0
    idle_seconds: float = 30.0
    total_seconds: float = 180.0
