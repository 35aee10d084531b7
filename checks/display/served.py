"""Codes of those whom a shop serves or who serve it: its customers (客户), who supplies it
(供货商), acts for it (招聘代理机构), or carries, stores or delivers its goods (承运, 冷链, 快递,
仓储), named by role right before their name, or in the label of the code
(供货商统一社会信用代码).

Only a code right behind such a name or label is theirs. A company whose name the page's title
bears, or that the page names as its own (版权所有, 主办单位), is the shop itself: carriers have
sites too.
"""

import re

from checks.display.strangers import bears_house_of_any
from checks.display.whose import shares_name
from pages.page import Page

_NAME = "[\u4e00-\u9fff（）()]{4,30}?(?:公司|合作社|商行|经营部|物流部|酒店|工作室|中心|学校|医院)"
_TO_CODE = (
    r"(?:[（(][^）)\n]{0,40}|[ \u3000\xa0，,、]{0,3}"
    r"(?:(?:统一)?社会信用代码|信用代码|税号)?[：: \u3000]{0,3})$"
)
_ROLE = re.compile(
    "(?:供[应货](?:[商方]|单位|企业|厂商)|承运(?:[方商人]|单位|公司|企业)?"
    "|(?:配送|物流|快递|仓储|运输|冷链)(?:[方商]|单位|公司|企业|服务商|合作方|伙伴)"
    "|(?:为|给|帮|与)(?:老|新|我们的?)?客户|(?:服务)?客户(?:单位|名称)?[：:]|业主(?:单位)?[：:]?|采购(?:方|单位)|服务对象)"
    r"(?:资质|证照|信息|名称|执照|简介)?"
    rf"(?:为|是|系)?[：: ]{{0,3}}(?P<name>{_NAME}){_TO_CODE}"
)
_IN_LABEL = re.compile(
    "(?:供[应货](?:[商方]|单位|企业|厂商)|客户|代理(?:机构|单位)|承运[方商人]?|(?:配送|物流|快递|仓储|运输)(?:[方商]|公司|单位|企业)"
    "|采购[方人商]?|买方|购买方|需方|业主|检[测验](?:机构|单位)|支付机构|承保(?:机构|公司)|保险(?:机构|公司)"
    "|房东|出租方|(?:场地|模板|主题|技术|系统|软件)提供方)(?:单位|企业|公司)?的?(?:营业执照)?(?:的|之)?(?:统一)?(?:社会)?信用代码"
    "(?:编?号码?)?[：:为是（( \u3000\xa0]{0,3}$"
)
"""A label that says by its first word whose the code is."""
_ABOVE = re.compile(
    "(?:母公司|控股股东)的?(?:营业执照)?(?:统一)?(?:社会)?信用代码[：:为是（( \u3000\xa0]{0,3}$"
)
"""A subsidiary has a code of its own (公司法 13)."""
_ANY_NAME = re.compile(_NAME)
_GIVEN = re.compile(
    "(?:(?<!本店)(?<!本站)(?<!网站)(?<!网店)(?<!商城)由|委托|交由|交给|选用)[ ]?"
    rf"(?P<name>{_NAME}){_TO_CODE}"
)
_WORK = re.compile(
    "(?:[^）)。；;\n]{0,60}[）)])?[，, ]?(?:统一|全程|负责|提供|承担|代为|进行|完成|冷链|专车){0,3}"
    "(?:配送|承运|运输|仓储|发运|派送|寄递|揽收|物流|快递|保管)"
)
_SERVICE = re.compile(
    "(?:收款|支付|结算|短信|地图|物流|配送|快递|存储|主机|服务器|技术|模板|主题|系统)(?:服务|支持|模板)?(?:系|是)?"
    rf"由(?P<name>{_NAME})(?:提供|支持|开发){_TO_CODE}"
)
"""本页收款服务由某公司提供，统一社会信用代码 …"""
_SHOP = re.compile(
    "(?:^|[ \u3000\xa0|｜，,。；;：:])"
    "(?P<name>[\u4e00-\u9fff（）()]{3,24}?(?:公司|合作社|[店铺坊馆行部社厂]))的?"
    "(?:营业执照|证照|执照)(?:号码?|编号|代码)?[：: \u3000]{0,3}$"
)
"""丽江某某银匠铺证照：… on the page of another shop."""
_THIS = re.compile("本|我|店铺$|^(?:营业|公司|企业)")
_MADE = re.compile(
    "(?:厂家|生产(?:厂家|企业|商|者)|制造[商者])(?:统一)?(?:社会)?信用代码[：:（( \u3000\xa0]{0,3}$"
)
_LIST = re.compile(
    "(?:我们的|部分|主要|典型|近期|成功|合作)?(?:(?:服务)?客户(?:案例|名单|名录|代表|单位|一览)|(?:工程|项目|成功|服务)案例"
    "|(?:我们)?服务过的(?:企业|单位|客户|公司)|(?:承运|配送|物流|仓储|冷链|快递)(?:单位|公司|企业|服务商|合作方|伙伴))"
    "(?:（[^）]{1,10}）)?[：:]?"
)
_ITEM = re.compile("公司|合作社|商行|经营部|酒店|学校|医院|中心|[0-9A-Z]{15}")
_WHOLE = re.compile(
    "法定代表人|负责人|经营者|投资人|注册资本|版权所有|©|主办单位|本店|本公司|营业执照"
)
_MOST_ITEMS = 12
_MOST_TEXT = 200_000
_OWN = re.compile(
    "版权所有|©|[Cc]opyright|主办单位|经营主体|经营者|运营主体|本公司|我司|(?:企业|公司|店铺|主体)名称"
)


def served_or_serving(page: Page, text: str, start: int, end: int) -> bool:
    """Whether the code at `start` of `text` stands under the name or the label of a customer, a
    supplier, a carrier."""
    begin = text.rfind("\n", 0, start) + 1
    before = text[max(begin, start - 120) : start]
    if _ABOVE.search(before):
        return True
    if _IN_LABEL.search(before):
        above = text[text.rfind("\n", 0, max(begin - 1, 0)) + 1 : max(begin - 1, 0)]
        names = _ANY_NAME.findall(before) or _ANY_NAME.findall(above[-120:])
        return not (names and _is_own(page, names[-1]))
    if _MADE.search(before):
        above = text[text.rfind("\n", 0, max(begin - 1, 0)) + 1 : max(begin - 1, 0)]
        return _are_several(page, _MADE) and not shares_name(f"{above} {before}", page.title)
    if (shop := _SHOP.search(before)) and not _THIS.search(shop["name"]):
        own = bears_house_of_any(page.title, shop["name"]) or _is_own(page, shop["name"])
        return _are_several(page, _SHOP) and not own
    found = _ROLE.search(before) or _SERVICE.search(before)
    if found is None:
        found = _GIVEN.search(before)
        if found is None or not _WORK.match(text[end : end + 80]):
            return _is_listed(page, text, begin, start, end)
    return not _is_own(page, found["name"])


def _is_listed(page: Page, text: str, begin: int, start: int, end: int) -> bool:
    """Whether a heading (客户案例, 配送单位) leads the list in which the code's line stands."""
    stop = text.find("\n", end)
    line = text[begin : stop if stop >= 0 else len(text)][:300]
    name = re.search(_NAME, text[begin:start])
    if name is None or _WHOLE.search(line) or _is_own(page, name.group()):
        return False
    for _ in range(_MOST_ITEMS):
        last, begin = begin - 1, text.rfind("\n", 0, max(begin - 1, 0)) + 1
        above = text[begin : max(last, 0)].strip()
        if _LIST.fullmatch(above):
            return True
        if begin == 0 or not _ITEM.search(above):
            return False
    return False


def _are_several(page: Page, label: re.Pattern[str]) -> bool:
    """Whether the page gives two codes at least behind such labels: goods of several makers are
    sold here, several shops are shown; a factory's or a trader's own page has one."""
    codes: set[str] = set()
    for code in page.codes:
        text = page.fields.get(code.field, "")
        begin = max(text.rfind("\n", 0, code.start) + 1, code.start - 60)
        if code.kind == "uscc" and label.search(text[begin : code.start]):
            codes.add(code.value)
    return len(codes) > 1


def _is_own(page: Page, name: str) -> bool:
    """Whether the page gives a name out as its own."""
    if shares_name(name, page.title):
        return True
    return any(
        _gives_out(page.text(field)[:_MOST_TEXT], name)
        for field in ("description", "attributes", "meta")
    )


def _gives_out(text: str, name: str) -> bool:
    place = text.find(name)
    for _ in range(_MOST_ITEMS):
        if place < 0:
            return False
        if _OWN.search(text[max(text.rfind("\n", 0, place) + 1, place - 28) : place]):
            return True
        place = text.find(name, place + len(name))
    return False
