"""A drug, device, health food, formula or special cosmetic on whose page no number is."""

import pytest

from keywords.lexicon import Lexicon
from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

OURS = "product_quality.approval-"
TABLE = {"品牌": "听溪", "产地": "广东", "颜色": "肤色"}


@pytest.mark.parametrize(
    ("title", "text", "facts", "rule"),
    [
        # the page says it itself
        ("感冒灵颗粒 十袋", "没有批准文号，自己诊所配的", {}, "denied"),
        ("老人助听器 充电款", "没有注册证，便宜一半", {}, "denied"),
        ("儿童配方奶粉 2段", "罐底全是德文，没有国食注字号", {}, "denied"),
        ("幼儿配方奶粉 3段", "也没做国内注册，亲戚带回来的", {}, "denied"),
        ("鱼油软胶囊 保健食品", "没有蓝帽，效果一样", {}, "denied"),
        ("美白面霜 50克", "没有国妆特字，自家调的", {}, "denied"),
        # it says nothing of one: it may stand in a picture
        ("老年人助听器 隐形 充电款", "音量五档", TABLE, "not-seen"),
        ("血糖仪 家用", "五秒出数", TABLE, "not-seen"),
        ("医用外科口罩 50只 独立包装", "戴着不勒", {"颜色": "蓝", "层数": "三层"}, "not-seen"),
        ("蜂胶软胶囊 保健食品", "饭后吃", {"规格": "100粒", "适宜人群": "中老年人"}, "not-seen"),
        ("美白祛斑精华 30ml", "清爽", {"净含量": "30ml", "生产企业": "某厂"}, "not-seen"),
        (
            "感冒清热颗粒 12袋",
            "用于风寒感冒，头痛发热。一次一袋，一天两次",
            {"规格": "12克"},
            "not-seen",
        ),
        # there it stands, or may stand
        ("血糖仪 家用", "注册证编号：粤械注准20202220456", TABLE, None),
        ("血糖仪 家用", "注册证号见图三和机身背面", TABLE, "not-seen"),
        ("血糖仪 家用", "五秒出数", {}, "not-seen"),
        ("血糖仪 家用", "五秒出数", {"发货地": "昆明", "运费": "包邮"}, "not-seen"),
        ("蜂胶软胶囊 保健食品", "国食健注G20190040", {"规格": "100粒", "产地": "云南"}, None),
        ("蜂胶软胶囊 保健食品", "蓝帽标志印在盒上", {"规格": "100粒", "产地": "云南"}, "not-seen"),
        ("感冒清热颗粒 12袋", "国药准字Z20025001，用于风寒感冒，一次一袋", TABLE, None),
        ("美白祛斑精华 30ml", "国妆特字20213456", {"净含量": "30ml", "产地": "云南"}, None),
        ("儿童配方奶粉 2段", "产品配方注册号：国食注字YP20180012", TABLE, None),
        ("儿童配方奶粉 2段", "没有国食注字号，跨境电商保税仓发货，附告知书", TABLE, None),
        # goods beside them
        ("助听器电池 充电盒", "通用", TABLE, None),
        ("血压计收纳包", "布面", TABLE, None),
        ("家用理疗仪 按摩", "三档", TABLE, "not-seen"),
        ("保健食品展示柜 三层", "钢化玻璃", TABLE, None),
        ("防晒衣 女款", "透气", TABLE, None),
        ("美白牙膏", "薄荷", TABLE, None),
        ("保湿面霜 50克", "滋润", TABLE, None),
        ("药盒 分装 七天", "随身", TABLE, None),
        # it is warned of
        ("血糖仪 家用", "没有注册证的产品请勿购买，注册证编号：粤械注准20202220456", TABLE, None),
        ("医疗器械维修 血糖仪", "没有注册证的不修", TABLE, None),
    ],
)
def test_an_approval_is_missing_only_where_it_must_stand(
    look, lexicon: Lexicon, title: str, text: str, facts: dict[str, str], rule: str | None
) -> None:
    page = goods_page(text, title=title, facts=facts)
    ours = {one for one in told(lexicon, page, "product_quality") if one.startswith(OURS)}
    # What is not seen is a hint alone.
    assert ours == ({OURS + rule} if rule == "denied" else set())
    found = look(page).findings
    hints = {one.rule for one in found if one.excused is None} & {OURS + "not-seen"}
    assert hints == ({OURS + rule} if rule == "not-seen" else set())


def test_a_page_of_a_line_or_two_asks_an_officer_to_look(look):
    page = goods_page("五秒出数", title="血糖仪 家用")
    (found,) = [one for one in look(page).findings if one.rule == OURS + "not-seen"]
    assert not found.lead and found.strength == "weak" and "人工查看" in found.reason


@pytest.mark.parametrize(
    ("title", "law"),
    [
        ("血糖仪 家用", "《医疗器械网络销售监督管理办法》第十条"),
        ("感冒灵颗粒 十袋", "《中华人民共和国药品管理法（2019年修订）》第二十四条"),
        ("婴儿配方奶粉 1段", "第八十一条"),
        ("蜂胶软胶囊 保健食品", "第七十六条"),
        ("美白面霜 50克", "《化妆品监督管理条例》第十六条、第十七条、第五十九条"),
    ],
)
def test_the_law_is_that_on_such_goods(look, title, law):
    findings = look(goods_page("好用", title=title)).findings
    (found,) = [one for one in findings if one.rule.startswith(OURS)]
    assert law in found.basis
