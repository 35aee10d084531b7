"""Prices as Chinese shops write them, in fen (价格).

到手价１９９．５, ￥1,299.00, 1.2万元, 一百九十九元, 九块九, 原价199 现价99.
A number is a price only with a currency sign before it, a currency word after
it or a price word before it; 券, 减 and 返 amounts are no prices.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice

import re2

from pages.encoded import EncodedText, joined
from pages.numerals import CHARACTERS, DIGITS, chinese_number, decimal_number
from pages.page import Price

FIELDS = ("title", "attributes", "description", "links", "structured", "meta")
MAX_PRICES = 2_000
_MAX_TEXT = 400_000
_MAX_FEN = 10**13

_LABELS = (
    "原价|现价|售价|到手价|券后价|券后|折后价|折后|促销价|活动价|会员价|市场价|批发价|零售价|"
    "特价|一口价|秒杀价|拼团价|团购价|优惠价|专柜价|吊牌价|参考价|销售价|本店价|商城价|店铺价|"
    "直播价|抢购价|限时价|惊爆价|成本价|出厂价|定价|价格|单价|起拍价|仅需|只要|只需|低至|仅售"
)
_D = "[0-9０-９]"
_NUMBER = rf"{_D}(?:{_D}|[,，]{_D}{{3}}){{0,11}}(?:[.．]{_D}{{1,2}})?"
_S = r"[ \x{00a0}\x{3000}]?"
# 3 280元: thousands behind a blank, which are read so only where a label, a sign or a line begins,
# and more than one figure before the blank only with a unit: ¥99 199 are two prices.
_G = r"[ \x{00a0}\x{2009}\x{202f}]"
_SPACED = rf"{_D}{_G}{_D}{{3}}(?:[.．]{_D}{{1,2}})?"
_LONG_SPACED = rf"{_D}{{1,3}}(?:{_G}{_D}{{3}}){{1,2}}(?:[.．]{_D}{{1,2}})?"
_AMOUNT = rf"(?:{_NUMBER}{_S}[万千kKwW]?|[{CHARACTERS}]{{1,16}})"
_SIGN = r"(?:[¥￥]|RMB|CNY|人民币)"
_UNIT = r"(?:元|块|圆|RMB|CNY|人民币)"
# Label, sign or unit: one of them makes a number a price; the parts are read again below.
_PRICE = re2.compile(
    rf"(?:{_LABELS})[:：是为仅 ]{{0,3}}(?:{_SIGN}{_S})?"
    rf"(?:{_LONG_SPACED}{_S}{_UNIT}|(?:{_SPACED}|{_AMOUNT})(?:{_S}{_UNIT})?)"
    rf"|{_SIGN}{_S}(?:{_LONG_SPACED}{_S}{_UNIT}|(?:{_SPACED}|{_AMOUNT})(?:{_S}{_UNIT})?)"
    rf"|(?m:^){_LONG_SPACED}{_S}{_UNIT}|{_AMOUNT}{_S}{_UNIT}"
)
_PARTS = re.compile(
    rf"(?P<label>{_LABELS})?[:：是为仅 ]{{0,3}}"
    rf"(?P<price>(?P<sign>[¥￥]|RMB|CNY|人民币)?[ \u00a0\u3000]?"
    rf"(?:(?P<figures>[0-9０-９,，.．]+"
    rf"(?:[ \u00a0\u2009\u202f][0-9０-９]{{3}}(?:[.．][0-9０-９]+)?)*)"
    rf"[ \u00a0\u3000]?(?P<scale>[万千kKwW])?"
    rf"|(?P<words>[{CHARACTERS}]+))"
    rf"[ \u00a0\u3000]?(?P<unit>元|块|圆|RMB|CNY|人民币)?)"
)
_BLANK = re.compile("[ \u00a0\u2009\u202f]")
_MORE = re.compile(r"\s?[+\d万人件条次笔个份斤克]")
"""What follows a number of its own, not thousands: ¥9 199人付款."""
_TENTHS = {**DIGITS, **{str(digit): digit for digit in range(10)}}
_SCALES = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}
# What makes an amount something else than a price.
_NOT_BEFORE = re.compile(
    "(?:满|减|返|送|省|抵|券|直降|优惠|奖|奖金|罚|罚款|赔|运费|邮费|首重|续重|押金|资本|资金|"
    "补贴|红包)[:：了额 ]{0,2}[¥￥]?$"
)
_NOT_AFTER = re.compile(
    r"\s?(?:元|块)?(?:的)?(?:优惠|代金|抵用|无门槛|满减|现金|购物)?(?:券|红包)|[旦宵素件]"
)
_COUNTED = re.compile(
    r"[天折件款个盒小月日号%％期年人名次位级斤克袋瓶支片套双点分种码寸岁kKmMgG\d.-]"
)


def find_prices(fields: Mapping[str, str]) -> list[Price]:
    """The prices of the fields in which a shop states its own."""
    encoded, texts = joined(fields, FIELDS, _MAX_TEXT)
    return list(islice(_prices(encoded, texts), MAX_PRICES))


def prices_cut(fields: Mapping[str, str], prices: Sequence[Price]) -> bool:
    """Whether there may be more than those that were found."""
    return len(prices) >= MAX_PRICES or any(
        len(fields.get(name, "")) > _MAX_TEXT for name in FIELDS
    )


def prices_in(text: str, field: str) -> Iterator[Price]:
    """The prices of one text."""
    return _prices(EncodedText(text), [(field, text, 0)])


def _prices(encoded: EncodedText, texts: Sequence[tuple[str, str, int]]) -> Iterator[Price]:
    """The prices of texts, of which `encoded` is the whole; each with its field and its begin."""
    place = 0
    for start, end in encoded.spans(_PRICE):
        while place + 1 < len(texts) and texts[place + 1][2] <= start:
            place += 1
        field, text, begin = texts[place]
        parts = _PARTS.fullmatch(encoded.text[start:end])
        price = _read(text, field, start - begin, parts) if parts is not None else None
        if price is not None:
            yield price


def _read(text: str, field: str, offset: int, parts: re.Match[str]) -> Price | None:
    """The price that one match says, or None where it is another amount."""
    start, end = offset + parts.start("price"), offset + parts.end("price")
    label, sign, unit = parts["label"], parts["sign"], parts["unit"]
    figures = parts["figures"]
    if figures and not unit and (two := _BLANK.search(figures)) and _MORE.match(text, end):
        figures, end = figures[: two.start()], offset + parts.start("figures") + two.start()
    amount = _amount(figures, parts["scale"], parts["words"] if unit else None)
    if amount is None:
        return None
    if unit == "块":
        tenth = text[end : end + 1]
        if tenth in _TENTHS and tenth and not _COUNTED.match(text, end + 1):
            amount, end = amount + Decimal(_TENTHS[tenth]) / 10, end + 1
        elif not (label or sign or text.startswith("钱", end)):
            return None  # 一块茶饼 is a piece
    elif not unit and not sign and _COUNTED.match(text, end):
        return None  # 特价3天
    if not label and _NOT_BEFORE.search(text[max(0, start - 8) : start]):
        return None
    if unit and _NOT_AFTER.match(text, end):
        return None
    end = start + len(text[start:end].rstrip())
    fen = int(amount * 100)
    return (
        Price(fen, text[start:end], field, start, end, label or "") if 0 < fen <= _MAX_FEN else None
    )


def _amount(figures: str | None, scale: str | None, words: str | None) -> Decimal | None:
    if figures:
        amount = decimal_number(figures)
        return amount * _SCALES[scale.lower()] if amount is not None and scale else amount
    number = chinese_number(words) if words else None
    return Decimal(number) if number is not None else None
