"""A price far below what the genuine article costs (远低于参考价).

The reference file (checks/references.toml, or the office's own) holds for each brand
what its new goods cost at least. A fifth of that for goods said to be new is a sign by
itself; second-hand goods, accessories, samples and deposits are not compared.
"""

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import compiled
from checks.plain_text import plain_word
from checks.references import BrandPrice
from pages.page import Price

AREA = "counterfeit"
UNIT = "trademark"
COMPARED = ("below-reference",)

_NOT_COMPARED = compiled(
    "二手|闲置|中古|回收|寄卖|置换|租|维修|保养|清洗|护理|改色|补色|鉴定|适用|兼容|通用|配件|"
    "保护套|保护壳|手机壳|保护膜|贴膜|钢化膜|表带|表盒|空瓶|"
    "空盒|包装盒|礼盒空|防尘袋|内胆|支架|收纳|撑|鞋带|鞋垫|鞋盒|鞋撑|小样|试用装|分装|体验装|"
    "ml小样|代金券|定金|首付|分期|优惠券|模型|玩具|图书|海报|"
    "挂件|钥匙扣|贴纸|充电器|数据线|耳塞|耳套|充电线|滤网|滤芯|吸头|风嘴|儿童|童鞋|袜|帽|t恤|"
    "短袖|浏览记录|同款手势|酒杯|酒版|酒瓶|空酒|纸袋|手提袋纸|"
    "卡包|卡套|零钱包|棉签|面膜|系列酒|王子酒|迎宾酒"
)
_DEPOSIT = frozenset(("定金", "订金", "首付", "月供", "押金", "起拍价"))


def check(context: Context) -> list[Finding]:
    """One finding where the goods' name holds a brand and the price asked is a fifth of its own."""
    name = context.plain_name
    if not name or _NOT_COMPARED.search(name):
        return []
    asked = _asked(context)
    if asked is None:
        return []
    for brand in context.references.brands:
        word = _named(brand, name)
        if word and asked.fen <= brand.least * 100 * brand.share:
            return [_finding(context, brand, asked)]
    return []


def _named(brand: BrandPrice, name: str) -> bool:
    if not any(_stands(plain_word(one), name) for one in brand.names):
        return False
    return not brand.goods or any(plain_word(goods) in name for goods in brand.goods)


def _stands(word: str, name: str) -> bool:
    """Whether `word` stands in `name`, a short Latin one not inside a longer word."""
    at = name.find(word)
    while at >= 0:
        around = name[at - 1 : at] + name[at + len(word) : at + len(word) + 1]
        if not word.isascii() or not any(c.isascii() and c.isalnum() for c in around):
            return True
        at = name.find(word, at + 1)
    return False


def _asked(context: Context) -> Price | None:
    """The price asked: the highest that is no list price, so that coupons do not count."""
    own = [
        price
        for price in context.prices
        if price.label not in _DEPOSIT
        and not price.label.startswith(("原", "专柜", "吊牌", "市场", "参考"))
    ]
    return max(own[:5], key=lambda price: price.fen, default=None)


def _finding(context: Context, brand: BrandPrice, asked: Price) -> Finding:
    return context.bare_finding(
        AREA,
        rule="below-reference",
        unit=UNIT,
        lead=True,
        strength="weak",
        reason=f"商品名称为“{brand.brand}”商品，标价{asked.raw}，"
        f"不到全新正品参考价{brand.least:g}元的{brand.share:.0%}。",
        excuse="二手、配件、小样、定金；有进货凭证和授权；参考价已过时（办公室可改参照表）",
        matched=asked.raw,
        field=asked.field,
        start=asked.start,
        end=asked.end,
        basis=context.basis(AREA, "infringement", "confusion"),
    )
