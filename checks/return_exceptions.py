"""Goods that may lawfully not be taken back (不适用七日无理由退货的商品).

消费者权益保护法 25: made to order, fresh and perishable, digital or opened media and
software, delivered newspapers; by 暂行办法 7 also, where the buyer confirmed it, goods
that opening spoils for health, activated or used goods, and goods whose blemish or near
date was told. Drugs are not taken back unless faulty (药品经营质量管理规范).
"""

from collections.abc import Iterable, Sequence

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.pattern_rule import compiled
from checks.plain_text import plain

_MADE = compiled(
    "定制|定做|订做|订制|私人订|来图|刻(?:您|你|上|了)?的?(?:名|字)|按尺寸裁|专属定|量身|手工定|定作"
)
_FRESH = compiled(
    "鲜活|易腐|生鲜|鲜花(?:$|[^饼])|花束|切花|鲜切|鲜果|水果(?:$|[^味刀干糖])|蔬菜(?:$|"
    "[^种干])|海鲜|活虾|活鱼|鲜肉|鲜奶|鲜菌|鲜松茸|松茸鲜|"
    "蛋糕|活体|绿植|盆栽|多肉|苗木|种苗|幼苗|树苗|花苗|宠物[猫狗犬]|活龟|冰鲜|冷鲜|鲜牛肝|鲜竹|"
    "(?:玫瑰|百合|康乃馨|洋桔梗|绣球|满天星|向日葵|郁金香)[^。，\\n]{0,8}[枝支束扎](?:$|[^装盆])|"
    "鲜笋|鲜豆腐|现做|现烤|现摘|鲜摘|短保|"
    "(?:杨梅|樱桃|草莓|蓝莓|芒果|石榴|葡萄|荔枝|水蜜桃|冬桃|雪桃|苹果|柑橘|橙子|梨|车厘子|菠萝|"
    "百香果|枇杷|西瓜)"
    "(?:$|[^干汁酒酱糕酥味籽糖核油手笔电牌机膏树])"
)
_DIGITAL = compiled(
    "数字化|在线下载|软件|激活码|兑换码|虚拟充值|话费充值|流量充值|游戏充值|充值卡|直充|点卡|"
    "影视会员卡|电子书|电子版|源码|模板下载|虚拟商品|"
    "虚拟物品|卡密|影音下载|在线课程|录播课|网课|音像制品|光盘|字体"
)
_PHARMACY = compiled("大药房|药店")
_PAPER = compiled("报纸|期刊|杂志")
_SPOILT = compiled(
    "内衣|内裤|文胸|袜|泳衣|口罩|避孕|卫生巾|牙刷|耳钉|药品|食品一经拆封|化妆品拆|拆封后影响|"
    "影响二次销售的贴身"
)
_OPENED = compiled("拆|开封|打开|试穿|穿过|贴身|卫生|激活|用过")
_ACTIVATED = compiled("激活后|一经激活|通电激活")
_TOLD = compiled("临期|瑕疵|微瑕|二手|尾货处理已说明")
_BY_LAW = compiled("法定(?:类目|情形|例外)")
_CONFIRMED = compiled("购买时确认|下单前确认|经您确认|确认后购买|拍前请确认")
_QUALITY_TOO = compiled(
    "(?:有|出现|连|包括|就算|即使|哪怕|无论)质量问题[^。，\\n]{0,3}不|质量问题(?:也|都|亦|一样|"
    "同样)(?:概)?不|"
    "无论(?:任何|什么)?(?:质量|原因)|任何(?:原因|理由)|包括质量"
)

_ABSOLUTE = compiled("概不|一概|一律|恕不|绝不")
_ANSWERS = compiled("非质量|质量问题|坏果|坏单|坏花|包赔|破损|腐烂|死苗|死亡包|售后无忧")
_DIGITAL_KIND = "数字化商品、音像制品、软件"

_KINDS = (
    (_MADE, "消费者定作的商品"),
    (_FRESH, "鲜活易腐的商品"),
    (_DIGITAL, _DIGITAL_KIND),
    (_PAPER, "报纸、期刊"),
    (_SPOILT, "拆封后影响人身安全或者生命健康的商品"),
    (_ACTIVATED, "激活后价值贬损较大的商品"),
    (_TOLD, "已明示临期、瑕疵的商品"),
)


def exception_for(context: Context, sentence: str) -> str | None:
    """Why these goods need not be taken back, or None.

    The goods' own name decides, or the sentence that restricts itself to such goods.
    Where quality is refused too, nothing excuses.
    """
    said = plain(sentence).text
    if _QUALITY_TOO.search(said):
        return None
    # 概不, 一律不 refuse faulty goods too, unless the page answers for faults elsewhere.
    absolute = _ABSOLUTE.search(said) and not _ANSWERS.search(context.plain_own)
    name = context.plain_name
    if context.goods.kind == "drug" or _PHARMACY.search(name):
        return "药品除质量原因外，一经售出不得退换"
    for pattern, kind in _KINDS:
        for text, where in ((said, "这句话限于"), (name, "商品属于")):
            found = pattern.search(text)
            # Underwear may be refused once it is opened, not before.
            if found and pattern is _SPOILT and text is name and not _OPENED.search(said):
                continue
            if found and (not absolute or kind == _DIGITAL_KIND):
                return f"{where}“{found.group()}”，是{kind}，依法可以不适用七日无理由退货"
    if _BY_LAW.search(said):
        return "限于法律规定可以不退的情形"
    if _CONFIRMED.search(said):
        return "经消费者在购买时确认不宜退货的商品"
    return None


def with_exceptions(
    context: Context, findings: Iterable[Finding], rules: Sequence[str]
) -> list[Finding]:
    """`findings` with those of `rules` excused that concern goods of a lawful exception."""
    judged: list[Finding] = []
    for one in findings:
        if one.excused is None and one.rule.endswith(tuple(rules)):
            reason = exception_for(context, one.snippet)
            if reason:
                judged.append(without_lead(one, reason))
                continue
        judged.append(one)
    return judged
