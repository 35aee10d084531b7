"""Which pictures are worth a reading."""

from pages.picture_choice import goods_pictures, home_pictures, licence_pictures, says_little
from pages.reading import read_page


def read(html: str, url: str = "https://shop.example/p/1.html"):
    return read_page(f"<meta charset=utf-8>{html}".encode(), url)


def test_licence_pictures_come_by_name_words_or_link():
    page = read(
        "<img src=/logo.png><img src=/a.jpg alt=营业执照><img src=/img/yyzz.png><img src=/tea.jpg>"
        "<a href=/up/2.jpg>食品经营许可证</a><a href=/tea.html>茶</a>"
    )
    assert [url.rpartition("/")[2] for url in licence_pictures(page)] == [
        "a.jpg", "yyzz.png", "2.jpg",
    ]  # fmt: skip


def test_on_a_page_for_the_licence_any_picture_may_be_it():
    page = read("<title>证照信息</title><img src=/logo.png><img src=/1.jpg><img src=/x/icon-a.png>")
    assert licence_pictures(page) == ["https://shop.example/1.jpg"]


def test_a_home_page_without_a_code_may_show_the_licence_in_any_picture():
    page = read("<title>店</title><img src=/logo.png><img src=/banner.jpg><img src=/foot.jpg>")
    names = [url.rpartition("/")[2] for url in home_pictures(page, 2)]
    assert names == ["foot.jpg", "banner.jpg"]
    linked = read("<title>店</title><a href=/zz.html>证照信息</a><img src=/banner.jpg>")
    assert home_pictures(linked) == []


def test_elsewhere_pictures_of_goods_are_no_licence():
    assert licence_pictures(read("<title>云岫小铺</title><img src=/1.jpg alt=普洱茶>")) == []


def test_the_goods_own_picture_goes_first():
    page = read(
        "<meta property=og:image content=/main.jpg><img src=/icon.png><img src=/1.jpg>"
        "<img src=/detail/9.jpg><img src=/vector.svg>"
    )
    names = [url.rpartition("/")[2] for url in goods_pictures(page)]
    assert names[-2:] == ["9.jpg", "1.jpg"]
    assert "icon.png" not in names
    assert "vector.svg" not in names


def test_pages_that_tell_enough_are_left_alone():
    assert says_little(read("<p>详见图片</p><img src=/1.jpg>"))
    assert not says_little(read("<p>详见图片</p>"))
    assert not says_little(read(f"<p>{'这饼茶来自勐海。' * 60}</p><img src=/1.jpg>"))
