"""Goods that are about offences (图书、普法用品、鉴别服务): their words are content, no offer.

A book on pyramid selling, a poster against counterfeits, a course in telling jade apart. What
such a shop says of itself (全国第一, 包过) is judged as anywhere.
"""

from collections.abc import Callable, Iterable
from typing import Any

import re2

from checks.frames import offers

_TO_ORDER = re2.compile("精修|修图|[pP]图|设计|代做|印刷|打印|喷绘|制作|证件照|图文|排版")
_PRINTED = re2.compile(
    "海报|宣传[册画牌页栏]?|展板|书签|鼠标垫|挂画|标识牌|贴纸|门贴|木牌|装饰牌|手册|画册|挂图|标语|[提警]示牌"
)
"""What is printed for a customer says nothing of what else the printer offers."""
_ABOUT = re2.compile(
    "图书|书籍|旧书|小说|纪实|文学|读本|手册|挂图|宣传册|宣传画|宣传牌|海报|教材|单行本|条例|"
    "法规|法典|普法|科普|"
    "防骗|反诈|打假|辟谣|真假鉴|鉴定服务|鉴别服务|识别指南|提示牌|警示牌|标语|消费提示|"
    "消费警示|以案说法|词典|"
    "期刊|杂志|论文|题库|研究专著|案例汇编|指南书|绘本|连环画|知识科普|小知识|讲座|学习资料|宣讲|展板|倡议书|维权咨询|法律咨询|宣传|"
    "普及|选编|案例|解读|写的书|的书$|[^证请聘文划诺知议约托向状任告保明标]书$|回忆录|传记|防坑|避坑|贴纸|木牌|装饰牌|门贴|反作弊|风控软件|防刷|"
    "打印稿|剪报|"
    "(?:合规|守法|法务|法律风险|反不正当竞争|反传销)(?:经营|运营|宣传|营销|直播|管理|风控|实务)?(?:网课|课|培训|讲[座堂]|教程|训练营|"
    "体检|自查|审查)"
)

CLAIMS = frozenset(
    (
        "absolute",
        "rank",
        "education",
        "invest",
        "false",
        "state",
        "superlative",
        "rank-first",
        "income",
        "return-rate",
        "exam-rate",
        "exam-promise",
    )
)
"""Rules that speak of the seller's own claims: no subject of the goods excuses them."""


_OF_TEXTS = re2.compile(
    "手册|宣传|指南书|科普|知识|小知识|讲座|提示|防坑|避坑|解读|案例|普及|宣讲|学习资料|维权咨询|消费提示|识别指南|提醒|"
    "须知|指引|通知|绘本|连环画"
)
"""What an article may be called as well: 新店起步手册, 旅游避坑. Goods it is not."""
_SETS = re2.compile("本公司|我公司|我司|本社|本馆|本院|本校|本机构|租车人|乙方")
_CHARGES = re2.compile(
    "[收付交补加得花]{1,2}(?:您|你|取|收)?\\d{2,}|\\d+(?:\\.\\d+)?(?:元|块)|[\\d一二两三四五六七八九十百千]+(?:元|块)?一(?:瓶|斤|件|套|单|位|个|条|箱|包|本)|"
    "[元块](?:一)?(?:起|每|/)|\\d{3,5}(?:到|至|-|~)\\d{3,5}|[柜库]里(?:还)?(?:有|存)|"
    "[给收付交补加得花拿]{1,2}[你您]?[一二两三四五六七八九][十百千万]"
)


def subject_excuse(name: str, rule: str, sentence: str = "") -> str | None:
    """Why words in `sentence` on the page of goods called `name` (plain text) are only their
    content. A page that is called like an article may offer all the same: there a sentence in
    which the shop offers or charges speaks for itself."""
    if rule in CLAIMS:
        return None
    found = first_about(name, _ABOUT.finditer)
    if found and is_of_a_text(found) and speaks_for_the_shop(sentence):
        return None
    return f"商品名称有“{found}”，词语是其内容，不是出售的商品" if found else None


def is_of_a_text(word: str) -> bool:
    """Whether a page that `word` names may be an article or a handbook to read, and no goods."""
    return _OF_TEXTS.search(word) is not None


def speaks_for_the_shop(sentence: str) -> bool:
    """Whether in a sentence the shop offers, charges or sets terms."""
    return bool(offers(sentence) or _SETS.search(sentence) or _CHARGES.search(sentence))


def first_about(name: str, words: Callable[[str], Iterable[Any]]) -> str | None:
    """The first of the `words` in `name` that shows goods to be about something; of goods that are
    printed to order (海报设计 印刷) none that names the print."""
    made = _TO_ORDER.search(name)
    told = [str(found.group()) for found in words(name)]
    return next((one for one in told if not (made and _PRINTED.fullmatch(one))), None)
