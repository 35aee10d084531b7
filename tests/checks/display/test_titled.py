import pytest

from checks.display.page_reading import read_page_display
from checks.display.vocabulary import vocabulary
from keywords.lexicon import Lexicon
from pages.check_digits import uscc_check_char
from pages.reading import read_page
from tests.checks.made_pages import TODAY

CODE = "91530102MAYYQ8P105"
TRADER = "92530702MAYYR3W76" + (uscc_check_char("92530702MAYYR3W76") or "")
REST = "法定代表人：普晓禾 住所：昆明市五华区翠湖路1号"


def state(title, heading, footer):
    html = f"<title>{title}</title><h1>{heading}</h1><p>好茶 ¥28</p><p>{footer}</p>"
    page = read_page(html.encode(), "https://shop.example/")
    return read_page_display(page, vocabulary(Lexicon([])), TODAY).state


@pytest.mark.parametrize(
    ("title", "heading", "said"),
    [
        ("蒙自南湖器皿有限公司", "蒙自南湖器皿有限公司", "mismatch"),
        ("蒙自南湖器皿有限公司 - 首页", "蒙自南湖器皿有限公司", "mismatch"),
        ("蒙自南湖器皿有限公司", "好茶", "needs_human"),
        ("昆明云岫商贸有限公司", "昆明云岫商贸有限公司", "shown"),
    ],
)
def test_a_companys_name_as_title_and_heading(title, heading, said):
    footer = f"昆明云岫商贸有限公司 统一社会信用代码：{CODE} {REST}"
    assert state(title, heading, footer) == said


@pytest.mark.parametrize("held", ["玉龙县木云茶室", "玉龙县木云养生堂", "玉龙县木云旅馆"])
def test_a_traders_name_over_the_licence_of_another_trader(held):
    footer = (
        f"营业执照 名称：{held} 统一社会信用代码：{TRADER} 经营者：木成林 经营场所：丽江市古城区1号"
    )
    name = "丽江市古城区顺昌银器店"
    assert state(name, name, footer) == "needs_human"
    assert state("丽江市古城区木云银器店", "好茶", footer) == "shown"
