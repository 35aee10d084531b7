"""The facts of a record out of what a capture says of itself.

Only what stands in the capture's own files is taken over; what the checks, the ledger
or officers know is added by whoever has it, with `dataclasses.replace`.
"""

from itertools import pairwise
from urllib.parse import urlsplit

from evidence.capture import manifest
from evidence.capture.clock import METHOD, ClockReading
from evidence.capture.store import MANIFEST
from evidence.capture.store import Artefact as Kept
from evidence.package.plain_json import read_json
from evidence.package.records.facts import (
    Absent,
    Artefact,
    CaptureFacts,
    Clock,
    Fact,
    Look,
    PageSeen,
    Step,
    Surroundings,
)
from evidence.package.records.from_attendance import (
    access_of,
    hexadecimal,
    imported_page,
    known_answer,
    recording,
    second_view,
    views_and_known,
    way_of,
)
from evidence.seal.digests import digest_file

__all__ = ["capture_facts", "clock_facts", "hexadecimal"]

_KINDS = {
    "screenshot": "截屏",
    "pdf": "网页",
    "dom": "网页",
    "dom-frame": "网页",
    "text": "网页",
    "text-frame": "网页",
    "layout": "日志",
    "download": "文件",
    "warc": "网络记录",
    "warc-second": "网络记录",
    "traffic": "日志",
    "certificates": "证书",
    "dns": "日志",
    "console": "日志",
    "environment": "日志",
    "begun": "日志",
    "recording": "录屏",
    "recording-subtitles": "录屏",
    "recording-index": "日志",
    "vantage": "日志",
    "vantage-screenshot": "截屏",
    "vantage-text": "网页",
    "imported": "导入文件",
    "import": "日志",
}
_IMPORTED = Absent("不适用", "导入的录制文件")
_NOT_ASKED = Absent("未取得", "未向外部查询出口地址")
_PLAIN = Absent("不适用", "未使用加密连接")
_METHODS = {
    "automatic": "浏览器打开网页后截取、打印并读出；网络记录为浏览器收发的原始字节",
    "attended": "执法人员在可见的浏览器中操作，逐页截取、打印并读出；"
    "网络记录为浏览器收发的原始字节，登录期间不记录",
    "imported": "逐字节复制录制设备导出的文件，计算完整性校验值",
}


def capture_facts(captured: manifest.Captured) -> CaptureFacts:
    """What `captured` tells of itself. OSError passes where its folder cannot be read.

    Whether a captcha or a refusal stood in the way is not the capture's to know
    (`page.blocked` stays None), nor what was found on the page (`hits`).
    """
    listed = digest_file(captured.folder / MANIFEST)
    environment = captured.environment
    machine = environment.get("machine", {})
    return CaptureFacts(
        number=captured.number,
        kind=captured.manner,
        start=captured.started_at,
        end=captured.ended_at,
        clock=clock_facts(captured.clock),
        surroundings=_surroundings(captured),
        page=_page(captured),
        artefacts=tuple(_artefact(captured, one) for one in captured.artefacts),
        steps=tuple(
            Step(
                at=one.at,
                actor=one.actor,
                by_hand=one.by_hand,
                action=one.zh,
                result=one.result or Absent("不适用"),
            )
            for one in captured.steps
        ),
        effects=tuple(one.zh for one in captured.alterations),
        not_taken=tuple(one.zh for one in captured.gaps),
        marks=tuple(one.zh for one in captured.flags),
        related=_related(captured),
        second_view=second_view(captured),
        recording=recording(captured),
        method=_METHODS[captured.manner],
        account=machine.get("account"),
        list_file=MANIFEST,
        list_sha256=hexadecimal(listed.sha256),
        list_sm3=hexadecimal(listed.sm3),
        after_decision=captured.attendance is not None and captured.attendance.after_decision,
    )


def clock_facts(reading: ClockReading) -> Clock:
    """A reading of the clock; where nothing was measured, that and why."""
    source: Fact = reading.source or Absent("不适用", "未配置时间源")
    if reading.offset_ms is None:
        return Clock(
            source=source,
            method=METHOD,
            offset=Absent("未测量", reading.zh),
            corrected=False,
        )
    return Clock(
        source=source,
        method=METHOD,
        offset=reading.offset_ms,
        error=reading.error_ms,
        measured_at=reading.measured_at,
        corrected=False,
    )


def _surroundings(captured: manifest.Captured) -> Surroundings:
    if captured.manner == "imported":
        return _of_import(captured)
    environment = captured.environment
    machine = environment.get("machine", {})
    browser = environment.get("browser", {})
    network = environment.get("network", {})
    name, version = browser.get("name"), browser.get("version")
    return Surroundings(
        device=machine.get("device"),
        system=machine.get("system"),
        browser=f"{name} {version}" if name and version else None,
        tool=machine.get("tool"),
        version=machine.get("version"),
        config_sha256=_config(environment.get("config_digest")),
        egress_ip=network.get("egress_ip") or _NOT_ASKED,
        resolver=_resolver(network.get("resolver")),
        proxy="未使用代理" if network.get("proxy") == "none" else network.get("proxy"),
        hosts=_hosts(network.get("hosts")),
        cleanliness=tuple(
            Look(one["zh"], one["result"]) for one in environment.get("cleanliness", ())
        ),
        known_answer=known_answer(captured),
    )


def _of_import(captured: manifest.Captured) -> Surroundings:
    machine, device = captured.environment.get("machine", {}), captured.environment.get("device")
    return Surroundings(
        device=f"录制设备：{device}；导入设备：{machine.get('device')}",
        system=machine.get("system"),
        browser=_IMPORTED,
        tool=machine.get("tool"),
        version=machine.get("version"),
        config_sha256=_config(captured.environment.get("config_digest")),
        egress_ip=_IMPORTED,
        resolver=_IMPORTED,
        proxy=_IMPORTED,
        hosts=_IMPORTED,
        cleanliness=(Look("录制设备", "由执法人员说明，本系统未检查"),),
        known_answer=_IMPORTED,
    )


def _config(digest: str | None) -> Fact:
    return hexadecimal(digest) if digest else Absent("未取得", "未给出配置文件")


def _resolver(asked: dict[str, object] | None) -> Fact:
    if asked is None:
        return None
    servers = asked.get("servers")
    named = "、".join(map(str, servers)) if isinstance(servers, list) else ""
    whose = "指定" if asked.get("kind") == "configured" else "系统"
    return f"{named}（{whose}）" if named else Absent("未取得", "系统未列出解析器")


def _hosts(found: dict[str, object] | None) -> Fact:
    if found is None:
        return None
    digest = found.get("sha256")
    if not isinstance(digest, str):
        return Absent("未取得", "hosts文件不能读取")
    return f"SHA-256 {hexadecimal(digest)}，{found.get('names')}个名称"


def _page(captured: manifest.Captured) -> PageSeen:
    if captured.manner == "imported":
        return imported_page(captured)
    hops = captured.hops
    last = hops[-1] if hops else None
    return PageSeen(
        page=captured.title or Absent("未取得", "页面没有标题"),
        asked=captured.url_asked,
        final=captured.url_final,
        # A document that was answered twice at one address (a reload) was led nowhere.
        redirects=tuple(b.url for a, b in pairwise(hops) if a.url != b.url),
        ip=last.ip if last else Absent("未取得", "没有收到页面"),
        port=str(last.port) if last else Absent("未取得", "没有收到页面"),
        certificate_sha256=_certificate(captured),
        **access_of(captured),
        user_agent=captured.environment.get("browser", {}).get("user_agent"),
        steps=tuple(f"{one.zh} {one.url}".strip() for one in captured.way) + way_of(captured)
        or None,
    )


def _certificate(captured: manifest.Captured) -> Fact:
    """SHA-256 of the certificate of the page's own host."""
    parts = urlsplit(captured.url_final)
    if parts.scheme != "https":
        return _PLAIN
    for one in captured.of_role("certificates"):
        if one.media_type != "application/json":
            continue
        told = read_json((captured.folder / one.name).read_bytes())
        for origin in told.get("origins", ()):
            if origin.get("host") == parts.hostname and origin.get("chain"):
                return hexadecimal(origin["chain"][0].get("sha256"))
    return None


def _artefact(captured: manifest.Captured, one: Kept) -> Artefact:
    return Artefact(
        name=one.title or one.name,
        file=one.name,
        kind=_KINDS.get(one.role, one.role),
        format=one.media_type,
        size=one.size,
        source_url=one.source or captured.url_final or None,
        stored=f"captures/{captured.number}/{one.name}",
        taken_at=one.made_at,
        method=one.method or Absent("不适用"),
        sha256=hexadecimal(one.sha256),
        sm3=hexadecimal(one.sm3),
        note=one.note or Absent("不适用"),
    )


def _related(captured: manifest.Captured) -> tuple[Look, ...]:
    looks = [
        Look("证书链", f"{one.name}，SHA-256 {hexadecimal(one.sha256)}")
        for one in captured.of_role("certificates")
    ]
    if captured.main is not None:
        looks.append(Look("响应头", f"网络记录 {captured.main.file}，{captured.main.record_id}"))
    if captured.second is not None:
        same = {True: "正文一致", False: "正文不同", None: "未比对"}[captured.second.same_body]
        looks.append(Look("第二次响应", f"状态码{captured.second.status}，与所示页面{same}"))
    looks += views_and_known(captured)
    return tuple(looks)
