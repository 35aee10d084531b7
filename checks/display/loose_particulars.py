"""Licence particulars whose labels have no colon.

Pages print the licence as rows: label and value in two elements that the eye
parts and the text does not (法定代表人普晓禾), one under the other, or with the
label spaced out as on paper (法 定 代 表 人). Read only near a line that names
the code, where such words are labels and nothing else.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pages.words import words

_NEAR = 14
"""Lines before and after the code's line on which rows of the same licence stand."""
_ANCHOR = re.compile("信用代[码碼]|注册号|纳税人识别号")
_OF_A_CODE = "[0-9A-HJ-NP-RT-UW-Ya-hj-np-rt-uw-y]"
_CODE = re.compile(_OF_A_CODE + _OF_A_CODE + "{17}(?![0-9A-Za-z])")
"""Looked for apart from the words, and its first character by itself: so `re` goes from one place
at which it may begin to the next, and need not try every place."""
_ANCHOR_WORDS = ("信用代", "注册号", "识别号")
_EIGHTEEN = re.compile("[0-9A-Za-z]{18}")
_CODE_LABEL = re.compile(r"(?:统一)?(?:社会)?信用代[码碼]|注册号")
_NAMES_OF_PEOPLE = "法定代表人 法人代表 经营者姓名 负责人姓名 执行事务合伙人 经营者 负责人 投资人"
_OTHERS = """
企业名称 公司名称 字号名称 主体名称 商户名称 经营主体 实际经营地址 实际经营场所 注册地址
公司地址 主要经营场所 经营场所 营业场所 企业住所 企业类型 主体类型 公司类型 组成形式 注册资本
注册资金 成员出资总额 出资额 经营范围 登记机关 登记状态 成立日期 营业期限 经营期限 合伙期限 联系电话
名称 住所 类型 字号 地址
"""
_LABELS = {
    label: re.compile(r"[ \u3000\xa0]{0,6}".join(label))
    for label in f"{_NAMES_OF_PEOPLE} {_OTHERS}".split()
}
"""Longer labels come before the shorter ones they begin with."""
_BY_FIRST: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
for _label, _pattern in _LABELS.items():
    _BY_FIRST.setdefault(_label[0], []).append((_label, _pattern))
_NEXT_LABEL = re.compile(
    rf"[ \xa0]+(?=(?:{'|'.join(_LABELS)}|(?:统一)?(?:社会)?信用代[码碼]|注册号)(?:[ \xa0：:]|$))"
)
_ANY_LABEL = re.compile(
    r"(?<![^ \u3000\xa0\n])(?:"
    + "|".join(sorted((one.pattern for one in _LABELS.values()), key=len, reverse=True))
    + r")[ \u3000\xa0：:]{1,6}"
)
_LEAST_IN_A_ROW = 4
"""Labels that make a line a whole licence, copied word by word."""
_PEOPLE = words(_NAMES_OF_PEOPLE)
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,12}|[A-Za-z .·]{3,40}")
_NO_VALUE = re.compile(r"^(?:信息|公示|查询|说明|登记|变更|须知|应当|的|是|和|与|等|以及)")
_PART = re.compile(r"[^，,；;。|｜（）() \u3000\xa0]+")
"""What a sentence that tells of a licence parts its facts by."""
_MAX_VALUE = 80


def loose_particulars(text: str, codes: Sequence[int] = ()) -> Iterator[tuple[str, int, int]]:
    """(label, start, end): labels of `text` and where their values stand. `codes`: where it has
    codes, however they are spaced out."""
    marks = [*_anchors(text), *codes]
    if not marks:
        return
    lines = _lines(text)
    begins = [start for start, _ in lines]
    anchors = sorted({bisect_right(begins, mark) - 1 for mark in marks})
    near = sorted({n for a in anchors[:8] for n in range(a - _NEAR, a + _NEAR + 1)})
    near = [number for number in near if 0 <= number < len(lines)]
    for number in near:
        found = _on_line(text, lines, number)
        if found is not None:
            yield found
        row = list(_in_a_row(text, lines[number])) if number in anchors else []
        yield from row or _in_parts(text, lines[number], number in anchors, found is not None)
    yield from _in_columns(text, lines, near)


def _anchors(text: str) -> list[int]:
    """Where the code or its label begins, in order."""
    if not any(word in text for word in _ANCHOR_WORDS) and not _EIGHTEEN.search(text):
        return []  # most pages
    words = [mark.start() for mark in _ANCHOR.finditer(text)]
    return sorted(words + [code.start() for code in _CODE.finditer(text)])


def _in_parts(
    text: str, line: tuple[int, int], anchor: bool, first_known: bool
) -> Iterator[tuple[str, int, int]]:
    """Several facts on one line, a label parted from its value by what parts the facts too:
    经营者姓名 罗开元 组成形式 个人经营. Where the line has no code, two labels make it a row."""
    parts = [part.span() for part in itertools.islice(_PART.finditer(text, *line), 40)]
    if not anchor and sum(_label_at(text, *part) is not None for part in parts) < 2:
        return
    for place in range(1 if first_known else 0, len(parts)):
        found = _on_line(text, parts, place)
        if found is not None:
            yield found


def _in_a_row(text: str, line: tuple[int, int]) -> Iterator[tuple[str, int, int]]:
    """The facts of a whole licence on one line, its labels spaced out as on paper: 名 称 某某公司
    营 业 期 限 2009年10月09日至2019年10月08日."""
    places = list(itertools.islice(_ANY_LABEL.finditer(text, *line), 40))
    if len(places) < _LEAST_IN_A_ROW:
        return
    ends = [*(place.start() for place in places[1:]), line[1]]
    for place, end in zip(places, ends, strict=True):
        label = "".join(place.group().split()).strip("：:")
        value = text[place.end() : min(end, place.end() + _MAX_VALUE)].rstrip(" \u3000\xa0，,。")
        code = _CODE_LABEL.search(value)
        value = value[: code.start()].rstrip() if code else value
        if label in _LABELS and _fits(label, value):
            yield label, place.end(), place.end() + len(value)


def _in_columns(
    text: str, lines: list[tuple[int, int]], near: list[int]
) -> Iterator[tuple[str, int, int]]:
    """Labels in one column, their values in the next: so many labels, then so many values."""
    labels: list[str] = []
    last = -2
    for number in near:
        said = "".join(text[slice(*lines[number])].split())
        if said in _LABELS or _CODE_LABEL.fullmatch(said):
            labels = [*labels, said] if number == last + 1 else [said]
            last = number
        elif len(labels) >= 3 and number == last + 1:
            values = lines[number : number + len(labels)]
            for label, (start, end) in zip(labels, values, strict=False):
                if label in _LABELS and _fits(label, text[start:end].strip()):
                    yield label, start, min(end, start + _MAX_VALUE)
            labels = []


def _label_at(text: str, start: int, end: int) -> str | None:
    """The label with which a part begins, or None."""
    for label, pattern in _BY_FIRST.get(text[start : start + 1], ()):
        if pattern.match(text, start, end):
            return label
    return None


def _lines(text: str) -> list[tuple[int, int]]:
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines


def _on_line(text: str, lines: list[tuple[int, int]], number: int) -> tuple[str, int, int] | None:
    """The label with which a line begins, and its value behind it or on the next line."""
    start, end = lines[number]
    while start < end and text[start] in " \u3000\xa0·•-":
        start += 1
    for label, pattern in _BY_FIRST.get(text[start : start + 1], ()):
        match = pattern.match(text, start, end)
        if match is None:
            continue
        begin, stop = match.end(), end
        if not text[begin:stop].strip(" \u3000\xa0：:"):
            if number + 1 >= len(lines):
                return None
            begin, stop = lines[number + 1]
        value = text[begin : min(stop, begin + _MAX_VALUE)]
        plain = value.lstrip(" \u3000\xa0：:|｜")
        begin += len(value) - len(plain)
        plain = re.split(r"\s{2,}|\u3000|[|｜；;]", plain, maxsplit=1)[0]
        plain = _NEXT_LABEL.split(plain, maxsplit=1)[0].rstrip(" \xa0，,。")
        return (label, begin, begin + len(plain)) if _fits(label, plain) else None
    return None


def _fits(label: str, value: str) -> bool:
    """Whether `value` can stand behind `label`, and is no label or phrase itself."""
    if (
        not value
        or _NO_VALUE.match(value)
        or any(pattern.match(value) for _, pattern in _BY_FIRST.get(value[0], ()))
    ):
        return False
    return label not in _PEOPLE or _PERSON.fullmatch(value) is not None
