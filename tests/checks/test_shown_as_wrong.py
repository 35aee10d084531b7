"""Words of offences that a page sets out as wrong: under a heading, in a column, with a penalty."""

import pytest

from checks.shown_as_wrong import shown_as_wrong
from tests.checks.made_pages import areas

PAGE = "<title>{title} - 青禾集市</title><h1>{title}</h1>{body}<p>青禾集市 电话 0872-1234567</p>"


def page(body: str, title: str = "商家评价管理规则") -> str:
    return PAGE.format(title=title, body=body)


RULES = (
    "<h2>{heading}</h2><ul><li>刷单、放单、寄空包，虚构成交量</li>"
    "<li>以返现、红包为条件要求买家给五星好评</li></ul>"
)


@pytest.mark.parametrize(
    "heading", ["第一条 禁止的做法", "一、商家不得有下列行为", "违规行为", "骗子的套路"]
)
def test_a_list_of_what_is_forbidden_is_no_offence(look, heading):
    assert areas(look(page(RULES.format(heading=heading)))) == set()


@pytest.mark.parametrize("heading", ["我们的服务", "服务项目", "第二条 可以的做法"])
def test_the_same_list_under_another_heading_is(look, heading):
    assert "unfair_competition" in areas(look(page(RULES.format(heading=heading), "店铺代运营")))


def test_a_heading_reaches_only_to_the_next(look):
    body = RULES.format(heading="禁止的做法") + "<h2>我们的服务</h2><p>代刷单、删差评</p>"
    assert "unfair_competition" in areas(look(page(body, "店铺代运营")))


LESSON = "<p>第二类：治病</p><p>旧稿写“每天一杯，防癌”。{why}</p>"


def test_a_heading_of_a_lesson_is_no_claim(look):
    why = "咖啡是普通食品，第十七条规定禁止涉及疾病治疗功能，这句整句删掉。"
    assert areas(look(page(LESSON.format(why=why), "写咖啡详情页，哪些词别碰"))) == set()


def test_a_heading_of_what_the_goods_do_is_one(look):
    body = "<p>第二种：治病</p><p>每天一杯，降血脂防癌，不吃药也好了，客人都回购。</p>"
    assert "advertising" in areas(look(page(body, "古树咖啡的三种好处")))


def table(head: tuple[str, str], *rows: tuple[str, str]) -> str:
    said = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows)
    return f"<table><tr><th>{head[0]}</th><th>{head[1]}</th></tr>{said}</table>"


@pytest.mark.parametrize(
    "head", [("旧句子", "为什么不行"), ("原来", "改成"), ("违规写法", "正确写法")]
)
def test_a_column_of_what_was_wrong_is_no_offence(look, head):
    rows = (("定金一律不退", "违约要双倍返还"), ("全网最低价", "227克 58元"))
    assert areas(look(page(table(head, *rows), "我们把老合同改了"))) == set()


@pytest.mark.parametrize("head", [("项目", "说明"), ("现在", "原来")])
def test_other_columns_are_the_shop_s_own_words(look, head):
    rows = (("定金一律不退", "拍摄当天改期也不退"),)
    assert "contract_terms" in areas(look(page(table(head, *rows), "拍摄须知")))


def test_the_other_cell_is_not_excused():
    text = "原来：改成\n一口价：全网最低价"
    assert shown_as_wrong(text, "attributes", text.index("全网"), text.index("全网") + 5) is None


def test_deeds_with_penalties_are_rules(look):
    rows = "<tr><td>好评返现卡片</td><td>下架商品并公示</td><td>停业30天</td></tr>"
    head = "<tr><th>情形</th><th>第一次</th><th>第二次</th></tr>"
    assert areas(look(page(f"<table>{head}{rows}</table>"))) == set()


def test_a_column_that_says_why_clears_the_whole_row(look):
    rows = (("编个地址也能注册", "提交虚假材料，要撤销登记"), ("花钱买AAA信用证书", "投标算造假"))
    assert areas(look(page(table(("说法", "实际"), *rows), "四种省事的说法"))) == set()


def test_a_column_of_new_wording_is_the_shop_s_own(look):
    rows = (("定金可退", "定金一律不退"),)
    assert "contract_terms" in areas(look(page(table(("原来", "现在"), *rows), "拍摄须知")))
