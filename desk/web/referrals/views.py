"""移送与反馈: the list, sending a lead, and each referral's page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desk.web import here
from desk.web.access import account_of, lead_seen, one_of, referrals_of
from desk.web.deciding import decided, status_of
from desk.web.doors import door, noted_read
from desk.web.listing import Column, Listing
from desk.web.models import Account
from desk.web.notices.telling import (
    tell_answered,
    tell_decided,
    tell_sent,
)
from desk.web.referrals.forms import AnswerForm, ConsultForm, RemarkForm
from desk.web.referrals.rows import COLUMNS, receiver
from desk.web.referrals.sending_page import refer_page
from desk.web.referrals.tabs import ORDERS, TABS
from desk.web.roles import DECIDES, Role
from desk.web.stepping import (
    StepForm,
    asked_again,
    calendar_warning,
    confirmed,
    days,
    officer_of,
    sight_of,
    until,
)
from desk.web.templatetags.desk_words import minute
from leads.approvals import refuse
from leads.casework.referral_paper import paper_of
from leads.decisions import Answer, Form
from leads.errors import LeadsError
from leads.models import Approval, Capture, Lead, Officer, Referral
from leads.sending import (
    POLICE,
    consult,
    receive,
    reply,
    require_receiver,
    sign,
)
from leads.stages import Stages

_SENDERS = frozenset({Role.OFFICER, Role.UNIT})

refer = door("leads/<int:pk>/refer/", "refer", "移送", roles=_SENDERS, methods=("GET", "POST"))(
    refer_page
)


@door("referrals/", "referrals", "移送与反馈", roles=DECIDES, menu="移送与反馈", place=30)
def referrals(request: HttpRequest) -> HttpResponse:
    """The referrals that the account sent or received, under five tabs."""
    account = account_of(request)
    tab = request.GET.get("tab", "")
    if tab not in TABS:
        tab = "receive"
    rows = referrals_of(account)
    listing = Listing(
        name=f"referrals-{tab}",
        title="移送与反馈",
        rows=rows.filter(TABS[tab][1]).select_related("lead"),
        columns=COLUMNS,
        order=ORDERS.get(tab, ("-id",)),
        empty=f"暂无{TABS[tab][0]}的移送。移送从线索详情发起。",
        row_url=lambda row: f"/referrals/{row.pk}/",
        extra={"tabs": _tabs(tab)},
    )
    return listing.answer(request)


@door("approvals/", "approvals", "待审签", roles={Role.REVIEWER})
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for a head of the office: referrals, extensions, withdrawals."""
    account = account_of(request)
    rows = Approval.objects.filter(office=account.office, granted=None)
    rows = rows.exclude(kind=Approval.Kind.WITHDRAW, seconded_by=None)
    listing = Listing(
        name="approvals",
        title="待审签",
        rows=rows.filter(lead_seen(account)).select_related("lead", "asked_by"),
        columns=(
            Column[Approval]("编号", lambda one: str(one.lead), width=20),
            Column[Approval]("事项", lambda one: one.get_kind_display(), width=12),
            Column[Approval]("报请人", lambda one: one.asked_by.name, width=10),
            Column[Approval]("报请时间", lambda one: minute(one.asked_at), width=14),
            Column[Approval]("理由", lambda one: one.reason[:80], "wrap", 50),
        ),
        order=("id",),
        empty="暂无待审签。",
        row_url=_page_of_approval,
    )
    return listing.answer(request)


@door("referrals/<int:pk>/", "referral", "签收与反馈", roles=DECIDES, methods=("GET", "POST"))
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """One referral: signing it, receiving it, answering it, an objection."""
    account = account_of(request)
    rows = referrals_of(account).select_related("lead__shop__operator", "sent_by", "received_by")
    row = one_of(request, rows, f"移送 {pk}", pk=pk)
    forms = _forms(request, row)
    if request.method == "POST":
        answer = _post(request, row, account, forms)
        if answer is not None:
            return answer
        row = rows.get(pk=pk)
    else:
        noted_read(request, f"移送 {row.lead}-{row.pk}")
    sent = next((form for form in forms.values() if form.is_bound), None)
    context = _sight(row, account) | forms | {"sent": sent}
    status = status_of(sent) if sent is not None else 200
    context["conflict"] = status == 409
    return render(request, "referrals/referral.html", context, status=status)


@door("referrals/<int:pk>/letter/", "referral-letter", "移送文书", roles=DECIDES)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper of a referral, to be printed. 公安 have a paper of their own."""
    rows = referrals_of(account_of(request)).select_related("lead__shop__operator")
    row = one_of(request, rows.exclude(external=POLICE), f"移送文书 {pk}", pk=pk)
    noted_read(request, f"移送文书 {row.lead}-{row.pk}")
    paper = paper_of(row, here.office(), here.units())
    blocks = [[(type(block).__name__, block) for block in part.blocks] for part in paper.parts]
    context = {"title": paper.title, "paper": paper, "parts": blocks, "row": row}
    return render(request, "referrals/letter.html", context)


def _forms(request: HttpRequest, row: Referral) -> dict[str, StepForm]:
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    data, first = request.POST, {"version": row.lead.version}
    return {
        "signing": RemarkForm(data if doing in {"sign", "refuse"} else None, initial=first),
        "receiving": StepForm(
            data if doing == "receive" else None, initial=first, prefix="receive"
        ),
        "answering": AnswerForm(
            data if doing == "answer" else None, initial=first, prefix="answer"
        ),
        "consulting": ConsultForm(
            data if doing == "consult" else None, initial=first, prefix="consult"
        ),
    }


_NAMES = {
    "sign": "signing",
    "refuse": "signing",
    "receive": "receiving",
    "answer": "answering",
    "consult": "consulting",
}


def _post(
    request: HttpRequest, row: Referral, account: Account, forms: dict[str, StepForm]
) -> HttpResponse | None:
    """Take the step that was sent; None where the page is to be shown again."""
    doing = request.POST.get("do", "")
    head = account.kind is Role.REVIEWER
    if doing not in _NAMES or head != (doing in {"sign", "refuse"}):
        messages.error(request, "您的角色不能作这一步。")
        return redirect(f"/referrals/{row.pk}/")
    form = forms[_NAMES[doing]]
    if not form.is_valid():
        return None
    officer = officer_of(form, account)
    if officer is None:
        return None
    if doing == "sign" and not confirmed(request):
        return _ask_signature(request, row)
    after = decided(form, lambda steps: _step(steps, row, officer, doing, form))
    if after is None:
        form.renew(row.lead)
        return None
    return _told(request, row, doing)


def _step(steps: Stages, row: Referral, officer: Officer, doing: str, form: StepForm) -> Lead:
    said = form.cleaned_data
    version = said["version"]
    known: dict[str, Callable[[], Lead]] = {
        "sign": lambda: sign(steps, row.approval, officer, said["remark"], version=version),
        "refuse": lambda: refuse(steps, row.approval, officer, said["remark"], version=version),
        "receive": lambda: receive(steps, row, officer, version=version),
        "answer": lambda: reply(
            steps,
            row,
            officer,
            said["answer"],
            note=said["note"],
            document_no=said["document_no"],
            day=said["day"],
            version=version,
        ),
        "consult": lambda: consult(
            steps, row, officer, said["outcome"], said["note"], version=version
        ),
    }
    return known[doing]()


def _ask_signature(request: HttpRequest, row: Referral) -> HttpResponse:
    deadline = days(here.office().periods.answer)
    captures = Capture.objects.filter(leads__lead=row.lead).count()
    said = (
        f"将{row.lead}{Form(row.form).label}{receiver(row)}，附采集件{captures}件，"
        f"限{until(deadline)}反馈。不能撤回，可发更正函。"
    )
    return asked_again(
        request,
        said,
        back=f"/referrals/{row.pk}/",
        notes=[calendar_warning(deadline)],
        grave=True,
    )


def _told(request: HttpRequest, row: Referral, doing: str) -> HttpResponse:
    now = Referral.objects.select_related("lead").get(pk=row.pk)
    if doing in {"sign", "refuse"}:
        tell_decided(now.approval)
        if now.sent_at is not None:
            tell_sent(now)
    if doing == "answer":
        tell_answered(now, str(Answer(now.answer).label))
    said = {
        "sign": "已审签，已发出。",
        "refuse": "已退回拟稿人。",
        "receive": f"已签收，回执时间{minute(now.received_at)}。",
        "answer": "已反馈。",
        "consult": "已记录协商结果。",
    }[doing]
    messages.success(request, said)
    return redirect(f"/referrals/{row.pk}/")


def _sight(row: Referral, account: Account) -> dict[str, Any]:
    waiting = row.sent_at is None and row.refused_at is None
    approval = Approval.objects.filter(referral=row).select_related("decided_by").first()
    officer = account.officer
    receives = officer is not None and account.kind is not Role.REVIEWER and _receives(row, officer)
    open_now = row.sent_at is not None and row.answered_at is None
    objection = row.answer == Answer.OBJECTION and row.lead.answer == Answer.OBJECTION
    objection = objection and row.lead.stage == Lead.Stage.ANSWERED
    party = account.office in {row.from_office, row.to_office}
    own = row.form == Form.SUBMIT.value
    return sight_of(row.lead) | {
        "title": f"签收与反馈 {row.lead}",
        "row": row,
        "approval": approval,
        "officer": officer,
        "waiting": waiting,
        "may_sign": waiting
        and account.kind is Role.REVIEWER
        and officer is not None
        and account.office == row.from_office,
        "may_receive": open_now and receives and row.received_at is None,
        "may_answer": open_now and receives and row.received_at is not None,
        "may_designate": open_now and receives and row.form == Form.REQUEST and row.received_at,
        "objection": objection,
        "own": own,
        "may_consult": objection and not own and party and account.kind in _SENDERS and officer,
        "may_resend": objection and account.kind in _SENDERS and (party or not own),
        "police": row.external == POLICE,
        "in_charge": here.units().title(row.to_unit) if row.to_unit else "",
    }


def _receives(row: Referral, officer: Officer) -> bool:
    try:
        require_receiver(row, officer)
    except LeadsError:
        return False
    return True


def _page_of_approval(one: Approval) -> str:
    if one.referral_id is not None:
        return f"/referrals/{one.referral_id}/"
    page = {
        Approval.Kind.DISAGREE: "verify",
        Approval.Kind.EXTEND: "extend",
        Approval.Kind.WITHDRAW: "withdraw",
    }[Approval.Kind(one.kind)]
    return f"/leads/{one.lead_id}/{page}/"


def _tabs(tab: str) -> list[tuple[str, str, bool]]:
    return [
        (f"?tab={key}", word, key == tab)
        for key, (word, _) in TABS.items()
        if key != "back" or tab == "back"
    ]
