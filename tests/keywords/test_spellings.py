"""Every class of disguise, on terms of its own; and what must not be taken for one."""

from datetime import date

import pytest

from keywords.keyword_list import Basis, KeywordList, load_list, shipped_lists
from keywords.lexicon import Lexicon
from keywords.spellings import NAMES, own_spellings
from keywords.term import Term
from keywords.words import words
from tests.keywords.neutral_text import neutral_sentences


def a_lexicon(*terms: Term, area: str = "counterfeit") -> Lexicon:
    basis = Basis(key="law", law="某法", article="第一条", valid_from=date(2020, 1, 1))
    return Lexicon(
        [
            KeywordList(
                id="sample",
                title="样表",
                area=area,
                version="1",
                units=("network",),
                basis=(basis,),
                terms=terms,
            )
        ]
    )


def a_term(text: str, strength: str = "strong", **options: object) -> Term:
    return Term.model_validate({"text": text, "strength": strength, **options})


STRONG = words(
    """
    高仿 刷单 传销 返利 治疗 减肥 第一品牌 假货 微信 全网最低价 A货 1:1 replica TOP1 好评返现
    鱼塘 国家级 代考 包过 疗效 复刻 零风险
    """
)
LEXICON = a_lexicon(
    *map(a_term, STRONG), a_term("最佳", excludes=("最佳食用期",)), a_term("同款", "weak")
)

DISGUISED = [
    ("高仿", "高仿", "plain"),
    ("replica", "REPLICA", "plain"),
    ("A货", "Ａ货", "full-width"),
    ("1:1", "１：１", "full-width"),
    ("国家级", "國家級", "traditional"),
    ("治疗", "治療", "traditional"),
    ("高仿", "高*仿", "separated"),
    ("高仿", "高👨‍👩‍👧仿", "separated"),
    ("高仿", "高\u200b仿", "separated"),
    ("高仿", "高\n仿", "vertical"),
    ("高仿", "髙彷", "look-alike"),
    ("A货", "А货", "look-alike"),
    ("假货", "假贷", "look-alike"),
    ("微信", "徽信", "look-alike"),
    ("replica", "repl1ca", "leet"),
    ("TOP1", "T0P1", "leet"),
    ("第一品牌", "第1品牌", "number"),
    ("零风险", "0风险", "number"),
    ("假货", "亻叚货", "split"),
    ("治疗", "氵台疒了", "split"),
    ("返利", "反辶禾刂", "split"),
    ("高仿", "高⺅方", "split"),
    ("好评返现", "女子评返现", "split"),
    ("鱼塘", "🐟塘", "emoji"),
    ("刷单", "刷🥚", "emoji"),
    ("高仿", "\u202e仿高\u202c", "reversed"),
    ("刷单", "刷蛋", "homophone"),
    ("传销", "船销", "homophone"),
    ("减肥", "剪肥", "homophone"),
    ("假货", "贾货", "homophone"),
    ("微信", "薇信", "homophone"),
    ("第一品牌", "弟一品牌", "homophone"),
    ("全网最低价", "全网醉低价", "homophone"),
    ("高仿", "高*访", "look-alike"),
    ("高仿", "搞·仿", "homophone"),
    ("全网最低价", "全网醉底价", "homophone"),
    ("复刻", "复客", "homophone"),
    ("减肥", "煎肥", "homophone"),
    ("国家级", "国佳级", "homophone"),
    ("第一品牌", "弟以品牌", "homophone"),
    ("全网最低价", "全网最低家", "homophone"),
    ("高仿", "gao仿", "pinyin"),
    ("高仿", "高fang", "pinyin"),
    ("高仿", "Gāo仿", "pinyin"),
    ("高仿", "gaofang", "pinyin"),
    ("传销", "chuan xiao", "pinyin"),
    ("全网最低价", "全网zui低价", "pinyin"),
    ("刷单", "S单", "initials"),
    ("刷单", "刷d", "initials"),
]


@pytest.mark.parametrize(("term", "written", "spelling"), DISGUISED)
def test_a_disguise_is_found_at_its_place_and_named(
    term: str, written: str, spelling: str | None
) -> None:
    around = ("老客户\n", "\n现货") if spelling == "vertical" else ("老客户（", "）现货")
    text = around[0] + written + around[1]
    found = [(h.term.text, h.spelling) for h in LEXICON.find(text) if h.matched in written]
    if spelling is None:
        assert found == []
        return
    assert (term, spelling) in found
    hit = next(h for h in LEXICON.find(text) if h.term.text == term)
    assert text[hit.start : hit.end] == hit.matched
    assert hit.matched in written
    assert hit.start >= len(around[0])
    assert spelling in NAMES


ORDINARY = [
    "打鸡蛋以后再刷一层蛋液",
    "专业刷蛋液的毛刷",
    "嘴角的饭粒",
    "威信县的卫星地图",
    "兄弟一起开店",
    "放高放低都可以",
    "抱过孩子",
    "九十年代靠前的产品",
    "只好下次再买",
    "膏方调理",
    "蛋糕坊",
    "船小好调头，销路不错",
    "消防站和传达室",
    "美女子评价很高",
    "女子评价很好",
    "请单独发货，S单独装",
    "SD卡另购",
    "gaofangzi 品牌",
    "women 女装",
    "安徽信息产业",
    "借贷合同",
    "第 11 章",
    "楼很高，访客很多",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_no_disguise(text: str) -> None:
    assert [(h.term.text, h.matched) for h in LEXICON.find(text)] == []


def test_words_in_initials_need_company_of_the_same_area() -> None:
    lexicon = a_lexicon(a_term("精仿"), a_term("高仿"))
    assert [h.matched for h in lexicon.find("jf 手表现货")] == []
    assert [(h.matched, h.spelling) for h in lexicon.find("jf 手表，高仿包包现货")] == [
        ("jf", "initials"),
        ("高仿", "plain"),
    ]
    assert [h.matched for h in lexicon.find("jf 手表\n高仿包包现货")] == ["高仿"]


def test_doubtful_spellings_need_trade() -> None:
    story = (
        "他望着窗外的雨，想起多年以前那个夏天，师父教他刷蛋的日子，"
        "炊烟和蝉声都还在眼前，可是故乡已经很远了。"
    )
    assert LEXICON.find(story) == []
    assert [h.matched for h in LEXICON.find(story.replace("炊烟", "下单"))] == ["刷蛋"]


def test_a_weak_term_has_no_doubtful_spelling() -> None:
    lexicon = a_lexicon(a_term("传销", "weak"))
    assert lexicon.find("船销项目招商") == []
    assert [h.spelling for h in lexicon.find("傳*銷项目招商")] == ["separated"]


@pytest.mark.parametrize("option", ["plain", "exact"])
def test_a_term_may_forbid_other_spellings(option: str) -> None:
    lexicon = a_lexicon(a_term("传销", **{option: True}))
    for written in ("船销", "chuan销", "亻专销", "c销", "传俏"):
        assert [h for h in lexicon.find(f"{written}项目招商") if h.spelling != "split"] == []
    assert len(lexicon.find("傳銷项目招商")) == 1


def test_an_exclusion_holds_for_what_a_disguise_stands_for() -> None:
    (hit,) = LEXICON.find("醉佳食用期见包装")
    assert (hit.matched, hit.compound) == ("醉佳", "最佳食用期")
    (hit,) = LEXICON.find("zui佳食用期见包装")
    assert (hit.matched, hit.compound) == ("zui佳", "最佳食用期")
    (hit,) = LEXICON.find("醉佳礼品现货")
    assert hit.compound is None


def test_a_spelling_the_list_has_itself_is_no_disguise_of_another() -> None:
    lexicon = a_lexicon(a_term("刷单"), a_term("刷蛋"))
    assert [(h.term.text, h.spelling) for h in lexicon.find("刷单和刷蛋接单")] == [
        ("刷单", "plain"),
        ("刷蛋", "plain"),
    ]


def test_fields_searched_together_give_what_they_give_apart() -> None:
    fields = {
        "title": "高*仿包 gao仿",
        "description": "氵台疗失眠，刷\n单\n，顶\n",
        "alt": "",
        "reviews": "仿品？船销项目招商\n高",
        "meta": "仿",
    }
    together = LEXICON.find_in(fields)
    assert together == {name: LEXICON.find(text) for name, text in fields.items()}
    assert sum(map(len, together.values())) >= 4


def test_made_spellings_differ_from_the_term_and_from_each_other() -> None:
    for term in STRONG:
        made = [text for text, _ in own_spellings(term, term.lower())]
        assert len(made) == len(set(made))
        assert term not in made


def test_ordinary_text_holds_no_doubtful_spelling_of_the_shipped_lists() -> None:
    lexicon = Lexicon([load_list(path) for path in shipped_lists()])
    text = "\n".join(neutral_sentences(3_000))
    assert [(h.term.text, h.matched) for h in lexicon.find(text) if h.spelling != "plain"] == []
