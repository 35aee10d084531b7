"""Bytes to text, whatever the page says of its charset (字符编码).

Chinese shops mislabel their charset in every way: GBK sent as UTF-8, UTF-8
sent as GBK or ISO-8859-1, two labels that disagree, a few damaged bytes, a
template in one charset around words in another. The bytes decide: a BOM, then
valid UTF-8, then the candidate whose text reads most like Chinese. Labels only
break ties and name the charset of a page that is pure ASCII. Names follow the
WHATWG Encoding Standard (4.2), which reads gb2312 and gbk as GB18030.
"""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

from pages.plausible import plausibility
from pages.realign import realign

_SAMPLE = 16_384
_HEAD = 8_192
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w:.-]{2,40})", re.I
)
_MAX_LABEL = 64
"""Bytes from the word charset on that a label in _META_CHARSET takes at most."""
_XML_ENCODING = re.compile(
    rb"\s{0,20}<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([\w.-]{2,40})", re.I
)
_HEADER_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w:.-]{2,40})", re.I)

_UTF8_HAN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf][\x80-\xbf]){4}")
_UTF8_WORD = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf][\x80-\xbf]){2}")
_MOST_WORDS = 200
"""Places of a page in GB18030 that are looked at for a word in UTF-8."""
_MOST_BROKEN = 2_000
"""Stretches of a page in UTF-8 that are looked at for words in GB18030."""
_OLD_JAPANESE = re.compile(rb"\x1b\$[@B]")
_UTF16_TAG = re.compile(rb"\s{0,20}<\0(?:[!?/]|[a-zA-Z])\0|(?:\0\s){0,20}\0<\0[!?/a-zA-Z]")

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels as pages write them -> the codec that reads them (WHATWG Encoding 4.2).
_LABELS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(
        (
            "gb2312",
            "gb_2312-80",
            "gbk",
            "x-gbk",
            "cp936",
            "ms936",
            "gb18030",
            "csgb2312",
            "chinese",
        ),
        "gb18030",
    ),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cp950", "csbig5"), "big5hkscs"),
    **dict.fromkeys(
        (
            "iso-8859-1",
            "iso8859-1",
            "latin1",
            "latin-1",
            "l1",
            "us-ascii",
            "ascii",
            "windows-1252",
            "cp1252",
        ),
        "windows-1252",
    ),
    **dict.fromkeys(("utf-16", "utf-16le", "ucs-2", "unicode"), "utf-16-le"),
    "utf-16be": "utf-16-be",
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "ms_kanji", "windows-31j"), "cp932"),
    "euc-jp": "euc_jp",
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "cp949"), "cp949"),
    "windows-1251": "windows-1251",
    **dict.fromkeys(("iso-2022-jp", "csiso2022jp"), "iso2022_jp"),
}
# Labels that browsers show nothing of: a page could pass for another one with them.
_REFUSED = frozenset(
    (
        *("utf-7", "unicode-1-1-utf-7", "csunicode11utf7"),
        *("hz-gb-2312", "iso-2022-cn", "iso-2022-cn-ext", "iso-2022-kr", "csiso2022kr"),
    )
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """What `decode` made of the bytes.

    `charset` is the codec used ("utf-8", "gb18030", …), `confidence` 0 to 1.
    `flags`: "charset-mismatch" (a label says otherwise than the bytes),
    "charset-conflict" (two labels disagree), "charset-missing" (no label, not
    ASCII), "charset-refused" (UTF-7 and what else no browser reads),
    "charset-mixed" (parts in two charsets), "charset-unlisted" (a label that is
    not known here), "invalid-bytes" (some bytes are in no charset and stand as U+FFFD).
    """

    text: str
    charset: str
    confidence: float
    flags: tuple[str, ...] = ()


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Decode `body`; `content_type` is the Content-Type header as received.

    Never raises: bytes that no charset explains become U+FFFD and a flag.
    """
    labels, flags = _labels(body, content_type)
    for bom, charset in _BOMS:
        if body.startswith(bom):
            text = body[len(bom) :].decode(charset, "replace")
            if plausibility(text) >= 0 or charset == "utf-8":
                inside = _labels(text[:_HEAD].encode("ascii", "replace"), content_type)[0]
                return _result(text, charset, 1.0, inside or [charset], flags)
    if body.isascii() and b"\0" not in body:
        if "iso2022_jp" in labels and _OLD_JAPANESE.search(body):
            return _result(body.decode("iso2022_jp", "replace"), "iso2022_jp", 0.9, labels, flags)
        known = [label for label in labels if label in ("utf-8", "gb18030", "big5hkscs")]
        charset = known[0] if known else "utf-8"
        return Decoded(body.decode("ascii"), charset, 1.0, tuple(flags))
    wide = _utf16_without_bom(body, labels)
    if wide:
        return _result(body.decode(wide, "replace"), wide, 0.8, labels, flags)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(body, labels, flags)
    if "gb18030" in labels and not any(char >= "\u0800" for char in text):
        # A few GBK characters can look like valid UTF-8 of Greek or Cyrillic.
        other = body.decode("gb18030", "replace")
        if plausibility(other) > max(0.5, plausibility(text)):
            return _result(other, "gb18030", 0.7, labels, flags)
    return _result(text, "utf-8", 1.0, labels, flags)


def _labels(body: bytes, content_type: str | None) -> tuple[list[str], list[str]]:
    """Codecs named by header, XML declaration and meta elements, in that order."""
    raw = _HEADER_CHARSET.findall(content_type[:500]) if content_type else []
    head = body[:_HEAD]
    if declared := _XML_ENCODING.match(head):
        raw.append(declared[1].decode("ascii", "replace"))
    # A look at every byte is slow: it goes no further than the last place that may hold a label.
    labelled = head[: head.lower().rfind(b"charset") + _MAX_LABEL]
    raw += [m.decode("ascii", "replace") for m in _META_CHARSET.findall(labelled)]
    flags: list[str] = []
    labels: list[str] = []
    for name in raw:
        if name.lower() in _REFUSED:
            flags.append("charset-refused")
        elif name.lower() not in _LABELS:
            flags.append("charset-unlisted")
        codec = _LABELS.get(name.lower())
        if codec and codec not in labels:
            labels.append(codec)
    # An in-page UTF-16 label was itself read as ASCII: the standard takes it for UTF-8.
    if not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\0" not in head:
        labels = list(dict.fromkeys("utf-8" if x.startswith("utf-16") else x for x in labels))
    if len(labels) > 1:
        flags.append("charset-conflict")
    return labels, flags


def _utf16_without_bom(body: bytes, labels: list[str]) -> str | None:
    """UTF-16 that shows itself by NUL bytes in every second place of its markup, by the tag that
    it begins with, or by its label where the text then reads as Chinese."""
    sample = body[:2_000]
    half = len(sample) // 2
    if half < 8 or b"\0" not in sample:
        return None
    for wide in ("utf-16-le", "utf-16-be"):
        tagged = _UTF16_TAG.match(sample) is not None and (sample.lstrip()[:1] == b"<") == (
            wide == "utf-16-le"
        )
        named = "utf-16-le" in labels or "utf-16-be" in labels
        if (tagged or named) and plausibility(sample.decode(wide, "replace")) > 0.4:
            return wide
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.3 and even < half * 0.02:
        return "utf-16-le"
    if even > half * 0.3 and odd < half * 0.02:
        return "utf-16-be"
    return None


def _guess(body: bytes, labels: list[str], flags: list[str]) -> Decoded:
    """The most Chinese-looking reading of bytes that are not valid UTF-8."""
    if "gb18030" in labels or not labels:
        with suppress(UnicodeDecodeError):  # the common case, and the quick one
            text = body.decode("gb18030")
            if plausibility(text) > 0.7 and not _is_mixed(body, "gb18030"):
                return _result(text, "gb18030", 0.95, labels, flags)
    sample = _sample(body)
    candidates = list(dict.fromkeys(["utf-8", "gb18030", *labels, "big5hkscs"]))
    candidates = [c for c in candidates if not c.startswith("utf-16")]
    scored = []
    for order, charset in enumerate(candidates):
        bonus = 0.1 if charset in labels else 0.0
        scored.append((plausibility(sample.decode(charset, "replace")) + bonus, -order, charset))
    score, _, charset = max(scored)
    if score < 0 and not labels and not _looks_chinese(sample):
        charset = "windows-1252"
    if charset in ("utf-8", "gb18030") and _is_mixed(body, charset):
        return _result(_by_tag(body), charset, 0.5, labels, [*flags, "charset-mixed"])
    if charset == "utf-8" and (other := _with_words_in_gbk(body)) is not None:
        return _result(other, charset, 0.6, labels, [*flags, "charset-mixed"])
    text = body.decode(charset, "replace")
    if charset == "gb18030" and "\ufffd" in text:
        text = realign(body)
    confidence = round(min(0.95, max(0.1, 0.5 + score / 2)), 2)
    return _result(text, charset, confidence, labels, flags)


def _sample(body: bytes) -> bytes:
    """The bytes around the first ones beyond ASCII: enough to judge by."""
    if len(body) <= _SAMPLE:
        return body
    first = next((i for i, byte in enumerate(body) if byte >= 0x80), 0)
    start = body.rfind(b"<", 0, first + 1)
    return body[max(start, 0) :][:_SAMPLE]


def _looks_chinese(sample: bytes) -> bool:
    """Whether high bytes come in pairs, as in GBK and Big5, rather than singly."""
    high = sum(byte >= 0x80 for byte in sample)
    pairs = len(re.findall(rb"[\x81-\xfe][\x40-\xfe]", sample))
    return pairs * 2 > high * 0.9


def _is_mixed(body: bytes, charset: str) -> bool:
    """Whether words of the other charset stand in the page too.

    Four Han characters in a row in valid UTF-8 do not happen by chance in GBK
    text; UTF-8 that breaks at every other tag is no damage but another charset.
    """
    if charset == "gb18030":
        word = _UTF8_WORD.search(body)
        if word is None:
            return False
        return _UTF8_HAN.search(body, word.start()) is not None or _has_word_in_utf8(body)
    parts = [part for part in body.split(b"<") if not part.isascii()]
    broken = sum("\ufffd" in part.decode("utf-8", "replace") for part in parts)
    return broken > 4 and broken * 10 > len(parts)


def _has_word_in_utf8(body: bytes) -> bool:
    """Whether a stretch between tags is a short word in UTF-8 that reads worse as GB18030."""
    end = 0
    for word, _ in zip(_UTF8_WORD.finditer(body), range(_MOST_WORDS), strict=False):
        if word.start() < end:
            continue
        first = max(0, word.start() - _SAMPLE)
        start = max(first, *(body.rfind(sign, first, word.start()) + 1 for sign in (b">", b"<")))
        end = body.find(b"<", word.end())
        part = body[start : end if end >= 0 else len(body)][:_SAMPLE]
        with suppress(UnicodeDecodeError):
            text = part.decode("utf-8")
            if plausibility(text) > max(0.8, plausibility(part.decode("gb18030", "replace")) + 0.4):
                return True
        if end < 0:
            break
    return False


def _with_words_in_gbk(body: bytes) -> str | None:
    """A page in UTF-8 with the stretches between tags that are words in GB18030 read as such; None
    where there are none: a spoilt byte makes no Chinese of what it stands in."""
    parts = body.split(b"<")
    out: list[str] = []
    broken = changed = 0
    for part in parts:
        try:
            out.append(part.decode("utf-8"))
            continue
        except UnicodeDecodeError:
            broken += 1
        if broken <= _MOST_BROKEN:
            with suppress(UnicodeDecodeError):
                text = part.decode("gb18030")
                if plausibility(text) > 0.8 and not _UTF8_WORD.search(part):
                    out.append(text)
                    changed += 1
                    continue
        out.append(part.decode("utf-8", "replace"))
    return "<".join(out) if changed else None


def _by_tag(body: bytes) -> str:
    """Each stretch between tags by itself: UTF-8 where valid, else GB18030.

    No multi-byte character of either charset holds the byte of "<".
    """
    parts = []
    for part in body.split(b"<"):
        try:
            parts.append(part.decode("utf-8"))
        except UnicodeDecodeError:
            parts.append(part.decode("gb18030", "replace"))
    return "<".join(parts)


def _result(
    text: str, charset: str, confidence: float, labels: list[str], flags: list[str]
) -> Decoded:
    out = list(flags)
    if labels and (len(labels) > 1 or labels[0] != charset):
        out.append("charset-mismatch")
    if not labels:
        out.append("charset-missing")
    if "\ufffd" in text:
        out.append("invalid-bytes")
    return Decoded(text.removeprefix("\ufeff"), charset, confidence, tuple(dict.fromkeys(out)))
