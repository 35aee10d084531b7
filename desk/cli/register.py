"""`wangjian register`: extracts of the register 登记信息, imported, asked and compared."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.cli.language import language, say
from desk.cli.terminal import table, tell, tell_raw, warn
from leads.home import Home

if TYPE_CHECKING:
    from leads.register_file import Imported, RegisterFile

app = typer.Typer(
    no_args_is_help=True,
    help=say("登记信息：导入摘录、查询、与主体档案比对。", "Extracts of the register."),
)

Json = Annotated[bool, typer.Option("--json", help=say("输出 JSON", "as JSON"))]


@app.command("import", help=say("导入登记信息摘录（CSV、XLSX）。", "Import an extract."))
def import_(
    file: Annotated[Path, typer.Argument(help=say("摘录文件", "the extract"))],
    as_of: Annotated[
        str, typer.Option("--as-of", help=say("数据日期，默认今天", "day of the data, else today"))
    ] = "",
    areas: Annotated[
        list[str] | None,
        typer.Option(
            "--area",
            help=say(
                "本摘录完整覆盖的行政区划代码；不给则查不到不算问题",
                "territory it holds completely; else absence says nothing",
            ),
        ),
    ] = None,
    json_: Json = False,
) -> int:
    """Take an extract in, whole or not at all; a file that is known changes nothing."""
    from leads.register_file import import_extract

    done = import_extract(Home.from_env().make(), file, as_of=_day(as_of), areas=areas or ())
    if json_:
        tell_raw(json.dumps(asdict(done), ensure_ascii=False, default=str))
        return 0
    _tell_import(done)
    return 0


def _tell_import(done: "Imported") -> None:
    if done.known:
        tell(say("这个文件已经导入过，没有变动。", "this file was imported before: no change."))
        return
    tell(
        say(
            f"导入 {done.kept} 户（读到 {done.read} 行），数据日期 {done.as_of}。",
            f"{done.kept} operators imported of {done.read} rows, as of {done.as_of}.",
        )
    )
    if not done.areas:
        tell(
            say(
                "没有给 --area：登记信息中查不到的代码不会被当作问题。",
                "no --area given: codes that are not in it will not be called a fault.",
            )
        )
    if done.unknown:
        tell(say("没有用到的列：", "columns not used: ") + "、".join(done.unknown[:20]))
    for fault in done.faults:
        what = fault.zh if language() == "zh" else fault.en
        warn(say(f"第 {fault.row} 行：{what}", f"row {fault.row}: {what}"))


@app.command(help=say("按代码或名称查询。", "Look an operator up by code or name."))
def show(
    words: Annotated[str, typer.Argument(metavar="CODE|NAME", help=say("代码或名称", ""))],
    json_: Json = False,
) -> int:
    """What the register says of one operator; exit code 1 where it says nothing."""
    register = _opened()
    entry = register.by_code(words) or register.by_name(words)
    register.close()
    if entry is None:
        tell(say("登记信息中没有。", "not in the register."))
        return 1
    if json_:
        tell_raw(json.dumps(asdict(entry), ensure_ascii=False, default=str))
        return 0
    labels = {
        "uscc": "统一社会信用代码", "reg_no": "注册号", "name": "名称", "former_names": "曾用名",
        "kind": "类型", "person": "法定代表人/经营者", "address": "住所", "premises": "经营场所",
        "status": "登记状态", "status_since": "状态日期", "abnormal_reason": "经营异常原因",
        "abnormal_since": "列入日期", "sites": "网址", "authority": "登记机关", "phone": "联系电话",
        "as_of": "数据日期", "source": "出处",
    }  # fmt: skip
    for key, label in labels.items():
        value: Any = getattr(entry, key)
        if value:
            said = "、".join(value) if isinstance(value, tuple) else value
            tell(f"{label if language() == 'zh' else key}: {said}")
    return 0


@app.command(help=say("把主体档案与登记信息比对。", "Compare the dossiers with the register."))
def compare(json_: Json = False) -> int:
    """Operators whose shops show something else than the register, with what to do about it."""
    from crawler.opening import open_database

    open_database(Home.from_env().make())
    from leads.database import database_errors
    from leads.register_compare import compare_all

    register = _opened()
    rows: list[dict[str, Any]] = []
    with database_errors():
        for compared in compare_all(register):
            if compared.differences:
                rows.append(
                    {
                        "operator": str(compared.operator),
                        "code": compared.code,
                        "differences": [asdict(one) for one in compared.differences],
                        "suggestion": compared.suggestion,
                    }
                )
    register.close()
    if json_:
        for row in rows:
            tell_raw(json.dumps(row, ensure_ascii=False))
        return 0
    word = "zh" if language() == "zh" else "en"
    table(
        [
            say("主体", "operator"),
            say("代码", "code"),
            say("不一致", "differs"),
            say("建议", "advice"),
        ],
        [
            (
                r["operator"],
                r["code"],
                "；".join(d[word] for d in r["differences"]),
                r["suggestion"],
            )
            for r in rows
        ],
    )
    return 0


def _opened() -> "RegisterFile":
    from leads.errors import RegisterFault
    from leads.register_file import opened_register

    register = opened_register(Home.from_env())
    if register is None:
        raise RegisterFault(
            "还没有导入登记信息；请用 wangjian register import 导入摘录",
            "no extract was imported yet: wangjian register import FILE",
        )
    return register


def _day(text: str) -> date:
    from leads.beijing import day_of
    from leads.register_extract import date_of

    if not text:
        return day_of(datetime.now(UTC))
    day = date_of(text)
    if day is None:
        raise typer.BadParameter(say("日期应为 2026-11-24", "a day as 2026-11-24"))
    return day
