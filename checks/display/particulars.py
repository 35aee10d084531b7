"""The particulars of a licence that a page prints (登记事项): name, person, place, …."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checks.display.loose_particulars import loose_particulars
from pages.page import Page

FIELDS = ("description", "attributes", "structured", "alt", "image_text")

LABELS: Mapping[str, str] = {
    "name": "企业名称|公司名称|商户名称|店铺主体|主体名称|经营者名称|单位名称|经营主体|字号名称|"
    "个体户名称|字号|主办单位|名称|名稱|公司名稱|企業名稱|公司",
    "person": "法定代表人|法人代表|经营者姓名|负责人姓名|投资人姓名|执行事务合伙人|经营者|"
    "经营人|負責人|經營者|负责人|投资人|法人",
    "actual_place": "实际经营地址|实际经营地|实际经营场所|经营地址",
    "domicile": "住所|企业住所|登记住所|注册地址|註冊地址|公司住所|注册地",
    "licence": "经营场所|主要经营场所|营业场所|經營場所",
    "place": "公司地址|联系地址|企业地址|店铺地址|地址",
    "type": "企业类型|主体类型|公司类型|经营主体类型|组成形式|類型|类型",
    "capital": "注册资本|註冊資本|注册资金|出资额|成员出资总额|出资总额",
    "scope": "经营范围",
    "authority": "登记机关|发照机关|核发机关",
    "since": "成立日期|注册日期|营业期限|经营期限|合伙期限|营业期限至|经营期限至|合伙期限至",
    "status": "登记状态|经营状态|企业状态|主体状态|工商状态|执照状态",
    "contact": "联系电话|客服电话|客服热线|服务热线|电话|手机|联系方式|热线",
    "ship_from": "发货地址|发货地|发货城市",
    "code": "统一社会信用代码|社会统一信用代码|社会信用代码|信用代码|統一社會信用代碼|注册号",
    "permit": "食品经营许可证编号|食品经营许可证号|食品经营许可证|许可证编号|许可证号|许可证|"
    "网站备案号|备案号",
}
"""Labels as pages write them, by the kind of fact that stands behind."""

_ENGLISH: Mapping[str, str] = {
    "name": "company name|registered name|name of (?:the )?(?:company|enterprise)",
    "person": "legal representative|legal person|operator|proprietor",
    "domicile": "registered (?:address|office)|domicile|business address|company address",
    "type": "(?:company |enterprise )?type|type of (?:company|enterprise)",
    "capital": "registered capital",
}
_ENGLISH_LABEL = re.compile(
    "|".join(f"(?P<{kind}>{labels})" for kind, labels in _ENGLISH.items()).join(
        (r"(?<![A-Za-z])(?:", r")[ \t]{0,2}[:：][ \t\xa0]{0,3}(?=[^\s:：])")
    ),
    re.IGNORECASE,
)
"""As sites for buyers abroad print the same facts. A colon behind them is asked for."""
_ENGLISH_MARK = re.compile("[A-Za-z\u017f\u212a][ \\t]{0,2}[:：]")
"""The end of every label and its colon: as labels are read in any case, long s and the sign of
Kelvin are letters too."""
_LONGEST_ENGLISH = 40
"""More than the code points of any label."""
_BEHIND_MARK = 4
"""Code points that a label looks at behind its colon."""
_ENGLISH_END = re.compile(r"[\n\t|｜]| [·•] | {2,}|[；;]")
KIND_OF = {label: kind for kind, labels in LABELS.items() for label in labels.split("|")}
_MARK = re.compile(r"[：:】—–]{1,2}")
_PARTS = frozenset(" \t\r\n\u3000\xa0\u200b|｜；;，,。）)：:【】/·")
"""What may stand before a label."""
_LONGEST = max(map(len, KIND_OF))
_END = re.compile(r"[\n\t|｜【]| {2,}|\u3000{1,}|[；;]")
_MAX_VALUE = 120
_LICENCE_WORDS = ("信用代码", "信用代碼", "注册号", "营业执照", "營業執照", "纳税人识别号")


@dataclass(frozen=True, slots=True)
class Particular:
    """One labelled fact and where its value stands."""

    kind: str
    label: str
    value: str
    field: str
    start: int

    @property
    def end(self) -> int:
        """One past the value's last code point."""
        return self.start + len(self.value)


def particulars_of(page: Page, *, hidden: bool = False) -> list[Particular]:
    """All labelled facts of the page, in page order of each field; `hidden`: those too that
    a click has to open.

    Where the page speaks of a licence, labels without a colon are read too: on a
    line of their own, spaced out as on the licence itself, or set apart by tags only.
    """
    found: list[Particular] = []
    licensed = _speaks_of_licence(page)
    for field in (*FIELDS, *(("hidden",) if hidden else ())):
        text = page.fields.get(field, "")[:200_000]
        if text:
            found.extend(_labelled(text, field))
            if licensed:
                found.extend(_labelled_in_english(text, field))
    if licensed:
        found.extend(_loose(page, found, hidden=hidden))
    return found


def _speaks_of_licence(page: Page) -> bool:
    return any(code.kind in ("uscc", "reg_no") for code in page.codes) or any(
        word in page.text(name) for word in _LICENCE_WORDS for name in ("description", "attributes")
    )


def _english_labels(text: str) -> Iterator[re.Match[str]]:
    """The English labels of `text`, found from the mark behind them: most pages have few marks, and
    looking for every label at every place takes thirty times as long."""
    begin = 0
    for mark in _ENGLISH_MARK.finditer(text):
        low = max(begin, mark.start() - _LONGEST_ENGLISH)
        label = _ENGLISH_LABEL.search(text, low, mark.end() + _BEHIND_MARK)
        if label:
            yield label
        begin = mark.end()


def _labelled_in_english(text: str, field: str) -> Iterator[Particular]:
    for match in itertools.islice(_english_labels(text), 40):
        raw = text[match.end() : match.end() + _MAX_VALUE]
        end = _ENGLISH_END.search(raw)
        value = (raw[: end.start()] if end else raw).rstrip(" .,;")
        if value and match.lastgroup:
            label = match[match.lastgroup]
            yield Particular(match.lastgroup, label, value, field, match.end())


def _labelled(text: str, field: str) -> Iterator[Particular]:
    places = list(itertools.islice(_labels(text), 300))
    for number, (label, _, begin) in enumerate(places):
        limit = places[number + 1][1] if number + 1 < len(places) else len(text)
        raw = text[begin : min(limit, begin + _MAX_VALUE)]
        end = _END.search(raw)
        value = (raw[: end.start()] if end else raw).strip(" \u3000，,。（(/\xa0")
        if value:
            yield Particular(KIND_OF[label], label, value, field, begin + raw.find(value))


def _labels(text: str) -> Iterator[tuple[str, int, int]]:
    """(label, where it begins, where its value begins), found from the mark behind it."""
    for mark in _MARK.finditer(text):
        end, begin = mark.start(), mark.end()
        if text[begin - 1] in "—–" and text[begin : begin + 1].isspace():
            continue
        while end > mark.start() - 3 and end > 0 and text[end - 1].isspace():
            end -= 1
        if text[end - 1 : end] in ("）", ")"):  # 名称（中文）：
            opened = max(text.rfind("（", end - 14, end), text.rfind("(", end - 14, end))
            end = opened if opened >= 0 else end
        start = end
        while start > 0 and end - start <= _LONGEST and text[start - 1] not in _PARTS:
            start -= 1
        label = text[start:end]
        if label in KIND_OF:
            while text[begin : begin + 1] in (" ", "\u3000"):
                begin += 1
            yield label, start, begin


def _loose(page: Page, known: list[Particular], *, hidden: bool) -> Iterator[Particular]:
    """Facts behind labels without a colon, of the kinds that are not known yet."""
    fields = ["description", "attributes", "image_text"]
    codes = [code for code in page.codes if code.kind in ("uscc", "reg_no")]
    # The whole licence may be the words of its picture, or of what a click opens.
    fields += ["alt"] * any(code.field == "alt" for code in codes) + ["hidden"] * hidden
    have = {one.kind for one in known if one.field in fields}
    for field in fields:
        text = page.fields.get(field, "")[:200_000]
        marks = [code.start for code in codes if code.field == field and code.start < len(text)]
        for label, start, end in loose_particulars(text, marks):
            kind = KIND_OF[label]
            if kind not in have:
                yield Particular(kind, label, text[start:end], field, start)


def values(found: list[Particular], *kinds: str) -> list[str]:
    """The values of the given kinds, each once."""
    return list(dict.fromkeys(one.value for one in found if one.kind in kinds))
