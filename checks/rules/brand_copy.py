"""A brand's name beside a word for copying, and words that admit a copy (仿冒品的自认)."""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "counterfeit"
UNIT = "trademark"

_BRAND = (
    "劳力士|lv|路易威登|古驰|gucci|香奈儿|chanel|爱马仕|迪奥|dior|普拉达|prada|巴宝莉|burberry|"
    "耐克|nike|阿迪|adidas|苹果|iphone|airpods|华为|茅台|五粮液|"
    "中华|戴森|dyson|sk2|skii|神仙水|雅诗兰黛|小棕瓶|兰蔻|阿玛尼|圣罗兰|ysl|卡地亚|宝格丽|"
    "梵克雅宝|四叶草|蒂芙尼|欧米茄|浪琴|百达翡丽|江诗丹顿|"
    "万国|北面|始祖鸟|加拿大鹅|盟可睐|椰子|乔丹|彪马|新百伦|匡威|范思哲|芬迪|罗意威|赛琳|"
    "巴黎世家|海蓝之谜|资生堂|大疆|任天堂|乐高|飞利浦|罗技|"
    "三星|索尼|雷朋|阿迪达斯|斐乐|安踏|李宁|名牌|大牌|奢侈品|奢品|名表|名包"
)
_HONEST = compiled(
    "二手|中古|闲置|适用|兼容|适配|配件|保护|维修|鉴定|识别|鉴别|辨别|教程|拒绝|打击|举报|授权|"
    "官方|联名|谨防|勿|非原装|第三方|维权|回收|代言"
)
_TITLE = compiled("鉴定|维修|保养|回收|图书|模型|适用|兼容|手机壳|保护套|贴膜|表带|打蜡|翡翠|玉")

_RULES = (
    PatternRule(
        "brand-copied",
        (
            "仿",
            "复刻",
            "山寨",
            "克隆",
            "同厂",
            "代工",
            "版本",
            "厂货",
            "高货",
            "外壳",
            "改的",
            "原单",
            "带标",
        ),
        compiled(
            f"(?:高?仿|精仿|复刻|山寨|克隆|仿冒|仿制)(?:制|造|版|的|款)?[^。，"
            f"\\n]{{0,3}}(?:{_BRAND})|"
            f"(?:{_BRAND})(?:的)?[^。，\\n]{{0,5}}(?:高仿|仿的|仿品|仿货|精仿|复刻|a货|山寨|"
            f"克隆|高货|厂货|顶级版|同厂代工|同厂出|代工厂出|改的|外壳|带标|原单)|"
            f"(?:改|换|装)(?:的|成|上)?[^。，\\n]{{0,2}}(?:{_BRAND})(?:的)?(?:外壳|标|logo|盒)|"
            f"开机(?:就是|显示|带)[^。，\\n]{{0,3}}(?:{_BRAND})(?:标|logo)?"
        ),
        "把他人品牌与仿制、同厂、外壳等说法连用，表明所售不是权利人的商品",
        "二手正品、配件、鉴定服务；有权利人授权",
        basis=("infringement", "confusion"),
        unless=(_HONEST, "是二手、配件、鉴定或者拒绝的说明"),
        unless_title=(_TITLE, "商品名称表明是配件、鉴定、模型等"),
    ),
    PatternRule(
        "admits-copy",
        ("正品", "真的", "真货", "不出", "越南", "越代", "缅甸", "越产", "海关"),
        compiled(
            "(?:不是|非|并非)(?:专柜)?正品[^。\\n]{0,6}(?:但|可|不过|胜似|一样|质量|价格|效果|"
            "便宜|比)|(?:比|胜似|超越|超过|媲美|赛)(?:专柜)?正品(?:还|更)?(?:像|好|正|真|强)?|"
            "(?:和|跟|与|像)(?:真的|真货|真品)(?:没|一样|一模|差不多)|(?:没人|谁也|谁都|根本|"
            "不仔细看|外人|一般人)[^。，\\n]{0,4}(?:看|认|分|辨|喝|验)(?:得|不)出|"
            "(?:越南|缅甸|老挝|柬埔寨|越|菲)(?:产|代|版|货)(?:的)?[^。，\\n]{0,6}(?:中华|玉溪|"
            "云烟|香烟|烟|茅台)"
        ),
        "自认所售不是正品，或者自称与真品难分",
        "自有品牌之间的比较；与他人商标无关的商品",
        basis=("infringement", "confusion"),
        unless=(
            compiled(
                "拒绝|谨防|举报|鉴定|辨别|识别|仿真|绢花|假花|模型|植物肉|素肉|包退|假一|赔|勿|"
                "翡翠|玉|银饰"
            ),
            "是拒绝、鉴别或者与商标无关的说明",
        ),
        unless_title=(
            compiled(
                "仿真|假花|绿植|模型|手办|蜡像|道具|玩具|假发|翡翠|素肉|二手|中古|闲置|美甲|图书"
            ),
            "商品名称表明与他人商标无关",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """Brands copied, and copies admitted."""
    return own_voice(context, pattern_findings(context, AREA, UNIT, _RULES))
