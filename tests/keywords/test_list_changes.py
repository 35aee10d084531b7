"""对比: what two versions of a list say otherwise, and nothing that carries no meaning."""

from keywords.keyword_list import KeywordList
from keywords.list_changes import LABELS, changes
from keywords.term import Basis, Rule, Term


def of(terms, **changed) -> KeywordList:
    plain = {
        "id": "small",
        "title": "小词表",
        "area": "counterfeit",
        "version": "1",
        "units": ("network",),
        "basis": [
            {"key": "law", "law": "商标法", "article": "第五十七条", "valid_from": "2019-11-01"}
        ],
        "terms": terms,
    }
    return KeywordList(**plain | changed)


def term(text, **more):
    return {"text": text, "strength": "strong"} | more


def test_terms_added_taken_away_and_changed_are_told_apart():
    before = of([term("高仿"), term("一比一"), term("原单")])
    after = of([term("高仿", strength="weak", search=True), term("原单"), term("超A货")])
    found = changes(before, after)
    assert [t.text for t in found.added] == ["超A货"]
    assert [t.text for t in found.removed] == ["一比一"]
    (changed,) = found.changed
    assert changed[0].text == "高仿"
    assert changed[1] == [("强弱", "强", "弱"), ("搜索", "否", "是")]


def test_every_key_of_a_term_and_a_rule_is_called_as_its_column():
    assert {*Term.model_fields, *Rule.model_fields, *Basis.model_fields} <= {*LABELS}
    assert (LABELS["text"], LABELS["search"], LABELS["note"]) == ("词", "搜索", "备注")


def test_order_and_the_version_itself_are_no_change():
    before = of([term("高仿", excludes_page=("甲", "乙")), term("原单")])
    after = of([term("原单"), term("高仿", excludes_page=("乙", "甲"))], version="2")
    assert changes(before, after).none


def test_units_law_and_rules_are_told():
    law = {"key": "law", "law": "商标法", "article": "第七十二条", "valid_from": "2019-11-01"}
    rule = {"slang": {"title": "暗语", "sign": "以暗语招徕"}}
    before = of([term("高仿", rule="slang")], rules=rule)
    after = of(
        [term("高仿", rule="slang")],
        units=("network", "trademark"),
        basis=[law],
        rules={"slang": {"title": "暗语", "sign": "以暗语招揽"}},
    )
    told = {label: (was, now) for label, was, now in changes(before, after).head}
    assert told["会签单位"] == ("network", "network、trademark")
    assert told["依据 law"][1] == "《商标法》第七十二条（2019-11-01起）"
    assert told["规则 slang 表现"] == ("以暗语招徕", "以暗语招揽")
