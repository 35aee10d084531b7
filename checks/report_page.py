"""报道页: reports, interviews, minutes, diaries and histories, by how they are signed and told.

A judgment retold is full of 一比一, 顶级复刻, and no word of it is the paper's. Such a page is
signed as texts are (记者, 口述, 记录), tells of courts, of people under other names and of what was
done, and offers nothing: no button, no price of its own, no address to order at. What its sentences
offer all the same (我们有现货) is no report: that is asked of each.
"""

import re

import re2

from checks.authorities import WORDS
from checks.plain_text import on_line
from pages.page import Page

_SIGNED = re.compile(
    "(?:^|[\\s　（(|·])(记者|本报记者|通讯员|作者|撰文|撰稿|文[/／]图|"
    "编辑|责编|口述|访谈整理|采访整理|整理|采访|主持|记录|来源|编者按)"
    "[：:／/ 　]|(连载之|节选自|第[一二三四五六七八九十\\d]{1,3}章|〔20\\d\\d〕|投稿)",
    re.MULTILINE,
)
_MAY_BE_SIGNED = re2.compile(
    "(?:记者|通讯员|作者|撰文|撰稿|图|编辑|责编|口述|整理|采访|主持|记录|来源|编者按)"
    "[：:／/ \\x{3000}]|"
    "连载之|节选自|第[一二三四五六七八九十\\d]{1,3}章|〔20|投稿"
)
"""What every one of _SIGNED has: most pages have none."""
_TITLED = re.compile(
    "纪要|旁听|来信|访谈|口述|日记|节选|连载|宣判|判决|(?<![方答档图文备])案(?:件)?(?:[^例]|$)|比较试验|报道|通报|陈列馆|展览|见闻|回忆|书评|读后|史(?:话|略|$|[^丹努莱])|"
    "亲历|试题|考题|公开信|博物馆|四十|的[一二三四五六七八九十\\d]+[天年]|观后|纪实|调查"
)
_TELLS = re.compile(
    f"{WORDS}|法院|法庭|被告|宣判|二审|一审|判处|有期徒刑|公安|检察|当庭|执法人员|市场监督管理|约谈|"
    "责令改正|处罚|化名|受访|亲历者|庭审|开庭|审判|法官|原告|律师|判令|调解员|读者热线|年会|公约|"
    "出版社|非虚构|人名都?换过|会议室|出席|说明牌|解说员|讲解员|收缴|查获|展柜|陈列|当事人|到会|例会|"
    "监督委员会|村民小组|比较试验|实验室检测|委托[^。，]{0,14}检测|受害人|缩微|史料|档案|图书馆|民国|"
    "光绪|旧报|同治|乾隆|辞职|入职|读者来信"
)
_ENOUGH, _NAMED_ENOUGH = 4, 2
"""Ways of telling that a report has at least; a reporter's, or one that is signed by a name and
called so by its title."""
_REPORTERS = frozenset(("记者", "本报记者", "通讯员", "口述", "访谈整理", "编者按"))
_ASKS = re.compile(
    "(?:加|添加)(?:我|老师|客服|店主)?(?:的)?(?:微信|vx|wx|VX)|扫码(?:加|下单|进群|订购|咨询|购买)|"
    "(?:订购|咨询|报名|预订|招商|加盟|代理|购买)(?:热线|电话|微信|方式)|私信我|名额(?:有限|仅)|包邮|现货|诚招|招募(?!志愿)|欢迎(?:选购|订购|加盟|代理|来电订)"
)
_QUOTED = re.compile('[“「『"][^“”「」『』"\\n]{1,160}[”」』"]')
_OWN_PRICES = frozenset(
    ("售价", "现价", "优惠价", "券后价", "到手价", "拼团价", "会员价", "活动价")
)
_SHORT = 24
"""Code points of a line that is a price tag, and no sentence on prices."""
_OWN = re.compile("本店|小店|我店|我家|本公司|咱家|敝店|现货|有货|包邮|放心[买购]")
_READ = 8_000


def report(page: Page) -> str:
    """Why the page, which has no button to buy, tells of what others did, or ""."""
    text = page.text("description")[:_READ]
    titled = _TITLED.search(page.title.partition("\n")[0])
    signed: set[str] = set()
    if _MAY_BE_SIGNED.search(text):
        signed = {one[1] or one[2] for one in _SIGNED.finditer(text)}
    if not (signed or titled):
        return ""
    told = {one.group() for one in _TELLS.finditer(text)}
    by_name = any(not one.startswith("〔") for one in signed)  # an office's number signs no author
    least = _NAMED_ENOUGH if (titled and by_name) or signed & _REPORTERS else _ENOUGH
    if len(told) < least or _offers(page, text):
        return ""
    names = "、".join(sorted(signed)[:2])
    if titled and not signed:
        return f"标题有“{titled.group()}”，是报道、来信、纪要一类，说的是他人的事"
    return f"文章署有“{names}”，是报道、口述、纪要一类，说的是他人的事"


def _offers(page: Page, text: str) -> bool:
    """Whether there is a price tag, or a sentence of its own that asks for an order."""
    for price in page.prices:
        low, high = on_line(page.fields.get(price.field, ""), price.start, price.end, _SHORT)
        if price.label in _OWN_PRICES and high - low <= _SHORT:
            return True
    return _ASKS.search(_QUOTED.sub("", text)) is not None


def offers_all_the_same(sentence: str) -> bool:
    """Whether a sentence of a report is a shop's. 我们 is who tells."""
    said = _QUOTED.sub("", sentence)
    return bool(_OWN.search(said) or _ASKS.search(said))
