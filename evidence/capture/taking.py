"""What is kept of a page that was loaded: its views, its markup and text, its print."""

from datetime import UTC, datetime

from evidence.capture.pictures import (
    BEIJING,
    Picture,
    first_view,
    printed,
    shown_view,
    whole_page,
)
from evidence.capture.rendered import Rendered, keep_rendered, read_frames, read_rendered
from evidence.capture.secrets import in_address, in_markup
from evidence.capture.session import Session, Take


async def take_early(session: Session) -> None:
    """A picture before the page is built: it may never be, or break down over it."""
    view = await first_view(session.visit.world, session.visit.page, session.limits)
    if view is not None:
        _keep_picture(session, "early.png", view, "加载过程中的首屏截图")


async def take(session: Session) -> None:
    """Keep what the page shows once it is quiet: markup and text, whole picture, print."""
    session.ask_again()
    await session.visit.scroll()
    # What would not become quiet at first is not waited for as long again.
    share = 8 if session.journal.flagged("not-quiet") else 2
    await session.visit.quiet(session.limits.load_seconds / share)
    await _take_rendered(session)
    await _take_pictures(session)
    await _take_print(session)


async def take_first_view(session: Session) -> None:
    """What a visitor sees first, before anything is scrolled."""
    view = await first_view(session.visit.world, session.visit.page, session.limits)
    if view is not None:
        _keep_picture(session, "screen.png", view, "首屏截图")
        return
    session.journal.missing("screenshot", "未取得首屏截图", "there is no picture of the first view")


async def take_shown(session: Session) -> None:
    """What the window shows just now, wherever it was scrolled to."""
    view = await shown_view(session.visit.world, session.visit.page, session.limits)
    if view is not None:
        _keep_picture(session, "screen.png", view, "当前所见截图")
        return
    session.journal.missing("screenshot", "未取得当前所见截图", "there is no picture of the window")


async def _take_rendered(session: Session) -> None:
    world, limits, journal = session.visit.world, session.limits, session.journal
    rendered = await read_rendered(world, limits, journal)
    if rendered is not None and session.secrets is not None:
        _hide_secrets(session, rendered)
    url = session.visit.page.url if session.secrets is None else in_address(session.visit.page.url)
    title = "" if rendered is None else rendered.title
    session.takes.append(Take(session.prefix, url, title, datetime.now(UTC), rendered))
    if rendered is None:
        return
    frames = await read_frames(world, limits, journal)
    if session.secrets is not None:
        for frame in frames:
            frame["html"] = in_markup(frame["html"])[0]
            frame["url"] = in_address(frame["url"])
    session.keep(keep_rendered, session.store, rendered, frames, session.prefix)
    journal.step("read", "读出渲染后的源码和可见文字", "read markup and text as shown")


def _hide_secrets(session: Session, rendered: Rendered) -> None:
    rendered.url = in_address(rendered.url)
    rendered.html, hidden = in_markup(rendered.html)
    if hidden:
        session.journal.altered(
            "password-fields-masked",
            f"渲染后源码中 {hidden} 个口令输入框的内容以星号遮蔽",
            f"what stood in {hidden} password fields of the markup was overwritten",
        )


async def _take_pictures(session: Session) -> None:
    visit = session.visit
    parts = await whole_page(visit.world, visit.page, session.limits, session.journal)
    for number, part in enumerate(parts, 1):
        title = "整页截图" if len(parts) == 1 else f"整页截图第 {number}/{len(parts)} 幅"
        _keep_picture(session, f"page-{number:02d}.png", part, title)
    if parts:
        session.journal.step("picture", "截取整页图片", "took the picture of the whole page")


async def _take_print(session: Session) -> None:
    pdf = await printed(session.visit.page, session.limits, session.journal, session.number)
    if pdf is not None:
        session.keep(_write_print, session, session.prefix + "page.pdf", pdf, _source(session))
        session.journal.step("print", "打印为 PDF", "printed the page as PDF")


def _source(session: Session) -> str:
    url = session.visit.page.url
    return url if session.secrets is None else in_address(url)


def _keep_picture(session: Session, name: str, picture: Picture, title: str) -> None:
    name = session.prefix + name
    session.keep(_write_picture, session, name, picture, title, _source(session))


def _write_picture(session: Session, name: str, picture: Picture, title: str, source: str) -> None:
    session.store.write(
        name,
        "screenshot",
        "image/png",
        picture.png,
        title=title,
        source=source,
        method="浏览器截图 (Page.captureScreenshot)",
        note=f"页面区域 x={picture.x} y={picture.y} "
        f"宽={picture.width} 高={picture.height} 像素，"
        f"截取于北京时间 {picture.taken_at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}",
    )


def _write_print(session: Session, name: str, pdf: bytes, source: str) -> None:
    session.store.write(
        name,
        "pdf",
        "application/pdf",
        pdf,
        title="网页打印件",
        source=source,
        method="浏览器打印 (Page.printToPDF)",
        note="按打印样式排版，页脚由采集程序加注编号、时间、网址和页码",
    )
