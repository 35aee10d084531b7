"""What the words around a hit say: whether the shop itself claims, offers or does it."""

import pytest

from checks.assertion import shipped_assertion, slots_around, surroundings

CURE = "喝半个月血压就稳下来"


def odds(passage: str) -> float:
    """Of the words in 【】."""
    before, _, rest = passage.partition("【")
    words, _, behind = rest.partition("】")
    model = shipped_assertion()
    assert model is not None
    text = before + words + behind
    return model.odds(surroundings(text, len(before), len(before) + len(words)))


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (
            f"自家晒的花茶，【{CURE}】，街坊都来拿。半斤一袋，包邮到家。",
            f"有人问是不是【{CURE}】？没有这回事，就是一口清茶，该吃的药一顿别停。",
        ),
        (
            f"老顾客回来都讲【{CURE}】，要的抓紧下单，今天到货不多。",
            f"隔壁摊子的喇叭天天喊【{CURE}】，上个月被市场监管罚了，我们罐子上只写产地。",
        ),
        (
            "办卡须知：会员【中途退出，余款概不退还】，办卡即视为同意。",
            "去年我们的旧合同里写着【中途退出，余款概不退还】，消协指出以后已经删掉，退了八位会员的钱。",
        ),
        (
            "想快点起量的掌柜，【一单十二块代写好评】，图和字都配好，三天见效。",
            "培训第二课讲刷评的代价：有店家买过【一单十二块代写好评】的服务，被罚了二十万。",
        ),
    ],
)
def test_the_same_words_are_the_shops_own_or_told_of(own: str, told: str) -> None:
    assert odds(own) > odds(told) + 1


def test_what_spoke_against_it_is_named() -> None:
    model = shipped_assertion()
    assert model is not None
    text = f"有人问是不是{CURE}？没有这回事，就是一口清茶，该吃的药一顿别停。"
    start = text.index(CURE)
    words = model.spoke_against(surroundings(text, start, start + len(CURE)))
    assert words and all(len(word) >= 2 and word in text for word in words)


def test_what_cannot_be_seen_is_not_named() -> None:
    model = shipped_assertion()
    assert model is not None
    text = f"有人\u202e问是\u200b不是{CURE}？没有\u2066这回事，该吃的药一顿别停。"
    start = text.index(CURE)
    words = model.spoke_against(surroundings(text, start, start + len(CURE)), most=20)
    assert words and all(word.isprintable() for word in words)


def test_parts_are_told_apart_by_marks_and_lines() -> None:
    text = "名称：花茶\n先说清楚。我家的茶，喝了就好，信不信由您！买的人多。\n产地：砚山"
    around = surroundings(text, text.index("喝了就好"), text.index("喝了就好") + 4)
    assert around.above == "名称:花茶" and around.below == "产地:砚山"
    assert around.before == "我家的茶," and around.behind == ",信不信由您!"
    assert around.earlier == "先说清楚。" and around.later == "买的人多。"
    assert around.hit == "喝了就好"


def test_width_case_blanks_and_numbers_make_no_difference() -> None:
    one = surroundings("Ａ货 包邮１２８元，高仿，第３天到", 10, 12)
    other = surroundings("a货包邮99元，高仿，第20天到", 8, 10)
    assert one == other and slots_around(one).tolist() == slots_around(other).tolist()


@pytest.mark.parametrize("text", ["", "x", "高仿", "\n\n\n", "。" * 500, "高仿" * 5_000])
def test_any_text_has_odds(text: str) -> None:
    model = shipped_assertion()
    assert model is not None
    for start, end in ((0, 0), (0, len(text)), (len(text) // 2, len(text))):
        assert -50 < model.odds(surroundings(text, start, end)) < 50
