"""`wangjian evidence`: captures 采集件 by hand, and what is known of those that there are."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.capturing import how, new_number
from desk.cli import evidence_attended
from desk.cli.captures_told import again_text, tell_leads_of
from desk.cli.language import language, say
from desk.cli.terminal import table, tell, warn

if TYPE_CHECKING:
    from evidence.capture.manifest import Captured
    from leads.home import Home
    from leads.models import Capture

app = typer.Typer(
    no_args_is_help=True,
    help=say("采集件：对一个网页取图、取文、取全部流量。", "Captures of single pages."),
)


app.command(
    "import",
    help=say("导入手机等设备的录屏录像（两名执法人员）。", "Import recordings (two officers)."),
)(evidence_attended.import_)
app.command(
    "code",
    help=say("设置执法人员的个人口令。", "Set an officer's personal code."),
)(evidence_attended.code)


@app.command(
    help=say(
        "采集一个网页（自动方式；--attended 为双人在场取证）。",
        "Capture a page (automatic; --attended: before two officers).",
    )
)
def capture(
    url: Annotated[str, typer.Argument(help=say("网址", "the address"))],
    leads: Annotated[
        list[str] | None,
        typer.Option("--lead", help=say("归入这条线索", "tie it to this lead")),
    ] = None,
    allow: Annotated[
        list[str] | None, typer.Option("--allow", help=say("放行内网 主机:端口", "HOST:PORT"))
    ] = None,
    attended: Annotated[
        bool, typer.Option("--attended", help=say("双人在场取证", "before two officers"))
    ] = False,
    officers: evidence_attended.OfficersOption = None,
    place: evidence_attended.PlaceOption = "",
    purpose: evidence_attended.PurposeOption = "",
    account: evidence_attended.AccountOption = "",
    account_source: evidence_attended.SourceOption = "",
    case_decided: evidence_attended.DecidedOption = False,
    codes_fd: evidence_attended.CodesOption = None,
) -> int:
    """Picture, PDF, DOM, text, traffic as WARC, environment; digests of everything.

    Then the checks run again on it, for every lead with findings on that page.
    """
    present = evidence_attended.Present(
        officers or (), place, purpose, account, account_source, case_decided, codes_fd
    )
    if attended:
        row = evidence_attended.capture_attended(url, present, leads=leads or (), allow=allow or ())
        return show(row.number)
    if present != evidence_attended.Present(()):
        raise typer.BadParameter(
            say("这些选项只用于 --attended", "these options are for --attended")
        )
    home = _open()

    from crawler.capture_entering import enter_capture
    from evidence.capture.capture import capture
    from leads.office import load_office
    from leads.stages import find_lead

    office = load_office(home)
    named = [find_lead(number) for number in leads or ()]
    settings, reach = how(home, office, allow or ())
    folder = home.captures / new_number()
    taken = asyncio.run(capture(url, folder, reach=reach, settings=settings))
    _tell(taken)
    tied = enter_capture(home, office, taken, leads=named)
    for zh, en in tied.unentered:
        warn(say(zh, en))
    _tell_row(tied.capture)
    return 0


@app.command("list", help=say("列出采集件。", "List captures."))
def list_() -> None:
    """Finished ones with what they are of; unfinished ones named as such."""
    from evidence.capture.manifest import is_capture, read_capture
    from evidence.errors import CaptureFault
    from leads.beijing import shown_time

    home = _open()
    rows: list[tuple[Any, ...]] = []
    for folder in sorted(home.captures.glob("*")):
        if not is_capture(folder):
            continue
        try:
            taken = read_capture(folder)
        except CaptureFault as error:
            rows.append((folder.name, "", "", error.diagnostics(language()), "", ""))
            continue
        rows.append(
            (
                taken.number,
                shown_time(taken.started_at),
                taken.title,
                taken.url_final or taken.url_asked,
                *_known_of(taken.number),
            )
        )
    headers = say("编号|时间|标题|网址|线索|存证", "number|time|title|address|leads|ledger")
    table(headers.split("|"), rows)


@app.command(
    help=say("把没有完成的采集件标为放弃，写明原因。", "Give an unfinished capture up, and why.")
)
def abandon(
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    reason: Annotated[str, typer.Option("--reason", help=say("原因", "why"))],
) -> None:
    """Its files stay where they are; verifying names it and finds no fault with it."""
    from evidence.capture.abandoned import abandon as give_up

    home = _open()
    give_up(home.captures / Path(number).name, reason)
    tell(say(f"{number}：已标为放弃", f"{number}: given up"))


@app.command(help=say("查看一个采集件。", "Show one capture."))
def show(number: Annotated[str, typer.Argument(metavar="NUMBER")]) -> int:
    """What was captured, how, with each file's digests, and the leads it belongs to."""
    home = _open()

    from evidence.capture.manifest import read_capture
    from leads.captures import marked_pictures

    taken = read_capture(home.captures / Path(number).name)
    _tell(taken)
    row = _row(taken.number)
    if row is not None:
        _tell_row(row)
    marked = marked_pictures(taken.folder)
    if marked is not None:
        tell(say(f"示意图（非证据）：{marked}", f"marked pictures, no evidence: {marked}"))
    return 0


def _open() -> "Home":
    """The home, its database open."""
    from crawler.opening import open_database
    from leads.home import Home

    home = Home.from_env().make()
    open_database(home)
    return home


def _row(number: str) -> "Capture | None":
    from leads.models import Capture

    return Capture.objects.filter(number=number).first()


def _known_of(number: str) -> tuple[str, str]:
    """The leads of a capture with what is still there, and its place in the ledger."""
    row = _row(number)
    if row is None:
        return say("未登记", "not entered"), ""
    links = row.leads.select_related("lead").order_by("id")
    leads = "、".join(f"{link.lead} {again_text(link)}" for link in links)
    return leads, "" if row.ledger_index is None else str(row.ledger_index)


def _tell_row(row: "Capture") -> None:
    if row.ledger_index is not None:
        tell(say("存证日志：", "ledger entry: ") + str(row.ledger_index))
    links = list(row.leads.select_related("lead").order_by("id"))
    tell_leads_of(links)
    if not links:
        tell(say("没有线索指向这个网址。", "no lead has findings on this address."))


def _tell(taken: "Captured") -> None:
    from leads.beijing import shown_time

    tell(f"{taken.number}  {taken.title}")
    tell(say("网址：", "address: ") + f"{taken.url_asked} → {taken.url_final} ({taken.status})")
    times = f"{shown_time(taken.started_at)} — {shown_time(taken.ended_at)}"
    tell(say("时间（北京）：", "time (Beijing): ") + times)
    if taken.attendance is not None:
        evidence_attended.tell_attendance(taken)
    for step in taken.way:
        tell(
            say("进入步骤：", "way: ") + f"{shown_time(step.at)} {say(step.zh, step.en)} {step.url}"
        )
    for flag in taken.flags:
        tell(say("标记：", "mark: ") + say(flag.zh, flag.en))
    for gap in taken.gaps:
        tell(say("未取到：", "not taken: ") + say(gap.zh, gap.en))
    for artefact in taken.artefacts:
        tell(f"  {artefact.name}  {artefact.size}  {artefact.sha256}  {artefact.sm3}")
    tell(say(f"目录：{taken.folder}", f"folder: {taken.folder}"))
