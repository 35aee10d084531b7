from checks.unlisted import propose
from tests.checks.made_pages import areas, goods_page


def test_a_text_of_unlisted_words_is_proposed_with_what_weighed():
    found = propose(
        "店铺服务\n真号代拍，刷手在线，好评代写，空包代发，删差评，单号秒出，安全不降权"
    )
    assert found and found[0].area == "unfair_competition"
    assert found[0].words and all(len(word) <= 4 for word in found[0].words)


def test_an_honest_text_is_not_proposed():
    assert propose("棉毛巾\n柔软吸水，纯棉材质，支持七天无理由退货。") == []
    assert propose("") == []


def test_a_proposal_makes_no_lead(look):
    inspection = look(goods_page("号都是真的，单子做得漂亮，评语写得像样，商家都来"))
    assert areas(inspection) == set()
    for finding in inspection.findings:
        if finding.rule.endswith(".unlisted"):
            assert not finding.lead and "未列词疑似" in finding.reason
