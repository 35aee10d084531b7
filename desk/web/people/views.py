"""用户与权限: accounts, and who acts for whom. The administrator sees no leads."""

import secrets

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.plugins.otp_totp.models import TOTPDevice

from desk.web import audit
from desk.web.access import account_of, one_of, territory
from desk.web.doors import door
from desk.web.listing import Column, Listing
from desk.web.models import Account, Delegation
from desk.web.people.forms import AccountForm, DelegationForm
from desk.web.roles import Role
from desk.web.templatetags.desk_words import beijing, office_title, unit_title

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


def _certificate(account: Account) -> str:
    officer = account.officer
    if officer is None:
        return "—"
    return f"{officer.number}（{officer.valid_to or '未填有效期'}）"


_COLUMNS = (
    Column[Account]("登录名", lambda one: one.username),
    Column[Account]("姓名", lambda one: one.name),
    Column[Account]("机构", lambda one: unit_title(one.unit)),
    Column[Account]("属地", lambda one: office_title(one.office)),
    Column[Account]("角色", lambda one: one.get_role_display()),
    Column[Account]("执法证号（有效期）", _certificate, width=30),
    Column[Account]("最近登录", lambda one: beijing(one.last_login), width=22),
    Column[Account]("状态", lambda one: "在用" if one.is_active else "已停用"),
)


@door("people/", "people", "用户与权限", roles=ADMINISTRATORS, menu="用户", place=105)
def people(request: HttpRequest) -> HttpResponse:
    """Accounts of the administrator's territory."""
    rows = _accounts(request).select_related("officer")
    own = territory(account_of(request).office, "giver__office")
    delegations = Delegation.objects.filter(own).select_related("giver", "taker")
    listing = Listing(
        name="people",
        title="用户与权限",
        rows=rows,
        columns=_COLUMNS,
        order=("username", "id"),
        empty="暂无账号。请新建。",
        row_url=lambda one: f"/people/{one.pk}/",
        template="people/people.html",
        extra={"delegations": delegations.order_by("-ends", "-id")[:20]},
    )
    return listing.answer(request)


def _accounts(request: HttpRequest) -> QuerySet[Account]:
    return Account.objects.filter(territory(account_of(request).office))


@door("people/new/", "person-new", "新建账号", roles=ADMINISTRATORS, methods=("GET", "POST"))
@sensitive_post_parameters()
def new_person(request: HttpRequest) -> HttpResponse:
    """A new account with a first password, shown once, to be changed at the first sign-in."""
    form = AccountForm(account_of(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, password = form.cleaned_data, secrets.token_urlsafe(9)
        account = Account.objects.make(
            said["username"],
            password,
            name=said["name"],
            role=said["role"],
            unit=said["unit"],
            office=said["office"],
            officer=form.officer(),
        )
        audit.note(request, audit.CHANGED, f"账号 {account.username}", "新建")
        context = {"title": "账号已建立", "person": account, "password": password}
        return render(request, "people/first_password.html", context)
    context = {"title": "新建账号", "form": form}
    status = 422 if form.errors else 200
    return render(request, "people/person.html", context, status=status)


@door("people/<int:pk>/", "person", "账号", roles=ADMINISTRATORS, methods=("GET", "POST"))
@sensitive_post_parameters()
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an account, stop it (its sessions end), start it again, give a new password."""
    account = one_of(request, _accounts(request), f"账号 {pk}", pk=pk)
    doing = request.POST.get("do", "")
    if doing == "stop" and account == account_of(request):
        messages.error(request, "不能停用自己的账号。")
        return redirect("person", pk=pk)
    if doing in {"stop", "start"}:
        account.is_active = doing == "start"
        account.save(update_fields=["is_active"])
        word = "恢复" if account.is_active else "停用"
        audit.note(request, audit.CHANGED, f"账号 {account.username}", word)
        messages.success(request, f"已{word}{account.name}。")
        return redirect("person", pk=pk)
    if doing == "password":
        password = secrets.token_urlsafe(9)
        account.set_password(password)
        account.must_change = True
        account.save()
        TOTPDevice.objects.filter(user=account).delete()
        audit.note(request, audit.CHANGED, f"账号 {account.username}", "重置密码")
        context = {"title": "密码已重置", "person": account, "password": password}
        return render(request, "people/first_password.html", context)
    officer = account.officer
    known = {
        "username": account.username,
        "name": account.name,
        "role": account.role,
        "unit": account.unit,
        "office": account.office,
        "number": officer.number if officer else "",
        "valid_to": officer.valid_to if officer else None,
    }
    form = AccountForm(
        account_of(request),
        request.POST if doing == "save" else None,
        initial=known,
        account=account,
    )
    if doing == "save" and form.is_valid():
        said, changes = form.cleaned_data, form.changes(known)
        for field in ("name", "role", "unit", "office"):
            setattr(account, field, said[field])
        account.officer = form.officer()
        account.save()
        audit.note(request, audit.CHANGED, f"账号 {account.username}", f"更改：{changes}")
        messages.success(request, "已保存。")
        return redirect("people")
    context = {"title": f"账号：{account.username}", "form": form, "person": account}
    return render(request, "people/person.html", context, status=422 if form.errors else 200)


@door("people/delegate/", "delegate", "代理", roles=ADMINISTRATORS, methods=("GET", "POST"))
def delegate(request: HttpRequest) -> HttpResponse:
    """Say who acts for whom."""
    form = DelegationForm(account_of(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        Delegation.objects.create(**said, made_by=account_of(request).name)
        note = f"{said['giver']}→{said['taker']} {said['starts']}至{said['ends']}"
        audit.note(request, audit.CHANGED, "代理", note)
        messages.success(request, "已登记代理。")
        return redirect("people")
    context = {"title": "登记代理", "form": form}
    return render(request, "people/delegate.html", context, status=422 if form.errors else 200)
