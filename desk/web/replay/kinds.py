"""What an archived answer is, told by its bytes: headers of shops are not believed."""

import re

CSS, PICTURE, VECTOR, FONT, OTHER = "css", "picture", "vector", "font", "other"

_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
)
_FONTS = (
    (b"wOF2", "font/woff2"),
    (b"wOFF", "font/woff"),
    (b"OTTO", "font/otf"),
    (b"\x00\x01\x00\x00", "font/ttf"),
    (b"true", "font/ttf"),
)
_VECTOR = re.compile(rb"^(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,300}\?>\s{0,200})?"
                     rb"(?:<!--.{0,2000}?-->\s{0,200}|<!doctype[^>]{0,400}>\s{0,200}){0,5}<svg[\s>]",
                     re.IGNORECASE | re.DOTALL)  # fmt: skip


def kind_of(body: bytes, said: str) -> tuple[str, str]:
    """The kind of an answer and the media type under which it may be sent.

    `said` is the Content-Type as received; only for style sheets, which have no signature,
    does it count.
    """
    for start, media in _PICTURES:
        if body.startswith(start):
            return PICTURE, media
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return PICTURE, "image/webp"
    if body[4:12] in {b"ftypavif", b"ftypavis"}:
        return PICTURE, "image/avif"
    if _VECTOR.match(body[:8192]):
        return VECTOR, "image/svg+xml"
    for start, media in _FONTS:
        if body.startswith(start):
            return FONT, media
    if said.partition(";")[0].strip().lower() == "text/css":
        return CSS, "text/css; charset=utf-8"
    return OTHER, "application/octet-stream"
