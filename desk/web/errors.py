"""What the desk says where it cannot show a page: what happened, what to do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_SAID = {
    400: (
        "请求不完整或过大，或网址中的主机名不是本工作台的",
        "请核对地址栏，返回上一页重试；若仍出现，请告知系统管理员。",
    ),
    403: (
        "提交被拒绝",
        "页面可能已过期，或提交不是从本工作台发出。请返回、刷新后重试。",
    ),
    405: ("这个网址不能直接打开", "请从菜单进入，在页面上用按钮操作。"),
    413: ("提交的内容过大", "文件每次不超过32 MB；更大的材料请用导入录像，或告知系统管理员。"),
    414: ("网址过长", "请返回上一页，把填写或搜索的文字缩短后重试。"),
    431: ("浏览器发来的信息过多", "请清除浏览器中本工作台的 Cookie，重新登录后再试。"),
    404: ("没有此页，或您无权查看。", "请核对编号，或从菜单进入。"),
    500: ("程序出错，未作任何更改", "已记入运行日志。请稍后再试；若仍出现，请告知系统管理员。"),
    503: ("暂时不能使用", ""),
}


def said(request: HttpRequest, status: int, title: str = "", what_to_do: str = "") -> HttpResponse:
    """The page of an error."""
    words = _SAID[status]
    context = {"title": title or words[0], "advice": what_to_do or words[1], "status": status}
    return render(request, "desk/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: also a host name that is not the desk's (DNS rebinding)."""
    return bare(400)


def not_from_here(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """403: a form that this desk did not give out."""
    return said(request, 403)


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: whether it does not exist or is not for this account is not told."""
    return said(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: no template beyond this one and no database, whatever broke."""
    return bare(500)


def bare(status: int) -> HttpResponse:
    """The page of an error that comes before, or without, everything that makes a page."""
    return HttpResponse(bare_page(status), status=status)


def bare_page(status: int) -> str:
    """The text of that page."""
    title, advice = _SAID[status]
    return (
        f"<!doctype html><html lang='zh-CN'><meta charset='utf-8'><title>{title}</title>"
        f"<h1>{title}</h1><p>{advice}</p><p><a href='/'>回到今日</a></p></html>"
    )
