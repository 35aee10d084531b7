"""Why a run did not simply end well, as one line for a person: what, where, what to do."""

from collections.abc import Callable

from crawler.errors import (
    BlockedBySites,
    BrowserMissing,
    CrawlerError,
    DatabaseTrouble,
    DeadSite,
    DiskLow,
    Interrupted,
    TimeLimit,
)
from crawler.exit_codes import ExitCode
from crawler.summary import RunSummary

_MOST_NAMED = 3


def trouble_of(summary: RunSummary) -> CrawlerError | None:
    """The error that a run's exit code stands for; None where it ended well or goes on."""
    if not summary.code:
        return None
    make, zh, en = _LINES.get(summary.code, _FAILED)
    sites = [site.url for site in summary.sites if site.code is summary.code]
    named = "、".join(sites[:_MOST_NAMED]) + (" …" if len(sites) > _MOST_NAMED else "")
    facts = {"sites": named, "count": len(sites), "run": summary.run_id, "left": summary.pending}
    return make(zh.format(**facts), en.format(**facts))


_AGAIN_ZH = "继续：wangjian runs --resume {run}，或等下一次 wangjian patrol"
_AGAIN_EN = "go on with wangjian runs --resume {run}, or leave it to the next wangjian patrol"

_LINES: dict[ExitCode, tuple[Callable[[str, str], CrawlerError], str, str]] = {
    ExitCode.INTERRUPTED: (
        Interrupted,
        f"任务 {{run}} 被中断，已有内容都已保存，还有 {{left}} 页待读；{_AGAIN_ZH}",
        f"run {{run}} was interrupted, all it had is kept, {{left}} pages are left; {_AGAIN_EN}",
    ),
    ExitCode.HELD: (
        Interrupted,
        "任务 {run} 已由人员暂停，已有内容都已保存，还有 {left} 页待读；在工作台按“继续”，"
        "或 wangjian runs --resume {run}",
        "run {run} was held by a person, all it had is kept, {left} pages are left; go on with "
        "it at the desk, or with wangjian runs --resume {run}",
    ),
    ExitCode.DISK_LOW: (
        DiskLow,
        f"磁盘空间不足，任务 {{run}} 已停下，已有内容都已保存；请腾出空间后{_AGAIN_ZH}",
        f"the disk is nearly full, run {{run}} stopped and all it had is kept; make room, then "
        f"{_AGAIN_EN}",
    ),
    ExitCode.DATABASE: (
        DatabaseTrouble,
        f"数据库出错，任务 {{run}} 已停下，已归档的采集件不受影响；修好后{_AGAIN_ZH}",
        f"the database failed, run {{run}} stopped and what is archived is safe; once it is "
        f"mended {_AGAIN_EN}",
    ),
    ExitCode.BROWSER_UNAVAILABLE: (
        BrowserMissing,
        "{count} 个网站要用浏览器才能看全而本机没有：{sites}；请安装 Chromium（wangjian doctor）",
        "{count} sites need a browser to be seen whole, and there is none: {sites}; "
        "install Chromium (wangjian doctor)",
    ),
    ExitCode.TIME_LIMIT: (
        TimeLimit,
        "{count} 个网站到了时间上限，没有看完：{sites}；可放宽 [limits] seconds",
        "{count} sites reached their time limit and were not seen whole: {sites}; "
        "[limits] seconds may be raised",
    ),
    ExitCode.BLOCKED: (
        BlockedBySites,
        "{count} 个网站拦截了抓取，不再尝试：{sites}；可加大间隔后再来，或人工在场取证",
        "{count} sites block the crawler and are left alone: {sites}; come again with a longer "
        "delay, or capture them attended",
    ),
    ExitCode.UNREACHABLE: (
        DeadSite,
        "{count} 个网站无法访问（不等于已关店）：{sites}；请核对网址，稍后再试",
        "{count} sites cannot be reached (which does not mean that they are closed): {sites}; "
        "check the addresses and try again later",
    ),
}
_FAILED = (
    CrawlerError,
    "{count} 个网站出错：{sites}；原因见汇总和 log/{run}.log",
    "{count} sites failed: {sites}; the summary and log/{run}.log say why",
)
