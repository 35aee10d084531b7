"""The guard decides; no packet leaves for what it refuses."""

import asyncio

import pytest

from evidence.errors import FetchFailed, Refused
from evidence.network.reach import Endpoint, Reach, plain_host
from tests.evidence.network.servers import Table


def resolve(host: str, port: int = 80, **options: object) -> Endpoint:
    options.setdefault("resolver", Table({}))
    return asyncio.run(Reach(**options).resolve(host, port))  # type: ignore[arg-type]


def code(host: str, port: int = 80, **options: object) -> str:
    with pytest.raises(Refused) as caught:
        resolve(host, port, **options)
    assert caught.value.diagnostics("zh") != caught.value.diagnostics("en")
    assert caught.value.diagnostics().isprintable()
    return caught.value.code


@pytest.mark.parametrize(
    "host",
    [
        "127.1",
        "0x7f.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "0177.0.0.1",
        "127.0.0.01",
        "0",
        "0x",
        "127.0.0.1.",
        "127.0.0.1.1",
        "8.8.8",
        "１２７.０.０.１",
        "127。0。0。1",
        "127．0．0．1",
        "②.1",
        "shop.example.1",
    ],
)
def test_addresses_in_legacy_spelling_are_refused(host: str) -> None:
    assert code(host) == "odd-address"


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.localhost",
        "ⓛocalhost",
        "printer.local",
        "metadata.google.internal",
        "nas.home.arpa",
        "x.localdomain",
        "ip6-localhost",
    ],
)
def test_local_names_are_refused(host: str) -> None:
    assert code(host) == "local-name"


@pytest.mark.parametrize(
    "host",
    [
        "",
        "a b",
        "a\r\nb",
        "a\0b",
        "a/b",
        "a@b",
        "a%2eb",
        "..",
        "a..b",
        "x" * 64,
        "x." * 200,
        "[::1%1]",
        "[127.0.0.1]",
        "a:b",
        "\udcff",
    ],
)
def test_what_is_no_host_is_refused(host: str) -> None:
    assert code(host) == "bad-host"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.100.100.200",
        "0.0.0.0",
        "255.255.255.255",
        "[::1]",
        "::1",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[fd00:ec2::254]",
        "[64:ff9b::7f00:1]",
    ],
)
def test_addresses_that_are_not_public_are_refused(host: str) -> None:
    assert code(host) == "private-address"


def test_a_public_literal_needs_no_look_up() -> None:
    table = Table({})
    assert resolve("8.8.8.8", 443, resolver=table) == Endpoint("8.8.8.8", 443, "8.8.8.8")
    assert resolve("[2400:3200:0::1]", resolver=table).ip == "2400:3200::1"
    assert table.asked == []


def test_a_name_gives_its_addresses_in_order() -> None:
    table = Table({"shop.example": ["8.8.8.8", "2400:3200::1"]})
    endpoint = resolve("Shop.Example.", resolver=table)
    assert endpoint == Endpoint("shop.example", 80, "8.8.8.8", ("2400:3200::1",))


@pytest.mark.parametrize(
    "addresses", [["8.8.8.8", "127.0.0.1"], ["10.0.0.1"], ["2400:3200::1", "::1"]]
)
def test_one_address_that_is_not_public_refuses_the_name(addresses: list[str]) -> None:
    assert code("shop.example", resolver=Table({"shop.example": addresses})) == "private-address"


def test_the_text_names_host_and_address() -> None:
    table = Table({"shop.example": ["192.168.1.9"]})
    with pytest.raises(Refused) as caught:
        resolve("shop.example", resolver=table)
    for language in ("zh", "en"):
        assert "shop.example (192.168.1.9)" in caught.value.diagnostics(language)
        assert "--allow" in caught.value.diagnostics(language)


@pytest.mark.parametrize("port", [0, 21, 22, 25, 3306, 5432, 6379, 9200, 65535])
def test_ports_that_are_not_for_shops_are_refused(port: int) -> None:
    assert code("8.8.8.8", port) == "port"
    assert resolve("8.8.8.8", port, ports=None).port == port


def test_allow_opens_exactly_that_host_and_port() -> None:
    allow = ["127.0.0.1:8099", "[::1]:8099", "Intranet.Example:6000", "localhost:7000"]
    table = Table({"intranet.example": ["10.0.0.5"], "localhost": ["127.0.0.1"]})
    options = {"allow": allow, "resolver": table}
    assert resolve("127.0.0.1", 8099, **options).ip == "127.0.0.1"
    assert resolve("::1", 8099, **options).ip == "::1"
    assert resolve("intranet.example", 6000, **options).ip == "10.0.0.5"
    assert resolve("localhost", 7000, **options).ip == "127.0.0.1"
    assert code("127.0.0.1", 8100, **options) == "port"
    assert code("127.0.0.1", 80, **options) == "private-address"
    assert code("127.0.0.2", 8080, **options) == "private-address"
    assert code("intranet.example", 80, **options) == "private-address"
    assert code("10.0.0.5", 80, **options) == "private-address"


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "127.0.0.1",
        "127.0.0.1:",
        ":80",
        "127.1:80",
        "127.0.0.1:0",
        "h:99999",
        "::1:80",
        "http://127.0.0.1:80",
        "h:٨٠",
        "*:80",
    ],
)
def test_an_allow_entry_that_is_not_understood_is_told(entry: str) -> None:
    with pytest.raises(Refused) as caught:
        Reach(allow=[entry])
    assert caught.value.code == "bad-allow"
    assert "127.0.0.1:8099" in caught.value.diagnostics()


def test_a_name_that_changes_its_mind_gains_nothing() -> None:
    """DNS rebinding: public at first, loopback at the second look."""
    table = Table({"shop.example": ["8.8.8.8"]})

    async def twice(remember: float) -> Endpoint:
        reach = Reach(resolver=table, remember_seconds=remember)
        first = await reach.resolve("shop.example", 80)
        assert table.asked == ["shop.example"], "one connection, one look-up"
        table.names["shop.example"] = ["127.0.0.1"]
        assert first.ip == "8.8.8.8"
        return await reach.resolve("shop.example", 80)

    assert asyncio.run(twice(60.0)).ip == "8.8.8.8"
    table.names["shop.example"] = ["8.8.8.8"]
    table.asked.clear()
    with pytest.raises(Refused):
        asyncio.run(twice(0.0))


def test_an_unknown_name_is_a_network_failure_not_a_refusal() -> None:
    with pytest.raises(FetchFailed) as caught:
        resolve("gone.example")
    assert caught.value.code == "dns"
    assert caught.value.record is None


def test_chinese_names_become_punycode() -> None:
    assert plain_host("茶叶.中国") == "xn--qpr921i.xn--fiqs8s"
    assert plain_host("茶叶。中国") == "xn--qpr921i.xn--fiqs8s"
    assert plain_host("ＳＨＯＰ.example") == "shop.example"


def test_the_hosts_file_counts() -> None:
    """`localhost` comes from /etc/hosts, by the system's resolver."""
    endpoint = asyncio.run(Reach(allow=["localhost:8099"]).resolve("localhost", 8099))
    assert endpoint.ip in ("127.0.0.1", "::1")
