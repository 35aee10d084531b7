"""Marks that the page itself says are missing, and certificate numbers of a wrong form.

产品质量法 27: name and address of the maker, date, certificate of inspection. A line
"厂名：无" is the shop's own word. 有机码 has 17 digits, 绿色食品 GF and 12, CCC 16.
"""

import re

from checks.context import OWN, Context
from checks.finding import Finding
from checks.needles import NEEDLES
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, matches, pattern_findings

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("certificate-form",)

_FARM = compiled(
    "农户|农家|自种|自产|农产品|散养|现摘|鲜|手工|二手|闲置|定制|原石|毛料|古玩|旧书|盆栽|苗"
)

_RULES = (
    PatternRule(
        "mark-missing",
        (
            "厂名",
            "厂址",
            "生产厂家",
            "生产商",
            "生产日期",
            "合格证",
            "质检报告",
            "检验报告",
            "厂家",
        ),
        compiled(
            "(?:厂名|厂址|厂名厂址|生产厂家|生产商|厂家信息|厂家|生产日期|合格证|质检报告|"
            "检验报告)(?:均|都|一栏)?:?(?:无|没有|不详|未知|未标注?|暂无|保密|已撕|撕掉|空白|"
            "没标|不标|不写|看不清|缺失)(?:$|[，。\\n者的])"
        ),
        "页面自述缺少法定标识",
        "农户自产的食用农产品；二手商品；标识在瓶身、外箱",
        basis=("label", "food"),
        rejects=False,
        unless=(
            compiled("见包装|见瓶|见外箱|见喷码|见实物|收货|包退|拒收|勿买|举报|赔"),
            "说明标识在包装上，或者是收货时的提醒",
        ),
        unless_title=(_FARM, "商品名称表明是自产农产品、二手或者定制商品"),
    ),
    PatternRule(
        "sold-as-new",
        ("翻新", "旧机", "二手", "返修", "拆机", "样机", "退货", "翻包", "组装"),
        compiled(
            "(?:翻新|旧机|二手|返修|拆机|样机|退货|组装|退回)[^。，\\n]{0,12}(?:当|按|充当|"
            "冒充|重新包装成|包装成|做成|看起来像|说成)(?:作|成)?(?:全新|新机|新品|新货|正品|"
            "原装)"
            "|(?:退货|客退|样品|瑕疵)[^。，\\n]{0,6}(?:翻包|重新打包|重新包装|重新塑封)[^。，"
            "\\n]{0,10}(?:出售|发货|卖|新)"
            "|(?:不是|非)?原装[^。，\\n]{0,4}但?(?:看不出|没人看得出)"
        ),
        "以翻新、旧货、退货冒充全新商品",
        "明示二手、翻新",
        basis=("fake", "consumer"),
        unless=(compiled("绝不|不会|从不|谨防|警惕|举报|赔|鉴别|识别|避免"), "是拒绝、提醒的说明"),
    ),
    PatternRule(
        "date-or-label-changed",
        ("日期", "标签", "产地", "保质期", "喷码", "批号"),
        compiled(
            "(?:日期|标签|保质期|产地标?)[^。，\\n]{0,4}(?:可以?|能|帮你?|随便|任意|已经?|全部|"
            "统统)(?:给)?(?:改|重打|重新打|重新喷|重贴|重新贴|换新|换掉|抹掉|擦掉|处理掉?|"
            "往后打|延后|做新)"
            "|(?:日期|标签)(?:我们|都|已|全)*(?:换|改|打|喷|贴)(?:了|成|上|过)[^。，"
            "\\n]{0,3}(?:新|最近|近期)"
            "|(?:把|将)(?:生产)?(?:日期|标签|产地)[^。，\\n]{0,6}(?:改|换|撕|擦|抹|涂|"
            "重新)(?:成|掉|了|喷|打|贴)"
            "|(?:撕|擦|抹|洗|涂)(?:掉|去)(?:原来?的?)?(?:生产)?(?:日期|标签|产地)"
            "|(?:国产|内地|本地|外地|越南|缅甸|老挝)[^。，\\n]{0,8}(?:贴|换|打)(?:上)?(?:进口|"
            "新西兰|法国|泰国|原产|本地)[^。，\\n]{0,4}(?:标|标签|包装)"
            "|(?:喷码|日期|批号)[^。，\\n]{0,8}(?:统一|全部|都)?(?:换新|改新|做新|重做|换成新)"
        ),
        "更改、去除日期、标签、产地",
        "收货、出行日期的变更；依法加贴中文标签",
        basis=("forged", "food"),
        unless=(
            compiled(
                "发货日期|收货日期|出行|入住|配送|预约|改签|送货|举报|勿|不得|谨防|警惕|绝不|"
                "开票|订单|行程|考试|打印机|喷码机|打码机|标签机|印章"
            ),
            "说的是收货、出行等日期，或者是警示",
        ),
        unless_title=(compiled("打码机|喷码机|打印机|标签|印章|日历|手账"), "商品是打码、标签用具"),
    ),
    PatternRule(
        "not-food-grade",
        ("工业", "饲料", "原料", "发霉", "变质", "病死", "过期"),
        compiled(
            "(?:工业级?|饲料级?|非食品级|化工级?)(?:的)?[^。，\\n]{0,6}(?:可食用|能吃|能喝|"
            "食用|拌|泡|腌|勾兑|加工食品|做食品|兑酒|做菜)"
            "|(?:发霉|变质|病死|腐败|生虫|临死)(?:的)?[^。，\\n]{0,6}(?:处理后|加工后|磨粉|"
            "打粉|做成|便宜卖|低价)"
            "|(?:过期|过了保质期|超过保质期)[^。，\\n]{0,10}(?:照样|不影响|还能|还可以|也能|"
            "能吃|可以吃|便宜|低价|处理|照卖|正常)"
        ),
        "以非食用原料、变质物、过期物作食品销售",
        "工业用品如实标明用途；发现过期包赔的承诺",
        basis=("food", "expired"),
        unless=(
            compiled(
                "不能|不可|不得|勿|切勿|请勿|禁止|非食用|包赔|赔付|赔偿|销毁|退换|券|积分|会员|搅拌(?:桶|机|车)"
            ),
            "是禁止食用的提示或者赔付承诺",
        ),
        unless_title=(
            compiled("饲料|预混料|浓缩料|添加剂|[猪鸡鸭鹅牛羊鱼虾]料"),
            "商品是饲料，说的是喂法，不是作食品销售",
        ),
    ),
)

_LABELLED = (
    (
        compiled("有机(?:产品)?(?:码|认证编?号|证书编?号):?[0-9a-z.-]{4,30}"),
        "有机码",
        re.compile(r"\d{17}|\d{3}op\d{7,12}|cop.{4,20}", re.I),
        "有机码为17位数字",
    ),
    (
        compiled(
            "绿色食品(?:标志)?(?:编号|企业信息码|证书编?号|信息码):?(?:gf|lb)?[0-9a-z.-]{4,24}"
        ),
        "绿色食品编号",
        re.compile(r"gf\d{12}|lb-?\d{2}-?\d{10,13}a?", re.I),
        "企业信息码为GF加12位数字",
    ),
    (
        compiled("(?:3c|ccc)(?:认证)?(?:证书)?(?:编号|证书号|号):?[0-9a-z]{4,24}"),
        "3C证书编号",
        re.compile(r"\d{16}"),
        "证书编号为16位数字",
    ),
)
_NUMBER_NEEDLES = NEEDLES.add(("有机", "绿色食品", "3c", "ccc"))
_COVERED = re.compile(r"[xX×＊*●•■□]{2}")
"""A number whose middle the shop has covered: its form cannot be judged."""
_VALUE = re.compile(r"(?:编?号|码):?([0-9A-Za-z.-]{4,30})$", re.IGNORECASE)


def check(context: Context) -> list[Finding]:
    """What the page says is missing, changed or passed off, and numbers of a wrong form."""
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES)) + _numbers(context)


def _numbers(context: Context) -> list[Finding]:
    findings = []
    for pattern, name, right, form in _LABELLED:
        for match in matches(context, pattern, _NUMBER_NEEDLES, OWN):
            value = _VALUE.search(match.groups.group())
            if value is None or right.fullmatch(value[1].strip("-.")):
                continue
            shown = context.page.fields[match.field]
            if _COVERED.search(shown, match.start, match.end + 2):
                continue
            findings.append(
                context.bare_finding(
                    AREA,
                    rule="certificate-form",
                    unit=UNIT,
                    lead=True,
                    strength="strong",
                    reason=f"{name}“{value[1]}”的格式不对（{form}），涉嫌伪造、冒用认证标志。",
                    excuse="系笔误；旧证书的编号规则不同",
                    matched=context.page.fields[match.field][match.start : match.end],
                    field=match.field,
                    start=match.start,
                    end=match.end,
                    basis=context.basis(AREA, "forged"),
                    excused=context.excuse_at(match.field, match.start, match.end),
                )
            )
    return findings
