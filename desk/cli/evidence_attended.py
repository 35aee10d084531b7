"""`wangjian evidence capture --attended`, `import` and `code`: what two officers do together."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.capturing import how, new_number
from desk.cli.confirming import ask_code, confirmed, read_codes, require_terminal
from desk.cli.language import say
from desk.cli.lead_work import at_work, who
from desk.cli.terminal import tell, warn

if TYPE_CHECKING:
    from evidence.capture.attendance import Attendance
    from evidence.capture.attended import Attended
    from evidence.capture.manifest import Captured
    from evidence.capture.settings import CaptureSettings
    from evidence.network.reach import Reach
    from leads.models import Capture
    from leads.noting import Said

OfficersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--officer",
        help=say(
            "执法证号或姓名，两名各写一次，第一名为操作人",
            "certificate number or name, twice; the first one steers",
        ),
    ),
]
PlaceOption = Annotated[str, typer.Option("--place", help=say("取证地点", "where"))]
PurposeOption = Annotated[str, typer.Option("--purpose", help=say("取证目的", "what for"))]
AccountOption = Annotated[
    str, typer.Option("--account", help=say("登录所用机关账号", "the office account used"))
]
SourceOption = Annotated[
    str, typer.Option("--account-source", help=say("账号来源", "where the account is from"))
]
DecidedOption = Annotated[
    bool, typer.Option("--case-decided", help=say("处理决定作出之后", "after the decision"))
]
CodesOption = Annotated[
    int | None,
    typer.Option(
        "--codes-fd",
        metavar="FD",
        help=say("由程序给出口令的文件描述符，每行一个", "file descriptor with a code a line"),
    ),
]
LeadsOption = Annotated[
    list[str] | None, typer.Option("--lead", help=say("归入这条线索", "tie it to this lead"))
]


@dataclass(frozen=True, slots=True)
class Present:
    """What officers say when they begin: who, where, what for, and with which account."""

    officers: Sequence[str]
    place: str = ""
    purpose: str = ""
    account: str = ""
    account_source: str = ""
    case_decided: bool = False
    codes_fd: int | None = None

    def confirm(self) -> "Attendance":
        """The attendance once both have confirmed. Raises as `confirmed`."""
        from evidence.capture.attendance import Account, Attendance

        if bool(self.account) != bool(self.account_source):
            raise typer.BadParameter(
                say("--account 和 --account-source 须同时给出", "--account takes --account-source")
            )
        account = Account(self.account, self.account_source) if self.account else None
        return Attendance(
            confirmed([who(words) for words in self.officers], self.codes_fd),
            self.place,
            self.purpose,
            account,
            self.case_decided,
        )


def capture_attended(
    url: str, present: Present, *, leads: Sequence[str], allow: Sequence[str]
) -> "Capture":
    """Open `url` before two officers, let them steer at the terminal, and enter what was taken."""
    from evidence.capture.display import require_display

    require_display()
    with at_work() as (home, stages):
        from crawler.capture_entering import enter_capture
        from leads.captures import keep_capture
        from leads.stages import find_lead

        named = [find_lead(number) for number in leads]
        attendance = present.confirm()
        settings, reach = how(home, stages.office, allow)
        number = new_number()
        tell(say("检查环境和已知答案页……", "looking at the machine and the known page…"))
        done = asyncio.run(_steered(url, home.captures / number, reach, settings, attendance))
        tell(say(f"已采集 {number}", f"captured: {number}"))
        unentered: list[Said] = []
        known = done.known_answer.captured
        keep_capture(home, stages.office, known, unentered=unentered)
        tied = enter_capture(home, stages.office, done.captured, leads=named)
        unentered += tied.unentered
        for view in done.views:
            unentered += enter_capture(home, stages.office, view, leads=named).unentered
            tell(say(f"第二视角：{view.number}", f"second view: {view.number}"))
        for zh, en in unentered:
            warn(say(zh, en))
        return tied.capture


async def _steered(
    url: str,
    folder: Path,
    reach: "Reach",
    settings: "CaptureSettings",
    attendance: "Attendance",
) -> "Attended":
    from desk.cli.steering_prompt import SteeringPrompt
    from evidence.capture import attended

    async with SteeringPrompt() as prompt:
        return await attended.capture_attended(
            url,
            folder,
            reach=reach,
            settings=settings,
            attendance=attendance,
            steer=prompt.steer,
        )


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…")],
    device: Annotated[str, typer.Option("--device", help=say("录制设备", "what recorded it"))],
    officers: OfficersOption = None,
    recorded_at: Annotated[
        str, typer.Option("--recorded-at", help=say("录制时间（照执法人员所述）", "when"))
    ] = "",
    what: Annotated[str, typer.Option("--what", help=say("所录内容", "what it shows"))] = "",
    url: Annotated[str, typer.Option("--url", help=say("网址（如有）", "its address"))] = "",
    leads: LeadsOption = None,
    place: PlaceOption = "",
    purpose: PurposeOption = "",
    case_decided: DecidedOption = False,
    codes_fd: CodesOption = None,
) -> int:
    """Copy recordings of a phone into a capture, with their digests, before two officers."""
    from evidence.capture.imported import Origin, import_recordings

    present = Present(officers or (), place, purpose, case_decided=case_decided, codes_fd=codes_fd)
    with at_work() as (home, stages):
        from leads.captures import attach, keep_capture
        from leads.stages import find_lead

        named = [find_lead(number) for number in leads or ()]
        attendance = present.confirm()
        settings, _ = how(home, stages.office, ())
        captured = asyncio.run(
            import_recordings(
                files,
                home.captures / new_number(),
                attendance=attendance,
                origin=Origin(device, recorded_at, what, url),
                settings=settings,
            )
        )
        unentered: list[Said] = []
        row = keep_capture(home, stages.office, captured, unentered=unentered)
        for lead in named:
            attach(row, lead, None)
        for zh, en in unentered:
            warn(say(zh, en))
    tell(f"{captured.number}  {captured.title}")
    for one in captured.of_role("imported"):
        tell(f"  {one.name}  {one.media_type}  {one.size}  {one.sha256}  {one.sm3}")
    tell(say(f"目录：{captured.folder}", f"folder: {captured.folder}"))
    return 0


def code(
    officer: Annotated[
        str, typer.Option("--officer", help=say("执法证号或姓名", "certificate number or name"))
    ],
    void: Annotated[
        bool,
        typer.Option("--void", help=say("作废遗忘的口令（管理员）", "void a forgotten one")),
    ] = False,
    codes_fd: CodesOption = None,
) -> int:
    """Set an officer's personal code, asked twice and hidden; a set one takes the old one."""
    with at_work():
        from leads.personal_codes import has_code, set_code, void_code

        one = who(officer)
        if void:
            void_code(one.number)
            tell(say(f"{one.name} 的口令已作废", f"the code of {one.name} is void"))
            return 0
        given = None if codes_fd is None else read_codes(codes_fd)
        if given is None:
            require_terminal()
        old = None
        if has_code(one):
            tell(say("请先输入原口令", "first the old one"))
            old = ask_code(one.name) if given is None else given.pop(0) if given else ""
        new = ask_code(one.name, new=True) if given is None else given[0] if given else ""
        set_code(one.number, new, old=old)
        tell(say(f"{one.name} 的口令已设置", f"the code of {one.name} is set"))
    return 0


def tell_attendance(taken: "Captured") -> None:
    """Who was there, where and what for, and whether the case had been decided."""
    attendance = taken.attendance
    assert attendance is not None
    manner = {
        "attended": say("双人在场取证", "attended"),
        "imported": say("双人在场导入", "imported"),
    }
    names = "、".join(f"{one.name}（{one.certificate}）" for one in attendance.officers)
    tell(manner.get(taken.manner, taken.manner) + say("，执法人员：", " by ") + names)
    if attendance.place or attendance.purpose:
        tell(say("地点、目的：", "where, what for: ") + f"{attendance.place} {attendance.purpose}")
    if attendance.account is not None:
        account = attendance.account
        tell(say("所用账号：", "account: ") + f"{account.name}（{account.source}）")
    if attendance.after_decision:
        tell(say("本件于处理决定作出之后采集", "captured after the decision of the case"))
