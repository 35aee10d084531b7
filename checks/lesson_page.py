"""讲解页: lessons, stories and plays about offences, told by the title and by what the page says.

合规手册（禁用词与替换写法）, 哪些做法会被认定为传销, 我差点成了刷单的, 讽刺小品: such a page is
full of the words of offences, most of them with nothing beside them that denies. A title alone
proves nothing, a seller may call his page 揭秘; so the text must speak of the law, of the police or
of fraud in several ways besides, and the page must ask for no order, no fee and no contact to deal.
"""

import re
from collections.abc import Callable

from checks.authorities import WORDS

_ACT = "传销|违法|虚假|欺诈|假冒|侵权|不正当|诈骗|违规|夸大"
_LESSON = re.compile(
    "(?:法律|普法|法治|合规|守法|反传销|反诈|防骗|防传|反假)[^，。]{0,4}(?:课|讲|培训|手册|知识|须知|指引|问答|学习)|"
    "(?:禁用|违禁|违规|敏感|极限|禁止)(?:词|用语|话术)|"
    "(?<!能)(?:不能|不准|不许|不得|不要|不该|禁止)(?:说|写|用|碰|做|印|挂)的|哪些(?:词|话|字|说法|写法)[^，。]{0,4}(?:别|不能|不要|不得|不许)|"
    f"(?:哪些|什么|怎样|怎么)[^，。]{{0,8}}(?:认定为|构成|属于|涉嫌|算是?)(?:{_ACT})|"
    '(?:别|不要|莫|勿)买(?:这|那|[“"]?三无)|(?:先别|别急着)(?:高兴|转账|交钱|信|报名)'
)
_STORY = re.compile(
    "[我他她](?:们)?[^，。]{0,6}(?:差点|差一点|险些)[^，。]{0,8}(?:被骗|上当|成了|进了|陷|入|交了?钱|骗)|"
    "我(?:[^，。]{0,4})(?:拒绝|没(?:有)?(?:上当|答应|加入|信))|我拒绝了|"
    "(?:我|他|她|我[妈爸]|奶奶|爷爷|老人|同学|大[姐妈爷叔])[^，。]{0,8}(?:被骗(?!的都)|受骗|上(?:了)?当|骗走)|(?:被骗|受骗|上当)(?:经过|经历|记|实录)|"
    "(?:致|写给|告)[^，。]{0,6}(?:仿|冒|假)[^，。]{0,16}(?:信|书|声明)?"
)
_PLAY = re.compile(
    "小品|相声|小戏|独幕|剧本|快板|三句半|讽刺|(?:情景|广播|话|短|舞台|花灯|滇|微)剧"
)
_STAGED = re.compile(
    "人物[：:]|编剧[：:]|台词|排演|谢幕|锣鼓|众笑|幕启|旁白|音效|[（(][^）)\\n]{0,12}(?:上场?|下场?|笑|退)[）)]"
)
_EXAM = re.compile(
    "单项选择|多项选择|判断题|案例分析题|简答题|每[小]?题\\s?\\d{1,2}\\s?分|参考答案|答案[：:]|\\bA[.．、]|\\bB[.．、]|\\bD[.．、]"
)
_EXAMINED = re.compile("试[题卷]|模拟卷|考题|习题|测试题|练习题|自测|竞赛题|题库|测验|考核")
_TELLS = re.compile(
    f"{WORDS}|违法|条例|广告法|电子?商务?法|民法典|《[^》\\n]{{2,24}}(?:法|规定|办法)》|三无|"
    "(?:保护|竞争|质量|安全|旅游|商标|合同)法|第[一二三四五六七八九十百\\d]{1,4}条|警察|骗|叫传销|"
    "是传销|要罚|被罚|被查|判[了决刑]|不准|禁止|不能说|不能写|辟谣"
)
_ENOUGH = 3
"""Ways of speaking of the law, the police or fraud that a lesson has at least."""
_DEALS = re.compile(
    "加[我微薇vV]|加wx|加vx|私信|私聊|懂的|招代理|诚招|招募代理|扫码(?:加入|下单|进群|购买)|(?:立即|马上|现在)(?:加入|购买|下单|报名|订购)|"
    "下单|包邮|一件代发|拿货|代办|包过|(?:收|交)?(?:学费|报名费|课程费)[^，。]{0,4}\\d|名额有限|价格表|收费标准",
    re.IGNORECASE,
)
_ASKED = 3
"""Marks of an examination that one has at least."""
_READ = 6_000
"""Code points of the text that are asked."""


def lesson(title: str, text: Callable[[], str]) -> str:
    """Why the page called `title` speaks of offences without offering any, or ""; `text` gives the
    merchant's words where the title makes it worth asking."""
    play, exam = _PLAY.search(title), _EXAMINED.search(title)
    named = _LESSON.search(title) or _STORY.search(title)
    if not (play or exam or named):
        return ""
    said = text()[:_READ]
    if exam and len(set(_EXAM.findall(said))) >= _ASKED:
        return f"标题有“{exam.group()}”，页面是试题，没有商品出售"
    if play and len(set(_STAGED.findall(said))) >= 2:
        return f"标题有“{play.group()}”，页面是剧本、台词，没有商品出售"
    if _DEALS.search(said):
        return ""
    told = {found.group() for found in _TELLS.finditer(said)}
    if named and len(told) >= _ENOUGH:
        return f"标题有“{named.group()}”，页面是讲解、提醒、自述经过，没有商品出售"
    return ""
