"""A second vantage 第二视角: the same page as somebody else sees it, and the difference.

The other view is a capture of its own, made just after the first by the same program;
in the first one's folder lie its pictures and text, and vantage.json says what differs.
"""

import asyncio
from collections import Counter
from typing import Any

from evidence.capture.capture import capture
from evidence.capture.manifest import Captured
from evidence.capture.profile import Profile
from evidence.capture.session import Session, Take
from evidence.errors import BrowserUnavailable, CaptureFault, Refused

_MOST_VIEWS = 5
_MOST_LINES = 400
_LONGEST_LINE = 400


async def take_second_views(session: Session, profile: Profile) -> list[Captured]:
    """Capture each page that was taken once more, as `profile`. ArchiveError passes."""
    views: list[Captured] = []
    said: list[dict[str, Any]] = []
    urls = list(dict.fromkeys(one.url for one in session.takes))
    for number, url in enumerate(urls[:_MOST_VIEWS], 1):
        first = next(one for one in session.takes if one.url == url)
        folder = session.store.folder.with_name(f"{session.number}-v{number}")
        try:
            view = await capture(
                url, folder, reach=session.reach, settings=session.settings, profile=profile
            )
        except (BrowserUnavailable, Refused, CaptureFault) as error:
            session.journal.missing(
                "vantage",
                f"第二视角未取得：{error.zh}",
                f"there is no second view: {error.en}",
            )
            continue
        views.append(view)
        said.append(await asyncio.to_thread(_compare, session, first, view))
        await asyncio.to_thread(_copy, session, view, number)
        session.journal.step(
            "vantage",
            f"以另一视角（{profile.zh}）再次打开同一网址，单独采集为 {view.number}",
            f"opened the same address once more as {profile.name}: capture {view.number}",
            summary(said[-1]),
        )
    if len(urls) > _MOST_VIEWS:
        session.journal.missing(
            "vantage",
            f"其余 {len(urls) - _MOST_VIEWS} 个网址未取第二视角",
            f"{len(urls) - _MOST_VIEWS} more addresses were not looked at a second time",
        )
    if said:
        session.store.write_json("vantage.json", "vantage", {"views": said}, title="第二视角与差异")
    return views


def summary(view: dict[str, Any]) -> str:
    """One line about a view as vantage.json has it."""
    same = {True: "相同", False: "不同", None: "未比对"}
    alike = view["same"]
    return (
        f"状态码{same[alike['status']]}，最终网址{same[alike['url']]}，标题{same[alike['title']]}；"
        f"仅首次可见文字 {view['only_first_count']} 行，"
        f"仅第二视角可见文字 {view['only_second_count']} 行"
    )


def differences(first: str, second: str) -> tuple[list[str], list[str]]:
    """The lines of text that only one of two has, as often as it has them more."""
    one, other = Counter(_lines(first)), Counter(_lines(second))
    return list((one - other).elements()), list((other - one).elements())


def _compare(session: Session, first: Take, view: Captured) -> dict[str, Any]:
    text = "" if first.rendered is None else first.rendered.text
    only_first, only_second = differences(text, view.read_text("text"))
    seen = [one for one in session.traffic.seen if one.part == "main frame"]
    plain = first.url.partition("#")[0]
    status = next((one.status for one in reversed(seen) if one.url == plain), 0)
    logged_in = session.secrets is not None and session.secrets.account
    return {
        "capture": view.number,
        "manifest": view.digest,
        "profile": view.profile.to_json(),
        "user_agent": view.environment["browser"]["user_agent"],
        "began_at": view.started_at.isoformat(),
        "logged_in": {"first": logged_in, "second": False},
        "first": {"status": status, "url": first.url, "title": first.title},
        "second": {"status": view.status, "url": view.url_final, "title": view.title},
        "same": {
            "status": status == view.status if status else None,
            "url": first.url == view.url_final,
            "title": first.title == view.title,
            "text": not only_first and not only_second,
        },
        "only_first": _cut(only_first),
        "only_second": _cut(only_second),
        "only_first_count": len(only_first),
        "only_second_count": len(only_second),
    }


def _copy(session: Session, view: Captured, number: int) -> None:
    """The other view's pictures and text, beside the first."""
    for role, kind in (("screenshot", "vantage-screenshot"), ("text", "vantage-text")):
        for one in view.of_role(role):
            session.store.write(
                f"v{number}-{one.name}",
                kind,
                one.media_type,
                (view.folder / one.name).read_bytes(),
                title=f"第二视角{one.title}",
                source=one.source,
                method=f"复制自采集件 {view.number}",
                note=one.note,
            )


def _lines(text: str) -> list[str]:
    return [words for line in text.splitlines() if (words := " ".join(line.split()))]


def _cut(lines: list[str]) -> list[str]:
    return [line[:_LONGEST_LINE] for line in lines[:_MOST_LINES]]
