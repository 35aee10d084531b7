"""What is on a page is weighed together: rules that agree for it, excuses against it."""

from dataclasses import replace

import numpy as np
import pytest

from checks.context import Context
from checks.ngram_model import shipped_model
from checks.page_value import NAMES, page_signs, page_value
from checks.sentence_scores import scores_of
from tests.checks.made_pages import made_finding, seen_page

SCHEME = "先交两千八拿资格，推荐三个人就升经理，底下人越多月月分得越多，下面人的业绩也算你的"


@pytest.fixture
def seen(lexicon) -> Context:
    return seen_page(lexicon, SCHEME)


def finding(seen: Context, area: str, **changes):
    return made_finding(seen, area, SCHEME, **changes)


def signs(seen: Context, *findings) -> dict[str, float]:
    model = shipped_model()
    assert model is not None
    shown = page_signs(model, scores_of(seen, model), findings)
    return dict(zip(NAMES, map(float, shown), strict=True))


def value(seen: Context, *findings) -> float:
    model = shipped_model()
    assert model is not None
    return page_value(model, scores_of(seen, model), findings)


def test_a_rule_of_the_area_that_the_sentences_read_like_counts_most(seen):
    own, other = finding(seen, "pyramid_selling"), finding(seen, "travel")
    assert signs(seen, own)["agrees"] > signs(seen, other)["agrees"]
    assert value(seen, own) > value(seen, other)
    assert value(seen, own) > value(seen)


def test_two_rules_speak_louder_and_excuses_speak_for_the_shop(seen):
    one = finding(seen, "pyramid_selling")
    two = replace(one, rule="pyramid_selling.another")
    excused = replace(one, lead=False, excused="引用")
    assert value(seen, one, two) > value(seen, one) > value(seen, one, excused)


def test_what_buyers_and_other_goods_bear_says_nothing_of_the_shop(seen):
    of_buyers = finding(seen, "counterfeit", field="reviews", lead=False, excused="买家评价")
    assert signs(seen, of_buyers) == signs(seen)


def test_the_licence_is_read_by_another_check(seen):
    assert signs(seen, finding(seen, "licence")) == signs(seen)


def test_an_offence_is_worth_more_than_the_same_goods_without_it(lexicon, seen):
    other = seen_page(lexicon, "棉布围裙，机洗不缩水，七天无理由退货，运费我们出，颜色有三种")
    assert value(seen) > value(other)
    assert np.isfinite(value(other))


def test_short_rows_count_as_short(lexicon):
    rows = "先交两千八<br>推三人升经理<br>底下人越多<br>月月分得越多"
    assert signs(seen_page(lexicon, rows))["brevity"] > signs(seen_page(lexicon, SCHEME))["brevity"]
