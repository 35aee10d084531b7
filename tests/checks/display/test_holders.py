import pytest

from checks.display.holders import two_codes_of_one, why_of_another_kind
from checks.display.page_reading import read_page_display
from checks.display.particulars import particulars_of
from checks.display.vocabulary import vocabulary
from keywords.lexicon import Lexicon
from pages.check_digits import uscc_check_char
from pages.reading import read_page
from tests.checks.made_pages import TODAY

CODE, OTHER = "91530102MAYYQ8P105", "91530702MAYYR3W76W"
TRADER = "92530702MAYYR3W76" + (uscc_check_char("92530702MAYYR3W76") or "")
NAME = "昆明云岫商贸有限公司"


def read(html: str):
    page = read_page(html.encode(), "https://shop.example/")
    return read_page_display(page, vocabulary(Lexicon([])), TODAY), particulars_of(page)


def lines(*told: str) -> str:
    return "".join(f"<p>{line}</p>" for line in told)


@pytest.mark.parametrize(
    "html",
    [
        lines(f"{NAME} 统一社会信用代码 {CODE}", f"{NAME} 统一社会信用代码：{OTHER}"),
        f"<img src=/1.jpg alt='营业执照 {NAME} {CODE}'><p>{NAME}（统一社会信用代码 {OTHER}）</p>",
        lines(f"名称：{NAME} 统一社会信用代码：{CODE}", "好茶", f"{NAME} 信用代码 {OTHER}"),
    ],
)
def test_two_codes_under_one_name(html):
    reading, _ = read(html)
    assert reading.state == "mismatch"
    assert all(part in reading.reason for part in (NAME, CODE, OTHER))


@pytest.mark.parametrize(
    "html",
    [
        # a branch, a partner, a former code, one code twice, a name on another line
        lines(f"{NAME} {CODE}", f"{NAME}大理分公司 {OTHER}"),
        lines(f"{NAME} {CODE}", f"合作社：宾川云岫果蔬专业合作社 {OTHER}"),
        lines(f"{NAME} {CODE}", f"{NAME} 原统一社会信用代码：{OTHER}"),
        lines(f"{NAME} {CODE}", f"{NAME} 统一社会信用代码：{CODE}"),
        lines(f"{NAME} {CODE}", f"翁基晒青初制所 {OTHER}"),
        lines(f"{NAME} 总店 {CODE} 分店 {OTHER}"),
    ],
)
def test_codes_that_are_of_two_or_of_nobody(html):
    assert read(html)[0].state == "shown"


def test_the_codes_of_two_pages():
    first, _ = read(lines(f"{NAME}|信用代码 {CODE}"))
    second, _ = read(lines(f"统一社会信用代码：{OTHER}", f"名称：{NAME}", "法定代表人：普晓禾"))
    assert two_codes_of_one([*first.proof, *second.proof])
    assert not two_codes_of_one(first.proof)


def test_what_an_official_link_bears_too_is_vouched_for():
    told = [
        {"kind": "uscc", "text": CODE, "holder": NAME},
        {"kind": "uscc", "text": OTHER, "holder": NAME},
    ]
    link = {"kind": "zzlz", "text": OTHER, "sound": True}
    assert two_codes_of_one(told)
    assert not two_codes_of_one([*told, link])


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (f"企业名称：{NAME} 统一社会信用代码：{TRADER}", "mismatch"),
        (f"企业名称：{NAME} 统一社会信用代码：{CODE}", "shown"),
        (f"名称：五华区云岫百货店 统一社会信用代码：{TRADER}", "shown"),
        (f"© {NAME} 版权所有 名称：五华区云岫百货店 统一社会信用代码：{TRADER}", "shown"),
        (f"{NAME} 类型：个体工商户 统一社会信用代码：{TRADER}", "shown"),
    ],
)
def test_a_company_under_the_code_of_a_trader(told, state):
    reading, found = read(lines(told))
    assert reading.state == state
    assert bool(why_of_another_kind(reading.proof, found)) is (state == "mismatch")


@pytest.mark.parametrize("label", ["经营者：", "企业名称：", "运营主体： ", ""])
def test_a_company_named_above_a_traders_code(label):
    reading, _ = read(lines(f"{label}{NAME}", f"统一社会信用代码：{TRADER}", "法定代表人：普晓禾"))
    assert reading.state == "mismatch"


@pytest.mark.parametrize("label", ["技术支持：", "供货商：", "执行事务合伙人："])
def test_a_company_of_another_role_above_a_traders_code(label):
    reading, _ = read(lines(f"{label}{NAME}", f"统一社会信用代码：{TRADER}", "经营者：普晓禾"))
    assert reading.state != "mismatch"


MEMBERS = "".join(
    f"<tr><td>{name}</td><td>{code}</td></tr>"
    for name, code in (
        ("鹤庆苍垣花卉有限公司", "91532932MAD8405A3B"),
        ("祥云苍垣种苗有限公司", "91532923MABY466E9E"),
        ("洱源苍垣乳业有限公司", "91532930MADCL9836Q"),
    )
)


def test_a_group_is_judged_by_its_own_code_and_not_by_its_members():
    reading, _ = read(
        f"<title>云岫集团</title><table><tr><th>成员企业</th><th>统一社会信用代码</th></tr>{MEMBERS}</table>"
        + lines(
            f"本网站由{NAME}运营",
            f"营业执照 统一社会信用代码：{CODE}",
            "住所：昆明市 法定代表人：普晓禾",
        )
    )
    assert (reading.state, CODE in reading.reason) == ("shown", True)
    assert "name_differs" not in reading.issues
