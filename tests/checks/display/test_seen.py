import pytest

from checks.display.seen import look
from checks.display.vocabulary import vocabulary
from pages.reading import read_page
from tools.score import shipped_lexicon


def scanned(line):
    html = f"<title>鹤庆乳扇</title><p>乳扇 ¥28</p><p><img src=q.png></p><p>{line}</p>"
    page = read_page(html.encode(), "http://shop.example/")
    return look(page, vocabulary(shipped_lexicon())).scanned


@pytest.mark.parametrize(
    "line",
    [
        "微信扫描上方二维码查看本店营业执照及许可信息",
        "长按识别二维码，可查看店铺资质",
        "扫一扫查看亮照信息",
        "营业执照请扫码查看",
        "本店证照见下方二维码",
    ],
)
def test_a_qr_code_that_shows_the_licence(line):
    assert scanned(line)


@pytest.mark.parametrize(
    "line",
    [
        "扫码查看快递，营业执照在首页底部",
        "扫码添加客服",
        "商家入驻请扫码上传营业执照",
        "扫码查看代办营业执照流程",
        "扫码查看厂家营业执照",
    ],
)
def test_other_qr_codes(line):
    assert not scanned(line)


@pytest.mark.parametrize(
    ("link", "by_link"),
    [
        ("<a href='javascript:void(0)' onclick='go()'>查看营业执照</a>", True),
        ("<p>查看营业执照</p>", False),
        ("<a href='/zz.html'>查看营业执照</a>", False),
    ],
)
def test_a_link_that_only_a_script_opens(link, by_link):
    html = f"<title>银器</title><img src=a8.jpg>{link}<script>function go(){{fetch('/a')}}</script>"
    page = read_page(html.encode(), "http://shop.example/")
    assert look(page, vocabulary(shipped_lexicon())).by_link is by_link


@pytest.mark.parametrize(
    ("title", "words", "own"),
    [
        ("云岫助农平台", "高原好物", False),
        ("云岫商城", "高原好物", True),
        ("云岫商城", "高原好物 商家入驻", False),
    ],
)
def test_the_licence_of_what_is_named_a_platform(title, words, own):
    html = (
        f"<title>{title}</title><p>{words}</p><p>平台经营者：昆明云岫商贸有限公司 "
        "平台营业执照统一社会信用代码：91530102MAYYQ8P105</p>"
    )
    seen = look(read_page(html.encode(), "http://shop.example/"), vocabulary(shipped_lexicon()))
    assert (bool(seen.right), bool(seen.platform)) == (own, not own)
