import pytest

from checks.display.page_reading import read_page_display
from checks.display.vocabulary import vocabulary
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY

CODE, OTHER = "91530102MAYYQ8P105", "91530702MAYYR3W76W"


def read(*lines: str):
    html = "<title>滇快超市</title>" + "".join(f"<p>{line}</p>" for line in lines)
    return read_page_display(
        read_page(html.encode(), "https://shop.example/"), vocabulary(Lexicon([])), TODAY
    )


@pytest.mark.parametrize("label", ["本商城经营者", "本网站经营者", "本店的实际经营者"])
def test_two_operators_of_one_shop(label):
    reading = read(
        f"{label}：昆明滇快数码科技有限公司（统一社会信用代码 {CODE}）",
        "好茶",
        f"{label}：曲靖麟桥网络服务有限公司",
        f"统一社会信用代码：{OTHER}",
    )
    assert reading.state == "mismatch"
    assert all(part in reading.reason for part in ("滇快数码", "麟桥网络", CODE, OTHER))


@pytest.mark.parametrize(
    "lines",
    [
        # one of a house, one by right, one code, one that is only named
        (f"本店经营者：昆明滇快有限公司 {CODE}", f"本店经营者：昆明滇快商贸有限公司 {OTHER}"),
        (
            f"本店经营者：昆明滇快有限公司 {CODE}",
            f"本店经营者：曲靖麟桥有限公司 {OTHER}",
            "自六月起变更为曲靖麟桥有限公司经营",
        ),
        (f"本店经营者：昆明滇快有限公司 {CODE}", f"本店经营者：昆明滇快有限公司 {CODE}"),
        (f"本店经营者：昆明滇快有限公司 {CODE}", "包装", f"品牌商：曲靖麟桥有限公司 {OTHER}"),
    ],
)
def test_pages_of_one_operator(lines):
    assert read(*lines).state == "shown"
