"""Host name → IP addresses: by the system, or by the name servers an office names."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol

import dns.asyncresolver
import dns.exception
import dns.nameserver
import dns.resolver

from evidence.errors import FetchFailed, Refused
from evidence.network.quoted import quoted

_HOSTS_FILE = Path("/etc/hosts")


class Resolver(Protocol):
    """Whatever turns a name into addresses."""

    async def lookup(self, host: str) -> list[str]:
        """The addresses of `host`, best first. Raises FetchFailed("dns")."""
        ...


class SystemResolver:
    """The machine's own way: /etc/hosts, then what nsswitch.conf says."""

    def __init__(self, *, seconds: float = 15.0) -> None:
        self._seconds = seconds

    async def lookup(self, host: str) -> list[str]:
        """The addresses in the order of RFC 6724. Raises FetchFailed("dns")."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._seconds):
                found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except TimeoutError:
            raise no_answer(host) from None
        except (OSError, UnicodeError) as error:
            if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
                raise no_answer(host) from None
            raise no_such_name(host) from None
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class NameServers:
    """Name servers asked directly, after /etc/hosts.

    `servers` are "IP", "IP:PORT" or "[IPv6]:PORT". Names are asked as they
    stand: no search domain is appended.
    """

    def __init__(
        self, servers: Sequence[str], *, seconds: float = 10.0, hosts_file: Path = _HOSTS_FILE
    ) -> None:
        self._asker = dns.asyncresolver.Resolver(configure=False)
        self._asker.nameservers = [_nameserver(server) for server in servers]
        self._asker.lifetime = seconds
        self._asker.timeout = min(3.0, seconds)
        self._hosts = _read_hosts(hosts_file)

    async def lookup(self, host: str) -> list[str]:
        """A records, then AAAA records. Raises FetchFailed("dns")."""
        if host in self._hosts:
            return self._hosts[host]
        answers = await asyncio.gather(
            self._ask(host, "A"), self._ask(host, "AAAA"), return_exceptions=True
        )
        found = [ip for answer in answers if not isinstance(answer, BaseException) for ip in answer]
        if found:
            return found
        for answer in answers:
            if isinstance(answer, BaseException) and not isinstance(answer, dns.resolver.NXDOMAIN):
                if isinstance(answer, dns.exception.DNSException | OSError):
                    raise no_answer(host) from None
                raise answer
        raise no_such_name(host)

    async def _ask(self, host: str, kind: str) -> list[str]:
        answer = await self._asker.resolve(
            host, kind, search=False, raise_on_no_answer=False, lifetime=self._asker.lifetime
        )
        return [item.address for item in answer.rrset or ()]


def resolver_from(setting: "Resolver | Sequence[str] | str | None") -> Resolver:
    """The resolver that a setting means: None is the system's, text and lists name servers."""
    if setting is None:
        return SystemResolver()
    if isinstance(setting, str):
        return NameServers([part for part in setting.replace(",", " ").split() if part])
    if isinstance(setting, Sequence):
        return NameServers(list(setting)) if setting else SystemResolver()
    return setting


def no_such_name(host: str) -> FetchFailed:
    """The name does not exist: the shop may be gone, or the address mistyped."""
    name = quoted(host)
    return FetchFailed(
        "dns",
        f"域名 {name} 不存在或没有地址；请核对网址",
        f"no address exists for the name {name}; check the address",
    )


def no_answer(host: str) -> FetchFailed:
    """No name server answered: says nothing about the shop."""
    name = quoted(host)
    return FetchFailed(
        "dns",
        f"查询域名 {name} 时域名服务器没有应答；请检查本机网络后重试",
        f"no name server answered for {name}; check this machine's network and try again",
    )


def _nameserver(server: str) -> dns.nameserver.Nameserver:
    host, port = server.strip(), 53
    if host.startswith("["):
        host, _, tail = host[1:].partition("]" if host.endswith("]") else "]:")
        port = 53 if server.strip().endswith("]") else int(tail) if tail.isdigit() else -1
    elif host.count(":") == 1:
        host, _, tail = host.partition(":")
        port = int(tail) if tail.isdigit() else -1
    try:
        address = str(ip_address(host))
        if not 0 < port < 65536:
            raise ValueError(server)
    except ValueError:
        raise Refused(
            "bad-resolver",
            f"域名服务器“{quoted(server)}”写法不对；应为 IP 或 IP:端口",
            f"name server {quoted(server)} is not understood; write IP or IP:PORT",
        ) from None
    return dns.nameserver.Do53Nameserver(address, port)


def _read_hosts(path: Path) -> dict[str, list[str]]:
    """hosts(5): address, then names; the first lines of a name come first."""
    table: dict[str, list[str]] = {}
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return table
    for line in lines:
        address, *names = line.partition("#")[0].split() or [""]
        try:
            ip_address(address)
        except ValueError:
            continue
        for name in names:
            table.setdefault(name.lower().rstrip("."), []).append(address)
    return table
