"""What is found on a long page is weighed with the text around it."""

import math
from dataclasses import replace
from itertools import islice

import pytest

from checks.context import Context
from checks.inspect import inspect
from checks.passage import MOST, PASSAGE, RARER, passages_of
from checks.sentence_scores import READ
from checks.unlisted import weighed
from pages.reading import read_page
from tests.checks.made_pages import TODAY, lines, made_finding, seen_page
from tests.corpus.shop_pages import shop_pages

SCHEME = "先交两千八拿资格，推荐三个人就升经理，底下人越多月月分得越多，下面人的业绩也算你的"


LAST = "铸铁烤盘，盖子有一处磕碰，介意的不要拍"


def passages(seen: Context, *findings):
    found = passages_of(findings, weighed(seen))
    assert found is not None
    return found


def test_a_short_page_is_one_passage(lexicon):
    seen = seen_page(lexicon, "\n".join([*lines(2), SCHEME, *lines(2)]))
    page = passages(seen)
    text = seen.page.fields["description"]
    there = page.at("description", text.index(SCHEME), text.index(SCHEME) + 5)
    assert there.scores.sentences == page.scores.sentences
    assert there is page.at("description", 0, 5) is page.worst[1]


def test_what_stands_far_off_does_not_speak_for_a_place(lexicon):
    told = lines(40)
    seen = seen_page(lexicon, "\n".join([SCHEME, *told, LAST]))
    near = made_finding(seen, "pyramid_selling", SCHEME)
    far = made_finding(seen, "counterfeit", LAST)
    page = passages(seen, near, far)
    first = page.at(near.field, near.start, near.end)
    last = page.at(far.field, far.start, far.end)
    assert first.findings == [near] and last.findings == [far]
    assert first is page.worst[1] and first.value > last.value + 2
    assert all(PASSAGE <= one.said < PASSAGE + 120 for one in (first, last))
    assert last.scores.sentences[0] == page.scores.sentences[0], "the goods' name belongs to each"


def test_a_field_that_is_not_read_is_told_with_the_beginning(lexicon):
    seen = seen_page(lexicon, "\n".join(lines(40)))
    hit = replace(
        made_finding(seen, "counterfeit", seen.page.fields["description"][:8]), field="meta"
    )
    page = passages(seen, hit)
    assert page.at("meta", 0, 2) is page.at("description", 0, 2)
    assert hit in page.at("description", 0, 2).findings


def test_passages_in_turn_hold_every_sentence_once(lexicon):
    page = passages(seen_page(lexicon, "\n".join(lines(40))))
    told = [one for each in page.in_turn() for one in each.scores.sentences[1:]]
    assert sorted(told) == sorted(page.scores.sentences[1:])
    assert told == sorted(told, key=lambda one: (READ.index(one.field), one.start))


def test_padding_hides_nothing_beyond_a_few_passages(lexicon):
    values = []
    for length in (80, 180):
        seen = seen_page(lexicon, "\n".join([*lines(length // 2), SCHEME, *lines(length // 2)]))
        hit = made_finding(seen, "pyramid_selling", SCHEME)
        passage = passages(seen, hit).at(hit.field, hit.start, hit.end)
        assert passage.others == pytest.approx(RARER * math.log(MOST))
        values.append(passage.value)
    assert min(values) > 10, "an offence told this plainly stands, however long the page"


@pytest.mark.parametrize("part", [0, 0.5, 1])
def test_an_offence_is_found_wherever_it_stands_in_a_long_page(lexicon, part):
    for one in islice((one for one in shop_pages() if one.why.startswith("诚实普通")), 0, 20, 5):
        paragraphs = one.path.read_text("utf-8").split("</p>")
        at = 1 + int(part * (len(paragraphs) - 2))
        body = "</p>".join([*paragraphs[:at], f"<p>{SCHEME}", *paragraphs[at:]]).encode()
        found = inspect(read_page(body, one.url, "text/html"), lexicon, today=TODAY).findings
        assert "pyramid_selling" in {finding.area for finding in found if finding.lead}, one.path


def test_an_honest_long_page_is_told_seldom_and_an_offence_nearly_always(lexicon):
    figures = {True: [0, 0], False: [0, 0]}
    for one in islice((one for one in shop_pages() if not one.held_back), 0, None, 3):
        found = inspect(one.page, lexicon, today=TODAY).findings
        figures[bool(one.leads)][any(finding.lead for finding in found)] += 1
    honest, offences = figures[False], figures[True]
    assert offences[1] >= 0.9 * sum(offences)
    assert honest[1] <= 0.05 * sum(honest)
