"""摘要: a summary in a page's head that repeats its text is judged as the text is.

A summary ends where a shop system cuts it, and what makes the text a warning or a story often
stands behind: 他把执照租给别人，一个月三百 opens a lesson on why nobody should.
"""

from collections.abc import Sequence

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.plain_text import on_line

_OF_THE_HEAD, _OF_THE_TEXT = "meta", "description"
_LEAST = 20
"""Code points that must be repeated; fewer stand anywhere by chance."""
_CUT = " \t\u3000….。"
"""What a system sets where it cuts."""


def as_in_text(context: Context, findings: Sequence[Finding]) -> list[Finding]:
    """The findings; leads of the head's summary whose words the text repeats, and makes none of,
    are none either."""
    if not any(one.lead and one.field == _OF_THE_HEAD for one in findings):
        return list(findings)
    text = context.page.fields.get(_OF_THE_TEXT, "")
    head = context.page.fields.get(_OF_THE_HEAD, "")
    return [_judged(one, head, text, findings) for one in findings]


def _judged(finding: Finding, head: str, text: str, findings: Sequence[Finding]) -> Finding:
    if not finding.lead or finding.field != _OF_THE_HEAD:
        return finding
    begin, stop = on_line(head, finding.start, finding.end, len(head))
    line = head[begin:stop].rstrip(_CUT)
    at = text.find(line) if len(line) >= _LEAST else -1
    if at < 0:
        return finding
    start, end = finding.start - begin + at, finding.end - begin + at
    same = [
        one
        for one in findings
        if one.field == _OF_THE_TEXT
        and one.rule == finding.rule
        and one.start < end
        and start < one.end
    ]
    excused = next((one.excused for one in same if one.excused), None)
    if excused is None or any(one.lead for one in same):
        return finding
    return without_lead(finding, f"摘要照录正文，正文中的这句话不作为线索：{excused}")
