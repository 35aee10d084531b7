"""Banned and unregistered farm supplies in everyday words (农资的口语说法).

农药管理条例 44, 55; 种子法 48; 肥料登记管理办法. No number, a white
bag, seed kept at home, an old
recipe that is sold no more, a content below what the bag says. The goods must be farm supplies.
"""

from dataclasses import replace

from checks.context import Context
from checks.farm_goods import FERTILIZER
from checks.farm_laws import farm_laws
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings
from pages.words import words

AREA = "farm_supplies"
UNIT = "market_order"

_FARM = compiled(
    "农药|除草|灭草|草甘|百草|杀虫|杀菌|杀螨|老鼠药|鼠药|灭鼠|毒鼠|种子|稻种|谷种|玉米种|"
    "苞谷种|麦种|豆种|菜种|种苗|秧苗|叶面|生根|调节剂|膨大|催熟|兽药|饲料|拌种|敌敌畏|"
    f"甲胺|打药|毒饵|药粉|药水|草药剂|敌草|乐果|菊酯|{FERTILIZER}"
)
_HONEST = compiled(
    "绝不|不卖|严禁|禁止|请勿|不得|举报|警惕|谨防|拒绝|识别|鉴别|抵制|打击|假一|包赔|无农药|"
    "不打农药|未检出|不使用|不含|替代|通知"
)

_RULES = (
    PatternRule(
        "unregistered-talk",
        words(
            """
            登记 证号 批文 白袋 白包 散装 自家留 自己留 自留 没证 没有证 没有标签 没标签 无标签
            老配方 不让卖 禁 市面上 买不到 偷偷 私下 土配方 自己配 自配 三步倒 一步倒 烂根 绝根
            三年不长 几年不长 寸草不生 没有审 没审 裸 拆袋 分装 养分 含量 转基因 边境 越南 缅甸
            """
        ),
        compiled(
            "(?:没|没有|无|不用|还没)(?:有)?(?:农药|肥料|任何|那个)?(?:登记(?:证|号)?|"
            "证号|批文|审定|证件|标签|手续|正式包装|许可证?)|(?:白|无字|光)(?:袋|包|瓶|"
            "桶)(?:子)?(?:装|的)?|散(?:装|称|卖)|(?:自家|自己|农户|"
            "老乡)(?:里)?留的?(?:种|杂交)?|自留种|"
            "(?:国家|上面|上头|人家|政府|市面|店里|外面)[^。，\\n]{0,4}(?:不让|不准|"
            "禁(?:了|止|售|用|卖)?|早就?禁|没有了|买不到|停产)[^。，\\n]{0,8}|(?:老|以前|"
            "从前)(?:的)?配方|(?:偷偷|私下|悄悄)(?:卖|出|发)|(?:三|一|七)步倒|(?:寸草|"
            "一根草)不(?:生|长)|(?:几|[一二三四五两]|\\d)年(?:不|都不)长|"
            "(?:自己|自家|土法)(?:调|配|兑)(?:的|制)?|(?:养分|含量|"
            "有效成分)[^。，\\n]{0,4}(?:没那么|不够|不足|低|打折|虚)|(?:越南|缅甸|老挝|"
            "边境)(?:过来|进|货|产|带)[^。，\\n]{0,4}"
        ),
        "没有登记、审定、标签，或者国家禁止、限制的农资",
        "如实标明登记证号的合法农资；农户自用的常规种子",
        rejects=False,
        unless=(_HONEST, "是禁止、拒绝、警示的说明"),
    ),
)
_NOT_FARM = compiled(
    "图书|教材|手册|挂图|玩具|模型|种草|种子轮|喷壶|喷雾器|打药机|防护|口罩|手套|回收|检测|"
    "试纸|零食|食用|鲜花|盆栽"
)


def check(context: Context) -> list[Finding]:
    """Farm supplies without leave, where the goods are such."""
    name = context.plain_name
    if not _FARM.search(name) or _NOT_FARM.search(name):
        return []
    if any(code.kind in ("pesticide", "seed") and code.valid for code in context.page.codes):
        return []
    laws = context.basis(AREA, *farm_laws(context))
    found = pattern_findings(context, AREA, UNIT, _RULES)
    return own_voice(context, [replace(one, basis=laws) for one in found])
