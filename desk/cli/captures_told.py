"""Captures 采集件 as lines for an officer: their leads, and what was found when checked again."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desk.cli.language import say
from desk.cli.terminal import tell

if TYPE_CHECKING:
    from leads.models import Lead, LeadCapture


def again_text(link: "LeadCapture") -> str:
    """What the checks found on the captured page, in a word."""
    names = {
        "present": say("仍在", "still there"),
        "changed": say("已变", "changed"),
        "gone": say("不见", "gone"),
    }
    return names.get(link.again, say("未能判断", "not to be told"))


def tell_captures_of(lead: "Lead") -> None:
    """The captures of a lead: number, time, what is still there."""
    from leads.beijing import shown_time
    from leads.models import LeadCapture

    links = LeadCapture.objects.filter(lead=lead).select_related("capture")
    for link in links.order_by("capture__started_at", "id"):
        one = link.capture
        manner = {
            "automatic": say("自动", "automatic"),
            "attended": say("双人在场", "attended"),
            "imported": say("双人在场导入", "imported"),
        }.get(one.manner, one.manner)
        late = say("，处理决定后", ", after the decision") if one.after_decision else ""
        tell(
            say("采集件：", "capture: ")
            + f"{one.number}  {shown_time(one.started_at)}  {manner}{late}  {again_text(link)}"
        )
        tell(f"    {one.url_asked}" + (f"  {link.why}" if link.why else ""))


def tell_leads_of(links: Iterable["LeadCapture"]) -> None:
    """The leads that a capture is tied to."""
    for link in links:
        counts = say(
            f"仍在 {len(link.found)} 处，不见 {len(link.missing)} 处",
            f"{len(link.found)} still there, {len(link.missing)} gone",
        )
        counted = f"（{counts}）" if link.found or link.missing else ""
        why = f"  {link.why}" if link.why else ""
        tell(say("线索：", "lead: ") + f"{link.lead}  {again_text(link)}{counted}{why}")
