"""What is promised of farm supplies: effects, yields, safety, experts (农资的各种保证).

广告法 21, 27, 28, 58. 一遍清园有效率100%, 亩产保证三千斤, 人喝了都没事, 农大教授推荐: each is the
advertisement's offence and for the office itself to punish, whether or not the goods are
registered. What the agriculture offices punish is told by talk_of_farm_goods.py.
"""

from dataclasses import replace

from checks.context import Context
from checks.farm_laws import farm_class
from checks.farm_sayings import ABOUT, GOODS, HONEST, HONEST_TITLE
from checks.finding import Finding
from checks.pattern_rule import compiled
from checks.sayings import Saying, Talk, saying_findings

AREA = "farm_supplies"
UNIT = "advertising"
ADVERTISING = "advertising"
"""The area whose list has the articles: what is promised is a matter of farm supplies by its goods
and of advertising by its law and unit (广告法 6)."""

_N = "(?:\\d[\\d.]*|[一二两三四五六七八九十百千万几半]+)"
_SAYINGS = (
    GOODS,
    Saying(
        "保证产量、收益",
        2,
        compiled(
            "(?:保证|确保|保底|签(?:合同|字)|承诺|担保|敢保|敢包|包(?:你|您|它|亩|产|增)|(?:保|"
            "稳)(?:你|您|亩|收))[^。，\\n到]{0,8}?(?:亩产|亩|产量|增产|丰收|收成|多收|"
            "[\\d百千万]斤|吨|翻番|净?挣|净?赚|挂果|回本)|包增产|保产(?:$|，|。|"
            "[\\d一二三四五六七八九两])|保收|白纸黑字|签字画押|百分(?:之)?百(?:管用|见效|有效)|"
            "算我的|(?:四季|当年)(?:挂果|回本)|回收价|(?:不是|没)问题[^。，\\n]{0,4}$"
        ),
    ),
    Saying(
        "产量数字",
        2,
        compiled(
            "(?:亩产|亩增|一亩打|亩打|每亩[^。，\\n]{0,4}(?:增|多|收)|增产|增收|多收|多打|产量("
            "?:提高|增加|多|翻|能到)|收成|保收)"
            f"[^。，\\n]{{0,6}}?(?:{_N}(?:斤|公斤|吨|成|倍|%|多)|百分之|翻)|产量?翻(?:番|倍|"
            f"一番)|亩(?:上)?(?:不上|不到|少于)[^。，\\n]{{0,3}}{_N}|(?:谁用谁|用了)发财"
        ),
    ),
    Saying(
        "不达则赔、退",
        2,
        compiled(
            "不见(?:好|效)[^。，\\n]{0,8}退|(?:达不到|不到|收不到|收不够|少(?:一|了|收)?|差("
            "?:多少|一斤)?|没(?:有)?(?:增产|效果|用|效)|不增产|无效|不够|不满意|打不好|"
            "打完不好|不好用|没收成|减产)[^。\\n]{0,18}?(?:赔|补|退|倒找|算我的|包)|(?:赔|补)("
            "?:你|您|给您|给你)?(?:差价|差额|误工|一季|全款|\\d|[一二三四五六七八九十]倍)|"
            "白纸黑字|签字画押|退全款|退十倍|百分(?:之)?百(?:管用|见效|有效)|包(?:管|治|好|"
            "断根)|全额(?:退|赔)|定死|回收价"
        ),
        support=True,
    ),
    Saying(
        "断言无毒、根治",
        3,
        compiled(
            "无毒(?:无害|副)?[^。，\\n]{0,8}|(?:喝|吃|舔)(?:一口|了|下去)?(?:都|也)?没(?:事|"
            "关系)|(?:直接|当(?:场|天|晚|时)|马上|立刻|第二天|现打现)[^。，\\n]{0,3}(?:能|"
            "可以?|就能|就可以?)?(?:喝|吃|卖|上市|摘)|孕妇(?:小孩)?[^。，\\n]{0,4}(?:不怕|能|"
            "没事)|断根|根治|再不复发|永不复发|(?:百分百|100%)(?:见效|有效|管用|治好|死光)|"
            "一针(?:见效|就好|好)|打一针|有效率[^。，\\n]{0,2}\\d|治愈率|十年不|三年不(?:烂|"
            "死)|几年不(?:来|长)|死绝|一扫光"
        ),
    ),
    Saying(
        "专家推荐",
        2,
        compiled(
            "(?:专家|教授|研究员|院士|农科院|植保所|植保站|农技站|农大|站长|老兽医)[^。，\\n]{0,8}"
            "(?:推荐|研制|研发|力荐|认证|配的|自配|亲自|指定|名义|竖大拇指|点名|都说)"
        ),
    ),
    Saying(
        "催长、增瘦",
        2,
        compiled(
            "催膘|见肉|瘦肉(?:多|率|粉)|长瘦肉|增肉|背膘|长膘|催肥|催长|背宽|屁股圆|肉鲜红|"
            "涨奶|产奶激素|长得(?:飞)?快|吃了就睡|蛋黄[^。，\\n]{0,4}(?:通红|漂亮|红)|一夜("
            "?:大|红|全红)|(?:一周|三天|两天|一夜)[^。，\\n]{0,3}(?:变红|大一圈|全红|变大)|"
            "不谢花"
        ),
    ),
    Saying(
        "效果断言",
        2,
        compiled(
            "一喷灵|一(?:喷|打|针|抹|撒|瓶|包|粒|遍|次)(?:就|见|顶)[^。，\\n]{0,3}(?:灵|死|好|"
            "净|见效|顶|倒|光|全)|当(?:日|天|晚)见?(?:效|死)|(?:几|[一二三四五七两\\d]+)(?:天|"
            "小时|周)[^。，\\n]{0,3}(?:见效|转色|转红|变红|全死|死光|大一圈|治好|断根)|不死("
            "?:棵|苗|树)|包(?:活|好|治|死|断根|见效|成活)|死光|绝杀|秒杀|通杀|特效|神药|神器|"
            "百病|成活率(?:百分百|100|9\\d)|发芽率(?:百分百|100)|见效快|劲大|药性猛|效果(?:猛|"
            "吓人|比[^。，\\n]{1,8}(?:强|猛|好))|(?:治|防)[^。，\\n]{0,10}(?:百分百|断根|"
            "不复发)|国家级|重点推广|(?:产量|收成|个头)[^。，\\n]{0,4}(?:吓人|绝对|翻|猛|高得)"
        ),
    ),
    Saying(
        "断言能防各种疫病",
        3,
        compiled(
            "(?:不用|不必|无需|免|省得|省去)(?:再|去|做|打|接种|免疫)*[^。，\\n]{0,2}疫苗|"
            "(?:瘟|疫|流感|痢|炎)[^。\\n]{0,12}都(?:有效|管用|能治|治得好|见效)"
        ),
        denies=False,
    ),
)
_EFFECT = "效果断言"
"""An approved veterinary drug may tell the effect of its label; never 有效率, 无毒 or experts."""


def _talk(sayings: tuple[Saying, ...]) -> tuple[Talk, ...]:
    return (
        Talk(
            "farm-promise-talk",
            sayings,
            3,
            "涉嫌在农资广告中对功效、安全性、产量作断言或者保证，或者以专家、科研单位名义推荐、证明",
            "审定、登记公告载明的试验数据，注明来源",
            (),
            about=ABOUT,
            honest_title=HONEST_TITLE,
            every=("农资",),
            honest=HONEST,
        ),
    )


_TALKS = _talk(_SAYINGS)
_OF_APPROVED = _talk(tuple(one for one in _SAYINGS if one.name != _EFFECT))


def check(context: Context) -> list[Finding]:
    """What is promised of farm supplies, with the articles on such goods."""
    approved = context.goods.number is not None and farm_class(context) == "vet_drug"
    found = saying_findings(context, AREA, UNIT, _OF_APPROVED if approved else _TALKS)
    if not found:
        return []  # which law is on them is asked of the whole page
    articles = context.basis(ADVERTISING, "farm", goods=farm_class(context))
    return [replace(one, basis=articles) for one in found]
