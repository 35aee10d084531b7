"""A price far below the list price that the same page names (价格悬殊).

专柜价 12,800 beside 现价 580 is no offence by itself; beside words of the
counterfeit trade it is a sign.
"""

from pages.page import Page, Price

_LISTED = frozenset(("原价", "专柜价", "吊牌价", "市场价", "参考价"))
_LEAST_LISTED_FEN = 100_000
_MOST_SHARE = 0.3


def price_gap(page: Page) -> tuple[Price, Price] | None:
    """(list price, price asked) where the asked one is at most 30 % of a list price of 1,000 元
    or more; None otherwise."""
    own = [price for price in page.prices if price.field != "links"]  # not those of other cards
    listed = [price for price in own if price.label in _LISTED]
    asked = [price for price in own if price.label not in _LISTED]
    if not listed or not asked:
        return None
    most = max(listed, key=lambda price: price.fen)
    # The price asked stands nearest; a coupon or postage elsewhere on the page does not count.
    near = [price for price in asked if price.field == most.field] or asked
    least = min(near, key=lambda price: abs(price.start - most.start))
    if most.fen >= _LEAST_LISTED_FEN and least.fen <= most.fen * _MOST_SHARE:
        return most, least
    return None
