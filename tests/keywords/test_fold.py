"""Folding: what is taken away, and the way back to the text as given."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywords.fold import Gap, fold, folded_letters, gap_class, letter_by_letter
from keywords.lookalikes import LOOKALIKES
from tests.plain_steps import plain_steps

CLASSES = [
    ("full width", "Ａ货", "a货"),
    ("full width ratio", "１：１", "11"),
    ("ligature", "ﬁne", "fine"),
    ("square", "㎏ ㏄ №", "kgccno"),
    ("circled", "①②Ⓐ", "12a"),
    ("filled", "❶🅰🅐", "1aa"),
    ("digits of another script", "٣３𝟛", "333"),
    ("case", "REPLICA Straße", "replicastrasse"),
    ("zero width", "高\u200b\u200c\u200d\ufeff\u2060仿", "高仿"),
    ("bidi and soft hyphen", "高\u202e\u00ad\u2069仿", "高仿"),
    ("variation selectors", "高\ufe0f\U000e0101仿", "高仿"),
    ("tags", "高\U000e0041仿", "高仿"),
    ("combining strike", "精\u0336仿\u0336", "精仿"),
    ("keycap", "1\ufe0f\u20e3", "1"),
    ("accents", "Pokémon", "pokemon"),
    ("Hangul filler", "高\u3164\u115f仿", "高仿"),
    ("NUL and controls", "高\x00\x07仿", "高仿"),
    ("lone surrogate", "高\ud800仿", "高仿"),
    ("separators", "高*仿_最·佳-【顶】级", "高仿最佳顶级"),
    ("strokes as separators", "高丨仿丶品灬", "高仿品"),
    ("emoji", "最😊佳👨‍👩‍👧", "最佳"),
    ("traditional", "國家級療效傳銷獎", "国家级疗效传销奖"),
    ("Japanese forms", "刷単 広告 仮貨 伝销", "刷单广告假货传销"),
    ("shape-alikes", "髙囯朂蕞冶疗笫ー", "高国最最治疗第一"),
    ("Kangxi radicals", "⾼⼀", "高一"),
    ("supplement radicals", "⻢⻔⻝", "马门食"),
    ("compatibility ideograph", "\uf9ca\u2f8d", "流虫"),
    ("Cyrillic", "АВСЕНКМОРТХ", "abcehkmoptx"),
    ("Greek", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx"),
    ("small capitals", "ʀᴇᴘʟɪᴄᴀ", "replica"),
]


@pytest.mark.parametrize(
    ("given_text", "folded"), [c[1:] for c in CLASSES], ids=[c[0] for c in CLASSES]
)
def test_what_does_not_change_the_reading_is_folded(given_text: str, folded: str) -> None:
    assert fold(given_text).text == folded


def test_characters_that_are_words_of_their_own_stay() -> None:
    assert fold("安徽信息").text == "安徽信息"
    assert fold("芸豆 余额 台灯").text == "芸豆余额台灯"


def test_a_span_leads_back_to_the_text_as_given() -> None:
    text = "【正品】高\u200b*仿 Ｌ Ｖ"
    folded = fold(text)
    start = folded.text.index("高仿")
    assert text[slice(*folded.span(start, start + 2))] == "高\u200b*仿"
    start = folded.text.index("lv")
    assert text[slice(*folded.span(start, start + 2))] == "Ｌ Ｖ"


def test_a_text_that_is_not_composed_keeps_its_own_places() -> None:
    text = "ab e\u0301 한국 \u1112\u1161\u11ab\u1100\u116e\u11a8 \uf9ca高仿"
    assert not unicodedata.is_normalized("NFC", text)
    folded = fold(text)
    assert folded.text == "abe한국한국流高仿"
    start = folded.text.index("高仿")
    assert text[slice(*folded.span(start, start + 2))] == "高仿"
    assert text[slice(*folded.span(2, 3))] == "e\u0301"
    assert text[slice(*folded.span(5, 6))] == "\u1112\u1161\u11ab"


def test_a_character_that_folds_to_several_is_shown_whole() -> None:
    folded = fold("5㎏装")
    assert folded.text == "5kg装"
    assert folded.span(1, 2) == (1, 2)
    assert folded.span(2, 4) == (1, 3)


@pytest.mark.parametrize("span", [(0, 0), (1, 1), (-1, 1), (0, 3), (2, 1)])
def test_a_span_outside_the_folded_text_is_an_error(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no span"):
        fold("高仿").span(*span)


def test_an_empty_text_and_one_of_signs_fold_to_nothing() -> None:
    assert fold("").text == ""
    assert fold("，。！\n \u200b😊").text == ""


def test_every_character_folds_to_itself_once_folded() -> None:
    points = (p for p in range(0x33480) if not 0xD800 <= p < 0xE000)
    # Each on a line of its own: side by side, Korean letters join to syllables.
    folded = [fold(chr(point)).text for point in points]
    again = fold("\n".join("\n".join(letters) for letters in folded)).text
    assert again == "".join(folded)
    assert {c for c in again if unicodedata.category(c)[0] not in "LN"} == set()


@pytest.mark.parametrize("word", [c[1] for c in CLASSES])
def test_the_letters_alone_are_those_of_the_whole_folding(word: str) -> None:
    assert folded_letters(word) == fold(word).text


def test_every_character_alone_has_the_letters_of_the_whole_folding() -> None:
    points = range(0, 0x33480)
    assert [*map(folded_letters, map(chr, points))] == [fold(chr(p)).text for p in points]


@pytest.mark.parametrize(
    ("word", "letters"),
    [("高仿", "高仿"), ("國家級", "国家级"), ("高*仿", None), ("5㎏", None), ("e\u0301a", None)],
)
def test_letters_are_told_one_by_one_only_where_each_character_stands_for_one(
    word: str, letters: str | None
) -> None:
    assert letter_by_letter(word) == letters


def test_look_alikes_are_single_characters_and_never_chained() -> None:
    for character, read_as in LOOKALIKES.items():
        assert len(character) == len(read_as) == 1
        assert read_as not in LOOKALIKES or LOOKALIKES[read_as] == read_as
        assert fold(character).text == fold(read_as).text


anything = st.text(
    st.one_of(
        st.characters(),
        st.characters(min_codepoint=0x300, max_codepoint=0x36F),
        st.characters(min_codepoint=0x1100, max_codepoint=0x11FF),
        st.characters(min_codepoint=0xF71, max_codepoint=0xF84),
        st.sampled_from("高仿最佳国家级1:１： \u200b\ud800\x00㎏ﬁ한가e\u0301"),
    )
)


@given(anything)
def test_spans_lie_within_the_text_and_grow(text: str) -> None:
    folded = fold(text)
    assert len(folded.keep) == len(folded.until) == len(folded.text)
    last = 0
    for place in range(len(folded.text)):
        start, end = folded.span(place, place + 1)
        assert last <= start < end <= len(text)
        last = start
    assert all(fold(letter).text == letter for letter in folded.text)


@given(anything)
def test_what_a_span_shows_folds_to_what_was_found(text: str) -> None:
    folded = fold(text)
    for place in range(len(folded.text)):
        start, end = folded.span(place, place + 1)
        assert folded.text[place] in fold(text[start:end]).text


@given(anything, anything)
def test_composing_by_runs_is_composing(left: str, right: str) -> None:
    # Without a mark at the seam, folding two texts is folding each.
    joined = fold(left + "。" + right)
    assert joined.text == fold(left).text + fold(right).text


@given(anything)
def test_folding_does_not_depend_on_the_normal_form(text: str) -> None:
    if len(text) < 20 and not any(0xD800 <= ord(c) < 0xE000 for c in text):
        composed = unicodedata.normalize("NFC", text)
        assert fold(text).text == fold(composed).text


@pytest.mark.parametrize(
    ("character", "kind"),
    [
        ("高", Gap.LETTER),
        ("\u200b", Gap.INVISIBLE),
        ("\u0301", Gap.INVISIBLE),
        (" ", Gap.SPACE),
        ("\u3000", Gap.SPACE),
        ("\t", Gap.SPACE),
        ("*", Gap.SIGN),
        ("😊", Gap.SIGN),
        ("丨", Gap.SIGN),
        ("，", Gap.STOP),
        ("：", Gap.STOP),
        ("\n", Gap.LINE),
        ("\u2028", Gap.LINE),
    ],
)
def test_what_stands_between_letters_has_its_class(character: str, kind: Gap) -> None:
    assert gap_class(character) == kind


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301\u0323" * 200_000,
        "\u0301\u0323" * 200_000,
        "㎏" * 200_000,
        "\uf9ca" * 100_000,
        "ﷺ" * 50_000,
    ],
    ids=["marks out of order", "marks alone", "squares", "compatibility", "long expansions"],
)
def test_a_text_made_to_cost_time_is_folded_in_time(text: str) -> None:
    assert plain_steps(lambda: fold(text)) < 90


def test_a_page_is_folded_at_many_megabytes_a_second() -> None:
    page = ("最新款真皮单肩斜挎包 ２０２６ 年 New Style 包邮，支持7天无理由退货。【正品】" * 300)[
        :13_000
    ]
    fold(page)
    assert plain_steps(lambda: [fold(page) for _ in range(50)]) < 1.4
