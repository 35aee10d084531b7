"""Kinds of elements: what name and attributes say, judged once a page."""

from pages.manner import Manners
from pages.tags import NAMES
from pages.visibility import StyleRules

NUMBERS = {name: number for number, name in NAMES.items()}


def manners(css: str = "") -> Manners:
    rules = StyleRules()
    rules.add(css)
    return Manners(rules)


def test_elements_of_one_kind_are_judged_once() -> None:
    known = manners(".gone{display:none}")
    first = known.of(NUMBERS["p"], {"class": "gone", "data-id": "1"})
    assert first.hiding == "display"
    assert first.block
    assert known.of(NUMBERS["p"], {"class": "gone", "data-id": "2"}) is first
    assert known.of(NUMBERS["p"], {"class": "seen"}).hiding is None


def test_an_element_with_a_rare_attribute_is_judged_by_itself() -> None:
    known = manners()
    assert known.of(NUMBERS["div"], {"class": "a"}).hiding is None
    assert known.of(NUMBERS["div"], {"class": "a", "hidden": None}).hiding == "display"
    assert known.of(NUMBERS["div"], {"class": "a"}).hiding is None
    assert known.of(NUMBERS["div"], {"class": "a", "role": "contentinfo"}).region == "footer"


def test_a_rule_for_a_tag_says_nothing_of_elements_without_attributes() -> None:
    known = manners("p{display:none}")
    assert known.bare(NUMBERS["p"]).hiding is None
    assert known.bare(NUMBERS["noscript"]).hiding == "display"
