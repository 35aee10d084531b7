"""What is kept of a page that was loaded: its views, its markup and text, its print."""

from evidence.capture.pictures import Picture, first_view, printed, whole_page
from evidence.capture.rendered import keep_rendered, read_frames, read_rendered
from evidence.capture.session import Session


async def take_early(session: Session) -> None:
    """A picture before the page is built: it may never be, or break down over it."""
    view = await first_view(session.visit.world, session.visit.page, session.limits)
    if view is not None:
        session.keep(_keep_picture, session, "early.png", view, "加载过程中的首屏截图")


async def take(session: Session) -> None:
    """Keep what the page shows once it is quiet: markup and text, whole picture, print."""
    session.ask_again()
    await session.visit.scroll()
    # What would not become quiet at first is not waited for as long again.
    share = 8 if session.journal.flagged("not-quiet") else 2
    await session.visit.quiet(session.limits.load_seconds / share)
    await _take_rendered(session)
    await _take_pictures(session)
    if not session.headed:  # a visible browser cannot print
        await _take_print(session)


async def take_first_view(session: Session) -> None:
    """What a visitor sees first, before anything is scrolled."""
    view = await first_view(session.visit.world, session.visit.page, session.limits)
    if view is not None:
        session.keep(_keep_picture, session, "screen.png", view, "首屏截图")
        return
    session.journal.missing("screenshot", "未取得首屏截图", "there is no picture of the first view")


async def _take_rendered(session: Session) -> None:
    world, limits, journal = session.visit.world, session.limits, session.journal
    session.rendered = await read_rendered(world, limits, journal)
    if session.rendered is None:
        return
    frames = await read_frames(world, limits, journal)
    session.keep(keep_rendered, session.store, session.rendered, frames)
    journal.step("read", "读出渲染后的源码和可见文字", "read markup and text as shown")


async def _take_pictures(session: Session) -> None:
    visit = session.visit
    parts = await whole_page(visit.world, visit.page, session.limits, session.journal)
    for number, part in enumerate(parts, 1):
        title = "整页截图" if len(parts) == 1 else f"整页截图第 {number}/{len(parts)} 幅"
        session.keep(_keep_picture, session, f"page-{number:02d}.png", part, title)
    if parts:
        session.journal.step("picture", "截取整页图片", "took the picture of the whole page")


async def _take_print(session: Session) -> None:
    pdf = await printed(session.visit.page, session.limits, session.journal, session.number)
    if pdf is not None:
        session.keep(_keep_print, session, pdf)
        session.journal.step("print", "打印为 PDF", "printed the page as PDF")


def _keep_picture(session: Session, name: str, picture: Picture, title: str) -> None:
    session.store.write(
        name,
        "screenshot",
        "image/png",
        picture.png,
        title=title,
        source=session.visit.page.url,
        method="浏览器截图 (Page.captureScreenshot)",
        note=f"页面区域 x={picture.x} y={picture.y} "
        f"宽={picture.width} 高={picture.height} 像素，截取于 {picture.taken_at.isoformat()}",
    )


def _keep_print(session: Session, pdf: bytes) -> None:
    session.store.write(
        "page.pdf",
        "pdf",
        "application/pdf",
        pdf,
        title="网页打印件",
        source=session.visit.page.url,
        method="浏览器打印 (Page.printToPDF)",
        note="按打印样式排版，页脚由采集程序加注编号、时间、网址和页码",
    )
