"""One act, one lead, in the area that its sentences read like."""

from dataclasses import replace

import pytest

from checks import placing
from checks.context import Context
from checks.discovery import areas as known_areas
from checks.passage import passages_of
from checks.placing import placed
from checks.term_check import term_findings
from checks.unlisted import weighed
from tests.checks.made_pages import made_finding, seen_page

UNITS = {area.name: area.unit for area in known_areas()}
SCHEME = (
    "先交两千八拿资格，推荐三个人就升经理，底下人越多月月分得越多，"
    "家里亲戚都拉进来一起做，下面人的业绩也算你的"
)


@pytest.fixture
def seen(lexicon) -> Context:
    return seen_page(lexicon, SCHEME)


def finding(seen: Context, area: str, **changes):
    return made_finding(seen, area, SCHEME, unit=UNITS[area], **changes)


def placed_in(seen: Context, findings, units=UNITS):
    return placed(seen, findings, units, passages_of(findings, weighed(seen)))


def test_what_a_rule_of_another_area_saw_goes_where_it_belongs(seen):
    own, moved = placed_in(seen, [finding(seen, "travel")])
    assert not own.lead and own.area == "travel" and "传销" in own.reason
    assert moved.lead and moved.area == "pyramid_selling"
    assert moved.unit == UNITS["pyramid_selling"] and moved.matched == own.matched
    assert "看到的说法" in moved.reason and moved.basis != own.basis


def test_one_act_is_told_once(seen):
    there = finding(seen, "pyramid_selling")
    out = placed_in(seen, [finding(seen, "travel"), there, finding(seen, "credit")])
    assert [one.area for one in out if one.lead] == ["pyramid_selling"] and len(out) == 3


def test_a_strong_term_of_a_list_and_a_fact_of_the_page_stay(seen):
    term = finding(seen, "travel", term="零团费")
    licence = finding(seen, "licence", field="", matched="")
    number = finding(seen, "credit", matched="2800")
    out = placed_in(seen, [term, licence, number])
    assert out[:3] == [term, licence, number]


def test_the_area_that_a_fact_reads_like_hears_of_it_once(seen):
    facts = [finding(seen, "travel", term="零团费"), finding(seen, "credit", matched="2800")]
    _, _, added = placed_in(seen, facts)
    assert added.lead and added.area == "pyramid_selling"
    assert added.unit == UNITS["pyramid_selling"] and "一并核实" in added.reason


def test_a_word_in_disguise_stays_and_no_other_area_hears_of_it(seen, lexicon):
    page = seen_page(lexicon, f"植愈。{SCHEME}")
    hidden = [one for one in term_findings(page, "advertising", "ads") if one.matched == "植愈"]
    assert placed_in(page, hidden) == hidden != []


def test_where_the_office_has_no_list_nothing_goes(seen):
    units = {area: unit for area, unit in UNITS.items() if area != "pyramid_selling"}
    out = placed_in(seen, [finding(seen, "travel")], units)
    assert "pyramid_selling" not in {one.area for one in out}


def test_kindred_areas_are_both_told_while_the_sentences_do_not_decide(lexicon, monkeypatch):
    seen = seen_page(lexicon, "押金付了概不退还，店里说有磨损就扣，单子不开，扣多少由店里说了算。")
    said = "押金付了概不退还"
    own = made_finding(seen, "consumer_rights", said, unit=UNITS["consumer_rights"])
    odds = {"contract_terms": 1.4, "consumer_rights": 0.0}
    for farther, stays in ((1.4, True), (2.4, False)):
        odds["contract_terms"] = farther
        ranked = sorted(odds.items(), key=lambda one: -one[1])
        monkeypatch.setattr(
            placing,
            "areas_around",
            lambda passages, *place, r=ranked: (r, passages.scores.beside(*place)),
        )
        out = placed_in(seen, [own])
        leads = {one.area for one in out if one.lead}
        assert leads == ({"consumer_rights", "contract_terms"} if stays else {"contract_terms"})


def test_a_kindred_area_that_is_nearly_as_likely_hears_of_it(lexicon, monkeypatch):
    seen = seen_page(lexicon, "押金付了概不退还，店里说有磨损就扣，单子不开，扣多少由店里说了算。")
    own = made_finding(seen, "contract_terms", "押金付了概不退还", unit=UNITS["contract_terms"])
    for nearly, told in ((0.6, {"contract_terms", "consumer_rights"}), (1.2, {"contract_terms"})):
        ranked = [("contract_terms", 1.0), ("consumer_rights", 1.0 - nearly), ("travel", -9.0)]
        monkeypatch.setattr(
            placing,
            "areas_around",
            lambda passages, *place, r=ranked: (r, passages.scores.beside(*place)),
        )
        out = placed_in(seen, [own])
        assert {one.area for one in out if one.lead} == told and own in out


@pytest.mark.parametrize(
    ("area", "rule"),
    [
        ("advertising", "advertising.farm-promise-talk"),
        ("advertising", "advertising.rank"),
        ("contract_terms", "contract_terms.no-return"),
        ("consumer_rights", "consumer_rights.back-and-no"),
    ],
)
def test_promises_and_terms_are_no_matter_of_the_law_on_farm_supplies(
    lexicon, monkeypatch, area, rule
):
    said = "售出概不退换"
    seen = seen_page(lexicon, f"玉米种子，亩产两千斤，{said}，快递丢了自己找快递，种过的人都说好。")
    own = made_finding(seen, area, said, unit=UNITS[area], rule=rule)
    ranked = [("farm_supplies", 9.0), (area, 0.0)]
    monkeypatch.setattr(
        placing, "areas_around", lambda passages, *place: (ranked, passages.scores.beside(*place))
    )
    assert placed_in(seen, [own]) == [own]
    fake = made_finding(seen, "product_quality", said, unit=UNITS["product_quality"])
    ranked.append(("product_quality", 0.0))
    assert [one.area for one in placed_in(seen, [fake]) if one.lead] == ["farm_supplies"]


def test_the_moved_finding_says_whose_hint_it_repeats(seen):
    _, moved = placed_in(seen, [finding(seen, "travel")])
    title = seen.lists("travel")[0].title
    assert f"原按“{title}”提示" in moved.reason and "须由人工认定" in moved.reason


def test_an_act_that_a_law_of_its_own_names_stays_there_whatever_it_is_about(seen):
    slur = finding(seen, "unfair_competition", rule="unfair_competition.rivals-slurred")
    kept, added = placed_in(seen, [slur])
    assert kept == slur and added.lead and added.area == "pyramid_selling"


def _ranked(monkeypatch, *ranked: tuple[str, float]) -> None:
    monkeypatch.setattr(
        placing,
        "areas_around",
        lambda passages, *place: (list(ranked), passages.scores.beside(*place)),
    )


def test_a_gain_promised_beside_a_scheme_is_an_act_of_its_own(lexicon, monkeypatch):
    said, asked = "每年按百分之十八给您分红", "介绍一位亲友认养"
    seen = seen_page(
        lexicon, f"一棵树一万九千八，{said}，到期原价回购。{asked}，奖励两千，再介绍再拿八百。"
    )
    _ranked(monkeypatch, ("pyramid_selling", 9.0), ("advertising", 0.0))
    gain = made_finding(seen, "advertising", said, unit="ads", rule="advertising.gain-signs")
    heads = made_finding(seen, "pyramid_selling", asked, unit=UNITS["pyramid_selling"])
    assert placed_in(seen, [gain, heads]) == [gain, heads]
    other = made_finding(seen, "advertising", asked, unit="ads", rule="advertising.gain-signs")
    moved_off, kept = placed_in(seen, [other, heads])
    assert not moved_off.lead and kept == heads


def test_a_gain_that_asks_for_nobody_is_no_scheme(lexicon, monkeypatch):
    said = "投三万，每月返一千五"
    seen = seen_page(lexicon, f"{said}，二十四个月返完还有地分，合同写明到期退还本金，名额五十份。")
    _ranked(monkeypatch, ("pyramid_selling", 9.0), ("advertising", 0.0))
    gain = made_finding(seen, "advertising", said, unit="ads", rule="advertising.return-rate")
    assert placed_in(seen, [gain]) == [gain]


def test_tobacco_is_no_matter_of_a_mark(lexicon, monkeypatch):
    said = "整条起发，私聊要单子"
    seen = seen_page(lexicon, f"进口外烟，口岸直接带过来的，{said}，云南走顺丰，外省走大巴。")
    _ranked(monkeypatch, ("counterfeit", 9.0), ("product_quality", 8.5), ("advertising", 0.0))
    sale = made_finding(seen, "advertising", said, unit="ads", rule="advertising.tobacco-smuggled")
    assert placed_in(seen, [sale]) == [sale]


def test_a_term_beside_what_consumers_rights_tell_of_is_not_lost(lexicon, monkeypatch):
    renewal, term = "次月起自动扣款不再提醒", "会员权益我们随时减少"
    seen = seen_page(lexicon, f"{renewal}，中途不能取消，{term}，不用通知，扣了也不退。")
    _ranked(monkeypatch, ("consumer_rights", 9.0), ("contract_terms", 0.0))
    told = made_finding(seen, "consumer_rights", renewal, unit=UNITS["consumer_rights"])
    own = made_finding(seen, "contract_terms", term, unit=UNITS["contract_terms"])
    assert placed_in(seen, [told, own]) == [told, own]
    same = made_finding(seen, "contract_terms", renewal, unit=UNITS["contract_terms"])
    kept, off = placed_in(seen, [told, same])
    assert kept == told and not off.lead


def test_of_a_code_at_odds_with_itself_no_other_area_hears(seen):
    code = finding(seen, "credit", rule="credit.code-wrong", matched="91532801MA6X7Y2A35")
    assert placed_in(seen, [code]) == [code]


def test_a_drug_for_people_is_no_farm_supply(lexicon, monkeypatch):
    said = "印度代购格列卫、易瑞沙仿制药"
    seen = seen_page(
        lexicon, f"进口特效减肥药代购。{said}，无国内批号，现货发货，三百元一盒，货到付款。"
    )
    _ranked(monkeypatch, ("farm_supplies", 9.0), ("advertising", 0.0))
    own = made_finding(seen, "advertising", said, unit=UNITS["advertising"])
    assert placed_in(seen, [own]) == [own]


def test_what_was_given_to_others_there_is_not_told_by_another_rule(lexicon):
    """The area's own rules found the scheme and gave its words to a cheat."""
    told = f"对方把她拉进群，说{SCHEME}，头像是我们店门口的照片"
    seen = seen_page(lexicon, told)
    start = told.index("头像")
    stray = made_finding(
        seen, "contract_terms", told, unit=UNITS["contract_terms"], start=start, end=len(told)
    )
    given = made_finding(seen, "pyramid_selling", SCHEME, unit=UNITS["pyramid_selling"])
    given = replace(given, lead=False, excused="别人的话")
    findings = [stray, given]
    after = placed(seen, findings, UNITS, passages_of(findings, weighed(seen)))
    assert not [one for one in after if one.lead and one.area == "pyramid_selling"]
    alone = placed(seen, [stray], UNITS, passages_of([stray], weighed(seen)))
    assert [one for one in alone if one.lead and one.area == "pyramid_selling"]
