import pytest

from tests.checks.made_pages import areas, excused, goods_page, leads

CLAIM = "功能主治：用于治疗高血压引起的头痛，疗效确切"


@pytest.mark.parametrize(
    ("title", "detail", "lead"),
    [
        # drugs and devices with a right number, slices
        ("某某片", f"国药准字Z20025001\n{CLAIM}", False),
        ("低频治疗仪", f"滇械注准20182640001\n{CLAIM}", False),
        ("三七", f"中药饮片 性味：甘，温\n{CLAIM}", False),
        # a number that is none, or none at all
        ("某某片", f"国药准字Z2002500\n{CLAIM}", True),
        ("某某片", f"没有国药准字的\n{CLAIM}", True),
        ("三七粉 100克", CLAIM, True),
        ("昭通天麻", CLAIM, True),
        ("代用茶", CLAIM, True),
    ],
)
def test_the_class_of_the_goods_decides_medical_words(look, title, detail, lead):
    assert ("advertising" in areas(look(goods_page(detail, title=title)))) is lead


def test_the_reason_names_the_class_that_was_assumed(look):
    finding = next(f for f in look(goods_page(CLAIM, title="昭通天麻 250克")).findings if f.lead)
    assert "既是食品又是中药材" in finding.reason
    excuse = excused(look(goods_page(f"国药准字Z20025001\n{CLAIM}", title="某某片")))[0]
    assert "按药品看待" in str(excuse.excused)


def test_a_drug_number_that_was_abolished(look):
    finding = next(
        f for f in look(goods_page("国药健字Z20250011", title="某某茶")).findings if f.lead
    )
    assert finding.rule == "advertising.approval-number"
    assert finding.matched == "国药健字Z20250011"
    assert finding.snippet == "国药健字Z20250011"


def test_health_food_may_name_its_function(look):
    ok = goods_page("国食健注G20190040\n增强免疫力\n本品不能代替药物", title="某某胶囊")
    assert not leads(look(ok))
    bad = goods_page("国食健注G20190040\n可治疗糖尿病", title="某某胶囊")
    assert "治疗" in leads(look(bad))


def test_health_food_without_its_warning_is_remarked(look):
    def rules(detail: str) -> set[str]:
        findings = look(goods_page(detail, title="某某胶囊")).findings
        assert all(f.rule == "advertising.warning-missing" for f in findings if f.lead)
        return {finding.rule for finding in findings}

    assert "advertising.warning-missing" in rules("国食健注G20190040")
    assert "advertising.warning-missing" not in rules("国食健注G20190040\n本品不能代 替药物")


@pytest.mark.parametrize(
    ("detail", "lead"),
    [
        ("因新广告法，本店“最佳”“顶级”“第一”等极限词一律失效", False),
        ("因新广告法，本店“最佳”“顶级”等极限词一律失效\n我们是行业第一品牌", True),
        ("买家反馈：喝了一个月血糖就降下来了，比吃药还管用", True),
        ("2025年云南省普洱茶类目销量第一，数据来源：某某统计报告", False),
        ("国家级品质。数据来源：某某咨询公司", True),
        ("国家级品质，好吃\n物流数据来源：某某研究院月度报告", True),
        ("全国销量第一", True),
    ],
)
def test_notices_quotations_and_sources(look, detail, lead):
    assert bool(leads(look(goods_page(detail)), "advertising")) is lead


def test_reviews_quoted_as_advertising_are_the_merchants_words(look):
    after = "<h2>商品评价</h2><ul><li>喝了就治好了</li><li>掌柜回复：本品可根治痛风</li></ul>"
    assert "根治" in leads(look(goods_page("好茶", after=after)))


def test_a_hospital_may_tell_its_scope_and_promise_nothing(look):
    scope = "诊疗范围：高血压、糖尿病的诊断与治疗。\n医疗机构执业许可证：PDY00023X53010217D1502"
    assert not leads(look(goods_page(scope, title="滇东某县人民医院 内科")))
    cured = goods_page(f"{scope}\n治愈率95%，无效退款", title="滇东某县人民医院 内科")
    assert "advertising.approved-goods-promise" in {f.rule for f in look(cured).findings if f.lead}
    parlour = goods_page("祖传手法，治疗高血压、糖尿病", title="芊语美容养生馆")
    assert "治疗" in leads(look(parlour))


@pytest.mark.parametrize(
    ("title", "absolute"),
    [("老花托特包 1:1顶级复刻", False), ("顶级高仿手袋", False), ("顶级头层牛皮托特包", True)],
)
def test_the_grade_of_a_copy_is_no_absolute_term(look, title, absolute):
    findings = look(goods_page("", title=title)).findings
    told = [f for f in findings if f.lead and f.rule == "advertising.absolute"]
    assert bool(told) is absolute


def test_the_missing_sentence_of_health_food_is_told_with_its_own_law(look):
    page = goods_page("批准文号 国食健注G20190040，增强免疫力", title="某某胶囊")
    (found,) = [one for one in look(page).findings if one.rule == "advertising.warning-missing"]
    assert "第十八条" in found.basis and "第七十九条" in found.basis
    assert len(found.basis.split("；")) == 2


def test_a_number_is_told_in_the_area_of_numbers_alone(look):
    page = goods_page(
        "备案编号：云G妆网备字2022003345，早晚各用一次，涂在脸上轻轻拍开", title="美白面霜"
    )
    leads = [one.rule for one in look(page).findings if one.lead]
    assert leads == ["product_quality.filed-not-registered"]
