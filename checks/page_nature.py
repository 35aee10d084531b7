"""What sort of page speaks (页面性质): a shop, an office, or a text about the law.

Pages of offices are told by the exact end of their host (.gov.cn), never by a
part of it. A page of a shop counts as a text about counterfeits or the law
only where its title says so and nothing is sold on it.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from checks.lesson_page import lesson
from checks.report_page import offers_all_the_same, report
from pages.page import Page

_TEACHING = re.compile(
    "普法|以案释法|典型案例|案例(?:通报|曝光|选登)|通报|辟谣|消费(?:提示|警示|提醒)|风险提示|"
    "防骗|反诈|打假|维权指南"
    "|(?:怎样|怎么|如何|教你|学会|手把手)[^，。]{0,8}(?:识别|鉴别|辨别|区分|分辨|识破|避坑)|"
    "识别方法|鉴别方法|辨别真伪|识破"
    "|曝光|行政处罚|处罚决定|条例$|办法$|法律法规|政策法规|禁售规则|违禁品|黑名单"
)
_RULES = re.compile("公告|须知|规则|声明|帮助|协议|通知|承诺|规范|投诉|举报")
_NORM = re.compile(
    "打击|举报|投诉|禁止|不得|严禁|假冒|侵权|违法|违规|处罚|识别|鉴别|辨别|警惕|谨防|查处|拒绝|"
    "抵制|封店|下架|赔"
)
_SHOP = (
    "(?:本|我|该)?(?:店|公司|站|司|社|馆|园|校|平台|商城|俱乐部)方?|我们|我方|商家|卖家|甲方|乙方|"
    "店家|园方|馆方"
)
_BUYER = "用户|买家|消费者|会员|顾客|客户|客人|游客|旅客|乘客|家长|学员|业主|住客|您|亲"
_TERM = re.compile(
    f"(?:{_SHOP})[^。；;\\n]{{0,12}}(?:不承担|不负|概不|一律不|不予|不退|不赔|恕不|解释权|"
    "有权[^。，；\\n]{0,6}(?:单方|随时|任意|自行|变更|修改|调整|取消订单))|解释权|"
    f"(?:{_BUYER})[^。；;\\n]{{0,6}}不(?:得|可|能|许)[^。，；\\n]{{0,10}}(?:异议|退|索赔|赔偿|投诉|举报|起诉|诉讼|差评|追究|要求|主张)|"
    "(?:最高|至多|最多|仅|只)[^。，；\\n]{0,6}赔|赔[^。，；\\n]{0,8}(?:不超过|为限|封顶|上限)",
)
"""A term by which the shop binds its buyers: 不得 and 赔 stand in it, and nothing is warned of."""
_BUTTONS = (
    "加入购物车|放入购物车|立即购买|马上购买|一键购买|立即抢购|马上抢购|立即下单|立即订购|"
    "在线订购|立即询价|"
    "加入进货单|加购|去结算|购买数量|我要买|联系客服购买"
)
_BUTTON = re.compile(_BUTTONS)
_SELLING = re.compile(f"{_BUTTONS}|库存")
_ALONE_ON_IT = re.compile(f"{_BUTTONS}|(?:立即|马上|我要)(?:报名|预[订约]|咨询)|购买|下单|拼团")
_ALONE = 24
"""Code points of a line that holds buttons."""
# Words that only the page of one article has; cards of a list have a cart at most.
_BUYING_ONE = re.compile("立即购买|马上购买|一键购买|立即抢购|立即下单|立即订购|购买数量|库存")


@dataclass(frozen=True, slots=True)
class PageNature:
    """`excuse` is why no words of this page are an offer, or ""; `rules` is true for pages of
    notices and rules, where only sentences that forbid or warn are excused, not the terms that the
    seller sets for his buyers (购买须知, 服务协议). `told` is why the page tells of others, in
    every sentence that does not offer."""

    excuse: str = ""
    rules: bool = False
    told: str = ""

    @property
    def offers_nothing(self) -> bool:
        """Whether the page as a whole offers nothing: what it shows of goods is not its own."""
        return bool(self.excuse or self.told)

    def excuses(self, sentence: str) -> str | None:
        """Why a hit in `sentence` makes no lead on such a page, or None."""
        if self.excuse:
            return self.excuse
        if self.told and not offers_all_the_same(sentence):
            return self.told
        if self.rules and _NORM.search(sentence) and not _TERM.search(sentence):
            return "公告、规则页面中禁止或者警示的语句，不是销售宣传"
        return None


def _own(page: Page) -> str:
    return f"{page.text('description')}\n{page.text('attributes')}"


def is_official(url: str) -> bool:
    """Whether the address is of a government office: its host ends in .gov.cn."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return False
    return host == "gov.cn" or host.endswith(".gov.cn")


def is_school(url: str) -> bool:
    """Whether the address is of a school: its host ends in .edu.cn."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return False
    return host.endswith(".edu.cn")


def page_nature(page: Page) -> PageNature:
    """What sort of page this is."""
    if is_official(page.url):
        return PageNature("政府机关网站（.gov.cn）的页面，不是经营者的宣传")
    # Sums and stocks of a story are no offers.
    title = page.title[:300]
    taught = lesson(title, lambda: _own(page))
    told = "" if taught else report(page)
    if (taught or told) and (_has_product(page) or _has_button(page)):
        taught = told = ""
    if taught:
        return PageNature(taught)
    if sells(page):
        return PageNature(told=told)
    if is_school(page.url):
        return PageNature("学校网站（.edu.cn）的页面，页面上没有商品出售")
    if _TEACHING.search(title):
        return PageNature("普法、案例、消费提示或者鉴别知识页面，页面上没有商品出售")
    return PageNature(rules=_RULES.search(title) is not None, told=told)


def sells(page: Page) -> bool:
    """Whether the page itself offers goods: a price, a button to buy, a product's data."""
    if any(price.field != "links" for price in page.prices):
        return True
    return bool(_SELLING.search(_with_buttons(page))) or _has_product(page)


def shows_one(page: Page) -> bool:
    """Whether the page is that of one article: what its links say belongs to other pages.

    Pages of many cards have as many buttons to buy.
    """
    text = _with_buttons(page)
    buying = len(_BUYING_ONE.findall(text))
    buttons = len(_SELLING.findall(text))
    if 1 <= buying <= 3 or 1 <= buttons <= 4:
        return True
    return buttons == 0 and _has_product(page)


def _with_buttons(page: Page) -> str:
    """The text in which buttons stand; many of them are links."""
    return f"{page.text('description')[:100_000]}\n{page.text('links')[:100_000]}"


def _has_button(page: Page) -> bool:
    """Whether a line of its own asks to buy: a sentence may speak of it."""
    return any(
        (len(line) <= _ALONE and _BUTTON.search(line)) or _ALONE_ON_IT.fullmatch(line.strip())
        for line in _with_buttons(page).split("\n")
    )


def _has_product(page: Page) -> bool:
    return any(_is_product(value) for value in page.structured[:20])


def _is_product(value: object) -> bool:
    if isinstance(value, list):
        return any(_is_product(item) for item in value[:20])
    if not isinstance(value, dict):
        return False
    kind = value.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return "Product" in kinds or _is_product(value.get("@graph"))
