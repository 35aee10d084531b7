import pytest

from checks.display.openers import opener_of, question_in, scanned_in
from pages.reading import read_page


def page(html):
    return read_page(html.encode(), "https://shop.example/")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>店铺证照</p>", "店铺证照"),
        ("<p>首页 | 营业执照 | 联系我们</p>", "营业执照"),
        ("<p>关于我们 营业执照 联系客服</p>", "营业执照"),
        ('<p>好茶<a href="#">证照信息</a></p>', "证照信息"),
        # a headline, goods
        ("<p>营业执照怎样办理，看这一篇</p>", ""),
        ("<p>营业执照展示架 四十元</p>", ""),
    ],
)
def test_what_opens_the_licence(html, words):
    assert opener_of(page(html)) == words


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("微信扫描上方二维码查看本店营业执照", True),
        ("营业执照请微信扫码查看", True),
        ("扫码查看客户上传的营业执照", False),
        ("扫码查看物流", False),
    ],
)
def test_a_licence_behind_a_qr_code(line, found):
    assert bool(scanned_in(page(f"<p>{line}</p>"))) is found


def test_a_question_about_the_licence():
    assert question_in(page("<p>你们有营业执照吗？</p><p>几天发货？</p>")) == "你们有营业执照吗？"
    assert question_in(page("<p>几天发货？</p>")) == ""
