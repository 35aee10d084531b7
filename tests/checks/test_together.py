from gc import get_objects

from checks.concept_rule import ConceptRule, concept
from checks.discovery import areas, rules
from checks.prefilter import Looked
from tests.corpus.cases import cases


def _rule(reach: int = 8, **more: object) -> ConceptRule:
    return ConceptRule(
        "made-up",
        (),
        (concept("拒不赔付|概不赔"), concept("破损的?货"), concept("快递员")),
        "看到的说法",
        "",
        reach=reach,
        overlap=True,
        **more,
    )


class _Everywhere(Looked):
    """A text in which every pattern may match anywhere."""

    @property
    def may(self) -> bytes:
        return b"\1" * 100_000

    @property
    def together(self) -> bytes:
        return self.may


def test_a_rule_is_alive_where_its_concepts_stand_near_each_other_on_a_line():
    rule = _rule()
    filler = "茶叶很香，" * 60
    for said, met in (
        ("快递员说，破损的货概不赔。", True),
        ("快递员说，破损的货我们概不赔。", True),
        ("快递员来了。" + "茶" * 9 + "破损的货概不赔。", False),
        ("快递员说，破损的货\n概不赔。", False),
        ("破损的货概不赔。", False),
    ):
        text = filler + said + filler
        assert Looked(text).together[rule.together] == met, said
        assert bool(list(rule.places(text, ""))) == met, said


def test_what_the_name_may_say_need_not_be_near():
    rule = _rule(by_name=frozenset((0,)))
    text = "快递员" + "茶" * 90 + "破损的货" + "茶" * 90
    assert Looked(text).together[rule.together]


def test_no_rule_is_kept_from_a_text_in_which_it_is_met():
    assert areas() and rules()
    known = [one for one in get_objects() if isinstance(one, ConceptRule)]
    assert len(known) > 100
    texts = [case.text for case in cases() if not case.held_back and case.leads][::60]
    met = 0
    for start in range(0, len(texts), 6):
        text = "\n".join(texts[start : start + 6])
        for rule in known:
            told = list(rule.places(text, "茶叶"))
            assert told == list(rule.places_in(_Everywhere(text), "茶叶")), rule.name
            met += bool(told)
    assert met > 20
