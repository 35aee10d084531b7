"""DER against cryptography, published examples and broken bytes."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.x509 import ObjectIdentifier
from hypothesis import given
from hypothesis import strategies as st

from evidence.seal import der
from evidence.seal.der import Malformed


@given(st.integers(0, 1 << 300), st.integers(0, 1 << 300))
def test_integers_are_those_of_cryptography(r: int, s: int) -> None:
    ours = der.sequence(der.integer(r), der.integer(s))
    assert ours == encode_dss_signature(r, s)
    assert decode_dss_signature(ours) == (r, s)
    assert [one.integer() for one in der.read(ours).inside()] == [r, s]


@given(st.integers())
def test_negative_integers_come_back(value: int) -> None:
    assert der.read(der.integer(value)).integer() == value


@pytest.mark.parametrize(
    ("dotted", "encoded"),
    [
        ("1.2.840.113549", "06062a864886f70d"),
        ("2.5.4.3", "0603550403"),
        ("2.999.3", "0603883703"),
        ("2.100.3", "0603813403"),
        ("0.0", "060100"),
        ("1.39.0", "06024f00"),
    ],
)
def test_object_identifiers(dotted: str, encoded: str) -> None:
    assert der.oid(dotted).hex() == encoded
    assert der.read(bytes.fromhex(encoded)).oid() == dotted


def test_an_identifier_below_the_arc_of_uuids() -> None:
    dotted = "2.25.211341682346342868038697316265740501079"
    assert der.read(der.oid(dotted)).oid() == ObjectIdentifier(dotted).dotted_string


@pytest.mark.parametrize("dotted", ["", "1", "1.40", "3.1", "1.2.-3", "1..2", "a.b"])
def test_what_is_no_object_identifier_is_refused(dotted: str) -> None:
    with pytest.raises(Malformed):
        der.oid(dotted)


@given(st.binary(max_size=70_000))
def test_contents_of_any_length_come_back(content: bytes) -> None:
    encoded = der.octets(content)
    item = der.read(encoded)
    assert item.octets() == content
    assert item.raw == encoded


def test_a_set_is_in_the_order_of_der() -> None:
    members = [der.octets(b"b"), der.integer(5), der.octets(b"a")]
    assert der.set_of(members) == der.write(der.SET, members[1], members[2], members[0])


@pytest.mark.parametrize(
    ("encoded", "expected"),
    [
        ("170d3236313132343038303530375a", datetime(2026, 11, 24, 8, 5, 7, tzinfo=UTC)),
        ("170d3530303130313030303030305a", datetime(1950, 1, 1, tzinfo=UTC)),
        ("180f32303530303130313030303030305a", datetime(2050, 1, 1, tzinfo=UTC)),
        (
            "181332303236313132343038303530372e3132355a",
            datetime(2026, 11, 24, 8, 5, 7, 125000, tzinfo=UTC),
        ),
    ],
)
def test_times(encoded: str, expected: datetime) -> None:
    assert der.read(bytes.fromhex(encoded)).time() == expected
    if not expected.microsecond and expected.year > 1950:
        assert der.utc_time(expected).hex() == encoded


@pytest.mark.parametrize(
    "text", ["20261124080507", "20261124080507+0800", "20261324080507Z", "2026112408050Z", "Z", ""]
)
def test_what_is_no_time_in_utc_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        der.read(der.write(der.GENERALIZED_TIME, text.encode())).time()


def test_the_indefinite_length_of_ber_is_read() -> None:
    pieces = der.octets(b"one ") + der.octets(b"two")
    assert der.read(b"\x24\x80" + pieces + b"\x00\x00").octets() == b"one two"
    item = der.read(b"\x30\x80\x30\x80\x02\x01\x05\x00\x00\x00\x00")
    assert item.inside()[0].inside()[0].integer() == 5


@pytest.mark.parametrize(
    "encoded",
    [
        "",
        "30",
        "3005",
        "3001",
        "3084",
        "308500000000",
        "30820100",
        "020105ff",
        "1f8101",
        "0480",
        "3080",
        "30800201",
        "0200",
        "0600",
        "060180",
        "308" + "0308" * 30,
    ],
)
def test_broken_bytes_are_refused(encoded: str) -> None:
    raw = bytes.fromhex(encoded if len(encoded) % 2 == 0 else encoded + "0")
    with pytest.raises(Malformed):
        item = der.read(raw)
        {der.INTEGER: item.integer, der.OID: item.oid}.get(item.tag, item.inside)()


@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_be_read_or_refused(data: bytes) -> None:
    try:
        item = der.read(data)
        for ask in (item.integer, item.oid, item.time, item.octets, item.inside):
            try:
                ask()
            except Malformed:
                pass
    except Malformed:
        pass


def test_deep_nesting_and_pieces_within_pieces_end() -> None:
    deep = b"\x30\x80" * 5000
    with pytest.raises(Malformed):
        der.read(deep)
    nested = der.octets(b"x")
    for _ in range(2000):
        nested = der.write(0x24, nested)
    with pytest.raises(Malformed):
        der.read(nested).octets()
