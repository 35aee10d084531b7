"""The end of a run, as an officer reads it: sites, terms, leads, what was left out."""

from typing import TYPE_CHECKING, Any

from desk.cli.language import language, say
from desk.cli.reasons import limit_text, reason_text, site_state_text
from desk.cli.terminal import table, tell

if TYPE_CHECKING:
    from crawler.exit_codes import ExitCode
    from crawler.summary import RunSummary, SiteSummary

_MOST_TERMS = 12


def tell_summary(summary: "RunSummary", code: "ExitCode") -> None:
    """The summary table, the coverage of each site and its terms, the leads, the end."""
    tell(f"{summary.title}  {summary.run_id}" + (say("  [草稿]", "  [draft]") * summary.draft))
    headers = say(
        "网站|状态|已读|待读|搜索|受阻|robots|出错|覆盖|提示",
        "site|state|read|left|search|blocked|robots|errors|coverage|leads",
    )
    table(headers.split("|"), map(_site_row, summary.sites))
    for site in summary.sites:
        _tell_coverage(site)
    leads = sum(summary.leads.values())
    new = sum(summary.new_leads.values())
    tell(say(f"监测提示 {leads} 条，其中新增 {new} 条。", f"{leads} leads, {new} of them new."))
    for trouble in summary.troubles[:10]:
        tell(say("注意：", "note: ") + trouble)
    tell(say(f"结束：{code.zh}（{int(code)}）", f"end: {code.en} ({int(code)})"))


def _site_row(site: "SiteSummary") -> tuple[object, ...]:
    from crawler.coverage import search_label

    outcomes = site.outcomes
    blocked = sum(outcomes.get(kind, 0) for kind in ("blocked", "captcha", "login"))
    errors = outcomes.get("error", 0) + outcomes.get("unreachable", 0)
    coverage = site.coverage
    search = coverage.get("search", {}).get("state", "not-tried")
    complete = say("完整", "complete") if coverage.get("complete") else say("不完整", "partial")
    return (
        site.url,
        say(site.code.zh, site.code.en) if site.ended_at else site_state_text(site.state),
        outcomes.get("read", 0),
        site.pending,
        search_label(search, language()),
        blocked,
        outcomes.get("robots", 0),
        errors,
        complete,
        len(site.leads),
    )


def capture_lines(site: "SiteSummary") -> list[str]:
    """What was captured, what the checks found on it, and what was not captured and why."""
    from crawler.capture_reasons import reason_label

    states, again = site.captures.get("state", {}), site.captures.get("again", {})
    if not states:
        return []
    names = {
        "present": say("仍在", "still there"),
        "changed": say("已变", "changed"),
        "gone": say("不见", "gone"),
        "untold": say("未能判断", "not to be told"),
    }
    told = [f"{name} {again[word]}" for word, name in names.items() if again.get(word)]
    taken, failed, left = (states.get(word, 0) for word in ("taken", "failed", "left"))
    line = say(f"采集 {taken} 页", f"captured {taken} pages")
    line += f" ({', '.join(told)})" if told else ""
    if failed or left:
        line += say(f"；未采成 {failed}，未采集 {left}", f"; {failed} failed, {left} left out")
    if states.get("pending"):
        line += say(f"；待采集 {states['pending']}", f"; {states['pending']} to go")
    why = site.captures.get("why", {})
    return [line, *(f"  {reason_label(each, language())}: {count}" for each, count in why.items())]


def _tell_coverage(site: "SiteSummary") -> None:
    """What was not looked at, site by site and term by term; silence means nothing."""
    from crawler.coverage import cut_text, term_label

    lines = [reason_text(site.detail)] if site.detail else []
    by_state: dict[str, list[str]] = {}
    for term, entry in site.terms.items():
        if entry.get("state") != "asked":
            by_state.setdefault(str(entry.get("state")), []).append(term)
    for state, terms in by_state.items():
        named = "、".join(terms[:_MOST_TERMS]) + ("……" if len(terms) > _MOST_TERMS else "")
        lines.append(f"{term_label(state, language())} ({len(terms)}): {named}")
    walk: dict[str, Any] = site.coverage.get("walk", {})
    if walk.get("pages"):
        lines.append(say(f"浏览列表 {walk['pages']} 页", f"walked {walk['pages']} listing pages"))
    if walk.get("sitemap"):
        count = walk["sitemap"]
        lines.append(say(f"按站点地图浏览 {count} 页", f"took {count} pages from the sitemap"))
    if lists := site.coverage.get("uninspected"):
        told = f"{lists} pages are lists: only their links were followed, their words not checked"
        lines.append(say(f"{lists} 页是列表，只取链接，未查文字", told))
    if site.coverage.get("limits"):
        limits = [limit_text(limit) for limit in site.coverage["limits"]]
        lines.append(say("提前结束：", "ended early: ") + "、".join(limits))
    if cut := cut_text(site.coverage, language()):
        lines.append(cut)
    lines += capture_lines(site)
    if site.coverage.get("browser") == "unavailable":
        lines.append(say("需要浏览器而没有", "a browser was needed and is not there"))
    if lines:
        tell(f"  {site.url}")
        for line in lines:
            tell(f"    {line}")
