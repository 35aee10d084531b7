"""What a file is, by its first bytes and never by its name: recordings, pictures, sound.

Signatures as their formats define them: ISO/IEC 14496-12 (ftyp), Matroska (EBML),
RIFF, ITU-T T.81 (JPEG), ISO/IEC 15948 (PNG), RFC 4867 (AMR), RFC 3533 (Ogg) and so on.
"""

from dataclasses import dataclass
from typing import Literal

HEAD_BYTES = 4096

Sort = Literal["video", "picture", "sound", "document", "unknown"]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its sort, its media type, and the ending we give it."""

    sort: Sort
    media_type: str
    ending: str

    @property
    def zh(self) -> str:
        """The sort in Chinese."""
        return _NAMES[self.sort]


_NAMES: dict[Sort, str] = {
    "video": "视频",
    "picture": "图片",
    "sound": "录音",
    "document": "文档",
    "unknown": "未识别格式的文件",
}
UNKNOWN = FileKind("unknown", "application/octet-stream", "bin")
_MP4 = FileKind("video", "video/mp4", "mp4")
_BRANDS = {
    b"qt  ": FileKind("video", "video/quicktime", "mov"),
    b"M4A ": FileKind("sound", "audio/mp4", "m4a"),
    b"heic": FileKind("picture", "image/heic", "heic"),
    b"heix": FileKind("picture", "image/heic", "heic"),
    b"mif1": FileKind("picture", "image/heif", "heif"),
    b"avif": FileKind("picture", "image/avif", "avif"),
}
_RIFF = {
    b"AVI ": FileKind("video", "video/x-msvideo", "avi"),
    b"WAVE": FileKind("sound", "audio/wav", "wav"),
    b"WEBP": FileKind("picture", "image/webp", "webp"),
}
_STARTS = (
    (b"\xff\xd8\xff", FileKind("picture", "image/jpeg", "jpg")),
    (b"\x89PNG\r\n\x1a\n", FileKind("picture", "image/png", "png")),
    (b"GIF87a", FileKind("picture", "image/gif", "gif")),
    (b"GIF89a", FileKind("picture", "image/gif", "gif")),
    (b"#!AMR", FileKind("sound", "audio/amr", "amr")),
    (b"OggS", FileKind("sound", "audio/ogg", "ogg")),
    (b"fLaC", FileKind("sound", "audio/flac", "flac")),
    (b"ID3", FileKind("sound", "audio/mpeg", "mp3")),
    (b"%PDF-", FileKind("document", "application/pdf", "pdf")),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", FileKind("video", "video/x-ms-asf", "wmv")),
    (b"FLV\x01", FileKind("video", "video/x-flv", "flv")),
)


def kind_of(head: bytes) -> FileKind:
    """The kind of a file that begins with `head` (HEAD_BYTES, or all of it)."""
    if head[4:8] == b"ftyp":
        return _of_brand(head[8:12])
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[:4] == b"\x1a\x45\xdf\xa3":
        webm = b"webm" in head[:64]
        return FileKind("video", *(("video/webm", "webm") if webm else ("video/x-matroska", "mkv")))
    if len(head) > 376 and head[0] == head[188] == head[376] == 0x47:
        return FileKind("video", "video/mp2t", "ts")
    if head[:2] in {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"}:
        return FileKind("sound", "audio/mpeg", "mp3")
    if head[:2] in {b"\xff\xf1", b"\xff\xf9"}:
        return FileKind("sound", "audio/aac", "aac")
    return next((kind for start, kind in _STARTS if head.startswith(start)), UNKNOWN)


def _of_brand(brand: bytes) -> FileKind:
    if brand[:3] in {b"3gp", b"3g2"}:
        return FileKind("video", "video/3gpp", "3gp")
    return _BRANDS.get(brand, _MP4)
