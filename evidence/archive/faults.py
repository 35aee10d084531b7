"""What can be wrong with an archive file: stable codes, and what each means.

The codes are an interface (`wangjian verify --json`); a code is never given a
second meaning.
"""

from dataclasses import asdict, dataclass
from typing import Any

from evidence.errors import RecordFault

# code: (Chinese, English); {what} is the part that was found wrong.
_MEANINGS = {
    # the gzip members
    "empty-file": ("文件是空的", "the file is empty"),
    "not-gzip": ("不是 gzip 文件", "this is no gzip file"),
    "gzip-header": (
        "gzip 头带有不该有的内容（{what}）",
        "the gzip header holds what it should not ({what})",
    ),
    "gzip-data": ("压缩数据已损坏", "the compressed data is damaged"),
    "gzip-check": (
        "解压后的内容与 gzip 校验值不符（{what}）",
        "what is unpacked does not agree with the gzip trailer ({what})",
    ),
    "torn": ("文件在一条记录中间断开", "the file breaks off in the middle of a record"),
    "trailing-junk": (
        "最后一条记录之后还有 {what} 字节不属于任何记录",
        "{what} bytes after the last record belong to none",
    ),
    "junk-between": (
        "两条记录之间有不属于任何记录的数据",
        "between two records there is data that belongs to none",
    ),
    "empty-member": ("gzip 成员中没有记录", "a gzip member holds no record"),
    "several-records": (
        "一个 gzip 成员中有不止一条记录",
        "one gzip member holds more than one record",
    ),
    "record-too-large": ("记录超过 {what} 字节的上限", "the record is larger than {what} bytes"),
    # the head
    "version": ("版本行不是 WARC/1.1：{what}", "the version line is not WARC/1.1: {what}"),
    "head-too-large": (
        "记录头超过 {what} 字节",
        "the head of the record is larger than {what} bytes",
    ),
    "head-unfinished": ("记录头没有以空行结束", "no empty line ends the head of the record"),
    "line-end": ("行尾不是 CRLF", "a line does not end with CRLF"),
    "folded-field": ("字段折行：{what}", "a field is folded: {what}"),
    "field-syntax": ("字段写法不合规：{what}", "this is no named field: {what}"),
    "field-case": ("字段名大小写不对：{what}", "the field's name has the wrong case: {what}"),
    "control-character": (
        "字段 {what} 中有控制字符或不可见的格式字符",
        "the field {what} holds a control or an invisible format character",
    ),
    "not-utf8": ("字段不是 UTF-8：{what}", "a field is not UTF-8: {what}"),
    "duplicate-field": ("字段重复：{what}", "the field stands more than once: {what}"),
    "missing-field": ("缺少字段：{what}", "the field is missing: {what}"),
    "field-not-allowed": (
        "此类记录不得有该字段：{what}",
        "the field may not stand in such a record: {what}",
    ),
    # the fields' values
    "type": ("WARC-Type 不合规：{what}", "WARC-Type is none of the standard: {what}"),
    "record-id": ("WARC-Record-ID 不合规：{what}", "WARC-Record-ID is no URI in brackets: {what}"),
    "record-id-repeated": ("记录号重复：{what}", "the record id was used before: {what}"),
    "date": ("WARC-Date 不合规：{what}", "WARC-Date is no UTC time: {what}"),
    "uri": ("WARC-Target-URI 不合规：{what}", "WARC-Target-URI is no URI: {what}"),
    "ip": ("WARC-IP-Address 不合规：{what}", "WARC-IP-Address is no address: {what}"),
    "content-type": ("Content-Type 不合规：{what}", "Content-Type does not fit: {what}"),
    "truncated-reason": ("WARC-Truncated 不合规：{what}", "WARC-Truncated is no reason: {what}"),
    "segmented": ("分段记录，本程序不使用", "a segmented record; this program writes none"),
    # the block
    "content-length": ("Content-Length 不合规：{what}", "Content-Length is no length: {what}"),
    "block-length": (
        "内容长度与 Content-Length 不符",
        "the block is not as long as Content-Length says",
    ),
    "record-end": (
        "记录没有以两个 CRLF 结束",
        "the record does not end with two CRLF",
    ),
    "no-block-digest": ("缺少 WARC-Block-Digest", "WARC-Block-Digest is missing"),
    "no-payload-digest": ("缺少 WARC-Payload-Digest", "WARC-Payload-Digest is missing"),
    "digest-algorithm": ("摘要算法不是 sha256：{what}", "the digest is not sha256: {what}"),
    "digest-form": (
        "摘要不是 64 位小写十六进制：{what}",
        "the digest is not 64 lower-case hexadecimal digits: {what}",
    ),
    "block-digest": (
        "内容与 WARC-Block-Digest 不符：内容已被改动",
        "the block does not hash to WARC-Block-Digest: it was altered",
    ),
    "payload-digest": (
        "正文与 WARC-Payload-Digest 不符：正文或摘要已被改动",
        "the payload does not hash to WARC-Payload-Digest: one of them was altered",
    ),
    "warcinfo-fields": (
        "warcinfo 内容不全或不合规：{what}",
        "the warcinfo record does not say: {what}",
    ),
    # between records
    "warcinfo-first": ("第一条记录不是 warcinfo", "the first record is no warcinfo"),
    "unpaired": ("响应记录没有对应的请求记录", "the response has no request record"),
    "request-alone": (
        "请求记录没有对应的响应记录，也没有记录说明未收到响应",
        "the request has no answer, and no record says that none came",
    ),
    "concurrent-missing": (
        "WARC-Concurrent-To 指向的记录不在本文件中：{what}",
        "WARC-Concurrent-To names a record that is not in the file: {what}",
    ),
    "refers-missing": (
        "WARC-Refers-To 指向的记录不在本文件中：{what}",
        "WARC-Refers-To names a record that is not in the file: {what}",
    ),
    "revisit-profile": (
        "revisit 记录的 WARC-Profile 不合规：{what}",
        "the revisit record's WARC-Profile is not identical-payload-digest: {what}",
    ),
    "revisit-missing": (
        "revisit 记录所指的原记录不在本文件中，或其正文摘要不同",
        "the record that the revisit stands for is not in the file, or its payload is another",
    ),
    # a reference from elsewhere
    "file-missing": ("存档文件不存在：{what}", "the archive file does not exist: {what}"),
    "unreadable": ("无法读取：{what}", "cannot be read: {what}"),
    "not-this-record": (
        "该处不是所指的记录：{what}",
        "another record lies there than the one referred to: {what}",
    ),
}
CODES = frozenset(_MEANINGS)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, and the offset in bytes of the record or data it is wrong with."""

    offset: int
    code: str
    message_zh: str
    message_en: str

    def to_json(self) -> dict[str, Any]:
        """The fault as plain JSON values."""
        return asdict(self)

    def line(self, path: object, language: str = "zh") -> str:
        """One line for a person: file, offset, reason, code."""
        file = shown(str(path), 4096)
        if language == "zh":
            return f"{file}：偏移 {self.offset}：{self.message_zh}（{self.code}）"
        return f"{file}: offset {self.offset}: {self.message_en} ({self.code})"

    def error(self, path: object) -> RecordFault:
        """The fault as an exception."""
        return RecordFault(self.line(path, "zh"), self.line(path, "en"), code=self.code)


def fault(offset: int, code: str, what: object = "") -> Fault:
    """The fault `code` at `offset`; `what` is shown escaped and cut."""
    zh, en = _MEANINGS[code]
    part = shown(str(what))
    return Fault(offset, code, zh.format(what=part), en.format(what=part))


def shown(text: str, limit: int = 120) -> str:
    """`text` without anything that could steer a terminal."""
    cut = text[:limit]
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut)
    return safe if len(text) <= limit else safe + "…"
