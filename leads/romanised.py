"""Addresses in Latin letters: "Kunming Shi Wuhua Qu", "58 Renmin Road, Dali Old Town, Yunnan".

Shops that sell abroad, hostels and guides write them so, from the province down or from the
house up. Names are read by the pinyin of their characters without tones, apart or in one, and
by the names that maps give them (Shangri-La). Only divisions are read, no towns.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product

from keywords.sound import readings
from leads.divisions import PROVINCE, divisions, elsewhere, within
from leads.place_names import PROVINCE_TAIL

_MOST_WORDS = 6
"""Words of one name: Xi Shuang Ban Na, and one more for 'er."""
_MOST_MENTIONS = 6
_WORD = re.compile(r"[a-z]+")
_JOINED = re.compile(r"(?<=[a-z])['’`‘-](?=[a-z])")
_MARKS = re.compile("[\u0300-\u036f]+")
_CHINESE = re.compile(r"[一-鿿]")
_KINDS = {
    "sheng": "省", "province": "省", "zhou": "州", "prefecture": "州", "shi": "市", "city": "市",
    "xian": "县", "county": "县", "qu": "区", "district": "区",
}  # fmt: skip
_OF_NATIONS = {"autonomous", "zizhi", "zizhizhou", "zizhixian"}
_STREETS = {"road", "rd", "lu", "street", "st", "jie", "avenue", "ave", "dadao", "dajie", "lane"}
_BY_MAPS = {
    "西双版纳": ("sipsongpanna", "xsbn"), "香格里拉": ("shangrila",), "普洱": ("puer",),
    "勐腊": ("mengla",), "牟定": ("mouding",), "六库": ("liuku",), "会泽": ("huize",),
    "弥勒": ("mile",),
}  # fmt: skip
_OLD_TOWNS = {
    "dali": "532901", "lijiang": "530702", "dayan": "530702", "shuhe": "530702",
    "dukezong": "533401", "heshun": "530581", "shaxi": "532931", "xizhou": "532901",
    "shuanglang": "532901", "weishan": "532927", "jianshui": "532524",
}  # fmt: skip
_ELSEWHERE = {
    "hongkong", "macau", "macao", "tibet", "innermongolia", "shaanxi", "guangzhou", "shenzhen",
    "chengdu", "hangzhou", "nanjing", "wuhan", "guiyang", "nanning", "xiamen", "yiwu",
    "vietnam", "laos", "myanmar", "burma", "thailand",
}  # fmt: skip
"""Not Xi'an, which is 县 as well."""
_ONLY_HERE = {"yunnan", "kunming", "xishuangbanna"}
_ENGLISH = {"mile"}
_ELSEWHERE_TOO = {"shaxi", "weishan", "jianshui", "heshun"}
_OLD_TOWN = re.compile(r"(?:oldtown|ancienttown|ancientcity|oldcity|gucheng|guzhen)")


def romanised_division(text: str) -> str | None:
    """The code of the lowest division of Yunnan that an address in Latin letters tells for
    certain: of two counties of one name (Yiliang) the one in the prefecture that is named too,
    else the division above both. None where it does not tell that the place is in Yunnan.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text.lower()))  # Lüchun, Dàlǐ
    if _CHINESE.search(plain):
        return None
    mentions: list[tuple[str, ...]] = []
    sure = False
    for codes, known in _mentions(_WORD.findall(_JOINED.sub("", plain))):
        if not codes:
            return None  # another province
        sure = sure or known
        if codes != (PROVINCE,) and len(mentions) < _MOST_MENTIONS:
            mentions.append(codes)
    lowest, fit = _told(mentions) if mentions else (PROVINCE, 0)
    # Counties elsewhere have the same letters (Xishan District is in Wuxi too): the province
    # must be named, or a prefecture of it and what lies in it.
    return lowest if sure or (fit > 1 and lowest != PROVINCE) else None


def _mentions(words: list[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """For each name: the divisions of Yunnan it may be, none for a province elsewhere; and
    whether it alone tells that the place is in Yunnan."""
    at = 0
    while at < len(words):
        for size in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            name, end = "".join(words[at : at + size]), at + size
            if name in _provinces():
                yield (), True
                return
            codes = _names().get(name, ())
            if _OLD_TOWN.match("".join(words[end : end + 2])) and name in _OLD_TOWNS:
                yield (_OLD_TOWNS[name],), name not in _ELSEWHERE_TOO
                break
            if not codes:
                continue
            rest = [word for word in words[end : end + 4] if word not in _nations()]
            following = rest[0] if rest else ""
            kind = _KINDS.get(following, "")
            if following in _STREETS or (name in _ENGLISH and not kind):
                break
            fitting = tuple(code for code in codes if divisions()[code].name.endswith(kind))
            high = kind and fitting and divisions()[fitting[0]].level == "prefecture"
            yield fitting or codes, bool(high) or name in _ONLY_HERE
            break
        else:
            at += 1
            continue
        at = end


def _told(mentions: list[tuple[str, ...]]) -> tuple[str, int]:
    """The lowest division of the readings in which most of the names lie in one another, and
    how many names that are. Of several (大理, the prefecture or its city) what is above all."""
    best, lowest = 0, set[str]()
    for codes in product(*mentions):
        for deepest in set(codes):
            fit = len({code for code in codes if within(deepest, code)})
            if fit > best:
                best, lowest = fit, {deepest}
            elif fit == best:
                lowest.add(deepest)
    above = [code for code in divisions() if all(within(one, code) for one in lowest)]
    return max(above, key=lambda code: (code != PROVINCE, code)), best


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The divisions by the letters of their names, 省, 市, 县 and 区 left out."""
    found: dict[str, list[str]] = {}
    for one in divisions().values():
        short = one.short.rstrip("市县") if one.short == one.name else one.short
        for name in (*_spelt(short), *_BY_MAPS.get(short, ())):
            if one.code not in found.setdefault(name, []):
                found[name].append(one.code)
    return {name: tuple(codes) for name, codes in found.items()}


def _spelt(name: str) -> set[str]:
    """Every way to write the characters of a name in pinyin: lü as lv, lu and lyu."""
    known = readings()
    ways = ((known.syllable[one], *known.others.get(one, ())) for one in name)
    spelt = {"".join(way) for way in product(*ways)}
    return {one.replace("v", v) for one in spelt for v in ("v", "u", "yu")}


@cache
def _provinces() -> frozenset[str]:
    """Provinces outside Yunnan, and the cities and countries whose names everybody writes."""
    provinces = {
        PROVINCE_TAIL.sub("", name) for code, name in elsewhere().items() if code[2:] == "0000"
    }
    return frozenset({way for name in provinces for way in _spelt(name)} | _ELSEWHERE)


@cache
def _nations() -> frozenset[str]:
    """Words between a name and its 县 or 州: Honghe Hani and Yi Autonomous Prefecture."""
    peoples = ("yi", "bai", "dai", "zu", "hani", "zhuang", "miao", "naxi", "lisu", "jingpo")
    more = ("tibetan", "zang", "hui", "wa", "lahu", "blang", "bulang", "yao", "nu", "dulong", "and")
    return frozenset((*peoples, *more, *_OF_NATIONS))
