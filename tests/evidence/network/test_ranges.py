"""Every range that is not public is refused; public addresses are not."""

import pytest

from evidence.network.ranges import carried, refusal


@pytest.mark.parametrize(
    ("ip", "why"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("0.0.0.0", "this-host"),
        ("0.1.2.3", "this-host"),
        ("10.0.0.1", "private"),
        ("10.255.255.255", "private"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "shared"),
        ("100.127.255.255", "shared"),
        ("100.100.100.200", "metadata"),
        ("169.254.169.254", "metadata"),
        ("169.254.1.1", "link-local"),
        ("168.63.129.16", "metadata"),
        ("192.0.0.192", "metadata"),
        ("192.0.0.1", "reserved"),
        ("192.0.2.1", "documentation"),
        ("198.51.100.1", "documentation"),
        ("203.0.113.255", "documentation"),
        ("198.18.0.1", "benchmark"),
        ("198.19.255.255", "benchmark"),
        ("192.88.99.1", "reserved"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.255", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("::", "this-host"),
        ("::1", "loopback"),
        ("fc00::1", "private"),
        ("fd12:3456::1", "private"),
        ("fd00:ec2::254", "metadata"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
        ("2001:10::1", "reserved"),
        ("2001:20::1", "reserved"),
        ("2001:2::1", "benchmark"),
        ("100::1", "reserved"),
        ("5f00::1", "reserved"),
        ("4000::1", "reserved"),
        ("::7f00:1", "tunnel"),  # IPv4-compatible loopback
        ("::808:808", "reserved"),  # IPv4-compatible, deprecated as a whole
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:100.64.0.1", "shared"),
        ("::ffff:0:127.0.0.1", "tunnel"),  # IPv4-translated
        ("2002:7f00:1::", "tunnel"),  # 6to4
        ("2002:a00:1::1", "tunnel"),
        ("2002:a9fe:a9fe::", "tunnel"),
        ("64:ff9b::7f00:1", "tunnel"),  # NAT64
        ("64:ff9b::a9fe:a9fe", "tunnel"),
        ("64:ff9b:1:808:8:800:808:808", "private"),  # local-use NAT64, never public
        ("64:ff9b:1:7f00:0:100::", "tunnel"),
        ("2001:0:7f00:1::", "tunnel"),  # Teredo server
        ("2001:0:808:808:0:0:80ff:fffe", "tunnel"),  # Teredo client 127.0.0.1, inverted
        ("2400:3200::5efe:7f00:1", "tunnel"),  # ISATAP
        ("no address", "unreadable"),
        ("127.1", "unreadable"),
        ("", "unreadable"),
    ],
)
def test_refused_with_its_reason(ip: str, why: str) -> None:
    assert refusal(ip) == why


@pytest.mark.parametrize(
    "ip",
    [
        "8.8.8.8",
        "114.114.114.114",
        "223.5.5.5",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "169.253.255.255",
        "198.17.255.255",
        "223.255.255.255",
        "2400:3200::1",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_public(ip: str) -> None:
    assert refusal(ip) is None


def test_both_addresses_of_teredo_are_seen() -> None:
    from ipaddress import IPv6Address

    inside = carried(IPv6Address("2001:0:808:808:0:0:f5ff:fffe"))
    assert [str(ip) for ip in inside] == ["8.8.8.8", "10.0.0.1"]
