"""`wangjian evidence`: captures 采集件 by hand."""

import asyncio
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.cli.language import language, say
from desk.cli.terminal import table, tell

if TYPE_CHECKING:
    from evidence.capture.manifest import Captured

app = typer.Typer(
    no_args_is_help=True,
    help=say("采集件：对一个网页取图、取文、取全部流量。", "Captures of single pages."),
)


@app.command(help=say("采集一个网页（自动方式）。", "Capture a page (automatic manner)."))
def capture(
    url: Annotated[str, typer.Argument(help=say("网址", "the address"))],
    allow: Annotated[
        list[str] | None, typer.Option("--allow", help=say("放行内网 主机:端口", "HOST:PORT"))
    ] = None,
) -> int:
    """Picture, PDF, DOM, text, traffic as WARC, environment; digests of everything."""
    from evidence.capture.capture import CaptureSettings, capture
    from evidence.network.reach import Reach
    from leads.home import Home
    from leads.office import load_office

    home = Home.from_env().make()
    office = load_office(home)
    resolver = office.network.resolver
    reach = Reach(allow=[*office.network.allow, *(allow or [])], resolver=resolver or None)
    settings = CaptureSettings(
        info={"operator": f"{office.name} {office.contact}".strip(), "robots": "not asked for"},
        resolver=[resolver] if resolver else (),
        time_servers=office.network.time_servers,
    )
    number = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    taken = asyncio.run(capture(url, home.captures / number, reach=reach, settings=settings))
    _tell(taken)
    return 0


@app.command("list", help=say("列出采集件。", "List captures."))
def list_() -> None:
    """Finished ones with what they are of; unfinished ones named as such."""
    from evidence.capture.manifest import is_capture, read_capture
    from evidence.errors import CaptureFault
    from leads.beijing import shown_time
    from leads.home import Home

    rows: list[tuple[Any, ...]] = []
    for folder in sorted(Home.from_env().captures.glob("*")):
        if not is_capture(folder):
            continue
        try:
            taken = read_capture(folder)
        except CaptureFault as error:
            rows.append((folder.name, "", "", error.diagnostics(language())))
            continue
        rows.append((taken.number, shown_time(taken.started_at), taken.title, taken.url_final))
    table(say("编号|时间|标题|网址", "number|time|title|address").split("|"), rows)


@app.command(help=say("查看一个采集件。", "Show one capture."))
def show(number: Annotated[str, typer.Argument(metavar="NUMBER")]) -> None:
    """What was captured, how, with each file's digests."""
    from evidence.capture.manifest import read_capture
    from leads.home import Home

    _tell(read_capture(Home.from_env().captures / Path(number).name))


def _tell(taken: "Captured") -> None:
    from leads.beijing import shown_time

    tell(f"{taken.number}  {taken.title}")
    tell(say("网址：", "address: ") + f"{taken.url_asked} → {taken.url_final} ({taken.status})")
    times = f"{shown_time(taken.started_at)} — {shown_time(taken.ended_at)}"
    tell(say("时间（北京）：", "time (Beijing): ") + times)
    for flag in taken.flags:
        tell(say("标记：", "mark: ") + say(flag.zh, flag.en))
    for gap in taken.gaps:
        tell(say("未取到：", "not taken: ") + say(gap.zh, gap.en))
    for artefact in taken.artefacts:
        tell(f"  {artefact.name}  {artefact.size}  {artefact.sha256}  {artefact.sm3}")
    tell(say(f"目录：{taken.folder}", f"folder: {taken.folder}"))
