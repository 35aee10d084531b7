import pytest

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
