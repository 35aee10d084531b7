"""会签: a unit signs the digest of a version, hands in a signature, or says why it does not."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from desk.cli.unit_keys import key_path
from desk.web import audit, here
from desk.web.access import account_of
from desk.web.lead.choosing import NO_CERTIFICATE
from desk.web.lists.forms import KeyForm, ObjectionForm, SignatureForm
from desk.web.lists.naming import short_digest, short_unit, version_title
from desk.web.models import Account, ListObjection
from desk.web.stepping import confirmed
from keywords.agreement import Agreement, load_key
from keywords.errors import FileFault, KeyFault, KeywordsError
from leads.agreement_entries import enter_agreements
from leads.clock import require_clock
from leads.errors import LeadsError
from leads.list_shelf import Version, accept_signature, parse_signatures, sign_version
from leads.noting import Said, noting
from leads.officers import require_in_service
from leads.plain_text import storable

_LARGEST_SIGNATURE = 1 << 20


def sign_page(request: HttpRequest, version: Version, url: str) -> HttpResponse:
    """The page of signing a version; a step that is done goes back to the version's page."""
    account = account_of(request)
    refusal = may_not_sign(account, version)
    forms: dict[str, Any] = {"signature": SignatureForm(), "objection": ObjectionForm()}
    status = 200
    if request.method == "POST":
        if refusal:
            messages.error(request, refusal)
            return redirect(url)
        if request.POST.get("digest") != version.list.digest:
            messages.error(request, "词表内容刚有改动，没有签署。请看清现在的内容后再签。")
            return redirect(f"{url}sign/")
        do = request.POST.get("do", "")
        if do == "key":
            return _with_key(request, account, version, url)
        if do == "file":
            handed = SignatureForm(request.POST, request.FILES)
            forms["signature"] = handed
            done = handed.is_valid() and _with_file(request, account, version, handed)
        else:
            refused = ObjectionForm(request.POST)
            forms["objection"] = refused
            done = refused.is_valid() and _object(request, account, version, refused)
        if done:
            return redirect(url)
        status = 422
    context = _context(account, version, url) | forms | {"refusal": refusal}
    return render(request, "lists/sign.html", context, status=status)


def may_not_sign(account: Account, version: Version) -> str:
    """Why the account may not sign this version now, "" where it may."""
    if account.unit not in version.list.units:
        return "本表不需要您所在的机构会签。"
    if account.office != here.office().code:
        return "会签由本机关的机构办理，您的账号属其他机关。"
    if account.unit in version.agreement.signed:
        return "您所在的机构已签署本版。"
    if not version.open:
        return f"本版{version.words}，不再会签。"
    if account.officer is None:
        return NO_CERTIFICATE
    try:
        require_in_service(account.officer)
        require_clock(here.home())
    except LeadsError as error:
        return error.zh
    return ""


def _with_key(request: HttpRequest, account: Account, version: Version, url: str) -> HttpResponse:
    form = KeyForm(request.POST) if confirmed(request) else KeyForm()
    if form.is_bound and form.is_valid():
        try:
            assert account.officer is not None
            key = load_key(key_path(here.home(), account.unit), form.cleaned_data["passphrase"])
            sign_version(here.home(), version, account.unit, account.officer.name, key)
        except KeyFault as error:
            audit.note(request, audit.FAILED, version_title(version.list), "会签密钥未能打开")
            form.add_error("passphrase", error.zh.replace(f"{here.home().path}/", ""))
        except (KeywordsError, OSError) as error:
            form.add_error(
                None,
                error.zh if isinstance(error, KeywordsError) else f"签名写不进去：{error.strerror}",
            )
        else:
            _signed(request, version, "以机构密钥")
            return redirect(url)
    context = _context(account, version, url) | {"form": form, "said": said(account, version)}
    return render(request, "lists/sign_key.html", context, status=422 if form.errors else 200)


def said(account: Account, version: Version) -> str:
    """⏎ what signing means."""
    one = version.list
    return (
        f"以{short_unit(account.unit)}密钥签署第{one.version}版"
        f"（摘要{short_digest(one.digest)}）。不可撤回；改一词须重新会签。"
    )


def _with_file(
    request: HttpRequest, account: Account, version: Version, form: SignatureForm
) -> bool:
    file = form.cleaned_data["file"]
    try:
        if file.size > _LARGEST_SIGNATURE:
            raise FileFault.single(file.name, "文件太大，不是签名文件", "too large")
        with tempfile.TemporaryDirectory() as folder:
            given = parse_signatures(file.read(), Path(file.name).name[:120], Path(folder))
        accept_signature(here.home(), version, _of_this(given, account, version, file.name))
    except KeywordsError as error:
        for line in error.zh.splitlines():
            form.add_error("file", line)
        return False
    _signed(request, version, "上传签名")
    return True


def _of_this(given: list[Agreement], account: Account, version: Version, name: str) -> Agreement:
    """The unit's newest signature under this list; a file may hold its history."""
    own = [one for one in given if one.unit == account.unit]
    if not own:
        raise FileFault.single(
            name, f"没有{short_unit(account.unit)}的签名", "no signature of this unit in it"
        )
    return next((one for one in own if one.list_digest == version.list.digest), own[-1])


def _object(request: HttpRequest, account: Account, version: Version, form: ObjectionForm) -> bool:
    assert account.officer is not None
    ListObjection.objects.create(
        list_id=version.list.id,
        version=version.list.version,
        digest=version.list.digest,
        unit=account.unit,
        officer=account.officer.name,
        reason=storable(form.cleaned_data["reason"], 1000),
        at=timezone.now(),
    )
    audit.note(request, audit.CHANGED, version_title(version.list), "不同意会签")
    messages.success(request, "已登记不同意。起草人改好后会作为新内容重新会签。")
    return True


def _signed(request: HttpRequest, version: Version, how: str) -> None:
    audit.note(request, audit.CHANGED, version_title(version.list), f"会签，{how}")
    missing = [unit for unit in version.agreement.missing if unit != account_of(request).unit]
    if missing:
        more = "、".join(map(short_unit, missing))
        messages.success(request, f"已签署{version_title(version.list)}，还缺{more}。")
    else:
        messages.success(request, f"已签署，各机构均已会签，{version_title(version.list)}生效。")
    troubles: list[Said] = []
    with noting(troubles, "会签已生效，尚未登记到存证日志", "not entered in the ledger yet"):
        enter_agreements(here.home(), here.office())
    for zh, _ in troubles:
        messages.warning(request, zh)


def _context(account: Account, version: Version, url: str) -> dict[str, Any]:
    return {
        "title": f"会签：{version_title(version.list)}",
        "version": version,
        "url": url,
        "unit": short_unit(account.unit),
        "said": said(account, version),
        "has_key": key_path(here.home(), account.unit).exists(),
    }
