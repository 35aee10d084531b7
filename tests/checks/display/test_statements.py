import pytest

from checks.display.statements import statement_of
from checks.display.vocabulary import vocabulary
from keywords.lexicon import Lexicon
from pages.reading import read_page

WORDINGS = vocabulary(Lexicon([])).statements


def said(html: str):
    return statement_of(read_page(html.encode(), "https://shop.example/"), WORDINGS)


@pytest.mark.parametrize("wording", WORDINGS)
def test_the_four_wordings_of_the_rule(wording):
    statement = said(f"<p>{wording}</p>")
    assert statement is not None
    assert statement.verbatim


@pytest.mark.parametrize(
    "text",
    [
        "经营者自我声明：个人销售自产农副产品，依法不需要办理市场主体登记",
        "个人从事零星小额交易活动, 依法不需要办理 市场主体登记。",
        "個人銷售自產農副產品，依法不需要辦理市場主體登記",
        "<b>个人从事零星小额交易活动</b>，依法不需要办理市场主体登记；联系电话：13900000000",
        # the address and the telephone that the same rule asks for, behind a blank
        "个人从事零星小额交易活动，依法不需要办理市场主体登记　实际经营地址：昆明市某村1号",
        "个人从事零星小额交易活动，依法不需要办理市场主体登记 宾川县金牛镇 13900000000",
        "个人销售家庭手工业产品，依法不需要办理市场主体登记 | 联系电话 13900000000",
        "云岫小铺 个人从事零星小额交易活动，依法不需要办理市场主体登记",
    ],
)
def test_labels_spaces_and_commas_are_no_change(text):
    assert said(f"<p>{text}</p>").verbatim


@pytest.mark.parametrize(
    "text",
    [
        "个人从事零星小额交易活动，不需要办理市场主体登记",
        "个人从事零星小额交易，依法不需要办理市场主体登记",
        "本店为个人网店，无需办理营业执照",
        "自然人网店，依法免于登记",
        "非个人从事零星小额交易活动，依法不需要办理市场主体登记",
        "个人销售自产农副产品，依法不需要办理市场主体登记证书",
        "个人销售自产农副产品，依法不需要办理市场主体登记 证书",
        "个人销售自产农副产品，依法不需要办理市场主体登记的情形",
        "本店主为个人销售自产农副产品，依法不需要办理市场主体登记",
    ],
)
def test_altered_statements(text):
    statement = said(f"<p>{text}</p>")
    assert statement is not None
    assert not statement.verbatim


@pytest.mark.parametrize(
    "text", ["登录后不需要注册", "营业执照：见下图", "依法登记的企业", "无需注册即可购买本店商品"]
)
def test_what_is_no_statement(text):
    assert said(f"<p>{text}</p>") is None


def test_the_place_of_the_statement():
    page = read_page(f"<p>字</p><p>{WORDINGS[3]}</p>".encode(), "https://shop.example/")
    statement = statement_of(page, WORDINGS)
    assert page.fields[statement.field][statement.start : statement.end].strip() == WORDINGS[3]


def test_what_follows_is_no_part_of_it():
    statement = said(f"<p>自我声明：{WORDINGS[3]} 实际经营地址：昆明市某村1号</p>")
    assert (statement.text, statement.verbatim) == (WORDINGS[3], True)


def test_a_declaration_that_a_click_opens():
    words = "".join(f"<span>{part}，</span>" for part in WORDINGS[2].split("，"))
    page = read_page(f"<div hidden>{words[:-8]}</span></div>".encode(), "https://shop.example/")
    assert statement_of(page, WORDINGS) is None
    assert statement_of(page, WORDINGS, hidden=True).verbatim


def test_the_statement_is_told_as_it_stands():
    words = "個人從事零星小額交易活動，依法不需要辦理市場主體登記"
    statement = said(f"<p>{words}</p>")
    assert statement.text == words
    assert statement.end - statement.start == len(words)
