"""What of an archive or a folder is not read, and why (未读): one line for each.

An officer who checks an old archive is to know what was not looked at: a page that was stored as
the same as an earlier one, one in parts, one in a coding that nobody undoes, a picture.
"""

from pathlib import Path
from typing import Any

from evidence.archive.message import HttpParts
from evidence.archive.stored import StrictRecord

Line = dict[str, Any]
Why = tuple[str, str]
"""In Chinese, in English."""

ZSTD = b"\x28\xb5\x2f\xfd"
_ABOUT = frozenset(("warcinfo", "request", "metadata"))
"""Records that hold no answer: what they tell belongs to others."""
_TYPES: dict[str, Why] = {
    "revisit": (
        "内容与先前的记录相同，归档没有再存一份",
        "the same as an earlier record, the archive holds no second copy",
    ),
    "continuation": (
        "记录分段存放，后面的分段没有接起来读",
        "a record in segments, the further ones are not put together",
    ),
    "conversion": ("是转换后的副本，不是原始响应", "a converted copy, not the answer itself"),
}
_UNDONE = frozenset(("unknown-content-coding", "too-many-content-codings"))
_IN_PART = frozenset(("broken-content-coding", "incomplete-content-coding", "decoded-limit"))


def why_no_content(record: StrictRecord) -> Why | None:
    """Why a record can be no page by its type and address; None where it may be one, and for
    records about others."""
    if record.type in ("response", "resource"):
        if record.uri.startswith(("http:", "https:")):
            return None
        scheme = record.uri.partition(":")[0][:20] or "?"
        return f"不是网页地址（{scheme}）", f"no address of the web ({scheme})"
    if record.type in _ABOUT:
        return None
    kind = record.type[:40] or "?"
    return _TYPES.get(
        record.type, (f"记录类型不能读（{kind}）", f"an unknown type of record ({kind})")
    )


def is_about(record: StrictRecord) -> bool:
    """Whether a record only tells of others."""
    return record.type in _ABOUT


def why_unread(parts: HttpParts, *, may_be_page: bool) -> Why | None:
    """Why an answer is not read as a page; None where it is."""
    if not parts.body:
        return f"没有内容（状态码 {parts.status}）", f"no content (status {parts.status})"
    if not may_be_page:
        kind = (parts.content_type or "").partition(";")[0].strip()[:60]
        return f"不是网页（{kind}）", f"no page ({kind})"
    if _UNDONE.intersection(parts.anomalies) or parts.body.startswith(ZSTD):
        coding = (parts.header("Content-Encoding") or b"zstd").decode("latin-1")[:40]
        return f"内容编码不能解开（{coding}）", f"a content coding that is not undone ({coding})"
    return None


def marks_of(record: StrictRecord, parts: HttpParts) -> list[str]:
    """The marks of an answer that is not whole."""
    marks = []
    if said := record.header("WARC-Truncated"):
        marks.append(f"truncated-{said.strip()[:20] or 'unspecified'}")
    if _IN_PART.intersection(parts.anomalies):
        marks.append("coding-cut")
    return marks


def unread_record(path: Path, record: StrictRecord, why: Why) -> Line:
    """The line of a record that is not read."""
    return unread_at(path, record.uri, {"id": record.record_id, "offset": record.offset}, why)


def unread_at(path: Path, url: str, where: dict[str, Any], why: Why) -> Line:
    """The line of what stands at a place of an archive."""
    zh, en = why
    return {"kind": "unread", "path": str(path), "url": url, "record": where, "zh": zh, "en": en}


def unread_file(path: Path) -> Line:
    """The line of a file in a folder that is not read as a page."""
    kind = path.suffix.lower()[:20] or "?"
    zh, en = f"不是网页或者归档（{kind}）", f"no page or archive ({kind})"
    if path.is_symlink():
        zh, en = "是链接，不跟随", "a link, which is not followed"
    elif kind == ".zst":
        zh, en = "zstd 压缩的文件不能读，请先解压", "compressed by zstd: unpack it first"
    return {"kind": "unread", "path": str(path), "zh": zh, "en": en}
