"""One act, one lead, in the area that its sentences read like."""

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


def test_an_act_that_a_law_of_its_own_names_stays_there_whatever_it_is_about(seen):
    slur = finding(seen, "unfair_competition", rule="unfair_competition.rivals-slurred")
    kept, added = placed_in(seen, [slur])
    assert kept == slur and added.lead and added.area == "pyramid_selling"
