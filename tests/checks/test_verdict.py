"""What is told of a finding when all voices are weighed: the sign of each, and who is spared."""

import math
from dataclasses import replace

import pytest

from checks.assertion import shipped_assertion
from checks.passage import passages_of
from checks.unlisted import weighed
from checks.verdict import NAMES, is_plain_term, limits, signs_of_finding, verdict
from tests.checks.made_pages import areas, goods_page, lines, made_finding, seen_page

LEAFLET = "本品功能主治为高血压引起的头痛，治疗时遵医嘱，用法用量见说明书，不良反应尚不明确"
OFFENCE = "跟着老师做，先交两千八拿资格，底下人越多月月分得越多，家里亲戚都拉进来"


def judged(lexicon, text, said=OFFENCE, **changes):
    """The verdict on a made-up finding in `text`, and its signs by name."""
    seen = seen_page(lexicon, text)
    finding = made_finding(seen, "pyramid_selling", said, strength="weak")
    finding = replace(finding, **changes)
    passages = passages_of([finding], weighed(seen))
    model = shipped_assertion()
    assert model is not None and passages is not None
    signs = signs_of_finding(0.0, finding, passages)
    told = verdict(model, seen.page.fields[finding.field], finding, passages)
    return told, dict(zip(NAMES, signs, strict=True))


def test_the_same_words_told_of_weigh_less(lexicon):
    own, _ = judged(lexicon, OFFENCE)
    warned = f"派出所来店里讲课：有人拉您“{OFFENCE}”，就是传销，请马上报警，不要把钱交出去。"
    told, _ = judged(lexicon, warned)
    assert own.stands and own.value > told.value + 2
    assert told.against and all(word in warned for word in told.against)


def test_signs_say_what_they_are_named_for(lexicon):
    _, signs = judged(lexicon, OFFENCE)
    assert signs["asserted"] == signs["suspected"] == signs["listed"] == signs["others"] == 0
    _, suspected = judged(lexicon, OFFENCE, rule="pyramid_selling.unlisted")
    assert suspected["suspected"] == 1 and suspected["suspected_passage"] == suspected["passage"]
    _, listed = judged(lexicon, OFFENCE, term="跟着老师", spelling="homophone")
    assert listed["listed"] == 1 and listed["disguised"] == 1
    _, long = judged(lexicon, "\n".join([*lines(40), OFFENCE, *lines(40)]))
    assert long["others"] > 0


def test_a_strong_term_stands_on_a_page_of_a_line_or_two(lexicon):
    known = limits()
    assert known is not None
    for around, enough in ((0, -math.inf), (60, known.agreed)):
        text = "\n".join([*lines(around), LEAFLET, *lines(around)])
        found, _ = judged(lexicon, text, LEAFLET, term="治疗", strength="strong")
        assert found.enough == enough
    assert judged(lexicon, OFFENCE, term="跟着老师", strength="strong")[0].stands


def test_talk_of_a_term_is_no_plain_term(lexicon):
    seen = seen_page(lexicon, OFFENCE)
    finding = made_finding(seen, "pyramid_selling", OFFENCE, term="跟着老师", strength="strong")
    signs = [0.0] * len(NAMES)
    assert is_plain_term(finding, tuple(signs))
    signs[NAMES.index("spoken")] = 1.0
    assert not is_plain_term(finding, tuple(signs))


@pytest.mark.parametrize(
    ("title", "own", "told", "area"),
    [
        (
            "三七花茶 半斤",
            "自家晒的花茶，喝半个月血压就稳下来，药钱都省了，街坊都来拿。",
            "有人问：是不是喝半个月血压就稳下来？没有这回事，就是一口清茶，该吃的药一顿别停。",
            "advertising",
        ),
        (
            "瑜伽年卡",
            "办卡须知：会员中途退出，余款概不退还，办卡即视为同意。",
            "去年我们的旧合同写着“中途退出，余款概不退还”，消协指出以后已经删掉，八位会员的钱都退了。",
            "contract_terms",
        ),
        (
            "网店运营课",
            "想快点起量的掌柜，一单十二块代写好评，图和字都配好，三天见效。",
            "第二课讲刷评的代价：有店家买过“一单十二块代写好评”，被罚了二十万，店也关了。",
            "unfair_competition",
        ),
    ],
)
def test_an_officer_is_told_the_act_and_not_the_tale(look, title, own, told, area):
    assert area in areas(look(goods_page(own, title=title)))
    assert areas(look(goods_page(told, title=title))) == set()
