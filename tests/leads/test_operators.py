"""One operator behind several sites: by code, filing number, domain, and never against a code."""

import pytest

from checks.finding import OperatorSigns
from leads.filing import Filing
from leads.operators import filing_key, site_name
from tests.leads.pages_filed import finding

A, B = "91530102MAYYQ8P105", "92530702MAYYR3W76R"


@pytest.fixture
def file(home, shelf):
    def run(host: str, signs: OperatorSigns | None = None, key: str = "", path: str = "/p/1"):
        facts = shelf.visit(
            finding(), site=host, shop_key=key or host, path=path,
            operator=signs or OperatorSigns(),
        )  # fmt: skip
        return Filing().file_visit(facts)

    return run


def operators() -> dict[str, int]:
    from leads.models import Shop

    return dict(Shop.objects.values_list("key", "operator_id"))


def test_the_same_site_for_telephones(file):
    file("www.cloud-shop.example")
    file("m.cloud-shop.example")
    file("other-cloud-shop.example")
    shops = operators()
    assert shops["www.cloud-shop.example"] == shops["m.cloud-shop.example"]
    assert shops["other-cloud-shop.example"] != shops["m.cloud-shop.example"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            OperatorSigns(icp=["滇ICP备2023900154号-1"]),
            OperatorSigns(icp=["滇ICP备2023900154号-2"]),
        ),
        (
            OperatorSigns(police_filing=["滇公网安备53010202900026号"]),
            OperatorSigns(police_filing=["滇公网安备 53010202900026号"]),
        ),
    ],
)
def test_one_filing_is_one_subject(file, one, other):
    file("tea.example", one)
    file("coffee.example", other)
    assert len(set(operators().values())) == 1


def test_a_filing_never_joins_two_codes(file):
    icp = ["滇ICP备2023900154号-1"]
    file("tea.example", OperatorSigns(uscc=[A], icp=icp))
    file("coffee.example", OperatorSigns(uscc=[B], icp=icp))
    assert len(set(operators().values())) == 2


def test_a_platforms_filing_joins_no_shops(file):
    icp = ["滇ICP备2023900154号-1"]
    for shop in ("mall.example/s/1", "mall.example/s/2"):
        signs = OperatorSigns(icp=icp, operator_type="in_platform")
        file("mall.example", signs, key=shop, path=f"/{shop[-1]}")
    assert len(set(operators().values())) == 2


def test_the_one_with_a_code_stays(file):
    from leads.models import Operator

    file("www.tea.example")
    file("m.tea.example", OperatorSigns(uscc=[A]))
    (operator,) = Operator.objects.filter(merged_into=None)
    assert operator.uscc == A
    assert operator.shops.count() == 2


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.tea.example/", "tea.example"),
        ("M.tea.example", "tea.example"),
        ("wap.tea.example:8080", "tea.example:8080"),
        ("m.cn", "m.cn"),
        ("127.0.0.1:8001", "127.0.0.1:8001"),
        ("shop1.mall.example", "shop1.mall.example"),
        ("http://[broken", ""),
    ],
)
def test_names_of_sites(url, name):
    assert site_name(url) == name


@pytest.mark.parametrize(
    ("kind", "number", "key"),
    [
        ("icp", "滇ICP备2023001154号-12A", "滇ICP备2023001154号"),
        ("icp", "滇icp备 2023001154", "滇ICP备2023001154号"),
        ("icp", "无", ""),
        ("police_filing", "滇公网安备 53010202900026号", "53010202900026"),
        ("police_filing", "5301", ""),
    ],
)
def test_the_part_of_a_filing_that_names_its_subject(kind, number, key):
    assert filing_key(kind, number) == key
