"""What stands on the page: markup as rendered, text as shown, and where each line stands."""

from dataclasses import dataclass, field
from typing import Any

from evidence.capture.journal import Journal
from evidence.capture.limits import CaptureLimits
from evidence.capture.page_scripts import LINES, READ
from evidence.capture.store import Store
from evidence.capture.world import FrameRef, NoAnswer, World

MOST_LINES = 20_000


@dataclass(slots=True)
class Rendered:
    """The page's own document as it was read. `charset` is the one the browser took."""

    url: str = ""
    title: str = ""
    html: str = ""
    text: str = ""
    charset: str = ""
    lines: list[list[Any]] = field(default_factory=list)


async def read_rendered(world: World, limits: CaptureLimits, journal: Journal) -> Rendered | None:
    """The page's document; None where it does not answer, which is noted as missing."""
    try:
        found = await world.ask(READ, limits.text, limits.artefact_seconds)
    except NoAnswer:
        journal.missing(
            "dom", "页面无应答，未取得渲染后的源码和文字", "the page gave no markup and no text"
        )
        return None
    if found["cut"]:
        journal.flag("text-cut")
    page = Rendered(found["url"], found["title"], found["html"], found["text"], found["charset"])
    try:
        said = await world.ask(LINES, MOST_LINES, limits.artefact_seconds)
        page.lines = said["lines"]
    except NoAnswer:
        journal.missing("layout", "未取得文字位置", "where the text stands was not found out")
    return page


async def read_frames(
    world: World, limits: CaptureLimits, journal: Journal
) -> list[dict[str, Any]]:
    """What stands in the page's frames, in their order; those that do not answer are left out."""
    try:
        frames: list[FrameRef] = (await world.frames(limits.frames, limits.hang_seconds))[1:]
    except NoAnswer:
        return []
    if len(frames) > limits.frames:
        journal.flag("frames-cut", str(len(frames)))
    found = []
    for frame in frames[: limits.frames]:
        try:
            said = await world.ask_frame(frame, READ, limits.text, limits.hang_seconds)
        except NoAnswer:
            journal.missing(
                "frame", "有嵌入页面无应答，未取得其源码", "a frame of the page gave no markup"
            )
            continue
        if said and (said["text"].strip() or len(said["html"]) > 100):
            found.append(said)
    return found


def keep_rendered(
    store: Store, page: Rendered, frames: list[dict[str, Any]], prefix: str = ""
) -> None:
    """Write down what was read, in files whose names begin with `prefix`."""
    where = {"source": page.url, "method": "渲染后由浏览器读出 (read from the rendered page)"}
    store.write(
        f"{prefix}page.html",
        "dom",
        "text/html; charset=utf-8",
        _bytes(page.html),
        title="渲染后的网页源码",
        note="浏览器执行脚本后的页面结构，非服务器发送的原始字节；原始字节在 WARC 文件中",
        **where,
    )
    store.write(
        f"{prefix}text.txt",
        "text",
        "text/plain; charset=utf-8",
        _bytes(page.text),
        title="页面可见文字",
        **where,
    )
    if page.lines:
        store.write_json(
            f"{prefix}layout.json",
            "layout",
            {
                "unit": "CSS px",
                "columns": ["text", "x", "y", "width", "height"],
                "lines": page.lines,
            },
            title="文字在页面上的位置",
            **where,
        )
    for number, frame in enumerate(frames, 1):
        where = {"source": frame["url"], "method": where["method"]}
        name, title = f"{prefix}frame-{number:02d}", f"嵌入页面 {number}"
        store.write(
            f"{name}.html",
            "dom-frame",
            "text/html; charset=utf-8",
            _bytes(frame["html"]),
            title=f"{title}的源码",
            **where,
        )
        store.write(
            f"{name}.txt",
            "text-frame",
            "text/plain; charset=utf-8",
            _bytes(frame["text"]),
            title=f"{title}的可见文字",
            **where,
        )


def _bytes(text: str) -> bytes:
    """UTF-8; a lone surrogate, which a script can put in a page, becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")
