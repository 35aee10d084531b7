"""Words of pictures become words of their page."""

from pages.page import Page
from pages.picture_text import PictureLine, PictureText, join_pictures, sure_of

CODE = "92530602MAYY5P2F0C"
URL = "https://shop.example/1.jpg"


def page(**more) -> Page:
    return Page("https://shop.example/", flags=["image-text-unchecked"], images=[(URL, "")], **more)


def picture(*rows: tuple[str, float], **more) -> PictureText:
    return PictureText("d", tuple(PictureLine(*row) for row in rows), **more)


def test_words_codes_and_links_join_the_page():
    one = page()
    join_pictures(
        one,
        {URL: picture(("统一社会信用代码　" + CODE, 0.99), qr=("https://zzlz.gsxt.gov.cn/a?b",))},
    )
    assert CODE in one.text("image_text")
    (code,) = one.codes
    assert (code.value, code.field, code.valid) == (CODE, "image_text", True)
    assert one.text("image_text")[code.start : code.end] == CODE
    assert [(link.url, link.rel) for link in one.links] == [("https://zzlz.gsxt.gov.cn/a?b", "qr")]
    assert one.flags == ["image-text-read"]


def test_a_picture_that_is_left_keeps_the_page_unchecked():
    one = page()
    one.images.append(("https://shop.example/2.jpg", ""))
    join_pictures(one, {URL: picture(("高仿", 0.99))})
    assert "image-text-unchecked" in one.flags


def test_what_is_wrong_with_a_picture_is_a_flag_of_the_page():
    one = page()
    join_pictures(one, {URL: picture(flag="picture-bomb")})
    assert one.flags == ["image-text-unchecked", "picture-bomb"]
    assert "image_text" not in one.fields


def test_words_read_badly_are_marked():
    one = page()
    read = {URL: picture(("某某营业执照", 0.6), ("经营者", 0.99))}
    join_pictures(one, read)
    assert "image-text-unsure" in one.flags
    assert sure_of(one, read, "经营者")
    assert not sure_of(one, read, "营业执照")


def test_a_qr_code_that_is_no_address_is_no_link():
    one = page()
    join_pictures(
        one, {URL: picture(qr=("weixin://dl", "javascript:alert(1)", "http://[x", "纯文字"))}
    )
    assert one.links == []


def test_what_a_qr_code_says_to_people_is_read():
    one = page()
    join_pictures(one, {URL: picture(("扫码看款", 0.99), qr=("V信 lvbb 一比一复刻包",))})
    assert one.text("image_text") == "扫码看款\nV信 lvbb 一比一复刻包"
    assert one.links == []


def test_the_words_beside_a_qr_code_go_with_its_address():
    one = page()
    join_pictures(one, {URL: picture(("扫码验照", 0.99), qr=("https://a.example/",))})
    assert [(link.text, link.image) for link in one.links] == [("二维码", "扫码验照")]


def test_what_was_read_survives_json():
    read = picture(("字", 0.5), qr=("x",), width=3, height=4, flag="picture-small")
    assert PictureText.from_json(read.to_json()) == read
