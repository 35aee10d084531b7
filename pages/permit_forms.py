"""The forms of permit and filing numbers: how each is written and when it is right.

Written in a small notation over RE2, since the same liberties are taken with
every number: a space stands for an optional space of any width, <P> for the
short name of a province, <ABC> for letters in either case and width, <6,12>
for that many digits in either width with single spaces or hyphens between,
<d> for one digit.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import re2

from pages.check_digits import ends_in_mod_11_10

Verdict = tuple[bool | None, str]

_SHORT = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_TWO_DIGITS = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65"
)
PROVINCES: dict[str, str] = {
    **dict(zip(_SHORT, re.findall(r"\d\d", _TWO_DIGITS), strict=True)),
    "滇": "53",
    "黔": "52",
    "蜀": "51",
    "陇": "62",
    "秦": "61",
}
"""Short names of provinces in filings, to the first two digits of GB/T 2260."""

_AREAS = frozenset(PROVINCES.values())
_PROVINCE = f"[{''.join(PROVINCES)}]"
_SPACES = ("", " ", "\u00a0", "\u3000")
_SPACE = r"[ \x{00a0}\x{3000}]?"  # no line's end: a number does not cross it
_DIGIT = "[0-9０-９]"
_BETWEEN = r"[ \x{00a0}\x{3000}\-－]?"
_HAN = r"[\x{4e00}-\x{9fff}]"
_NOTATION = re.compile(r" |<([^>]{1,8})>")


def form(text: str) -> Any:
    """The RE2 pattern of a form in this module's notation."""

    def part(match: re.Match[str]) -> str:
        what = match[1]
        if what is None:
            return _SPACE
        if what in ("P", "d", "han"):
            return {"P": _PROVINCE, "d": _DIGIT, "han": _HAN}[what]
        if what[0].isdecimal():
            least, most = map(int, what.split(","))
            return f"{_DIGIT}(?:{_BETWEEN}{_DIGIT}){{{least - 1},{most - 1}}}"
        return _SPACE.join(
            f"[{c}{c.lower()}{chr(ord(c) + 0xFEE0)}{chr(ord(c.lower()) + 0xFEE0)}]" for c in what
        )

    return re2.compile(_NOTATION.sub(part, text))


@dataclass(frozen=True, slots=True)
class PermitForm:
    """One sort of number.

    `kind` as in `Code.kind`; `needs`: literals of which one must be in the text
    before the pattern is tried; `judge` says of the normalised number whether
    it is right (None: cannot be told) and a note. `marks`: literals of which one
    stands in every number itself, so that only their lines are read; None: those
    of `needs`.
    """

    kind: str
    needs: tuple[str, ...]
    pattern: Any
    judge: Callable[[str], Verdict]
    marks: tuple[str, ...] | None = None


def _fits(text: str) -> Callable[[str], Verdict]:
    """Right where the normalised number fits `text` as a whole."""
    pattern = re2.compile(text.replace("<P>", _PROVINCE).replace("<han>", _HAN))
    return lambda value: (True, "") if pattern.fullmatch(value) else (False, "format")


def _always(valid: bool | None, note: str) -> Callable[[str], Verdict]:
    return lambda value: (valid, note)


def _food(value: str) -> Verdict:
    """SC, JY, YB: 14 digits, the last one the check digit (GB/T 17710); the area in its place."""
    digits = value[2:]
    if len(digits) != 14:
        return False, "length"
    area = digits[3:5] if value.startswith("SC") else digits[1:3]
    if area not in _AREAS:
        return False, "area"
    if value.startswith("YB"):
        return None, ""
    return (True, "") if ends_in_mod_11_10(digits) else (False, "check-digit")


def _police(value: str) -> Verdict:
    """公网安备: 14 digits, the first six a county of the province that leads the number."""
    digits = "".join(char for char in value if char.isdecimal())
    if len(digits) != 14:
        return False, "length"
    return (True, "") if PROVINCES.get(value[0]) == digits[:2] else (False, "area")


_DEVICE = re2.compile(rf"(?:国|{_PROVINCE})械注[准进许]\d{{4}}[123]\d{{6,}}")


def _device(value: str) -> Verdict:
    """医疗器械注册与备案管理办法 115: 进, 许 and class three are the national office's."""
    if not _DEVICE.fullmatch(value):
        return False, "format"
    if value[0] != "国" and (value[3] in "进许" or value[8] == "3"):
        return False, "authority"
    return True, ""


def _spelt(first: str, second: str) -> tuple[str, ...]:
    """Two characters in every spelling that a form allows."""
    return tuple(a + space + b for a in first for space in _SPACES for b in second)


_JY, _SC = _spelt("JjＪｊ", "YyＹｙ"), _spelt("SsＳｓ", "CcＣｃ")
_YB = _spelt("YyＹｙ", "BbＢｂ")

PERMIT_FORMS = (
    # 食品经营许可, 食品生产许可, 仅销售预包装食品备案
    PermitForm("jy", _JY, form(r"(?:\b[Jj]|[Ｊｊ]) [YyＹｙ][:：]? <11,17>"), _food),
    PermitForm("sc", _SC, form(r"(?:\b[Ss]|[Ｓｓ]) [CcＣｃ][:：]? <11,17>"), _food),
    PermitForm("filing_food", ("Y", "Ｙ"), form(r"\b<YB> <14,14>"), _food, _YB),
    PermitForm(
        "icp",
        ("备",),
        form(r"<P> <ICP> 备 (?:案|字)?第? <6,12>(?: 号)?(?: [-－—] <d>{1,3}[A-Za-z]?)?"),
        _fits(r"<P>ICP备\d{8}(?:\d\d)?号?(?:-\d+[A-Z]?)?"),
    ),
    PermitForm(
        "icp_licence",
        ("B2", "Ｂ２", "B1"),
        form(r"(?:<P> |B1\.)[BＢ][12２１] [-－—] <d>{6,10}"),
        _fits(r"(?:<P>|B1\.)B[12]-\d{8}"),
        _spelt("BＢ", "12２１"),
    ),
    PermitForm("police_filing", ("公网安备",), form(r"<P> 公网安备 第? <8,20>(?: 号)?"), _police),
    # 药品批准文号 (药品注册管理办法 123); 国药健字 and 卫药准字 are no numbers of a drug any more
    PermitForm(
        "drug",
        ("准字",),
        form(r"国 药 准 字 号? [A-Za-zＡ-Ｚａ-ｚ]{0,3} <4,14>"),
        _fits(r"国药准字(?:[HZSBTFJ]|HC|ZC|SC|HJ|ZJ|SJ)\d{8}"),
        _spelt("准", "字"),
    ),
    PermitForm(
        "drug",
        ("药健字", "卫药"),
        form(r"(?:国药健字|<P>?卫药[准健]字) [（(]? [A-Za-z]? <2,14>"),
        _always(False, "no-drug-number"),
    ),
    # 医疗器械注册 and 备案
    PermitForm("device", ("械注",), form(r"(?:国|<P>) 械注 [准进许] <7,16>"), _device),
    PermitForm(
        "device",
        ("械备",),
        form(r"(?:国|<P><han>{0,2})械备 <6,14>(?: 号)?"),
        _fits(r"(?:国|<P><han>{0,2})械备\d{8,14}号?"),
    ),
    PermitForm(
        "device",
        ("药监械",),
        form(r"(?:国|<P><han>{0,2})食?药监械[（(][准进许][)）]字 <d>{4} 第 <d>{7}(?: 号)?"),
        _always(None, "old-format"),
    ),
    # 化妆品备案 and 特殊化妆品注册
    PermitForm(
        "cosmetics",
        ("妆",),
        form(
            r"(?:<P> [GＧg] 妆网备字|国妆网备进字 [（(]<P>[)）]|国妆特(?:进|制)?字 [GJgj]?) <6,14>"
        ),
        _fits(r"<P>G妆网备字\d{10}|国妆网备进字\(<P>\)\d{10}|国妆特[进制]?字[GJ]?\d{8,12}"),
    ),
    # 保健食品注册 and 备案
    PermitForm(
        "health_food",
        ("食健",),
        form(r"(?:国食健[注字] [A-Za-z]|食健备 [A-Za-z]) <4,14>(?: 号)?"),
        _fits(r"国食健[注字][GJ]\d{8}|食健备[GJ]\d{12}"),
    ),
    # A year and 第…号, as notices are numbered: no such number was ever given.
    PermitForm(
        "health_food",
        ("食健",),
        form(r"国食健[注字] [（(]?<d>{4}[)）]? 年? 第 <d>{1,8} 号"),
        _always(False, "format"),
    ),
    PermitForm(
        "health_food",
        ("卫食健",),
        form(r"卫食健(?:进)?字 [（(]?<d>{4}[)）]? 第? <d>{2,6}(?: 号)?"),
        _always(None, "old-format"),
    ),
    # 农药登记证
    PermitForm(
        "pesticide",
        ("农药", "登记证"),
        form(r"\b(?:PDN|PD|WP|LS|WL|EX) <d>{5,8}(?:-<d>{1,3})?(?:F<d>{1,6})?\b"),
        _fits(r"(?:PDN|PD|WP|LS|WL|EX)(?:(?:19|20)\d{6}|\d{5}(?:-\d+)?)(?:F\d+)?"),
        ("PD", "WP", "LS", "WL", "EX"),
    ),
    # 兽药产品批准文号 (农业部令2015年第4号): province, maker and product; before, the year too
    PermitForm(
        "vet_drug",
        ("兽药字", "兽药生字", "兽药添字"),
        form(r"兽药[生添]?字 (?:[（(] <d>{4} [)）])? <6,12>(?: 号)?"),
        _fits(r"兽药[生添]?字(?:\(\d{4}\))?\d{9}号?"),
    ),
    # 旅行社业务经营许可证
    PermitForm(
        "travel_agency",
        ("L-", "L－", "Ｌ"),
        form(r"\b[LＬ] [-－—] [A-Z]{2,3} [-－—]? (?:[A-Z]{2} [-－—]? )?<d>{3,7}"),
        _fits(r"L-[A-Z]{2,3}-?(?:[A-Z]{2}-?)?\d{5,6}"),
        _spelt("LＬ", "-－—"),
    ),
    # 种子生产经营许可, 品种审定, 品种登记
    PermitForm(
        "seed",
        ("种许字",),
        form(r"[A-Ga-g]{1,4}[（(]<han>{1,6}[)）]农?种许字 [（(]<d>{4}[)）] 第?<d>{4,8}号?"),
        _always(True, ""),
    ),
    PermitForm(
        "seed", ("审",), form(r"(?:国|<P>)审[稻麦玉豆棉油薯烟茶]<d>{6,10}号?"), _always(True, "")
    ),
    # 药品经营许可证, 互联网药品信息服务资格证书
    PermitForm(
        "drug_licence",
        ("药品经营", "药品生产", "许可证"),
        form(r"<P> [A-Da-dＡ-Ｄ]{2} <6,10>"),
        _fits(r"<P>[A-D]{2}\d{7,9}"),
        tuple(map("".join, product("ABCDabcdＡＢＣＤ", repeat=2))),
    ),
    PermitForm(
        "drug_info",
        ("经营性",),
        form(r"[（(] <P> [)）] [-－—]? (?:非)?经营性 [-－—] <d>{4} [-－—] <d>{4}"),
        _always(True, ""),
    ),
    # 医疗器械经营许可 and 备案, 网络销售备案 (医疗器械网络销售监督管理办法)
    PermitForm(
        "device_licence",
        ("械经营",),
        form(r"<P><han>{0,6}械经营[许备]字? <6,12>(?: 号)?"),
        _fits(r"<P><han>{0,6}械经营[许备]字?\d{7,10}号?"),
    ),
    PermitForm(
        "device_licence",
        ("网械",),
        form(
            r"[（(]? <P> [)）]? 网械(?:企|平台)备字 [\[［（(〔]<d>{4}[\]］）)〕]"
            r" 第? <d>{3,6}(?: 号)?"
        ),
        _always(True, ""),
    ),
    # 农药经营许可, 农药生产许可 (农药经营许可管理办法)
    PermitForm(
        "pesticide_licence",
        ("农药经许", "农药生许"),
        form(r"农药[经生]许 [（(] <P> [)）] <4,14>(?: 号)?"),
        _always(True, ""),
    ),
    # 广告审查批准文号 (药品医疗器械保健食品特医食品广告审查管理暂行办法)
    PermitForm(
        "ad_review",
        ("广审",),
        form(
            r"<P>?(?:药|械|食健|农药|兽药|特食)广审 [（(] [文视声] [)）]"
            r" 第? <6,14>(?:[-－—]<d>{3,6})?(?: 号)?"
        ),
        _always(None, ""),
    ),
    PermitForm("seed", ("GPD",), form(r"GPD<han>{1,6}[（(]<d>{4}[)）]<d>{6}"), _always(True, "")),
)
