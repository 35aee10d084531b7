"""Licences hired, lent and sold (出租、出借、买卖营业执照): 市场主体登记管理条例 37, 48."""

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "credit"
UNIT = "enterprise_supervision"

_LAWFUL = compiled(
    "相框|保护套|卡套|扫描|收纳|悬挂|变更登记|依法|违法|后果|处罚|勿|不得|严禁|警惕|商铺|门面|"
    "房屋|店面出租|协助办理|可办理|原件|复印件|公示|核验|相机|设备"
)

_RULES = (
    PatternRule(
        "licence-trade",
        ("执照", "个体照", "公章", "对公账户"),
        compiled(
            "(?:营业执照|执照|个体照|公司照|企业照)[^。\\n]{0,14}(?:出售|出租|打包(?:卖|出|转)|"
            "转卖|收购|租用|租赁|出借|借用|买卖|代持|可租|长租)"
            "|(?:出售|出租|租|收购?|高价收|求购|出借|借用?|买|代持)(?:各类|全国|闲置|一手|个体|"
            "企业|公司|他人|别人|全新)*(?:的)?(?:营业执照|执照|个体照)"
            "|(?:他人|别人|现成)(?:的)?(?:个体户?)?(?:营业)?执照(?:挂靠|开店|出租|可用)?|"
            "没有执照也能开店|空壳公司[^。，\\n]{0,4}(?:出售|转让)"
        ),
        "出租、出借、买卖营业执照",
        "依法的公司转让并办理变更登记；证照用品",
        basis=("registration",),
        unless=(_LAWFUL, "是证照用品、依法办理或者警示的说明"),
    ),
    PatternRule(
        "record-wiped",
        ("异常", "名单", "异常名录", "经营异常", "失信", "黑名单", "处罚记录", "行政处罚", "征信"),
        compiled(
            "(?:异常名录|经营异常|失信|黑名单|处罚记录|行政处罚|严重违法)[^。，"
            "\\n]{0,10}(?:代?消除?|消掉|洗白|快速移出|代?移出?|撤销|抹掉|删除|修复)[^。"
            "\\n]{0,16}(?:包过|包成功|不成功|内部|渠道|关系|不用到场|保证|秒|三天|快速)"
            "|(?:黑名单|名单|失信|处罚)[^。，\\n]{0,4}代?消(?:除)?(?:，|。|$|服务|[^费])|"
            "(?:异常|失信|黑名单|处罚)[^\\n]{0,16}(?:有关系|内部渠道|弄出来|包成功|摆平)"
            "|(?:内部|关系|渠道)[^。，\\n]{0,6}(?:移出|消除|撤销|抹掉)[^。，\\n]{0,6}(?:异常|"
            "失信|处罚|黑名单)"
        ),
        "以内部渠道代办移出名录、消除处罚记录",
        "依法定条件和程序的信用修复咨询",
        basis=("registration", "publicity"),
        unless=(compiled("警惕|骗局|诈骗|谨防|勿信|自行申请|法定条件"), "是警示或者依法办理的说明"),
    ),
)


def check(context: Context) -> list[Finding]:
    """Trade in licences, and records wiped for money."""
    return pattern_findings(context, AREA, UNIT, _RULES)
