"""The facts of a record out of what an attended capture 双人取证 says beyond an automatic one.

Who was there, as whom they visited, what the known page gave, the film, the second view:
each out of the capture's own files, with what is missing said as missing.
"""

from pathlib import Path
from typing import Any, Literal, TypedDict

from evidence.capture.manifest import Captured
from evidence.capture.vantage import summary
from evidence.package.plain_json import read_json
from evidence.package.records.facts import Absent, Fact, Look, Officer, PageSeen, Recording

_IMPORTED = Absent("不适用", "导入的录制文件")
_ON_THE_WAY = frozenset({"load", "navigate", "window", "login-begun", "login-ended"})
_AUTOMATIC = Absent("不适用", "自动采集")


class Access(TypedDict):
    """As whom a page was visited."""

    access: Literal["public", "account"] | None
    account: str | None
    account_source: str | None


def officers_of(captured: Captured) -> tuple[Officer, ...]:
    """Who attended, and when each confirmed to be there."""
    if captured.attendance is None:
        return ()
    return tuple(
        Officer(name=one.name, certificate=one.certificate or None, confirmed_at=one.confirmed_at)
        for one in captured.attendance.officers
    )


def access_of(captured: Captured) -> Access:
    """未登录, or the office account; where a login was not declared, an account nobody named."""
    account = None if captured.attendance is None else captured.attendance.account
    used = any(one.code == "login-begun" for one in captured.steps)
    if used and account is not None:
        return Access(access="account", account=account.name, account_source=account.source)
    undeclared = captured.flagged("login-undeclared")
    return Access(access="account" if undeclared else "public", account=None, account_source=None)


def way_of(captured: Captured) -> tuple[str, ...]:
    """How officers came to the first page they took 进入步骤; nothing of what came after."""
    if captured.manner != "attended":
        return ()
    codes = [one.code for one in captured.steps]
    until = codes.index("take") if "take" in codes else len(codes)
    return tuple(one.zh for one in captured.steps[:until] if one.code in _ON_THE_WAY)


def imported_page(captured: Captured) -> PageSeen:
    """What was recorded elsewhere 导入: no page of ours, and what the officers say of it."""
    told = _read(captured, "import")
    said = [
        f"{name}：{told[key]}"
        for key, name in (("what", "所录内容"), ("recorded_at", "录制时间"), ("url", "网址"))
        if told.get(key)
    ]
    return PageSeen(
        page=captured.title or _IMPORTED,
        asked=captured.url_asked or _IMPORTED,
        final=captured.url_final or _IMPORTED,
        redirects=(),
        ip=_IMPORTED,
        port=_IMPORTED,
        certificate_sha256=_IMPORTED,
        user_agent=_IMPORTED,
        steps=("由执法人员以所示设备录制后导入，以下为执法人员所述", *said),
    )


def known_answer(captured: Captured) -> Fact:
    """What the page with the known answer gave just before."""
    if captured.manner != "attended":
        return _AUTOMATIC if captured.manner == "automatic" else _IMPORTED
    told = captured.environment.get("known_answer")
    if not told:
        return None
    items = told.get("items", ())
    failed = [one["zh"] for one in items if not one["ok"]]
    result = f"不符：{'、'.join(failed)}" if failed else f"{len(items)}项全部相符"
    return f"{result}（采集件{told['capture']}）"


def second_view(captured: Captured) -> Fact:
    """What the second view 第二视角 showed otherwise."""
    if captured.manner != "attended":
        return _AUTOMATIC if captured.manner == "automatic" else _IMPORTED
    views = _read(captured, "vantage").get("views", ())
    if not views:
        return Absent("未取得", "未取第二视角")
    return "；".join(
        f"{one['first']['url']}：{_name(one)}视角{summary(one)}（采集件{one['capture']}）"
        for one in views
    )


def recording(captured: Captured) -> Recording | Absent | None:
    """The film of the window; its digests where it is one file, else those of its index."""
    if captured.manner != "attended":
        return _AUTOMATIC if captured.manner == "automatic" else _IMPORTED
    films = captured.of_role("recording")
    if not films:
        return Absent("未取得", "没有录屏文件")
    told = _read(captured, "recording-index")
    first = films[0] if len(films) == 1 else captured.of_role("recording-index")[0]
    names = films[0].name if len(films) == 1 else f"{len(films)}段，见{first.name}"
    return Recording(
        file=names,
        seconds=told.get("seconds"),
        sha256=hexadecimal(first.sha256),
        sm3=hexadecimal(first.sm3),
        breaks=told.get("breaks"),
    )


def views_and_known(captured: Captured) -> list[Look]:
    """The captures that belong to this one, each by the digest of its manifest."""
    told = captured.environment.get("known_answer")
    looks = [Look("已知答案页采集件", _named(told))] if told else []
    looks += [
        Look("第二视角采集件", _named(one)) for one in _read(captured, "vantage").get("views", ())
    ]
    return looks


def hexadecimal(label: str | None) -> Fact:
    """The bare digits of a digest that is labelled `sha256:` or `sm3:`."""
    if label is None:
        return Absent("未取得", "本机不支持该算法")
    return label.partition(":")[2]


def _named(told: dict[str, Any]) -> str:
    return f"{told['capture']}，清单SHA-256 {hexadecimal(told['manifest'])}"


def _name(view: dict[str, Any]) -> str:
    name = str(view["profile"]["name"])
    return {"phone": "手机", "desktop": "桌面"}.get(name, name)


def _read(captured: Captured, role: str) -> dict[str, Any]:
    """A file of the capture's own as JSON, empty where there is none. OSError passes."""
    path: Path | None = captured.path(role)
    return {} if path is None else read_json(path.read_bytes())
