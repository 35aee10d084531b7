"""Conditions that the law on returns does not know (退货的不合理条件), renewals, forced consent."""

from dataclasses import replace

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import PatternRule, compiled, pattern_findings
from checks.return_exceptions import exception_for

AREA = "consumer_rights"
UNIT = "consumer_protection"

_RULES = (
    PatternRule(
        "return-fee",
        ("退",),
        compiled(
            r"(?:退货|退款|退换|无理由退|退回)[^。\n]{0,14}?(?:扣除?|收取?|加收|须付|需付|支付|"
            r"缴纳|承担)[^。，\n]{0,8}?(?:\d{1,2}%|百分之[一二三四五六七八九十]{1,3}|"
            r"[一二三]成|折旧费|手续费|服务费|损耗费|包装费|检测费|整理费|上架费|违约金)"
        ),
        "退货收取费用，附加不合理条件",
        "消费者承担退回运费；因使用造成明显贬值的约定",
        basis=("seven-days", "seven-days-rules"),
        rejects=False,
        unless=(
            compiled(
                "不扣|不收|无需|免收|不会|酒店|机票|火车票|门票|出发前|行前|入住|团费|旅行社|"
                "霸王条款"
            ),
            "不收取费用，或者是出行预订的退改规则",
        ),
    ),
    PatternRule(
        "no-reason-refused",
        ("无理由", "七天", "7天", "七日", "退货", "退换"),
        compiled(
            "(?:不支持|不适用|不享受|不参加|不参与|不提供|不接受|没有|取消|拒绝|谢绝|概不)[^。"
            "，\\n]{0,8}(?:七天|7天|七日|7日)?(?:无理由)(?:退|换)?"
            "|(?:七天|7天|七日|7日)无理由[^。，\\n]{0,6}(?:不支持|不适用|不享受|除外|不参加|"
            "已取消|不接受)"
            "|(?:非|没有|无)(?:商品)?质量问题[^。，\\n]{0,8}(?:不|概不|一律不|恕不|谢绝)(?:予|"
            "接受|支持|办理|能|可|给)?(?:退|换)"
            "|(?:不喜欢|不合适|尺码不合|拍错|买错|主观原因|个人原因|色差|不想要)[^。，"
            "\\n]{0,12}(?:不|概不|一律不|恕不|拒绝|谢绝)(?:予|接受|支持|办理|能|可|给|"
            "作为)?(?:退|换)"
        ),
        "对商品不支持七日无理由退货",
        "定制、鲜活易腐、数字化商品、报刊，或者性质上不宜退货并经购买时确认",
        basis=("seven-days", "seven-days-rules"),
        rejects=False,
        unless=(
            compiled(
                "霸王条款|违法|不得|投诉|消费提示|法律规定|第二十五条|商家不支持|遇到|运费险|"
                "如果商家|按照法律|依法不适用"
            ),
            "是介绍法律、提示消费者的说明",
        ),
    ),
    PatternRule(
        "renewal",
        ("自动续", "自动扣", "连续包", "续费", "续订"),
        compiled(
            "(?:自动续费|自动续订|自动扣费|自动扣款|连续包[月季年]|自动展期|续费)[^。"
            "\\n]{0,20}?(?:不(?:再|另行|会|做|作)?(?:通知|提醒|告知)|恕不(?:通知|提醒)|不(?:可|"
            "能|支持|得)(?:取消|关闭|退订)|无法(?:取消|关闭|退订)|不予退|不退款|默认开通|"
            "一经开通)"
            "|(?:默认|自动)(?:为您|帮您)?开通[^。，\\n]{0,6}(?:续费|包月|包年|扣费)"
        ),
        "自动续费不提醒或者不能取消",
        "续费前显著提醒并可随时取消",
        basis=("renewal", "bundling"),
        rejects=False,
        unless=(
            compiled(
                "随时可?取消|随时关闭|可以取消|可自行取消|提前\\d*[^。]{0,6}(?:提醒|通知)|不会默认|"
                "不会自动"
            ),
            "说明可以取消并提前提醒",
        ),
    ),
    PatternRule(
        "no-invoice",
        ("发票", "要票", "开票", "税票"),
        compiled(
            "(?:没有|不提供|不给|不开|拒开|拒绝开|不能开|开不了|开不出|无法开具?|不予开具?|"
            "概不开)[^。，\\n]{0,4}(?:发票|票据|税票)(?:$|[^抬号遗丢])"
            "|(?:要|开|需)(?:发?票|税票)[^。，\\n]{0,6}(?:另?加|另收|另付|补|自付|加收|"
            "加价)[^。，\\n]{0,6}(?:税|点|%|\\d)"
        ),
        "不开具发票，或者开票另加价",
        "依法不征税、免税的个人销售；可以补开",
        basis=("rights",),
        rejects=False,
        unless=(
            compiled(
                "可以?补开|可开|支持开|电子发票|可提供|投诉|举报|不得|违法|遇到|海外仓直邮|"
                "二手|个人闲置"
            ),
            "说明可以开票，或者是提示、二手转让",
        ),
        unless_title=(compiled("二手|闲置|中古"), "是二手转让"),
    ),
    PatternRule(
        "consent-forced",
        ("通讯录", "身份证", "人脸", "相册", "位置信息", "授权", "定位"),
        compiled(
            "(?:必须|须|需|强制|一定要)(?:先)?(?:上传|提供|授权|开放|同意|允许|绑定|填写|读取|"
            "获取)[^。，\\n]{0,10}(?:通讯录|身份证|人脸|相册|位置信息|手持照|通话记录|短信)[^。"
            "\\n]{0,10}(?:才|方|否则|不然|才能|方可|可下单|购买|发货|下单)"
            "|(?:不|拒绝|未)(?:同意|授权|提供|上传|开放)[^。，\\n]{0,10}(?:通讯录|身份证|人脸|"
            "相册|位置|手持|通话记录)[^。，\\n]{0,8}(?:不能|无法|不得|不予|不给|不发货|不可)"
        ),
        "强制收集与交易无关的个人信息",
        "法律要求实名的商品和服务",
        basis=("rights",),
        rejects=False,
        unless=(
            compiled("海关|跨境|清关|火车票|机票|门票|入住|实名制|景区|手机卡|流量卡|保险|处方"),
            "是法律要求实名的商品、服务",
        ),
        unless_title=(
            compiled(
                "跨境|保税|海外|门票|机票|酒店|民宿|客栈|手机卡|流量卡|电话卡|保险|一日游|租车|跟团"
            ),
            "是法律要求实名的商品、服务",
        ),
    ),
    PatternRule(
        "price-not-real",
        (
            "标价",
            "首页价",
            "页面价",
            "显示价",
            "展示价",
            "拍下",
            "结算",
            "原价",
            "划线价",
            "吊牌价",
        ),
        compiled(
            "(?:标价|首页价格?|页面价格?|显示价格?|展示价格?|商品价格)[^。\\n]{0,8}(?:仅为|"
            "仅供|只是|不是|并非|非)(?:引流|展示|参考|定金|实际|真实|最终|成交)"
            "|(?:结算|付款|下单|拍下|支付)(?:时|后)[^。，\\n]{0,10}(?:须|需|要|另|再|"
            "自动)(?:另)?(?:加收|补差价?|补齐|加价|加付|收取\\d)"
            "|(?:原价|划线价|吊牌价)[^。，\\n]{0,8}(?:随便|随意|虚标|虚高|没卖过|从未|从来没|"
            "装饰|摆设|好看)"
            "|(?:先|提前)(?:涨|提|抬)(?:高)?价[^。，\\n]{0,6}(?:再|然后|后)(?:打折|降价|促销|"
            "优惠|活动)"
        ),
        "标价与实际价格不一致，或者虚构原价",
        "按尺寸、规格定制的报价；划线价另有依据",
        basis=("price", "price-law"),
        unless=(
            compiled("定制|按尺寸|按平方|运费差|偏远|杜绝|绝不|不会|违法|价格欺诈|补差价链接"),
            "是定制报价、偏远运费，或者是否认",
        ),
        unless_title=(
            compiled("补差价|补拍|邮费专拍|运费链接|定制|差价专拍"),
            "商品是补差价、邮费链接",
        ),
    ),
)

_EXCEPTABLE = ("no-reason-refused", "return-fee")


def check(context: Context) -> list[Finding]:
    """Conditions of returns, renewals and prices; lawful exceptions are excused."""
    findings = []
    for finding in pattern_findings(context, AREA, UNIT, _RULES):
        if finding.excused is None and finding.rule.endswith(_EXCEPTABLE):
            reason = exception_for(context, finding.snippet)
            if reason:
                findings.append(replace(finding, lead=False, excused=reason))
                continue
        findings.append(finding)
    return findings
