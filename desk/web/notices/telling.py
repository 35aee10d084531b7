"""通知: telling accounts what waits for them, each occasion once.

Who acts for an absent colleague 代理 is told what the colleague is told.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from desk.web.models import Account, Delegation, Notice
from desk.web.roles import Role
from leads.beijing import day_of
from leads.divisions import PROVINCE
from leads.models import Approval, Lead, LeadEvent, Officer, Referral
from leads.plain_text import visible
from leads.recusal import STEP as RECUSED


def tell(accounts: Iterable[Account], key: str, text: str, url: str) -> int:
    """Tell `accounts` about an occasion, known by `key`; who was told already is not again.

    How many notices were made.
    """
    people = {one.pk: one for one in accounts}
    if not people:
        return 0
    today = day_of(timezone.now())
    acting = Delegation.objects.filter(giver__in=people, starts__lte=today, ends__gte=today)
    for one in acting.select_related("taker"):
        if one.taker.is_active:
            people.setdefault(one.taker.pk, one.taker)
    told = set(Notice.objects.filter(key=key, account__in=people).values_list("account", flat=True))
    rows = [
        Notice(account_id=pk, key=key[:120], text=visible(text, 300)[:300], url=url[:300])
        for pk in people
        if pk not in told
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def officers_at(office: str | None) -> "QuerySet[Account]":
    """网监执法人员 of an office."""
    return _active().filter(role=Role.OFFICER, office=office or "")


def officers_near(office: str | None) -> "QuerySet[Account]":
    """网监执法人员 of an office, or of the next above it that has any."""
    code = office or PROVINCE
    for above in dict.fromkeys((code, code[:4] + "00", PROVINCE)):
        rows = officers_at(above)
        if rows.exists():
            return rows
    return officers_at(PROVINCE)


def unit_at(office: str | None, unit: str) -> "QuerySet[Account]":
    """Officers of a business unit of an office."""
    return _active().filter(role=Role.UNIT, office=office or "", unit=unit)


def heads_at(office: str) -> "QuerySet[Account]":
    """负责人 of an office."""
    return _active().filter(role=Role.REVIEWER, office=office)


def administrators() -> "QuerySet[Account]":
    """系统管理员."""
    return _active().filter(role=Role.ADMINISTRATOR)


def _active() -> "QuerySet[Account]":
    return Account.objects.filter(is_active=True)


def second_key(lead: Lead) -> str:
    """Names the occasion of `tell_second`."""
    return f"second-{lead.pk}-{lead.version}"


def tell_second(lead: Lead, first: Officer) -> int:
    """第二人核实: who may be the second, near the lead's office and at the first's; nobody who
    has stood aside 回避."""
    able = officers_near(lead.office or lead.discovered_by) | officers_at(first.office)
    aside = LeadEvent.objects.filter(lead=lead, step=RECUSED).exclude(officer=None)
    able = able.exclude(officer=None).exclude(officer=first)
    return tell(
        able.exclude(officer__in=aside.values("officer")),
        second_key(lead),
        f"{lead}待第二人核实（第一人{first.name}）",
        f"/leads/{lead.pk}/verify/",
    )


def tell_dispute(lead: Lead) -> int:
    """意见不一致: the heads of the office of who put it to them."""
    asked = Approval.objects.filter(lead=lead, kind=Approval.Kind.DISAGREE, granted=None).last()
    if asked is None:
        return 0
    return tell(
        heads_at(asked.office),
        approval_key(asked),
        f"{lead}两人意见不一致，请决定",
        f"/leads/{lead.pk}/verify/",
    )


def approval_key(approval: Approval) -> str:
    """Names the occasion of `tell_approval`."""
    return f"approval-{approval.pk}"


def tell_approval(approval: Approval) -> int:
    """待审签: the heads of the office."""
    url = {
        Approval.Kind.EXTEND: f"/leads/{approval.lead_id}/extend/",
        Approval.Kind.WITHDRAW: f"/leads/{approval.lead_id}/withdraw/",
        Approval.Kind.DISAGREE: f"/leads/{approval.lead_id}/verify/",
    }.get(Approval.Kind(approval.kind), f"/referrals/{approval.referral_id}/")
    return tell(
        heads_at(approval.office),
        approval_key(approval),
        f"{approval.lead}：{approval.get_kind_display()}待审签",
        url,
    )


def tell_withdrawal(approval: Approval) -> int:
    """撤销登记: who may be the second officer."""
    able = officers_at(approval.office).exclude(officer=None)
    return tell(
        able.exclude(officer=approval.asked_by),
        f"second-approval-{approval.pk}",
        f"{approval.lead}：撤销登记待第二人同意",
        f"/leads/{approval.lead_id}/withdraw/",
    )


def tell_decided(approval: Approval) -> int:
    """审签结果: who asked."""
    word = "已同意" if approval.granted else "不同意"
    asked = _active().filter(officer=approval.asked_by)
    url = f"/referrals/{approval.referral_id}/" if approval.referral_id else None
    return tell(
        asked,
        f"decided-{approval.pk}",
        f"{approval.lead}：{approval.get_kind_display()}，负责人{word}",
        url or f"/leads/{approval.lead_id}/",
    )


def receivers_of(row: Referral) -> "QuerySet[Account]":
    """Who receives a referral: the unit's officers, and the network unit of that office."""
    unit = Q(role=Role.UNIT, unit=row.to_unit) | Q(role=Role.OFFICER)
    return _active().filter(unit, office=row.to_office or "")


def senders_of(row: Referral) -> "QuerySet[Account]":
    """Who sent it: the unit's officers of that office."""
    roles = {Role.OFFICER, Role.UNIT}
    return _active().filter(role__in=roles, office=row.from_office, unit=row.from_unit)


def sent_key(row: Referral) -> str:
    """Names the occasion of `tell_sent`."""
    return f"sent-{row.pk}"


def tell_sent(row: Referral) -> int:
    """待签收."""
    if row.external or row.sent_at is None:
        return 0
    return tell(receivers_of(row), sent_key(row), f"{row.lead}待签收", f"/referrals/{row.pk}/")


def tell_answered(row: Referral, words: str) -> int:
    """反馈."""
    return tell(
        senders_of(row), f"answered-{row.pk}", f"{row.lead}已反馈：{words}", f"/referrals/{row.pk}/"
    )


def tell_trouble(lead: Lead, what: str) -> int:
    """核验异常: the administrators, who see no lead but must see to the disk; once a week
    while it lasts."""
    week = f"{day_of(timezone.now()):%G-%V}"
    return tell(administrators(), f"trouble-{lead.pk}-{week}", f"核验异常：{what}", "/system/")
