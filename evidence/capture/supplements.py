"""The smaller files of a capture: traffic, console, addresses, certificates, environment;
and the marks that only the whole of it shows."""

from collections import Counter
from typing import Any

from evidence.capture import environment
from evidence.capture.browser import LOCALE, TIMEZONE, BrowserEnd
from evidence.capture.certificates import keep_certificates
from evidence.capture.clock import ClockReading
from evidence.capture.session import Session
from evidence.network.chromium import chromium_path

_CLOCK_MOVED_SECONDS = 1.0
_MOST_NAMED = 200


def mark(session: Session, end: BrowserEnd) -> None:
    """Put on the journal what browser, traffic and relay show once all is over."""
    journal, traffic, watch = session.journal, session.traffic, session.visit.watch
    for one in traffic.seen:
        one.kind = watch.kinds.get((one.method, one.url), one.kind)
    if end.memory_kills:
        journal.flag("memory", f"{end.peak_bytes >> 20} MiB")
    if not session.found.connected:
        journal.flag("browser-lost")
    truncated = Counter(one.truncated for one in traffic.seen if one.truncated)
    if traffic.cut:
        journal.flag("traffic-cut", f"{traffic.received >> 20} MiB")
    if truncated["length"]:
        journal.flag("response-cut", str(truncated["length"]))
    if others := truncated.total() - truncated["length"]:
        journal.flag("incomplete-answers", str(others))
    if any(one.tls_error for one in traffic.seen):
        journal.flag(
            "certificate-error", next(o.tls_error or "" for o in traffic.seen if o.tls_error)
        )
    if guarded := {(one.host, one.port) for one in session.relay.connections if one.refused}:
        journal.flag("guarded", str(len(guarded)))
    if missing := _unrecorded(session):
        journal.flag("unrecorded", str(len(missing)))
    moved = journal.clock_moved()
    if abs(moved) > _CLOCK_MOVED_SECONDS:
        journal.flag("clock-moved", f"{moved:+.1f} s")
    _mark_interruptions(session)


def _mark_interruptions(session: Session) -> None:
    journal, watch = session.journal, session.visit.watch
    if watch.dialogs:
        journal.flag("dialogs", str(len(watch.dialogs)))
        journal.altered(
            "dialogs-dismissed",
            f"关闭页面对话框 {len(watch.dialogs)} 个，未作选择",
            f"dismissed {len(watch.dialogs)} dialogs of the page",
        )
    if watch.popups:
        journal.flag("popups", str(len(watch.popups)))
        journal.altered(
            "popups-closed",
            f"关闭页面打开的窗口 {len(watch.popups)} 个",
            f"closed {len(watch.popups)} windows that the page opened",
        )


def _unrecorded(session: Session) -> list[str]:
    """What the page was answered and the archive does not hold."""
    answers = (one for one in session.traffic.seen if one.answered and one.record is not None)
    kept = {(one.method, one.url) for one in answers}
    return sorted(url for method, url in session.visit.watch.answered - kept)


def write_supplements(
    session: Session, end: BrowserEnd, clock: ClockReading
) -> tuple[dict[str, int], dict[str, Any]]:
    """Write the smaller files; the numbers of things, and what environment.json says."""
    store, watch, traffic = session.store, session.visit.watch, session.traffic
    counts = _counts(session, end)
    store.write_json("traffic.json", "traffic", _traffic(session), title="网络往来清单")
    store.write_json(
        "console.json",
        "console",
        {
            "messages": watch.console,
            "dropped": watch.console_dropped,
            "dialogs": watch.dialogs,
            "windows": watch.popups[:_MOST_NAMED],
        },
        title="控制台、对话框和弹出窗口",
    )
    store.write_json("addresses.json", "dns", _addresses(session), title="域名解析和连接地址")
    keep_certificates(store, traffic.origins.values())
    found = _environment(session, clock)
    store.write_json("environment.json", "environment", found, title="采集环境和清洁性检查")
    return counts, found


def _counts(session: Session, end: BrowserEnd) -> dict[str, int]:
    watch, traffic = session.visit.watch, session.traffic
    return {
        "exchanges": len(traffic.seen),
        "records": sum(1 for one in traffic.seen if one.record is not None),
        "unanswered": sum(1 for one in traffic.seen if not one.answered),
        "received_bytes": traffic.received,
        "failed_requests": len(watch.failed),
        "browser_own_requests": len(traffic.browser_own),
        "refused_connections": sum(1 for one in session.relay.connections if one.refused),
        "dialogs": len(watch.dialogs),
        "popups": len(watch.popups),
        "downloads": len(watch.downloads) + watch.downloads_dropped,
        "console_messages": len(watch.console) + watch.console_dropped,
        "browser_peak_bytes": end.peak_bytes,
    }


def _traffic(session: Session) -> dict[str, Any]:
    watch = session.visit.watch
    return {
        "exchanges": [one.to_json() for one in session.traffic.seen],
        "failed": [
            {"url": one.url, "method": one.method, "kind": one.kind, "why": one.why}
            for one in watch.failed
        ],
        "unrecorded": _unrecorded(session)[:_MOST_NAMED],
        "kept_out": {
            "zh": "浏览器自身的请求，不属于页面，未存入网络记录",
            "en": "requests that the browser made for itself; not the page's, and not kept",
            "urls": session.traffic.browser_own[:_MOST_NAMED],
        },
    }


def _addresses(session: Session) -> dict[str, Any]:
    observed = session.relay.observed
    return {
        "resolver": environment.resolver(session.settings.resolver),
        "answers": [
            {
                "host": endpoint.host,
                "port": port,
                "connected_to": endpoint.ip,
                "others": list(endpoint.alternatives),
            }
            for (_, port), endpoint in sorted(observed.answers.items())
        ],
        "refused": [
            {"host": host, "port": port, "code": code}
            for (host, port), code in sorted(observed.no_answers.items())
        ],
        "connections": [
            {
                "host": one.host,
                "port": one.port,
                "ip": one.ip,
                "at": one.when.isoformat(),
                "refused": one.refused,
                "failed": one.failed,
            }
            for one in list(session.relay.connections)[:2_000]
        ],
    }


def _environment(session: Session, clock: ClockReading) -> dict[str, Any]:
    names = {host for host, _ in session.relay.observed.answers}
    ips = sorted({one.ip for one in session.traffic.seen if one.ip})
    arguments = session.found.arguments
    facts = {
        "profile_files": session.found.profile_files,
        "cookies": session.found.cookies,
        "proxies": environment.proxies(),
        "hosts": environment.hosts_file(names),
        "resolver": environment.resolver(session.settings.resolver),
        "sandbox": "--no-sandbox" not in arguments,
        "clock_offset_ms": clock.offset_ms,
    }
    return {
        **session.more_environment,
        "machine": environment.machine(),
        "config_digest": session.settings.config_digest,
        "browser": {
            "name": "Chromium",
            "version": session.found.browser_version,
            "path": str(chromium_path()),
            "arguments": arguments,
            "sandbox": facts["sandbox"],
            "user_agent": session.found.user_agent,
            "locale": LOCALE,
            "timezone": TIMEZONE,
        },
        "network": {
            "proxy": "none",
            "proxy_variables": facts["proxies"],
            "relay": "127.0.0.1，本程序的地址守卫，只转发不改动",
            "resolver": facts["resolver"],
            "hosts": facts["hosts"],
            "near_addresses": sorted(
                {near for ip in ips[:20] if (near := environment.near_address(ip))}
            ),
            "egress_ip": None,
        },
        "clock": clock.to_json(),
        "cleanliness": [one.to_json() for one in environment.cleanliness(facts)],
    }
