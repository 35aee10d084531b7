"""Which IP addresses are public, and why the others are not.

`ipaddress.is_global` alone is wrong for this: it calls 224.0.0.1, 192.0.0.192
and the NAT64 and 6to4 forms of loopback global. So an own list stands beside
it, after the IANA special-purpose registries (RFC 6890 and its updates) and
the metadata addresses of cloud providers, and an address that carries an IPv4
address inside is judged by that one too.
"""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

Address = IPv4Address | IPv6Address

# Reason words are stable; the first network that holds the address names the reason.
_DENIED_4: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "metadata",
        ("169.254.169.254/32", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32"),
    ),
    ("this-host", ("0.0.0.0/8",)),
    ("loopback", ("127.0.0.0/8",)),
    ("private", ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")),
    ("shared", ("100.64.0.0/10",)),
    ("link-local", ("169.254.0.0/16",)),
    ("multicast", ("224.0.0.0/4",)),
    ("documentation", ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")),
    ("benchmark", ("198.18.0.0/15",)),
    # Protocol assignments, AS112 sinks, AMT and 6to4 relays, class E and broadcast.
    (
        "reserved",
        (
            "192.0.0.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.175.48.0/24",
            "240.0.0.0/4",
        ),
    ),
)
_DENIED_6: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("metadata", ("fd00:ec2::/32", "fd20:ce::/32")),
    ("this-host", ("::/128",)),
    ("loopback", ("::1/128",)),
    ("private", ("fc00::/7", "fec0::/10", "64:ff9b:1::/48")),
    ("link-local", ("fe80::/10",)),
    ("multicast", ("ff00::/8",)),
    ("documentation", ("2001:db8::/32", "3fff::/20")),
    ("benchmark", ("2001:2::/48",)),
    # IPv4-compatible, discard-only, ORCHID and other protocol assignments, SRv6 SIDs.
    ("reserved", ("::/96", "100::/64", "100:0:0:1::/64", "2001::/23", "5f00::/16")),
)

_NETWORKS_4 = [(why, IPv4Network(net)) for why, nets in _DENIED_4 for net in nets]
_NETWORKS_6 = [(why, IPv6Network(net)) for why, nets in _DENIED_6 for net in nets]

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
_TRANSLATED = IPv6Network("::ffff:0:0:0/96")
_COMPATIBLE = IPv6Network("::/96")
_TEREDO = IPv6Network("2001::/32")
_ISATAP = (0x00005EFE, 0x02005EFE)


def carried(address: IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 address carries inside, if any.

    IPv4-mapped and -compatible (RFC 4291), IPv4-translated (RFC 2765), NAT64
    (RFC 6052, RFC 8215), 6to4 (RFC 3056), Teredo server and client (RFC 4380)
    and ISATAP (RFC 5214).
    """
    low = int(address) & 0xFFFFFFFF
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address.sixtofour is not None:
        return [address.sixtofour]
    if address in _TEREDO:
        return list(address.teredo or ())
    if address in _NAT64 or address in _TRANSLATED:
        return [IPv4Address(low)]
    if address in _NAT64_LOCAL:
        return _local_nat64(address)
    if address in _COMPATIBLE and low > 1:
        return [IPv4Address(low)]
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return [IPv4Address(low)]
    return []


def refusal(ip: str | Address) -> str | None:
    """Why `ip` must not be connected to, as a stable word; None if it is public.

    Words: "loopback", "private", "link-local", "shared", "multicast",
    "metadata", "this-host", "documentation", "benchmark", "reserved",
    "tunnel" (a public form that hides an address which is none) and
    "unreadable" (no IP address at all). Pure: no packet is sent.
    """
    try:
        address = ip_address(ip) if isinstance(ip, str) else ip
    except ValueError:
        return "unreadable"
    if isinstance(address, IPv4Address):
        return _refusal_4(address)
    return _refusal_6(address)


def _refusal_4(address: IPv4Address) -> str | None:
    for why, network in _NETWORKS_4:
        if address in network:
            return why
    return None if address.is_global and not address.is_multicast else "reserved"


def _refusal_6(address: IPv6Address) -> str | None:
    inside = carried(address)
    for inner in inside:
        why = _refusal_4(inner)
        if why is not None:
            # A mapped address is the IPv4 address itself, so it keeps that one's reason.
            return why if address.ipv4_mapped is not None else "tunnel"
    if inside and (address.ipv4_mapped is not None or address in _NAT64):
        return None
    for why, network in _NETWORKS_6:
        if address in network:
            return why
    if address.scope_id is not None:
        return "link-local"
    if inside:
        return None if address in _GLOBAL_UNICAST else "reserved"
    return None if address in _GLOBAL_UNICAST and address.is_global else "reserved"


def _local_nat64(address: IPv6Address) -> list[IPv4Address]:
    """Both places where RFC 6052 may put the IPv4 address in a /48 and in a /96."""
    value = int(address)
    at_48 = ((value >> 64) & 0xFFFF) << 16 | (value >> 40) & 0xFFFF
    return [IPv4Address(at_48), IPv4Address(value & 0xFFFFFFFF)]
