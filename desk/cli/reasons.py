"""Why a visit or a site ended as it did, in the officers' words.

The crawler notes reasons as short English phrases with stable beginnings; they
are data for programs. Here they become sentences for people.
"""

import re

from desk.cli.language import language

_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"left alone after refusals", "多次被拒，不再打扰"),
    (r"its job failed again and again.*", "任务一再失败，详见日志"),
    (r"record-fault (.*)", r"采集件核验不一致：\1"),
    (r"deadly: .*", "读取这一页时程序崩溃，已跳过"),
    (r"given up", "已放弃"),
    (r"block-status (\d+)", r"被拒绝（状态码 \1）"),
    (r"login-status (\d+)", r"要求登录（状态码 \1）"),
    (r"not-found (\d+)", r"页面不存在（状态码 \1）"),
    (r"not-found (?:title|words)", "页面不存在（按页面文字判断）"),
    (r"error-status (\d+)", r"服务器出错（状态码 \1）"),
    (r"empty page", "空页面"),
    (r"not-read \S+", "读取这一页时程序出错，已跳过，日志有说明"),
    (r"captcha .*|visitor-check .*", "出现验证码或访客校验"),
    (r"block words.*", "出现拦截页面"),
    (r"login (?:wall|words).*", "要求登录"),
    (r"app wall.*", "要求下载应用"),
    (r"broken words.*", "出错页面"),
    (r"robots\.txt unreachable.*", "robots.txt 读不到，按规定不再访问"),
    (r"(?:network )?dns\b.*", "域名无法解析"),
    (r"(?:network )?connect\b.*", "连接不上"),
    (r"(?:network )?timeout\b.*", "超时"),
    (r"(?:network )?disconnect\b.*", "连接中断"),
    (r"(?:network )?tls\b.*", "加密连接失败"),
    (r"private-address\b.*", "不是公网地址，按规定不访问"),
    (r"(?:port|local-name|odd-address|scheme|bad-host)\b.*", "地址不合规定，不访问"),
)

_LIMITS = {
    "pages": "页数上限",
    "seconds": "时间上限",
    "walk_pages": "列表页上限",
    "listing_pages": "单词结果页上限",
    "renders": "浏览器页数上限",
    "depth": "深度上限",
    "sitemap": "站点地图上限",
    "blocked": "被网站拦截",
}


_ENDS = {
    "memory": "内存用尽",
    "hung": "卡住，已终止",
    "crashed": "程序崩溃",
    "killed": "被系统终止",
    "disk_low": "磁盘空间不足",
    "database": "数据库出错",
}
"""Ends of slices that leave a site without pages."""
_BARREN = re.compile(r"(\d+) slices in a row ended without a page: (\S+)")


def site_state_text(state: str) -> str:
    """Where a site of a run stands, in the reader's language."""
    from crawler.models import SiteRun

    return state if language() == "en" else str(SiteRun.State(state).label)


def limit_text(limit: str) -> str:
    """A limit of the plan that ended the work early, in the reader's language."""
    return limit if language() == "en" else _LIMITS.get(limit, limit)


def reason_text(detail: str) -> str:
    """`detail` for a person, in the reader's language; unchanged where it is not known."""
    if language() == "en":
        return detail
    if barren := _BARREN.fullmatch(detail.strip()):
        return f"连续 {barren[1]} 段没有读到任何页面（{_ENDS.get(barren[2], barren[2])}）"
    for pattern, sentence in _SENTENCES:
        match = re.fullmatch(pattern, detail.strip(), re.DOTALL)
        if match:
            return match.expand(sentence)
    return detail
