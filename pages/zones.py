"""Whose words a part of the page holds, and where on the page it hangs.

Zones: "own" (本店自己的话), "reviews" (买家评价: what buyers wrote is a
complaint at most, never the merchant's claim) and "aside" (猜你喜欢、热搜:
other goods and other shops, which are judged on their own pages). Regions:
"nav", "footer", "main" or "" for links.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from pages.words import words

Zone = Literal["own", "reviews", "aside"]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

_REVIEW_WORDS = words(
    """
    review reviews comment comments commentlist pinglun pingjia evaluate evaluation evaluations
    appraise appraisal feedback feedbacks testimonials buyershow shaidan dianping
    """
)
_RATE_PARTNERS = words("list item items content detail grid box user")
_ASIDE_WORDS = words(
    """
    guess youlike maylike guesslike alsolike alsobuy alsobought alsoview upsell upsells
    crosssell related similar hotsearch hotword hotwords hotkey hotkeys hotkeyword hotkeywords
    cainixihuan xiangguan resou tuiguang
    """
)
_ASIDE_PAIRS = (
    {"you", "like"},
    {"may", "like"},
    {"also", "like"},
    {"also", "buy"},
    {"also", "bought"},
    {"cross", "sell"},
    {"cross", "sells"},
    {"up", "sells"},
    {"hot", "search"},
    {"hot", "words"},
    {"hot", "word"},
    {"hot", "keywords"},
    {"hot", "keyword"},
    {"search", "history"},
    {"search", "suggest"},
    {"recently", "viewed"},
    {"browse", "history"},
    {"view", "history"},
)
# "no-comments", "has-reviews": the word says something of the whole page, not of this part.
_NOT_A_PART = words("no not has have with without enable enabled disable page wrapper")
_NAV_WORDS = words(
    """
    nav navbar navigation menu menus topbar topnav breadcrumb breadcrumbs crumb crumbs
    """
)
_FOOTER_WORDS = words("footer foot copyright copyrights bottombar siteinfo")
_NOTE_WORDS = words(
    "tips notice notices rules terms policy agreement statement disclaimer shuoming xuzhi tiaokuan"
)
_WHOLE_PAGE = words("html body main form head")

_COUNT = re.compile(r"[\s(（\[【][\d\s+万wW.,/]*[)）\]】]?\s*$|[：:>》…\d+\s]+$")
_REVIEW_HEADING = re.compile(
    "(?:商品|宝贝|产品|累计|全部|最新|精选|用户|买家|顾客|客户|客人|网友|消费者|购买|会员|店铺|住客|游客|旅客|学员|家长|业主|大家)?的?"
    "(?:评价|评论|点评|评语|晒单|买家秀|晒图|留言)(?:[与和及/、·&]?(?:评价|晒单|晒图|评论|问答))?"
    "(?:详情|列表|区|专区|墙|精选|摘录|摘选)?"
    "|大家都?(?:怎么)?[说评]|(?:买|用|住|吃|喝|来|去)过的(?:人|顾客|客人|朋友)?都?(?:这样|这么|怎么)?说"
    "|(?:买家|顾客|客人|用户|住客|学员)(?:都|们)?(?:这样|这么|怎么)?说"
    "|customer reviews|reviews|comments",
    re.IGNORECASE,
)
_ASIDE_HEADING = re.compile(
    "猜[你您](?:会|可能)?喜欢"
    "|[你您](?:可能|或许|也许)?[还也]?(?:会|可能)?(?:感兴趣|喜欢|想看|想买|想找)的?(?:商品|宝贝)?"
    "|推荐(?:宝贝|好货|浏览)|(?:店铺|店内|同店|本店)?(?:其他|其它|更多)(?:推荐|热卖|热销|宝贝|商品)"
    "|(?:店铺|店内|本店|热销|热卖|热门|人气|凑单|搭配)推荐|(?:店内|同店)(?:其他|其它|商品|好货|热卖|热销)"
    "|(?:常?一起|搭配着?)(?:购买|买)|[你您]?(?:可能|或许|也许)?还(?:要|想|会)买|[你您]?还?可以看"
    "|热搜[榜词]?|热门搜索|搜索热词|热搜词|大家都在[搜看买]|实时热搜|今日热搜|热词|相关搜索|搜索推荐"
    "|历史搜索|搜索历史|[相同](?:关|类|似)(?:商品|产品|宝贝)?(?:推荐)?|为[你您]推荐"
    "|看了[又还也]看|买了[又还也]买"
    "|(?:浏览|购买|看|买)[了过]?[此该这]?(?:商品|宝贝)?的?(?:用户|顾客|人|会员)?[还也]"
    "(?:浏览|购买|看|买)[了过]?"
    "|最近浏览|浏览(?:历史|记录)|我的足迹|历史浏览|更多好店|其他(?:店铺|商家)的?(?:推荐|商品)?"
    "|推广(?:商品|链接)|广告"
    "|(?:you (?:may|might) (?:also )?(?:like|love|enjoy|be interested in)"
    "|(?:products?|items?) you (?:may|might) (?:also )?(?:like|love)"
    "|(?:our )?(?:related|similar|recommended|complementary) (?:products?|items?|goods)"
    "|recommended for you|recommendations|more like this|more from this (?:shop|store|seller)"
    "|(?:your )?(?:recently viewed|browsing history|viewing history)(?: (?:products?|items?))?"
    "|(?:products?|items?) you(?: have|'ve)? (?:recently )?viewed"
    "|(?:frequently|often) bought (?:together|with)"
    "|(?:people|customers|shoppers|others)(?: who (?:bought|viewed) this(?: (?:product|item))?)?"
    " also (?:bought|viewed|liked|purchased)"
    "|popular searches|trending searches|recent searches|search history)",
    re.IGNORECASE,
)
_OWN_HEADING = re.compile(
    r"(?:商品|产品|宝贝|图文)(?:详情|介绍|描述|参数|信息)|规格(?:参数)?|(?:包装|售后|购买|发货|店铺|关于|联系|配送|付款).{0,6}"
    r"|(?i:(?:product |item )?(?:description|details|information|specifications?|features)"
    r"|about (?:us|this (?:item|product))|shipping(?: \w+){0,3}|contact(?: us)?)",
)
_REPLY = re.compile(
    r"(?:(?<=[\s。！？!?~，,；;])|^|(?=[\[【(（]))[\[【(（]?"
    r"(?:掌柜|商家|店主|卖家|客服|店家|店铺|官方|本店)的?(?:回复|回评|回应|解释|答复|追评|说明)"
    r"(?:\s{0,3}[:：\]】)）]|\s|$)"  # not 客服回复很快
)


@lru_cache(maxsize=8192)
def _by_name(tag: str, names: str) -> tuple[Zone | None, str]:
    """Zone and region that the class and id words of an element tell."""
    words = {word.lower() for word in _WORD.findall(names)}
    region = ""
    if words & _FOOTER_WORDS:
        region = "footer"
    elif words & _NAV_WORDS:
        region = "nav"
    if tag in _WHOLE_PAGE or words & _NOT_A_PART:
        return None, region if tag not in _WHOLE_PAGE else ""
    if words & _REVIEW_WORDS or (words & {"rate", "rates"} and words & _RATE_PARTNERS):
        return "reviews", region
    if words & _ASIDE_WORDS or any(pair <= words for pair in _ASIDE_PAIRS):
        return "aside", region
    return None, region


_TAG_REGION = {"nav": "nav", "header": "nav", "footer": "footer", "main": "main", "article": "main"}
PLACING = frozenset(_TAG_REGION)
"""Elements whose name alone says where they hang."""
_ROLE_REGION = {"navigation": "nav", "contentinfo": "footer", "main": "main", "banner": "nav"}


def placed(tag: str, attributes: Mapping[str, str | None]) -> tuple[Zone | None, str]:
    """The zone (None where the element says nothing) and region ("" likewise) of an element."""
    region = _TAG_REGION.get(tag, "")
    if not attributes:
        return None, region
    prop = attributes.get("itemprop") or ""
    if prop in ("review", "reviews", "reviewBody"):
        return "reviews", region
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    zone, named = _by_name(tag, names[:300]) if names != " " else (None, "")
    return zone, region or named or _ROLE_REGION.get(attributes.get("role") or "", "")


def is_note(attributes: Mapping[str, str | None]) -> bool:
    """Whether the classes of an element say that it holds the shop's own notes (tips, terms)."""
    named = attributes.get("class") or ""
    return not _NOTE_WORDS.isdisjoint(word.lower() for word in _WORD.findall(named[:300]))


MAX_HEADING = 48
"""No heading is longer."""


def may_head(text: str) -> bool:
    """Whether a text is short enough for a heading; English ones take more letters."""
    return len(text) <= 24 or (len(text) <= MAX_HEADING and text.isascii())


_SIGNS = " \u3000*【】[]★☆◆■●|｜-—·"
_SPACES = "\u3000 ：:"
"""What may stand around a heading, and around it where its count is left out."""
_ZONES: tuple[tuple[frozenset[str], re.Pattern[str], Zone], ...] = (
    (
        frozenset("业买产会住全去吃商喝大学宝客家店旅晒最来消游点用留的精累网评购顾cCrR"),
        _REVIEW_HEADING,
        "reviews",
    ),
    (
        frozenset("一为也买人今你其凑历可同大实常广店您我或推搜搭更最本浏热猜相看购还")
        | frozenset("bBcCfFiIİımMoOpPrRsSſtTvVyY"),
        _ASIDE_HEADING,
        "aside",
    ),
    (frozenset("产付关包发售商图宝店联规购配aAcCdDfFiIİıpPsSſ"), _OWN_HEADING, "own"),
)
"""The headings of each zone, with all letters that they begin with."""
_BEGINNINGS = frozenset(_SIGNS + _SPACES).union(*(letters for letters, _, _ in _ZONES))
_COUNTED = re.compile(r"[\s\d+万wW.,/(（\[【)）\]】：:>》…]")
"""What every match of _COUNT ends with."""


def heading_zone(text: str) -> Zone | None:
    """The zone that a heading opens: 商品评价(128) -> "reviews", 猜你喜欢 -> "aside".

    "own" is said for headings of the merchant's own parts, None for any other text.
    """
    # Every short line of a page is asked about: by their first letters most are none.
    if text[:1] not in _BEGINNINGS or not may_head(text):
        return None
    return _heading_zone(text)


@lru_cache(maxsize=4096)
def _heading_zone(text: str) -> Zone | None:
    bare = text.strip(_SIGNS)
    if _COUNTED.match(bare[-1:]):
        bare = _COUNT.sub("", bare)
    bare = bare.strip(_SPACES)
    for letters, pattern, zone in _ZONES:
        if bare[:1] in letters and pattern.fullmatch(bare):
            return zone
    return None


MAX_LABEL = 16
"""No label such as 热门搜索： is longer."""

_LABEL_STARTS = frozenset("热大搜猜相看买最实历为同浏其更我")


def opens_aside(text: str) -> bool:
    """Whether a text at the beginning of a block is a label such as 热门搜索："""
    text = text.strip()
    return bool(text) and text[0] in _LABEL_STARTS and heading_zone(text) == "aside"


_ANSWERS = re.compile("回[复评应]|解释|答复|追评|说明")
"""A word that every match of _REPLY holds, and few lines."""


def reply_begins(line: str) -> int:
    """Where the merchant's answer (掌柜回复：…) begins in a line among the reviews; the line's end
    if there is none."""
    found = _REPLY.search(line) if _ANSWERS.search(line) else None
    return found.start() if found else len(line)
