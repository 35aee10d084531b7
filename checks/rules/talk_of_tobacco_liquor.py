"""Cigarettes and spirits that are not what their name says (烟酒的暗语).

商标法 57 (from 2027: 72), 烟草专卖法 19, 实施条例 25: imitations. 华子, 云霄过来的, 抽不出来; 飞天,
瓶子是收来的, 喝不出. Cigarettes of which nothing says that they are imitations, whatever border
they came over, are no matter of a mark: checks/tobacco.py.
"""

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import compiled
from checks.sayings import Saying, Talk, saying_findings
from checks.tobacco import ABOUT, CIGARETTES, HUSHED, NO_CODE, PRICE, SOURCES

AREA = "counterfeit"
UNIT = "trademark"

_SAME = (
    "一样|一个味|一个样|没(?:有)?(?:区别|差别|两样|差)|无差|无异|不差|差不(?:多|离|了)|"
    "八九不离|还原|接近|抽不出|喝不出|尝不出|品不出|分不(?:出|清)|难分|同一个"
)
_IMITATED = "仿冒的说法"
_TOBACCO = (
    Saying("香烟的名称、代称", 1, compiled(CIGARETTES)),
    Saying(
        _IMITATED,
        2,
        compiled(
            "(?:抽|吸|口感|口味|味道|味儿?|烟丝|劲头|包装|外观)(?:着|起来|"
            f"上去)?[^。，\\n]{{0,12}}(?:{_SAME})|(?:跟|和|与)(?:店里|商店|烟店|专卖店|真的|"
            f"正品|烟酒店|国内|原版)[^。，\\n]{{0,10}}(?:{_SAME})|老烟枪|云霄|漳州|高仿|越代|代工|"
            "福建(?:那边|过来|货)|假的|(?:钢印|喷码|壳子)[^。，\\n]{0,3}对得上|"
            "假烟|仿真|手工(?:卷|烟)|自己卷|回收盒|(?:看|认)不出|过得了[^。，\\n]{0,4}(?:烟店|眼)|"
            "(?:盒子|外盒|烟盒)[^。，\\n]{0,6}(?:打得上|照[^。，\\n]{0,6}印)"
        ),
    ),
    Saying("来路", 2, compiled(SOURCES)),
    Saying("没有烟草码", 2, compiled(NO_CODE), denies=False),
    Saying("价格、起批", 1, compiled(PRICE)),
    Saying("遮掩", 2, compiled(HUSHED)),
)
_LIQUOR = (
    Saying(
        "名酒的名称、代称",
        1,
        compiled(
            "茅台|飞天|茅子|毛台|(?:^|[^a-z])mt(?:[^a-z]|$)|五粮|普五|国窖|剑南春|水井坊|洋河|"
            "梦之蓝|汾酒|古井|习酒|郎酒|轩尼诗|马爹利|人头马|拉菲|名酒|酱酒|老酒|酒席用酒"
        ),
    ),
    Saying(
        "旧瓶、瓶盖",
        2,
        compiled(
            "(?:瓶子?|瓶盖|盖子|盒子|箱子|防伪|包材|酒标)[^。，\\n]{0,6}(?:收来|回收|收的|捡|"
            "原瓶|原装|真(?:的|瓶|东西)|正品|酒店收|饭店收)|(?:回收|收来|旧|原)(?:的)?("
            "?:空)?瓶[^。，\\n]{0,6}(?:灌|装|罐|重新)|原瓶(?:灌|装|，)"
        ),
    ),
    Saying(
        "自己灌装、以基酒充当",
        2,
        compiled(
            "自己(?:灌|罐|装|勾|调|兑)|(?:里面|里头|酒|酒体|酒液)(?:都)?(?:是|用|"
            "装)[^。，\\n]{0,6}(?:茅台镇|镇上|基酒|本地|散酒|好酒|大曲|自酿|窖藏|别的|系列)|("
            "?:基酒|散酒|好酒)(?:灌|装)(?:的|进)|灌(?:装)?的"
        ),
    ),
    Saying(
        "喝不出、看不出",
        2,
        compiled(
            "(?:喝|品|尝|闻|看|摸|分|认|查)(?:都|也|着)?不(?:出|来|清)|(?:味|味道|口感|外观|"
            "包装|香味)[^。，\\n]{0,12}(?:八九不离|一样|一个样|差不(?:多|离)|没差|没区别|无差|"
            "像)|(?:跟|和|与)(?:商超|超市|专卖店|烟酒店|正品|真的|店里)[^。，\\n]{0,6}(?:一样|"
            "一个样|没差|差不)|扫码[^。，\\n]{0,6}(?:能|可|显示|正常|出)"
        ),
    ),
    Saying(
        "酒席、面子",
        1,
        compiled("(?:酒席|婚宴|宴席|宴请|送礼|送领导|摆桌|上桌|待客|办事)|有面|面子|撑场|排面"),
    ),
    Saying(
        "低价",
        1,
        compiled(
            "(?:\\d{2,3}|[一二三四五六七八九两]百)(?:来|多)?(?:元|块)?(?:/|一|每)?(?:箱|瓶|件)|"
            "(?:零头|[一二三四五]折|半价|便宜|量大从优|走量|整箱)"
        ),
    ),
    Saying("来路", 1, compiled("渠道|内部|不问|懂的|懂酒|私聊|不便|工厂|厂里|高仿|复刻|同源")),
)
_HONEST = compiled(
    "专卖许可|烟草公司|戒烟|不卖烟|烟斗|烟灰|打火机|烟具|不是贵州茅台|与贵州茅台|非贵州茅台|"
    "不是茅台|自有品牌|本厂|酒厂直营|正规进货|可(?:到|去)专卖店|带发票|空瓶|收藏|"
    "酒杯|酒具|分酒器|不含酒|不冒充"
)
_TALKS = (
    Talk(
        "tobacco-talk",
        _TOBACCO,
        4,
        "涉嫌在网上销售仿冒他人注册商标的卷烟。非法生产的卷烟由烟草专卖行政主管部门查处，须移送",
        "烟具、戒烟用品；有烟草专卖许可的说明",
        ("infringement", "tobacco", "tobacco-source"),
        about=ABOUT,
        honest=_HONEST,
        every=("香烟的名称、代称", _IMITATED),
    ),
    Talk(
        "liquor-talk",
        _LIQUOR,
        4,
        "表明所售名酒是灌装、仿冒的",
        "酒厂自有品牌；酒瓶收藏；散酒如实标明",
        ("infringement", "confusion"),
        honest=_HONEST,
        every=("名酒的名称、代称",),
    ),
)


def check(context: Context) -> list[Finding]:
    """Cigarettes and spirits in the words of their trade."""
    return saying_findings(context, AREA, UNIT, _TALKS)
