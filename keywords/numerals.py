"""Numerals in words 数字写法: 五百九十九, 伍佰玖拾玖, 5佰9, as the figures that rules count with.

Only what no reader takes for anything else: two characters at least, of which one is a
unit (百) or formal (伍), or a formal numeral before what is counted (壹元).
"""

import re
from collections.abc import Iterator

DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
_DIGITS = {**{str(n): n for n in range(10)}, **DIGITS}
_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True))
SIGNS = frozenset("十百千万亿" + "".join(_FORMAL))
"""One of these stands in every numeral that is rewritten."""
RUN = re.compile(rf"[{''.join([*_DIGITS, *UNITS, *MYRIADS])}]+")
_COUNTED = re.compile("[元块圆比赔星折级代天日夜晚品成倍斤人层名次年月件盒瓶线口第万亿]|号店")
_SCALED = re.compile("[0-9]+[十百千万亿]+")
"""2000万: rules read it as it is."""
_IDIOMS = frozenset(("千万", "万一", "万千", "百万", "一百", "百十", "十一", "万万", "千百"))


def digits_in(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, figures) of each numeral of `text` (folded letters) that is rewritten."""
    for match in RUN.finditer(text):
        run = match.group()
        if run.isdigit() and run.isascii():
            continue
        start, end = match.span()
        if len(run) == 1:
            before = text[start - 1 : start] if start else ""
            if run in _FORMAL and (_COUNTED.match(text, end) or before in ("第", "赔", "假", "比")):
                yield start, end, _FORMAL[run]
            continue
        if SIGNS.isdisjoint(run) or run in _IDIOMS or _SCALED.fullmatch(run):
            continue
        number = number_of(run)
        if number is not None:
            yield start, end, str(number)


def number_of(run: str) -> int | None:
    """The number of a run of numerals of any writing: 5佰9 and 五百九 are 590; None if none is."""
    if not run or len(run) > 16:
        return None
    if all(c in _DIGITS for c in run):
        return int("".join(str(_DIGITS[c]) for c in run))
    total = section = 0
    digit: int | None = None
    unit = 0
    for c in run:
        if c in _DIGITS:
            value = _DIGITS[c]
            if digit is not None and c.isascii():
                value += digit * 10  # 59万
            elif digit:
                return None  # 三三
            digit = value
            unit = 0 if value == 0 else unit
        elif c in UNITS:
            section += (1 if digit is None else digit) * UNITS[c]
            unit, digit = UNITS[c], None
        else:
            total += ((section + (digit or 0)) or 1) * MYRIADS[c]
            unit, section, digit = MYRIADS[c], 0, None
    if digit and unit >= 100 and digit < 10:
        digit *= unit // 10
    return total + section + (digit or 0)
