"""DER, the encoding of certificates, signatures and time-stamps (ITU-T X.690).

`read` takes any BER of definite or indefinite length, since some time-stamp
authorities answer in it; what must be exact is compared byte by byte with what
`write` gives, which is DER. Only low tag numbers exist here; so in CMS and TSP.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

INTEGER, BIT_STRING, OCTET_STRING, NULL, OID = 0x02, 0x03, 0x04, 0x05, 0x06
UTF8_STRING, UTC_TIME, GENERALIZED_TIME = 0x0C, 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31

_CONSTRUCTED = 0x20
_DEEPEST = 24


class Malformed(ValueError):
    """The bytes are no BER, or not of the shape asked for."""


@dataclass(frozen=True, slots=True)
class Item:
    """One value: its identifier octet, its contents, and all its bytes as they stood."""

    tag: int
    content: bytes
    raw: bytes

    def inside(self, tag: int = SEQUENCE) -> list["Item"]:
        """The values within this one, which must have `tag`. Raises Malformed."""
        return list(_items(self.expect(tag).content))

    def expect(self, tag: int) -> "Item":
        """Itself, if it has `tag`. Raises Malformed."""
        if self.tag != tag:
            raise Malformed(f"tag {self.tag:#04x} where {tag:#04x} should be")
        return self

    def octets(self) -> bytes:
        """The bytes of an OCTET STRING, put together where it comes in pieces (X.690, 8.7.3)."""
        if self.tag == OCTET_STRING | _CONSTRUCTED:
            return b"".join(piece.expect(OCTET_STRING).content for piece in _items(self.content))
        return self.expect(OCTET_STRING).content

    def integer(self) -> int:
        """The value of an INTEGER."""
        if not self.expect(INTEGER).content:
            raise Malformed("an integer without a value")
        return int.from_bytes(self.content, "big", signed=True)

    def oid(self) -> str:
        """An OBJECT IDENTIFIER in dotted form (X.690, 8.19)."""
        content = self.expect(OID).content
        if not content or content[-1] & 0x80:
            raise Malformed("an unfinished object identifier")
        arcs, value = [], 0
        for octet in content:
            value = value << 7 | octet & 0x7F
            if not octet & 0x80:
                arcs.append(value)
                value = 0
        first = min(arcs[0] // 40, 2)
        return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))

    def time(self) -> datetime:
        """A UTCTime or GeneralizedTime in UTC (RFC 5280, 4.1.2.5; fractions as in RFC 3161)."""
        try:
            text = self.content.decode("ascii")
            if self.tag == UTC_TIME:
                text = ("19" if int(text[:2]) >= 50 else "20") + text
            elif self.tag != GENERALIZED_TIME:
                raise Malformed("no time")
            if not text.endswith("Z"):
                raise Malformed("a time that is not in UTC")
            whole, _, fraction = text[:-1].partition(".")
            if len(whole) != 14 or not whole.isdigit() or (fraction and not fraction.isdigit()):
                raise Malformed("no time")
            moment = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError as error:
            raise Malformed("no time") from error
        return moment.replace(microsecond=int(fraction[:6].ljust(6, "0")))


def read(data: bytes) -> Item:
    """The one value that `data` is. Raises Malformed, also for what follows it."""
    item, end = _read(data, 0, 0)
    if end != len(data):
        raise Malformed(f"{len(data) - end} bytes after the end")
    return item


def _items(content: bytes) -> Iterator[Item]:
    offset = 0
    while offset < len(content):
        item, offset = _read(content, offset, 0)
        yield item


def _read(data: bytes, offset: int, depth: int) -> tuple[Item, int]:
    if depth > _DEEPEST:
        raise Malformed("nested too deeply")
    if offset + 2 > len(data):
        raise Malformed("breaks off")
    tag, length, start = data[offset], data[offset + 1], offset + 2
    if tag & 0x1F == 0x1F:
        raise Malformed("a high tag number")
    if length == 0x80:
        return _read_indefinite(data, offset, tag, depth)
    if length > 0x80:
        size = length & 0x7F
        if size > 4 or start + size > len(data):
            raise Malformed("a length that cannot be")
        length, start = int.from_bytes(data[start : start + size], "big"), start + size
    end = start + length
    if end > len(data):
        raise Malformed("breaks off")
    return Item(tag, data[start:end], data[offset:end]), end


def _read_indefinite(data: bytes, offset: int, tag: int, depth: int) -> tuple[Item, int]:
    """A value that ends with two zero octets (X.690, 8.1.3.6)."""
    if not tag & _CONSTRUCTED:
        raise Malformed("an indefinite length where none may be")
    end = offset + 2
    while data[end : end + 2] != b"\x00\x00":
        _, end = _read(data, end, depth + 1)
    return Item(tag, data[offset + 2 : end], data[offset : end + 2]), end + 2


def write(tag: int, *contents: bytes) -> bytes:
    """A value with `tag` whose contents are `contents` put together."""
    content = b"".join(contents)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def sequence(*contents: bytes) -> bytes:
    """A SEQUENCE."""
    return write(SEQUENCE, *contents)


def set_of(members: Iterable[bytes], tag: int = SET) -> bytes:
    """A SET OF, its members in the order that DER demands (X.690, 11.6)."""
    return write(tag, *sorted(members))


def integer(value: int) -> bytes:
    """An INTEGER."""
    return write(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def octets(value: bytes) -> bytes:
    """An OCTET STRING."""
    return write(OCTET_STRING, value)


def oid(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER. Raises Malformed where `dotted` is none."""
    try:
        first, second, *rest = map(int, dotted.split("."))
    except ValueError as error:
        raise Malformed("no object identifier") from error
    if not 0 <= first <= 2 or second < 0 or (first < 2 and second > 39) or min(rest, default=0) < 0:
        raise Malformed("no object identifier")
    return write(OID, *(_base128(arc) for arc in (40 * first + second, *rest)))


def utc_time(moment: datetime) -> bytes:
    """A UTCTime before 2050 and a GeneralizedTime after (RFC 5652, 11.3), to the second."""
    moment = moment.astimezone(UTC)
    if 1950 <= moment.year < 2050:
        return write(UTC_TIME, moment.strftime("%y%m%d%H%M%SZ").encode())
    return write(GENERALIZED_TIME, moment.strftime("%Y%m%d%H%M%SZ").encode())


def _base128(value: int) -> bytes:
    out = [value & 0x7F]
    while value := value >> 7:
        out.append(0x80 | value & 0x7F)
    return bytes(reversed(out))
