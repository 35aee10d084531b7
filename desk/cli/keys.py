"""`wangjian keys`: the keys of units 会签, of the seal 固化签名 and of the ledger 存证日志."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from desk.cli.key_rows import list_keys
from desk.cli.language import say
from desk.cli.passphrase import ask_passphrase
from desk.cli.unit_keys import key_path, make_unit_key, rotate_unit_key, unit_rows
from leads.home import Home

__all__ = ["app", "ask_passphrase", "key_path"]

app = typer.Typer(
    no_args_is_help=True,
    help=say(
        "密钥：机构会签、固化签名、存证日志；生成、查看、更换、撤销、换成签发的证书。",
        "Keys of units, the seal and the ledger: make, show, rotate, withdraw, certify.",
    ),
)

UnitOption = Annotated[
    str | None,
    typer.Option("--unit", help=say("机构会签密钥（编号或名称）", "a unit's, by id or name")),
]
SealOption = Annotated[bool, typer.Option("--seal", help=say("固化签名密钥", "the seal's"))]
LedgerOption = Annotated[bool, typer.Option("--ledger", help=say("存证日志密钥", "the ledger's"))]
TestOption = Annotated[
    bool,
    typer.Option(
        "--test", help=say("测试密钥：不能用于真实案件", "a test key: never for a real case")
    ),
]
Years = Annotated[
    int, typer.Option("--years", min=1, max=10, help=say("证书有效年数", "years of validity"))
]


@app.command(
    help=say(
        "生成密钥：--unit 机构、--seal 固化签名，或 --ledger（同时开立存证日志）。",
        "Make a key: --unit U, --seal, or --ledger (which begins the ledger).",
    )
)
def make(
    unit: UnitOption = None,
    seal: SealOption = False,
    ledger: LedgerOption = False,
    test: TestOption = False,
    years: Years = 5,
    anew: Annotated[
        bool,
        typer.Option(
            "--anew",
            help=say("原日志已遗失，另开一本", "begin another ledger: the one before is lost"),
        ),
    ] = False,
) -> None:
    """Make a key file that this account alone can read, and say what is to be published."""
    _one_of(unit, seal=seal, ledger=ledger, test=test)
    home = Home.from_env().make()
    if unit is not None:
        make_unit_key(home, unit)
    elif seal:
        from desk.cli.seal_keys import make_seal

        make_seal(home, test=test, years=years)
    else:
        from desk.cli.ledger_keys import make_ledger

        make_ledger(home, anew=anew)


@app.command(help=say("列出全部密钥的公开部分。", "List the public side of all keys."))
def show(json_: Annotated[bool, typer.Option("--json")] = False) -> None:
    """What each is for, what to publish, until when, and whether its private key lies here."""
    from desk.cli.ledger_keys import ledger_rows
    from desk.cli.seal_keys import seal_rows

    home = Home.from_env()
    list_keys([*unit_rows(home), *seal_rows(home), *ledger_rows(home)], json_=json_)


@app.command(help=say("更换密钥；旧签名仍然有效。", "Replace a key; old signatures stay valid."))
def rotate(
    unit: UnitOption = None,
    seal: SealOption = False,
    ledger: LedgerOption = False,
    test: TestOption = False,
    years: Years = 5,
) -> None:
    """Keep the present key's files under another name, and make a new one."""
    _one_of(unit, seal=seal, ledger=ledger, test=test)
    home = Home.from_env().make()
    if unit is not None:
        rotate_unit_key(home, unit)
    elif seal:
        from desk.cli.seal_keys import rotate_seal

        rotate_seal(home, test=test, years=years)
    else:
        from desk.cli.ledger_keys import rotate_ledger

        rotate_ledger(home)


@app.command(
    help=say(
        "说明时钟：日志中已有偏快时钟写下的条目，而现在时钟是准的（先用 timedatectl 核对）。",
        "The clock is right now and was fast before: let the ledger go on.",
    )
)
def clock(
    officer: Annotated[
        str, typer.Option("--officer", help=say("执法证号或姓名", "certificate number or name"))
    ],
    reason: Annotated[str, typer.Option("--reason", help=say("时钟为何偏快", "why it was"))],
) -> None:
    """Enter it in the ledger, under a signed head; refused where the present clock is wrong.

    What is entered from here on may be dated before what is there. `verify` names the entry.
    """
    from desk.cli.clock_answered import answer_for_clock

    answer_for_clock(officer, reason)


@app.command(
    help=say(
        "撤销固化签名密钥（泄露、遗失时）；不能撤回。",
        "Withdraw a key of the seal (leaked, lost), for good.",
    )
)
def withdraw(
    fingerprint: Annotated[
        str, typer.Argument(help=say("证书指纹（见 keys show）", "its fingerprint (keys show)"))
    ],
    reason: Annotated[str, typer.Option("--reason", help=say("理由", "why"))],
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since",
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
            help=say("从何时起无效（北京时间），默认现在", "void from then on (Beijing), now"),
        ),
    ] = None,
) -> None:
    """What was time-stamped before still holds."""
    from desk.cli.seal_keys import withdraw_seal
    from leads.beijing import ZONE

    moment = None if since is None else since.replace(tzinfo=ZONE)
    withdraw_seal(Home.from_env().make(), fingerprint, reason, moment)


@app.command(
    help=say(
        "为固化签名密钥出具证书申请（PKCS#10），交签发机构。",
        "A certificate request (PKCS#10) for the seal's key.",
    )
)
def request(
    out: Annotated[Path | None, typer.Option("-o", "--out", help="PEM")] = None,
) -> None:
    """To a file, or to stdout."""
    from desk.cli.seal_keys import request_seal

    request_seal(Home.from_env().make(), out)


@app.command(
    help=say(
        "安装签发机构签发的固化签名证书。",
        "Install the certificate that an authority issued for the seal.",
    )
)
def install(
    certificate: Annotated[
        Path, typer.Argument(help=say("证书和中间证书（PEM）", "it and what leads on (PEM)"))
    ],
    root: Annotated[
        Path | None, typer.Option("--root", help=say("根证书（PEM）", "its root (PEM)"))
    ] = None,
) -> None:
    """The root is kept beside it: our own verification needs it."""
    from desk.cli.seal_keys import install_seal

    install_seal(Home.from_env().make(), certificate, root)


def _one_of(unit: str | None, *, seal: bool, ledger: bool, test: bool) -> None:
    if (unit is not None) + seal + ledger != 1:
        raise typer.BadParameter(
            say("请写明一种：--unit 机构、--seal 或 --ledger", "one of --unit U, --seal, --ledger")
        )
    if test and not seal:
        raise typer.BadParameter(say("--test 只用于 --seal", "--test goes with --seal"))
