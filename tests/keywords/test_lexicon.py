"""Finding terms: disguises undone, neighbours left apart, places exact."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywords.fold import fold
from keywords.keyword_list import Basis, KeywordList
from keywords.lexicon import Hit, Lexicon
from keywords.term import Rule, Term
from tests.plain_steps import plain_steps


def a_list(*terms: Term, id: str = "sample", area: str = "counterfeit") -> KeywordList:
    return KeywordList(
        id=id,
        title="样表",
        area=area,
        version="1",
        units=("network",),
        basis=(Basis(key="law", law="某法", article="第一条", valid_from=date(2020, 1, 1)),),
        terms=terms,
    )


def strong(text: str, **options: object) -> Term:
    return Term.model_validate({"text": text, "strength": "strong", **options})


TERMS = (
    strong("高仿", excludes=("高仿真花", "仿皮", "增高")),
    strong("精仿"),
    strong("最佳", excludes=("最佳食用期",)),
    strong("最好"),
    strong("刷单"),
    strong("国家级"),
    strong("全国第一"),
    strong("第一品牌"),
    strong("治疗"),
    strong("1:1", variants=("一比一",)),
    strong("A货", variants=("AAA货",)),
    strong("No.1"),
    strong("replica"),
    strong("vx"),
    strong("100%"),
    strong("仿品", exact=True),
)
LEXICON = Lexicon([a_list(*TERMS)])


def matched(text: str, lexicon: Lexicon = LEXICON) -> list[tuple[str, str]]:
    return [(hit.term.text, hit.matched) for hit in lexicon.find(text)]


DISGUISES = [
    ("高仿", "高仿"),
    ("full width", "１：１"),
    ("ratio sign", "1∶1"),
    ("circled ratio", "①:①"),
    ("keycap ratio", "1\ufe0f\u20e3:1"),
    ("spaced ratio", "1 : 1"),
    ("zero width", "高\u200b仿"),
    ("many invisible", "高" + "\u200b\u2060\ufeff\u00ad" * 20 + "仿"),
    ("combining", "精\u0336仿"),
    ("asterisk", "高*仿"),
    ("full stop", "刷.单"),
    ("emoji", "最😊好"),
    ("full-width space", "最　好"),
    ("two signs", "最★★好"),
    ("stroke", "高丨仿"),
    ("middle dots", "全·国·第·一"),
    ("spaces", "国 家 级"),
    ("quotes", "高“仿”"),
    ("traditional", "國家級"),
    ("traditional medicine", "治療"),
    ("shape-alike", "髙彷"),
    ("shape-alike 治", "冶疗"),
    ("shape-alike 国", "囯家级"),
    ("dash for 一", "第ー品牌"),
    ("emoji letter", "🅰货"),
    ("Cyrillic letter", "А货"),
    ("vertical", "高\n仿"),
    ("vertical spaced", "全 \n 国\n第\n一"),
    ("spelt out", "r e p l i c a"),
    ("hyphened", "v-x"),
    ("case", "RePlIcA"),
    ("number sign", "NO.①"),
    ("no point", "No1"),
    ("space", "no 1"),
    ("full-width per cent", "１００％"),
]


@pytest.mark.parametrize("text", [d[1] for d in DISGUISES], ids=[d[0] for d in DISGUISES])
def test_a_disguised_term_is_found_at_its_exact_place(text: str) -> None:
    around = f"甲方（{text}）乙方"
    # Vertical writing has its lines to itself.
    if "\n" in text:
        around = f"甲方\n{text}\n乙方"
    (hit,) = LEXICON.find(around)
    shown = text.removesuffix("”")
    assert hit.matched == around[hit.start : hit.end] == shown


APART = [
    ("sentence", "这山真高。仿佛仙境"),
    ("comma", "质量高，仿真皮"),
    ("enumeration", "大、高、仿真"),
    ("ASCII comma", "价高,仿皮"),
    ("colon", "身高：仿皮靴"),
    ("exclamation", "真高!仿佛"),
    ("paragraph", "楼很高\n仿佛入云"),
    ("one line not vertical", "高\n仿佛"),
    ("three signs", "高***仿"),
    ("digits around", "21:1"),
    ("clock", "11:15"),
    ("decimal ratio", "1:1.5"),
    ("before a decimal", "0.1:1"),
    ("longer ratio", "1:1:2"),
    ("no colon", "11"),
    ("no colon but space", "1 1"),
    ("longer word", "replicas"),
    ("word inside", "unreplica"),
    ("latin words side by side", "rep lica"),
    ("letter before", "VIPA货"),
    ("No.15", "No.15"),
    ("No.1.5", "No.1.5"),
    ("1000%", "1100%"),
    ("no per cent", "100 元"),
    ("exact term", "仿·品"),
]


@pytest.mark.parametrize("text", [a[1] for a in APART], ids=[a[0] for a in APART])
def test_neighbours_are_not_read_together(text: str) -> None:
    assert matched(text) == []


def test_invisible_characters_do_not_part_even_an_exact_term() -> None:
    assert matched("仿\u200b品") == [("仿品", "仿\u200b品")]


def test_a_mixed_term_may_follow_a_digit() -> None:
    assert matched("1:1A货") == [("1:1", "1:1"), ("A货", "A货")]
    assert matched("AAA货") == [("A货", "AAA货")]


def test_a_per_cent_sign_belongs_to_the_hit() -> None:
    assert matched("含棉100 %。") == [("100%", "100 %")]


def test_overlapping_hits_are_all_returned_in_order() -> None:
    lexicon = Lexicon(
        [a_list(strong("全国第一"), strong("第一品牌"), strong("第一"), strong("国第"))]
    )
    hits = lexicon.find("全国第一品牌")
    assert [(h.term.text, h.start, h.end) for h in hits] == [
        ("全国第一", 0, 4),
        ("国第", 1, 3),
        ("第一", 2, 4),
        ("第一品牌", 2, 6),
    ]
    assert hits == lexicon.find("全国第一品牌")


def test_the_same_word_in_two_lists_is_two_hits() -> None:
    lexicon = Lexicon(
        [a_list(strong("高仿")), a_list(strong("高仿"), id="other", area="advertising")]
    )
    assert [hit.list.id for hit in lexicon.find("高仿")] == ["sample", "other"]


@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("高仿真花", "高仿真花"),
        ("高*仿 真花", "高仿真花"),
        ("增高 仿皮", "仿皮"),
        ("髙仿", None),
        ("高仿，真花", None),
        ("增高。高仿", None),
        ("高仿包 仿皮带", None),
        ("最佳食用期", "最佳食用期"),
        ("朂佳食用期", "最佳食用期"),
    ],
)
def test_a_phrase_that_is_excluded_is_named_with_the_hit(text: str, compound: str | None) -> None:
    (hit,) = [hit for hit in LEXICON.find(text) if hit.term.text in ("高仿", "最佳")]
    assert hit.compound == compound


def test_how_many_separators_stand_inside_is_told() -> None:
    gaps = {
        text: LEXICON.find(text)[0].gaps
        for text in ("高仿", "高*仿", "全·国·第·一", "1：1", "No.1")
    }
    assert gaps == {"高仿": 0, "高*仿": 1, "全·国·第·一": 3, "1：1": 0, "No.1": 0}


def test_a_hit_carries_its_rules_contexts_and_basis(small_list: KeywordList) -> None:
    (hit,) = Lexicon([small_list]).find("最佳")
    assert hit.term.excludes_page == ("广告法禁用",)
    assert hit.term.basis == ("advertise",)
    assert hit.list.digest == small_list.digest


def test_search_terms_are_asked_once_and_by_area(small_list: KeywordList) -> None:
    other = a_list(
        strong("最佳", search=True), strong("极品", search=True), id="o", area="advertising"
    )
    lexicon = Lexicon([small_list, other])
    assert lexicon.search_terms() == ["高仿", "最佳", "极品"]
    assert lexicon.search_terms("advertising") == ["最佳", "极品"]
    assert lexicon.digests == {"small": small_list.digest, "o": other.digest}


def test_a_lexicon_of_no_lists_finds_nothing() -> None:
    assert Lexicon([]).find("高仿") == []


def test_a_text_of_nothing_but_keywords_stops_at_the_limit() -> None:
    hits: list[Hit] = []
    assert plain_steps(lambda: hits.extend(LEXICON.find("高仿" * 500_000))) < 150
    assert len(hits) == 20_000
    assert hits[-1].start == 39_998
    assert len(LEXICON.find("高仿" * 10, limit=3)) == 3


@pytest.mark.parametrize("offset", range(65_533, 65_538))
def test_a_hit_across_two_pieces_is_found_once(offset: int) -> None:
    text = "茶" * offset + "全国第一品牌" + "茶" * 100
    assert [(h.term.text, h.start) for h in LEXICON.find(text)] == [
        ("全国第一", offset),
        ("第一品牌", offset + 2),
    ]


SEPARATORS = st.sampled_from(["", "*", " ", "·", "\u200b", "😊", "　", "\u0336", "丨", "★★"])
LOOKS = {
    "高": "高髙⾼",
    "仿": "仿彷倣",
    "国": "国國囯",
    "级": "级級",
    "最": "最朂蕞",
    "佳": "佳",
    "家": "家",
}


@st.composite
def disguises(draw: st.DrawFn) -> tuple[str, str]:
    word = draw(st.sampled_from(["高仿", "最佳", "国家级"]))
    shapes = [draw(st.sampled_from(LOOKS.get(character, character))) for character in word]
    return word, "".join(
        shape + (draw(SEPARATORS) if at < len(word) - 1 else "") for at, shape in enumerate(shapes)
    )


plain = st.text(st.sampled_from("茶叶包邮正品新款abc12，。 \n\u200b"), max_size=30)


@given(plain, disguises(), plain)
def test_any_disguise_is_found_in_any_text(
    left: str, disguise: tuple[str, str], right: str
) -> None:
    word, spelt = disguise
    text = f"{left}（{spelt}）{right}"
    found = [h for h in LEXICON.find(text) if h.start == len(left) + 1]
    assert [(h.term.text, h.matched) for h in found] == [(word, spelt)]


@given(st.text(max_size=60) | plain.map(lambda text: text + "高仿1:1最佳100%No.1"))
def test_every_hit_refolds_to_its_term(text: str) -> None:
    def check(hit: Hit) -> None:
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.matched == text[hit.start : hit.end]
        spellings = [fold(spelling).text for spelling in hit.term.spellings]
        assert any(spelling in fold(hit.matched).text for spelling in spellings)

    for hit in LEXICON.find(text):
        check(hit)


def test_rules_of_a_list_reach_the_hit() -> None:
    one = a_list(strong("高仿", rule="slang")).model_copy(
        update={"rules": {"slang": Rule(title="暗语", excludes=("高仿纸",), basis=("law",))}}
    )
    (hit,) = Lexicon([one]).find("高仿纸")
    assert hit.compound == "高仿纸"


@pytest.mark.parametrize("word", ["高仿", "\u202e仿高", "亻叚货"])
def test_many_hits_of_one_term_cost_as_many_looks(word: str) -> None:
    text = f"{word} " * 20_000
    assert plain_steps(lambda: LEXICON.find(text)) < 150


def test_a_word_said_without_end_hides_no_other() -> None:
    found = {hit.term.text for hit in LEXICON.find("高仿" * 30_000 + "，精仿")}
    assert found == {"高仿", "精仿"}
