"""The named fields of a WARC record: what may stand in them, and how anything is made to.

What comes from the web goes into a field only through here, so that no address,
title or header can end a line, forge a field or forge a record (WARC 1.1, 4). A
character that does not belong is percent-encoded as UTF-8, not dropped.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote

from evidence.seal.digests import sha256_label

URI_LIMIT = 16 * 1024
"""Longest address that goes into WARC-Target-URI, in characters."""

TRUNCATION_REASONS = frozenset({"length", "time", "disconnect", "unspecified"})

_UNRESERVED = r"A-Za-z0-9._~\-"
_SUB = r"!$&'()*+,;="
_PCT = r"%[0-9A-Fa-f]{2}"
_PCHAR = rf"(?:[{_UNRESERVED}{_SUB}:@]|{_PCT})"
_TAIL = rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:\#(?:{_PCHAR}|[/?])*)?"
# RFC 3986; http and https need a host (RFC 9110, 4.2).
_HTTP_URI = re.compile(
    rf"https?://(?:(?:[{_UNRESERVED}{_SUB}:]|{_PCT})*@)?"
    rf"(?:\[[0-9A-Fa-f:.]+\]|(?:[{_UNRESERVED}{_SUB}]|{_PCT})+)(?::[0-9]*)?"
    rf"(?:/(?:{_PCHAR}|/)*)?{_TAIL}",
    re.IGNORECASE,
)
_OTHER_URI = re.compile(rf"(?!https?:)[A-Za-z][A-Za-z0-9+.\-]*:(?:{_PCHAR}|/)+{_TAIL}", re.I)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_AUTHORITY = re.compile(r"([a-z][a-z0-9+.\-]*://[^/?#]*)(.*)", re.DOTALL)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA_TYPE = re.compile(
    rf'{_WORD}/{_WORD}(?:[ \t]*;[ \t]*{_WORD}=(?:{_WORD}|"(?:[ !#-\[\]-~]|\\[ -~])*"))*'
)
_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z_-]+")


def legal_uri(value: str) -> bool:
    """Whether `value` is a URI of RFC 3986; one of http or https must name a host."""
    return bool(_HTTP_URI.fullmatch(value) or _OTHER_URI.fullmatch(value))


def legal_media_type(value: str) -> bool:
    """Whether `value` is a media type as RFC 9110, 8.3.1 writes it."""
    return bool(_MEDIA_TYPE.fullmatch(value))


def legal_ip(value: str) -> bool:
    """Whether `value` is an IPv4 or IPv6 address without a zone."""
    try:
        return ipaddress.ip_address(value) is not None and "%" not in value
    except ValueError:
        return False


def target_uri(address: str) -> str:
    """`address` as it may stand in WARC-Target-URI.

    An address that is legal already stays as it is. Where encoding does not make
    a URI of it (no scheme, no host), or where it is longer than URI_LIMIT, a URN
    of ours takes its place; the request record has the address as sent.
    """
    if len(address) <= URI_LIMIT and address.partition(":")[0].islower() and legal_uri(address):
        return address
    raw = address.encode("utf-8", "surrogatepass")
    if len(raw) > URI_LIMIT:
        return f"urn:x-wangjian:long-address:{sha256_label(raw)}"
    cleaned = _encoded(raw)
    if len(cleaned) <= URI_LIMIT and legal_uri(cleaned):
        return cleaned
    unreadable = f"urn:x-wangjian:unreadable-address:{quote(raw, safe='') or '-'}"
    if len(unreadable) <= URI_LIMIT:
        return unreadable
    return f"urn:x-wangjian:long-address:{sha256_label(raw)}"


def _encoded(raw: bytes) -> str:
    """`raw` with what RFC 3986 forbids percent-encoded, its scheme in lower case."""
    text = _STRAY_PERCENT.sub("%25", quote(raw, safe="%:/?#[]@!$&'()*+,;="))
    if scheme := _SCHEME.match(text):
        text = scheme[0].lower() + text[scheme.end() :]
    split = _AUTHORITY.fullmatch(text)
    start, rest = (split[1], split[2]) if split else ("", text)
    rest, mark, fragment = rest.partition("#")
    rest = rest + mark + fragment.replace("#", "%23")
    return start + rest.replace("[", "%5B").replace("]", "%5D")


def text(value: str) -> str:
    """`value` on one line, controls and invisible format characters percent-encoded.

    C0, DEL, C1, bidi and other format characters, line and paragraph separators,
    lone surrogates and unassigned code points go; blanks at both ends too, since
    no reader keeps them.
    """
    value = value.strip()
    if value.isprintable():
        return value
    return "".join(c if _shown(c) else _percent(c) for c in value)


def _shown(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) in {"Zs", "Co"}


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def hidden_character(value: str) -> str | None:
    """The first control or format character of `value`, None where there is none."""
    if value.isprintable():
        return None
    return next((c for c in value if unicodedata.category(c) in _HIDDEN), None)


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def warc_date(when: datetime) -> str:
    """`when` as WARC-Date: UTC with microseconds (WARC 1.1, 5.4). A naive time is UTC."""
    utc = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return f"{utc.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def media_type(value: str) -> str:
    """`value` where it is a media type, else application/octet-stream."""
    value = value.strip()
    return value if legal_media_type(value) else "application/octet-stream"


@lru_cache(maxsize=1024)
def ip_address(value: str) -> str | None:
    """`value` as WARC-IP-Address, a zone such as `%eth0` left out; None where it is none."""
    try:
        return ipaddress.ip_address(value.partition("%")[0]).compressed
    except ValueError:
        return None


def truncation(reason: str) -> str:
    """`reason` where it is one of WARC 1.1, 5.13, else "unspecified"."""
    return reason if reason in TRUNCATION_REASONS else "unspecified"


def fields_block(pairs: Iterable[tuple[str, str]]) -> bytes:
    """A block of type application/warc-fields (WARC 1.1, annex: one `name: value` a line)."""
    lines = [
        f"{_NOT_IN_NAMES.sub('-', name).strip('-') or 'field'}: {text(v)}\r\n" for name, v in pairs
    ]
    return "".join(lines).encode("utf-8")
