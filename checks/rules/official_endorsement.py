"""Endorsed by an office, in any words (假借政府部门、团体名义): 反法 9, 广告法 9 (2)."""

from checks.context import Context
from checks.finding import Finding
from checks.honest_talk import honestly
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "unfair_competition"
UNIT = "antimonopoly_competition"

_OFFICE = (
    "工商|市监|市场监管|市场监督管理|公安|网警|网信|商务部|卫健|药监|食药监|质检|税务局|消协|"
    "消费者协会|质量万里行|"
    "互联网协会|电商协会|电子商务协会|315|12315|诚信办|发改委|工信部"
)

_RULES = (
    PatternRule(
        "endorsed",
        tuple(_OFFICE.split("|")),
        compiled(
            f"(?:{_OFFICE})(?:局|部门|总局|委|部|机关|所|平台|组委会|中心)?(?:的)?(?:权威|官方|"
            f"联合|唯一|重点|特别|双重)?"
            "(?:认证|认可|授权|推荐|指定|背书|监制|扶持|信得过|放心|担保|保障|评定|授予|颁发|"
            "发证)(?:的)?[^。，\\n]{0,6}"
            "(?:网站|平台|商家|企业|品牌|单位|产品|网店|店铺|机构|商城|卖家|称号|牌匾|示范|店)"
        ),
        "声称经政府部门、社会团体认证、推荐、指定",
        "有可查证的文件和名单；介绍监管部门的职责",
        basis=("false",),
        unless=(
            compiled(
                "认证机构|检测机构|强制认证|许可证|登记|备案|举报|投诉|冒充|假冒|谎称|勿信|"
                "不会|从未|没有|检查|公告|抽检"
            ),
            "是介绍监管、登记或者揭露假冒的说明",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Offices and bodies named as guarantors."""
    return honestly(context, pattern_findings(context, AREA, UNIT, _RULES))
