"""A word that is claimed with, and a word that is spoken of."""

import pytest

from checks.mention import is_mentioned, is_quoted

SPOKEN_OF = [
    ("本店从不写国家级这种话", "国家级"),
    ("稳赚不赔一听就别掏钱", "稳赚不赔"),
    ("收录把驰名商标印在包装上被罚的案子", "驰名商标"),
    ("高仿这本书里讲了四十件案子", "高仿"),
    ("买去做空包刷单的别来", "刷单"),
    ("不进店", "进店"),
    ("这里的高仿,说的是叶子做得像真的", "高仿"),
    ("去年查过一批白皮种子，袋上没有登记编号", "白皮种子"),
    ("甲拌磷、灭线磷：前年9月起也不许卖、不许用了", "甲拌磷"),
    ("前年隔壁镇十一户在集上买了散装玉米种，收成一半", "散装玉米种"),
    ("三无散装粮，再便宜也别给狗吃", "三无"),
    ("刷单、诋毁、混淆、超额有奖销售各一章，附旧法对照表", "刷单"),
]
CLAIMED = [
    ("冰岛古树顶级生普限量礼盒", "顶级"),
    ("野生古树，茶多酚含量高，抗癌防癌", "抗癌"),
    ("全球顶级咖啡豆，无与伦比的享受", "无与伦比"),
    ("稳赚不赔的好项目", "稳赚不赔"),
    ("常饮能够防癌抗癌，中老年朋友不妨备上一沱", "防癌"),
    ("不含香精，国家级好茶，七天无理由退货", "国家级"),
]


@pytest.mark.parametrize(("sentence", "word"), SPOKEN_OF)
def test_talk_of_a_word_is_told_by_what_stands_beside_it(sentence: str, word: str):
    assert is_mentioned(sentence, (word,))


@pytest.mark.parametrize(("sentence", "word"), CLAIMED)
def test_a_claim_is_none_and_a_word_is_no_sign_of_itself(sentence: str, word: str):
    assert not is_mentioned(sentence, (word,))


def test_one_word_is_no_denial_of_another():
    others = ("独一无二", "无与伦比")
    assert not is_mentioned("全球顶级咖啡豆，独一无二的花香，无与伦比的享受", ("顶级",), others)
    assert is_mentioned("不敢说顶级，但独一无二", ("顶级",), others)
    assert not is_mentioned("不敢说顶级，但独一无二", ("独一无二",), ("顶级",))
    assert not is_mentioned("不敢说顶级，这茶就是顶级", ("顶级",))


@pytest.mark.parametrize(
    ("shown", "word", "quoted"),
    [
        ("谁写了“国家级”，谁写了", "国家级", True),
        ("《高仿》一书", "高仿", True),
        ("行程：🚫进店", "进店", True),
        ("“老字号”出品，国家级好茶", "国家级", False),
        ("国家级好茶", "国家级", False),
    ],
)
def test_marks_of_quotation_are_those_around_the_word(shown: str, word: str, quoted: bool):
    assert is_quoted(shown, word) is quoted


def test_straight_marks_of_quotation_are_marks_too():
    assert is_quoted('第三章："国家级""最佳"案', "最佳")
    assert not is_quoted('号称"好茶"的顶级生普', "顶级")
