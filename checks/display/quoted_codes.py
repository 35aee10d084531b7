"""Codes that a page only quotes: from the shop of a story that it tells, or in a specimen.

Who reads 那家店贴着一张营业执照，写着统一社会信用代码 … sees no licence of the shop that he
visits, nor does he in a form that is filled in for show (合同样本：某某公司 …（示例）), in what a
reporter or a notice tells of a company (当事人某某公司（统一社会信用代码 …）被责令改正), or in a
lesson on codes (以 … 为例，与本站无关).
"""

import re

from checks.display.whose import shares_name
from pages.page import Page

_NEAR_MARK = (
    "示例|样例|范例|样本|样张|示范|举例|虚构"
    "|(?:内容|信息|代码|号码)?(?:仅供|只作|仅作|供)(?:参考|示例|示范)"
)
_MARKED = re.compile(
    rf"[ \u3000\xa0]{{0,3}}[（(【\[〔](?:此处?|本行|以上)?(?:仅?[为系是作]|仅)?(?:{_NEAR_MARK})"
    r"[^）)】\]〕\n]{0,12}[）)】\]〕]"
)
"""Right behind a code: （示例）."""
_SPECIMEN = re.compile(
    "(?:合同|协议书?|发票|收据|委托书|授权书|申请表|订购单|填写)[（(：: —-]{0,3}"
    "(?:[\u4e00-\u9fff]{0,4}(?:样本|样张|样例|示例|范本|范例|模板|示范文本))"
    f"|(?:样本|样张|样例|示例|范本|范例|模板)[^。\\n]{{0,6}}(?:{_NEAR_MARK})"
)
_NOBODY = re.compile(
    "某某|某[县市区][\u4e00-\u9fff]{0,8}公司|××|[XxＸ]{2,}|＊＊|△△|张三|李四|_{3,}"
)
"""A name that nobody bears, or a blank to fill in."""
_HEADING = 40
_MOST_LINES = 8
_SOMEBODYS = re.compile(
    "(?:那|某|别|另外?一)家[^，,。；;：:\n]{0,8}?(?:店|公司|商家|商城|网站|卖家)"
    "|(?:骗子|假冒者|冒牌货?)的?[^，,。；;：:\n]{0,8}?(?:店铺?|网站|页面|网页)"
)
_SHOWED = re.compile(
    "[贴挂写印标登放晒亮]着|显示[着的]?|写的是|用的是|贴了|挂了|亮出|晒出|冒用|盗用"
)
_REPORTED = re.compile(
    "当事人|(?:公布|通报|曝光|查处|点名)了?[^。；;\n]{0,20}?(?:案|名单|企业|单位|商家)"
    "|(?:市场监管|工商|公安)[^。；;\n]{0,8}?局[^。；;\n]{0,16}?(?:公布|通报|查处|处罚)"
    "|(?:走访|采访|探访|参观|考察|拜访)了|而同行的"
)
"""A company of which a line tells news is none that shows its licence there."""
_PUNISHED = re.compile(
    "[^。；;\n]{0,50}?(?:(?<!未)(?<!未曾)(?<!没有)(?<!从未)(?<!没)(?<!不)被(?:责令|处以|罚|查|立案|吊销|列入)|涉嫌)"
)
_FOR_EXAMPLE = re.compile(
    "[）)]?[^。；;\n]{0,4}?为例"
    "|[^\n]{0,60}?(?:与本(?:站|网站|公司|商城|页)(?:经营)?无(?:任何)?(?:隶属|经营)?关|仅(?:为|作|供)举例)"
)
_OWN_AGAIN = re.compile(
    "版权所有|©|主办单位|经营主体|运营主体|本店|本公司|本站|本坊|我[们家店司]|自家|小店"
)
_TRACED = re.compile(
    "(?:这|该|那)(?:个|串|一)?(?:统一社会)?(?:信用)?代码(?:号码?)?"
    "(?:其实|实际上?|原来|竟然?|查出来|登记的?)?[是属][^。；;\n]{0,12}?(?:[一另别]家|别人|他人|人家)"
)
"""Behind it: where the code was looked up and found to be of somebody else."""


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether the code at `start` of `text` is of somebody in a story, or of a specimen."""
    begin = text.rfind("\n", 0, start) + 1
    after = text[end : end + 200]
    if _MARKED.match(after):
        return True
    before = text[max(begin, start - 120) : start]
    taught = _FOR_EXAMPLE.match(after) is not None
    return taught or _is_told(before, after) or _is_of_specimen(text, begin, start)


def is_reported(page: Page, text: str, start: int, end: int) -> bool:
    """Whether the line reports of a company with that code: what it did, who went to see it. The
    company after which the page is named tells of itself."""
    before = text[max(text.rfind("\n", 0, start) + 1, start - 120) : start]
    if _OWN_AGAIN.search(before) or shares_name(before, page.title):
        return False
    after = text[end : end + 200].partition("\n")[0]
    return _REPORTED.search(before) is not None or _PUNISHED.match(after) is not None


def _is_told(before: str, after: str) -> bool:
    """Whether the line tells of a shop that it does not name and of the licence seen there, or what
    follows says whose the code was found to be."""
    tales = list(_SOMEBODYS.finditer(before))
    if tales:
        rest = before[tales[-1].end() :]
        if _SHOWED.search(rest) and not _OWN_AGAIN.search(rest):
            return True
    if _OWN_AGAIN.search(before):
        return False
    return _TRACED.search("".join(after.split("\n")[:2])) is not None


def _is_of_specimen(text: str, begin: int, start: int) -> bool:
    """Whether a heading above says that a form is filled in for show, with nobody's name or a blank
    beside the code."""
    lines: list[str] = []
    for _ in range(_MOST_LINES):
        if begin == 0:
            return False
        last, begin = begin - 1, text.rfind("\n", 0, begin - 1) + 1
        above = text[begin:last].strip()
        if len(above) <= _HEADING and _SPECIMEN.search(above):
            beside = (
                f"{lines[0] if lines else above}{text[text.rfind(chr(10), 0, start) + 1 : start]}"
            )
            return _NOBODY.search(beside) is not None
        lines.append(above)
    return False
