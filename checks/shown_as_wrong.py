"""列为错误的 (what a page lists as wrong), 第一条 禁止的做法, 旧句子｜为什么不行, 返现卡｜停业.

Rules for merchants, lessons and shops that mended their terms set the words of offences out in
lists and tables, without a word of denial beside them: it stands in the heading, or in the head
of the column. A table is read as lines of name and value (Page field "attributes").
"""

import re

from checks.headings import heading_over

_HEADING = 22
"""Code points of a heading that forbids or takes back, at most."""
_FIGURE = "[一二三四五六七八九十0-9]{1,3}"
_NUMBER = f"(?:第{_FIGURE}[条章节款类]|{_FIGURE}[、.．）)]|[（(]{_FIGURE}[)）])"
_FORBIDS = re.compile(
    f"\\W*{_NUMBER}?\\W*(?:以下|下列|平台|本站|商家|这些|哪些|常见的?|几种)*(?:"
    "(?:严格)?(?:禁止|严禁|不得有?|不允许|不准|不可|不能|不要|别)(?:的|有|做|写|说|用|卖|碰|出现|使用|发布|销售)?(?:的|下列|以下)?"
    "(?:做法|行为|情形|事项|事|内容|词|词语|用语|话|商品|说法)|"
    "(?:做法|行为|情形|词|词语|用语|话|说法)(?:不能|不得|不可|不要|禁止|别)(?:有|做|写|说|用|碰)|"
    "违(?:规|法)(?:行为|情形|做法|用语|词|示例|例子)|"
    "(?:已经?|被|全部)?(?:划掉|删掉|删去|删除|作废|废止|停用|改掉)(?:的|了的)(?:条款|句子|话|内容|写法|说法)?|"
    "(?:错误|反面|不合规|违规)(?:的)?(?:示范|写法|例子|教材|做法|说法|案例)|"
    "骗子的?(?:话术|套路|把戏|手法|说法)|(?:常见|典型)的?(?:骗术|骗局|套路|陷阱|猫腻|话术)"
    ")(?:有|如下|包括|举例)?\\W*(?:[（(](?:不再|停止|已不)[^）)]{0,8}[)）])?\\W*"
)
_NEXT = re.compile(f"\\s*{_NUMBER}|[^。]{{0,6}}(?:新的|可以|允许|正确|放心|改成|现在|我们)")
"""A line that begins another part: what stands below it is not under the heading above."""
_OLD = (
    "原来|旧(?:的|句子?|稿|版|条款|写法|文案|合同)?|原(?:句|稿|文案|条款)|"
    "错误(?:的)?(?:写法|说法|示例|做法)?|违规(?:词|用语|写法|行为|做法|情形)?|"
    "(?:违禁|禁用|敏感)(?:词|用语)|不(?:能|要|可|宜)(?:写|说|用)(?:的|的词|的话)?|"
    "(?:骗子)?(?:套路|话术|骗术)|[^：:]{0,6}(?:误区|谣言)"
)
_MENDED = (
    "改成|改为|现在|新(?:的|句|稿|版|写法)?|正确(?:的)?(?:写法|说法|示例|做法)?|替换(?:为|词)?|"
    "可以(?:写|说|用)(?:的)?|应(?:改|写)[为成]?"
)
_WHY = (
    "为什么[^：:]{0,8}|原因|理由|依据|违反[^：:]{0,8}|错在[^：:]{0,4}|后果|处罚|处理|真相|实际|事实|"
    "怎么(?:认|防|办)|识破"
)
_HEADS = re.compile(
    f"(?:{_OLD})\\s*[:：]\\s*(?:{_MENDED}|(?P<why>{_WHY}))|说法\\s*[:：]\\s*(?P<truth>真相|实际|事实)"
)
"""Two columns: what was wrong, and what replaces it or (`why`, `truth`) what is wrong with it."""
_PENALTY = re.compile(
    "[^：:\\n]{0,10}[:：][^\\n]{0,16}(?:下架|清退|封(?:店|号|停)|停业|停售|扣[^，。\\n]{0,4}分|罚款|关店|清出|解约|报送|移送|冻结|拉黑|警告)"
)
_CELL = re.compile("[^：:\\n]*(?=[：:])")
_COUNTED = re.compile(f"第{_FIGURE}[类种条点个招步课讲][：:、 ]?[^，。！!？?\\n]{{1,10}}")
_FORBIDDEN_BELOW = re.compile(
    "(?<![不没])(?:明文|明确|严格)?禁止|(?:是|都|就|一样|属于|涉嫌)违法|不(?:能|要|得|可以?)(?:再)?(?:这样|这么)?(?:写|说|用|做|发)|"
    "(?:整句|这句|全部)(?:话)?(?:都)?(?:删|划)|要(?:罚|被罚)|会被(?:罚|处罚)"
)
_BELOW = 200
"""Code points of the line below a heading of a lesson that are read."""
_ROWS = 16
"""Rows of a table that are looked back on for its head."""


def shown_as_wrong(text: str, field: str, start: int, end: int) -> str | None:
    """Why what stands at [start, end) of the text of a field is set out as wrong, or None."""
    if field == "attributes":
        return _in_column(text, start, end)
    heading = heading_over(text, start, _FORBIDS, _HEADING, _NEXT)
    if heading:
        return f"列在“{heading}”之下，是禁止、不再使用的做法"
    return _heads_a_lesson(text, start, end)


def _heads_a_lesson(text: str, start: int, end: int) -> str | None:
    """第二类：治病, a heading of a lesson: the line below says why it must not be written."""
    begin = text.rfind("\n", 0, start) + 1
    line, _, below = text[begin:].partition("\n")
    if end > begin + len(line) or not _COUNTED.fullmatch(line.strip()):
        return None
    told = _FORBIDDEN_BELOW.search(below.partition("\n")[0][:_BELOW])
    return f"是小标题，下文说明这样不行（“{told.group()}”）" if told else None


def _in_column(text: str, start: int, end: int) -> str | None:
    """In the first cell of a row below a head that says what the column is; or of a row whose
    next cells are penalties."""
    above = text[:start].split("\n")
    before = above.pop()
    row, _, below = (before + text[start:]).partition("\n")
    name = _name(row)
    beside = _HEADS.fullmatch(f"{name}：{_name(below)}")
    behind = _HEADS.fullmatch(f"{_name(above[-1])}：{name}") if above else None
    if beside or (behind and _tells_why(behind)):
        return f"表中“{name}”一栏举出的是错误的写法、做法，或者说明错在哪里"
    for line in reversed(above[-_ROWS:]):
        head = _HEADS.fullmatch(line.strip())
        if head and (_tells_why(head) or len(before) + (end - start) <= len(name)):
            return f"列在表头“{line.strip()}”之下，是举出的错误写法、做法"
    if any(_PENALTY.match(line) for line in below.split("\n")[:2]) or _PENALTY.match(row):
        return "所在的表写明这种情形怎样处罚，是规则，不是宣传"
    return None


def _name(rows: str) -> str:
    """The first cell of the first of `rows`; "" of a line that is none."""
    found = _CELL.match(rows)
    return found.group().strip() if found else ""


def _tells_why(head: re.Match[str]) -> bool:
    """Whether the second column speaks of the first: then the whole row is about what is wrong."""
    return bool(head["why"] or head["truth"])
