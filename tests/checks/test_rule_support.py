"""What rules found counts as evidence beside the model, each sign as the file says."""

from dataclasses import replace

import pytest

from checks.finding import Finding
from checks.ngram_model import shipped_model
from checks.rule_support import NAMES, near, signs_of, support
from checks.sentence_scores import Sentence

RULE = Finding(
    area="advertising",
    rule="advertising.one",
    term="",
    list_id="",
    list_version="",
    list_digest="",
    matched="某某",
    field="description",
    start=0,
    end=2,
    snippet="某某",
    strength="strong",
    lead=True,
    reason="看到的说法。",
    excuse="",
    basis="",
    unit="advertising",
)
CASES = [
    ([], ()),
    ([RULE], ("rule", "strong")),
    ([replace(RULE, strength="weak")], ("rule",)),
    ([RULE, replace(RULE, rule="advertising.two")], ("rule", "strong", "agree")),
    ([replace(RULE, term="国家级")], ("rule", "listed")),
    ([replace(RULE, lead=False)], ("weak",)),
    ([replace(RULE, lead=False, excused="否认")], ("excused",)),
    ([replace(RULE, area="licence")], ()),
]


@pytest.mark.parametrize(("findings", "names"), CASES)
def test_signs_by_what_was_found(findings: list[Finding], names: tuple[str, ...]):
    shown = tuple(name for name, sign in zip(NAMES, signs_of(findings), strict=True) if sign)
    assert shown == names


def test_a_rule_speaks_for_an_offence_and_an_excuse_against():
    model = shipped_model()
    assert model is not None
    two = [RULE, replace(RULE, rule="advertising.two")]
    excused = [*two, replace(RULE, lead=False, excused="否认")]
    assert 0 < support(model, [RULE]) < support(model, two) > support(model, excused)
    assert support(model, []) == 0


def test_only_what_lies_in_the_sentences_counts():
    sentence = Sentence("description", 10, 20, "某某某某某某某某某某")
    inside = replace(RULE, field="description", start=18, end=24)
    outside = replace(RULE, field="description", start=20, end=24)
    elsewhere = replace(inside, field="title")
    assert near([inside, outside, elsewhere], [sentence]) == [inside]
