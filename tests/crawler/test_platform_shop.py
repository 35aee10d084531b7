"""On a platform every shop is judged by its own home and licence pages."""

from pathlib import Path

from tests.crawler.small_site import SmallSite, serving
from tests.crawler.tea_shop import crawl, goods, tea_shop

WITHOUT = "<html><body><h1>某店</h1><p>欢迎光临本店</p></body></html>"
SHOWN = (
    "<html><body><h1>另一店</h1><footer>营业执照：统一社会信用代码 91532822MAYY1A3B19 "
    "名称：勐海苍麓茶业有限公司 法定代表人：某某 住所：云南省勐海县某路1号</footer></body></html>"
)


def test_each_shop_of_a_platform_has_a_conclusion_of_its_own(tmp_path: Path) -> None:
    shop = tea_shop()
    for number in range(7):
        link = f'<a href="/shop/{1 + number % 2}">进店逛逛</a>'
        shop[f"/g/{number}.html"] = goods(number).replace("</main>", f"{link}</main>")
    shop["/shop/1"] = WITHOUT
    shop["/shop/2"] = SHOWN
    site = SmallSite(shop)
    with serving(site):
        done = crawl(site, tmp_path, "茅台")
    states = {
        each.shop.removeprefix(site.url): each.licence.state
        for each in done.conclusions
        if each.licence is not None
    }
    assert states["shop/1"] == "not_found"
    assert states["shop/2"] == "shown"
    assert "" in states
    assert site.paths().count("/shop/1") == 1
    of_shop = {v.final_url: v.shop for v in done.visits if v.read_as or v.target.kind == "product"}
    assert of_shop[site.url + "g/0.html"] == site.url + "shop/1"
    assert of_shop[site.url + "g/1.html"] == site.url + "shop/2"
    assert done.conclusions[0].record is not None
