"""A Monday's hints: 300 of made-up shops, filed as a crawl files them, that make 40 groups."""

from dataclasses import replace
from datetime import timedelta

from checks.finding import OperatorSigns
from leads.filing import Filing
from leads.models import Lead, Officer
from leads.office import load_office
from leads.stages import Stages
from leads.units import load_units
from pages.check_digits import organisation_code_holds, uscc_check_char
from tests.desk.web.leads_made import LONGYANG, Maker
from tests.leads.pages_filed import DAY, finding

CURE_LAW = "《中华人民共和国广告法》第十七条"

TEXTS = (
    ("advertising", "治疗高血压", "strong", CURE_LAW),
    ("advertising", "根治糖尿病", "strong", CURE_LAW),
    ("advertising", "三天止痛消炎", "strong", CURE_LAW),
    ("pyramid_selling", "推荐三人返本", "strong", "《禁止传销条例》第七条"),
    ("counterfeit", "一比一复刻", "strong", ""),
    ("counterfeit", "原单尾货高仿", "strong", ""),
    ("unfair_competition", "五星好评返现", "strong", ""),
    ("contract_terms", "最终解释权归本店", "strong", ""),
    ("product_quality", "翻新机当新机卖", "strong", ""),
    ("consumer_rights", "特价商品概不退换", "strong", ""),
    ("travel", "零团费云南游", "strong", ""),
)
PICTURES = (
    ("advertising", "包治百病", CURE_LAW),
    ("counterfeit", "超A货", ""),
    ("unfair_competition", "晒图返红包", ""),
    ("pyramid_selling", "躺赚下线", "《禁止传销条例》第七条"),
    ("product_quality", "无合格证", ""),
    ("contract_terms", "概不负责", ""),
    ("travel", "强制购物", ""),
    ("consumer_rights", "拆封不退", ""),
)
WEAK = ("最好", "最棒", "最优质", "极致", "顶级", "最受欢迎", "最舒适", "绝佳")


def code(number: int) -> str:
    """A sound 统一社会信用代码 of a made-up sole trader."""
    stem = f"MA{number:06d}"
    firsts = [f"92530502{stem}{last}" for last in "0123456789X"]
    codes = [first + str(uscc_check_char(first)) for first in firsts if uscc_check_char(first)]
    return next(one for one in codes if organisation_code_holds(one))


def file_monday(made: Maker) -> None:
    """12 operators × 6, 8 pictures × 8, 11 texts × 10, 40 weak, 7 dismissed before, 7 alone."""
    for operator in range(12):
        signs = OperatorSigns(
            addresses=[LONGYANG], uscc=[code(operator)], names=[f"云岭{operator}鞋行"]
        )
        for shop in range(6):
            area = ("counterfeit", "advertising")[operator % 2]
            hint(
                made,
                area,
                f"第{operator}家{shop}号词",
                f"第{operator}家第{shop}店说第{operator}家{shop}号词一句",
                operator=signs,
            )
    for number, (area, words, law) in enumerate(PICTURES):
        for _ in range(8):
            hint(
                made, area, words, f"图中大字{number}号{words}，扫码下单",
                field="image_text", basis=law,
            )  # fmt: skip
    for area, words, strength, law in TEXTS:
        for shop in range(10):
            hint(made, area, words, f"本店第{shop}款{words}，月销{shop}00+，价格¥{shop + 1}8.00",
                 strength=strength, basis=law)  # fmt: skip
    for shop in range(40):
        words = f"{WEAK[shop % 8]}{shop}号"
        hint(made, "advertising", words, f"这是{words}茶叶", strength="weak")
    before(made)
    for number in range(7):
        hint(
            made, "unfair_competition", f"独一份{number}", f"第{number}家独有的说法：独一份{number}"
        )


def before(made: Maker) -> None:
    """Seven hints whose words an officer had dismissed at another shop of the same operator."""
    officer = Officer.objects.create(name="李某", number="25-9999", unit="network", office="530500")
    stages = Stages.of(made.home)
    for number in range(7):
        signs = OperatorSigns(addresses=[LONGYANG], uscc=[code(500 + number)])
        for turn in range(2):
            lead = hint(
                made,
                "unfair_competition",
                f"旧话{number}",
                f"说过的旧话{number}一句",
                operator=signs,
            )
            if turn == 0:
                stages.dismiss(lead.hint_no, officer, "context")


def hint(
    made: Maker,
    area: str,
    matched: str,
    snippet: str,
    *,
    strength: str = "strong",
    operator: OperatorSigns | None = None,
    field: str = "description",
    basis: str = "",
    reason: str = "商品页面有此说法",
    days: int = 0,
    **changes: object,
) -> Lead:
    """One suspected hint of a shop of its own."""
    made.count += 1
    key = str(changes.pop("shop_key", f"店{made.count}"))
    units = load_units(made.home)
    known = units.area(area)
    assert known is not None
    found = finding(
        area=area, rule=f"{area}.term", term=matched, matched=matched, snippet=snippet,
        strength=strength, field=field, basis=basis, reason=reason, unit=known.unit,
        start=snippet.find(matched), end=snippet.find(matched) + len(matched),
    )  # fmt: skip
    facts = made.shelf.visit(
        found, path=f"/{made.count}", shop_key=key,
        **{"shop_name": f"{key}小店", **changes},
        seen_at=DAY + timedelta(days=days),
    )  # fmt: skip
    signs = operator or OperatorSigns(addresses=[LONGYANG], names=[f"{key}商行"])
    facts = replace(facts, inspection=replace(facts.inspection, operator=signs))
    (lead,) = Filing(units, load_office(made.home)).file_visit(facts)
    return lead
