"""Terms that bind one side only, whatever their words (不公平格式条款的句式)."""

from dataclasses import replace

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import PatternRule, compiled, pattern_findings
from checks.return_exceptions import exception_for

AREA = "contract_terms"
UNIT = "market_order"

_SHOP = (
    "本店|我店|小店|商家|卖家|我司|本公司|本平台|平台|店家|店铺|商城|本商城|公司|我方|"
    "本旗舰店|客栈|本民宿|旅行社|机构|学校|培训中心"
)
_BUYER = "买家|顾客|消费者|客户|用户|会员|学员|旅客|游客|您|购买者|甲方"
_TALK = compiled(
    "霸王条款|条款无效|无效的|不合法|违法|不得规定|不得约定|维权|消协|投诉指南|法律规定|民法典|"
    "消费者权益保护法"
)
_OUTSIDE = compiled(
    "不可抗力|自然灾害|私下交易|冒充|诈骗|脱离平台|站外|私自(?:拆|改|维修)|人为损坏|违规|违法|"
    "盗用|提供错误|填写错误|写错|地址有误|转载|第三方网站|外部链接|病毒|黑客|"
    "未满18|使用不当|擅自|虚假信息|黄牛|刷单|恶意"
)

_EXCEPTABLE = ("after-that-nothing", "prepaid-kept")

_RULES = (
    PatternRule(
        "one-sided-right",
        ("有权", "保留", "可随时", "可单方", "可以随时", "可以单方", "可自行", "可不经", "不经"),
        compiled(
            f"(?:{_SHOP})[^。\\n]{{0,6}}(?:有权|保留|可以?)(?:在)?(?:随时|单方面?|任意|自行|"
            f"不经[^，。\\n]{{0,8}}|无需[^，。\\n]{{0,6}}|不提前[^，。\\n]{{0,4}})?[^。"
            f"\\n]{{0,10}}"
            "(?:取消|变更|修改|终止|解除|调整|涨价|关闭|冻结|清零)[^。\\n]{0,10}(?:订单|交易|"
            "协议|条款|合同|价格|规则|服务|账号|账户|余额|积分|行程|课程|活动|权利)"
            "[^。\\n]{0,16}(?:不另行通知|无需通知|无须通知|不予通知|无需说明|不作解释|不做解释|"
            "不承担|恕不|不得异议|无需征得|不负责|的权利|而无需)"
        ),
        "经营者自留单方变更、取消的权利而不承担责任",
        "因不可抗力、违规、恶意下单等正当原因；说明该条款无效",
        basis=("consumer", "measures", "online"),
        unless=(
            compiled("恶意|违规|违法|欺诈|不可抗力|黄牛|刷单|霸王条款|条款无效"),
            "限于违规、不可抗力等正当原因，或者是批评该条款",
        ),
    ),
    PatternRule(
        "buyer-bears-all",
        ("承担", "自负", "负责"),
        compiled(
            f"(?:一切|任何|所有|全部)[^。，\\n]{{0,10}}(?:损失|后果|责任|风险|纠纷|问题|意外|"
            f"费用)[^。，\\n]{{0,6}}(?:均|都|概|一律)?(?:由|归)(?:{_BUYER})(?:自行|本人|"
            f"自己)?(?:承担|负责|自负|解决)"
            f"|(?:{_BUYER})(?:自行|自己|须自行)?(?:承担|负责)[^。，\\n]{{0,4}}(?:一切|任何|"
            f"所有|全部)[^。，\\n]{{0,6}}(?:损失|后果|责任|风险)"
            f"|(?:{_SHOP})[^。，\\n]{{0,8}}(?:不|概不|一概不|均不|一律不|恕不)(?:承担|"
            f"负)(?:任何|一切)?(?:赔偿)?(?:责任|损失|后果)"
            f"|(?:{_SHOP})(?:概不|一概不|一律不|恕不)(?:负责|赔偿|处理|退款|退换|受理)"
        ),
        "免除经营者自身的责任",
        "不可抗力、他人冒充、消费者自身过错造成的损失",
        basis=("consumer", "civil", "measures"),
        unless=(_OUTSIDE, "限于不可抗力、他人冒充、消费者自身过错等情形"),
        unless_page=(compiled("霸王条款点评"), "是点评文章"),
    ),
    PatternRule(
        "buyer-may-not",
        ("不得", "不可", "无权", "不许", "放弃", "不能"),
        compiled(
            f"(?:{_BUYER})[^。，\\n]{{0,10}}(?:不得|不可|无权|不许|不准|不能|自愿放弃|视为放弃|"
            f"同意放弃)(?:以任何(?:理由|形式|方式))?[^。，\\n]{{0,6}}(?:投诉|退货|退款|退换|"
            f"索赔|起诉|差评|举报|异议|维权|追究|要求赔偿|要求退|追责|申诉)"
        ),
        "排除消费者退货、索赔、投诉、诉讼等权利",
        "限于恶意、违法行为；说明该条款无效",
        basis=("consumer", "civil", "measures"),
        rejects=False,
        unless=(
            compiled(
                "恶意|霸王条款|条款无效|不得要求消费者|经营者不得|商家不得|平台不得|敲诈|职业打假"
            ),
            "不是排除消费者权利的条款",
        ),
    ),
    PatternRule(
        "reviews-punished",
        ("差评", "中评", "低分"),
        compiled(
            "(?:差评|中评|低分评价?)(?:者|的)?[^。，\\n]{0,10}(?:不予|不给|不提供|拒绝|取消|"
            "一律不|一概不|拉黑|不处理|不退|不保修|不售后|追究|公布|罚|赔偿)"
        ),
        "限制消费者评价的权利",
        "依法追究恶意诽谤；说明该做法违法",
        basis=("consumer", "measures"),
        rejects=False,
        unless=(
            compiled("恶意|诽谤|职业|不会因|绝不会|违法|霸王条款|也会|仍"),
            "限于恶意差评，或者承诺不因差评区别对待",
        ),
    ),
    PatternRule(
        "prepaid-kept",
        (
            "订金",
            "预付款",
            "预付",
            "学费",
            "会费",
            "余额",
            "充值",
            "课时费",
            "报名费",
            "储值",
            "年卡",
            "会员卡",
            "购卡",
        ),
        compiled(
            "(?:订金|预付款|预付金|预付费用?|学费|会员?费|余额|充值(?:金额|款)?|课时费|报名费|"
            "储值(?:金额)?|年卡|会员卡|卡内金额|剩余金额)[^。，\\n]{0,10}(?:，)?[^。，\\n]{0,6}"
            "(?:概不退|一律不退|不予退|不可退|恕不退|不能退|不得退|不退还|不退款|不退不|"
            "不支持退|作废|清零|归本店所有|不可转让且不退)"
        ),
        "预收的款项一概不退",
        "定金依定金规则处理；赠送金额、优惠券不退",
        basis=("consumer", "measures"),
        rejects=False,
        unless=(
            compiled(
                "赠送金额|赠送部分|赠金|优惠券|代金券|积分|红包|霸王条款|条款无效|可退|余额可|"
                "不会清零|永久有效"
            ),
            "限于赠送金额、优惠券，或者另有退款规则",
        ),
    ),
    PatternRule(
        "after-that-nothing",
        (
            "拆封",
            "开封",
            "签收",
            "收货",
            "出库",
            "发货",
            "售出",
            "卖出",
            "离店",
            "出门",
            "激活",
            "付款",
            "拍下",
            "下单",
            "成交",
            "购买",
        ),
        compiled(
            "(?:拆封|开封|打开包装|拆包|签收|收货|确认收货|出库|发货|付款|拍下|下单|售出|卖出|"
            "离店|出门|激活|成交|购买|开箱|离柜)(?:后|即|之后|以后|的|了)?[^。\\n]{0,8}"
            "(?:概|一律|均|恕|一概|绝)(?:不|难)(?:退|换|予退|予换|接受退|接受换|支持退|负责|"
            "受理|认|赔|能退|办理|从命|处理)"
        ),
        "以签收、拆封、售出等为由一概排除退换和责任",
        "定制、鲜活易腐等法定例外，且仍承担质量责任",
        basis=("consumer", "civil", "measures"),
        rejects=False,
        unless=(_TALK, "是批评、介绍该条款的说明"),
    ),
)


def check(context: Context) -> list[Finding]:
    """Terms by their meaning; refusals that the law allows for such goods are excused."""
    return [_judged(context, one) for one in pattern_findings(context, AREA, UNIT, _RULES)]


def _judged(context: Context, finding: Finding) -> Finding:
    if finding.excused is None and finding.rule.endswith(_EXCEPTABLE):
        reason = exception_for(context, finding.snippet)
        if reason:
            return replace(finding, lead=False, excused=reason)
    return finding
