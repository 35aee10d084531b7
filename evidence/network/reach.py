"""The guard 访问守卫: which hosts may be connected to, and at which address.

A name is resolved once, every address it has is judged (ranges.py), and the
caller connects to an address that was judged, never to the name again. So a
name that answers differently the second time (DNS rebinding) gains nothing.
Both the recording client and the browser's relay go through here, on every
connection; proxy settings of the environment are not looked at.
"""

import re
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from unicodedata import normalize

from evidence.errors import Refused
from evidence.network.quoted import quoted
from evidence.network.ranges import refusal
from evidence.network.resolver import Resolver, no_such_name, resolver_from

__all__ = ["SHOP_PORTS", "Endpoint", "Reach", "refusal"]

SHOP_PORTS = frozenset({80, 81, 88, 443, 8000, 8001, 8008, 8080, 8081, 8088, 8090, 8443, 8888})
"""Ports that web shops use; others need an entry in `allow`."""

_LOCAL_NAMES = frozenset(
    {"localhost", "ip6-localhost", "ip6-loopback", "broadcasthost", "metadata", "instance-data"}
)
# RFC 6761, 6762, 8375 and ICANN's .internal; .localdomain by custom.
_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".home.arpa", ".localdomain")

_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\Z")
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\Z")
_DOTS = str.maketrans("。．｡", "...")
_REMEMBERED_NAMES = 1024

_WHY = {
    "loopback": ("本机地址", "an address of this machine"),
    "this-host": ("本机地址", "an address of this machine"),
    "private": ("内网地址", "a private address"),
    "shared": ("运营商内部地址", "a carrier's inner address"),
    "link-local": ("链路本地地址", "a link-local address"),
    "metadata": ("云主机元数据地址", "a cloud metadata address"),
    "multicast": ("组播地址", "a multicast address"),
    "documentation": ("文档示例地址", "a documentation address"),
    "benchmark": ("测试用地址", "a benchmarking address"),
    "tunnel": ("隧道地址，内含非公网地址", "a tunnel address that hides a non-public one"),
    "reserved": ("保留地址", "a reserved address"),
    "unreadable": ("无法识别的地址", "no readable address"),
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to connect: `ip` was judged for `host`; so was every alternative.

    `host` is lower-case ASCII without a trailing dot or brackets; `alternatives`
    are the name's other addresses, for when `ip` does not answer.
    """

    host: str
    port: int
    ip: str
    alternatives: tuple[str, ...] = ()


class Reach:
    """The guard. One is shared by everything that connects.

    `allow` opens exactly the given HOST:PORT pairs, whatever they resolve to;
    everything else must be public and on one of `ports` (None: any port).
    `resolver` is None (the system's), name servers ("IP", "IP:PORT" or a list
    of them) or a Resolver. Looked-up names are remembered for
    `remember_seconds`. Raises Refused("bad-allow" or "bad-resolver").
    """

    def __init__(
        self,
        allow: Iterable[str] = (),
        ports: Collection[int] | None = SHOP_PORTS,
        resolver: Resolver | Sequence[str] | str | None = None,
        *,
        remember_seconds: float = 60.0,
    ) -> None:
        self._allowed = frozenset(_allowed_pair(entry) for entry in allow)
        self._ports = None if ports is None else frozenset(ports)
        self._resolver = resolver_from(resolver)
        self._remember = remember_seconds
        self._known: dict[str, tuple[float, list[str]]] = {}

    async def resolve(self, host: str, port: int) -> Endpoint:
        """The judged address of `host`, to be connected to as it stands.

        Codes of Refused: "bad-host", "odd-address" (an IPv4 address not written
        as four plain decimals), "local-name", "port", "private-address" (any
        address of the name that is not public). FetchFailed("dns") where the
        name has no address or no server answers.
        """
        name = plain_host(host)
        allowed = (name, port) in self._allowed
        if not allowed:
            self._check_name(name)
            self._check_port(name, port)
        literal = _literal(name)
        addresses = [literal] if literal else await self._lookup(name)
        if not allowed:
            for address in addresses:
                _check_address(name, address)
        return Endpoint(name, port, addresses[0], tuple(addresses[1:]))

    def _check_name(self, name: str) -> None:
        if name in _LOCAL_NAMES or name.endswith(_LOCAL_SUFFIXES):
            raise Refused(
                "local-name",
                f"拒绝访问 {quoted(name)}：这是本机或内网的名称{_OPEN_ZH}",
                f"refused {quoted(name)}: a name of this machine or network{_OPEN_EN}",
            )

    def _check_port(self, name: str, port: int) -> None:
        if self._ports is None or port in self._ports:
            return
        raise Refused(
            "port",
            f"拒绝访问 {quoted(name)} 的 {port} 端口：不是网店常用端口{_OPEN_ZH}",
            f"refused port {port} of {quoted(name)}: not a port of web shops{_OPEN_EN}",
        )

    async def _lookup(self, name: str) -> list[str]:
        known = self._known.get(name)
        now = time.monotonic()
        if known is not None and known[0] > now:
            return known[1]
        addresses = await self._resolver.lookup(name)
        if not addresses:
            raise no_such_name(name)
        if len(self._known) >= _REMEMBERED_NAMES:
            self._known.clear()
        self._known[name] = (now + self._remember, addresses)
        return addresses


_OPEN_ZH = "；确需访问时用 --allow 主机:端口 单独放行"
_OPEN_EN = "; if it is meant, open exactly it with --allow HOST:PORT"


def plain_host(host: str) -> str:
    """`host` as lower-case ASCII without brackets and trailing dot.

    Names in Chinese become punycode. Raises Refused: "bad-host" for what is no
    host name, "odd-address" for IPv4 addresses in legacy spellings (127.1,
    0x7f.1, 2130706433, 0177.0.0.1, 0, full-width digits, 。 for dots), which
    resolvers would quietly turn into addresses.
    """
    if len(host) > 1024:
        raise _bad_host(host)
    name = host.lower()
    if name.startswith("[") and name.endswith("]"):
        return str(_ipv6(host, name[1:-1]))
    if ":" in name:
        return str(_ipv6(host, name))
    if not name.isascii():
        name = _punycode(host, name)
    name = name.removesuffix(".")
    if not _HOST.match(name):
        raise _bad_host(host)
    if _NUMBER.match(name.rpartition(".")[2]):
        _check_dotted_decimal(host, name)
    return name


def _punycode(host: str, name: str) -> str:
    folded = normalize("NFKC", name.translate(_DOTS))
    if _NUMBER.match(folded.removesuffix(".").rpartition(".")[2]):
        raise _odd_address(host)
    try:
        return folded.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise _bad_host(host) from None


def _ipv6(host: str, text: str) -> IPv6Address:
    try:
        if "%" in text:
            raise ValueError(text)
        return IPv6Address(text)
    except ValueError:
        raise _bad_host(host) from None


def _check_dotted_decimal(host: str, name: str) -> None:
    """A host whose last label is a number is an IPv4 address (WHATWG URL, 3.5)."""
    try:
        if str(IPv4Address(name)) == host:
            return
    except ValueError:
        pass
    raise _odd_address(host)


def _literal(name: str) -> str | None:
    return name if ":" in name or name.rpartition(".")[2].isdigit() else None


def _check_address(name: str, address: str) -> None:
    why = refusal(address)
    if why is None:
        return
    zh, en = _WHY[why]
    where = quoted(name) if name == address else f"{quoted(name)} ({quoted(address)})"
    raise Refused(
        "private-address",
        f"拒绝访问 {where}：{zh}{_OPEN_ZH}",
        f"refused {where}: {en}{_OPEN_EN}",
    )


def _bad_host(host: str) -> Refused:
    return Refused(
        "bad-host",
        f"主机名 {quoted(host)} 写法不对；请核对网址",
        f"{quoted(host)} is no host name; check the address",
    )


def _odd_address(host: str) -> Refused:
    return Refused(
        "odd-address",
        f"拒绝访问 {quoted(host)}：IP 地址的写法不规范，常用来绕过检查",
        f"refused {quoted(host)}: an IP address in a spelling used to slip past checks",
    )


def _allowed_pair(entry: str) -> tuple[str, int]:
    host, _, port = entry.strip().rpartition(":")
    try:
        if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
            raise ValueError(entry)
        if ":" in host and not host.startswith("["):
            raise ValueError(entry)
        return plain_host(host), int(port)
    except (ValueError, Refused):
        raise Refused(
            "bad-allow",
            f"放行地址“{quoted(entry)}”写法不对；应为 主机:端口，例如 127.0.0.1:8099",
            f"allow entry {quoted(entry)} is not understood; write HOST:PORT, as 127.0.0.1:8099",
        ) from None
