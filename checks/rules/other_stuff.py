"""Goods made of something else than their name says (名实不符): 产品质量法 39.

羊肉卷 of duck, 燕窝 of pig's skin: the name is compared with what the text says it is made of.
"""

from checks.context import Context
from checks.finding import Finding
from checks.needles import NEEDLES
from checks.pattern_rule import Match, compiled, matches

AREA = "product_quality"
UNIT = "consumer_protection"

_PAIRS = (
    (
        compiled("牛肉|羊肉|驴肉|肥牛|肥羊"),
        compiled(
            "(?:鸭肉|猪肉|鸡肉|狐狸肉|马肉|合成肉|碎肉)[^。，\\n]{0,4}(?:压|做|拼|制|加工|调|的)"
        ),
    ),
    (compiled("燕窝"), compiled("(?:猪皮|银耳|海藻|鱼胶|木薯)[^。，\\n]{0,3}(?:熬|做|制|的)")),
    (
        compiled("蜂蜜|土蜂|岩蜜"),
        compiled("(?:糖浆|白糖|果葡|香精)[^。，\\n]{0,4}(?:勾兑|熬|调|做|兑)"),
    ),
    (compiled("阿胶"), compiled("(?:猪皮|马皮|牛皮|杂皮)[^。，\\n]{0,3}(?:熬|做|制)")),
    (
        compiled("羊绒|真丝|纯棉|羽绒|真皮"),
        compiled(
            "(?:涤纶|化纤|腈纶|仿丝|鸡毛|飞丝|人造革|pu皮)[^。，\\n]{0,4}(?:做|冒充|当|填|的，)"
        ),
    ),
    (compiled("酒"), compiled("(?:工业酒精|香精|酒精)[^。，\\n]{0,3}(?:勾兑|兑|调)")),
)
_NEEDLES = NEEDLES.add(
    (
        "鸭肉",
        "猪肉",
        "鸡肉",
        "狐狸肉",
        "马肉",
        "合成肉",
        "碎肉",
        "猪皮",
        "银耳",
        "海藻",
        "鱼胶",
        "木薯",
        "糖浆",
        "白糖",
        "果葡",
        "香精",
        "马皮",
        "牛皮",
        "杂皮",
        "涤纶",
        "化纤",
        "腈纶",
        "仿丝",
        "鸡毛",
        "飞丝",
        "人造革",
        "pu皮",
        "酒精",
    )
)
_HONEST = compiled(
    "不是|绝不|不用|不含|拒绝|谨防|鉴别|辨别|识别|警惕|不加|无添加|非|配料表|举报|假一|植物|素"
)


def check(context: Context) -> list[Finding]:
    """One finding for the first thing that is not what its name says."""
    name = context.plain_name
    for named, made in _PAIRS:
        if not named.search(name):
            continue
        for match in matches(context, made, _NEEDLES, ("description", "attributes", "image_text")):
            if not _HONEST.search(match.sentence):
                return [_finding(context, match)]
    return []


def _finding(context: Context, match: Match) -> Finding:
    text = context.page.fields[match.field][match.start : match.end]
    excused = context.excuse_at(match.field, match.start, match.end)
    return context.bare_finding(
        AREA,
        rule="other-stuff",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"商品名称与页面自述的原料“{text}”不符，涉嫌以假充真。",
        excuse="名称是花色、口味的说法，并如实标明原料",
        matched=text,
        field=match.field,
        start=match.start,
        end=match.end,
        basis=context.basis(AREA, "fake", "food"),
        excused=excused,
    )
