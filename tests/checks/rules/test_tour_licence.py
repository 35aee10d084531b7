"""A number that is not on the page: no wording, and so nothing that a model may doubt."""

TOURS = (
    "<title>彩云某某旅行网</title><h1>彩云某某旅行网</h1>"
    "<p>大理丽江五日游 2380元/人，报名从速；版纳四日游 1680元/人</p>"
)
EXEMPT = (
    "个人从事零星小额交易活动，依法不需要办理市场主体登记　"
    "实际经营地址：昆明市某村1号 电话0871-65310000"
)


def test_a_seller_of_tours_without_a_number(look):
    inspection = look(f"{TOURS}<footer>{EXEMPT}</footer>", "https://shop.example/", home=True)
    (missing,) = [one for one in inspection.findings if one.rule == "travel.licence-missing"]
    assert missing.lead
    assert inspection.licence.state == "exempt"
    assert {"permit_missing", "exemption_doubtful"} <= set(inspection.licence.issues)


def test_a_seller_of_tours_with_its_number(look):
    number = "旅行社业务经营许可证 L-YN00123"
    inspection = look(f"{TOURS}<footer>{number}</footer>", "https://shop.example/", home=True)
    assert [one for one in inspection.findings if one.rule == "travel.licence-missing"] == []
    assert "permit_missing" not in inspection.licence.issues
