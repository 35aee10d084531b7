"""How a referral reads in the list."""

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from desk.web.leads.rows import clock_of
from desk.web.listing import Column
from desk.web.templatetags.desk_words import minute, office_title, safe_words, unit_title
from desk.web.templatetags.step_words import answer_words, form_words
from leads.beijing import day_of
from leads.models import Referral


def route(row: Referral) -> str:
    """由→至."""
    return f"{_short(row.from_office)}→{receiver(row)}"


def receiver(row: Referral) -> str:
    """至: an office, for 提交 the unit, or an external body."""
    if row.external:
        return safe_words(row.external, 40)
    return _short(row.to_office)


def handled_by(row: Referral) -> str:
    """主办/协办."""
    if row.external:
        return "—"
    assisting = "、".join(map(unit_title, row.assisting_units))
    return unit_title(row.to_unit) + (f"／{assisting}" if assisting else "")


def sent(row: Referral) -> SafeString | str:
    """发出, or that it waits for a head."""
    if row.refused_at is not None:
        return "未获审签"
    if row.sent_at is None:
        return format_html('<span class="pending">{}</span>', "待审签")
    return minute(row.sent_at)


def due(row: Referral) -> SafeString | str:
    """期限, with how much is left while no answer is there."""
    if row.answer_due is None:
        return "—"
    if row.answered_at is not None:
        return f"{row.answer_due:%m-%d}"
    return clock_of(row.answer_due, day_of(timezone.now()))


def answer(row: Referral) -> str:
    """反馈."""
    if row.answered_at is None:
        return "—"
    return f"{answer_words(row.answer) or '已指定管辖'} {minute(row.answered_at)}"


def _short(code: str | None) -> str:
    return office_title(code).replace("市场监督管理局", "") if code else "—"


COLUMNS = (
    Column[Referral]("编号", lambda row: str(row.lead), width=20),
    Column[Referral]("方式", lambda row: form_words(row.form), width=8),
    Column[Referral]("由→至", route, width=24),
    Column[Referral]("主办/协办", handled_by, "wrap", 30),
    Column[Referral]("发出", sent, width=14),
    Column[Referral]("签收", lambda row: minute(row.received_at) or "—", width=14),
    Column[Referral]("期限", due, width=22),
    Column[Referral]("反馈", answer, width=20),
)
