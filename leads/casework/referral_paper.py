"""The paper of one referral, for printing: 线索提交单, 移送函, 交办通知书, 指定管辖请示.

涉嫌犯罪案件移送书 is no paper of this program: only its number and day are kept.
"""

from collections.abc import Collection
from dataclasses import replace

from django.utils import timezone

from evidence.package.records import facts
from evidence.package.records.form import Form as PaperForm
from evidence.package.records.form import fill
from evidence.package.records.forms import referral as forms
from evidence.package.records.forms.referral import Thing
from evidence.package.records.from_capture import hexadecimal
from evidence.package.records.paper import Paper
from leads.beijing import day_in_full
from leads.casework.papers import record_office
from leads.casework.subject import operator_facts, shop_words
from leads.decisions import Form
from leads.divisions import office_name
from leads.models import Capture, CasePackage, Lead, Referral
from leads.office import Office
from leads.units import Units

TITLES = {
    Form.TRANSFER: "案件线索移送函",
    Form.ASSIGN: "案件交办通知书",
    Form.REQUEST: "指定管辖请示",
}

_NO_PACKAGE = facts.Absent("未取得", "未制作证据包")


def paper_of(row: Referral, office: Office, units: Units) -> Paper:
    """The paper of a referral as its facts stand; blanks where only an officer knows.

    Raises FormRefused.
    """
    lead = row.lead
    captures = list(Capture.objects.filter(leads__lead=lead).order_by("id"))
    number = lead.number or lead.hint_no
    package = CasePackage.objects.filter(leads=lead).exclude(file="").order_by("-id").first()
    own = Form(row.form) is Form.SUBMIT
    head = facts.Head(
        office=replace(record_office(office), name=_name(row.from_office, office)),
        number=f"{number}-Y{row.pk}",
        made_at=row.sent_at or timezone.now(),
    )
    told = replace(
        referral_facts(lead, units, head, {one.manner for one in captures}),
        to=units.title(row.to_unit) if own else _to(row, units),
        why=row.reason or None,
        package=package.number if package else _NO_PACKAGE,
        package_sha256=hexadecimal(package.digest) if package else _NO_PACKAGE,
        attachments=tuple(f"采集件 {one.number}" for one in captures) or None,
        reply_by=day_in_full(row.answer_due) if row.answer_due else None,
    )
    return fill(_form(row), told)


def referral_facts(
    lead: Lead, units: Units, head: facts.Head, manners: Collection[str]
) -> forms.Referral:
    """What every paper that sends a lead says of it. `manners` are how its captures were taken."""
    platform, shop = shop_words(lead)
    return forms.Referral(
        head=head,
        task=lead.campaign or None,
        platform=platform,
        url=lead.shop.url or None,
        shop=shop,
        matter=units.area_title(lead.area),
        operator=operator_facts(lead),
        thing=_thing(set(manners)),
    )


def _thing(manners: set[str]) -> Thing | None:
    if not manners:
        return None
    if manners == {"automatic"}:
        return "自动采集件"
    return "自动采集件和双人取证件" if "automatic" in manners else "双人取证件"


def _form(row: Referral) -> "PaperForm[forms.Referral]":
    form = Form(row.form)
    if form is Form.SUBMIT:
        return forms.SUBMISSION
    return replace(forms.LETTER, title=TITLES[form])


def _name(code: str, office: Office) -> str:
    return office.name if code == office.code else office_name(code)


def _to(row: Referral, units: Units) -> str:
    if row.external:
        return row.external
    return f"{office_name(row.to_office or '')}（{units.title(row.to_unit)}）"
