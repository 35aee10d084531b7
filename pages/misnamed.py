"""A page nearly all of whose text stands in parts named after reviews or other goods.

Class names are nobody's word: a shop that calls the part with its own goods "comments" or
"related" would have it passed over. What buyers sign and what lies on links to other pages is
theirs all the same, whatever it is called.
"""

import re

from selectolax.lexbor import LexborHTMLParser

from pages.lines import Lines

_NEARLY_ALL = 5
"""How many times as long as the rest a part is that is nearly all of a page."""
_FEWEST = 16
"""Characters of a part below which there is nothing to judge."""
_MOST_FEET = 50
_FEET = "footer,[class*=foot],[id*=foot],[class*=copyright]"
_REVIEWED = re.compile(
    r"20\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]|\d\s?(?:天|小时|分钟|个月|周)前|昨天|刚刚"
    r"|\*{2,}|.\*.|匿名|[★☆⭐]|[四五]星|[1-5](?:\.0)?\s?分|好评|中评|差评|追评|初评|晒图|已购|已买|回复|点赞"
    r"|收到了|收到货|已收到|回购|下次还|还会再|第.次买|没想到|挺好|还行|还不错|很满意|我(?:妈|爸|家|老公)"
    r"|有用|楼主|\d+\s?楼|(?i:lv|vip)\.?\s?\d|用户|买家|网友|顾客|颜色分类|评[论价]"
    r"|(?i:verified|reviewed|helpful|stars?|reply)"
)
"""What stands by the words of buyers: a day, stars, a name half covered, what was bought."""
_OF_SHOP = re.compile(
    "本店|小店|本公司|我[司店]|我们|厂家|出售|销售|批发|零售|供应|经营|主营|专营|定制|欢迎|选购|咨询|订购|下单"
    "|现货|包邮|招商|代理|加盟|加微|微信|联系|电话|客服|价格|原价|售价|立即购买|加入购物车"
)
"""What shops say and buyers seldom do."""
_PRICE = re.compile(r"[¥￥]\s?\d|\d\s?元")
_SENTENCE = 16
"""Characters from which on a line is more than the name of goods."""
_MOST_LINES = 4_000


def is_misnamed(lines: Lines, tree: LexborHTMLParser) -> bool:
    """Whether parts that hold nearly all of a page's text are named as if it were not the shop's,
    and nothing in them is of buyers or of other goods."""
    reviews, aside = lines.fields.get("reviews", []), lines.fields.get("aside", [])
    apart = _length(reviews) + _length(aside)
    if apart < _FEWEST:
        return False
    own = _length(lines.fields.get("description", [])) + _length(lines.fields.get("attributes", []))
    if apart < own * _NEARLY_ALL:
        if apart < own:
            return False
        feet = tree.css(_FEET)[:_MOST_FEET]
        own -= max((len("".join(foot.text().split())) for foot in feet), default=0)
        if apart < own * _NEARLY_ALL:
            return False
    if _are_of_buyers(reviews) or _are_of_other_goods(aside, lines.linked_aside):
        return False
    return any(_OF_SHOP.search(text) for text in [*reviews, *aside][:_MOST_LINES])


def _length(texts: list[str]) -> int:
    return sum(map(len, texts))


def _are_of_buyers(texts: list[str]) -> bool:
    """Whether lines have the marks of reviews, more than one, and not only here and there."""
    marked = sum(_REVIEWED.search(text[:200]) is not None for text in texts[:_MOST_LINES])
    return marked > 1 and marked * 12 >= min(len(texts), _MOST_LINES)


def _are_of_other_goods(texts: list[str], linked: int) -> bool:
    """Whether lines are names and prices rather than sentences, or lie on links."""
    whole = _length(texts)
    if not whole:
        return False
    told = sum(len(text) for text in texts if len(text) >= _SENTENCE)
    prices = sum(_PRICE.search(text[:200]) is not None for text in texts[:_MOST_LINES])
    return linked * 2 > whole or told * 2 < whole or (prices > 2 and prices * 4 > len(texts))
