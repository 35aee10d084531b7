"""The model proposes what no list knows, and doubts hits whose sentences read as honest."""

from checks.ngram_model import shipped_model
from checks.unlisted import thresholds
from tests.checks.made_pages import areas, goods_page

UNLISTED = "跟着老师做，先交两千八拿资格，底下人越多月月分得越多，家里亲戚都拉进来"


def test_a_page_of_unlisted_words_is_suspected_with_what_weighed(look):
    inspection = look(goods_page(UNLISTED))
    told = [one for one in inspection.findings if one.lead]
    assert told and told[0].area == "pyramid_selling"
    for finding in inspection.findings:
        if finding.rule.endswith(".unlisted"):
            assert "未列词疑似" in finding.reason and "起作用的字词：“" in finding.reason
            text = goods_page(UNLISTED)
            assert finding.matched and finding.matched[:6] in text


def test_it_makes_leads_only_with_a_measured_precision():
    model, limits = shipped_model(), thresholds()
    assert model is not None and limits is not None
    held_back = model.facts["measured_on_held_back"]
    assert isinstance(held_back, dict)
    share = held_back["right"] / held_back["proposed"]
    assert limits.leads == (round(share, 3) >= 0.95)
    assert held_back["proposed"] >= 100, "measured on a handful of pages"


def test_honest_goods_are_neither_suspected_nor_proposed(look):
    for text in (
        "柔软吸水，纯棉材质，支持七天无理由退货。",
        "本品不能代替药物，身体不适请及时就医，我们不作任何疗效承诺。",
        "课程按节计费，未上的课时随时可退，余款原路返还。",
    ):
        inspection = look(goods_page(text))
        assert areas(inspection) == set(), text
        assert not [one for one in inspection.findings if one.rule.endswith(".unlisted")], text
