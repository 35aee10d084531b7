"""登录、退出、首次启动、个人设置."""

import base64
import hmac
import os
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from desk.web import audit, here
from desk.web.access import account_of
from desk.web.asked import own_path
from desk.web.doors import door
from desk.web.models import AccessLine, Account
from desk.web.roles import EVERYONE, Role
from desk.web.sign_in.forms import CodeForm, FirstStartForm, PasswordForm, SignInForm

SETUP_CODE = "WANGJIAN_SETUP_CODE"
"""The variable in which `wangjian desk` hands the first start's code to the server."""

REPORTS_AN_HOUR = 20
"""Reports on content security of one address that are written down within an hour."""


@door("first/", "first-start", "建立管理员", roles=None, methods=("GET", "POST"))
@sensitive_post_parameters()
def first_start(request: HttpRequest) -> HttpResponse:
    """The first administrator; only while there is no account, and only with the code."""
    if Account.objects.exists():
        return redirect("sign-in")
    form = FirstStartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, known = form.cleaned_data["setup_code"].strip(), os.environ.get(SETUP_CODE, "")
        if known and hmac.compare_digest(given.encode(), known.encode()):
            account = Account.objects.make(
                form.cleaned_data["username"],
                form.cleaned_data["password"],
                name=form.cleaned_data["name"],
                role=Role.ADMINISTRATOR,
                unit="network",
                office=here.office().code,
                must_change=False,
            )
            audit.note(request, audit.CHANGED, f"账号 {account.username}", "首次启动建立管理员")
            messages.success(request, "已建立管理员，请登录。")
            return redirect("sign-in")
        form.add_error("setup_code", "口令不对。请看启动工作台的终端。")
    status = 422 if form.errors else 200
    context = {"form": form, "title": "建立管理员"}
    return render(request, "sign_in/first_start.html", context, status=status)


@door("login/", "sign-in", "登录", roles=None, methods=("GET", "POST"))
@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    """登录. The session gets a new key; a session that somebody planted is worth nothing."""
    form = SignInForm(request, request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            account = form.get_user()
            login(request, account)
            if form.otp_device is not None:
                otp_login(request, form.otp_device)
            audit.note(request, audit.SIGNED_IN, f"账号 {account.get_username()}")
            wanted = request.POST.get("next") or request.GET.get("next") or "/"
            return redirect(own_path(wanted))
        audit.note(request, audit.FAILED, f"账号 {request.POST.get('username', '')[:60]}")
    context = {"form": form, "title": "登录", "next": request.GET.get("next", "")}
    return render(request, "sign_in/sign_in.html", context, status=422 if form.errors else 200)


def locked_out(request: HttpRequest, credentials: object = None, *_: object) -> HttpResponse:
    """What an account hears that was locked after wrong passwords."""
    audit.note(request, audit.LOCKED, f"账号 {request.POST.get('username', '')[:60]}")
    context = {
        "title": "账号已锁定",
        "advice": "连续5次登录失败，锁定15分钟。若不是您本人操作，请告知系统管理员。",
    }
    return render(request, "desk/error.html", context, status=429)


@door("logout/", "sign-out", "退出", roles=EVERYONE, methods=("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出."""
    audit.note(request, audit.SIGNED_OUT)
    logout(request)
    return redirect("sign-in")


@door("account/", "account", "个人设置", roles=EVERYONE, methods=("GET", "POST"))
@sensitive_post_parameters()
def own_account(request: HttpRequest) -> HttpResponse:
    """改密码、动态口令、列表快捷键."""
    account = account_of(request)
    doing = request.POST.get("do", "")
    password = PasswordForm(account, request.POST if doing == "password" else None)
    code = CodeForm(request.POST if doing == "code" else None)
    device = TOTPDevice.objects.filter(user=account).order_by("-confirmed", "id").first()
    if doing == "password" and password.is_valid():
        account.set_password(password.cleaned_data["password"])
        account.must_change = False
        account.save()
        update_session_auth_hash(request, account)
        audit.note(request, audit.CHANGED, f"账号 {account.username}", "改密码")
        messages.success(request, "密码已更改。")
        return redirect("account")
    if doing == "keys":
        account.keys_on = request.POST.get("keys_on") == "on"
        account.save(update_fields=["keys_on"])
        messages.success(request, "已保存。")
        return redirect("account")
    if doing == "device" and (device is None or not device.confirmed):
        TOTPDevice.objects.filter(user=account).delete()
        device = TOTPDevice.objects.create(user=account, name="手机", confirmed=False)
    if doing == "code" and device is not None and code.is_valid():
        if device.verify_token(code.cleaned_data["code"].strip()):
            device.confirmed = True
            device.save()
            audit.note(request, audit.CHANGED, f"账号 {account.username}", "启用动态口令")
            messages.success(request, "动态口令已启用，下次登录时使用。")
            return redirect("account")
        code.add_error("code", "不对，请等手机显示新的六位数再输。")
    if doing == "no-device" and device is not None:
        TOTPDevice.objects.filter(user=account).delete()
        audit.note(request, audit.CHANGED, f"账号 {account.username}", "停用动态口令")
        messages.success(request, "动态口令已停用。")
        return redirect("account")
    context = {
        "title": "个人设置",
        "password": password,
        "code": code,
        "device": device,
        "secret": _secret(device) if device is not None and not device.confirmed else "",
    }
    faulty = password.errors or code.errors
    return render(request, "sign_in/account.html", context, status=422 if faulty else 200)


def _secret(device: TOTPDevice) -> str:
    text = base64.b32encode(device.bin_key).decode("ascii").rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


@door("csp-report/", "csp-report", "内容安全报告", roles=None, methods=("POST",))
@csrf_exempt
def csp_report(request: HttpRequest) -> HttpResponse:
    """A browser says that a page tried what the policy forbids: an injection, or our fault.

    Anybody can send one, so of one address only the first of an hour are written down.
    """
    hour_ago = timezone.now() - timedelta(hours=1)
    address = audit.address_of(request)
    known = AccessLine.objects.filter(what="csp", address=address, at__gte=hour_ago)
    if known.count() < REPORTS_AN_HOUR:
        audit.note(request, "csp", "", request.body[:280].decode("utf-8", "replace"))
    return HttpResponse(status=204)
