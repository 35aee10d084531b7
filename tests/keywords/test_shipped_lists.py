"""The shipped lists, read as an officer reads shops: offences, near misses, dates of the law."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from keywords.clause import clause_span, sentence_span
from keywords.fold import fold
from keywords.goods import GOODS_CLASSES
from keywords.keyword_list import KeywordList, load_list, shipped_lists
from keywords.lexicon import Hit, Lexicon
from keywords.rejection import rejection_before

LISTS = {path.stem: load_list(path) for path in shipped_lists()}
LEXICON = Lexicon([LISTS["counterfeit"], LISTS["advertising"]])


def stands(phrases: tuple[str, ...], text: str) -> bool:
    return any(fold(phrase).text in fold(text).text for phrase in phrases)


def excused(hit: Hit, text: str, title: str, page: str) -> bool:
    """Whether the list itself excuses a hit (what sort of page it is on is for the checks)."""
    term = hit.term
    left, right = clause_span(text, hit.start, hit.end)
    low, high = sentence_span(text, hit.start, hit.end)
    before, after = text[left : hit.start], text[hit.end : right]
    return (
        hit.compound is not None
        or (term.rejects and rejection_before(before) is not None)
        or stands(term.excludes_before, before)
        or stands(term.excludes_after, after)
        or stands(term.excludes_clause, text[left:right])
        or stands(term.excludes_sentence, text[low:high])
        or stands(term.excludes_title, title)
        or stands(term.excludes_page, f"{title}\n{text}\n{page}")
        or (bool(term.needs) and not stands(term.needs, f"{before}\n{after}"))
    )


def strong_areas(text: str, title: str = "", page: str = "") -> set[str]:
    """The areas of the strong terms that count in `text`."""
    return {
        hit.list.area
        for hit in LEXICON.find(text)
        if hit.term.strength == "strong" and not excused(hit, text, title, page)
    }


def test_a_list_for_every_area_is_shipped_and_named_as_its_file() -> None:
    assert {name: (one.id, one.area) for name, one in LISTS.items()} == {
        name: (name, name)
        for name in (
            "advertising", "consumer_rights", "contract_terms", "counterfeit", "credit",
            "farm_supplies", "licence", "product_quality", "pyramid_selling", "travel",
            "unfair_competition",
        )
    }  # fmt: skip
    assert LISTS["counterfeit"].units == ("network", "trademark")
    assert LISTS["advertising"].units == ("network", "advertising")


@pytest.mark.parametrize("name", ["counterfeit", "advertising"])
def test_the_lists_are_rich(name: str) -> None:
    terms = [term for term in LISTS[name].terms if not term.origin]
    assert len(terms) >= 60
    assert sum(term.strength == "strong" for term in terms) >= 35
    assert 15 <= sum(term.search for term in LISTS[name].terms) <= 45


@pytest.mark.parametrize("one", LISTS.values(), ids=LISTS.keys())
def test_every_term_has_a_basis_in_force_on_the_day(one: KeywordList) -> None:
    for day in (date(2026, 11, 24), date(2026, 12, 31), date(2027, 1, 1)):
        for goods in GOODS_CLASSES:
            without = [term.text for term in one.terms if not one.basis_on(day, term, goods)]
            assert without == []


@pytest.mark.parametrize("one", LISTS.values(), ids=LISTS.keys())
def test_what_breaks_no_known_article_is_told_with_a_few(one: KeywordList) -> None:
    for goods in GOODS_CLASSES:
        assert 1 <= len(one.basis_on(date(2026, 12, 1), goods=goods).split("；")) <= 4


@pytest.mark.parametrize(
    ("goods", "cited", "not_cited"),
    [
        ("food", ("第十七条", "食品安全法（2025年修正）》第七十三条"), ("化妆品", "药品管理法")),
        ("health_food", ("第十八条", "第七十九条"), ("第十七条",)),
        ("cosmetics", ("第十七条", "化妆品监督管理条例》第三十七条、第四十三条"), ("食品安全法",)),
        ("drug", ("第十六条", "药品管理法"), ("第十七条", "食品安全法")),
        ("device", ("第十六条", "医疗器械监督管理条例"), ("第十七条", "食品安全法")),
        ("medical_service", ("第十六条", "医疗广告管理办法"), ("第十七条", "食品安全法")),
        ("pesticide", ("第二十一条",), ("第十七条", "食品安全法")),
        (
            "feed",
            ("第二十一条", "饲料添加剂管理条例（2017年修订）》第三十条"),
            ("第十七条", "食品安全法"),
        ),
        ("other", ("第十七条",), ("食品安全法", "化妆品")),
    ],
)
def test_a_cure_breaks_the_law_of_its_class_of_goods(goods, cited, not_cited) -> None:
    advertising = LISTS["advertising"]
    cure = next(term for term in advertising.terms if term.text == "治疗")
    basis = advertising.basis_on(date(2026, 12, 1), cure, goods)
    assert [one for one in cited if one not in basis] == []
    assert [one for one in not_cited if one in basis] == []


def test_the_trademark_law_is_renumbered_at_new_year_2027() -> None:
    counterfeit = LISTS["counterfeit"]
    fake = next(term for term in counterfeit.terms if term.text == "高仿")
    known = next(term for term in counterfeit.terms if term.text == "驰名商标")
    last, first = date(2026, 12, 31), date(2027, 1, 1)
    assert "第五十七条、第六十条" in counterfeit.basis_on(last, fake)
    assert "第七十二条、第七十四条" not in counterfeit.basis_on(last, fake)
    assert "第七十二条、第七十四条" in counterfeit.basis_on(first, fake)
    assert "第五十七条" not in counterfeit.basis_on(first, fake)
    assert "第六十四条" in counterfeit.basis_on(first, known)


def test_the_unfair_competition_law_is_renumbered_on_2025_10_15() -> None:
    advertising = LISTS["advertising"]
    rank = next(term for term in advertising.terms if term.text == "销量第一")
    assert "第八条、第二十条" in advertising.basis_on(date(2025, 10, 14), rank)
    assert "第九条、第二十五条" in advertising.basis_on(date(2025, 10, 15), rank)


def test_an_interpretation_of_an_older_law_is_not_printed_as_a_basis() -> None:
    for one in LISTS.values():
        assert not any("207号" in basis.citation for basis in one.basis)


def test_no_term_is_a_bare_superlative() -> None:
    spellings = {s for one in LISTS.values() for term in one.terms for s in term.spellings}
    assert not spellings & {"最", "第一", "顶", "绝", "仿", "真"}


def test_geographical_indications_carry_their_area_and_are_no_sign_alone() -> None:
    protected = {t.text: t for t in LISTS["counterfeit"].terms if t.origin}
    assert len(protected) >= 30
    assert all(term.origin and term.strength == "weak" for term in protected.values())
    assert "勐海" in protected["普洱茶"].origin
    assert "昭通" not in protected["普洱茶"].origin
    assert protected["宣威火腿"].origin == ("宣威",)
    rules = {term.rule for term in protected.values()}
    assert rules == {"gi", "gi-ware"}
    assert all(term.origin for term in LISTS["counterfeit"].terms if term.rule in rules)


def test_the_exemption_statements_stand_in_the_licence_list_word_for_word() -> None:
    assert LISTS["licence"].texts("statement") == (
        "个人销售自产农副产品，依法不需要办理市场主体登记",
        "个人销售家庭手工业产品，依法不需要办理市场主体登记",
        "个人利用自己的技能从事依法无须取得许可的便民劳务活动，依法不需要办理市场主体登记",
        "个人从事零星小额交易活动，依法不需要办理市场主体登记",
    )
    assert "zzlz.gsxt.gov.cn" in LISTS["licence"].texts("link-host")
    assert not any(t.search or t.strength == "strong" for t in LISTS["licence"].terms)


TODAY = datetime.now(UTC).date()
_VERSION = re.compile("（[0-9]{4}年(?:修正|修订)）$")


def _laws() -> dict[str, dict[str, set[tuple[date, date]]]]:
    """By law without its version the versions cited, each with the days on which it is cited."""
    laws: dict[str, dict[str, set[tuple[date, date]]]] = {}
    for one in LISTS.values():
        for basis in one.basis:
            days = basis.valid_from, basis.valid_to or date.max
            laws.setdefault(_VERSION.sub("", basis.law), {}).setdefault(basis.law, set()).add(days)
    return laws


def test_every_law_that_is_cited_has_one_version_in_force() -> None:
    for day in (date(2026, 12, 1), date(2027, 1, 1), TODAY):
        for law, versions in _laws().items():
            in_force = {
                version
                for version, all_days in versions.items()
                if any(first <= day <= last for first, last in all_days)
            }
            assert len(in_force) == 1, (law, day, in_force)


def test_versions_of_one_law_follow_each_other() -> None:
    for law, versions in _laws().items():
        assert all(len(days) == 1 for days in versions.values()), (law, versions)
        spans = sorted(next(iter(days)) for days in versions.values())
        for (_, last), (first, _) in pairwise(spans):
            assert first - last == timedelta(days=1), (law, spans)


def test_every_basis_key_of_a_list_is_in_force_today() -> None:
    for one in LISTS.values():
        for key in {basis.key for basis in one.basis}:
            for goods in GOODS_CLASSES:
                dated = [b for b in one.basis if b.key == key]
                known = any(not b.goods or goods in b.goods for b in dated)
                assert not known or one.basis_of((key,), TODAY, goods), (one.id, key, goods)


OFFENCES = [
    ("counterfeit", "高仿劳力士绿水鬼 全自动"),
    ("counterfeit", "高*仿 LV老花 现货"),
    ("counterfeit", "髙彷古驰马衔扣腰带"),
    ("counterfeit", "高仿古驰 高仿真皮 两色"),
    ("counterfeit", "专柜版型１：１打造"),
    ("counterfeit", "1∶1复刻，压纹带标"),
    ("counterfeit", "1:1A货，专柜品质"),
    ("counterfeit", "一 比 一 高 仿，五金刻字"),
    ("counterfeit", "爱马A货 铂金包"),
    ("counterfeit", "🅰货包包 支持视频看货"),
    ("counterfeit", "莆田纯原篮球鞋 公司级"),
    ("counterfeit", "莆田真标版本 鞋盒齐全"),
    ("counterfeit", "外贸原单 同厂同料"),
    ("counterfeit", "不带标拍下补标"),
    ("counterfeit", "海关罚没手表 低价处理"),
    ("counterfeit", "VS厂水鬼 一体机芯"),
    ("counterfeit", "可过得物鉴定，附专柜小票"),
    ("counterfeit", "超A级羽绒服 标志齐全"),
    ("counterfeit", "中国驰名商标 老字号米线"),
    ("counterfeit", "本店拒绝低价次品，只做高仿"),
    ("counterfeit", "假一赔十 高仿手表"),
    ("counterfeit", "不卖假货 高仿精品包"),
    ("counterfeit", "支持专柜鉴定，精仿腕表"),
    ("counterfeit", "High quality replica watches"),
    ("advertising", "国家级好茶，送礼有面子"),
    ("advertising", "國家級品質"),
    ("advertising", "囯家级花卉，朂佳送礼之选"),
    ("advertising", "口感最\u200b佳的小青柑"),
    ("advertising", "非常顶级的享受"),
    ("advertising", "无法拒绝的顶级美味"),
    ("advertising", "蕞佳选择"),
    ("advertising", "全·国·第·一口碑"),
    ("advertising", "全国销量第一的小饼熟普"),
    ("advertising", "第ー品牌"),
    ("advertising", "NO①品牌"),
    ("advertising", "史上最绿的一颗"),
    ("advertising", "全网最低价，买贵退差"),
    ("advertising", "军队特供酒，内部渠道"),
    ("advertising", "人民大会堂指定用品"),
    ("advertising", "国家免检产品"),
    ("advertising", "长期饮用可治疗高血压"),
    ("advertising", "冶疗失眠 療效顯著"),
    ("advertising", "降三高，纯天然无副作用"),
    ("advertising", "绝对没有任何副作用"),
    ("advertising", "３天见效，彻底根治"),
    ("advertising", "远离三高降血压"),
    ("advertising", "祖传秘方，药到病除"),
    ("advertising", "比吃药还管用，降糖药都停了"),
    ("advertising", "投资翡翠稳赚不赔，零风险囤货"),
    ("advertising", "一次包过，不过全额退款"),
    ("advertising", "亩产保证两千斤，不增产不要钱"),
    ("advertising", "治愈率高达98%"),
]


@pytest.mark.parametrize(("area", "text"), OFFENCES, ids=[text for _, text in OFFENCES])
def test_an_offence_is_a_strong_sign(area: str, text: str) -> None:
    assert area in strong_areas(text)


NEAR_MISSES = [
    # rejection and promises of authenticity
    "拒绝高仿，假一赔十",
    "本店拒绝高仿、精仿、A货",
    "打击高仿，举报有奖",
    "谨防以血檀冒充的高仿手串",
    "教你识别高仿表",
    "如何识破高仿印级茶",
    "本店不卖高仿",
    "高仿勿扰",
    "高仿免谈",
    "假一赔十，假一罚三，假货包退，支持验货",
    "本品不是高仿",
    # other words
    "仿真花 高仿真绢布花瓣",
    "提高仿真度，远看和真的差不多",
    "提高仿写能力",
    "增高 仿皮 女靴",
    "性价比高，仿皮材质",
    "可放超A4大小画板",
    "按原单号寄回",
    "联系原单位开具证明",
    "通过专柜检测报告",
    "A、B两组分按1:1调匀",
    "咖啡液与牛奶按1:1比例混合",
    "比赛打成1:1平",
    "上课时间11:15",
    "公司级别：小微企业",
    "纯原木家具",
    "天然翡翠A货手镯",
    # first and most
    "付款后第一时间发货",
    "第一次使用请先试用",
    "市第一人民医院",
    "驻村第一书记助农",
    "三月采摘的第一批鲜叶",
    "最近到货，最多两饼，最低起订，最晚发出，最新批次",
    "最大承重75公斤，最高可调至1.1米",
    "最佳赏味期为三个月",
    "最佳冲泡水温95℃，最佳饮用期半年",
    "最佳使用温度15至25℃",
    "获2024年最佳工艺奖",
    "顶级域名一个",
    "屋顶级别防水",
    "目标是有一天做成滇红第一品牌",
    "力争成为行业第一",
    "国家级自然保护区周边村寨",
    "2008年列入国家级非物质文化遗产名录",
    "据行业协会《2025年度销售统计》，本品2025年在大理市销量第一",
    "2025年昆明市销量第一（数据来源：某市调机构）",
    "页面中如出现“最佳”“顶级”等极限词，均不作为商品描述",
    "新广告法实施后极限词自动失效",
    "全国最低工资标准",
    "电商特供款",
    "永久牌自行车",
    "万能胶",
    "100%棉",
    "绝对值编码器",
    # medicine
    "不具有治疗作用，不能代替药物",
    "测量结果不能代替医生诊断和治疗",
    "不做任何疗效承诺，从不宣传治疗、治愈",
    "治愈系插画",
    "专治各种不服",
    "本品为日用品，没有医疗用途",
    "理疗效果因人而异",
    "斩草除根除草剂",
    "工作有效率",
    # other
    "承包产权清晰",
    "书包过大请退换",
    "质保过期不修",
    "退货零风险，购物零风险",
    "厂家直销，农户直销",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_a_near_miss_is_excused(text: str) -> None:
    assert strong_areas(text) == set()


def test_a_class_of_goods_decides_what_a_word_means() -> None:
    assert strong_areas("老坑冰种，A货，支持复检", title="缅甸翡翠手镯 平安扣") == set()
    assert strong_areas("A货，支持复检", title="翡翠绿铂金包") == {"counterfeit"}
    assert strong_areas("辅助治疗软组织炎症", page="注册证编号：滇械注准20232099901") == set()
    assert strong_areas("辅助治疗软组织炎症") == {"advertising"}
    assert strong_areas("七天见效", title="叶面肥 500克") == set()
