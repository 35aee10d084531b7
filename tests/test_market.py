"""The sample market is what its truth file says: counts, addresses, searches, walls, codes, log."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.market import Market, ProductTruth
from tests.market.goods import load
from tests.market.shops import MAKES
from tests.market.visitor import Answer, ask

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    with Market(block_after=10_000) as opened:
        yield opened


def page_of(market: Market, product: ProductTruth) -> Answer:
    return ask(market.shops[product.shop], product.api or product.path)


def uscc_is_valid(code: str) -> bool:
    """GB 32100-2015, written here again so that nothing of the product is trusted."""
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return ALPHABET[(31 - total % 31) % 31] == code[17]


def organisation_code_is_valid(code: str) -> bool:
    """GB 11714 inside the USCC."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    left = 11 - sum(int(c, 36) * w for c, w in zip(code[8:16], weights, strict=True)) % 11
    return {10: "X", 11: "0"}.get(left, str(left)) == code[16]


def food_number_is_valid(digits: str) -> bool:
    """GB/T 17710 MOD 11,10."""
    product = 10
    for digit in digits[:-1]:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(digits[-1])


def test_market_is_as_large_as_promised(market: Market) -> None:
    products = list(market.truth.products())
    kinds = Counter(p.kind for p in products)
    makes = {load(name).shop["make"] for name in market.shops}
    assert len(makes) >= 6
    assert len(products) >= 120
    assert kinds["unlawful"] >= 40
    assert kinds["near_miss"] >= 40
    assert kinds["ordinary"] >= 20
    for area in ("counterfeit", "advertising"):
        assert sum(area in p.leads for p in products) >= 20
    found = [p for p in products if p.kind == "unlawful" and p.found_by]
    assert len(found) * 2 >= kinds["unlawful"]
    assert len({p.spelling for p in products if p.spelling}) >= 9


def test_unlawful_and_only_unlawful_pages_have_leads_and_all_say_why(market: Market) -> None:
    for product in market.truth.products(counted=False):
        assert bool(product.leads) == (product.kind == "unlawful"), product
        assert product.why or product.kind == "ordinary", product
        assert set(product.leads) <= {"counterfeit", "advertising"}, product


def test_every_article_of_the_catalogue_has_its_truth_and_path(market: Market) -> None:
    for name, shop in market.truth.shops.items():
        catalogue = load(name)
        make = MAKES[catalogue.shop["make"]](catalogue, market.options)
        shelf = {g.id: make.product_path(g) for g in catalogue.goods}
        assert {p.id: p.path for p in shop.products} == shelf


def test_every_product_page_answers_with_its_name(market: Market) -> None:
    for product in market.truth.products(counted=False):
        goods = load(product.shop).find(product.id)
        assert goods is not None
        answer = page_of(market, product)
        assert answer.status == 200, product
        if not goods.wall:
            assert goods.name.replace("&", "&amp;") in answer.text, product


def test_pages_that_sell_nothing_answer(market: Market) -> None:
    for page in market.truth.pages():
        assert ask(market.shops[page.shop], page.path).status == 200, page


def search_path(shop: str, words: str) -> tuple[str, str, str]:
    """How a client that knows the shop asks it: path, method, body."""
    gbk = quote(words.encode("gb18030"), safe="")
    utf = quote(words, safe="")
    easy = (f"/index.php?m=goods&a=search&kw={utf}", "GET", "")
    return {
        "tea": (f"/search?keyword={utf}", "GET", ""),
        "gbk": (f"/search.asp?key={gbk}", "GET", ""),
        "spa": (f"/api/v2/goods?kw={utf}&size=20", "GET", ""),
        "ld": ("/so", "POST", f"wd2={utf}"),
        "poor": ("/so.asp", "POST", f"keyword={gbk}&act=search"),
        "herbs": (f"/en-gb/catalogue/search/?q={utf}", "GET", ""),
        "digital": (f"/index.php?route=product/search&search={utf}", "GET", ""),
    }.get(shop, easy)


def search(market: Market, shop: str, words: str) -> str:
    """Every leaf of a shop's results for `words`, POSTs followed where they redirect."""
    base = market.shops[shop]
    path, method, body = search_path(shop, words)
    answer = ask(base, path, method, body)
    if answer.status == 302:
        where = answer.headers["location"]
        answer = ask(base, where if where.startswith("/") else "/" + where)
    assert answer.status == 200
    whole = answer.text
    for more in sorted(set(re.findall(r'href="([^"]*(?:page=|[&]p=|_)\d+(?:\.html?)?)"', whole))):
        if "search" in more or more.startswith(("/list_", "/s/")):
            whole += ask(base, more.replace("&amp;", "&")).text
    return whole


def names_product(shop: str, product: ProductTruth, page: str) -> bool:
    if shop == "spa":
        return any(row["id"] == product.id for row in json.loads(page)["list"])
    address = product.path.replace("&", "&amp;")
    return re.search(re.escape(address) + r"(?!\d)", page.split("相关", 1)[0]) is not None


def test_found_by_terms_find_their_products_through_the_shops_own_search(market: Market) -> None:
    pages: dict[tuple[str, str], str] = {}
    for product in market.truth.products():
        for term in product.found_by:
            key = (product.shop, term)
            if key not in pages:
                pages[key] = search(market, *key)
            assert names_product(product.shop, product, pages[key]), (product, term)


def test_products_without_search_terms_hang_in_a_listing(market: Market) -> None:
    listings = {
        "tea": ["/all.html?page=1", "/all.html?page=2", "/all.html?page=3"],
        "herbs": ["/en-gb/catalogue/"],
        "nosearch": ["/list_0.html", "/list_0_2.html"],
        "poor": [f"/class_{n}_{leaf}.htm" for n in range(1, 7) for leaf in (1, 2)],
    }
    for shop, paths in listings.items():
        whole = "".join(ask(market.shops[shop], path).text for path in paths)
        for product in market.truth.shops[shop].products:
            assert re.search(re.escape(product.path) + r"(?!\d)", whole), product


def test_gbk_search_hears_gbk_and_not_utf8(market: Market) -> None:
    base = market.shops["gbk"]
    answer = ask(base, "/search.asp?key=" + quote("高仿".encode("gbk")))
    assert answer.headers["content-type"] == "text/html"
    assert "/goods.asp?id=201" in answer.text
    assert "<title>搜索：高仿_" in answer.text
    deaf = ask(base, "/search.asp?key=" + quote("高仿"))
    assert deaf.status == 200
    assert "/goods.asp?id=201" not in deaf.text
    assert "没有找到" in deaf.text


def test_result_pages_echo_what_was_asked(market: Market) -> None:
    for shop in ("tea", "gbk", "ld", "poor", "herbs", "farm"):
        words = "顶级高仿"
        page = search(market, shop, words)
        title = re.search(r"(?i)<title>([^<]*)", page)
        assert title is not None
        assert words in title[1], shop
        assert page.count(words) >= 2, shop


def test_foreign_search_misses_chinese_words_that_stand_in_its_goods(market: Market) -> None:
    for words in ("抗癌", "治疗", "天麻", "降三高"):
        assert "<strong>0</strong> results" in search(market, "herbs", words)
    assert "<strong>1</strong> results" in search(market, "herbs", "三七")
    assert sum("三七" in g.name for g in load("herbs").goods) == 4
    assert "玫瑰花茶" in search(market, "herbs", "rose")


def test_post_search_is_the_only_way_into_the_poor_shop(market: Market) -> None:
    base = market.shops["poor"]
    answer = ask(base, "/so.asp", "POST", "keyword=" + quote("高仿".encode("gbk")) + "&act=search")
    assert (answer.status, answer.headers["location"]) == (302, "list_B8DFB7C2_1.htm")
    assert ask(base, "/so.asp?keyword=x&act=search").status == 500


def test_script_shop_has_nothing_in_its_shell(market: Market) -> None:
    base = market.shops["spa"]
    shell = ask(base, "/").text
    assert "玫瑰" not in shell
    assert "href=" not in shell.split("<body>")[1]
    assert "91530114" not in shell
    first = json.loads(ask(base, "/api/v2/goods?page=1&size=10").text)
    assert (len(first["list"]), first["hasMore"], first["total"]) == (10, True, 24)


def test_blocking_shop_serves_then_refuses_then_asks_for_a_captcha_for_good() -> None:
    with Market(only=["digital"], block_after=4) as market:
        base = market.shops["digital"]
        answers = [ask(base, "/index.php?route=common/home") for _ in range(14)]
    assert [a.status for a in answers] == [200] * 4 + [403] * 5 + [200] * 5
    assert "热卖" in answers[3].text
    assert "安全验证" in answers[9].text
    assert "安全验证" in answers[-1].text
    assert "热卖" not in answers[-1].text


def test_walls_stand_before_pages_that_lists_show(market: Market) -> None:
    base = market.shops["digital"]
    shelf = ask(base, "/index.php?route=product/category&path=audio").text
    assert "/index.php?route=product/product&amp;product_id=44" in shelf
    wall = ask(base, "/index.php?route=product/product&product_id=44")
    assert wall.status == 200
    assert "密码" in wall.text
    assert "国家级" not in wall.text
    assert "下载 APP" in ask(base, "/index.php?route=product/product&product_id=47").text


def test_licence_codes_are_right_or_wrong_as_the_truth_says(market: Market) -> None:
    for name, shop in market.truth.shops.items():
        code = shop.licence.uscc
        if code:
            assert uscc_is_valid(code) == (shop.licence.state != "invalid"), name
            assert organisation_code_is_valid(code), name
        if shop.licence.office:
            assert re.fullmatch(r"53\d{4}", shop.licence.office), name
    assert {shop.licence.state for shop in market.truth.shops.values()} == {
        "shown",
        "exempt",
        "invalid",
        "mismatch",
        "not_found",
        "needs_human",
        "could_not_check",
    }


def test_licences_stand_where_the_truth_says(market: Market) -> None:
    for name, shop in market.truth.shops.items():
        told = shop.licence
        if told.state == "needs_human":
            answer = ask(market.shops[name], told.where)
            assert "licence.png" in answer.text
            assert told.uscc not in answer.text
        elif told.uscc:
            where = "/api/v2/shop/licence" if name == "spa" else told.where
            answer = ask(market.shops[name], where)
            if answer.status == 302:
                answer = ask(market.shops[name], answer.headers["location"])
            plain = answer.text.translate({c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)})
            assert told.uscc in plain.replace(" ", ""), name
            assert told.operator in plain, name
    farm = ask(market.shops["farm"], "/").text
    assert "个人销售自产农副产品，依法不需要办理市场主体登记" in farm
    assert ask(market.shops["deadlink"], market.truth.shops["deadlink"].licence.where).status == 404


def test_shops_without_licence_show_no_code_on_any_page(market: Market) -> None:
    base = market.shops["nosearch"]
    pages = ["/", "/about.html", "/contact.html", "/list_0.html"]
    pages += [p.path for p in market.truth.shops["nosearch"].products]
    for path in pages:
        assert not re.search(r"[0-9A-HJ-NPQRTUWXY]{18}", ask(base, path).text), path


def test_food_numbers_of_the_catalogue_have_right_check_digits(market: Market) -> None:
    numbers = []
    for name in market.shops:
        catalogue = load(name)
        numbers += re.findall(r"(?:JY|SC)(\d{14})", str(catalogue.shop))
        numbers += [n for g in catalogue.goods for n in re.findall(r"SC(\d{14})", str(g.facts))]
    assert len(numbers) >= 8
    assert all(food_number_is_valid(number) for number in numbers)


def test_robots_say_what_each_shop_wants(market: Market) -> None:
    tea = ask(market.shops["tea"], "/robots.txt").text
    assert "Disallow: /trap/" in tea
    assert f"Sitemap: {market.shops['tea']}sitemap.xml" in tea
    assert "Crawl-delay: 0.2" in ask(market.shops["invalid"], "/robots.txt").text
    assert "a=search" in ask(market.shops["incomplete"], "/robots.txt").text
    assert ask(market.shops["nosearch"], "/robots.txt").status == 404


def test_traps_never_end(market: Market) -> None:
    base = market.shops["tea"]
    path = "/events/2026-11.html"
    for _ in range(30):
        onward = re.findall(r'href="(/events/[\d-]+\.html)">下个月', ask(base, path).text)
        path = onward[0]
    assert path == "/events/2029-05.html"
    deep = "/news/" + "news/" * 20 + "2.htm"
    assert "HREF=news/3.htm" in ask(market.shops["poor"], deep).text
    assert (
        '<a href="/trap/do-not-follow.html" rel="nofollow" style="display:none">'
        in ask(base, "/").text
    )


def test_one_article_hangs_under_several_addresses_with_one_canonical(market: Market) -> None:
    base = market.shops["tea"]
    for path in ("/goods/1003.html", "/goods/1003.html?from=guess", "/category/puer/1003.html"):
        assert f'<link rel="canonical" href="{base}goods/1003.html">' in ask(base, path).text
    first = ask(base, "/category/puer.html?sort=price_asc").text
    second = ask(base, "/category/puer.html").text
    assert re.findall(r"/goods/\d+", first) != re.findall(r"/goods/\d+", second)
