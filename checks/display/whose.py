"""Whose a code on a page is: the shop's, a supplier's, the builder's of its site, a platform's.

What a line says before the code decides; where it does not, an officer does.
"""

import re
from typing import Literal

from pages.page import FieldName, Link, Page

_OTHERS = re.compile(
    "供[应货]商(?![贸务])|合作(?:伙伴|企业|商家|单位|机构|方|院校|医院|门店)|所售商品|品牌方|授权方|受托|委托(?:方|单位|生产)"
    "|客户案例|客户名称|友情|购买方|购货(?:方|单位)|MCN|招聘(?:委托|代理)|客户(?=[：:])|"
    "技术支持|网站建设|设计制作|开发商(?![贸务])|软件服务商"
    "|(?:网站制作|建站|(?:系统|软件)(?:提供|支持))(?:服务)?(?:商|方|单位|公司)?(?=[：:])"
    "|(?:房东|出租方|场地提供方?|代账公司|记账公司|代理记账)(?=[：:])"
    "|支付(?:服务)?机构(?=[：:])|承运[方商](?=[：:])|承保机构(?=[：:])|检[测验]机构(?=[：:])"
)
_MAKERS = re.compile(
    "(?:厂家(?=(?:统一)?(?:社会)?信用代码)|生产(?:企业|商|厂家|单位|者)|制造[商者]|(?:出品|灌装|酿造|加工)[方商者]?(?=[：:])|出品方|受托方)(?![直贸务])"
)
_BUILDERS = ("技术支持", "网站建设", "设计制作", "软件服务商")
_ASIDE = frozenset(("友情", "客户案例", "客户名称", "开发商", *_BUILDERS))
"""Who built the site, and whom it is friends with, seldom have their codes in a client's page."""
BUILT = re.compile(
    "(?:技术支持|网站(?:建设|制作|开发|维护|托管)|设计制作|建站(?:[与和及、][\u4e00-\u9fff]{2,4})?|(?:主机|服务器)托管|(?:系统|软件|程序)(?:开发|提供|服务|支持)|软件服务商"
    "|[Pp]owered by)(?:服务)?(?:商|方|单位|公司)?"
)
"""Words that lead to the name of who built the site, or follow it."""
_SERVANTS = re.compile(f"{BUILT.pattern}|支付|承运|承保|检[测验]")
_OWN_AGAIN = re.compile("版权所有|©|主办单位|经营主体|本店|本公司|本站")
"""Words with which a line comes back from another to the shop."""
_EXAMPLE = re.compile(
    "例如|譬如|比如|举[个一]{0,2}例|示例|样例|打个比方|假[设如]|以[^，。；]{0,12}为例"
)
"""A code that a text explains codes by is nobody's licence."""
_SOURCES = re.compile(
    "(?:我们的|主要|部分|长期)?(?:供[应货]商|货源|代工[厂方]|(?:合作)?伙伴|合作(?:企业|商家|单位|基地|品牌|农户|"
    "[\u4e00-\u9fff]{0,2}[厂农商社]))"
)
_NOT_OF_HERE = re.compile(
    "[^。\\n]{0,40}?(?:不(?:在本店)?(?:销售|卖|出售)(?:商品|货)|与本店(?:经营)?无(?:隶属|经营)?关|号码是按规则编的|请勿使用)"
)
"""Words behind a code with which the page itself says that it is not the shop's."""
_HEADING = 20
_MAX_ITEMS = 12
_ITEM = re.compile("公司|合作社|商行|经营部|茶厂|工厂|[0-9A-Za-z]{15}")
_NAMED = re.compile("公司|[0-9A-Za-z]{15}")
FULL = re.compile("法定代表人|负责人|经营者|投资人|住所|经营场所|注册资本")
"""What a licence has and a list of suppliers has not."""
_HOLDER = re.compile("经营者|(?:主体|企业|公司|单位|店铺)名称|营业执照")
"""Words that stand before the shop's name as well as before another's."""
_THEIR_LABEL = re.compile(
    r"[）)]?(?:(?:企业|公司|单位)?名称|企业|公司|单位|信息|资质)?[：:（(](?!无)"
)
_SCOPE = re.compile("经营范围|主营")
"""What a shop may do is no other: 经营范围：网站建设；技术支持."""
_NOBODY = re.compile("[：:]无")
_PARTING = re.compile(r"[|｜丨。；;]")
_COMPANY = re.compile("[\u4e00-\u9fff]{4,30}(?:公司|合作社|商行|经营部|工作室|[店行坊厂馆])")


def others_code(before: str) -> Literal["named", "near", ""]:
    """Whether what stands on the line before a code makes it another's.

    "named": a label of theirs leads to it. "near": theirs or the shop's, as the line has one of
    their words and then goes on to something else. "": nothing says so.
    """
    if _EXAMPLE.search(before) and not _OWN_AGAIN.search(before):
        return "named"
    if scope := _SCOPE.search(before):
        before = before[: scope.start()]
    places = list(_OTHERS.finditer(before))
    if not places:
        return "near" if _MAKERS.search(before) else ""
    found = places[-1]
    rest = before[found.end() :]
    if _OWN_AGAIN.search(rest) or _NOBODY.match(rest):
        return ""
    parts = _PARTING.split(rest)
    if found.group() in _ASIDE or _SERVANTS.match(found.group()):
        again = _HOLDER.search(rest) or (len(parts) > 1 and _COMPANY.search("".join(parts[1:])))
        return "" if again else "near"
    label = _THEIR_LABEL.match(rest)
    if _HOLDER.search(rest, label.end() if label else 0) or len(parts) > 1:
        return "near"
    return "named" if label or found.group() == "所售商品" else "near"


def is_disowned(after: str) -> bool:
    """Whether what stands behind a code on its line says that it is not the shop's: 仅负责投流，
    不销售商品."""
    return _NOT_OF_HERE.match(after) is not None


def code_under_heading(text: str, start: int, end: int) -> Literal["named", "near", ""]:
    """Whether the code at `start` is of a list that a heading gives to others: 合作工厂, then a
    line for each, with its name and its code. "near" where its line has what a licence has.
    """
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    line = text[begin : stop if stop >= 0 else len(text)]
    if _OWN_AGAIN.search(line):
        return ""
    for _ in range(_MAX_ITEMS):
        last, begin = begin - 1, text.rfind("\n", 0, max(begin - 1, 0)) + 1
        above = text[begin : max(last, 0)].strip()
        if len(above) <= _HEADING and _SOURCES.match(above) and not _NAMED.search(above):
            return "near" if FULL.search(line) else "named"
        if begin == 0 or not _ITEM.search(above):
            return ""
    return ""


_BUILDER = "|".join((*_BUILDERS, "网站制作", "建站服务"))
_BUILT_BY = re.compile(_BUILDER)


def names_builder(page: Page, link: Link | None) -> bool:
    """Whether a link names who built the site, in its own words or those right before them:
    技术支持：云工坊网络. A licence's mark that follows it is the builder's."""
    if link is None:
        return False
    words = link.text.strip() or link.image.strip()
    if _BUILT_BY.search(words):
        return True
    led = re.compile(f"(?:{_BUILDER})[：: ]{{0,3}}{re.escape(words)}") if words else None
    return led is not None and any(led.search(page.text(name)) for name in _FIELDS)


_SHOPS = re.compile("商家|卖家|入驻|店铺")
_TITLE_PARTS = re.compile(r"\s*[-–—_|｜]\s*")
_SHOP_PART = re.compile("(?:小店|[小商]铺|专[营卖]店|旗舰店|[店铺坊])$")
_SMALL_SHOP = re.compile("本店|小店|小铺|旗舰店|专营店|专卖店")
_FIELDS: tuple[FieldName, ...] = ("title", "description", "attributes", "links")
COMPANY_NAME = re.compile(
    r"([\u4e00-\u9fff（）()]{4,30}?)(?:有限责任公司|股份有限公司|有限公司|合作社)"
)
SAYS_NOTHING = re.compile(
    "(?:本|该)?(?:网站|站|平台|商城)(?:由|的)?|(?:经营|运营)(?:者|方|商|主体)?|提供|[省市区县州]|[（）()]|"
    "云南|昆明|曲靖|玉溪|保山|昭通|丽江|普洱|临沧|楚雄|红河|文山|西双版纳|版纳|大理|德宏|怒江|迪庆|中国|"
    "电子商务|电子|商务|商贸|贸易|网络|科技|技术|信息|文化|传媒|实业|发展|食品|农业|服饰|百货|开发|集团"
)


def speaks_of_shops(page: Page) -> bool:
    """Whether merchants are spoken of, as on a platform."""
    return any(_SHOPS.search(page.text(name)) for name in _FIELDS)


def is_a_shop_of_many(page: Page) -> bool:
    """Whether the page is one shop among others, so that a platform's licence is not its own."""
    return speaks_of_shops(page) or any(_SMALL_SHOP.search(page.text(name)) for name in _FIELDS)


def bears_platforms_name(page: Page) -> bool:
    """Whether a company named on a line about a platform has its name in the page's title."""
    text = f"{page.text('description')}\n{page.text('attributes')}"[:200_000]
    lines = (line[:400] for line in text.split("\n") if "平台" in line)
    return any(is_named_by(line, page) for line in lines)


def is_named_by(line: str, page: Page) -> bool:
    """Whether the page's title bears the name of a company named on a line; of a shop among others
    (阿妹的小铺 - 邻里商城) the part that is the shop's."""
    first, *others = _TITLE_PARTS.split(page.title.partition("\n")[0])
    shop = others and _SHOP_PART.search(first.strip())
    return shares_name(line, first if shop else page.title)


def shares_name(line: str, title: str) -> bool:
    """Whether a company named on a line and a title have a name in common that is more than a
    place or a trade (昆明云岫商贸有限公司, 云岫小铺)."""
    plain = "".join(title.split())
    for match in COMPANY_NAME.finditer(line):
        for part in SAYS_NOTHING.sub(" ", match[1]).split():
            if any(part[at : at + 2] in plain for at in range(len(part) - 1)):
                return True
    return False
