"""Names become addresses: by the system, and by name servers on loopback."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

from evidence.errors import FetchFailed, Refused
from evidence.network.reach import Reach
from evidence.network.resolver import NameServers, SystemResolver, resolver_from

ZONE = {
    ("shop.example.", "A"): ["8.8.8.8", "9.9.9.9"],
    ("shop.example.", "AAAA"): ["2400:3200::1"],
    ("inside.example.", "A"): ["192.168.0.7"],
    ("alias.example.", "CNAME"): ["localhost."],
    ("alias.example.", "A"): [],
    ("empty.example.", "TXT"): [],
}


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(asyncio.wait_for(work, 30))


class _Zone(asyncio.DatagramProtocol):
    def __init__(self, asked: list[str]) -> None:
        self._asked = asked

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, address: Any) -> None:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name, kind = question.name.to_text(), dns.rdatatype.to_text(question.rdtype)
        self._asked.append(f"{name} {kind}")
        if name == "silent.example.":
            return
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if name == "broken.example.":
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif not any(known == name for known, _ in ZONE):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif name == "alias.example.":
            answer.answer.append(dns.rrset.from_text(name, 0, "IN", "CNAME", "localhost."))
            if kind == "A":
                answer.answer.append(dns.rrset.from_text("localhost.", 0, "IN", "A", "127.0.0.1"))
        elif records := ZONE.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(name, 0, "IN", kind, *records))
        self._transport.sendto(answer.to_wire(), address)


@asynccontextmanager
async def zone() -> AsyncIterator[tuple[str, list[str]]]:
    """A name server on loopback: its address, and what it was asked."""
    asked: list[str] = []
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: _Zone(asked), local_addr=("127.0.0.1", 0)
    )
    try:
        yield f"127.0.0.1:{transport.get_extra_info('sockname')[1]}", asked
    finally:
        transport.close()


def test_name_servers_give_both_kinds() -> None:
    async def work() -> None:
        async with zone() as (server, asked):
            found = await NameServers([server]).lookup("shop.example")
            assert sorted(found[:2]) == ["8.8.8.8", "9.9.9.9"]
            assert found[2:] == ["2400:3200::1"]
            assert sorted(asked) == ["shop.example. A", "shop.example. AAAA"]

    run(work())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gone.example", "no address exists"),
        ("empty.example", "no address exists"),
        ("broken.example", "no name server answered"),
        ("silent.example", "no name server answered"),
    ],
)
def test_failures_tell_a_missing_name_from_a_silent_server(name: str, words: str) -> None:
    async def work() -> None:
        async with zone() as (server, _):
            with pytest.raises(FetchFailed) as caught:
                await NameServers([server], seconds=0.5).lookup(name)
            assert caught.value.code == "dns"
            assert words in caught.value.diagnostics("en")
            assert name in caught.value.diagnostics("zh")

    run(work())


@pytest.mark.parametrize("name", ["inside.example", "alias.example"])
def test_the_guard_judges_what_the_name_server_says(name: str) -> None:
    async def work() -> None:
        async with zone() as (server, _):
            with pytest.raises(Refused) as caught:
                await Reach(resolver=server).resolve(name, 80)
            assert caught.value.code == "private-address"

    run(work())


def test_the_hosts_file_comes_before_the_name_servers(tmp_path: Path) -> None:
    hosts = tmp_path / "hosts"
    hosts.write_text(
        "# comment\n8.8.4.4 Shop.example other # note\n2400:3200::2 shop.example\nbad x\n"
    )

    async def work() -> None:
        async with zone() as (server, asked):
            servers = NameServers([server], hosts_file=hosts)
            assert await servers.lookup("shop.example") == ["8.8.4.4", "2400:3200::2"]
            assert await servers.lookup("other") == ["8.8.4.4"]
            assert asked == []

    run(work())


def test_the_system_reads_its_hosts_file_too() -> None:
    assert "127.0.0.1" in run(SystemResolver().lookup("localhost"))


@pytest.mark.parametrize(
    "setting", ["127.0.0.1", "127.0.0.1:53, [::1]:53", ["::1", "127.0.0.1:5353"]]
)
def test_settings(setting: Any) -> None:
    assert isinstance(resolver_from(setting), NameServers)


def test_no_setting_means_the_system() -> None:
    assert isinstance(resolver_from(None), SystemResolver)
    assert isinstance(resolver_from([]), SystemResolver)


@pytest.mark.parametrize(
    "setting", ["dns.example", "127.0.0.1:0", "127.0.0.1:x", "[::1", "[::1]53x"]
)
def test_a_setting_that_is_not_understood_is_told(setting: str) -> None:
    with pytest.raises(Refused) as caught:
        resolver_from(setting)
    assert caught.value.code == "bad-resolver"
