"""The words by which licence information is known: the list keywords/lists/licence.toml.

Where the lexicon in use has no list for this area, the shipped one is read: it
holds no accusation, only what labels, links and statements are called.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from keywords.keyword_list import KeywordList, load_list, shipped_lists
from keywords.lexicon import Lexicon

_LICENCE_NAMED = re.compile(
    r"证照|执照|亮照|亮证|资质|工商信息|主体信息|经营者信息|商家信息|卖家信息|店铺信息|店铺档案|公示信息|信息公示"
    r"|證照|執照|亮證|工商(?:登记|注册|备案)?(?:信息|公示)|(?:企业|商户|商家|店铺|网店|个体户|经营者|法定)公示|电子标识"
    r"|(?:经营|经营者|店铺|网店|商户|商家|认证)主体|主体(?:登记|认证|身份|公示|资料)"
    r"|(?:市场主体|企业|营业|工商)登记(?:信息|公示|证)"
    r"|(?:经营者|商户|商家|店主|卖家|店铺|网店)(?:资料|身份|档案|证件|认证|登记信息)|商户信息|亮明身份|证件(?:公示|信息|展示)|身份公示"
    r"|licen[cs]e|zhengzhao|zhizhao|yyzz|zizhi|liangzhao|gongshang",
    re.IGNORECASE,
)


_PERMIT = re.compile("(?:查看|本店|店铺|网店)?经营许可证?(?:信息|公示|展示)?")
"""Alone it is the shop's; 增值电信业务经营许可证 is of the site's filing."""
_COMPANY_PAGE = re.compile(
    "(?:企业|公司|法律|认证|备案)信息|实名认证|关于(?:商城|本站|网站)|(?:品牌|我们的?|创业|企业|公司)(?:故事|概况|历程)"
    "|品牌(?:介绍|简介)|走进我们|^关于[\u4e00-\u9fff]{2,6}$"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Spellings by rule of the licence list."""

    statements: tuple[str, ...]
    link_texts: tuple[str, ...]
    second_pages: tuple[str, ...]
    platform: tuple[str, ...]

    def names_licence(self, text: str) -> bool:
        """Whether the words on a link, or its address, say that the licence is behind it."""
        plain = "".join(text.split())
        return (
            _LICENCE_NAMED.search(plain) is not None
            or _PERMIT.fullmatch(plain) is not None
            or any(word in plain for word in self.link_texts)
        )

    def names_second_page(self, text: str) -> bool:
        """Whether the words on a link name a page on which a licence may stand (关于我们)."""
        plain = "".join(text.split()).lower()
        return _COMPANY_PAGE.search(plain) is not None or any(
            "".join(word.split()).lower() in plain for word in self.second_pages
        )

    def speaks_of_platform(self, text: str) -> bool:
        """Whether a line speaks of the platform's own licence, not of a merchant on it."""
        if speaks_of_merchant(text):
            return False
        text = _SEATED.sub("", text)
        return any(word in text for word in self.platform) or _PLATFORM.search(text) is not None


def speaks_of_merchant(text: str) -> bool:
    """Whether a line speaks of the shop's operator, though a platform may be named in it."""
    return _MERCHANT.search(_SEATED.sub("", text)) is not None


_MERCHANT = re.compile(
    "平台内经营者|(?:店铺|商家|卖家)经营者|入驻(?:商家|商户|经营者).{0,4}(?:信息|名称|执照|证照)|本店|我店"
)
_SEATED = re.compile(
    "(?:本|我)(?:小?店铺?|商城|网店)(?:是|系)?(?:在|入驻|依托|开设|基于|由|通过|使用|位于)于?[^。；;，,\n]{0,20}?平台"
    "上?(?:开设|经营|运营|开店|搭建|提供)?的?"
)
"""本店在某某平台上开设 tells where the shop sits; what follows may be of either."""
_PLATFORM = re.compile(
    "平台(?:经营者|运营(?:者|方|商|主体)|运营[：:]|主办|方[：:（(])"
    "|平台(?:由|的).{0,20}运营|平台由.{4,30}公司.{0,4}提供"
    "|平台的?(?:统一)?(?:社会)?信用代码"
    "|平台[）)]?[ \u3000\xa0|｜©：:·—-]{1,6}[\u4e00-\u9fff]{4,30}?公司"
    "|平台(?:技术)?(?:服务)?提供[者方商]|平台服务[商方]"
    "|平台.{0,6}(?:执照|证照|亮照|电子标识)"
    "|提供.{0,4}(?:交易|购物|电商|电子商务)?平台(?:技术)?服务"
)
"""本站由某公司运营 is what a site of its own says of itself."""


def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The words of the lexicon's licence lists, or of the shipped one."""
    lists = tuple(each for each in lexicon.lists if each.area == "licence")
    return _of(lists) if lists else _shipped()


@cache
def _shipped() -> Vocabulary:
    return _of(tuple(load_list(path) for path in shipped_lists() if path.name == "licence.toml"))


def _of(lists: Iterable[KeywordList]) -> Vocabulary:
    by_rule: dict[str, list[str]] = {}
    for each in lists:
        for term in each.terms:
            by_rule.setdefault(term.rule, []).extend(term.spellings)

    def of(*rules: str) -> tuple[str, ...]:
        return tuple(word for rule in rules for word in by_rule.get(rule, ()))

    return Vocabulary(
        statements=of("statement"),
        link_texts=of("link-text"),
        second_pages=of("second-page"),
        platform=of("platform"),
    )
