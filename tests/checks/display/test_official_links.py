import pytest

from checks.display.official_links import (
    claims_office,
    display_link,
    is_display_front,
    is_old_mark,
    own_hosts,
    police_code_in,
)
from pages.page import Link
from pages.reading import read_page

CODE = "91530102MAYYQ8P105"
ZZLZ = "https://zzlz.gsxt.gov.cn/businessCheck/verifKey.do?showType=p&serial="


@pytest.mark.parametrize(
    ("url", "uscc", "sound"),
    [
        (f"{ZZLZ}{CODE}-SAIC_SHOW_100000{CODE}1710919400712&signData=MEUCIQDE%3D", CODE, True),
        (f"{ZZLZ}{CODE.lower()}-saic_show_100000{CODE}1710919400712", CODE, True),
        # the older form carries no code
        (f"{ZZLZ}11000020190617181155000003571695-SAIC_SHOW_10002020190618113213545", None, True),
        # two codes in one link, a code that is none, nothing at all
        (f"{ZZLZ}{CODE}-SAIC_SHOW_10000091530702MAYYR3W76W1710919400712", CODE, False),
        (f"{ZZLZ}91530102MAYYQ8P100-SAIC_SHOW_10000091530102MAYYQ8P1001710919400712",
         "91530102MAYYQ8P100", False),
        (ZZLZ, None, False),
        ("https://www.gsxt.gov.cn/corp-query-entprise-info-1.html", None, True),
    ],
)  # fmt: skip
def test_links_to_the_official_display(url, uscc, sound):
    shown = display_link(Link(url, "电子营业执照"))
    assert shown is not None
    assert (shown.uscc, shown.sound) == (uscc, sound)


@pytest.mark.parametrize(
    "url",
    [
        f"https://zzlz.gsxt.gov.cn.example/?serial={CODE}-SAIC_SHOW_100000{CODE}1710919400712",
        f"https://shop.example/zzlz.gsxt.gov.cn?serial={CODE}",
        "https://gsxt.example/",
        "https://www.gsxt.gov.cn/",
        "https://www.gsxt.gov.cn/index.html",
        "http://[::1",
    ],
)
def test_links_that_only_look_official(url):
    assert display_link(Link(url, "电子营业执照")) is None


def test_police_codes():
    new = "https://beian.mps.gov.cn/#/query/webSearch?code=53010202900026"
    old = "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=53010202900026"
    assert police_code_in(new) == police_code_in(old) == "53010202900026"
    assert police_code_in("https://beian.gov.cn.example/?code=53010202900026") is None


def test_the_hosts_of_a_saved_page():
    saved = "file:///x/index.html"
    html = (
        b"<a href=https://shop.example/1>1</a><a href=https://shop.example/2>2</a><a href=/3>3</a>"
    )
    page = read_page(html + b"<a href=https://shop.example/4>4</a>", saved)
    assert own_hosts(page) == {"", "shop.example"}
    page = read_page(b"<link rel=canonical href=https://other.example/>", saved)
    assert "other.example" in own_hosts(page)
    assert own_hosts(read_page(b"", "https://shop.example/x")) == {"shop.example"}


@pytest.mark.parametrize(
    ("url", "old"),
    [
        ("http://wljg.ynaic.gov.cn/wljg/dwr/exportDzbsAction.do?eid=2015", True),
        ("http://www.hd315.gov.cn/beian/view.asp?bianhao=010202", True),
        ("https://szcert.ebs.org.cn/2015", True),
        ("https://www.yn.gov.cn/news/1.html", False),
        ("https://wljg.example/exportDzbsAction.do?eid=2015", False),
    ],
)
def test_marks_of_offices_before_the_common_display(url, old):
    link = Link(url, "")
    assert is_old_mark(link) is old
    assert not claims_office(link, frozenset(("shop.example",)))


@pytest.mark.parametrize(
    ("url", "front"),
    [
        ("https://zzlz.gsxt.gov.cn/", True),
        ("http://zzlz.gsxt.gov.cn", True),
        ("https://www.gsxt.gov.cn/", False),
        (ZZLZ, False),
        ("https://zzlz.gsxt.gov.cn.example/", False),
    ],
)
def test_the_front_page_of_the_display(url, front):
    assert is_display_front(Link(url, "电子营业执照")) is front
