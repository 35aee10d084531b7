"""What takes a saying about goods back 否认、警示、讲解: 绝不掺假, 谨防 …, 教你看日期.

Asked by checks.sayings before a saying counts. 绝不掺假 denies what follows; 有的商家拿鸭肉冒充
speaks of others; 教你看日期 teaches; the name of a course or a notice is about an offence.
"""

import re2

_DENYING = re2.compile(
    "绝不|决不|从不|从来不|绝没|绝无|坚决不|拒绝|杜绝|抵制|严禁|禁止|不得|不准|不许|不允许|"
    "拒收|不卖|不掺|不冒充|不承诺|不保证|不敢保证|不宣传|不涉及|未添加|未使用|未掺|"
    "未经改|无添加|零添加|避免|防止|以免|免得|并非|绝非|而非|不属于|区别于|有别于|"
    "不等于|别混|请勿|切勿|别买|不要买|再也不"
)
"""Take back whatever follows in their clause."""

_NEGATING = re2.compile(
    "(?:不|没|未|无|非|勿|别|不是|不用|不会|没有|没用|不拿|不当|不按|不加|不含|不收|不做|不搞|"
    "不说|不包|不要|不靠|不再|从未|未曾)"
    "(?:任何|一点|半点|过|了|再|用|拿|去|往里|什么|那些|这些|所谓的?)?$"
)
"""Take back only the words right behind them."""

_OF_OTHERS = re2.compile(
    "谨防|警惕|当心|小心(?:有|被|买|别|上|踩|冒|假)|提醒|识别|鉴别|辨别|辨认|分辨方法|防骗|"
    "识破|拆穿|揭秘|揭露|曝光|举报|打击|打假|查处|查获|查扣|查封|取缔|没收|罚款|处罚|判处|判决|"
    "获刑|被判|法院|检察|公安|警方|派出所|执法|市场监管|监管局|农业农村局|消协|消委|12315|不法("
    "?:商|分子|厂)|无良|黑心(?:商|老板|厂)|奸商|骗子|(?:冒充|冒用|盗用|仿冒)我|有(?:的|些)("
    "?:商家|店|人|同行|厂家|卖家)|个别(?:商家|店|厂)|某些(?:商家|店|厂)|(?:别家|别的店)(?:用|"
    "拿|都|有|掺|卖|常|爱)|同行(?:都|常|会|爱)|(?:外面|市面上)(?:有|很多|好多|不少)|教(?:你|您|"
    "大家|会)|带(?:你|您|大家)(?:看|认|分|识)|(?:怎么|如何)(?:看|认|分|辨|鉴|识|判断|挑|避|防)|"
    "案例|新闻|报道|记者|暗访|纪实|书(?:里|中)|本书|条例|管理办法|规定|法律|违法|属于(?:假|劣)|"
    "按(?:假|劣)(?:农)?药|勿信|不要相信|别信|(?:别|会|容易|防止|不)上当|上当受骗|避坑|踩坑|"
    "踩雷|中毒|致癌|危害|判刑|坐牢|入刑|涉案|通报|侵犯|涉嫌|立案|责令|召回|被罚|被处|罚款|案件|"
    "公示|禁止(?:带|携带|上市|经营|加工)|怎么分|科普|要会认|自查|不要买|别买|勿买|不能买|"
    "不要用|别用|请交|八不准|留意|法规|公告|名单|应当|不得|须有|禁止(?:销售|使用|生产)|停止("
    "?:在)?(?:国内)?销售|执法|索赔|骗局|不靠谱|又来了|贪小便宜|(?:卖|买|收)的[^。，\\n]{0,3}("
    "?:都|多|大多|多半)?是(?:假|骗)"
)
_ABOUT = re2.compile(
    "课程|视频课|网课|公开课|讲座|教学|教程|培训|图书|书籍|新书|手册|读本|画册|挂图|海报|宣传|展板|"
    "普法|科普|案例|通报|公示|公告|通告|通知|声明|提示|提醒|警示|预警|曝光|打假|识假|知识|辨别|"
    "鉴别|识别|鉴定|(?:怎么|如何)(?:看|认|分|辨|鉴|查|罚)|评测|测评|纪录片|纪实|预告|咨询|检测|"
    "检验服务|维权|名录|目录|问答|新闻|[^证保票]书$"
)


_IS_NOT = re2.compile("(?:^|[^是])不是[^，]{0,8}$")
"""不是灭生到根的那种…, but not 是不是."""


def denied(before: str) -> bool:
    """Whether `before`, the sentence up to some words, takes them back: 绝不…, 没有 …."""
    clause = before.rsplit("，", 1)[-1]
    return bool(_DENYING.search(clause) or _NEGATING.search(clause) or _IS_NOT.search(clause))


def of_others(sentence: str) -> bool:
    """Whether a sentence warns, teaches, reports or tells what others do."""
    return bool(_OF_OTHERS.search(sentence))


def about_offences(name: str) -> str | None:
    """The word that shows goods called `name` to be about an offence: 挂图, 课程, 公告."""
    found = _ABOUT.search(name)
    return found.group() if found else None
