"""Unified social credit codes and old registration numbers in running text.

Pages write them in full width, in groups of four, in lower case, with the
letter O for a nought. A code that only becomes right when letters are read as
digits is 疑似笔误, not valid (domain: GB 32100 has no I, O, S, V, Z).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain, product

import daachorse
import re2

from pages.check_digits import ends_in_mod_11_10, is_uscc
from pages.encoded import EncodedText
from pages.page import Code

_CHAR = "[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]"
_GAP = (
    r"(?:[ \x{00a0}\x{3000}\x{200b}-\x{200d}\x{2060}\x{feff}\-－·.]{1,2}"
    r"|[ \x{00a0}\x{3000}][\-－–—][ \x{00a0}\x{3000}])"
)
"""Between groups: 9153-0126, 9153 0126, 9153 - 0126."""
_RUN = re2.compile(rf"{_CHAR}(?:{_GAP}?{_CHAR}){{14,80}}")
_LABELLED = re2.compile(
    r"(?:信\s?用\s?代\s?码|信用编码|注\s?册\s?号|执照\s?(?:编号|号码?|代码)|纳税人识别号|税号)"
    rf"(?:[^0-9A-Za-z０-９Ａ-Ｚａ-ｚ\n*＊]{{0,14}}({_CHAR}(?:{_GAP}?{_CHAR}){{7,40}})"
    # The label alone on its line: then only what is long enough may stand on the next.
    rf"|[：:（()） ]{{0,4}}\n ?({_CHAR}(?:{_GAP}?{_CHAR}){{14,40}}))"
)
_OF_OTHER_THINGS = re.compile(
    r"(?:商标|品牌|器械|产品|配方|食品|药品|化妆品|专利|版权|国食|著作权|软著|软件|域名|会员|用户|学员|车辆|设备|国际)(?:证书?)?的?注\s?册\s?号[^\n]{0,14}$|商标[^\n。]{0,24}(?:\n[^\n。]{0,28})?注\s?册\s?号[^\n]{0,14}$|第[0-9一二三四十]{1,3}类[^\n。]{0,14}注\s?册\s?号[^\n]{0,14}$|[®™][^\n]{0,8}注\s?册\s?号[^\n]{0,14}$|注\s?册\s?号[^\n]{0,4}国食"
)
"""Labels of numbers that are not a business's: 商标注册号：第58273641号."""
_SPACES = ("", *"\t\n\f\r ")
STARTS = (
    (
        *map("".join, product("信", _SPACES, "用", _SPACES, "代", _SPACES, "码")),
        *map("".join, product("注", _SPACES, "册", _SPACES, "号")),
        *map("".join, product(("执照",), _SPACES, ("编号", "号", "代码"))),
        *("信用编码", "纳税人识别号", "税号"),
    ),
    ("营业执照", "证照", "工商", "登记"),
)
"""What every match of _LABELLED begins with, and every match of _REGISTERED."""
_SOUGHT = daachorse.CharwiseDoubleArrayAhoCorasick([*chain(*STARTS)])
_LONGEST = 200
"""No match of either is longer: a label, what may stand behind it, 41 signs and 120 between."""
_SPLIT = re.compile(
    "[ \u00a0\u3000][-－–—][ \u00a0\u3000]|[ \u00a0\u3000\u200b-\u200d\u2060\ufeff\\-－·.]{1,2}"
)
_TYPOS = str.maketrans("IOSZ", "1052")
_NO_CODE = re.compile(r"[A-Z]{6}|^[A-Z]+$")
_FORM = re.compile(r"[0-9A-Z]{2}[0-9OIL]{6}[0-9A-Z]{8,10}")
"""Two characters, then the six digits of an area: a code, whatever letters follow (MAEUWQ)."""
# Labels of anything that is registered: only a sound number of 15 digits is one of a shop's, or
# what has the form of a business's code, be it right or wrong.
_REGISTERED = re2.compile(
    r"(?:营业执照|证照(?:编号|号码?)|工商(?:登记|注册)(?:证?号码?)?|登记证?号码?)"
    r"[：:\s]{1,3}([0-9０-９]{15}|9[1-3][0-9]{6}[0-9A-Z]{10})(?:[^0-9A-Za-z０-９Ａ-Ｚａ-ｚ]|$)"
)


def normal(raw: str) -> str:
    """A code as registers write it: half width, upper case, nothing between."""
    return _SPLIT.sub("", unicodedata.normalize("NFKC", raw)).upper()


def credit_codes(
    encoded: EncodedText, field: str = "", starts: Sequence[list[int]] | None = None
) -> Iterator[Code]:
    """USCCs (kind "uscc") and registration numbers (kind "reg_no") of a text.

    A number under a label (统一社会信用代码, 注册号) is told whether right or
    wrong; without a label only a right USCC of a business (9…) or of a village's
    collective (N…) is. `starts` are the places of STARTS, in order, where they are known.
    """
    text = encoded.text
    taken: list[tuple[int, int]] = []
    labels, registered = starts or _starts(text)
    for start, end in encoded.spans_at(_LABELLED, labels, _LONGEST, 1, 2):
        code = _labelled(text, field, start, end)
        if code is not None and not code.valid and _is_of_other_things(text, start):
            continue
        if code is not None:
            taken.append((code.start, code.end))
            yield code
    for start, end in encoded.spans_at(_REGISTERED, registered, _LONGEST, 1):
        if _overlaps(start, end, taken):
            continue
        if end - start == 18:
            code = _judge(text, field, start, end)
            if code is not None and not code.valid:  # a right one is found without a label
                taken.append((start, end))
                yield code
        elif ends_in_mod_11_10(normal(text[start:end])):
            taken.append((start, end))
            yield Code("reg_no", normal(text[start:end]), text[start:end], True, field, start, end)
    for begin, stop in encoded.spans(_RUN):
        for start, end in _windows(text[begin:stop], begin):
            if _overlaps(start, end, taken):
                continue
            raw = text[start:end]
            value = normal(raw)
            if value[0] in "9N" and is_uscc(value):
                yield Code("uscc", value, raw, True, field, start, end)
                break


def _starts(text: str) -> tuple[list[int], list[int]]:
    """Where a word of each of STARTS stands."""
    found: tuple[list[int], list[int]] = ([], [])
    for start, _, number in _SOUGHT.find_overlapping(text):
        found[number >= len(STARTS[0])].append(start)
    return sorted(found[0]), sorted(found[1])


def _is_of_other_things(text: str, start: int) -> bool:
    """Whether the label before `start` is that of a trademark and the like."""
    return _OF_OTHER_THINGS.search(text[max(0, start - 40) : start]) is not None


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in taken)


def _windows(run: str, offset: int, length: int = 18) -> Iterator[tuple[int, int]]:
    """Stretches of whole groups of `run` that hold exactly `length` characters."""
    groups: list[tuple[int, int]] = []
    start = 0
    for match in _SPLIT.finditer(run):
        groups.append((start, match.start()))
        start = match.end()
    groups.append((start, len(run)))
    for first in range(len(groups)):
        size = 0
        for last in range(first, len(groups)):
            size += groups[last][1] - groups[last][0]
            if size >= length:
                if size == length:
                    yield offset + groups[first][0], offset + groups[last][1]
                break


def _labelled(text: str, field: str, start: int, end: int) -> Code | None:
    """The code that stands under a label at `start`."""
    run = text[start:end]
    if text[end : end + 1] in ("*", "＊"):
        return None  # masked by the platform
    for length in (18, 15):
        whole = [window for window in _windows(run, start, length) if window[0] == start]
        if whole:
            return _judge(text, field, *whole[0])
    first_gap = _SPLIT.search(run)
    if first_gap and first_gap.start() >= 13:
        end = start + first_gap.start()
    return _judge(text, field, start, end)


def _judge(text: str, field: str, start: int, end: int) -> Code | None:
    raw = text[start:end]
    value = normal(raw)
    if _NO_CODE.search(value) and not _FORM.fullmatch(value):
        return None  # words behind the label, not a number
    if value.isdecimal() and len(value) in (13, 15):
        valid = ends_in_mod_11_10(value) if len(value) == 15 else None
        note = "" if len(value) == 15 else "old-13-digits"
        return Code("reg_no", value, raw, valid, field, start, end, note)
    if len(value) != 18:
        return Code("uscc", value, raw, False, field, start, end, "length")
    if is_uscc(value):
        return Code("uscc", value, raw, True, field, start, end)
    mended = value.translate(_TYPOS)
    if mended != value and is_uscc(mended):
        return Code("uscc", mended, raw, False, field, start, end, "valid-after-O-to-0")
    return Code("uscc", value, raw, False, field, start, end, "check-digit")
