import re
from re import _constants as signs
from re import _parser as parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import zones
from pages.zones import heading_zone, opens_aside, placed, reply_begins


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("商品评价(128)", "reviews"),
        ("累计评价 1.2万+", "reviews"),
        ("用户评价", "reviews"),
        ("大家都说", "reviews"),
        ("猜你喜欢", "aside"),
        ("您可能还喜欢", "aside"),
        ("热门搜索：", "aside"),
        ("热搜", "aside"),
        ("相关推荐", "aside"),
        ("看了又看", "aside"),
        ("购买过该商品的用户还购买了", "aside"),
        ("最近浏览", "aside"),
        ("Products you recently viewed", "aside"),
        ("Customers who bought this item also bought", "aside"),
        ("You might also like", "aside"),
        ("Related products (4)", "aside"),
        ("商品详情", "own"),
        ("Product Description", "own"),
        ("规格参数", "own"),
        # the merchant's own words
        ("好评如潮", None),
        ("掌柜推荐", None),
        ("推荐商品", None),
        ("The products you recently viewed are gone, so here is what we sell", None),
        ("Featured products", None),
        ("买家评价说这是最好的茶，没有之一，值得信赖", None),
    ],
)
def test_headings(text, zone):
    assert heading_zone(text) == zone


@pytest.mark.parametrize(
    ("tag", "attributes", "zone", "region"),
    [
        ("div", {"class": "comment-list"}, "reviews", ""),
        ("div", {"id": "J_Reviews"}, "reviews", ""),
        ("ul", {"class": "rate-list"}, "reviews", ""),
        ("li", {"itemprop": "review"}, "reviews", ""),
        ("div", {"class": "youMayLike"}, "aside", ""),
        ("section", {"class": "related products"}, "aside", ""),
        ("div", {"class": "hot-search-box"}, "aside", ""),
        ("nav", {}, None, "nav"),
        ("div", {"class": "page-footer"}, None, "footer"),
        ("div", {"role": "contentinfo"}, None, "footer"),
        # these words speak of the page, not of a part
        ("body", {"class": "has-comments"}, None, ""),
        ("div", {"class": "no-reviews"}, None, ""),
        ("div", {"class": "exchange-rate"}, None, ""),
        ("div", {"class": "goodsRecommend"}, None, ""),
    ],
)
def test_parts_of_a_page(tag, attributes, zone, region):
    assert placed(tag, attributes) == (zone, region)


def test_labels_that_open_a_strip_of_other_words():
    assert opens_aside("热门搜索：")
    assert opens_aside(" 大家都在搜 ")
    assert not opens_aside("热卖爆款")
    assert not opens_aside("大家好")


def test_the_merchants_answer_among_the_reviews():
    for answer in ("【掌柜回复】：谢谢您的支持", "店主回复：可以治疗失眠", "（商家回复）谢谢"):
        assert reply_begins(answer) == 0
        assert reply_begins("包装结实。 " + answer) == len("包装结实。 ")
    for words in ("回复掌柜：一般", "客服回复很快，给好评", "等了三天，客服回复说没货"):
        assert reply_begins(words) == len(words)


def first_letters(parts) -> tuple[set[str], bool]:
    """The letters with which a match of a parsed pattern may begin, and whether it may be empty."""
    letters: set[str] = set()
    for sign, value in parts:
        if sign is signs.LITERAL:
            more, empty = {chr(value)}, False
        elif sign is signs.IN:
            assert all(inner is signs.LITERAL for inner, _ in value)
            more, empty = {chr(point) for _, point in value}, False
        elif sign is signs.BRANCH:
            ways = [first_letters(way) for way in value[1]]
            more, empty = set().union(*(way[0] for way in ways)), any(way[1] for way in ways)
        elif sign is signs.SUBPATTERN:
            more, empty = first_letters(value[-1])
        else:
            assert sign is signs.MAX_REPEAT
            more, empty = first_letters(value[2])
            empty = empty or value[0] == 0
        letters |= more
        if not empty:
            return letters, False
    return letters, True


@pytest.mark.parametrize(("letters", "pattern", "zone"), zones._ZONES)
def test_all_letters_with_which_a_heading_begins_are_known(letters, pattern, zone):
    begins, empty = first_letters(parser.parse(pattern.pattern, pattern.flags))
    assert not empty, zone
    either_case = re.compile(f"[{''.join(begins)}]", re.IGNORECASE)
    assert letters == {char for char in map(chr, range(0x10000)) if either_case.match(char)}


@given(st.text("评价猜喜欢ab 12.,万+(（[）】:：>…\n\u3000٣", max_size=12))
def test_what_counts_ends_in_a_sign_of_a_count(text):
    if zones._COUNTED.match(text[-1:]) is None:
        assert zones._COUNT.sub("", text) == text


@given(st.text("的掌柜商家店主卖客服回复评应解释答追说明：:]】) 。", max_size=14))
def test_answers_are_found_by_their_words(line):
    found = zones._REPLY.search(line)
    assert reply_begins(line) == (found.start() if found else len(line))
