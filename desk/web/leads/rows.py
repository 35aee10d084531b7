"""How a lead reads in a list: one line that tells whether to open it."""

from datetime import date

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from desk.web import here
from desk.web.listing import Column
from desk.web.templatetags.desk_words import (
    area_title,
    day,
    masked_person,
    office_title,
    safe_words,
    unit_title,
)
from leads.beijing import day_of
from leads.elsewhere import place_said
from leads.harm import NAMES, SIGNS
from leads.models import Lead
from leads.step_rules import RUNNING


def level(lead: Lead) -> SafeString:
    """■一级, in its colour."""
    return format_html(
        '<span class="level-{}">{}{}</span>', lead.level, SIGNS[lead.level], NAMES[lead.level]
    )


def number(lead: Lead) -> str:
    """编号: the lead's once registered, else the hint's."""
    return lead.number or lead.hint_no


def shop(lead: Lead) -> str:
    """网店(主体)."""
    name = safe_words(lead.shop.name or lead.shop.key, 24)
    operator = lead.shop.operator
    shown = masked_person(operator.name, operator.operator_type)
    return f"{name}（{shown}）" if operator.name and operator.name != name else name


def suspicion(lead: Lead) -> str:
    """疑似事项, with the words found."""
    return safe_words(lead.summary, 60)


def clock(lead: Lead) -> SafeString | str:
    """时限: 剩9个工作日(至12-15) / ▲剩2 / ■超期1, working days; what waits to be screened, too."""
    today = day_of(timezone.now())
    if lead.due is None:
        waiting = (today - day_of(lead.first_seen)).days
        return f"待筛{waiting}天" if lead.stage == Lead.Stage.SUSPECTED else "—"
    if lead.stage not in RUNNING:
        return "—"
    return clock_of(lead.due, today, provisional=lead.due_provisional, extended=lead.extended)


def clock_of(
    due: date, today: date, *, provisional: bool = False, extended: bool = False
) -> SafeString | str:
    """How much of a period is left on `today`."""
    calendar = here.calendar()
    ends = f"至{day(due)}{'，暂算' if provisional else ''}{'，已延长' if extended else ''}"
    if due < today:
        over = calendar.left(due, today)
        return format_html('<span class="bad">■超期{}</span>（{}）', over, ends)
    left = calendar.left(today, due)
    if left <= 3:
        return format_html('<span class="pending">▲剩{}</span>（{}）', left, ends)
    return f"剩{left}个工作日（{ends}）"


def place(lead: Lead, office: str) -> str:
    """属地, and whether that is another's or not settled, as `office` sees it."""
    title = office_title(lead.office).replace("市场监督管理局", "")
    said = place_said(lead, office)
    return f"{title}（{said}）" if said else title


def lead_columns(office: str) -> tuple[Column[Lead], ...]:
    """The columns of a list of leads at the desk of `office`."""
    return (
        Column("编号", number, width=20),
        Column("级别", level, width=8),
        Column("网店（主体）", shop, width=30),
        Column("疑似事项", suspicion, "wrap", 50),
        Column("领域", lambda lead: area_title(lead.area)),
        Column("属地", lambda lead: place(lead, office)),
        Column("主办", lambda lead: unit_title(lead.unit)),
        Column("阶段", lambda lead: lead.get_stage_display()),
        Column("时限", clock, width=24),
        Column("最近见到", lambda lead: day(lead.last_seen)),
    )
