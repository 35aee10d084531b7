"""A page saved with all that belongs to it in one file (MHTML, RFC 2557): its HTML is taken out."""

import binascii
import quopri
import re

_HEAD = 8_192
_MOST_PARTS = 200
_BEGINS = re.compile(rb"\s{0,20}(?:[A-Za-z][\w-]{1,40}:|From )")
_MULTIPART = re.compile(
    rb"^content-type:\s{0,20}multipart/(?:related|mixed|alternative)\b[^\n]{0,300}"
    rb"(?:\n[ \t][^\n]{0,300}){0,5}?"
    rb"boundary\s{0,5}=\s{0,5}(?:\"([^\"\n]{1,200})\"|([^\s;\"]{1,200}))",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    rb"^(content-type|content-transfer-encoding):\s{0,20}"
    rb"([^\n]{0,300}(?:\n[ \t][^\n]{0,300}){0,3})",
    re.IGNORECASE | re.MULTILINE,
)
_BLANK = re.compile(rb"\r?\n\r?\n")


def html_in(body: bytes) -> tuple[bytes, str] | None:
    """The first part of an MHTML file that is HTML, decoded, and its Content-Type; None where
    `body` is no such file or has none."""
    if not _BEGINS.match(body):
        return None
    multipart = _MULTIPART.search(body[:_HEAD])
    if multipart is None:
        return None
    boundary = b"--" + (multipart[1] or multipart[2])
    for part in body.split(boundary, _MOST_PARTS)[1:]:
        blank = _BLANK.search(part, 0, _HEAD)
        if blank is None:
            continue
        fields = {m[1].lower(): m[2].strip() for m in _FIELD.finditer(part[: blank.start()])}
        kind = fields.get(b"content-type", b"").decode("latin-1")
        if kind.lower().startswith(("text/html", "application/xhtml+xml")):
            coding = fields.get(b"content-transfer-encoding", b"").lower()
            return _decoded(part[blank.end() :], coding), kind
    return None


def _decoded(content: bytes, coding: bytes) -> bytes:
    if coding == b"quoted-printable":
        return quopri.decodestring(content)
    if coding == b"base64":
        try:
            return binascii.a2b_base64(content)
        except binascii.Error:
            return content
    return content
