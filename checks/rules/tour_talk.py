"""Tours that cost nothing, guides without an agency, in everyday words.

旅游法 28, 35. 不要团费只要身份证, 国家给补贴人人三千, 飞机来回管吃管住.
"""

from checks.context import Context
from checks.finding import Finding
from checks.honest_talk import honestly
from checks.pattern_rule import PatternRule, compiled, pattern_findings
from pages.words import words

AREA = "travel"
UNIT = "market_order"

_TOURISM = compiled(
    "游|旅|团|行程|导游|线路|景区|古城|雪山|大理|丽江|版纳|云南|香格里拉|徒步|腾冲|泸沽|昆明|"
    "西双|普者黑|元阳|日|天|晚"
)
_NO_TOUR = compiled(
    "图书|手册|地图|攻略|明信片|翡翠|手镯|珠宝|酒店|民宿|客栈|茶|咖啡|火腿|鲜花饼|衣|鞋|包$|"
    "帐篷|行李|门票|机票|特产|健身|课"
)
_WARNED = compiled(
    "防骗|骗局|陷阱|谣言|辟谣|警惕|谨防|抵制|举报|投诉|不可信|别信|勿信|上当|消费提示|绝不|"
    "不进店(?:$|[，。纯购])|零购物|无购物|拒绝|不强制|承诺不|不安排"
)

_RULES = (
    PatternRule(
        "costs-nothing",
        words(
            """
            补贴 团费 免费 身份证 不要钱 不花钱 名额 国家 政府 老年 岁以上 管吃 包吃 公益 送
            退休
            """
        ),
        compiled(
            "(?:国家|政府|文旅|旅游局|上面|财政|州里|省里|老龄)[^。，\\n]{0,4}(?:给|发|"
            "出|有|掏|拨|补|搞)[^。，\\n]{0,4}(?:补贴?|钱|名额|福利|团费|路费|活动)|"
            "(?:不要|不收|零|没有|免|0元|倒贴|不用)(?:一分)?(?:团费|钱|"
            "报名费)[^。\\n]{0,12}(?:身份证|岁|名额|来|走|玩|游|吃|住|报名|，|。|$)|"
            "(?:补贴|福利|惠民)[^。，\\n]{0,6}(?:人人|每人|名额|有份|限\\d|"
            "先到)[^。，\\n]{0,8}|(?:只要|凭|带)(?:上)?(?:身份证|老年证|"
            "退休证)[^。，\\n]{0,8}(?:就|免|来|走|玩|上车|参加)|(?:只要|凭)(?:身份证|老年证|退休证)"
            "(?:，|。|$)|(?:\\d{2}|"
            "[五六七]十)岁以上[^。，\\n]{0,8}(?:免费|不要钱|不收|补贴|来|优先)"
        ),
        "以政府补贴、免费旅游等招徕旅游者",
        "政府公布的文旅消费券、景区惠民政策，有文号和发布机关",
        basis=("false", "low-price"),
        unless=(_WARNED, "是提醒、辟谣的说明"),
        unless_title=(_NO_TOUR, "商品不是旅游线路"),
    ),
    PatternRule(
        "shops-and-scowls",
        words(
            """
            店 脸色 购物 消费 导游不 导游会 买东西 不买 自费 丢下 甩团 不让上车 不发房 补差
            """
        ),
        compiled(
            "(?:进|逛|去|走|转|到)(?:够|满|完)?(?:[一二两三四五六七八\\d]+)个?(?:购物|"
            "特产|玉|银|茶|乳胶|土特产)?店|不(?:买|购物|消费|进店|"
            "掏钱)[^。，\\n]{0,10}(?:脸色|不高兴|甩|丢|不让|不发|没饭|补|加收|走人|"
            "自己回|另收|骂)|(?:每人|人均)(?:至少|最少|必须)?[^。，\\n]{0,2}(?:消费|买|"
            "购物)[^。，\\n]{0,3}\\d{3,}|(?:自费|购物)(?:项目)?(?:必须|一定|都要|必选|"
            "必参加)"
        ),
        "安排、强制进店购物或者自费项目",
        "承诺不进店；在景区自由购物",
        basis=("low-price",),
        rejects=False,
        unless=(_WARNED, "是承诺不进店或者提醒的说明"),
        unless_title=(_NO_TOUR, "商品不是旅游线路"),
    ),
    PatternRule(
        "own-guide",
        words(
            """
            自己带 我带 亲自带 私人 个人 旅行社 合同 导游证 手续 资质 执照 野导 黑车 本地人带
            """
        ),
        compiled(
            "(?:我(?:自己)?|本人|私人|个人|自己|老乡|本地人|司机)(?:来|亲自)?(?:带队|"
            "带团|带你|带您|组团|组织|揽|包车带)[^。\\n]{0,16}(?:没|不用|不签|不走|便宜|"
            "省|无)[^。，\\n]{0,6}(?:旅行社|合同|手续|资质|中间商|证|票)|(?:没|没有|不走|"
            "不经|不通过|绕开|跳过|无)(?:啥|什么)?(?:旅行社|地接社|营业执照|导游证|"
            "资质)(?:那些|那套|的)?[^。，\\n]{0,4}(?:手续|资质|赚|加价|，|。|$)"
        ),
        "没有许可而招徕、组织旅游者",
        "由有许可的旅行社委托；仅结伴出行、费用均摊",
        basis=("licence",),
        rejects=False,
        unless=(_WARNED, "是提醒的说明"),
        unless_title=(_NO_TOUR, "商品不是旅游线路"),
    ),
)


def check(context: Context) -> list[Finding]:
    """Lures of tours in everyday words."""
    if not _TOURISM.search(context.plain_name):
        return []
    return honestly(context, pattern_findings(context, AREA, UNIT, _RULES))
